import type { BBox } from '../../schemas/geometry.ts';
import type { FontSample } from './font-trust.ts';
import { apply, identity, type Matrix, multiply } from './matrix.ts';

/** The little of a pdf.js font that places and judges glyphs. */
export interface FontInfo {
  readonly unitsPerThousand: number;
  /** Height of its characters as a share of the font size: 1, but for Type 3 fonts, which are drawn in any size. */
  readonly em: number;
  readonly vertical: boolean;
  readonly bold: boolean;
  /** A font of symbols: its private-use codes are known. */
  readonly isSymbolic: boolean;
  /** It holds only the characters that the file needs, by codes that the file may have made up. */
  readonly isSubset: boolean;
  /** What it gave so far, over all pages. */
  readonly sample: FontSample;
}

/** Text parameters of the graphics state (PDF 32000-1, 9.3). */
export interface TextState {
  fontSize: number;
  font: FontInfo | null;
  charSpacing: number;
  wordSpacing: number;
  hScale: number;
  leading: number;
  rise: number;
  mode: number;
}

/** What save and restore keep. */
export interface GraphicsState {
  ctm: Matrix;
  clip: BBox;
  /** All clip paths so far were upright rectangles: nothing else of `clip` is cut away. */
  clipIsBox: boolean;
  /** `#rrggbb`; null for patterns and gradients, whose colour is not one. */
  fill: string | null;
  fillAlpha: number;
  stroke: string | null;
  strokeAlpha: number;
  /** A blend mode other than Normal; a soft mask; inside a group painted through either or not opaque. */
  isBlended: boolean;
  isSoft: boolean;
  isVeiled: boolean;
  lineWidth: number;
  /** Text that is (part of) the clip: what is painted next is seen through it. */
  textClip: readonly { hidden: boolean }[];
  text: TextState;
}

/** The state a page begins with. */
export function initialState(ctm: Matrix, clip: BBox): GraphicsState {
  return {
    ctm,
    clip,
    clipIsBox: true,
    fill: '#000000',
    fillAlpha: 1,
    stroke: '#000000',
    strokeAlpha: 1,
    isBlended: false,
    isSoft: false,
    isVeiled: false,
    lineWidth: 1,
    textClip: [],
    text: {
      fontSize: 0,
      font: null,
      charSpacing: 0,
      wordSpacing: 0,
      hScale: 1,
      leading: 0,
      rise: 0,
      mode: 0,
    },
  };
}

/** A copy that later changes do not touch. */
export function copyState(state: GraphicsState): GraphicsState {
  return { ...state, text: { ...state.text } };
}

/** What is painted hides what is beneath, as far as it is not made transparent by itself. */
export function paintsSolid(state: GraphicsState): boolean {
  return !state.isBlended && !state.isSoft && !state.isVeiled;
}

/** Painted in (nearly) the paper's white. */
export function isPaperWhite(color: string | null): boolean {
  return color !== null && /^#f[c-f]f[c-f]f[c-f]$/iu.test(color);
}

/** Where the next glyph is set (PDF 32000-1, 9.4.2). */
export interface TextPosition {
  text: Matrix;
  line: Matrix;
}

export const startOfText: TextPosition = { text: identity, line: identity };

/** Td: the start of the next line, from the start of this one. */
export function moveLine(position: TextPosition, x: number, y: number): void {
  position.line = multiply(position.line, [1, 0, 0, 1, x, y]);
  position.text = position.line;
}

/** What two boxes share; empty (x1 < x0 or y1 < y0) where they do not meet. */
export function intersect(a: BBox, b: BBox): BBox {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
}

/** The box around a box of an inner space, mapped. */
export function mapBox(matrix: Matrix, [x0, y0, x1, y1]: BBox): BBox {
  const corners = [
    apply(matrix, x0, y0),
    apply(matrix, x1, y0),
    apply(matrix, x0, y1),
    apply(matrix, x1, y1),
  ];
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
