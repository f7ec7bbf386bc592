import type { Word } from '../../../schemas/document.ts';
import { isFigure, type WordLine } from './grid.ts';
import type { StreamSegment } from './stream.ts';

/** Words nearer than this share of the font size are one text; columns stand further apart. */
const sameText = 0.75;
/** Two figures further apart than this share of the font size (a space is about 0.28) are of two columns. */
const figureGap = 0.34;
/** A text and a figure beside it further apart than this share of the font size are of two columns. */
const labelGap = 0.42;
/** A sign of money stands at the left of its column, its figure at the right: up to this far (font sizes). */
const signReach = 9;
/** Dots in a row, from this many on, lead the eye to the next column. */
const minLeader = 4;
/** A header's word further from the next than this share of the font size may stand in a column of its own. */
const headerGap = 0.36;
/** A mark set behind a figure is at most this large beside it. */
const markSize = 0.82;

export type WordSegment = StreamSegment<readonly Word[]>;

/** Dots that lead from a label to its figure, at the end of a word: set close, or apart. */
const leaderEnd = /(?:[.…·_]|\.\s){1,}$/u;

interface Draft {
  from: number;
  to: number;
  text: string;
  readonly content: Word[];
}

/**
 * Words of a line that stand together, from left to right. Leading dots belong to the text they follow and part it from
 * the next; a sign of money belongs to its figure however far it stands; two figures are two texts, unless they are
 * groups of digits of one.
 */
export function segmentsOf(line: WordLine): WordSegment[] {
  const segments: Draft[] = [];
  const { words } = line;
  let led = false;
  let i = 0;
  while (i < words.length) {
    const word = words[i];
    if (!word) break;
    const last = segments.at(-1);
    const dots = leaderWords(words, i);
    if (dots > 0) {
      const run = words.slice(i, i + dots);
      if (last) last.content.push(...run);
      led = true;
      i += dots;
      continue;
    }
    const text = withoutLeader(word.text);
    const to = text === word.text ? word.bbox[2] : visibleEnd(word, text);
    if (last && !led && belongs(last, word)) {
      last.to = Math.max(last.to, to);
      last.text += ` ${text}`;
      last.content.push(word);
    } else segments.push({ from: word.bbox[0], to, text, content: [word] });
    led = text !== word.text;
    i++;
  }
  return segments;
}

/** How many words from `at` on are nothing but leading dots; 0 for fewer dots than lead. */
function leaderWords(words: readonly Word[], at: number): number {
  let count = 0;
  let dots = 0;
  while (/^[.…·_]+$/u.test(words[at + count]?.text ?? '')) {
    const text = words[at + count]?.text ?? '';
    dots += text.includes('…') ? minLeader : text.length;
    count++;
  }
  // A lone … stands for a value.
  return dots >= minLeader && !(count === 1 && words[at]?.text === '…') ? count : 0;
}

function withoutLeader(text: string): string {
  const end = leaderEnd.exec(text)?.[0] ?? '';
  return end.length >= minLeader && end.length < text.length ? text.slice(0, -end.length) : text;
}

/** Where a word ends without its leading dots, as if all its characters were equally wide, dots half of that. */
function visibleEnd(word: Word, text: string): number {
  const dots = word.text.length - text.length;
  return word.bbox[0] + ((word.bbox[2] - word.bbox[0]) * text.length) / (text.length + dots / 2);
}

function belongs(last: Draft, word: Word): boolean {
  const gap = word.bbox[0] - last.to;
  const before = last.content.at(-1)?.text ?? '';
  if (/^[(]?(?:US)?[$€£¥]$/u.test(last.text) && isFigure(word.text)) return gap <= signReach * word.size;
  // The next column's sign.
  if (/^[$€£¥]$/u.test(word.text) && isFigure(last.text)) return false;
  const isMark = word.size <= markSize * (last.content[0]?.size ?? 0);
  if (!isMark && /\d/u.test(last.text) && /\d/u.test(word.text) && isFigure(last.text) && isFigure(word.text))
    return gap <= figureGap * word.size ? isGrouped(last.text, word.text) : false;
  const isValue = !isMark && /\d/u.test(word.text) && isFigure(word.text) && /\p{L}/u.test(before);
  const isAfterValue = /\d/u.test(last.text) && isFigure(last.text) && /^\p{L}/u.test(word.text);
  return gap <= (isValue || isAfterValue ? labelGap : sameText) * word.size;
}

/** 12 345 678: digits in groups, parted by spaces; or a mark behind its figure. */
function isGrouped(before: string, word: string): boolean {
  if (/^[-–−+(]?\d{1,3}(?: \d{3})*$/u.test(before) && /^\d{3}(?:[.,]\d+)?%?\)?$/u.test(word)) return true;
  return /^[(\d]\d?[)/]?$/u.test(word) && /^\(|[)/]$/u.test(word);
}

/** White space that runs down between two columns (points). */
export interface ColumnGap {
  readonly from: number;
  readonly to: number;
}

/**
 * Segments of a line cut where white space between two columns meets a gap that is wider than one between words: headers
 * set close to each other over narrow columns.
 */
export function cutAtGaps(segments: readonly WordSegment[], gaps: readonly ColumnGap[]): WordSegment[] {
  return segments.flatMap((segment) => {
    const crossed = gaps.filter((gap) => gap.to > segment.from && gap.from < segment.to);
    if (crossed.length === 0) return [segment];
    const parts: Word[][] = [];
    for (const word of segment.content) {
      const last = parts.at(-1)?.at(-1);
      const [end, start] = [last?.bbox[2] ?? 0, word.bbox[0]];
      const isApart =
        last !== undefined &&
        start - end > headerGap * word.size &&
        crossed.some((gap) => gap.from < start && gap.to > end);
      if (last === undefined || isApart) parts.push([word]);
      else parts.at(-1)?.push(word);
    }
    if (parts.length === 1) return [segment];
    return parts.map(toSegment);
  });
}

/** A header's word stands over its column when their middles or edges differ by less than this (font sizes). */
const overColumn = 0.6;

/**
 * Header texts that stand so near each other that they look like one: cut where every part stands over a column of its own.
 * @param extents where the texts of each column stand
 */
export function cutOverColumns(
  segments: readonly WordSegment[],
  gaps: readonly ColumnGap[],
  extents: readonly (ColumnGap | null)[],
): WordSegment[] {
  return segments.flatMap((segment) => {
    const parts: Word[][] = [];
    for (const word of segment.content) {
      const last = parts.at(-1)?.at(-1);
      const isApart =
        last !== undefined && gaps.some((gap) => gap.from < word.bbox[0] + 1 && gap.to > last.bbox[2] - 1);
      if (last === undefined || isApart) parts.push([word]);
      else parts.at(-1)?.push(word);
    }
    const columns = parts.map((part) =>
      extents.findIndex((extent) => extent !== null && standsOver(part, extent)),
    );
    const isOwn = columns.every((column, i) => column >= 0 && column > (columns[i - 1] ?? -1));
    return parts.length > 1 && isOwn ? parts.map(toSegment) : [segment];
  });
}

function standsOver(part: readonly Word[], extent: ColumnGap): boolean {
  const [from, to] = [part[0]?.bbox[0] ?? 0, part.at(-1)?.bbox[2] ?? 0];
  const reach = overColumn * (part[0]?.size ?? 0);
  if (from >= extent.to || to <= extent.from) return false;
  return (
    Math.abs(from - extent.from) <= reach ||
    Math.abs(to - extent.to) <= reach ||
    Math.abs(from + to - extent.from - extent.to) <= 2 * reach
  );
}

function toSegment(content: readonly Word[]): WordSegment {
  return {
    from: content[0]?.bbox[0] ?? 0,
    to: content.at(-1)?.bbox[2] ?? 0,
    text: content.map((word) => word.text).join(' '),
    content,
  };
}

/**
 * White space between columns, set between the texts of a header that has one for each column, in order: over wide columns
 * such texts may stand beside their figures, all in white space.
 */
export function orderGaps(
  gaps: readonly ColumnGap[],
  header: readonly WordSegment[],
  labels: number,
): ColumnGap[] {
  const skipped = gaps.length + 1 - header.length;
  // One text fewer than columns: the labels have no header.
  if (skipped < 0 || skipped > 1 || (skipped === 1 && (header[0]?.from ?? 0) <= labels)) return [...gaps];
  return gaps.map((gap, i) => {
    const [left, right] = [header[i - skipped], header[i + 1 - skipped]];
    const from = Math.max(gap.from, left?.to ?? gap.from);
    const to = Math.min(gap.to, right?.from ?? gap.to);
    return to > from ? { from, to } : gap;
  });
}

/**
 * White space between columns, made narrower by texts that reach into it from one side (headers wider than their figures);
 * a text that covers it holds for both columns and tells nothing.
 * @param least white space is made no narrower than this (points)
 */
export function narrowGaps(
  gaps: readonly ColumnGap[],
  lines: readonly (readonly WordSegment[])[],
  least: number,
): ColumnGap[] {
  return gaps.map((gap) => {
    let { from, to } = gap;
    // From below: the names of columns before those of groups, which stand over the gap.
    for (const segments of [...lines].reverse())
      for (const text of segments) {
        if (text.to <= from || text.from >= to) continue;
        if (text.from < from && text.to <= to - least) from = text.to;
        else if (text.to > to && text.from >= from + least) to = text.from;
      }
    return { from, to };
  });
}
