import { describe, expect, it } from 'vitest';
import { respellTable } from '../../../normalizers/respell/tables.ts';
import { vocabularyOf } from '../../../normalizers/respell/vocabulary.ts';
import { classification } from '../../../schemas/classification/lookup.ts';
import type { Table } from '../../../schemas/table.ts';
import { forms, tableOf, told } from '../bind/table-builder.ts';

/** A table as OCR gives it. */
const pictured = (text: string, options: Parameters<typeof tableOf>[1] = {}): Table => {
  const table = tableOf(text, options);
  return { ...table, cells: table.cells.map((cell) => ({ ...cell, confidence: 0.95, candidates: [] })) };
};
const respelt = (table: Table): Table => respellTable(table, vocabularyOf(forms), forms, classification);
const texts = (table: Table, column: number): string[] =>
  table.cells.filter((cell) => cell.column === column).map(({ text }) => text);

describe('code and name testify for each other', () => {
  const accounts = (rows: string) =>
    pictured(`科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出\n${rows.trim()}`, {
      title: '支出决算表',
    });

  it('a misread name is put right by its code, a misread code by its name', () => {
    const table = respelt(
      accounts(`
合讨 | < | 12.00 | 10.00 | 2.00
2O8 | 社会保障利就业支出 | 12.00 | 10.00 | 2.00
20801 | 人力瓷源和社会保障萱理事努 | 12.00 | 10.00 | 2.00
2080I01 | 行政运行 | 10.00 | 10.00 | 0.00
20803o1 | 行玫运彳 | 1.00 | 0.00 | 1.00
2080l99 | 其他人力资源和社会保障管理事务支出 | 1.00 | 0.00 | 1.00`),
    );
    expect(texts(table, 0).slice(1)).toEqual(['合计', '208', '20801', '2080101', '20803o1', '2080199']);
    expect(texts(table, 1).slice(1)).toEqual([
      '社会保障和就业支出',
      '人力资源和社会保障管理事务',
      '行政运行',
      '行玫运彳',
      '其他人力资源和社会保障管理事务支出',
    ]);
    expect(table.cells.find(({ text }) => text === '2080101')?.read).toBe('2080I01');
  });

  it('a code that is another one with its own name is the publisher’s, and unsure', () => {
    const table = respelt(
      accounts(`
208 | 社会保障和就业支出 | 3.00 | 3.00 | 0.00
20805 | 行政事业单位养老支出 | 3.00 | 3.00 | 0.00
2080505 | 机关事业单位职业年金缴费支出 | 3.00 | 3.00 | 0.00`),
    );
    expect(texts(table, 0)).toContain('2080505');
    expect(
      table.cells.filter(({ row, column }) => row === 3 && column < 2).map(({ confidence }) => confidence),
    ).toEqual([0.5, 0.5]);
  });

  it('unless a look-alike digit makes it the name’s, and it has no place where it stands', () => {
    const table = respelt(
      accounts(`
210 | 卫生健康支出 | 3.00 | 3.00 | 0.00
21011 | 行政事业单位医疗 | 3.00 | 3.00 | 0.00
2101101 | 行政单位医疗 | 2.00 | 2.00 | 0.00
2101103 | 公务员医疗补助 | 1.00 | 1.00 | 0.00
203 | 社会保障和就业支出 | 3.00 | 3.00 | 0.00
20805 | 行政事业单位养老支出 | 3.00 | 3.00 | 0.00`),
    );
    expect(texts(table, 0).at(-2)).toBe('208');
  });

  it('figures are left alone', () => {
    const table = respelt(accounts('208 | 社会保障和就业支出 | l2.O0 | 1O.00 | 2080101'));
    expect(table.cells.filter(({ row, column }) => row === 1 && column > 1).map(({ text }) => text)).toEqual([
      'l2.O0',
      '1O.00',
      '2080101',
    ]);
  });

  it('the rows bind as they were printed', () => {
    const printed = `科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出
208 | 社会保障和就业支出 | 12.00 | 10.00 | 2.00
20805 | 行政事业单位养老支出 | 12.00 | 10.00 | 2.00
2080502 | 事业单位离退休 | 12.00 | 10.00 | 2.00`;
    const misread = `利目编码 | 科日名称 | 本年文出合计 | 墓本支出 | 项日支出
2O8 | 社会保障利就业支出 | 12.00 | 10.00 | 2.00
20805 | 行玫事业单位养老支出 | 12.00 | 10.00 | 2.00
208O502 | 事业单位离退体 | 12.00 | 10.00 | 2.00`;
    const options = { title: '支出决算表' };
    expect(told(respelt(pictured(misread, options)))).toEqual(told(tableOf(printed, options)));
  });
});

describe('the order of a form’s rows tells what stands between two of them', () => {
  it('a class row that the vocabulary alone does not tell', () => {
    const table = respelt(
      pictured(`
项目 | 金额
十二、农林水支出 | 1.00
十三、交通运输支出 | 1.00
十四、资源勘探工业信息等支出 | 1.00
十五、商业服务业等支出 | 1.00
十六、特融支出 | 1.00
十七、援助其他地区支出 | 1.00
十八、自然资源海洋气象等支出 | 1.00`),
    );
    expect(texts(table, 0)[5]).toBe('十六、金融支出');
  });

  it('rows of which hardly anything was read, where as many stand there as the form has', () => {
    const rows = (labels: string) =>
      pictured(
        `项目 | 金额\n${labels
          .split(' ')
          .map((label) => `${label} | 1.00`)
          .join('\n')}`,
      );
    const known =
      '三、国防支出 五、教育支出 六、科学技术支出 七、文化旅游体育与传媒支出 八、社会保障和就业支出';
    const [first, third] = known.split(' 五');
    const read = (fourth: string) => rows(`一、一船公共腿务二山 一:处灾支出 ${first} ${fourth} 五${third}`);
    expect(texts(respelt(read('四、公站究全十山')), 0).slice(1, 5)).toEqual([
      '一、一般公共服务支出',
      '外交支出',
      '三、国防支出',
      '四、公共安全支出',
    ]);
    // a row of the office's own is no row of the form
    expect(texts(respelt(read('四、某某事务费')), 0)[4]).toBe('四、某某事务费');
  });
});

describe('what was not read from a picture', () => {
  it('is left as it is, misprints and all', () => {
    const table = tableOf('科目编码 | 科目名称 | 支出\n208 | 社会保障利就业支出 | 1.00');
    expect(respelt(table)).toBe(table);
  });
});
