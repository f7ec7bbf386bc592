import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { narrate } from '../../../extractors/narrative/narrate.ts';
import type { Block, Reconstruction } from '../../../schemas/document.ts';
import type { Fact } from '../../../schemas/statement.ts';

const block = (kind: Block['kind'], text: string, level: number | null = null): Block => ({
  kind,
  text,
  page: 1,
  location: 'line 1',
  bbox: null,
  level,
  tableId: null,
});
const flow = (...blocks: readonly Block[]): Reconstruction => ({
  blocks,
  tables: [],
  unaccounted: new Map(),
  findings: [],
});
const factsOf = (...blocks: readonly (Block | string)[]): Fact[] =>
  narrate(flow(...blocks.map((b) => (typeof b === 'string' ? block('paragraph', b) : b)))).flatMap(
    ({ facts }) => facts,
  );
/** `label measure value unit` and, where one is said, `of basis`. */
const told = (...blocks: readonly (Block | string)[]) =>
  factsOf(...blocks).map(
    (f) => `${f.rowLabel} ${f.measure} ${f.value}${f.unit}${f.basis === '' ? '' : ` of ${f.basis}`}`,
  );

describe('narrate', () => {
  it.each<[string, string[]]>([
    ['2023年度收、支总计512.30万元。', ['收、支总计 决算数 512.30万元']],
    [
      '2023年度收、支总计512.30万元。与上年相比，增加20.10万元，增长4.1%。',
      [
        '收、支总计 决算数 512.30万元',
        '收、支总计 增减额 20.10万元 of 上年',
        '收、支总计 增减率 4.1% of 上年',
      ],
    ],
    [
      '支出总计88.40万元，较上年减少6.60万元，下降6.95%。',
      ['支出总计 决算数 88.40万元', '支出总计 增减额 -6.60万元 of 上年', '支出总计 增减率 -6.95% of 上年'],
    ],
    [
      '机关运行经费支出40.00万元，比年初预算数减少10.00万元，降低20.0%；比上年决算数增加5.00万元。',
      [
        '机关运行经费支出 决算数 40.00万元',
        '机关运行经费支出 增减额 -10.00万元 of 年初预算',
        '机关运行经费支出 增减率 -20.0% of 年初预算',
        '机关运行经费支出 增减额 5.00万元 of 上年',
      ],
    ],
    [
      '本年支出合计300.00万元，其中：基本支出210.00万元，占70.0%；项目支出90.00万元，占30.0%。',
      [
        '本年支出合计 决算数 300.00万元',
        '基本支出 决算数 210.00万元',
        '基本支出 占比 70.0%',
        '项目支出 决算数 90.00万元',
        '项目支出 占比 30.0%',
      ],
    ],
    [
      '财政拨款支出150万元，占本年支出合计的50%。',
      ['财政拨款支出 决算数 150万元', '财政拨款支出 占比 50% of 本年支出合计'],
    ],
    [
      '公务接待费支出预算为2.50万元，支出决算为1.25万元，完成预算的50.0%。',
      ['公务接待费 预算数 2.50万元', '公务接待费 决算数 1.25万元', '公务接待费 完成率 50.0% of 预算'],
    ],
    [
      '“三公”经费财政拨款支出预算21.00万元，决算支出10.50万元，预算完成率50.0%。',
      ['“三公”经费 预算数 21.00万元', '“三公”经费 决算数 10.50万元', '“三公”经费 完成率 50.0%'],
    ],
    ['全年共接待来访团组12个、来宾95人次。', ['来访团组 数量 12个', '来宾 数量 95人次']],
    ['单位价值50万元以上通用设备3台（套）。', ['单位价值50万元以上通用设备 数量 3台（套）']],
    ['其他收入7万元，所占比重为3.5%。', ['其他收入 决算数 7万元', '其他收入 占比 3.5%']],
    ['征缴基金1,234.5亿元。', ['征缴基金 决算数 1234.5亿元']],
    ['会议费年初预算3万元，支出决算2万元。', ['会议费 预算数 3万元', '会议费 决算数 2万元']],
    ['公务用车购置费与上年持平。', []],
    ['根据湘办发〔2019〕10号文件，费率自2021年5月起调整。', []],
  ])('%s', (sentence, expected) => {
    expect(told(sentence)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    [
      '公务接待费、会议费分别增加5万元、4万元，增长5.3%、4.7%。',
      ['公务接待费 增减额 5万元', '会议费 增减额 4万元', '公务接待费 增减率 5.3%', '会议费 增减率 4.7%'],
    ],
    [
      '本年收入120万元。2023年度收入、支出总计分别为90.10万元和80.20万元，较上年分别增加5万元、4万元。',
      [
        '本年收入 决算数 120万元',
        '收入总计 决算数 90.10万元',
        '支出总计 决算数 80.20万元',
        '收入总计 增减额 5万元 of 上年',
        '支出总计 增减额 4万元 of 上年',
      ],
    ],
    [
      '收入总计100万元，支出总计90万元。与上年相比，分别增加5万元、4万元。',
      [
        '收入总计 决算数 100万元',
        '支出总计 决算数 90万元',
        '收入总计 增减额 5万元 of 上年',
        '支出总计 增减额 4万元 of 上年',
      ],
    ],
    // three items, two figures: whose they are is not sure
    [
      '会议费1万元、培训费2万元、差旅费3万元，分别减少5万元、4万元。',
      ['会议费 决算数 1万元', '培训费 决算数 2万元', '差旅费 决算数 3万元'],
    ],
    // dealt out to years, not to items
    [
      '会议费9万元、培训费8万元，机关运行经费7万元，分别比2022年、2021年增加1万元、2万元。',
      ['会议费 决算数 9万元', '培训费 决算数 8万元', '机关运行经费 决算数 7万元'],
    ],
  ])('deals figures side by side out to their items: %s', (sentence, expected) => {
    expect(told(sentence)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    [
      '2022年度本年收入合计100万元，比2021年增加10万元；比2019年减少5万元。',
      [
        '本年收入合计 决算数 100万元',
        '本年收入合计 增减额 10万元 of 上年',
        '本年收入合计 增减额 -5万元 of 2019年',
      ],
    ],
    ['为困难群众每人每月发放500元，共支付生活补贴30万元。', ['支付生活补贴 决算数 30万元']],
    [
      '行政运行（项）：年初预算20万元，全年支出18万元。',
      ['行政运行 预算数 20万元', '行政运行 决算数 18万元'],
    ],
  ])('tells bases, norms and years: %s', (sentence, expected) => {
    expect(told(sentence)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    // a fund's name keeps its 预算; behind the brackets it goes on about what stood before them
    [
      '机关运行经费支出决算15.38万元（其中：一般公共预算支出15.38万元；国有资本经营预算支出0万元）。与上年相比，减少3.20万元，减少17.22%。',
      [
        '机关运行经费 决算数 15.38万元',
        '一般公共预算支出 决算数 15.38万元',
        '国有资本经营预算支出 决算数 0万元',
        '机关运行经费 增减额 -3.20万元 of 上年',
        '机关运行经费 增减率 -17.22% of 上年',
      ],
    ],
    [
      '2024年收支总预算690.83万元，比上年预算增加35.00万元，增长5.34%。',
      [
        '收支总预算 预算数 690.83万元',
        '收支总预算 增减额 35.00万元 of 上年',
        '收支总预算 增减率 5.34% of 上年',
      ],
    ],
    // the percentage behind an amount, whose words stand before the amount
    [
      '公务接待费支出决算为3.21万元，完成全年预算4.08万元的78.68%。',
      ['公务接待费 决算数 3.21万元', '公务接待费 预算数 4.08万元', '公务接待费 完成率 78.68% of 全年预算'],
    ],
    // whose change it is, the rate tells: the part's, or else the whole's
    [
      '“三公”经费6.71万元，其中：公务用车运行维护费3.50万元，占52.16%，比上年减少0.21万元，下降5.66%；公务接待费3.21万元，占47.84%。',
      [
        '“三公”经费 决算数 6.71万元',
        '公务用车运行维护费 决算数 3.50万元',
        '公务用车运行维护费 占比 52.16%',
        '公务用车运行维护费 增减额 -0.21万元 of 上年',
        '公务用车运行维护费 增减率 -5.66% of 上年',
        '公务接待费 决算数 3.21万元',
        '公务接待费 占比 47.84%',
      ],
    ],
    [
      '收入总计254.48万元，其中：财政拨款收入232.31万元，占91.29%，其他收入22.17万元，占8.71%，比上年增加84.50万元，增长49.71%。',
      [
        '收入总计 决算数 254.48万元',
        '财政拨款收入 决算数 232.31万元',
        '财政拨款收入 占比 91.29%',
        '其他收入 决算数 22.17万元',
        '其他收入 占比 8.71%',
        '收入总计 增减额 84.50万元 of 上年',
        '收入总计 增减率 49.71% of 上年',
      ],
    ],
    [
      '公务用车购置及运行维护费、公务接待费支出决算分别为7.75万元和1.03万元，分别占88.27%和11.73%。',
      [
        '公务用车购置及运行维护费 决算数 7.75万元',
        '公务接待费 决算数 1.03万元',
        '公务用车购置及运行维护费 占比 88.27%',
        '公务接待费 占比 11.73%',
      ],
    ],
    [
      '“三公”经费预算3.00万元，实际支出1.86万元，其中：公务接待费1.86万元，无公务用车费用。比上年减少0.44万元，下降19.13%。',
      [
        '“三公”经费 预算数 3.00万元',
        '“三公”经费 决算数 1.86万元',
        '公务接待费 决算数 1.86万元',
        '“三公”经费 增减额 -0.44万元 of 上年',
        '“三公”经费 增减率 -19.13% of 上年',
      ],
    ],
    [
      '“三公”经费决算数7.58万元，比2019年“三公”经费年初预算9.56万元减少1.98万元。',
      ['“三公”经费 决算数 7.58万元', '“三公”经费 预算数 9.56万元', '“三公”经费 增减额 -1.98万元 of 年初预算'],
    ],
    // items and figures set apart by a bracket, or by a full stop
    [
      '人员经费46.23万元，主要包括：基本工资（27.57万元）、奖金（18.66万元）等。',
      ['人员经费 决算数 46.23万元', '基本工资 决算数 27.57万元', '奖金 决算数 18.66万元'],
    ],
    [
      '2.公务接待费支出情况说明。2019年决算数1.28万元，比2019年年初预算数1.97万元减少0.69万元。',
      ['公务接待费 决算数 1.28万元', '公务接待费 预算数 1.97万元', '公务接待费 增减额 -0.69万元 of 年初预算'],
    ],
    ['1.年初无预算项目。', []],
    [
      '年初部门预算收入12.30万元，年中追加预算6.65万元。',
      ['年初部门预算收入 预算数 12.30万元', '追加预算 预算数 6.65万元'],
    ],
    // the amount of the year before that a change is compared with
    [
      '“三公”经费支出决算12.5万元，比上年决算数13万元减少0.5万元，下降3.85%。',
      [
        '“三公”经费 决算数 12.5万元',
        '“三公”经费 决算数 13万元',
        '“三公”经费 增减额 -0.5万元 of 上年',
        '“三公”经费 增减率 -3.85% of 上年',
      ],
    ],
    // the item stands before the words on what it was for, or before a full stop with its code
    [
      '1.社会保障和就业（类）支出：主要用于缴纳养老保险，支出决算88.23万元，较年初预算数增加2.11万元。',
      ['社会保障和就业 决算数 88.23万元', '社会保障和就业 增减额 2.11万元 of 年初预算'],
    ],
    ['（1）行政运行（2010301）。年初预算为3.00万元。', ['行政运行 预算数 3.00万元']],
    [
      '“城乡环境整治”项目绩效自评情况：项目全年预算数为20万元，全年执行数为18万元。',
      ['“城乡环境整治”项目 预算数 20万元', '“城乡环境整治”项目 决算数 18万元'],
    ],
    ['公务用车运行维护费10.5万元，平均每台2.63万元。', ['公务用车运行维护费 决算数 10.5万元']],
    [
      '财政拨款收入900万元（含上年结转20万元），其他收入100万元。',
      ['财政拨款收入 决算数 900万元', '上年结转 决算数 20万元', '其他收入 决算数 100万元'],
    ],
    [
      '支出决算数580万元，为年初预算数500万元的116%。',
      ['支出决算 决算数 580万元', '支出决算 预算数 500万元', '支出决算 完成率 116% of 年初预算'],
    ],
    [
      '培训费1万元。全年预算执行率98.6%，其中基本支出执行率100%，项目支出执行率95.2%。',
      ['培训费 决算数 1万元', '预算执行率 完成率 98.6%', '基本支出 完成率 100%', '项目支出 完成率 95.2%'],
    ],
    ['节约资金3.5万元，节约率3.5%。', ['节约资金 决算数 3.5万元', '节约率 完成率 3.5%']],
    [
      '财政拨款收、支总计分别为856.32万元和850.12万元。',
      ['财政拨款收入总计 决算数 856.32万元', '财政拨款支出总计 决算数 850.12万元'],
    ],
    [
      '2021年总收入为885.5万元，比2020年的855.2万元增加30.3万元，增长3.54%。',
      [
        '总收入 决算数 885.5万元',
        '总收入 决算数 855.2万元',
        '总收入 增减额 30.3万元 of 上年',
        '总收入 增减率 3.54% of 上年',
      ],
    ],
    [
      '固定资产净值325.61万元，较年初减少12.4万元。',
      ['固定资产净值 决算数 325.61万元', '固定资产净值 增减额 -12.4万元 of 上年'],
    ],
    // amounts are of no item that was only counted
    [
      '自评平均得分96.8分。（一）“免费救助”项目：年初预算50万元，执行数48.5万元。（二）设施维修项目。全年预算数30万元。',
      [
        '自评平均得分 数量 96.8分',
        '“免费救助”项目 预算数 50万元',
        '“免费救助”项目 决算数 48.5万元',
        '设施维修项目 预算数 30万元',
      ],
    ],
    // counts
    [
      '全年接待12批次（团组）96人次，支出1.2万元。',
      ['接待 数量 12批次', '接待 数量 96人次', '接待 决算数 1.2万元'],
    ],
    [
      '国内公务接待批次、人次分别为15批次、132人次。',
      ['国内公务接待批次 数量 15批次', '国内公务接待人次 数量 132人次'],
    ],
    ['负责全县15所中小学、3所幼儿园的业务指导。', ['中小学 数量 15所', '幼儿园 数量 3所']],
    ['对6个项目编制了绩效目标，选取5个项目开展绩效监控。', ['项目 数量 6个', '项目 数量 5个']],
    ['内设5个科室，编制30名，实有25人。', ['科室 数量 5个', '编制 数量 30名', '实有 数量 25人']],
    // cells whose table is gone are no sentence
    [
      '科目名称 决算数 301 工资福利支出 7006.70 302 商品和服务支出 179.56 303 补助 0.00 304 其他 12.94 人员经费合计 1.00万元',
      [],
    ],
  ])('reads the wording of other offices: %s', (sentence, expected) => {
    expect(told(sentence)).toEqual(expected);
  });

  it('ends a list of parts with an item that stands beside the whole', () => {
    const facts = factsOf(
      '基本支出60万元，占60%，其中：工资福利支出50万元、商品和服务支出10万元；项目支出40万元，占40%。',
    );
    const [basic] = facts;
    expect(facts.map(({ whole }) => whole)).toEqual([null, null, basic?.id, basic?.id, null, null]);
  });

  it('takes income and expenditure for no parts of each other, nor parts for those of a smaller whole', () => {
    const totals = factsOf('收入总计90万元，其中：本年收入80万元；支出总计90万元，其中：本年支出70万元。');
    expect(totals.map(({ whole }) => whole)).toEqual([null, totals[0]?.id, null, totals[2]?.id]);
    const basic = factsOf(
      '基本支出141万元，包括：工资福利支出120万元；对个人和家庭的补助21万元。其中：人员经费121万元，公用经费20万元。',
    );
    expect(basic.slice(3).map(({ whole }) => whole)).toEqual([basic[0]?.id, basic[0]?.id]);
    const counts = factsOf('房屋面积300平方米，其中：办公用房200平方米；车辆4辆。');
    expect(counts.map(({ whole }) => whole)).toEqual([null, counts[0]?.id, null]);
  });

  it('goes back to the outer list where an inner one ends', () => {
    const facts = factsOf(
      '财政拨款支出85.60万元，具体情况如下：',
      '1.教育支出（类）。支出决算为28.00万元。其中：',
      '（1）普通教育（款）小学教育（项）支出决算为19.00万元。',
      '2.农林水支出（类）支出决算为57.60万元。',
    );
    const [all, education] = facts;
    expect(facts.map(({ whole }) => whole)).toEqual([null, all?.id, education?.id, all?.id]);
  });

  it('takes the amount compared with for one of the year before', () => {
    const facts = factsOf('会议费12.5万元，比上年决算数13万元减少0.5万元。');
    expect(facts.map(({ yearOffset }) => yearOffset)).toEqual([0, -1, 0]);
  });

  it('tells the parts of a count, and where a list goes on beside its whole', () => {
    const cars = factsOf('共有车辆5辆，其中：机要通信用车1辆、应急保障用车4辆。');
    expect(cars.map(({ whole }) => whole)).toEqual([null, cars[0]?.id, cars[0]?.id]);
    const spent = factsOf(
      '支出合计100万元，其中：1、基本支出80万元，其中：人员经费60万元，公用经费20万元；2、项目支出20万元。',
    );
    const [total, basic] = spent;
    expect(spent.map(({ whole }) => whole)).toEqual([null, total?.id, basic?.id, basic?.id, total?.id]);
  });

  it('takes a budget for a part of the budget of its own stage', () => {
    const facts = factsOf(
      '财政拨款支出年初预算为0万元，全年预算为32.10万元，支出决算为30.70万元。其中：',
      '1、行政运行（项）。年初预算为0万元，全年预算为5.20万元，支出决算为5.10万元。',
    );
    expect(facts.slice(3).map(({ whole }) => whole)).toEqual(facts.slice(0, 3).map(({ id }) => id));
  });

  it('carries the item of a heading sentence into the next paragraph', () => {
    expect(
      told(
        '1、教育支出（类）普通教育（款）小学教育（项）。',
        '年初预算为60.00万元，支出决算为66.00万元，完成年初预算的110.0%。',
      ),
    ).toEqual([
      '小学教育 预算数 60.00万元',
      '小学教育 决算数 66.00万元',
      '小学教育 完成率 110.0% of 年初预算',
    ]);
    const [fact] = factsOf('教育支出（类）普通教育（款）小学教育（项）。', '年初预算为60.00万元。');
    expect(fact?.itemPath).toEqual([
      { label: '教育支出', depth: '类' },
      { label: '普通教育', depth: '款' },
      { label: '小学教育', depth: '项' },
    ]);
  });

  it('tells parts from their whole, in lists and in brackets', () => {
    const facts = factsOf(
      '基本支出60.00万元（工资福利支出50.00万元、公用经费10.00万元），项目支出5.00万元。',
    );
    const [whole, wages, office, project] = facts;
    expect(facts.map((f) => f.rowLabel)).toEqual(['基本支出', '工资福利支出', '公用经费', '项目支出']);
    expect([wages?.whole, office?.whole, project?.whole]).toEqual([whole?.id, whole?.id, null]);
  });

  it('gives the facts of one breath one subject', () => {
    const facts = factsOf('培训费4.00万元，比上年增加1.00万元，增长33.3%。会议费2.00万元。');
    expect(new Set(facts.slice(0, 3).map((f) => f.subject)).size).toBe(1);
    expect(facts[3]?.subject).not.toBe(facts[0]?.subject);
  });

  it('takes silent clauses under a budget heading for budget figures', () => {
    expect(told(block('heading', '三、年初预算安排情况', 2), '项目支出6万元，占15%。')[0]).toBe(
      '项目支出 预算数 6万元',
    );
  });

  it('reads no figures where words are explained', () => {
    expect(told(block('title', '名词解释', 1), '机关运行经费：指支出100万元以上的经费。')).toEqual([]);
  });

  it('cuts personal data from quotes and keeps the headings over a sentence', () => {
    const [statement] = narrate(
      flow(
        block('heading', '第三部分 2023年度部门决算情况说明', 1),
        block('heading', '二、收入决算情况说明', 2),
        block('paragraph', '本年收入合计12万元，咨询13812345678。'),
      ),
    );
    expect(statement?.quote).not.toContain('13812345678');
    expect(statement?.headings).toEqual(['2023年度部门决算情况说明', '收入决算情况说明']);
  });

  it('never throws, and states only figures that stand in the sentence', () => {
    const token = fc.constantFrom(
      '基本支出',
      '其中：',
      '（',
      '）',
      '，',
      '；',
      '。',
      '、',
      '占',
      '比上年',
      '增加',
      '减少',
      '完成年初预算的',
      '为',
      '12.50万元',
      '3.1%',
      '7人次',
      '年初预算',
      '支出决算',
      '（类）',
      '（项）',
      '“三公”经费',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 30 }), (tokens) => {
        for (const statement of narrate(flow(block('paragraph', tokens.join('')))))
          for (const fact of statement.facts) expect(statement.quote).toContain(fact.value.replace('-', ''));
      }),
    );
  });
});
