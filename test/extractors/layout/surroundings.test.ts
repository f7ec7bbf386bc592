import { describe, expect, it } from 'vitest';
import { blocksOf, tableOf } from '../reading.ts';

const grid = ['项目\t金额', '教育支出\t1.00', '农林水支出\t2.00'];

describe('title', () => {
  it.each([
    ['over the captions', ['收入决算表', '', '公开02表', '单位：万元', '']],
    ['under the mark', ['公开02表', '收入决算表', '金额单位：万元']],
    ['with the unit in its line', ['收入决算表\t\t单位：万元']],
    ['with an ordinal', ['二、收入决算表']],
    ['with a mark and a unit', ['附表2：收入决算表（万元）']],
    ['broken over two lines', ['收入', '决算表']],
    ['broken over white space', ['收入', '', '决算表']],
    ['broken before its last hanzi', ['收入决算', '表', '单位：万元']],
    ['broken before two of them', ['收入决', '算表', '单位：万元']],
    ['as a Markdown heading', ['## 收入决算表', '']],
    ['in the grid', ['收入决算表\t', '单位：万元\t']],
  ])('%s', async (_, above) => {
    expect((await tableOf('前言说明了有关情况。', '', ...above, ...grid)).title).toBe('收入决算表');
  });

  it('is none where a sentence stands', async () => {
    expect((await tableOf('具体情况如下：', ...grid)).title).toBeNull();
  });

  it('is not taken from the table before', async () => {
    const other = ['', '支出决算表', '', '项目\t本年支出', '教育支出\t1.00', '农林水支出\t2.00'];
    expect(await blocksOf('收入决算表', ...grid, '注：本表反映收入。', ...other)).toEqual([
      'title 收入决算表',
      'table',
      'note 注：本表反映收入。',
      'title 支出决算表',
      'table',
    ]);
  });
});

it('a name that goes on under its caption is read whole', async () => {
  const table = await tableOf('收入决算表', '部门：清河县水利技术推', '单位：万元', '广中心', ...grid);
  expect(table).toMatchObject({
    title: '收入决算表',
    entityText: '清河县水利技术推广中心',
    unitText: '单位：万元',
  });
  const other = await tableOf('部门：清河县水利局', '单位：万元', '收入情况', ...grid);
  expect(other.entityText).toBe('清河县水利局');
});

it('captions stand wherever they like', async () => {
  const all = ['收入决算表', '部门：某局\t\t2023年度\t\t公开02表 金额单位：万元', ...grid];
  const apart = [
    '收入决算表',
    '',
    '公开 02 表',
    '',
    '部门：某局',
    '',
    '2023年度',
    '',
    '金额单位：万元',
    '',
    ...grid,
  ];
  for (const lines of [all, apart])
    expect(await tableOf(...lines)).toMatchObject({
      title: '收入决算表',
      mark: '公开02表',
      unitText: '金额单位：万元',
      entityText: '某局',
      yearText: '2023年度',
    });
});

it.each([
  ['in the title', ['收入决算表（万元）', ...grid], '（万元）'],
  ['in a header', ['收入决算表', '项目\t金额（元）', ...grid.slice(1)], '（元）'],
  ['in headers that differ', ['收入决算表', '项目\t金额（元）\t合计（万元）', 'a\t1\t2', 'b\t3\t4'], null],
])('unit %s', async (_, lines, expected) => {
  expect((await tableOf(...lines)).unitText).toBe(expected);
});

it('an entity may stand in the first row', async () => {
  const table = await tableOf(
    '自评表',
    '部门名称\t\t某市某局\t\t',
    '资金情况(万元)\t年初预算数\t全年预算数\t全年执行数\t分值',
    '合计\t1.00\t2.00\t3.00\t10',
  );
  expect(table).toMatchObject({ entityText: '某市某局', unitText: '(万元)', headerRows: 0 });
});

it('notes are numbered on, also over white space, and end where something else begins', async () => {
  const table = await tableOf(
    ...grid,
    '',
    '注：1. 本表反映收入。',
    '2. 存在尾数误差。',
    '',
    '3. 空白表示零。',
    '',
    '（若无收支，请说明：故本表无数据）。',
    '',
    '一、收入情况说明',
  );
  expect(table.notes).toEqual([
    '注：1. 本表反映收入。',
    '2. 存在尾数误差。',
    '3. 空白表示零。',
    '（若无收支，请说明：故本表无数据）。',
  ]);
});
