import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { respell } from '../../../normalizers/respell/respell.ts';
import { fillPlaces } from '../../../normalizers/respell/shape/fill-places.ts';
import { joinColumns } from '../../../normalizers/respell/shape/regrid.ts';
import { classification } from '../../../schemas/classification/lookup.ts';
import type { Block } from '../../../schemas/document.ts';
import type { Field } from '../../../schemas/field.ts';
import type { Table } from '../../../schemas/table.ts';
import { bindAll, forms, keyOf, tableOf } from '../bind/table-builder.ts';

/** A table as OCR gives it. */
const pictured = (text: string, options: Parameters<typeof tableOf>[1] = {}): Table => {
  const table = tableOf(text, options);
  return { ...table, cells: table.cells.map((cell) => ({ ...cell, confidence: 0.99, candidates: [] })) };
};
const block = (text: string, kind: Block['kind'], tableId: string | null = null): Block => ({
  kind,
  text,
  page: 1,
  location: 'p1',
  bbox: null,
  level: null,
  tableId,
  reading: 0.9,
});

/** Fields of tables read from pictures, each with the lines that stand over it. */
function fieldsOf(...tables: (readonly [Table, ...string[]])[]): readonly Field[] {
  const { tables: respelt } = respell(
    {
      blocks: tables.flatMap(([{ id }, ...lines]) => [
        ...lines.map((line) => block(line, 'paragraph')),
        block('', 'table', id),
      ]),
      tables: tables.map(([table]) => table),
      unaccounted: new Map(),
      findings: [],
    },
    forms,
    classification,
  );
  return bindAll(respelt).fields.filter(({ state }) => state === 'number');
}
const keysOf = (...tables: (readonly [Table, ...string[]])[]): string[] => fieldsOf(...tables).map(keyOf);

const rows = `
208 | 社会保障和就业支出 | 12.00 | 10.00 | 2.00
20801 | 人力资源和社会保障管理事务 | 12.00 | 10.00 | 2.00`;
const gk05 = [
  'gk05|208|社会保障和就业支出|本年支出/小计=12.00',
  'gk05|208|社会保障和就业支出|本年支出/基本支出=10.00',
  'gk05|208|社会保障和就业支出|本年支出/项目支出=2.00',
  'gk05|20801|人力资源和社会保障管理事务|本年支出/小计=12.00',
  'gk05|20801|人力资源和社会保障管理事务|本年支出/基本支出=10.00',
  'gk05|20801|人力资源和社会保障管理事务|本年支出/项目支出=2.00',
];
const title = '一般公共预算财政拨款支出决算表';

describe('a table with the shape of a form', () => {
  it('is that form where its title says so, though its header was read as figures', () => {
    const misread = `
8111 | < | 本皇支出 | < | <
功能分类科目编：沪 | 科目名称 | 丰证 | “葵本支此： | R
5 栏次思A 185952 | < | 1 | 2 | 3${rows}`;
    const fields = fieldsOf([pictured(misread, { header: 0, title })]);
    expect(fields.map(keyOf)).toEqual(gk05);
    for (const { binding } of fields) expect(binding).toBeLessThan(0.96);
  });

  it('is that form by its header and what is left of its title', () => {
    const table = pictured(`科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出\n栏次 | < | 1 | 2 | 3${rows}`, {
      header: 2,
      mark: '公开05表',
    });
    expect(keysOf([table, '一般代拨款支出决算表'])).toEqual(gk05);
  });

  it('is no form where two have its shape and nothing else tells them apart', () => {
    const table = pictured(`科目编码 | 科目名称 | 丰证 | 乙 | R\n栏次 | < | 1 | 2 | 3${rows}`, { header: 2 });
    expect(keysOf([table]).every((key) => key.startsWith('t1|'))).toBe(true);
  });

  it('keeps its own columns where they are fewer than the form has', () => {
    const table = pictured(`科目编码 | 科目名称 | 丰证 | 基本支出${rows.replace(/ \| [\d.]+$/gmu, '')}`, {
      header: 1,
      title,
    });
    expect(keysOf([table]).filter((key) => key.includes('项目支出'))).toEqual([]);
  });

  it('keeps columns that say themselves that they are others', () => {
    const table = pictured(
      `科目编码 | 科目名称 | 年初预算数 | 决算数 | 完成预算的%\n栏次 | < | 1 | 2 | 3${rows}`,
      {
        header: 2,
        title,
      },
    );
    expect(keysOf([table]).filter((key) => key.includes('本年支出/'))).toEqual([]);
  });

  it('is no form of final accounts where its title speaks of a budget', () => {
    const table = pictured(`科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出\n栏次 | < | 1 | 2 | 3${rows}`, {
      header: 2,
      mark: '公开05表',
      title: '一般公共预算财政拨款支出预算表',
    });
    expect(keysOf([table]).filter((key) => key.startsWith('gk'))).toEqual([]);
  });

  it('is not looked for among tables of text', () => {
    const table = tableOf(`科目编码 | 科目名称 | 丰证 | 乙 | R${rows}`, { title });
    expect(keysOf([table]).some((key) => key.startsWith('gk05') && key.includes('小计'))).toBe(false);
  });
});

describe('lines seen where there are none', () => {
  it('are taken back where header and figures stand in columns of their own', () => {
    const table = pictured(
      `
项目 | < | 小计 | | 本年支出 基本支出 | | 项目支出 |
科目编码 | 科目名称 | | | | | |
| 栏次 | 1 | | 2 | | 3 |
208 | 社会保障和就业支出 | | 12.00 | | 10.00 | | 2.00
20801 | 人力资源和社会保障管理事务 | | 12.00 | | 10.00 | | 2.00`,
      { header: 3, title },
    );
    expect(keysOf([table])).toEqual(gk05);
  });

  it('are left where a row fills both columns', () => {
    const table = pictured(
      `
科目编码 | 科目名称 | 丰证 | 乙 | R | X
208 | 社会保障和就业支出 | 12.00 | 10.00 | 2.00 | 1.00
20801 | 人力资源和社会保障管理事务 | 12.00 | 10.00 | 2.00 | 1.00`,
      { title },
    );
    expect(keysOf([table]).some((key) => key.includes('本年支出/'))).toBe(false);
  });
});

describe('a line that was not seen', () => {
  it('leaves no column to be told: a figure of one stands under the name of two', () => {
    const table = pictured(
      `
科目编码 | 科目名称 | 本年支出合计 | 每本支出上目支出 | < | 3 上级支出 | < | 经营支出 | 对附属单位补助支出
栏次 | < | 1 | | | 3 | | 5 | 6
208 | 社会保障和就业支出 | 12.00 | 10.00 | | 2.00 | | |
20801 | 人力资源和社会保障管理事务 | 12.00 | 12.00 | | | | |`,
      { header: 2, mark: '公开03表' },
    );
    expect(keysOf([table]).filter((key) => /基本支出|项目支出/u.test(key))).toEqual([]);
  });
});

describe('an account whose rest stands on the next page', () => {
  it('goes on though the header that is printed again was misread', () => {
    const head = (words: string) => `
收入 | < | < | 支出 | < | < | < | < | <
项目 | 行次 | 金额 | ${words} | 行次 | 合计 | 一般公共预算财政拨款 | 政府性基金预算财政拨款 | 国有资本经营预算财政拨款
栏次 | < | 1 | 栏次 | | 2 | 3 | 4 | 5`;
    const line = (n: number, label: string) =>
      ` | ${n} | | ${label} | ${n + 32} | 1.00 | 1.00 | 0.00 | 0.00\n`;
    const first = pictured(
      `${head('项目')}
一般公共预算财政拨款 | 1 | 9.00 | 一般公共服务支出 | 33 | 0.00 | 0.00 | 0.00 | 0.00
政府性基金预算财政拨款 | 2 | 0.00 | 外交支出 | 34 | 0.00 | 0.00 | 0.00 | 0.00
国有资本经营预算财政拨款 | 3 | 0.00 | 国防支出 | 35 | 0.00 | 0.00 | 0.00 | 0.00
 | 4 | | 公共安全支出 | 36 | 0.00 | 0.00 | 0.00 | 0.00`,
      { header: 3, title: '财政拨款收入支出决算总表' },
    );
    const rest = pictured(
      `${head('隧直 4').replace('合计', '4 合计').replace('支出 |', '雹下信流出 |')}
${line(15, '商业服务业等支出')}${line(16, '金融支出')}${line(17, '援助其他地区支出')}${line(18, '自然资源海洋气象等支出')}
本年收入合计 | 27 | 9.00 | 本年支出合计 | 59 | 9.00 | 9.00 | 0.00 | 0.00
年初财政拨款结转和结余 | 28 | 0.00 | 年末财政拨款结转和结余 | 60 | 0.00 | 0.00 | 0.00 | 0.00`.replace(
        /\n\n/gu,
        '\n',
      ),
      { header: 1, id: 't2', pages: [2], unitText: null },
    );
    const keys = keysOf([first], [rest]);
    expect(keys).toContain('gk04||金融支出|支出/合计=1.00');
    expect(keys).toContain('gk04||本年支出合计|支出/一般公共预算财政拨款=9.00');
  });
});

describe('rows that were not read', () => {
  const names = ['一般公共服务支出', '外交支出', '国防支出', '公共安全支出', '教育支出', '科学技术支出'];
  const account = (labels: readonly string[], lines: readonly string[]) =>
    pictured(
      `收入 | < | < | 支出 | < | <\n项目 | 行次 | 金额 | 项目 | 行次 | 金额\n${labels
        .map((label, i) => ` | ${i + 1} | | ${label} | ${lines[i]} | ${i}.50`)
        .join('\n')}`,
      { header: 2, title: '收入支出决算总表' },
    );

  it('are told by their line numbers and the rows around them', () => {
    const labels = names.map((name, i) => (i === 2 ? '' : i === 4 ? '致盲' : name));
    const table = account(labels, ['32', '33', '3', '35', '36', '37']);
    const fields = fieldsOf([table]);
    expect(fields.map(keyOf)).toEqual(names.map((name, i) => `gk01||${name}|支出/金额=${i}.50`));
    for (const { rowLabel, binding } of fields)
      if (['国防支出', '教育支出'].includes(rowLabel)) expect(binding).toBeLessThan(0.9);
  });

  it('leave the numbers of their lines no figures', () => {
    const table = account(names, ['32', '33', '3', '35', '56', '37']);
    expect(keysOf([table]).filter((key) => key.includes('行次'))).toEqual([]);
  });

  it('are not told where another row of the form was read', () => {
    const labels = names.map((name, i) => (i === 2 ? '农林水支出' : name));
    const table = account(labels, ['32', '33', '34', '35', '36', '37']);
    expect(keysOf([table])).toContain('gk01||农林水支出|支出/金额=2.50');
  });

  it('are told by the codes that another table has between those around them', () => {
    const spending = (id: string, title: string, rows: string) =>
      pictured(
        `科目编码 | 科目名称 | ${id === 't1' ? '本年支出合计' : '小计'} | 基本支出 | 项目支出\n${rows}`,
        { id, title, header: 1 },
      );
    const all = `208 | 社会保障和就业支出 | 9.00 | 9.00 | 0.00
20801 | 人力资源和社会保障管理事务 | 9.00 | 9.00 | 0.00
2080101 | 行政运行 | 4.00 | 4.00 | 0.00
2080109 | 社会保险经办机构 | 5.00 | 5.00 | 0.00
210 | 卫生健康支出 | 1.00 | 1.00 | 0.00`;
    const first = spending('t1', '支出决算表', all);
    const second = spending(
      't2',
      '一般公共预算财政拨款支出决算表',
      all.replace('2080101 | 行政运行', '至 | 彳').replace('20801 | 人力', '20801 | 人力'),
    );
    expect(keysOf([first], [second])).toContain('gk05|2080101|行政运行|本年支出/小计=4.00');
  });
});

describe('rows that were misread', () => {
  const spending = (rows: string) =>
    pictured(`科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出\n${rows}`, {
      title: '一般公共预算财政拨款支出决算表',
      header: 1,
    });

  it('are the codes of names that fit between those around them, and the sum before them', () => {
    const table = spending(`合让 | < | 9.00 | 9.00 | 0.00
208 | 社会保障和就业支出 | 8.00 | 8.00 | 0.00
20807 | 就业补助 | 8.00 | 8.00 | 0.00
po | 社会保险补贴 | 3.00 | 3.00 | 0.00
2080加守 | 公益性岗位补站 | 5.00 | 5.00 | 0.00
mA 二 210 av | 卫生健康支出 | 1.00 | 1.00 | 0.00`);
    const keys = keysOf([table]);
    expect(keys).toContain('gk05||合计|本年支出/小计=9.00');
    expect(keys).toContain('gk05|2080704|社会保险补贴|本年支出/小计=3.00');
    expect(keys).toContain('gk05|2080705|公益性岗位补贴|本年支出/小计=5.00');
    expect(keys).toContain('gk05|210|卫生健康支出|本年支出/小计=1.00');
  });

  it('keep a code of their own below one that stands in the table', () => {
    const table = spending(`208 | 社会保障和就业支出 | 8.00 | 8.00 | 0.00
20801 | 人力资源和社会保障管理事务 | 8.00 | 8.00 | 0.00
2080147 | 行政运行 | 3.00 | 3.00 | 0.00
2080199 | 其他人力资源和社会保障管理事务支出 | 5.00 | 5.00 | 0.00`);
    expect(keysOf([table])).toContain('gk05|2080147|行政运行|本年支出/小计=3.00');
  });

  it('are rows of an account where nothing else is nearly as near', () => {
    const labels = ['卫生健康支出', '证小节能环保支出', '城乡社区支出', '十农林水支出', '交通运输支出'];
    const table = pictured(
      `收入 | < | < | 支出 | < | <\n项目 | 行次 | 金额 | 项目 | 行次 | 金额\n${labels
        .map((label, i) => ` | ${i + 1} | | ${label} | ${i + 40} | ${i}.50`)
        .join('\n')}`,
      { header: 2, title: '收入支出决算总表' },
    );
    expect(keysOf([table]).map((key) => key.split('|')[2])).toEqual([
      ...['卫生健康支出', '节能环保支出', '城乡社区支出', '农林水支出', '交通运输支出'],
    ]);
  });
});

describe('fillPlaces', () => {
  const order = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 3, maxLength: 30 });
  it('tells only places between those that were read, each once, and all rising', () => {
    fc.assert(
      fc.property(order, fc.infiniteStream(fc.boolean()), (places, isRead) => {
        const rows = [...places]
          .sort((a, b) => a - b)
          .map((place, i) => ({ place: i === 0 || isRead.next().value ? place : null, at: i }));
        const found = fillPlaces(rows);
        const all = rows.flatMap(({ place }, i) => place ?? found[i] ?? []);
        expect(all).toEqual([...new Set(all)].sort((a, b) => a - b));
        for (const [i, { place }] of rows.entries()) if (place !== null) expect(found[i]).toBe(null);
      }),
    );
  });
});

describe('joinColumns', () => {
  const cell = fc.oneof(
    fc.constant(''),
    fc.integer({ min: 100, max: 99_999 }).map((n) => (n / 100).toFixed(2)),
  );
  it('loses no figure where no row has two in one group', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, fc.boolean(), cell), { minLength: 1, maxLength: 8 }), (drawn) => {
        const rows = drawn.map(([a, isLeft, b]) => `x | ${isLeft ? `${a} |` : `| ${a}`} | ${b}`);
        const table = tableOf(['名称 | 一 | | 二', ...rows].join('\n'));
        const joined = joinColumns(table, [[1, 2]]);
        const figures = (own: Table) =>
          own.cells.map(({ row, text }) => `${row}:${text}`).filter((text) => /\d\.\d/u.test(text));
        expect(figures(joined)).toEqual(figures(table));
        expect(joined.columns).toBe(3);
        const covered = joined.cells.reduce((sum, { rowSpan, columnSpan }) => sum + rowSpan * columnSpan, 0);
        expect(covered).toBe(joined.rows * joined.columns);
      }),
    );
  });
});
