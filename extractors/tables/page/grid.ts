import type { Word } from '../../../schemas/document.ts';
import type { BBox } from '../../../schemas/geometry.ts';

/** A cell of a table on a page, with the words in it. */
export interface GridCell {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
  readonly words: readonly Word[];
  /** Its drawn box; null where only its words tell its place. */
  readonly bbox: BBox | null;
}

/** A table on one page, before its header is told and it is joined with others. */
export interface PageGrid {
  readonly bbox: BBox;
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly GridCell[];
  /** Bounds between columns, ascending, for telling whether tables of two pages are one. */
  readonly bounds: readonly number[];
  /** What it was read from, where only texts tell its columns: those of its rest may tell them better. */
  readonly source?: { readonly words: readonly Word[]; readonly cuts: readonly number[] };
}

/** Words on one baseline, from left to right. */
export interface WordLine {
  readonly baseline: number;
  readonly size: number;
  readonly words: readonly Word[];
}

/** Baselines this near (share of the font size) are one line. */
const sameBaseline = 0.45;
/** The middle of a word lies this share of its size above the baseline. */
const middleHeight = 0.3;

/** Words whose middle lies in the box. */
export function wordsIn(words: readonly Word[], [x0, y0, x1, y1]: BBox): Word[] {
  return words.filter((word) => {
    const [x, y] = middleOf(word);
    return x >= x0 && x <= x1 && y >= y0 && y <= y1;
  });
}

/** The point that tells where a word stands. */
export function middleOf({ bbox, baseline, size }: Word): readonly [x: number, y: number] {
  return [(bbox[0] + bbox[2]) / 2, baseline - size * middleHeight];
}

/** Whether a word stands on its side: its baseline is then the foot of its box. */
export function standsOnSide({ baseline, bbox, size }: Word): boolean {
  return Math.abs(bbox[3] - baseline) < 0.01 * size;
}

/** Whether a word is a line typed as hyphens, underscores or the like. */
export function isTypedRule(text: string): boolean {
  return /^[-–—_=]{4,}$/u.test(text);
}

/** Words → lines from top to bottom, each from left to right. */
export function linesOf(words: readonly Word[]): WordLine[] {
  const lines: { baseline: number; size: number; words: Word[] }[] = [];
  for (const word of [...words].sort((a, b) => a.baseline - b.baseline || a.bbox[0] - b.bbox[0])) {
    const line = lines.at(-1);
    if (line && word.baseline - line.baseline <= sameBaseline * Math.min(word.size, line.size))
      line.words.push(word);
    else lines.push({ baseline: word.baseline, size: word.size, words: [word] });
  }
  for (const line of lines) line.words.sort((a, b) => a.bbox[0] - b.bbox[0]);
  return lines;
}

/**
 * The text of words, line after line: one space between, none between CJK characters; a word hyphenated at the end of
 * a line is put together where the next line goes on in lower case.
 */
export function textOf(words: readonly Word[]): string {
  let text = '';
  for (const line of linesOf(words)) {
    line.words.forEach((word, i) => {
      if (text === '') text = word.text;
      else if (i === 0 && /\p{Ll}-$/u.test(text) && /^\p{Ll}/u.test(word.text))
        text = text.slice(0, -1) + word.text;
      else text += (endsWide(text) && startsWide(word.text) ? '' : ' ') + word.text;
    });
  }
  return text.replace(leader, '');
}

/** Dots that lead the eye from a label to its figure, at the label's end. */
const leader = /(?:\s?[.…·_]){4,}\s*$/u;

const wide = '[\\u2E80-\\u9FFF\\uF900-\\uFAFF\\uFF00-\\uFFEF\\u3000-\\u303F“”]';
const wideEnd = new RegExp(`${wide}$`, 'u');
const wideStart = new RegExp(`^${wide}`, 'u');

function endsWide(text: string): boolean {
  return wideEnd.test(text);
}

function startsWide(text: string): boolean {
  return wideStart.test(text);
}

/** A text and what goes on from it on the next page: no space beside CJK characters. */
export function joinTexts(begun: string, rest: string): string {
  if (begun === '') return rest;
  return endsWide(begun) || startsWide(rest) ? begun + rest : `${begun} ${rest}`;
}

/** The cells of a grid so that every position is covered by one: blank ones are added where nothing was drawn or set. */
export function completeCells(grid: PageGrid, columns: number): GridCell[] {
  const covered = new Set<number>();
  for (const cell of grid.cells)
    for (let r = cell.row; r < cell.row + cell.rowSpan; r++)
      for (let c = cell.column; c < cell.column + cell.columnSpan; c++) covered.add(r * columns + c);
  const blank: GridCell[] = [];
  for (let row = 0; row < grid.rows; row++)
    for (let column = 0; column < columns; column++)
      if (!covered.has(row * columns + column))
        blank.push({ row, column, rowSpan: 1, columnSpan: 1, words: [], bbox: null });
  return [...grid.cells, ...blank];
}

/** Hanzi and most letters begin no figure: what is asked of every word of a page is answered by its first character. */
const beginsAsText = /^[A-MO-Za-mo-z\u3400-\u9FFF]/u;

/** A figure, or what stands for one in a column of figures: a dash, n/a, a colon, a picture. */
export function isFigure(text: string): boolean {
  const plain = text.trim();
  if (beginsAsText.test(plain)) return false;
  return (
    /^[([]?[-–—−+<>≤≥~≈€$£¥]{0,3} ?\d[\d.,  '’]*(?:%|‰)?[)\]]?(?: ?(?:[*†‡#]{1,3}|\(?\d{1,2}\)?|\d{1,2}\/|\p{Ll}\/?))?$/u.test(
      plain,
    ) || /^(?:[-–—−.…:]+|n\.?\/?a\.?|\*+|\uFFFC|\((?:NA|X|D|S|Z|L|N|B|\d)\))$/iu.test(plain)
  );
}
