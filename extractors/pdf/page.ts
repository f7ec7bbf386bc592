import type { PageMarks, Word } from '../../schemas/document.ts';
import type { BBox } from '../../schemas/geometry.ts';
import { unturnBox } from '../layout/turn.ts';
import type { PageMarks as RawMarks } from './content-stream.ts';
import { type FontVerdict, lacksOnlySpace } from './font-trust.ts';
import type { Glyph } from './glyph.ts';
import type { FontInfo } from './graphics-state.ts';
import type { Segment } from './paint.ts';
import { settleMarks } from './raised.ts';
import {
  isUnusable,
  markUnusable,
  regionsOfPictures,
  regionsOfWords,
  unmappedMark,
  wrongMark,
} from './regions.ts';
import { buildRulings, joinDots } from './rulings.ts';
import { findUnseen } from './visibility.ts';
import { overlapping, readAslant, splitPale } from './watermarks.ts';
import { buildWords, isCjk } from './words.ts';

/** Where text runs on the page as displayed; left: it stands on its head. */
type Direction = 'right' | 'down' | 'left' | 'up' | 'other';

/** Text that stands on its side is the page's text when at least this share of the glyphs does. */
const turnedShare = 0.6;
/** Words of a line on its side are parted by less than this share of the font size. */
const sideGap = 0.6;

/** A page more than this share of whose glyphs have no usable text is read as a whole or not at all. */
const unusableShare = 0.5;

/**
 * What one pass over a page gave → words and rulings of the upright page. Where most text stands on its side (a
 * landscape table on an upright page) everything is turned; `turn` says by how much, and `unturn` takes boxes back.
 * Text that is not to be seen is counted and left out; where glyphs have no usable character a picture mark stands, and
 * a region says that it has to be recognised.
 * @param size width and height of the page as displayed, points
 * @param judge whether a font's characters can be trusted
 */
export function layOutPage(
  marks: RawMarks,
  size: readonly [width: number, height: number],
  judge: (font: FontInfo) => FontVerdict,
): PageMarks {
  const { visible, hidden, unmapped, blanks } = sortGlyphs(marks, judge);
  const turn = findTurn(visible);
  const frame: readonly [number, number] = turn % 180 === 0 ? size : [size[1], size[0]];
  const glyphs = visible.map((g) => turnGlyph(g, turn, size));
  const segments = joinDots(marks.segments).map((s) => turnSegment(s, turn, size));
  const rulings = buildRulings(segments);
  const barriers = segments.filter((s) => s.x0 === s.x1);
  const { plain, pale } = splitPale(glyphs);
  const wordsOf = (own: readonly Glyph[], between: readonly Segment[]) => [
    ...settleMarks(
      buildWords(
        own.filter((g) => directionOf(g) === 'right'),
        between,
      ),
    ),
    ...sideWords(own, 'up', frame),
    ...sideWords(own, 'down', frame),
  ];
  const all = wordsOf(plain, barriers);
  const large = wordsOf(pale, []);
  const overText = overlapping(large, all, rulings.vertical);
  all.push(...large.filter((word) => !overText.has(word)));
  const aslant = readAslant(
    glyphs.filter((g) => ['left', 'other'].includes(directionOf(g))),
    all.length > 0 ? medianSize(all) : null,
  );
  const unusable = all.filter(isUnusable);
  const isLost = unmapped > unusableShare * (visible.length - blanks);
  const words = isLost ? [] : all.map((w) => (isUnusable(w) ? { ...w, text: markUnusable(w.text) } : w));
  const turned = (bbox: BBox) => turnBox(bbox, turn, size);
  const images = marks.images.map(({ bbox }) => ({ bbox: turned(bbox) }));
  const boxesOf = (mark: string) =>
    unusable.filter(({ text }) => text.includes(mark)).map(({ bbox }) => bbox);
  return {
    words,
    ...rulings,
    areas: marks.areas.map(({ bbox, color }) => ({ bbox: turned(bbox), color })),
    images,
    sketches: marks.sketches.map(turned),
    turn,
    regions: [
      ...regionsOfWords(boxesOf(wrongMark), 'wrong-characters'),
      ...regionsOfWords(boxesOf(unmappedMark), 'no-characters'),
      ...regionsOfPictures(all, images, marks.outlines.map(turned), frame),
    ].sort((a, b) => a.bbox[1] - b.bbox[1] || a.bbox[0] - b.bbox[0]),
    watermarks: [...overText, ...aslant.watermarks].filter((word) => !isUnusable(word)),
    leftOut: [...(isLost ? all : []), ...aslant.others]
      .filter((word) => !isUnusable(word))
      .map(({ text }) => text),
    hiddenGlyphs: hidden,
    unmappedGlyphs: unmapped,
  };
}

/** Glyphs that can be seen, those without a usable character as marks; how many are hidden, marks, blank. */
function sortGlyphs(marks: RawMarks, judge: (font: FontInfo) => FontVerdict) {
  const visible: Glyph[] = [];
  let hidden = 0;
  let unmapped = 0;
  let blanks = 0;
  const unseen = findUnseen(marks.glyphs, marks.covers);
  const verdicts = new Map<FontInfo, FontVerdict>();
  const verdictOf = (font: FontInfo): FontVerdict => {
    const known = verdicts.get(font);
    if (known !== undefined) return known;
    const verdict = judge(font);
    verdicts.set(font, verdict);
    return verdict;
  };
  for (const [i, glyph] of marks.glyphs.entries()) {
    const verdict = verdictOf(glyph.font);
    const isSpace = glyph.unmapped && glyph.text === '\u0003' && lacksOnlySpace(glyph.font.sample);
    const isBlank = isSpace || (!glyph.unmapped && glyph.text.trim() === '');
    if (isBlank && (verdict !== 'wrong' || glyph.isCode)) {
      blanks++;
      visible.push(isSpace ? { ...glyph, text: ' ' } : glyph);
    } else if (glyph.hidden || unseen[i] === 1) hidden++;
    else if (glyph.unmapped || verdict === 'wrong' || (verdict === 'gaps' && glyph.isCode)) {
      unmapped++;
      visible.push({ ...glyph, text: verdict === 'wrong' ? wrongMark : unmappedMark });
    } else visible.push(glyph);
  }
  return { visible, hidden, unmapped, blanks };
}

function medianSize(words: readonly Word[]): number {
  const sizes = words.map(({ size }) => size).sort((a, b) => a - b);
  return sizes[sizes.length >> 1] ?? 0;
}

function findTurn(glyphs: readonly Glyph[]): PageMarks['turn'] {
  const counts = { right: 0, down: 0, left: 0, up: 0, other: 0 };
  for (const glyph of glyphs) counts[directionOf(glyph)]++;
  const share = turnedShare * glyphs.length;
  if (glyphs.length === 0) return 0;
  if (counts.up >= share) return 90;
  if (counts.left >= share) return 180;
  return counts.down >= share ? 270 : 0;
}

function directionOf({ dx, dy }: Glyph): Direction {
  if (Math.abs(dy) <= 0.1 * Math.abs(dx)) return dx >= 0 ? 'right' : 'left';
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
  if (turn === 180) return [width - x, height - y] as const;
  if (turn === 270) return [y, width - x] as const;
  return [x, y] as const;
}

function turnGlyph(glyph: Glyph, turn: number, size: readonly [number, number]): Glyph {
  if (turn === 0) return glyph;
  const [x, y] = turnPoint(glyph.x, glyph.y, turn, size);
  const [dx, dy] = turnVector(glyph, turn);
  return { ...glyph, x, y, dx, dy };
}

function turnVector({ dx, dy }: Glyph, turn: number) {
  if (turn === 180) return [-dx, -dy] as const;
  return turn === 90 ? ([-dy, dx] as const) : ([dy, -dx] as const);
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
