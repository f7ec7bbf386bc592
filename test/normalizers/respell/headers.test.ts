import { describe, expect, it } from 'vitest';
import { respellTable } from '../../../normalizers/respell/tables.ts';
import { vocabularyOf } from '../../../normalizers/respell/vocabulary.ts';
import { classification } from '../../../schemas/classification/lookup.ts';
import { forms, tableOf } from '../bind/table-builder.ts';

/** The texts of a row of a table that was read from a picture, header words put right. */
function row(text: string, at: number, header: number): string[] {
  const table = tableOf(text, { header });
  const read = { ...table, cells: table.cells.map((cell) => ({ ...cell, candidates: [] })) };
  const { cells } = respellTable(read, vocabularyOf(forms), forms, classification);
  return cells.filter((cell) => cell.row === at).map((cell) => cell.text);
}

describe('a header that a false line cut in two', () => {
  const header = '预算数 | < | < | < | < | <\n合计 | 因公出国（境）费 |';

  it.each(['公务用车购置及运 | < | 行费', '公务. | 和月车购置及运行费 | <', '公务用车购置及运: | < | 村费'])(
    '%s',
    (pieces) => {
      const [, , left, right] = row(
        `${header} ${pieces} | 公务接待费\n1.00 | 2.00 | 3.00 | 4.00 | 5.00 | 6.00`,
        1,
        2,
      );
      expect([left, right]).toEqual(['公务用车购置及运行费', '公务用车购置及运行费']);
    },
  );

  it('two headers beside each other that make no word are left', () => {
    const texts = row(
      `${header} 公务活动 | 公务车辆数 | < | 公务接待费\n1.00 | 2.00 | 3.00 | 4.00 | 5.00 | 6.00`,
      1,
      2,
    );
    expect(texts.slice(2, 4)).toEqual(['公务活动', '公务车辆数']);
  });
});

describe('a header with a speck behind it', () => {
  it.each(['-', '：', '.', ' ·', '，'])('%s', (speck) => {
    const text = `小计 | 基本支出${speck} | 项目支出\n1.00 | 1.00 | 0.00`;
    expect(row(text, 0, 1)).toEqual(['小计', '基本支出', '项目支出']);
  });
});

describe('a row that counts the columns', () => {
  it('under the header, without a name of its own', () => {
    const text =
      '合计 | 甲 | 乙 | 丙 | 丁 | 戊\n1 | 2 | 3 | 4 | 8 | 图\n1.00 | 2.00 | 3.00 | 4.00 | 5.00 | 6.00';
    expect(row(text, 1, 1)).toEqual(['1', '2', '3', '4', '5', '']);
  });

  it('with gaps where lines were not seen: it is header then', () => {
    const text =
      '合计 | 甲 | 乙 | 丙 | 丁 | 戊\n1 | 2 | 昱 | 5 | 6 | 7\n1.00 | 2.00 | 3.00 | 4.00 | 5.00 | 6.00';
    const table = tableOf(text);
    const read = { ...table, cells: table.cells.map((cell) => ({ ...cell, candidates: [] })) };
    const respelt = respellTable(read, vocabularyOf(forms), forms, classification);
    expect(respelt.headerRows).toBe(2);
    expect(respelt.cells.filter((cell) => cell.row === 1).map((cell) => cell.text)).toEqual([
      '1',
      '2',
      '',
      '5',
      '6',
      '7',
    ]);
    expect(respellTable(respelt, vocabularyOf(forms), forms, classification)).toEqual(respelt);
  });

  it('a row of small figures is none', () => {
    const text = '合计 | 甲 | 乙 | 丙 | 丁 | 戊\n1 | 0 | 3 | 0 | 5 | 9';
    expect(row(text, 1, 1)).toEqual(['1', '0', '3', '0', '5', '9']);
  });
});

describe('a label that is no word, where nearly all beside it are', () => {
  it('is left as it was read and makes its row unsure', () => {
    const table = tableOf(
      `项目 | 金额
十、卫陛直多文出 | 0.00
十二、农林水支出 | 1.00
十三、交通运输支出 | 1.00
十五、商业服务业等支出 | 1.00
十六、金融支出 | 1.00
十七、援助其他地区支出 | 1.00
十九、住房保障支出 | 1.00`,
    );
    const read = {
      ...table,
      cells: table.cells.map((cell) => ({ ...cell, confidence: 0.9, candidates: [] })),
    };
    const [odd] = respellTable(read, vocabularyOf(forms), forms, classification).cells.filter(
      (cell) => cell.row === 1,
    );
    expect([odd?.text, odd?.confidence]).toEqual(['十、卫陛直多文出', 0.3]);
  });
});
