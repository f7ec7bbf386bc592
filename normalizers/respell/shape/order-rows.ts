import type { Classification } from '../../../schemas/classification/lookup.ts';
import type { FormDefinition } from '../../../schemas/form.ts';
import type { Cell, Table } from '../../../schemas/table.ts';
import { kindOf } from '../code-name.ts';
import { partLabel, withWords } from '../printed-label.ts';
import { digitsOf, hasCodeLength } from '../read-code.ts';
import { fillPlaces, type OrderedRow } from './fill-places.ts';
import type { Fit } from './fit-form.ts';
import type { HeaderEnd } from './header-end.ts';
import { likeness } from './likeness.ts';
import { type Matrix, matrixOf, ownText } from './matrix.ts';

/** How sure a row is that its order tells (0–1): where some of it was read, too, and where nothing was. */
const trust = { alike: 0.95, alone: 0.8 } as const;
/** So much of a label that was read speaks for the row. */
const alike = 0.4;
/** A label read as so much of another row's than its own is not told by order. */
const other = 0.75;
/** Rows of the order that must have been read. */
const leastRead = 4;
/** Line numbers that are as much more than their rows make each other sure. */
const leastRun = 3;

/** Texts by cell that the order of rows tells, with how sure they are. */
type Told = Map<Cell, { readonly text: string; readonly confidence: number }>;

/**
 * Rows of a form's table whose label or code was not read, told by the rows around them: by the form's own order and line numbers, or
 * for codes by the order in which other tables of the document have them.
 * @param codes of other tables, ascending
 */
export function orderRows(
  table: Table,
  { form, stubs, slots }: Fit,
  end: HeaderEnd,
  codes: readonly string[],
  classification: Classification,
): Table {
  const matrix = matrixOf(table);
  const told: Told = new Map();
  const columnsOf = (path: string) => [...stubs].flatMap(([column, own]) => (own === path ? [column] : []));
  const values = slots.flatMap(({ columns }) => columns);
  if (form.layout === 'two-sided')
    for (const side of ['收入', '支出'] as const) {
      const [label] = columnsOf(`${side}/项目`);
      const [line] = columnsOf(`${side}/行次`);
      if (label !== undefined && line !== undefined) orderSide(matrix, end, form, side, label, line, told);
    }
  const names = columnsOf('科目名称');
  for (const [i, code] of columnsOf('科目编码').entries()) {
    const name = names[i];
    if (name === undefined || names.length !== columnsOf('科目编码').length) continue;
    const until = columnsOf('科目编码')[i + 1] ?? table.columns;
    const figures = values.filter((column) => column > name && column < until);
    const order = form.layout === 'code-blocks' ? codesOfForm(form) : codes;
    orderCodes(matrix, end, { code, name, figures }, order, classification, told);
  }
  if (told.size === 0) return table;
  return {
    ...table,
    cells: table.cells.map((cell) => {
      const found = told.get(cell);
      if (found === undefined) return cell;
      return { ...cell, text: found.text, confidence: found.confidence, read: cell.read ?? cell.text };
    }),
  };
}

function orderSide(
  matrix: Matrix,
  end: HeaderEnd,
  form: FormDefinition,
  side: '收入' | '支出',
  label: number,
  line: number,
  told: Told,
): void {
  const order = form.rows
    .filter((row) => row.side === side)
    .map((row) => [row.label, ...(row.variants ?? [])] as const);
  const rows: (OrderedRow & { readonly cell: Cell | null })[] = [];
  const lines = lineNumbers(matrix, end, line);
  let next = 0;
  for (let row = end.body; row < matrix.rows; row++) {
    const at = lines.get(row);
    if (at === undefined) continue;
    const { words } = partLabel(ownText(matrix, row, label));
    const place = order.findIndex((wordings, i) => i >= next && wordings.includes(words));
    if (place >= 0) next = place + 1;
    rows.push({ place: place < 0 ? null : place, at, cell: ownCell(matrix, row, label) });
  }
  if (rows.filter(({ place }) => place !== null).length < leastRead) return;
  // before the first line stands the header
  const found = fillPlaces([{ place: -1, at: side === '收入' ? 0 : (rows[0]?.at ?? 1) - 1 }, ...rows]).slice(
    1,
  );
  for (const [i, place] of found.entries()) {
    const [cell, wordings] = [rows[i]?.cell ?? null, order[place ?? -1]];
    if (cell === null || wordings === undefined) continue;
    const part = partLabel(cell.text);
    const own = Math.max(...wordings.map((word) => likeness(part.words, word)));
    const others = order.flatMap((words) => (words === wordings ? [] : words));
    if (others.some((word) => likeness(part.words, word) >= Math.max(other, own))) continue;
    const [word = ''] = [...wordings].sort((a, b) => likeness(part.words, b) - likeness(part.words, a));
    const isAlike = own >= alike;
    told.set(cell, {
      text: isAlike ? withWords(cell.text, part, word) : word,
      confidence: isAlike ? trust.alike : trust.alone,
    });
  }
}

/** Line numbers of rows: as read where rows around them agree, else by those. */
function lineNumbers(matrix: Matrix, end: HeaderEnd, column: number): Map<number, number> {
  const read = new Map<number, number>();
  for (let row = end.body; row < matrix.rows; row++) {
    const text = ownText(matrix, row, column);
    if (/^\d{1,2}$/u.test(text)) read.set(row, Number(text));
  }
  const offsets = [...read].map(([row, number]) => number - row);
  const isSure = (offset: number) => offsets.filter((same) => same === offset).length >= leastRun;
  const sure = [...read].filter(([row, number]) => isSure(number - row));
  const lines = new Map<number, number>(sure);
  for (const [i, [row, number]] of sure.entries()) {
    const [below = -1, last = -1] = sure[i + 1] ?? [];
    if (below - row === last - number) for (let k = row + 1; k < below; k++) lines.set(k, number + k - row);
  }
  const [first] = sure;
  if (first !== undefined)
    for (let row = first[0] - 1; row >= end.body && first[1] - first[0] + row > 0; row--)
      lines.set(row, first[1] - first[0] + row);
  const last = sure.at(-1);
  if (last !== undefined)
    for (let row = last[0] + 1; row < matrix.rows; row++) lines.set(row, last[1] + row - last[0]);
  return new Map([...lines].sort(([a], [b]) => a - b));
}

function orderCodes(
  matrix: Matrix,
  end: HeaderEnd,
  columns: { readonly code: number; readonly name: number; readonly figures: readonly number[] },
  order: readonly string[],
  classification: Classification,
  told: Told,
): void {
  const places = new Map(order.map((code, place) => [code, place]));
  const namesOf = order.map((code) => classification.byCode(kindOf(code), code).map(({ name }) => name));
  const placeOfName = (text: string): number | null => {
    const { words } = partLabel(text);
    const found = namesOf.flatMap((names, place) => (names.includes(words) ? [place] : []));
    return found.length === 1 ? (found[0] ?? null) : null;
  };
  const rows: (OrderedRow & { readonly row: number; readonly isKnown: boolean })[] = [];
  for (let row = end.body; row < matrix.rows; row++) {
    const code = digitsOf(ownText(matrix, row, columns.code));
    const isKnown =
      hasCodeLength(code) &&
      classification.byCode(kindOf(code), code).length > 0 &&
      (matrix.at(row, columns.code)?.confidence ?? 0) > trust.alone;
    const name = ownText(matrix, row, columns.name);
    const isFilled =
      isKnown ||
      /\p{Script=Han}{2}/u.test(name) ||
      columns.figures.some((column) => /\d[.．]\d/u.test(ownText(matrix, row, column)));
    const place = isKnown ? (places.get(code) ?? null) : placeOfName(name);
    if (isFilled) rows.push({ row, at: rows.length, place, isKnown });
  }
  if (rows.filter(({ place }) => place !== null).length < leastRead) return;
  for (const [i, filled] of fillPlaces(rows).entries()) {
    const row = rows[i]?.row ?? -1;
    const place = filled ?? (rows[i]?.isKnown === false && isInOrder(rows, i) ? rows[i]?.place : null);
    const code = order[place ?? -1];
    const [codeCell, nameCell] = [ownCell(matrix, row, columns.code), ownCell(matrix, row, columns.name)];
    if (code === undefined || codeCell === null || nameCell === null) continue;
    const names = classification.byCode(kindOf(code), code).map(({ name }) => name);
    const { words } = partLabel(nameCell.text);
    const own = Math.max(0, ...names.map((name) => likeness(words, name)));
    const isCodeAlike = likeness(digitsOf(codeCell.text), code) >= other;
    const confidence = own >= alike || isCodeAlike ? trust.alike : trust.alone;
    told.set(codeCell, { text: code, confidence });
    const [name = ''] = names.sort((a, b) => likeness(words, b) - likeness(words, a));
    if (own < 1) told.set(nameCell, { text: name, confidence });
  }
}

/** Whether a row that its name tells stands between rows whose codes were read as the order has it. */
function isInOrder(rows: readonly (OrderedRow & { readonly isKnown: boolean })[], at: number): boolean {
  const place = rows[at]?.place ?? null;
  const known = (own: readonly (OrderedRow & { readonly isKnown: boolean })[]) =>
    own.flatMap((row) => (row.isKnown && row.place !== null ? [row.place] : []));
  if (place === null) return false;
  return (
    (known(rows.slice(0, at)).at(-1) ?? -1) < place && place < (known(rows.slice(at + 1))[0] ?? place + 1)
  );
}

/** Codes in the order in which a form prints them. */
function codesOfForm({ rows }: FormDefinition): string[] {
  return rows.flatMap(({ code }) => code ?? []);
}

function ownCell(matrix: Matrix, row: number, column: number): Cell | null {
  const cell = matrix.at(row, column);
  return cell !== null && cell.row === row && cell.column === column && cell.candidates !== undefined
    ? cell
    : null;
}
