import type { Ruling, Word } from '../../../schemas/document.ts';
import type { BBox } from '../../../schemas/geometry.ts';
import { isFigure, linesOf, standsOnSide, type WordLine } from './grid.ts';
import { segmentsOf, type WordSegment } from './segments.ts';

/** A line of a page and its texts, on the way to a region. */
export interface RegionLine extends WordLine {
  readonly segments: readonly WordSegment[];
  /** It begins as the title of a table or figure does, or tells the units. */
  readonly isCaption: boolean;
}

/** Where a table may stand, and the lines drawn in it. */
export interface TableRegion {
  readonly bbox: BBox;
  readonly rules: readonly Ruling[];
}

/** Where a table's labels begin and end, its values begin, and it ends (points). */
export interface TableEdges {
  readonly left: number;
  readonly labels: number;
  readonly values: number;
  readonly right: number;
}

/** How far (font sizes) header texts may reach past the columns below them. */
const overhang = 2;
/** Header texts hold at most this many words on average. */
const maxHeaderWords = 5;

/** A line of so many words that take this share of the width is prose. */
const minProseWords = 9;
const filledShare = 0.72;

const title =
  /^(?:tables?|tab\.|tabelle|tableau|tabella|figures?|fig\.|charts?|exhibit|graph|box|abb\.|表|图)\s*[\dA-Z]{1,3}(?:[.:–—-]|\s|$)/iu;
const units =
  /^[[(](?:in |numbers? |amounts? |dollars|percent|thousands|millions|billions|per |€|\$)[^)\]]*[)\]]?$|\b(?:in|of) (?:thousands|millions|billions|percent)\b|\b(?:thousands|millions|billions) of\b/iu;

/** Words → the lines of a region, with their texts. */
export function regionLines(words: readonly Word[]): RegionLine[] {
  return linesOf(words).flatMap((read): RegionLine[] => {
    // One text on its side is the title of an axis; several that end at one height head columns.
    const line =
      read.words.filter(standsOnSide).length === 1
        ? { ...read, words: read.words.filter((word) => !standsOnSide(word)) }
        : read;
    if (line.words.length === 0) return [];
    const segments = segmentsOf(line);
    const first = segments[0]?.text ?? '';
    const isCaption = title.test(first) || (segments.length === 1 && units.test(first));
    return [{ ...line, segments, isCaption }];
  });
}

/** Whether a line holds values in columns: of its texts behind the first at least half are figures. */
export function isFigureLine({ segments }: RegionLine): boolean {
  return (
    segments.length >= 2 &&
    segments.slice(1).filter((s) => isFigure(s.text)).length >= Math.max(1, (segments.length - 1) / 2)
  );
}

/** Edges of the columns that lines with several texts tell; null where no line has two. */
export function tableEdges(lines: readonly RegionLine[]): TableEdges | null {
  const several = lines.filter(({ segments }) => segments.length >= 2);
  if (several.length === 0) return null;
  return {
    left: Math.min(...several.map(({ segments }) => segments[0]?.from ?? 0)),
    labels: Math.max(...several.map(({ segments }) => segments[0]?.to ?? 0)),
    values: Math.min(...several.map(({ segments }) => segments[1]?.from ?? 0)),
    right: Math.max(...several.map(({ segments }) => segments.at(-1)?.to ?? 0)),
  };
}

/** Whether a line above figures may head their columns: short texts over them, none of them prose. */
export function isHeaderLine(line: RegionLine, { left, labels, values, right }: TableEdges): boolean {
  const { segments, size } = line;
  const [first, last] = [segments[0], segments.at(-1)];
  if (!first || !last || line.isCaption || wordsPerText([line]) > maxHeaderWords) return false;
  const reach = overhang * size;
  if (isFilled(line, right - left)) return false;
  if (first.from < left - reach || last.to > right + reach || last.to <= values) return false;
  // A single text stands over values, not over the labels.
  return segments.length >= 2 || first.from >= Math.min(labels, values - size);
}

/** Whether words take most of the width: prose, set wide so that its words look like columns. */
function isFilled({ words }: RegionLine, width: number): boolean {
  const ink = words.reduce((sum, { bbox }) => sum + bbox[2] - bbox[0], 0);
  return words.length >= minProseWords && ink >= filledShare * width;
}

/** Words per text on average. */
export function wordsPerText(lines: readonly RegionLine[]): number {
  const texts = lines.flatMap(({ segments }) => segments);
  return texts.reduce((sum, { content }) => sum + content.length, 0) / (texts.length || 1);
}
