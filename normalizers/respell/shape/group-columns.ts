import type { ColumnDefinition } from '../../../schemas/form.ts';
import { saysOther } from '../../bind/column-words.ts';
import { parseNumber } from '../../number.ts';
import type { HeaderEnd } from './header-end.ts';
import { shareIn } from './likeness.ts';
import { type Matrix, ownText } from './matrix.ts';

/** Columns of a table that are one column of the form, with what its header and number say of it. */
export interface Slot {
  readonly definition: ColumnDefinition;
  readonly columns: readonly number[];
  /** The words over it. */
  readonly header: string;
  /** Share of the characters of its name that stand over it, 0–1. */
  readonly said: number;
  /** Words over it that are not as near to the name of the column beside it. */
  readonly isNamed: boolean;
  /** Its number among the columns was read as it should be; null where none was read. */
  readonly isNumbered: boolean | null;
}

/** More lines than this were never seen where there are none. */
const mostExtra = 8;
/**
 * What speaks against a column of sums without a figure, and against amounts at the left of the number or name over them: they
 * stand at the right end of their column or in its middle, as these do. In parts of a name that was read.
 */
const odd = 0.5;
/** Figures without decimals in a column that are more than dirt. */
const leastFigures = 3;
/** A header of which so much was read speaks for the column. */
const spoken = 0.7;

/**
 * Which columns of a table are which of a form where they stand in its order: as many columns as the form has, or more, where
 * lines were seen that are not there: then columns are put together of which no row fills two.
 * @param columns of the table, from left to right
 * @param first number of the first of them among the numbers of columns
 * @param total measure that has a figure in every row, null for none
 * @returns null where they are fewer, or figures can be put together in two ways that are as good
 */
export function groupColumns(
  matrix: Matrix,
  end: HeaderEnd,
  columns: readonly number[],
  definitions: readonly ColumnDefinition[],
  first: number,
  total: string | null = null,
): readonly Slot[] | null {
  const extra = columns.length - definitions.length;
  if (definitions.length === 0 || extra < 0 || extra > mostExtra) return null;
  const known = new Map<number, Way | null>();
  const filled = columns.map((column) => holdsAmounts(matrix, end, column));
  /** The best way to part the columns from one on among the definitions from one on. */
  const best = (at: number, from: number): Way | null => {
    if (at === definitions.length) return from === columns.length ? whole : null;
    const key = at * (columns.length + 1) + from;
    const found = known.get(key);
    if (found !== undefined) return found;
    let way: Way | null = null;
    const definition = definitions[at];
    for (let to = from + 1; definition !== undefined && to <= columns.length; to++) {
      const group = columns.slice(from, to);
      const clash = clashIn(matrix, end, group);
      if (clash === 'within') break;
      if (clash === 'beyond' || (extra > 0 && sharesName(matrix, end, group, definition))) continue;
      const rest = best(at + 1, to);
      if (rest === null) continue;
      const slot = slotOf(matrix, end, group, definitions, at, first + at);
      const amounts = group.filter((_, i) => filled[from + i]);
      const isEmptyTotal = definition.measure === total && amounts.length === 0;
      const isBefore = amounts.length > 0 && (amounts.at(-1) ?? 0) < headOf(matrix, end, group);
      const against = (isEmptyTotal ? odd : 0) + (isBefore ? odd : 0);
      way = better(way, {
        slots: [slot, ...rest.slots],
        score: scoreOf(slot) - against + rest.score,
        figures: `${amounts.join(',')}|${rest.figures}`,
        isOnly: rest.isOnly,
      });
    }
    known.set(key, way);
    return way;
  };
  const found = best(0, 0);
  if (found?.isOnly !== true) return null;
  const [named, against] = [found.slots.filter(({ isNamed }) => isNamed), found.slots.filter(isContradicted)];
  return against.length > named.length ? null : found.slots;
}

/** Whether the words over a column say that it is another one: last year's, a budget's, a comparison. */
function isContradicted({ header, said }: Slot): boolean {
  return said < spoken && saysOther(header);
}

/** One way to put columns together. */
interface Way {
  readonly slots: readonly Slot[];
  readonly score: number;
  /** Where the columns with figures go. */
  readonly figures: string;
  /** No other way that is as good takes them elsewhere. */
  readonly isOnly: boolean;
}

const whole: Way = { slots: [], score: 0, figures: '', isOnly: true };
/** Points that are the same but for rounding. */
const closeScore = 1e-6;

function better(a: Way | null, b: Way): Way {
  if (a === null || b.score > a.score + closeScore) return b;
  if (b.score < a.score - closeScore) return a;
  return a.figures === b.figures ? { ...a, isOnly: a.isOnly && b.isOnly } : { ...a, isOnly: false };
}

function slotOf(
  matrix: Matrix,
  end: HeaderEnd,
  columns: readonly number[],
  definitions: readonly ColumnDefinition[],
  at: number,
  number: number,
): Slot {
  const definition = definitions[at] as ColumnDefinition;
  const header = headerText(matrix, end, columns);
  const said = saidOf(definition, header);
  const others = [definitions[at - 1], definitions[at + 1]].map((other) =>
    other === undefined ? 0 : saidOf(other, header),
  );
  const isNamed = said >= spoken && others.every((other) => other < spoken || other < said);
  const texts =
    end.numbering === null
      ? []
      : columns.map((column) => ownText(matrix, end.numbering ?? 0, column)).filter((text) => text !== '');
  const isRead = texts.some((text) => /^\d{1,2}$/u.test(text));
  return {
    definition,
    columns,
    header,
    said,
    isNamed,
    isNumbered: isRead ? texts.includes(String(number)) : null,
  };
}

/** How much of the last word of a column's name, in any wording, stands in a text. */
function saidOf({ measure, variants }: ColumnDefinition, header: string): number {
  return Math.max(...[measure, ...variants].map((path) => shareIn(path.split('/').at(-1) ?? '', header)));
}

/** Whether all that stands over columns goes on over others, though the form has no name there for more than one. */
function sharesName(
  matrix: Matrix,
  end: HeaderEnd,
  columns: readonly number[],
  { measure }: ColumnDefinition,
): boolean {
  if (measure.includes('/')) return false;
  const lowest = columns.flatMap((column) => {
    for (let row = end.body - 1; row >= 0; row--)
      if (row !== end.numbering && matrix.text(row, column) !== '') return matrix.at(row, column) ?? [];
    return [];
  });
  return (
    lowest.length > 0 &&
    lowest.every(
      ({ column, columnSpan }) =>
        column < (columns[0] ?? 0) || column + columnSpan - 1 > (columns.at(-1) ?? 0),
    )
  );
}

/** The column of a group in which its number stands, else its name; -1 for none. */
function headOf(matrix: Matrix, end: HeaderEnd, columns: readonly number[]): number {
  const rows = Array.from({ length: end.body }, (_, row) => row).filter((row) => row !== end.numbering);
  for (const row of [...(end.numbering === null ? [] : [end.numbering]), ...rows.reverse()]) {
    const found = columns.find((column) => ownText(matrix, row, column) !== '');
    if (found !== undefined) return found;
  }
  return -1;
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

/** Points for a column whose number and name stand over it. */
function scoreOf({ said, isNumbered }: Slot): number {
  return (said >= spoken ? said : 0) + (isNumbered === true ? 1 : isNumbered === false ? -1 : 0);
}

/** Why columns cannot be one: a row has figures in two of them, or one that goes on into the column behind them. */
function clashIn(matrix: Matrix, end: HeaderEnd, columns: readonly number[]): 'within' | 'beyond' | null {
  const last = columns.at(-1) ?? 0;
  let goesOn = false;
  for (let row = end.body; row < matrix.rows; row++) {
    const figures = columns.filter((column) => isFigure(ownText(matrix, row, column)));
    if (figures.length > 1) return 'within';
    const amounts = columns.filter((column) => withPlaces.test(ownText(matrix, row, column)));
    const cell = matrix.at(row, amounts[0] ?? -1);
    goesOn ||= cell !== null && cell.column + cell.columnSpan - 1 > last;
  }
  return goesOn ? 'beyond' : null;
}

const withPlaces = /\d[.．]\d/u;

function isFigure(text: string): boolean {
  return text !== '' && (parseNumber(text) !== null || withPlaces.test(text));
}

/** Whether a column holds amounts: one with decimals, or so many figures as dirt seldom makes. */
function holdsAmounts(matrix: Matrix, end: HeaderEnd, column: number): boolean {
  let figures = 0;
  for (let row = end.body; row < matrix.rows; row++) {
    const text = ownText(matrix, row, column);
    if (withPlaces.test(text)) return true;
    if (isFigure(text)) figures++;
  }
  return figures >= Math.min(leastFigures, matrix.rows - end.body);
}
