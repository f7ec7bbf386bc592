import type { Classification } from '../../../schemas/classification/lookup.ts';
import type { Block } from '../../../schemas/document.ts';
import type { FormDefinition } from '../../../schemas/form.ts';
import type { Table, ToldColumn } from '../../../schemas/table.ts';
import { formOfTitle } from '../../bind/form-titles.ts';
import { headerPaths } from '../../bind/header-path.ts';
import { matchColumns } from '../../bind/match-columns.ts';
import { matchForm } from '../../bind/match-form.ts';
import { stripSpaces } from '../../text.ts';
import { type Around, type Chosen, chooseForm } from './choose-form.ts';
import { fitForm } from './fit-form.ts';
import { headerEnd, withHeaderEnd } from './header-end.ts';
import { matrixOf } from './matrix.ts';
import { orderRows } from './order-rows.ts';
import { joinColumns } from './regrid.ts';

/** How sure a column is (0–1) by so much that speaks for it beside its place: the table's title, its own name, its number. */
const trust = [0.6, 0.75, 0.85, 0.95] as const;

/** A code is sure enough for other tables where its name agrees (0–1). */
const leastCode = 0.97;

/**
 * Tables of which header or title were misread, with their columns told by their place: a table that has the shape of a form, and
 * around it what is left of its title, is that form, and its columns stand in the form's order.
 * @param respell puts the words of a table right
 * @returns tables with `told` where their own words do not say it all; others respelt as they are
 */
export function placeTables(
  tables: readonly Table[],
  blocks: readonly Block[],
  forms: readonly FormDefinition[],
  respell: (table: Table) => Table,
  isRead: (table: Table) => boolean,
  classification: Classification,
): readonly Table[] {
  const taken = new Set(
    tables.flatMap((table) =>
      table.title === null || isRemnant(table) ? [] : (formOfTitle(table.title, forms)?.id ?? []),
    ),
  );
  let before: { table: Table; form: string | null } | null = null;
  const placedTables = tables.map((printed) => {
    const respelt = respell(printed);
    const natural = naturalForm(respelt, forms);
    let placed = respelt;
    if (isRead(printed)) {
      const around: Around = {
        lines: linesAbove(blocks, printed.id, tables),
        taken,
        goesOn: before !== null && isNextPage(before.table, printed) ? before.form : null,
      };
      placed = placeTable(printed, respelt, natural, forms, around, respell) ?? respelt;
    }
    before = { table: placed, form: placed.told?.form ?? natural?.id ?? null };
    return placed;
  });
  return withRows(placedTables, forms, classification, isRead);
}

/** Tables of which rows that were not read are told by their order. */
function withRows(
  tables: readonly Table[],
  forms: readonly FormDefinition[],
  classification: Classification,
  isRead: (table: Table) => boolean,
): readonly Table[] {
  const codes = tables.map((table) => (isRead(table) ? codesIn(table, classification) : []));
  return tables.map((table, i) => {
    const form = isRead(table) ? naturalForm(table, forms) : null;
    if (form === null) return table;
    const matrix = matrixOf(table);
    const end = headerEnd(matrix);
    const fit = fitForm(matrix, end, form);
    if (fit === null || end.body > table.headerRows) return table;
    const others = new Set(codes.flatMap((own, other) => (other === i ? [] : own)));
    return orderRows(table, fit, end, [...new Set([...others, ...(codes[i] ?? [])])].sort(), classification);
  });
}

/** Functional codes of a table of which code and name agree. */
function codesIn({ cells }: Table, classification: Classification): string[] {
  return cells.flatMap(({ text, confidence, role }) => {
    const digits = stripSpaces(text);
    const isCode = role === 'stub' && /^2\d{2}(?:\d{2}){0,2}$/u.test(digits) && confidence >= leastCode;
    return isCode && classification.byCode('functional', digits).length > 0 ? [digits] : [];
  });
}

function naturalForm(table: Table, forms: readonly FormDefinition[]): FormDefinition | null {
  return matchForm(table, headerPaths(table), forms, '', false).form;
}

/** The table with its columns told by place; null where its own words say all, or nothing is clear. */
function placeTable(
  printed: Table,
  respelt: Table,
  natural: FormDefinition | null,
  forms: readonly FormDefinition[],
  around: Around,
  respell: (table: Table) => Table,
): Table | null {
  const matrix = matrixOf(respelt);
  const end = headerEnd(matrix);
  const chosen = chooseForm(respelt, matrix, end, forms, around);
  if (chosen === null) return null;
  if (natural !== null && natural !== chosen.fit.form && fitForm(matrix, end, natural) !== null) return null;
  const { fit } = chosen;
  const groups = [...fit.slots.map(({ columns }) => columns), ...fit.joined].filter(
    (group) => group.length > 1,
  );
  const whole = respell(joinColumns(withHeaderEnd(printed, end.body), groups));
  const told = withTold(whole, chosen, natural === chosen.fit.form, groups);
  return told ?? (end.body > printed.headerRows ? whole : null);
}

function withTold(
  table: Table,
  { fit, confidence, isNamed }: Chosen,
  isKnown: boolean,
  groups: readonly (readonly number[])[],
): Table | null {
  const { form, slots, stubs } = fit;
  const place = (column: number): number =>
    column -
    groups.reduce((sum, group) => sum + group.filter((own) => own <= column && own !== group[0]).length, 0);
  const paths = headerPaths(table);
  const natural = new Map(
    matchColumns(paths, form, '').map(({ column, definition }) => [column, definition] as const),
  );
  const columns: (ToldColumn | null)[] = Array.from({ length: table.columns }, () => null);
  let isAll = isKnown;
  for (const { definition, columns: own, isNamed: hasName, isNumbered } of slots) {
    const column = place(own[0] ?? 0);
    if (natural.get(column) === definition) continue;
    isAll = false;
    const witnesses = [isNamed, hasName, isNumbered === true].filter(Boolean).length;
    const sure = trust[Math.min(witnesses, trust.length - 1)] ?? 0;
    columns[column] = { path: definition.measure, confidence: sure };
  }
  if (isAll && groups.length === 0) return null;
  for (const [column, path] of stubs) columns[place(column)] ??= { path, confidence: 1 };
  const stubPlaces = new Set([...stubs.keys()].map(place));
  return {
    ...table,
    told: { form: form.id, confidence, columns },
    cells: table.cells.map((cell) =>
      cell.row < table.headerRows || cell.role === 'header'
        ? cell
        : { ...cell, role: stubPlaces.has(cell.column) ? ('stub' as const) : ('value' as const) },
    ),
  };
}

/** Whether a table begins the page behind the last of another one, without a title, mark or unit of its own. */
function isNextPage(before: Table, table: Table): boolean {
  const isBare = [table.title, table.mark, table.unitText].every((text) => text === null);
  return isBare && (table.pages[0] ?? 0) === (before.pages.at(-1) ?? 0) + 1;
}

/** Rows that a table has at least: what has fewer and no amount is a caption between two lines. */
const leastRows = 3;

/** Whether a table is none: captions that stand between a line over them and the table. */
function isRemnant({ rows, cells }: Table): boolean {
  return rows < leastRows && !cells.some(({ text }) => /\d[.．]\d/u.test(text));
}

/** Lines between a table and the one before it, the nearest first. */
function linesAbove(blocks: readonly Block[], id: string, tables: readonly Table[]): string[] {
  const place = blocks.findIndex(({ kind, tableId }) => kind === 'table' && tableId === id);
  const lines: string[] = [];
  for (let i = place - 1; i >= 0; i--) {
    const block = blocks[i];
    if (block === undefined) break;
    const table = block.kind === 'table' ? tables.find((other) => other.id === block.tableId) : undefined;
    if (block.kind === 'table' && (table === undefined || !isRemnant(table))) break;
    lines.push(block.text);
  }
  return lines;
}
