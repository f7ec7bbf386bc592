import type { ColumnDefinition, FormDefinition } from '../../../schemas/form.ts';
import { digitsOf, hasCodeLength } from '../read-code.ts';
import { groupColumns, type Slot } from './group-columns.ts';
import type { HeaderEnd } from './header-end.ts';
import { type Matrix, ownText } from './matrix.ts';

/** The columns of a table as those of a form. */
export interface Fit {
  readonly form: FormDefinition;
  readonly slots: readonly Slot[];
  /** Header paths of the columns that name rows. */
  readonly stubs: ReadonlyMap<number, string>;
  /** Columns of labels that are one: lines were seen that are not there. */
  readonly joined: readonly (readonly number[])[];
}

/** Rows that say what a column holds, of those that hold anything (share). */
const leastShare = 0.4;
/** Numbers of lines that a column must have, and so many of them as much more than their rows. */
const leastLines = 4;
const leastRun = 3;
/** Codes that make a column of codes. */
const leastCodes = 1;
/** A form of one row has at most so many rows in its body: dirt may make another. */
const mostSingle = 3;

/** How the columns of a table can be those of a form; null where its layout is another one. */
export function fitForm(matrix: Matrix, end: HeaderEnd, form: FormDefinition): Fit | null {
  for (const definitions of widths(form)) {
    const fit = fitLayout(matrix, end, form, definitions);
    if (fit !== null) return fit;
  }
  return null;
}

/** The columns of a form with those that not every office prints, then without. */
function widths({ columns }: FormDefinition): readonly (readonly ColumnDefinition[])[] {
  const required = columns.filter(({ optional }) => optional !== true);
  return required.length === columns.length ? [columns] : [columns, required];
}

function fitLayout(
  matrix: Matrix,
  end: HeaderEnd,
  form: FormDefinition,
  definitions: readonly ColumnDefinition[],
): Fit | null {
  switch (form.layout) {
    case 'code-rows':
      return fitCodeRows(matrix, end, form, definitions);
    case 'two-sided':
      return fitSides(matrix, end, form, definitions);
    case 'code-blocks':
      return fitBlocks(matrix, end, form);
    case 'single-row':
      return fitSingleRow(matrix, end, form, definitions);
    default:
      return null;
  }
}

function fitCodeRows(
  matrix: Matrix,
  end: HeaderEnd,
  form: FormDefinition,
  definitions: readonly ColumnDefinition[],
): Fit | null {
  const names = range(0, matrix.columns).filter((column) => holdsNames(matrix, end, column));
  const name = names.at(-1);
  if (name === undefined || name === 0 || name >= matrix.columns - 1) return null;
  const codes = range(0, name).filter((column) => countCodes(matrix, end, column, '2') >= leastCodes);
  const [code] = codes;
  if (code === undefined || names.some((column) => column !== name && column > code)) return null;
  const last = endOfNames(matrix, end, name);
  const slots = groupColumns(matrix, end, range(last + 1, matrix.columns), definitions, 1, totalOf(form));
  if (slots === null) return null;
  const stubs = new Map(range(0, name).map((column) => [column, '科目编码']));
  for (const column of range(name, last + 1)) stubs.set(column, '科目名称');
  return { form, slots, stubs, joined: last > name ? [range(name, last + 1)] : [] };
}

/** The column that is the sum of others in every row, null for none. */
function totalOf({ identities }: FormDefinition): string | null {
  return identities.flatMap((identity) => (identity.kind === 'row-sum' ? [identity.total] : []))[0] ?? null;
}

/** The last column that most cells of a column of names go on over. */
function endOfNames(matrix: Matrix, end: HeaderEnd, name: number): number {
  const ends = range(end.body, matrix.rows).flatMap((row) => {
    const cell = matrix.at(row, name);
    return cell?.row === row && cell.column === name ? [name + cell.columnSpan - 1] : [];
  });
  const halfway = ends.sort((a, b) => a - b)[Math.floor(ends.length / 2)];
  return halfway ?? name;
}

function fitSides(
  matrix: Matrix,
  end: HeaderEnd,
  form: FormDefinition,
  definitions: readonly ColumnDefinition[],
): Fit | null {
  const [income = [], spending = []] = ['收入', '支出'].map((side) =>
    definitions.filter((own) => own.side === side),
  );
  const places = sidesByLines(matrix, end) ?? sidesByCount(matrix, end, income.length, spending.length);
  if (places === null) return null;
  const { left, label, right } = places;
  // the line between the income and the labels behind it was not seen: these figures cannot be told
  const isRunTogether = label === left + 1;
  const leftSlots = isRunTogether ? [] : groupColumns(matrix, end, range(left + 1, label), income, 1);
  const after = range(right + 1, matrix.columns);
  const rightSlots = groupColumns(matrix, end, after, spending, income.length + 1);
  if (leftSlots === null || rightSlots === null) return null;
  const stubs = new Map<number, string>();
  for (const column of range(0, left)) stubs.set(column, '收入/项目');
  for (const column of range(label, right)) stubs.set(column, '支出/项目');
  stubs.set(left, '收入/行次').set(right, '支出/行次');
  const joined = [range(0, left), range(label, right)].filter(({ length }) => length > 1);
  return { form, slots: [...leftSlots, ...rightSlots], stubs, joined };
}

/** Columns of line numbers, and the first of the labels between them. */
interface Sides {
  readonly left: number;
  readonly label: number;
  readonly right: number;
}

/** Two columns count lines, and between them stand labels; on a last page there may be few before the first. */
function sidesByLines(matrix: Matrix, end: HeaderEnd): Sides | null {
  const lines = range(1, matrix.columns).filter((column) => countsLines(matrix, end, column));
  const [left, right] = lines;
  if (left === undefined || right === undefined || lines.length !== 2) return null;
  const isLabel = (column: number) => holdsNames(matrix, end, column);
  const label = range(left + 1, right).find(isLabel);
  return label === undefined ? null : { left, label, right };
}

/** As many columns as the form has, one that counts lines among them where it has one. */
function sidesByCount(matrix: Matrix, end: HeaderEnd, income: number, spending: number): Sides | null {
  const [left, label, right] = [1, income + 2, income + 3];
  if (matrix.columns !== right + spending + 1) return null;
  const isLine = (column: number) =>
    countsLines(matrix, end, column) || range(0, end.body).some((row) => matrix.text(row, column) === '行次');
  const isCounted = [left, right].some(isLine);
  const isLabelled = [0, label].some((column) => holdsNames(matrix, end, column));
  return isCounted && isLabelled ? { left, label, right } : null;
}

/** Code, name and figure, two or three times side by side. */
function fitBlocks(matrix: Matrix, end: HeaderEnd, form: FormDefinition): Fit | null {
  const size = 3;
  const count = matrix.columns / size;
  const [definition] = form.columns;
  if (!Number.isInteger(count) || count < 2 || definition === undefined) return null;
  const starts = range(0, count).map((block) => block * size);
  const codes = starts.filter((column) => countCodes(matrix, end, column, '3') >= leastCodes);
  if (codes.length < 2 || !starts.every((column) => !holdsFigures(matrix, end, column))) return null;
  const stubs = new Map<number, string>();
  for (const column of starts) stubs.set(column, '科目编码').set(column + 1, '科目名称');
  const slots = starts.flatMap(
    (column) => groupColumns(matrix, end, [column + 2], [definition], column + size) ?? [],
  );
  return { form, slots, stubs, joined: [] };
}

function fitSingleRow(
  matrix: Matrix,
  end: HeaderEnd,
  form: FormDefinition,
  definitions: readonly ColumnDefinition[],
): Fit | null {
  if (matrix.rows - end.body > mostSingle || matrix.rows === end.body) return null;
  if (range(0, matrix.columns).some((column) => holdsNames(matrix, end, column))) return null;
  const slots = groupColumns(matrix, end, range(0, matrix.columns), definitions, 1);
  return slots === null ? null : { form, slots, stubs: new Map(), joined: [] };
}

function bodyTexts(matrix: Matrix, end: HeaderEnd, column: number): { row: number; text: string }[] {
  return range(end.body, matrix.rows)
    .map((row) => ({ row, text: ownText(matrix, row, column) }))
    .filter(({ text }) => text !== '');
}

/** Whether a column holds words: more than one hanzi in many of its texts. */
function holdsNames(matrix: Matrix, end: HeaderEnd, column: number): boolean {
  const texts = bodyTexts(matrix, end, column);
  const words = texts.filter(({ text }) => (text.match(/\p{Script=Han}/gu)?.length ?? 0) > 2);
  return words.length > 1 && words.length >= texts.length * leastShare;
}

function holdsFigures(matrix: Matrix, end: HeaderEnd, column: number): boolean {
  const texts = bodyTexts(matrix, end, column);
  const figures = texts.filter(({ text }) => /\d[.．]\d\d$/u.test(text));
  return figures.length > 1 && figures.length >= texts.length * leastShare;
}

/** Texts of a column that are codes of a kind, by their first digit. */
function countCodes(matrix: Matrix, end: HeaderEnd, column: number, first: string): number {
  return bodyTexts(matrix, end, column).filter(({ text }) => {
    const digits = digitsOf(text);
    return hasCodeLength(digits) && digits.startsWith(first) && !/[.．]/u.test(text);
  }).length;
}

/** Whether a column counts lines: most of its numbers are as much more than that of their row. */
function countsLines(matrix: Matrix, end: HeaderEnd, column: number): boolean {
  const texts = bodyTexts(matrix, end, column);
  const offsets = texts
    .filter(({ text }) => /^\d{1,2}$/u.test(text))
    .map(({ row, text }) => Number(text) - row);
  if (offsets.length < leastLines || offsets.length < texts.length * leastShare) return false;
  const same = (offset: number) => offsets.filter((other) => other === offset).length;
  // dirt that makes rows of its own shifts all below it
  return offsets.filter((offset) => same(offset) >= leastRun).length * 2 > offsets.length;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}
