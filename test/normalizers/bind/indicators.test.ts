import { describe, expect, it } from 'vitest';
import { bindAll, keyOf, tableOf } from './table-builder.ts';

const title = '部门整体支出绩效自评表';
const bound = (text: string) => bindAll([tableOf(text, { header: 0, title, unitText: '（万元）' })]).fields;
const figures = (text: string) =>
  bound(text)
    .filter(({ state }) => state !== 'blank')
    .map((field) => `${keyOf(field)}${field.qualifier} ${field.unit}`.trim());

describe('绩效自评表', () => {
  it('reads money rows under the header of money, the label beside the header for none', () => {
    expect(
      figures(`
部门名称|青山县教育局||||||
资金情况（万元）|年度资金总额|年初预算数|全年预算数|全年执行数|分值|执行率|得分（分值×执行率）
|合计|292.83|331.61|331.61|10|100%|10
|其中：当年财政拨款|292.83|331.61||||
|其他资金||||||
年度总体目标|预期目标|||实际完成情况|||
|1.完成征缴任务 500 户，保障待遇按时足额发放，群众满意度不断提高，基金平稳运行，经办能力提升。|||1.已完成 520 户。|||
绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
|产出指标（50分）|数量指标|参保人数|55.5 万人|56.88 万人|9|9
||质量指标|参保率|≥90%|95%|8|8
|满意度指标|服务对象|参保单位满意度|满意|满意|5|5
总分||||||100|100
`),
    ).toEqual([
      'jx||合计|年初预算数=292.83 万元',
      'jx||合计|全年预算数=331.61 万元',
      'jx||合计|全年执行数=331.61 万元',
      'jx||合计|分值=10',
      'jx||合计|执行率=100 %',
      'jx||合计|得分（分值×执行率）=10',
      'jx||当年财政拨款|年初预算数=292.83 万元',
      'jx||当年财政拨款|全年预算数=331.61 万元',
      'jx||参保人数|年度指标值=55.5 万人',
      'jx||参保人数|实际完成值=56.88 万人',
      'jx||参保人数|分值=9',
      'jx||参保人数|得分=9',
      'jx||参保率|年度指标值=90≥ %',
      'jx||参保率|实际完成值=95 %',
      'jx||参保率|分值=8',
      'jx||参保率|得分=8',
      'jx||参保单位满意度|年度指标值=“满意”',
      'jx||参保单位满意度|实际完成值=“满意”',
      'jx||参保单位满意度|分值=5',
      'jx||参保单位满意度|得分=5',
      'jx||总分|分值=100',
      'jx||总分|得分=100',
    ]);
  });

  it('gives halves side by side rows of their own, under the measure over their label', () => {
    expect(
      figures(`
资金|来源|年初预算数|全年预算数|全年执行数|执行率|分值|得分
|年度资金总额|144.22|254.48|239.31|94|10|8
|按收入性质分|||按支出性质分|||
|其中：一般公共预算||167.31|基本支出||239.31|
|其他资金||22.17|项目支出||0|
绩效指标|一级指标|二级指标|三级指标|指标值|完成值|分值|得分
`),
    ).toEqual([
      'jx||年度资金总额|年初预算数=144.22 万元',
      'jx||年度资金总额|全年预算数=254.48 万元',
      'jx||年度资金总额|全年执行数=239.31 万元',
      'jx||年度资金总额|执行率=94 %',
      'jx||年度资金总额|分值=10',
      'jx||年度资金总额|得分=8',
      'jx||一般公共预算|全年预算数=167.31 万元',
      'jx||基本支出|全年执行数=239.31 万元',
      'jx||其他资金|全年预算数=22.17 万元',
      'jx||项目支出|全年执行数=0 万元',
    ]);
  });

  it('is one by its title where its indicators stand in a table of their own', () => {
    expect(
      figures(`
资金情况（万元）|年度资金总额|年初预算数|全年预算数|全年执行数|分值|执行率|得分
|合计|40.00|44.00|43.00|10|97.7%|9.8
`),
    ).toContain('jx||合计|全年执行数=43.00 万元');
  });

  it('goes on behind a page without header, a column of groups cut off', () => {
    const first = tableOf(
      '绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分\n|产出|数量|参保人数|50 人|60 人|10|9',
      { header: 0, title },
    );
    const rest = tableOf('效益|社会效益|知晓率|100%|99%|7|6\n总分|||||100|95', {
      header: 0,
      id: 't2',
      unitText: null,
    });
    const { tables, fields } = bindAll([first, rest]);
    expect(tables.map(({ form }) => form)).toEqual(['jx', 'jx']);
    expect(fields.filter(({ tableId }) => tableId === 't2').map(keyOf)).toEqual(
      expect.arrayContaining([
        'jx||知晓率|年度指标值=100',
        'jx||知晓率|实际完成值=99',
        'jx||知晓率|分值=7',
        'jx||知晓率|得分=6',
        'jx||总分|分值=100',
        'jx||总分|得分=95',
      ]),
    );
  });

  it('goes on where the two columns of the indicator are one', () => {
    const first = tableOf(
      '绩效指标|一级指标|二级指标|三级指标||年度指标值|实际完成值|分值|得分\n|产出|数量|参保人数||50 人|60 人|10|9',
      { header: 0, title },
    );
    const rest = tableOf(
      '||质量指标|参保率|≥90%|95%|8|8\n|效益|社会效益|知晓率|100%|99%|7|6\n||可持续影响|续保率|80%|79%|7|6\n总分||||||100|95',
      { header: 0, id: 't2', unitText: null },
    );
    expect(
      bindAll([first, rest])
        .fields.filter(
          ({ tableId, measure, state }) => tableId === 't2' && measure === '年度指标值' && state !== 'blank',
        )
        .map(keyOf),
    ).toEqual(['jx||参保率|年度指标值=90', 'jx||知晓率|年度指标值=100', 'jx||续保率|年度指标值=80']);
  });

  it('tells phases by the header', () => {
    const fields = bound(`
资金|年度资金总额|年初预算数|全年预算数|全年执行数|分值|得分
|合计|1|2|3|10|9
绩效指标|一级指标|三级指标|指标值|完成值|分值|得分
`);
    expect(fields.map(({ measure, phase }) => `${measure} ${phase}`)).toEqual([
      '年初预算数 年初预算',
      '全年预算数 全年预算',
      '全年执行数 决算',
      '分值 ',
      '得分 ',
    ]);
  });
});
