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
