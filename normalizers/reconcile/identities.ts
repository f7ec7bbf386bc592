import type { Classification } from '../../schemas/classification/lookup.ts';
import type { CellRef, Identity } from '../../schemas/form.ts';
import { type CellIndex, classCodes, type FormCells, type FormRow, formKey } from './cells.ts';
import type { Relation, Term } from './relation.ts';

type IdentityOf<K extends Identity['kind']> = Extract<Identity, { kind: K }>;

/**
 * Every identity of every form that stands in the document, spelt out for its rows and measures.
 * Knows the kinds of identities, never an instance. Nothing printed for it: no relation.
 */
export function spellIdentities(index: CellIndex, classification: Classification): Relation[] {
  const relations: Relation[] = [];
  for (const cells of index.values()) {
    for (const identity of cells.form.identities) {
      for (const relation of spell(identity, cells, index, classification)) {
        if (relation.left.length > 0 && relation.right.length > 0) relations.push(relation);
      }
    }
  }
  return relations;
}

function spell(
  identity: Identity,
  cells: FormCells,
  index: CellIndex,
  classification: Classification,
): Relation[] {
  switch (identity.kind) {
    case 'row-sum':
      return rowSums(identity, cells);
    case 'hierarchy':
      return hierarchy(identity, cells);
    case 'column-sum':
      return columnSums(identity, cells, classification);
    case 'balance':
      return balance(identity, cells, index);
    case 'cross-table':
      return crossTable(identity, cells, index);
    case 'cross-rows':
      return crossRows(identity, cells, index, classification);
  }
}

function rowSums(identity: IdentityOf<'row-sum'>, cells: FormCells): Relation[] {
  return cells.rows.flatMap((row) => {
    const total = row.cells.get(identity.total);
    if (total === undefined) return [];
    const parts: Term[] = [];
    for (const measure of identity.parts) push(parts, row.cells.get(measure), 1);
    for (const measure of identity.minus ?? []) push(parts, row.cells.get(measure), -1);
    const relation = sumOf(identity, cells, `${rowName(row)}/${identity.total}`, total, parts);
    const partial = [...identity.parts, ...(identity.minus ?? [])].some((measure) =>
      isLost(measure, row, cells),
    );
    return [partial ? { ...relation, partial, derives: false } : relation];
  });
}

/** A column that the form always prints, and the row lacks. */
function isLost(measure: string, row: FormRow, cells: FormCells): boolean {
  const column = cells.form.columns.find((candidate) => candidate.measure === measure);
  return column !== undefined && column.optional !== true && !row.cells.has(measure);
}

function hierarchy(identity: IdentityOf<'hierarchy'>, cells: FormCells): Relation[] {
  const coded = cells.rows.filter((row) => row.code !== '' && row.occurrence === 1);
  const codes = new Set(coded.map((row) => row.code));
  const children = new Map<string, FormRow[]>();
  for (const row of coded) {
    const parent = nearestAncestor(row.code, codes);
    const list = children.get(parent);
    if (list === undefined) children.set(parent, [row]);
    else list.push(row);
  }
  const relations: Relation[] = [];
  for (const measure of identity.measures) {
    for (const row of coded) {
      const total = row.cells.get(measure);
      if (total === undefined) continue;
      const parts = termsOf(children.get(row.code) ?? [], measure);
      relations.push(sumOf(identity, cells, `${row.code}/${measure}`, total, parts));
    }
    if (identity.totalRow === undefined) continue;
    const total = cells.cell(identity.totalRow, measure);
    if (total === null) continue;
    const parts = termsOf(children.get('') ?? [], measure);
    relations.push(sumOf(identity, cells, `${identity.totalRow}/${measure}`, total, parts));
  }
  return relations;
}

/** The longest code of the table that this one begins with, '' for a top code. */
function nearestAncestor(code: string, codes: ReadonlySet<string>): string {
  for (let length = code.length - 1; length >= 3; length--) {
    const prefix = code.slice(0, length);
    if (codes.has(prefix)) return prefix;
  }
  return '';
}

function columnSums(
  identity: IdentityOf<'column-sum'>,
  cells: FormCells,
  classification: Classification,
): Relation[] {
  return identity.measures.flatMap((measure) => {
    const total = cells.cell(identity.total, measure);
    if (total === null) return [];
    const parts: Term[] = [];
    if (identity.parts === 'class-rows') {
      for (const row of classRowsOf(cells, measure, classification)) push(parts, row.cells.get(measure), 1);
    } else {
      for (const part of identity.parts) push(parts, cells.cell(part, measure), 1);
    }
    return [sumOf(identity, cells, `${refName(identity.total)}/${measure}`, total, parts)];
  });
}

/** Rows of a side that are named like a functional class (一般公共服务支出 …). */
function classRowsOf(cells: FormCells, measure: string, classification: Classification): FormRow[] {
  return cells.rows.filter(
    (row) => row.cells.has(measure) && classCodes(row.label, classification).length > 0,
  );
}

function balance(identity: IdentityOf<'balance'>, cells: FormCells, index: CellIndex): Relation[] {
  const left = cellOf(identity.left, cells, index);
  const right = cellOf(identity.right, cells, index);
  if (left === null || right === null) return [];
  return [
    {
      type: 'linear',
      id: idOf(cells, identity.id, ''),
      kind: 'balance',
      forms: cells.alone,
      relation: 'equal',
      left: [{ field: left, sign: 1 }],
      right: [{ field: right, sign: 1 }],
      wording: 'same',
      blame: 'both',
      derives: true,
    },
  ];
}

function crossTable(identity: IdentityOf<'cross-table'>, cells: FormCells, index: CellIndex): Relation[] {
  const left: Term[] = [];
  const right: Term[] = [];
  for (const ref of identity.left) push(left, cellOf(ref, cells, index), 1);
  for (const ref of identity.right) push(right, cellOf(ref, cells, index), 1);
  // a side whose form prints only some of its cells still speaks: a column that is not printed holds nothing
  if (left.length === 0 || right.length === 0) return [];
  if (missesForm([...identity.left, ...identity.right], cells, index)) return [];
  return [crossed(identity, cells, formsOf([...identity.left, ...identity.right], cells), '', left, right)];
}

function missesForm(refs: readonly CellRef[], cells: FormCells, index: CellIndex): boolean {
  return refs.some((ref) => ref.form !== undefined && !index.has(formKey(ref.form, cells.part)));
}

function crossRows(
  identity: IdentityOf<'cross-rows'>,
  cells: FormCells,
  index: CellIndex,
  classification: Classification,
): Relation[] {
  const other = index.get(formKey(identity.other.form, cells.part));
  if (other === undefined) return [];
  const theirs = new Map<string, number>();
  for (const row of other.rows) {
    const field = row.cells.get(identity.other.measure);
    if (field === undefined || row.occurrence > 1) continue;
    const keys = identity.by === 'codes' ? [row.code] : codesOrClass(row, classification);
    for (const key of keys) if (key !== '' && !theirs.has(key)) theirs.set(key, field);
  }
  const relations: Relation[] = [];
  for (const row of cells.rows) {
    const field = row.cells.get(identity.measure);
    if (field === undefined || row.occurrence > 1) continue;
    const keys = identity.by === 'codes' ? [row.code] : codesOrClass(row, classification);
    const match = keys.map((key) => theirs.get(key)).find((found) => found !== undefined);
    if (match === undefined) continue;
    const forms = [cells.form.id, identity.other.form];
    const left: Term[] = [{ field, sign: 1 }];
    relations.push(crossed(identity, cells, forms, rowName(row), left, [{ field: match, sign: 1 }]));
  }
  return relations;
}

/** The 类 code of a row: its own code, or the code its name stands for. */
function codesOrClass(row: FormRow, classification: Classification): readonly string[] {
  if (row.code !== '') return row.code.length === 3 ? [row.code] : [];
  return classCodes(row.label, classification);
}

function crossed(
  identity: { readonly id: string; readonly relation: 'equal' | 'at-most' },
  cells: FormCells,
  forms: readonly string[],
  row: string,
  left: readonly Term[],
  right: readonly Term[],
): Relation {
  const equal = identity.relation === 'equal';
  // a sum is told as its total against its parts, whichever side the form wrote first
  const turned = equal && left.length > 1 && right.length === 1;
  return {
    type: 'linear',
    id: idOf(cells, identity.id, row),
    kind: 'cross-table',
    forms,
    relation: identity.relation,
    left: turned ? right : left,
    right: turned ? left : right,
    wording: equal ? (left.length + right.length > 2 ? 'sum' : 'same') : 'at-most',
    blame: 'both',
    derives: equal,
  };
}

function sumOf(
  identity: { readonly id: string; readonly kind: 'row-sum' | 'hierarchy' | 'column-sum' },
  cells: FormCells,
  what: string,
  total: number,
  parts: readonly Term[],
): Relation {
  return {
    type: 'linear',
    id: idOf(cells, identity.id, what),
    kind: identity.kind,
    forms: cells.alone,
    relation: 'equal',
    left: [{ field: total, sign: 1 }],
    right: parts,
    wording: 'sum',
    blame: 'left',
    derives: true,
  };
}

function idOf(cells: FormCells, identity: string, what: string): string {
  const own = identity.startsWith(`${cells.form.id}-`) ? identity.slice(cells.form.id.length + 1) : identity;
  const part = cells.part > 1 ? `/${cells.part}` : '';
  return `${cells.form.id}${part}/${own}${what === '' ? '' : `/${what}`}`;
}

function cellOf(ref: CellRef, cells: FormCells, index: CellIndex): number | null {
  const home = ref.form === undefined ? cells : index.get(formKey(ref.form, cells.part));
  return home?.cell(ref.row, ref.measure) ?? null;
}

function formsOf(refs: readonly CellRef[], cells: FormCells): string[] {
  return [...new Set([cells.form.id, ...refs.map((ref) => ref.form ?? cells.form.id)])];
}

function termsOf(rows: readonly FormRow[], measure: string): Term[] {
  const terms: Term[] = [];
  for (const row of rows) push(terms, row.cells.get(measure), 1);
  return terms;
}

function push(terms: Term[], field: number | null | undefined, sign: 1 | -1): void {
  if (field !== null && field !== undefined) terms.push({ field, sign });
}

function rowName(row: FormRow): string {
  const name = row.code || row.label;
  return row.occurrence > 1 ? `${name}#${row.occurrence}` : name;
}

function refName(ref: CellRef['row']): string {
  if (typeof ref === 'string') return ref;
  return 'code' in ref ? ref.code : `${ref.label}#${ref.occurrence}`;
}
