import { describe, expect, it } from 'vitest';
import { openLooseParts } from '../../../normalizers/reconcile/loose-parts.ts';
import type { Relation } from '../../../normalizers/reconcile/relation.ts';
import { loadForms } from '../../../pipeline/registry.ts';
import type { Binding, BoundTable } from '../../../schemas/ports.ts';

const forms = await loadForms();
const table = (form: string, title: string | null, ...texts: string[]) =>
  ({ form, title, cells: texts.map((text) => ({ text })) }) as unknown as BoundTable;
const relations = [
  { kind: 'hierarchy', forms: ['gk06'], derives: true },
  { kind: 'cross-table', forms: ['gk06'], derives: true },
  { kind: 'hierarchy', forms: ['gk03'], derives: true },
] as unknown as Relation[];
const opened = (...tables: BoundTable[]) =>
  openLooseParts(relations, { tables } as unknown as Binding, forms).map(
    ({ kind, forms: [form], open }) => `${kind} ${form}${open ? ' open' : ''}`,
  );

describe('a form that goes on in a table of no known form', () => {
  it('has open sums, and no others', () => {
    expect(opened(table('gk06', '基本支出决算表', '302'), table('t2', null, '30299', '0.20'))).toEqual([
      'hierarchy gk06 open',
      'cross-table gk06',
      'hierarchy gk03',
    ]);
  });

  it.each([
    ['a table with a title follows', table('t2', '其他情况表', '30299')],
    ['a table without codes follows', table('t2', null, '合计', '0.20')],
    ['another form follows', table('gk03', null, '208')],
  ])('has none where %s', (_, next) => {
    expect(opened(table('gk06', '基本支出决算表', '302'), next)).not.toContain('hierarchy gk06 open');
  });
});
