import type { Classification } from '../../schemas/classification/lookup.ts';
import type { StatedRows } from '../../schemas/form.ts';
import type { ItemStep } from '../../schemas/statement.ts';
import { type CellIndex, classCodes, type FormCells, type FormRow } from './cells.ts';
import { type FactIndex, headingsAdmit, isAmount, type StatedFact, speaksOf } from './facts.ts';
import { foldItem, itemKey, sameItem } from './items.ts';

/** A cell of a form and a sentence that states it. */
export interface StatedMatch {
  readonly cell: number;
  readonly stated: StatedFact;
  readonly relation: 'equal' | 'at-most';
  /** The sentence names the year before: told apart, because it may really speak of that. */
  readonly offYear: boolean;
  readonly forms: readonly string[];
}

/**
 * Which sentences state which cells, by the forms' own data (`stated`, `statedRows`).
 * A report of several units is left alone: its text does not say which unit it speaks of.
 */
export function matchStatements(
  index: CellIndex,
  facts: FactIndex,
  fiscalYear: string,
  classification: Classification,
): StatedMatch[] {
  const byItem = new Map<string, StatedFact[]>();
  const amounts = facts.all.filter(isAmount);
  for (const stated of amounts) {
    for (const key of new Set([foldItem(stated.fact.rowLabel), itemKey(stated.fact.rowLabel)])) {
      const list = byItem.get(key);
      if (list === undefined) byItem.set(key, [stated]);
      else list.push(stated);
    }
  }
  const repeated = new Set([...index.values()].filter((cells) => cells.part > 1).map((x) => x.form.id));
  const matches: StatedMatch[] = [];
  for (const cells of index.values()) {
    if (repeated.has(cells.form.id)) continue;
    matches.push(...statedCells(cells, byItem, fiscalYear));
    for (const rows of cells.form.statedRows) {
      matches.push(...statedRows(cells, rows, amounts, fiscalYear, classification));
    }
  }
  return unique(matches);
}

function statedCells(
  cells: FormCells,
  byItem: ReadonlyMap<string, readonly StatedFact[]>,
  fiscalYear: string,
): StatedMatch[] {
  const matches: StatedMatch[] = [];
  for (const rule of cells.form.stated) {
    if (rule.cell.form !== undefined && rule.cell.form !== cells.form.id) continue;
    const cell = cells.cell(rule.cell.row, rule.cell.measure);
    if (cell === null) continue;
    const seen = new Set<StatedFact>();
    for (const item of rule.items) {
      for (const stated of byItem.get(foldItem(item)) ?? []) {
        if (seen.has(stated) || !sameEnd(item, stated.fact.rowLabel)) continue;
        if (stated.fact.measure !== rule.measure) continue;
        const year = speaksOf(stated.fact, fiscalYear);
        if (year === 'no' || !headingsAdmit(stated.statement, rule.within, rule.notWithin)) continue;
        seen.add(stated);
        matches.push({
          cell,
          stated,
          relation: rule.relation ?? 'equal',
          offYear: year === 'named',
          forms: [cells.form.id],
        });
      }
    }
  }
  return matches;
}

/** 财政拨款收入 and 财政拨款支出 must not meet over 财政拨款: what both name at the end has to agree. */
function sameEnd(a: string, b: string): boolean {
  return sameItem(a, b) && (a.endsWith('收入') === b.endsWith('收入') || foldItem(a) === foldItem(b));
}

function statedRows(
  cells: FormCells,
  rule: StatedRows,
  amounts: readonly StatedFact[],
  fiscalYear: string,
  classification: Classification,
): StatedMatch[] {
  const matches: StatedMatch[] = [];
  const directory = listRows(cells, rule.measure, classification);
  for (const stated of amounts) {
    if (stated.fact.measure !== rule.factMeasure) continue;
    const year = speaksOf(stated.fact, fiscalYear);
    if (year === 'no' || !headingsAdmit(stated.statement, rule.within, rule.notWithin)) continue;
    const row = rowNamed(stated.fact.itemPath, cells, directory, fiscalYear, classification);
    const cell = row?.cells.get(rule.measure);
    if (cell === undefined) continue;
    const offYear = year === 'named';
    matches.push({ cell, stated, relation: 'equal', offYear, forms: [cells.form.id] });
  }
  return matches;
}

const depthLength = { 类: 3, 款: 5, 项: 7 } as const;

/** Rows by what a sentence may call them. */
interface Directory {
  readonly byName: ReadonlyMap<string, readonly FormRow[]>;
  readonly byCode: ReadonlyMap<string, readonly FormRow[]>;
}

/** The rows of a column; those of a form without codes stand under the code of the 类 they are named like. */
function listRows(cells: FormCells, measure: string, classification: Classification): Directory {
  const byName = new Map<string, FormRow[]>();
  const byCode = new Map<string, FormRow[]>();
  const put = (map: Map<string, FormRow[]>, key: string, row: FormRow) => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [row]);
    else list.push(row);
  };
  for (const row of cells.rows) {
    if (row.occurrence > 1 || !row.cells.has(measure)) continue;
    const codes =
      cells.form.rowKey === 'code' ? [row.code].filter(Boolean) : classCodes(row.label, classification);
    if (codes.length === 0) continue;
    put(byName, itemKey(row.label), row);
    for (const code of codes) put(byCode, code, row);
  }
  return { byName, byCode };
}

/**
 * The code row (or class row) that an item path names: its last step is the row, the steps before it are the row's
 * ancestors. Null where no row, or more than one, answers to it.
 */
function rowNamed(
  path: readonly ItemStep[],
  cells: FormCells,
  rows: Directory,
  fiscalYear: string,
  classification: Classification,
): FormRow | null {
  const last = path.at(-1);
  if (last === undefined) return null;
  const year = fiscalYear === '' ? null : Number(fiscalYear);
  const coded = cells.form.rowKey === 'code';
  if (!coded && (path.length > 1 || (last.depth !== null && last.depth !== '类'))) return null;
  // an older or shorter name is the code's name too; without 类 to say so, only the name itself names a class row
  const codes =
    coded || last.depth === '类' ? namedCodes(last.label, classification, coded ? year : null) : [];
  const candidates = new Set([
    ...(rows.byName.get(itemKey(last.label)) ?? []),
    ...codes.flatMap((code) => rows.byCode.get(code) ?? []),
  ]);
  const found = [...candidates].filter(
    (row) =>
      !coded ||
      ((last.depth === null || row.code.length === depthLength[last.depth]) &&
        path.slice(0, -1).every((step) => isAncestor(step, row.code, rows, classification, year))),
  );
  const [first, second] = found;
  return first !== undefined && second === undefined ? first : null;
}

/** Whether the step is what stands above the code, or cannot be told not to be. */
function isAncestor(
  step: ItemStep,
  code: string,
  rows: Directory,
  classification: Classification,
  year: number | null,
): boolean {
  const lengths = step.depth === null ? [3, 5] : [depthLength[step.depth]];
  let known = false;
  for (const length of lengths) {
    if (length >= code.length) continue;
    const above = code.slice(0, length);
    const name = rows.byCode.get(above)?.[0]?.label ?? classification.nameOf('functional', above, year);
    if (name === null) continue;
    known = true;
    if (sameItem(name, step.label)) return true;
    if (namedCodes(step.label, classification, year).includes(above)) return true;
  }
  return !known;
}

/** Codes that carry the name, with or without 支出 at its end. */
function namedCodes(label: string, classification: Classification, year: number | null): readonly string[] {
  const names = label.endsWith('支出') ? [label, label.slice(0, -2)] : [label, `${label}支出`];
  return [...new Set(names.flatMap((name) => classification.codesOf('functional', name, '', year)))];
}

function unique(matches: readonly StatedMatch[]): StatedMatch[] {
  const seen = new Set<string>();
  return matches.filter((match) => {
    const key = `${match.cell}|${match.stated.fact.id}|${match.relation}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
