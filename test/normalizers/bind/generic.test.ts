import { describe, expect, it } from 'vitest';
import { readText } from '../../extractors/reading.ts';
import { bindAll } from './table-builder.ts';

const rowsOf = async (...lines: string[]) => {
  const { tables } = await readText(lines.join('\n'));
  const { fields } = bindAll(tables, { entity: '', fiscalYear: '2024' });
  return fields.map(({ rowCode, rowLabel, level, measure, value }) =>
    [rowCode, rowLabel, level, measure, value].join(' '),
  );
};

describe('a table of no known form', () => {
  it('has codes where its headers call a column 科目编码', async () => {
    expect(
      await rowsOf(
        '2024年部门项目支出预算明细表',
        '科目编码\t科目名称\t预算数\t其中：新增',
        '\t合计\t7.00\t1.00',
        '208\t社会保障和就业支出\t7.00\t1.00',
        '2080105\t劳动保障监察\t7.00\t1.00',
      ),
    ).toEqual([
      ' 合计 0 预算数 7.00',
      ' 合计 0 其中：新增 1.00',
      '208 社会保障和就业支出 1 预算数 7.00',
      '208 社会保障和就业支出 1 其中：新增 1.00',
      '2080105 劳动保障监察 3 预算数 7.00',
      '2080105 劳动保障监察 3 其中：新增 1.00',
    ]);
  });

  it('joins 类 and 款 of columns of their own, a 款 of one digit too', async () => {
    expect(
      await rowsOf(
        '2024年部门基本支出经济分类预算表',
        '经济分类科目编码\t\t科目名称\t预算数',
        '类\t款\t\t',
        '301\t\t工资福利支出\t7.00',
        '301\t01\t基本工资\t5.00',
        '301\t2\t津贴补贴\t2.00',
      ),
    ).toEqual([
      '301 工资福利支出 1 预算数 7.00',
      '30101 基本工资 2 预算数 5.00',
      '30102 津贴补贴 2 预算数 2.00',
    ]);
  });

  it('has none where figures are no codes', async () => {
    expect(
      await rowsOf('设备购置情况统计表', '序号\t名称\t数量', '101\t台式计算机\t7', '102\t打印机\t3'),
    ).toEqual([' 101/台式计算机  数量 7', ' 102/打印机  数量 3']);
  });

  it('has labels of its own on each of its sides', async () => {
    expect(
      await rowsOf(
        '2024年部门收支预算总表',
        '收入\t\t支出\t\t\t',
        '项目\t预算数\t功能分类\t\t支出用途\t',
        '\t\t项目\t预算数\t项目\t金额',
        '一、财政拨款\t7.00\t一、教育支出\t5.00\t一、基本支出\t4.00',
        '二、其他资金\t1.00\t二、卫生健康支出\t3.00\t二、项目支出\t4.00',
        '收入总计\t8.00\t支出总计\t8.00\t支出总计\t8.00',
      ),
    ).toEqual([
      ' 财政拨款  收入/预算数 7.00',
      ' 教育支出  支出/功能分类/预算数 5.00',
      ' 基本支出  支出/支出用途/金额 4.00',
      ' 其他资金  收入/预算数 1.00',
      ' 卫生健康支出  支出/功能分类/预算数 3.00',
      ' 项目支出  支出/支出用途/金额 4.00',
      ' 收入总计  收入/预算数 8.00',
      ' 支出总计  支出/功能分类/预算数 8.00',
      ' 支出总计  支出/支出用途/金额 8.00',
    ]);
    expect(
      await rowsOf(
        '2024年部门财务收支预算总表',
        '项目\t预算数\t项目\t预算数',
        '财政拨款收入\t7.00\t教育支出\t5.00',
        '事业收入\t1.00\t卫生健康支出\t3.00',
      ),
    ).toEqual([
      ' 财政拨款收入  预算数 7.00',
      ' 教育支出  预算数 5.00',
      ' 事业收入  预算数 1.00',
      ' 卫生健康支出  预算数 3.00',
    ]);
    // Texts between figures that are under no header of their own may name the row, or what follows: nobody is sure.
    expect(
      await rowsOf(
        '2024年项目表',
        '项目\t金额\t用途\t上年金额',
        '道路维修\t7.00\t沥青\t5.00',
        '桥梁维修\t1.00\t钢材\t3.00',
      ),
    ).toEqual([
      ' 道路维修/沥青  金额 7.00',
      ' 道路维修/沥青  上年金额 5.00',
      ' 桥梁维修/钢材  金额 1.00',
      ' 桥梁维修/钢材  上年金额 3.00',
    ]);
  });

  it('is not sure of amounts of which nothing tells the unit', async () => {
    const bindingOf = async (unit: string) => {
      const lines = [
        '2024年项目表',
        unit,
        '项目\t决算数\t在职人数',
        '道路维修\t7.00\t5',
        '桥梁维修\t1.00\t3',
      ];
      const { tables } = await readText(lines.join('\n'));
      const { fields } = bindAll(tables, { entity: '', fiscalYear: '2024' });
      return ['决算数', '在职人数'].map((name) => fields.find(({ measure }) => measure === name)?.binding);
    };
    expect(await bindingOf('单位：万元')).toEqual([1, 1]);
    expect(await bindingOf('')).toEqual([0.8, 1]);
  });

  it('is not sure of what stands in a column without header', async () => {
    const { tables } = await readText(
      ['2024年部门收支情况表', '办公费\t7.00\t1.00', '水费\t5.00\t2.00', '电费\t4.00\t2.00'].join('\n'),
    );
    const { fields } = bindAll(tables, { entity: '', fiscalYear: '2024' });
    expect(fields.map(({ measure, value, binding }) => [measure, value, binding])).toEqual([
      ['column 2', '7.00', 0.8],
      ['column 3', '1.00', 0.8],
      ['column 2', '5.00', 0.8],
      ['column 3', '2.00', 0.8],
      ['column 2', '4.00', 0.8],
      ['column 3', '2.00', 0.8],
    ]);
  });
});
