import type { PageMarks, Word } from '../../schemas/document.ts';
import type { BBox } from '../../schemas/geometry.ts';
import { unturnBox } from '../layout/turn.ts';
import type { PageMarks as RawMarks } from './content-stream.ts';
import type { Glyph } from './glyph.ts';
import type { FilledArea, PaintedImage, Segment } from './paint.ts';
import { settleMarks } from './raised.ts';
import { buildRulings } from './rulings.ts';
import { findUnseen } from './visibility.ts';
import { buildWords, isCjk } from './words.ts';

/** Text runs right, down or up the page as displayed. */
type Direction = 'right' | 'down' | 'up' | 'other';

/** Text that stands on its side is the page's text when at least this share of the glyphs does. */
const turnedShare = 0.6;
/** Words of a line on its side are parted by less than this share of the font size. */
const sideGap = 0.6;

/**
 * What one pass over a page gave → words and rulings of the upright page. Where most text stands on its side (a
 * landscape table on an upright page) everything is turned; `turn` says by how much, and `unturn` takes boxes back.
 * Text that is not to be seen (invisible, white on white, clipped, off the page) and glyphs without a usable
 * character are counted and left out.
 * @param size width and height of the page as displayed, points
 */
export function layOutPage(marks: RawMarks, size: readonly [width: number, height: number]): PageMarks {
  const visible: Glyph[] = [];
  let hidden = 0;
  let unmapped = 0;
  const unseen = findUnseen(marks.glyphs, marks.covers);
  for (const [i, glyph] of marks.glyphs.entries()) {
    if (glyph.text.trim() === '' && !glyph.unmapped) visible.push(glyph);
    else if (glyph.hidden || unseen[i] === 1) hidden++;
    else if (glyph.unmapped) unmapped++;
    else visible.push(glyph);
  }
  const turn = findTurn(visible);
  const glyphs = visible.map((g) => turnGlyph(g, turn, size));
  const segments = marks.segments.map((s) => turnSegment(s, turn, size));
  const barriers = segments.filter((s) => s.x0 === s.x1);
  const words = settleMarks(
    buildWords(
      glyphs.filter((g) => directionOf(g) === 'right'),
      barriers,
    ),
  );
  const turned = [...sideWords(glyphs, 'up', size), ...sideWords(glyphs, 'down', size)];
  const turnArea = ({ bbox, color }: FilledArea) => ({ bbox: turnBox(bbox, turn, size), color });
  const turnImage = ({ bbox }: PaintedImage) => ({ bbox: turnBox(bbox, turn, size) });
  return {
    words: [...words, ...turned],
    ...buildRulings(segments),
    areas: marks.areas.map(turnArea),
    images: marks.images.map(turnImage),
    sketches: marks.sketches.map((box) => turnBox(box, turn, size)),
    turn,
    hiddenGlyphs: hidden,
    unmappedGlyphs: unmapped,
  };
}

function findTurn(glyphs: readonly Glyph[]): PageMarks['turn'] {
  const counts = { right: 0, down: 0, up: 0, other: 0 };
  for (const glyph of glyphs) counts[directionOf(glyph)]++;
  const share = turnedShare * glyphs.length;
  if (glyphs.length === 0) return 0;
  if (counts.up >= share) return 90;
  return counts.down >= share ? 270 : 0;
}

function directionOf({ dx, dy }: Glyph): Direction {
  if (dx >= 0 && Math.abs(dy) <= 0.1 * Math.abs(dx)) return 'right';
  if (Math.abs(dx) <= 0.1 * Math.abs(dy)) return dy > 0 ? 'down' : 'up';
  return 'other';
}

/** Words of text that stands on its side, with upright boxes; its baseline is the foot of the box. */
function sideWords(
  glyphs: readonly Glyph[],
  direction: 'up' | 'down',
  size: readonly [number, number],
): Word[] {
  const turn = direction === 'up' ? 90 : 270;
  const own = glyphs.filter((g) => directionOf(g) === direction);
  if (own.length === 0) return [];
  const frame: readonly [number, number] = size;
  const words = buildWords(
    own.map((g) => turnGlyph(g, turn, frame)),
    [],
  );
  return joinLine(words).map((word) => {
    const bbox = unturnBox(word.bbox, turn, frame);
    return { ...word, bbox, baseline: bbox[3] };
  });
}

/** Words of a line on its side that stand together, as one: upright reading would set the last above the first. */
function joinLine(words: readonly Word[]): Word[] {
  const joined: Word[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    const gap = word.bbox[0] - (last?.bbox[2] ?? 0);
    if (last && last.baseline === word.baseline && gap >= 0 && gap <= sideGap * word.size) {
      const [x0, y0] = last.bbox;
      const bbox: BBox = [x0, Math.min(y0, word.bbox[1]), word.bbox[2], Math.max(last.bbox[3], word.bbox[3])];
      const between = isCjk(last.text.at(-1) ?? '') && isCjk(word.text[0] ?? '') ? '' : ' ';
      joined[joined.length - 1] = { ...last, bbox, text: `${last.text}${between}${word.text}` };
    } else joined.push(word);
  }
  return joined;
}

function turnPoint(x: number, y: number, turn: number, [width, height]: readonly [number, number]) {
  if (turn === 90) return [height - y, x] as const;
  if (turn === 270) return [y, width - x] as const;
  return [x, y] as const;
}

function turnGlyph(glyph: Glyph, turn: number, size: readonly [number, number]): Glyph {
  if (turn === 0) return glyph;
  const [x, y] = turnPoint(glyph.x, glyph.y, turn, size);
  const [dx, dy] = turn === 90 ? [-glyph.dy, glyph.dx] : [glyph.dy, -glyph.dx];
  return { ...glyph, x, y, dx, dy };
}

function turnSegment(segment: Segment, turn: number, size: readonly [number, number]): Segment {
  if (turn === 0) return segment;
  const [x0, y0, x1, y1] = turnBox([segment.x0, segment.y0, segment.x1, segment.y1], turn, size);
  return { x0, y0, x1, y1, thickness: segment.thickness };
}

function turnBox([x0, y0, x1, y1]: BBox, turn: number, size: readonly [number, number]): BBox {
  const [ax, ay] = turnPoint(x0, y0, turn, size);
  const [bx, by] = turnPoint(x1, y1, turn, size);
  return [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)];
}
