import { describe, expect, it } from 'vitest';
import { respell } from '../../../normalizers/respell/respell.ts';
import { classification } from '../../../schemas/classification/lookup.ts';
import type { Block, BlockKind } from '../../../schemas/document.ts';
import { forms, tableOf } from '../bind/table-builder.ts';

const block = (kind: BlockKind, text: string, tableId: string | null = null): Block => ({
  kind,
  text,
  page: 1,
  location: 'p1',
  bbox: null,
  level: null,
  tableId,
  ...(kind === 'table' ? {} : { reading: 0.9 }),
});
const table = (id: string) => {
  const made = tableOf('科目编码 | 科目名称 | 合计\n205 | 教育支出 | 1.00', { id, unitText: null });
  return { ...made, cells: made.cells.map((cell) => ({ ...cell, candidates: [] })) };
};
const told = (blocks: readonly Block[]) =>
  respell(
    { blocks, tables: [table('t1'), table('t2')], unaccounted: new Map(), findings: [] },
    forms,
    classification,
  ).tables.map(({ title, mark, unitText, entityText, yearText }) => [
    title,
    mark,
    unitText,
    entityText,
    yearText,
  ]);

describe('title and captions that specks cut off from their table', () => {
  it('are found again above it, up to the table before', () => {
    expect(
      told([
        block('paragraph', '收入决算袤 国'),
        block('paragraph', 'E 重'),
        block('caption', '部门:青山县教育局 2022年度 公开02表 金额单位:万元'),
        block('paragraph', '1'),
        block('table', '', 't1'),
        block('paragraph', '有'),
        block('table', '', 't2'),
      ]),
    ).toEqual([
      ['收入决算表', '公开02表', '金额单位:万元', '青山县教育局', '2022年度'],
      [null, null, null, null, null],
    ]);
  });

  it('sentences and headings over a table are no title', () => {
    expect(
      told([
        block('heading', '二、收入决算情况说明'),
        block('paragraph', '本表收入决算 表示单位：元的金额'),
        block('table', '', 't1'),
        block('table', '', 't2'),
      ])[0],
    ).toEqual([null, null, null, null, null]);
  });
});
