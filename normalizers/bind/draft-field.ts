import type { Classification } from '../../schemas/classification/lookup.ts';
import type { Field } from '../../schemas/field.ts';
import type { FormDefinition } from '../../schemas/form.ts';
import type { BoundTable } from '../../schemas/ports.ts';
import type { Cell } from '../../schemas/table.ts';
import { readCell } from './cell-value.ts';

/** What binding a table is told of its document. */
export interface TableContext {
  readonly classification: Classification;
  readonly fiscalYear: string;
  readonly blankMeansZero: boolean;
  /** No unit stands at the table: the document's or none was taken. */
  readonly unitAssumed: boolean;
  /** The piece of the same table before this one, of which it goes on without a header of its own. */
  readonly before?: Grid;
}

/** What a binder knows of a value cell. */
export interface BoundCell {
  readonly cell: Cell;
  readonly code: string;
  readonly label: string;
  readonly level: Field['level'];
  readonly measure: string;
  /** How sure row and measure are, 0–1. */
  readonly binding: number;
  /** The form has a figure here. */
  readonly wantsNumber: boolean;
  /** Unit of figures that print none themselves. */
  readonly unit: string;
  readonly flags?: Field['flags'];
}

/** The table as binders see it: texts by grid position, spans included. */
export interface Grid {
  readonly table: BoundTable;
  readonly paths: readonly string[];
  /** Fiscal year, '' if unknown: columns of other years are other columns. */
  readonly year: string;
  /** The cell that covers a position; null outside. */
  at(row: number, column: number): Cell | null;
  /** Text at a position, '' outside. */
  text(row: number, column: number): string;
}

/** Binds the rows of one layout. */
export type Binder = (grid: Grid, form: FormDefinition, context: TableContext) => readonly BoundCell[];

/** Makes the grid of a table with the header path of every column. */
export function toGrid(table: BoundTable, paths: readonly string[], year: string): Grid {
  const covering = new Map<number, Cell>();
  for (const cell of table.cells)
    for (let r = cell.row; r < cell.row + cell.rowSpan; r++)
      for (let c = cell.column; c < cell.column + cell.columnSpan; c++)
        covering.set(r * table.columns + c, cell);
  const at = (row: number, column: number) =>
    column < 0 || column >= table.columns ? null : (covering.get(row * table.columns + column) ?? null);
  const body = new Set(
    table.cells.filter((c) => c.row >= table.headerRows && c.text.trim() !== '').map((c) => c.column),
  );
  return {
    table,
    paths: withoutSpread(paths, body),
    year,
    at,
    text: (row, column) => at(row, column)?.text.trim() ?? '',
  };
}

/**
 * A header spread over several columns of which only one holds anything (columns cut where there are none) belongs to that one.
 */
function withoutSpread(paths: readonly string[], filled: ReadonlySet<number>): string[] {
  const own: string[] = [];
  for (let from = 0; from < paths.length; from = own.length) {
    let to = from + 1;
    while (to < paths.length && paths[to] === paths[from]) to++;
    const run = Array.from({ length: to - from }, (_, i) => from + i);
    const isOneHolder = run.filter((column) => filled.has(column)).length === 1;
    for (const column of run) own.push(isOneHolder && !filled.has(column) ? '' : (paths[from] ?? ''));
  }
  return own;
}

/** A cell is bound once: at its own corner, not at the places it spans. */
export function isOwn(cell: Cell | null, row: number, column: number): cell is Cell {
  return cell !== null && cell.row === row && cell.column === column && cell.role !== 'header';
}

/** How sure a unit is that only the document, not the table, names. */
const assumedUnit = 0.9;

/**
 * A bound cell → a field; key and occurrence are given later, over the whole document.
 * @param trust how sure the words were read that told its row and measure, 0–1
 */
export function toField(bound: BoundCell, table: BoundTable, context: TableContext, trust: number): Field {
  const { cell, measure } = bound;
  const value = readCell(cell, bound.wantsNumber, context.blankMeansZero);
  const unit = value.unit === '' ? bound.unit : value.unit;
  const isAssumed = context.unitAssumed && unit === table.unit && unit !== '' && value.state === 'number';
  return {
    key: '',
    entity: table.entity,
    fiscalYear: context.fiscalYear,
    form: table.form,
    tableId: table.id,
    part: table.part,
    row: cell.row,
    column: cell.column,
    location: cell.location,
    page: cell.page,
    bbox: cell.bbox,
    rowCode: bound.code,
    rowLabel: bound.label,
    level: bound.level,
    measure,
    occurrence: 1,
    phase: phaseOf(table.form, measure),
    period: context.fiscalYear,
    basis: '',
    raw: cell.text,
    value: value.value,
    qualifier: value.qualifier,
    state: value.state,
    unit,
    reading: value.reading ?? cell.confidence,
    binding:
      bound.binding *
      trust *
      (isAssumed ? assumedUnit : 1) *
      (measure === unnamedColumn(cell.column) ? headless : 1),
    flags: distinct([
      ...value.flags,
      ...(bound.flags ?? []),
      ...(isAssumed ? ['unit-assumed' as const] : []),
    ]),
    method: cell.candidates === undefined ? 'text' : 'ocr',
    factId: null,
    origin: '',
    ...(cell.candidates === undefined ? {} : { candidates: cell.candidates }),
  };
}

/**
 * How sure a value is bound whose column has no header: its measure is our count, not the publisher's word. It may be read
 * right and is still not to be taken without eyes.
 */
const headless = 0.8;

/** What the measure of a column without header is called. */
export function unnamedColumn(column: number): string {
  return `column ${column + 1}`;
}

function distinct(flags: Field['flags']): Field['flags'] {
  return flags.length < 2 ? flags : [...new Set(flags)];
}

function phaseOf(form: string, measure: string): Field['phase'] {
  if (/年初预算/u.test(measure)) return '年初预算';
  if (/预算/u.test(measure) && !/一般公共预算|基金预算|经营预算/u.test(measure)) return '全年预算';
  if (form.startsWith('gk') || /决算|执行/u.test(measure)) return '决算';
  return '';
}
