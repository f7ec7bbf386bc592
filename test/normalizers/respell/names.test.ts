import { describe, expect, it } from 'vitest';
import { agreeOnNames } from '../../../normalizers/respell/names.ts';
import type { Block, Reconstruction } from '../../../schemas/document.ts';
import { tableOf } from '../bind/table-builder.ts';

function document(titles: readonly string[], names: readonly string[]): Reconstruction {
  return {
    blocks: titles.map(
      (text): Block => ({
        kind: 'title',
        text,
        page: 1,
        location: 'p1',
        bbox: null,
        level: null,
        tableId: null,
        reading: 1,
      }),
    ),
    tables: names.map((entityText, i) => {
      const table = tableOf('项目 | 金额\n合计 | 1.00', { id: `t${i + 1}`, entityText });
      return { ...table, cells: table.cells.map((cell) => ({ ...cell, candidates: [] })) };
    }),
    unaccounted: new Map(),
    findings: [],
  };
}
const told = ({ blocks, tables }: Reconstruction) => [
  ...blocks.map(({ text }) => text),
  ...tables.map(({ entityText }) => entityText),
];

describe('names that the document prints often', () => {
  it('outvote their misread readings, character by character', () => {
    const read = document(
      ['青山县工伤保险服劳中心2021年度部门决算', '青山县工伤保险服务中心2021年度部门决算'],
      [
        '青山县工伤保险服务中心',
        '青山县二伤保险服务中心',
        '青山县工伤保险服务中心',
        '青山县工伤保险服务中必',
      ],
    );
    const name = '青山县工伤保险服务中心';
    expect(told(agreeOnNames(read))).toEqual([
      `${name}2021年度部门决算`,
      `${name}2021年度部门决算`,
      name,
      // 二 for 工 is no look-alike, and no strange character either: it may be another body
      '青山县二伤保险服务中心',
      name,
      name,
    ]);
  });

  it('are not taken for each other', () => {
    const schools = ['青山县第一中学', '青山县第二中学', '青山市第一中学'];
    const read = document([], [...schools, ...schools, ...schools, schools[0] ?? '']);
    expect(agreeOnNames(read)).toEqual(read);
  });
});
