import type { SourcePage, Word } from '../../schemas/document.ts';
import type { BBox } from '../../schemas/geometry.ts';
import { boundsOf } from './bounds.ts';
import type { FlowLine } from './flow.ts';
import { type Band, comparePlaces, type Place, placeIn } from './lanes.ts';
import { isPageNumber } from './line-kinds.ts';
import { pagesRunOver } from './running-heads.ts';

/** Words further apart than this share of the font size are set apart on purpose: columns, caption pieces. */
const setApart = 1;
/** Lines further apart than this many font sizes have white space between them. */
const leading = 2.1;
/** Running heads and page numbers stand in this share of the page's height at its top and bottom. */
const margin = 0.09;
/** Numbers that count on from page to page are page numbers within this larger share of the height. */
const numberMargin = 0.16;
/** … on at least this many pages. */
const countedOn = 2;

/** Lines of running text take this share of the widest line of their page, or more … */
const wideShare = 0.8;
/** … and there are at least so many of them. */
const minWide = 2;
/** Ends of lines, in font sizes: nearer to the right margin than this a line is full, further than that it is short. */
const fullEnd = 1.6;
const shortEnd = 2;
/** A line begins at the left margin within so many font sizes; a paragraph is set in by 2, at least and at most by these. */
const atMargin = 0.5;
const leastIndent = 1.2;
const mostIndent = 4;
/** White space left and right of a line in the middle of the page differs by at most so many font sizes. */
const centred = 1.5;

/** A line with its place, so that tables can be set between lines. */
export interface PlacedLine {
  readonly line: FlowLine;
  readonly place: Place;
  /** Page number, running head: no text of the report. */
  readonly furniture: boolean;
}

/** Words outside tables → lines with their places, by page; page numbers and running heads told. */
export function linesOfPages(
  pages: readonly {
    readonly page: SourcePage;
    readonly words: readonly Word[];
    readonly bands: readonly Band[];
  }[],
  groupLines: (
    words: readonly Word[],
  ) => readonly { readonly baseline: number; readonly size: number; readonly words: readonly Word[] }[],
  toPage: (page: SourcePage, box: BBox) => BBox,
): Map<number, PlacedLine[]> {
  const texts = new Map<string, number[]>();
  const drafts = pages.map(({ page, words, bands }) => {
    const columns = byColumn(words, bands).flatMap((own) => groupLines(own));
    const lines = columns.map((line) => {
      const text = textOfLine(line.words);
      const box = boundsOf(line.words);
      const edge = edgeOf(box, heightOf(page));
      if (edge !== null) {
        const stands = texts.get(`${edge}|${text}`);
        if (stands) stands.push(page.number);
        else texts.set(`${edge}|${text}`, [page.number]);
      }
      return { ...line, text, box, edge, place: placeIn(bands, box) };
    });
    return { page, bands, lines: lines.sort((a, b) => comparePlaces(a.place, b.place)) };
  });
  const counted = countingNumbers(drafts);
  const runs = new Map([...texts].map(([text, stands]) => [text, pagesRunOver(stands)]));
  const result = new Map<number, PlacedLine[]>();
  let last: { readonly box: BBox; readonly size: number; readonly frame: Frame } | null = null;
  for (const { page, bands, lines } of drafts) {
    let above: { baseline: number; size: number } | null = null;
    // Columns of prose each have margins of their own.
    const frame = bands.length > 0 ? null : frameOf(lines);
    const placed: PlacedLine[] = [];
    for (const [i, { text, words, box, edge, baseline, size, place }] of lines.entries()) {
      const isBroken = last !== null && reachesEnd(last) && beginsAtMargin(box, size, frame);
      const apart =
        above === null
          ? !isBroken
          : baseline - above.baseline > leading * Math.max(size, above.size) ||
            (last !== null && endsShort(last) && isIndented(box, size, frame));
      const isNumber = pageNumber(text) !== null && (edge !== null || counted.has(`${page.number}|${i}`));
      const furniture = isNumber || (edge !== null && runs.get(`${edge}|${text}`)?.has(page.number) === true);
      placed.push({
        line: {
          text,
          page: page.number,
          location: `p${page.number}`,
          bbox: toPage(page, box),
          apart,
          artifact: false,
          ...readingOfLine(words),
        },
        place,
        furniture,
      });
      if (furniture) continue;
      above = { baseline, size };
      last = { box, size, frame };
    }
    result.set(page.number, placed);
  }
  return result;
}

/** How sure a line is whose words were read from a picture: as sure as the least sure figure in it. */
function readingOfLine(words: readonly Word[]): Pick<FlowLine, 'reading'> {
  let reading: number | undefined;
  for (const { text, reading: read } of words)
    if (read !== undefined) reading = Math.min(reading ?? 1, /\d/u.test(text) ? read.confidence : 1);
  return reading === undefined ? {} : { reading };
}

/** Where the lines of a page's running text begin and end, points; null for a page without. */
type Frame = { readonly left: number; readonly right: number } | null;

function frameOf(lines: readonly { readonly box: BBox }[]): Frame {
  const widest = Math.max(0, ...lines.map(({ box }) => box[2] - box[0]));
  const wide = lines.filter(({ box }) => box[2] - box[0] >= wideShare * widest);
  if (wide.length < minWide) return null;
  return {
    left: Math.min(...wide.map(({ box }) => box[0])),
    right: Math.max(...wide.map(({ box }) => box[2])),
  };
}

interface Ended {
  readonly box: BBox;
  readonly size: number;
  readonly frame: Frame;
}

/** A line that ends where the next character would not have fitted: its paragraph may go on. */
function reachesEnd({ box, size, frame }: Ended): boolean {
  return frame !== null && box[2] > frame.right - fullEnd * size;
}

/** A line that ends with room for more: the end of a paragraph, if the next begins one. */
function endsShort({ box, size, frame }: Ended): boolean {
  return frame !== null && box[2] < frame.right - shortEnd * size;
}

function beginsAtMargin(box: BBox, size: number, frame: Frame): boolean {
  return frame !== null && Math.abs(box[0] - frame.left) < atMargin * size;
}

/** Set in from the margin as the first line of a paragraph is, and not in the middle of the page. */
function isIndented(box: BBox, size: number, frame: Frame): boolean {
  if (frame === null) return false;
  const indent = box[0] - frame.left;
  const isCentred = Math.abs(indent - (frame.right - box[2])) < centred * size;
  return indent >= leastIndent * size && indent <= mostIndent * size && !isCentred;
}

/** The number of a line that is nothing but a page number (12, - 12 -, 第12页), null for others. */
function pageNumber(text: string): number | null {
  const found =
    /^[-—–－\s]*(\d{1,4})[-—–－\s]*$/u.exec(text) ?? (isPageNumber(text) ? /(\d{1,4})/u.exec(text) : null);
  return found ? Number(found[1]) : null;
}

/** First and last lines of pages (`page|line`) that are numbers counting on with the pages. */
function countingNumbers(
  drafts: readonly {
    readonly page: SourcePage;
    readonly lines: readonly { readonly text: string; readonly box: BBox }[];
  }[],
): ReadonlySet<string> {
  const byOffset = new Map<string, string[]>();
  for (const { page, lines } of drafts) {
    const height = heightOf(page);
    for (const i of new Set([0, lines.length - 1])) {
      const { text, box } = lines[i] ?? {};
      const number = text === undefined ? null : pageNumber(text);
      if (number === null || !box) continue;
      const atTop = box[3] < numberMargin * height;
      if (!atTop && box[1] < (1 - numberMargin) * height) continue;
      const key = `${atTop ? 'top' : 'bottom'}|${number - page.number}`;
      byOffset.set(key, [...(byOffset.get(key) ?? []), `${page.number}|${i}`]);
    }
  }
  return new Set([...byOffset.values()].filter((places) => places.length >= countedOn).flat());
}

/** Words by the column of the page they stand in: lines of columns beside each other are none. */
function byColumn(words: readonly Word[], bands: readonly Band[]): Word[][] {
  if (bands.length === 0) return [[...words]];
  const columns = new Map<string, Word[]>();
  for (const word of words) {
    const y = (word.bbox[1] + word.bbox[3]) / 2;
    const isInBand = bands.some((band) => y >= band.top && y <= band.bottom);
    const key = isInBand ? placeIn(bands, word.bbox).slice(0, 2).join('|') : '';
    const column = columns.get(key);
    if (column) column.push(word);
    else columns.set(key, [word]);
  }
  return [...columns.values()];
}

/** Height of the frame in which the page's text is upright. */
function heightOf(page: SourcePage): number {
  const turn = page.content.kind === 'marks' ? page.content.turn : 0;
  return (turn % 180 === 0 ? page.height : page.width) ?? 0;
}

function edgeOf(box: BBox, height: number): 'top' | 'bottom' | null {
  if (height <= 0) return null;
  if (box[3] < margin * height) return 'top';
  return box[1] > (1 - margin) * height ? 'bottom' : null;
}

/** One space between words, two where they are set apart, none between CJK characters. */
function textOfLine(words: readonly Word[]): string {
  let text = '';
  let end = 0;
  for (const { text: word, bbox, size } of words) {
    const gap = bbox[0] - end;
    if (text === '') text = word;
    else if (gap > setApart * size) text += `  ${word}`;
    else text += (isWide(text.at(-1) ?? '') && isWide(word[0] ?? '') ? '' : ' ') + word;
    end = bbox[2];
  }
  return text;
}

function isWide(character: string): boolean {
  return /[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF\u3000-\u303F“”]/u.test(character);
}
