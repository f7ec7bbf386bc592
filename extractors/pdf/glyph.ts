import type { BBox } from '../../schemas/geometry.ts';
import { characterOf } from './characters.ts';
import type { FontInfo, GraphicsState, TextPosition } from './graphics-state.ts';
import { apply, multiply } from './matrix.ts';

/** A glyph where it is painted, in page points, y down. */
export interface Glyph {
  readonly text: string;
  /** Start of the baseline. */
  readonly x: number;
  readonly y: number;
  /** Advance along the baseline: the glyph's own width, without character and word spacing. */
  readonly dx: number;
  readonly dy: number;
  /** Font size in points as painted, across the baseline. */
  readonly size: number;
  readonly font: FontInfo;
  /** The font gives no usable character for it: none, private use, control. */
  readonly unmapped: boolean;
  /** Its text is its code in the content stream: what comes out where a font's map has no entry. */
  readonly isCode: boolean;
  /** Not to be seen: invisible render mode, transparent, too small, on a layer that is off, clipped away, off the page. */
  hidden: boolean;
  /** `#rrggbb` it is painted in; null for patterns and gradients. */
  readonly color: string | null;
  /** How opaque it is painted, 0 to 1. */
  readonly alpha: number;
}

/** A glyph, or a number that moves the next one, as pdf.js's showText carries them. */
export type ShownItem =
  | number
  | null
  | {
      readonly unicode?: string;
      readonly originalCharCode?: number;
      readonly width?: number;
      readonly isSpace?: boolean;
      readonly vmetric?: readonly number[] | null;
    };

/** Render modes that paint nothing, and those that paint the outline alone (PDF 32000-1, table 106). */
const invisibleModes: ReadonlySet<number> = new Set([3, 7]);
const strokedModes: ReadonlySet<number> = new Set([1, 5]);
/** Paint less opaque than this is not to be seen. */
const minAlpha = 0.03;
/** A glyph smaller than this share of the page's longer side is not to be read: under a point on A4. */
const minSizeShare = 0.0008;
/** A glyph this far (points) outside the clip may be an overhang of a visible one. */
const clipSlack = 1;
/** The middle of a glyph lies this share of its size above the baseline. */
const middleHeight = 0.3;

/**
 * Glyphs of one showText, and the position after it.
 * @param page the page's own box: what lies outside is not seen
 * @param isOff on a layer that is switched off
 * @see PDF 32000-1:2008, 9.4.4
 */
export function showGlyphs(
  items: readonly ShownItem[],
  state: GraphicsState,
  position: TextPosition,
  page: BBox,
  isOff: boolean,
): Glyph[] {
  const { text } = state;
  const font = text.font;
  if (!font) return [];
  const unit = font.unitsPerThousand * text.fontSize;
  const matrix = multiply(state.ctm, position.text);
  const size = Math.hypot(matrix[2], matrix[3]) * Math.abs(text.fontSize) * font.em;
  const isStroked = strokedModes.has(text.mode);
  const color = isStroked ? state.stroke : state.fill;
  const alpha = isStroked ? state.strokeAlpha : state.fillAlpha;
  // Not `<`: a size that is no number is not to be seen either.
  const isSeen = alpha >= minAlpha && size >= minSizeShare * Math.max(page[2], page[3]);
  const unseen = isOff || !isSeen || invisibleModes.has(text.mode);
  const glyphs: Glyph[] = [];
  let along = 0;
  for (const item of items) {
    if (item === null) continue;
    if (typeof item === 'number') {
      along += ((font.vertical ? 1 : -1) * item * text.fontSize) / 1000;
      continue;
    }
    const width = font.vertical
      ? (item.vmetric?.[0] ?? -(item.width || 1000)) * unit
      : (item.width ?? 0) * unit;
    const spacing = text.charSpacing + (item.isSpace ? text.wordSpacing : 0);
    const [x, y] = font.vertical ? apply(matrix, 0, along) : apply(matrix, along * text.hScale, text.rise);
    const dx = font.vertical ? matrix[2] * width : matrix[0] * width * text.hScale;
    const dy = font.vertical ? matrix[3] * width : matrix[1] * width * text.hScale;
    const middleX = x + dx / 2;
    const middleY = y + dy / 2 - (Math.abs(dx) >= Math.abs(dy) ? size * middleHeight : 0);
    along += font.vertical ? width - spacing : width + spacing;
    const unicode = item.unicode ?? '';
    const character = characterOf(unicode, font.isSymbolic);
    if (character === '') continue;
    glyphs.push({
      text: character ?? unicode,
      x,
      y,
      dx,
      dy,
      size,
      font,
      unmapped: character === null,
      isCode: unicode.length === 1 && unicode.charCodeAt(0) === item.originalCharCode,
      hidden: unseen || !isInside(state.clip, middleX, middleY) || !isInside(page, middleX, middleY),
      color,
      alpha,
    });
  }
  position.text = multiply(
    position.text,
    font.vertical ? [1, 0, 0, 1, 0, along] : [1, 0, 0, 1, along * text.hScale, 0],
  );
  return glyphs;
}

function isInside(box: BBox, x: number, y: number): boolean {
  return (
    x >= box[0] - clipSlack && x <= box[2] + clipSlack && y >= box[1] - clipSlack && y <= box[3] + clipSlack
  );
}
