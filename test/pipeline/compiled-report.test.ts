import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { summariseDocument } from '../../pipeline/output/headline.ts';
import { processDocument } from '../../pipeline/process-document.ts';
import { loadRegistry } from '../../pipeline/registry.ts';
import { classification } from '../../schemas/classification/lookup.ts';
import type { DocumentResult } from '../../schemas/ports.ts';

const { forms, readers } = await loadRegistry();

async function read(...lines: readonly (string | readonly string[])[]): Promise<DocumentResult> {
  const bytes = new TextEncoder().encode(lines.flat().join('\n'));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { result } = await processDocument(
    { source: 'a.txt', sha256, bytes },
    {
      readers,
      ocr: null,
      forms,
      classification,
      limits: { maxBytes: 1e6, maxLineLength: 1e6, maxMilliseconds: 1e6 },
      password: '',
      corrections: [],
      optionsSha256: '',
    },
    async () => {},
  );
  if (!result) throw new Error('not read');
  return result;
}

/** Three forms of a unit that earns and spends `total` (万元), `basic` of it for 基本支出. */
const tablesOf = (total: number, basic: number, entity: string | null): string[] => {
  const caption = entity === null ? ['单位：万元'] : [`部门：${entity}`, '单位：万元'];
  const amounts = [`${total}.00`, `${basic}.00`, `${total - basic}.00`].join('\t');
  return [
    '收入决算表',
    ...caption,
    '科目编码\t科目名称\t本年收入合计\t财政拨款收入\t上级补助收入\t事业收入\t经营收入\t附属单位上缴收入\t其他收入',
    `\t合计\t${total}.00\t${total}.00\t0.00\t0.00\t0.00\t0.00\t0.00`,
    `213\t农林水支出\t${total}.00\t${total}.00\t0.00\t0.00\t0.00\t0.00\t0.00`,
    '',
    '支出决算表',
    ...caption,
    '科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\t上缴上级支出\t经营支出\t对附属单位补助支出',
    `\t合计\t${amounts}\t0.00\t0.00\t0.00`,
    `213\t农林水支出\t${amounts}\t0.00\t0.00\t0.00`,
    '',
    '一般公共预算财政拨款支出决算表',
    ...caption,
    '科目编码\t科目名称\t小计\t基本支出\t项目支出',
    `\t合计\t${amounts}`,
    `213\t农林水支出\t${amounts}`,
    '',
  ];
};
const textOf = (total: number, basic: number): string[] => [
  '一、收入决算情况说明',
  `2023年度收入合计${total}.00万元，其中：财政拨款收入${total}.00万元，占100%。`,
  '二、支出决算情况说明',
  `2023年度支出合计${total}.00万元，其中：基本支出${basic}.00万元，项目支出${total - basic}.00万元。`,
];
const department = '清河县水利局';
const station = '清河县水利技术推广站';
const cover = (entity: string): string[] => [`${entity}2023年度部门决算`, ''];

/** Rows of summary.csv as `entity expenditure fields`; what is said of the units, and what is wrong. */
const unitsOf = (result: DocumentResult): string[] =>
  summariseDocument(result).map((row) => `${row.entity} ${row.expenditure_total} ${row.basic}`);
const narrativeOf = (result: DocumentResult, entity: string): string[] =>
  result.fields
    .filter((field) => field.form === 'narrative' && field.entity === entity)
    .map((field) => field.value ?? '');
const failed = (result: DocumentResult) => result.checks.filter(({ status }) => status === 'fail');

const both = [`${department} 9000000 5000000`, `${station} 400000 300000`];

describe('a compiled report', () => {
  it.each<[string, readonly (string | readonly string[])[]]>([
    [
      'whole reports behind each other',
      [
        cover(department),
        '第一部分 部门概况',
        '主要职责是管水。',
        '第二部分 2023年度部门决算表',
        tablesOf(900, 500, department),
        '第三部分 2023年度部门决算情况说明',
        textOf(900, 500),
        cover(station),
        '第一部分 部门概况',
        '主要职责是推广技术。',
        '第二部分 2023年度部门决算表',
        tablesOf(40, 30, station),
        '第三部分 2023年度部门决算情况说明',
        textOf(40, 30),
      ],
    ],
    [
      'a part for the tables of each, then one for the text of each',
      [
        cover(department),
        '第一部分 部门概况',
        '主要职责是管水。',
        `第二部分 ${department}2023年度部门决算表`,
        tablesOf(900, 500, null),
        `第三部分 ${station}2023年度部门决算表`,
        tablesOf(40, 30, null),
        `第四部分 ${department}2023年度部门决算情况说明`,
        textOf(900, 500),
        `第五部分 ${station}2023年度部门决算情况说明`,
        textOf(40, 30),
      ],
    ],
    [
      'tables that name their unit, one behind the other, each with its text',
      [
        cover(department),
        '第一部分 2023年度部门决算表',
        tablesOf(900, 500, department),
        textOf(900, 500),
        tablesOf(40, 30, station),
        textOf(40, 30),
      ],
    ],
  ])('keeps the units apart: %s', async (_, lines) => {
    const result = await read(...lines);
    expect(unitsOf(result)).toEqual(both);
    expect(narrativeOf(result, department)).toContain('900.00');
    expect(narrativeOf(result, station)).toContain('40.00');
    expect(narrativeOf(result, department)).not.toContain('40.00');
    expect(failed(result)).toEqual([]);
  });

  it('gives text that no unit opens to the department, and counts what a unit says twice', async () => {
    const result = await read(
      cover(department),
      '第一部分 2023年度部门决算表',
      tablesOf(900, 500, department),
      tablesOf(40, 30, station),
      '第二部分 2023年度部门决算情况说明',
      textOf(900, 500),
    );
    expect(unitsOf(result)).toEqual(both);
    expect(narrativeOf(result, department)).toContain('900.00');
    expect(narrativeOf(result, station)).toEqual([]);
    expect(failed(result)).toEqual([]);
  });

  it('sets form by form apart', async () => {
    const [ofDepartment, ofStation] = [tablesOf(900, 500, department), tablesOf(40, 30, station)];
    const cut = (lines: readonly string[]) =>
      lines
        .join('\n')
        .split('\n\n')
        .map((form) => [...form.split('\n'), '']);
    const [a, b] = [cut(ofDepartment), cut(ofStation)];
    const result = await read(
      cover(department),
      a.flatMap((form, i) => [...form, ...(b[i] ?? [])]),
    );
    expect(unitsOf(result)).toEqual(both);
  });

  it('knows no name where none stands: forms that stand again are another unit’s', async () => {
    const result = await read(cover(department), tablesOf(900, 500, null), tablesOf(40, 30, null));
    expect(unitsOf(result)).toEqual([both[0], ' 400000 300000']);
    expect(failed(result)).toEqual([]);
  });

  it('tells the accounts of a department with all it has from its own', async () => {
    const result = await read(
      cover(department),
      tablesOf(940, 530, department),
      tablesOf(900, 500, department),
    );
    expect(unitsOf(result)).toEqual([`${department} 9400000 5300000`, both[0]]);
  });

  it('says which unit contradicts itself', async () => {
    const wrong = tablesOf(40, 30, station).map((line) => line.replace('30.00\t10.00', '30.00\t11.00'));
    const result = await read(cover(department), tablesOf(900, 500, department), wrong);
    const rows = summariseDocument(result);
    expect(rows.map((row) => [row.entity, row.checks_failed > 0])).toEqual([
      [department, false],
      [station, true],
    ]);
  });

  it('gives every value and check an id of its own', async () => {
    const result = await read(
      cover(department),
      tablesOf(900, 500, department),
      textOf(900, 500),
      tablesOf(40, 30, station),
      textOf(900, 500),
    );
    const keys = result.fields.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const ids = result.checks.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const said = result.fields.filter(
      ({ rowLabel, form }) => form === 'narrative' && rowLabel === '基本支出',
    );
    expect(said.map(({ occurrence }) => occurrence)).toEqual([1, 2]);
  });

  it.each([
    ['long-narrative', 'rows-of-words', 'headers-flush-left'],
    ['rows-of-words', 'one-cell-a-line', 'items-by-step', 'long-narrative'],
    ['headers-flush-left', 'tables-lost', 'rows-of-words'],
  ])('gives each unit what it has alone: %s, %s, %s', async (...names) => {
    const texts = names.map((name) => readFileSync(`test/fixtures/offices/${name}.txt`, 'utf8'));
    const told = (result: DocumentResult) =>
      summariseDocument(result).map((row) => [row.entity, row.fields, row.checks_failed]);
    const alone: unknown[] = [];
    for (const text of texts) alone.push(...told(await read(text)));
    const compiled = told(await read(texts.flatMap((text) => [text, ''])));
    expect(compiled.sort()).toEqual(alone.sort());
  });

  it('is none where one table is printed twice, or an annex has parts of its own', async () => {
    const report = [
      cover(department),
      '第一部分 部门概况',
      '第二部分 2023年度部门决算表',
      tablesOf(900, 500, department),
      '第三部分 2023年度部门决算情况说明',
      textOf(900, 500),
    ];
    const again = tablesOf(900, 500, department).slice(0, 7);
    expect(unitsOf(await read(...report, again))).toEqual([both[0]]);
    const annex = ['第一部分 项目概况', '项目预算20.00万元。', '第二部分 项目实施情况', '支出20.00万元。'];
    expect(unitsOf(await read(...report, annex))).toEqual([both[0]]);
  });
});
