import { describe, expect, it } from 'vitest';
import { loadRegistry } from '../../pipeline/registry.ts';
import type { CellRef, FormDefinition, Identity } from '../../schemas/form.ts';

const { forms } = await loadRegistry();
const byId = new Map(forms.map((form) => [form.id, form]));

const inForm = (row: CellRef['row'], measure: string): CellRef => ({ row, measure });

/** Every cell and every measure that an identity speaks of. */
function cellsOfIdentity(identity: Identity): readonly CellRef[] {
  switch (identity.kind) {
    case 'row-sum': {
      const measures = [identity.total, ...identity.parts, ...(identity.minus ?? [])];
      return measures.map((measure) => inForm('', measure));
    }
    case 'hierarchy':
      return identity.measures.map((measure) => inForm(identity.totalRow ?? '', measure));
    case 'column-sum':
      return identity.measures.map((measure) => inForm(identity.total, measure));
    case 'balance':
      return [identity.left, identity.right];
    case 'cross-table':
      return [...identity.left, ...identity.right];
    case 'cross-rows':
      return [
        inForm('', identity.measure),
        { form: identity.other.form, row: '', measure: identity.other.measure },
      ];
  }
}

function cellsOf(form: FormDefinition): readonly CellRef[] {
  const identities: readonly Identity[] = form.identities;
  return [...form.stated.map((stated) => stated.cell), ...identities.flatMap(cellsOfIdentity)];
}

const canonical = /^[^\s()[\]【】]*$/u;

describe.each(forms.map((form) => [form.id, form] as const))('form %s', (_, form) => {
  it('has an id that may stand in a file name, a title and a source', () => {
    expect(form.id).toMatch(/^[a-z]+\d*$/u);
    expect(form.title).toMatch(canonical);
    expect(form.title).not.toBe('');
    expect(form.source).not.toBe('');
  });

  it('has canonical labels', () => {
    const labels = [
      ...form.titleVariants,
      ...form.columns.flatMap((column) => [column.measure, ...column.variants]),
      ...form.rows.flatMap((row) => [row.label, ...(row.variants ?? [])]),
    ];
    for (const label of labels) expect(label).toMatch(canonical);
  });

  it('has no two columns of one name and no two identities of one id', () => {
    const measures = form.columns.map((column) => column.measure);
    expect(new Set(measures).size).toBe(measures.length);
    const ids = form.identities.map((identity) => identity.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('speaks only of forms and measures that there are', () => {
    for (const cell of cellsOf(form)) {
      const owner = byId.get(cell.form ?? form.id);
      expect(owner, `${form.id} → ${cell.form}`).toBeDefined();
      expect(owner?.columns.map((column) => column.measure)).toContain(cell.measure);
    }
    for (const stated of form.statedRows) {
      expect(form.columns.map((column) => column.measure)).toContain(stated.measure);
    }
  });
});

describe('registry', () => {
  it('knows the forms of the contract, sorted by id', () => {
    const ids = forms.map((form) => form.id);
    expect(ids).toEqual(
      expect.arrayContaining(['gk01', 'gk02', 'gk03', 'gk04', 'gk05', 'gk06', 'gk07', 'gk08', 'gk09', 'jx']),
    );
    expect(ids).toEqual([...ids].sort());
  });

  it('has no title that two forms claim', () => {
    const owners = new Map<string, string>();
    for (const form of forms) {
      for (const title of [form.title, ...form.titleVariants]) {
        expect(owners.get(title) ?? form.id, title).toBe(form.id);
        owners.set(title, form.id);
      }
    }
  });
});
