import type { Word } from '../../schemas/document.ts';
import type { BBox } from '../../schemas/geometry.ts';
import type { Glyph } from './glyph.ts';
import type { Segment } from './paint.ts';

/** A gap of this share of the font size parts two Latin words (a space is about 0.25 em, tight setting 0.2). */
const wordGap = 0.19;
/** CJK characters set apart up to this share of the font size are justified text, not two columns. */
const cjkGap = 0.45;
/** A baseline that moves by less than this share of the font size is the same line. */
const baselineShift = 0.3;
/** The same character again this near (share of the font size) is bold made by printing twice. */
const doubledShift = 0.12;
/** A glyph that steps back this far (share of the font size) begins anew: two texts on one baseline. */
const stepBack = 0.7;
/** How far a line reaches above and below its baseline, as shares of the font size: what most fonts keep within. */
const ascent = 0.8;
const descent = 0.2;
/** The middle of a glyph lies this share of its size above the baseline. */
const middleHeight = 0.3;

/**
 * Glyphs of horizontal text → words, in lines from top to bottom, each from left to right. The several runs of one
 * number are joined; a word never crosses a vertical line; doubled glyphs are taken once.
 * @param barriers vertical segments of the page
 */
export function buildWords(glyphs: readonly Glyph[], barriers: readonly Segment[]): Word[] {
  const sorted = [...barriers].sort((a, b) => a.x0 - b.x0);
  return groupByBaseline(glyphs).flatMap((line) => splitLine(line, sorted));
}

function groupByBaseline(glyphs: readonly Glyph[]): Glyph[][] {
  const lines: Glyph[][] = [];
  let top: Glyph | null = null;
  for (const glyph of [...glyphs].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const reach = Math.max(1, baselineShift * Math.min(glyph.size, top?.size ?? glyph.size));
    if (top && glyph.y - top.y <= reach) lines.at(-1)?.push(glyph);
    else {
      top = glyph;
      lines.push([glyph]);
    }
  }
  return lines;
}

function splitLine(line: Glyph[], barriers: readonly Segment[]): Word[] {
  line.sort((a, b) => a.x - b.x);
  const near = barriersAt(line, barriers);
  const words: Word[] = [];
  let run: Glyph[] = [];
  let spaceSeen = false;
  for (const glyph of line) {
    if (glyph.text.trim() === '') {
      spaceSeen = true;
      continue;
    }
    const previous = run.at(-1);
    if (previous) {
      if (isDoubled(previous, glyph)) continue;
      if (isParted(previous, glyph, spaceSeen, near)) {
        words.push(toWord(run));
        run = [];
      }
    }
    spaceSeen = false;
    run.push(glyph);
  }
  if (run.length > 0) words.push(toWord(run));
  return words;
}

/** The vertical segments that reach the height of a line at all. */
function barriersAt(line: readonly Glyph[], barriers: readonly Segment[]): readonly Segment[] {
  let top = Number.POSITIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const glyph of line) {
    const middle = middleOf(glyph);
    top = Math.min(top, middle);
    bottom = Math.max(bottom, middle);
  }
  return barriers.filter((b) => b.y0 <= bottom && b.y1 >= top);
}

function middleOf({ y, size }: Glyph): number {
  return y - size * middleHeight;
}

function isDoubled(previous: Glyph, glyph: Glyph): boolean {
  return glyph.text === previous.text && Math.abs(glyph.x - previous.x) < doubledShift * glyph.size;
}

function isParted(left: Glyph, right: Glyph, spaceSeen: boolean, barriers: readonly Segment[]): boolean {
  const size = Math.max(left.size, right.size);
  const gap = right.x - (left.x + left.dx);
  const cjk = isCjk(left.text) && isCjk(right.text);
  if (gap > (cjk ? cjkGap : wordGap) * size || gap < -stepBack * size) return true;
  // Between CJK characters a space glyph is justification; between others it parts words.
  if (spaceSeen && !cjk) return true;
  const from = left.x + left.dx / 2;
  const to = right.x + right.dx / 2;
  const middle = middleOf(left);
  return barriers.some((b) => b.x0 > from && b.x0 < to && b.y0 <= middle && b.y1 >= middle);
}

function toWord(run: readonly Glyph[]): Word {
  const first = run[0] as Glyph;
  let bbox: BBox = [first.x, first.y, first.x, first.y];
  let size = 0;
  for (const { x, y, dx, size: glyphSize } of run) {
    bbox = [
      Math.min(bbox[0], x),
      Math.min(bbox[1], y - ascent * glyphSize),
      Math.max(bbox[2], x + dx),
      Math.max(bbox[3], y + descent * glyphSize),
    ];
    size = Math.max(size, glyphSize);
  }
  return { text: run.map((g) => g.text).join(''), bbox, size, bold: first.font.bold, baseline: first.y };
}

/** Whether the text has characters that are set without spaces between words. */
export function isCjk(text: string): boolean {
  return /[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF\u3000-\u303F“”‘’—…]/u.test(text);
}
