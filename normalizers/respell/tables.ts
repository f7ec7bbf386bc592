import type { Classification } from '../../schemas/classification/lookup.ts';
import type { FormDefinition } from '../../schemas/form.ts';
import type { Cell, Table } from '../../schemas/table.ts';
import { parseNumber } from '../number.ts';
import { codeColumns, countCodes } from './code-columns.ts';
import { type Witnessed, witnessRow } from './code-name.ts';
import { mendCutHeaders } from './cut-headers.ts';
import { type Lexicon, makeLexicon } from './lexicon.ts';
import { mendNumbering, withNumberedHeader } from './numbering.ts';
import { partLabel, withWords } from './printed-label.ts';
import { mendByOrder } from './row-order.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * How sure a label is that was read as a word of the vocabulary, and one that was put right ; one that is
 * none though nearly all labels beside it are (0–1).
 */
const trust = { known: 0.9995, lookAlikes: 0.998, mended: 0.99, guessed: 0.95, odd: 0.3 } as const;
/** Below this something speaks against the words: they are not surer than they were read. */
const leastTrust = 0.97;
/** What look-alikes cost at most, a character of the word; from so much on, one character may have been any other. */
const lookAlikeCost = 0.1;
const guessCost = 2;
/** Of so many labels of a column at least, this share at most are odd: more are the publisher's own. */
const leastLabels = 6;
const mostOdd = 0.25;
/** A text longer than this (characters) is no label. */
const longestLabel = 40;

/** What the sum row among codes is called: both words mean the same there. */
const sumOfCodes = makeLexicon(
  ['合计', '总计'].map((word) => ({ word, meaning: '合计' })),
  { short: true },
);
/** What the last row of a table may be called in two characters. */
const sumAtEnd = makeLexicon(
  ['总计', '合计', '小计', '总分'].map((word) => ({ word, meaning: word })),
  { short: true },
);

/**
 * A table with the misread words of its header and labels put right; what was read stays beside them. Figures are left alone.
 * @returns the same table where nothing of it was read from a picture
 */
export function respellTable(
  printed: Table,
  vocabulary: Vocabulary,
  forms: readonly FormDefinition[],
  classification: Classification,
): Table {
  if (!printed.cells.some(isPictured)) return printed;
  const table = withNumberedHeader(printed);
  const changed = new Map<Cell, Witnessed>();
  const set = (cell: Cell, found: Witnessed | null): void => {
    if (found !== null && isPictured(cell) && !changed.has(cell)) changed.set(cell, found);
  };
  for (const [cell, text] of mendNumbering(table)) set(cell, { text, confidence: trust.mended });
  for (const [cell, text] of mendCutHeaders(table, vocabulary.headers, vocabulary.headerWords))
    set(cell, { text, confidence: trust.guessed });
  const body = new Map<number, Cell[]>();
  for (const cell of table.cells) {
    if (cell.text.trim() === '') continue;
    if (cell.row < table.headerRows || cell.role === 'header') set(cell, mend(cell.text, vocabulary.headers));
    else {
      const own = body.get(cell.column);
      if (own === undefined) body.set(cell.column, [cell]);
      else own.push(cell);
    }
  }
  const columns = codeColumns(table, body, classification);
  const codes = countCodes(columns, body, classification);
  for (const { code, name } of columns) {
    const names = new Map((name === null ? [] : (body.get(name) ?? [])).map((cell) => [cell.row, cell]));
    for (const cell of body.get(code) ?? []) {
      const named = names.get(cell.row);
      names.delete(cell.row);
      const label = partLabel(named?.text ?? '');
      const row = {
        code: cell.text,
        otherCodes: cell.candidates?.map(({ text }) => text) ?? [],
        name: label.words,
      };
      if (/\p{Script=Han}/u.test(cell.text)) continue;
      const found = witnessRow(row, codes, vocabulary.labels, classification);
      set(cell, found.code);
      if (named !== undefined && found.name !== null)
        set(named, { ...found.name, text: withWords(named.text, label, found.name.text) });
      if (named !== undefined && found.name === null) set(named, mendStrictly(named.text, vocabulary.labels));
    }
    for (const cell of names.values()) set(cell, mend(cell.text, sumOfCodes));
    for (const cell of body.get(code) ?? []) set(cell, mend(cell.text, sumOfCodes));
  }
  const last = table.rows - 1;
  for (const cells of body.values()) {
    const labels = cells.filter(({ text }) => isLabel(text));
    for (const cell of labels) {
      if (cell.row === last) set(cell, mend(cell.text, sumAtEnd));
      set(cell, mend(cell.text, vocabulary.labels));
    }
    const parted = labels.map((cell) => partLabel(changed.get(cell)?.text ?? cell.text));
    const ordered = mendByOrder(
      parted.map(({ words }) => words),
      forms,
    );
    for (const [i, cell] of labels.entries()) {
      const [found, label] = [ordered[i] ?? null, parted[i]];
      if (found === null || label === undefined) continue;
      const confidence = found.isNear ? trust.mended : trust.guessed;
      set(cell, { text: withWords(cell.text, label, found.word), confidence });
    }
    const unknown = labels.filter((cell) => !changed.has(cell));
    const isAmongKnown = labels.length >= leastLabels && unknown.length <= labels.length * mostOdd;
    if (isAmongKnown) for (const cell of unknown) set(cell, { text: cell.text, confidence: trust.odd });
  }
  return { ...table, cells: table.cells.map((cell) => withText(cell, changed.get(cell))) };
}

/** Whether a cell was read from a picture. */
export function isPictured(cell: Cell): boolean {
  return cell.candidates !== undefined;
}

/** The text with its words put right, null where they are near no word, or near two. */
function mend(text: string, words: Lexicon): Witnessed | null {
  const label = partLabel(text);
  const found = words.nearest(label.words);
  if (found === null) return null;
  const confidence =
    found.cost === 0
      ? trust.known
      : found.cost <= lookAlikeCost * found.word.length
        ? trust.lookAlikes
        : found.cost < guessCost
          ? trust.mended
          : trust.guessed;
  return { text: withWords(text, label, found.word), confidence };
}

/** As `mend`, beside a code that knows no such name: only words that were read as they are count as known. */
function mendStrictly(text: string, words: Lexicon): Witnessed | null {
  const found = mend(text, words);
  return found !== null && found.confidence >= trust.lookAlikes ? found : null;
}

function isLabel(text: string): boolean {
  return text.length <= longestLabel && /\p{Script=Han}/u.test(text) && parseNumber(text) === null;
}

function withText(cell: Cell, found: Witnessed | undefined): Cell {
  if (found === undefined) return cell;
  const { text, confidence } = found;
  if (text !== cell.text) return { ...cell, text, read: cell.text, confidence };
  const least = confidence < leastTrust ? Math.min : Math.max;
  return { ...cell, confidence: least(cell.confidence, confidence) };
}
