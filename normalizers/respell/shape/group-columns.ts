import type { ColumnDefinition } from '../../../schemas/form.ts';
import { parseNumber } from '../../number.ts';
import type { HeaderEnd } from './header-end.ts';
import { shareIn } from './likeness.ts';
import { type Matrix, ownText } from './matrix.ts';

/** Columns of a table that are one column of the form, with what its header and number say of it. */
export interface Slot {
  readonly definition: ColumnDefinition;
  readonly columns: readonly number[];
  /** Share of the characters of its name that stand over it, 0–1. */
  readonly said: number;
  /** Its number among the columns was read as it should be; null where none was read. */
  readonly isNumbered: boolean | null;
}

/** More lines than this were never seen where there are none. */
const mostExtra = 7;
/** Ways to put columns together that are tried at most. */
const mostWays = 3000;
/** A header of which so much was read speaks for the column. */
const spoken = 0.7;

/**
 * Which columns of a table are which of a form where they stand in its order: as many columns as the form has, or more, where
 * lines were seen that are not there: then columns are put together of which no row fills two.
 * @param columns of the table, from left to right
 * @param first number of the first of them among the numbers of columns
 * @returns null where they are fewer, or can be put together in two ways
 */
export function groupColumns(
  matrix: Matrix,
  end: HeaderEnd,
  columns: readonly number[],
  definitions: readonly ColumnDefinition[],
  first: number,
): readonly Slot[] | null {
  const extra = columns.length - definitions.length;
  if (definitions.length === 0 || extra < 0 || extra > mostExtra) return null;
  const slotsOf = (groups: readonly (readonly number[])[]): Slot[] =>
    groups.map((group, i) => slotOf(matrix, end, group, definitions[i] as ColumnDefinition, first + i));
  if (extra === 0) return slotsOf(columns.map((column) => [column]));
  let best: { slots: Slot[]; score: number; signature: string } | null = null;
  let isOnly = true;
  let ways = 0;
  for (const groups of waysToGroup(columns, definitions.length, (group) => isOne(matrix, end, group))) {
    if (++ways > mostWays) return null;
    const slots = slotsOf(groups);
    const score = scoreOf(slots);
    const signature = groups.map((group) => filledIn(matrix, end, group).join(',')).join('|');
    if (best === null || score > best.score) {
      best = { slots, score, signature };
      isOnly = true;
    } else if (score === best.score && signature !== best.signature) isOnly = false;
  }
  return best !== null && isOnly ? best.slots : null;
}

function slotOf(
  matrix: Matrix,
  end: HeaderEnd,
  columns: readonly number[],
  definition: ColumnDefinition,
  number: number,
): Slot {
  const header = headerText(matrix, end, columns);
  const leaf = (path: string) => path.split('/').at(-1) ?? '';
  const said = Math.max(
    ...[definition.measure, ...definition.variants].map((path) => shareIn(leaf(path), header)),
  );
  const texts =
    end.numbering === null
      ? []
      : columns.map((column) => ownText(matrix, end.numbering ?? 0, column)).filter((text) => text !== '');
  const isRead = texts.some((text) => /^\d{1,2}$/u.test(text));
  return { definition, columns, said, isNumbered: isRead ? texts.includes(String(number)) : null };
}

/** What stands over columns: their own words, those over more columns only where they have none. */
function headerText(matrix: Matrix, end: HeaderEnd, columns: readonly number[]): string {
  const [own, shared] = [new Set<string>(), new Set<string>()];
  for (let row = 0; row < end.body; row++) {
    if (row === end.numbering) continue;
    for (const column of columns) {
      const cell = matrix.at(row, column);
      if (cell === null) continue;
      const isOwn = columns.includes(cell.column) && columns.includes(cell.column + cell.columnSpan - 1);
      (isOwn ? own : shared).add(cell.text);
    }
  }
  const words = [...own].join('');
  return /\p{Script=Han}/u.test(words) ? words : [...shared].join('');
}

/** Points for every column whose number and name stand over it. */
function scoreOf(slots: readonly Slot[]): number {
  return slots.reduce(
    (sum, { said, isNumbered }) =>
      sum + (said >= spoken ? 1 : 0) + (isNumbered === true ? 1 : isNumbered === false ? -1 : 0),
    0,
  );
}

/** Whether columns can be one: no row of the body has a figure in two of them. */
function isOne(matrix: Matrix, end: HeaderEnd, columns: readonly number[]): boolean {
  if (columns.length === 1) return true;
  for (let row = end.body; row < matrix.rows; row++) {
    const figures = columns.filter((column) => isFigure(ownText(matrix, row, column)));
    if (figures.length > 1) return false;
  }
  return true;
}

function isFigure(text: string): boolean {
  return text !== '' && (parseNumber(text) !== null || /\d[.．]\d/u.test(text));
}

/** Those of the columns that hold anything in the body. */
function filledIn(matrix: Matrix, end: HeaderEnd, columns: readonly number[]): number[] {
  return columns.filter((column) => {
    for (let row = end.body; row < matrix.rows; row++) if (ownText(matrix, row, column) !== '') return true;
    return false;
  });
}

/** All ways to part columns into so many groups of neighbours, each of which can be one column. */
function* waysToGroup(
  columns: readonly number[],
  count: number,
  canBeOne: (group: readonly number[]) => boolean,
): Generator<readonly (readonly number[])[]> {
  if (count === 1) {
    if (canBeOne(columns)) yield [columns];
    return;
  }
  for (let size = 1; size <= columns.length - count + 1; size++) {
    const group = columns.slice(0, size);
    if (!canBeOne(group)) return;
    for (const rest of waysToGroup(columns.slice(size), count - 1, canBeOne)) yield [group, ...rest];
  }
}
