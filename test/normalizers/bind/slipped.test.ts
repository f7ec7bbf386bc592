import { describe, expect, it } from 'vitest';
import { bindAll, keyOf, tableOf, told } from './table-builder.ts';

const measures = '本年收入合计|财政拨款收入|上级补助收入|事业收入|经营收入|附属单位上缴收入|其他收入';
const figures = [
  'gk02||合计|本年收入合计=10.25',
  'gk02||合计|财政拨款收入=8.25',
  'gk02||合计|上级补助收入=2',
  'gk02||合计|事业收入=0.00',
  'gk02||合计|经营收入=0',
  'gk02||合计|附属单位上缴收入=0',
  'gk02||合计|其他收入=0',
  'gk02|205|教育支出|本年收入合计=10.25',
  'gk02|205|教育支出|财政拨款收入=8.25',
  'gk02|205|教育支出|上级补助收入=2',
  'gk02|205|教育支出|事业收入=0.00',
  'gk02|205|教育支出|经营收入=0',
  'gk02|205|教育支出|附属单位上缴收入=0',
  'gk02|205|教育支出|其他收入=0',
];

describe('a header one column beside its body', () => {
  it.each([
    ['lost 科目名称', `科目编码|${measures}|`, '|合计|', '205|教育支出|'],
    ['lost 科目名称, its last cell drawn to the edge', `科目编码|${measures}|<`, '|合计|', '205|教育支出|'],
    ['has 科目名称 where code and name are one', `科目编码|科目名称|${measures}`, '合计|', '205 教育支出|'],
  ])('%s: is set over it, in doubt', (_, header, sum, item) => {
    const values = '10.25|8.25|2|0.00|0|0|0';
    const table = tableOf([header, sum + values, item + values].join('\n'), { title: '收入决算表' });
    expect(told(table)).toEqual(figures);
    for (const field of bindAll([table]).fields) {
      expect(field.binding).toBeLessThanOrEqual(0.9);
      expect(field.flags).toContain('shifted');
    }
  });

  it('that cannot be set right leaves no figure sure', () => {
    const table = tableOf(`科目编码|${measures}\n|合计|10.25|8.25|2|0|0|0\n205|教育支出|10.25|8.25|2|0|0|0`, {
      title: '收入决算表',
    });
    const { fields } = bindAll([table]);
    expect(fields.length).toBeGreaterThan(0);
    for (const { binding } of fields) expect(binding).toBeLessThanOrEqual(0.5);
  });

  it('is not suspected because of 无 and 没有 under a measure', () => {
    const table = tableOf(
      '科目编码|科目名称|本年支出合计|基本支出|项目支出|上缴上级支出|经营支出|对附属单位补助支出\n|合计|125|80|45|没有|没有|没有\n205|教育支出|125|80|45|没有|没有|没有',
      { title: '支出决算表' },
    );
    const { fields } = bindAll([table]);
    expect(fields.map(keyOf)).toContain('gk03|205|教育支出|项目支出=45');
    expect(fields.every(({ binding, flags }) => binding === 1 && !flags.includes('shifted'))).toBe(true);
  });
});

describe('a row one column beside the others', () => {
  const header = '科目编码|科目名称|本年支出合计|基本支出|项目支出|上缴上级支出|经营支出|对附属单位补助支出';

  it.each(['1250', '125', '12.50'])('keeps %s that stands among the names, and doubts the row', (figure) => {
    const table = tableOf(`${header}\n合计|${figure}|80|45||||\n205|教育支出|${figure}|80|45|||`, {
      title: '支出决算表',
    });
    const { fields, findings } = bindAll([table]);
    expect(findings.map(({ code }) => code)).toEqual(['column-unbound']);
    const [slipped, ...others] = fields.filter(({ row }) => row === 1);
    expect(slipped).toMatchObject({ raw: figure, value: figure, rowCode: '', flags: ['unexpected-text'] });
    for (const field of others) {
      expect(field).toMatchObject({ rowCode: '', rowLabel: '合计', flags: ['shifted'] });
      expect(field.binding).toBeLessThanOrEqual(0.5);
    }
    expect(fields.filter(({ row }) => row === 2).every(({ binding }) => binding === 1)).toBe(true);
  });

  it('keeps sums that stand among the names of blocks, whatever codes they look like', () => {
    const table = tableOf(
      '科目编码|科目名称|金额|科目编码|科目名称|金额\n301|工资福利支出|180|302|商品和服务支出|20\n人员经费合计|180||公用经费合计|20|\n总计|200||||',
      { title: '一般公共预算财政拨款基本支出决算表' },
    );
    expect(told(table)).toEqual(
      expect.arrayContaining([
        'gk06||人员经费合计|科目名称=180',
        'gk06||公用经费合计|科目名称=20',
        'gk06||总计|科目名称=200',
      ]),
    );
  });
});
