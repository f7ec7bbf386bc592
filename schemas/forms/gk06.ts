import type { FormDefinition, RowDefinition } from '../form.ts';

/** `code|name` as the template prints them: three blocks, personnel at the left, operating at the middle and right. */
const printed = `
301|工资福利支出
30101|基本工资
30102|津贴补贴
30103|奖金
30106|伙食补助费
30107|绩效工资
30108|机关事业单位基本养老保险缴费
30109|职业年金缴费
30110|职工基本医疗保险缴费
30111|公务员医疗补助缴费
30112|其他社会保障缴费
30113|住房公积金
30114|医疗费
30199|其他工资福利支出
303|对个人和家庭的补助
30301|离休费
30302|退休费
30303|退职（役）费
30304|抚恤金
30305|生活补助
30306|救济费
30307|医疗费补助
30308|助学金
30309|奖励金
30310|个人农业生产补贴
30311|代缴社会保险费
30399|其他对个人和家庭的补助
302|商品和服务支出
30201|办公费
30202|印刷费
30203|咨询费
30204|手续费
30205|水费
30206|电费
30207|邮电费
30208|取暖费
30209|物业管理费
30211|差旅费
30212|因公出国（境）费用
30213|维修（护）费
30214|租赁费
30215|会议费
30216|培训费
30217|公务接待费
30218|专用材料费
30224|被装购置费
30225|专用燃料费
30226|劳务费
30227|委托业务费
30228|工会经费
30229|福利费
30231|公务用车运行维护费
30239|其他交通费用
30240|税金及附加费用
30299|其他商品和服务支出
307|债务利息及费用支出
30701|国内债务付息
30702|国外债务付息
310|资本性支出
31001|房屋建筑物购建
31002|办公设备购置
31003|专用设备购置
31005|基础设施建设
31006|大型修缮
31007|信息网络及软件购置更新
31008|物资储备
31009|土地补偿
31010|安置补助
31011|地上附着物和青苗补偿
31012|拆迁补偿
31013|公务用车购置
31019|其他交通工具购置
31021|文物和陈列品购置
31022|无形资产购置
31099|其他资本性支出
399|其他支出
39906|赠与
39907|国家赔偿费用支出
39908|对民间非营利组织和群众性自治组织补贴
39999|其他支出
`;

/** Other wordings of some rows. */
const variants: Readonly<Record<string, readonly string[]>> = {
  '30108': ['机关事业单位基本养老保险费', '机关事业单位基本养老保险缴费支出'],
  '30303': ['退职（役）费', '退职费'],
  '30399': ['对其他个人和家庭的补助支出', '其他对个人和家庭的补助支出'],
  '30212': ['因公出国（境）费', '因公出国（境）费用'],
  '30231': ['公务用车运行费', '公务用车运行维护费'],
  '39908': ['对民间非营利组织和群众性自治组织补贴', '对民间非营利组织和群众自治组织补贴'],
};

/** Rows that only some years' templates print. */
const years: Readonly<Record<string, Pick<RowDefinition, 'from' | 'until'>>> = {
  '30311': { from: 2021 },
  '39907': { from: 2019 },
  '39908': { from: 2019 },
};

const codeRows: readonly RowDefinition[] = printed
  .trim()
  .split('\n')
  .map((line) => {
    const [code = '', label = ''] = line.split('|');
    const others = variants[code]?.filter((other) => other !== label);
    return { code, label, ...(others ? { variants: others } : {}), ...years[code] };
  });

const value = '决算数';
const within = ['基本支出决算', '公共预算财政拨款基本支出', '公共预算基本支出', '财政拨款基本支出'];
const codes = (...list: string[]) => list.map((code) => ({ code }));

/** 一般公共预算财政拨款基本支出决算表: basic expenditure by economic code. */
export const form: FormDefinition = {
  id: 'gk06',
  title: '一般公共预算财政拨款基本支出决算表',
  titleVariants: [
    '一般公共预算财政拨款基本支出决算明细表',
    '一般公共预算基本支出决算表',
    '一般公共预算基本支出决算明细表',
    '财政拨款基本支出决算表',
    '基本支出决算表',
    '基本支出决算明细表',
  ],
  layout: 'code-blocks',
  rowKey: 'code',
  classification: 'economic',
  unit: '万元',
  columns: [
    // A list of one block that tells 人员经费 and 公用经费 apart prints their sum as 合计.
    {
      measure: value,
      variants: ['金额', '人员经费/决算数', '公用经费/决算数', '决算金额', '合计', '小计', '基本支出/合计'],
    },
  ],
  rows: [
    ...codeRows,
    { label: '人员经费合计', variants: ['人员经费小计', '人员经费'] },
    { label: '公用经费合计', variants: ['公用经费小计', '公用经费', '日常公用经费合计'] },
  ],
  noteSignatures: ['一般公共预算财政拨款基本支出明细情况', '一般公共预算财政拨款基本支出情况'],
  identities: [
    { kind: 'hierarchy', id: 'gk06-codes', measures: [value] },
    {
      kind: 'column-sum',
      id: 'gk06-personnel',
      measures: [value],
      total: '人员经费合计',
      parts: codes('301', '303'),
    },
    {
      kind: 'column-sum',
      id: 'gk06-operating',
      measures: [value],
      total: '公用经费合计',
      parts: codes('302', '307', '309', '310', '311', '312', '313', '399'),
    },
    {
      kind: 'cross-table',
      id: 'gk06-gk05',
      relation: 'equal',
      left: [
        { row: '人员经费合计', measure: value },
        { row: '公用经费合计', measure: value },
      ],
      right: [{ form: 'gk05', row: '合计', measure: '本年支出/基本支出' }],
    },
    ...(
      [
        ['30212', '因公出国（境）费'],
        ['30217', '公务接待费'],
        ['30231', '公务用车购置及运行费/公务用车运行费'],
        ['31013', '公务用车购置及运行费/公务用车购置费'],
      ] as const
    ).map(([code, measure]) => ({
      kind: 'cross-table' as const,
      id: `gk06-gk07-${code}`,
      relation: 'at-most' as const,
      left: [{ row: { code }, measure: value }],
      right: [{ form: 'gk07', row: '', measure: `决算数/${measure}` }],
    })),
  ],
  stated: [
    {
      cell: { row: '人员经费合计', measure: value },
      items: ['人员经费', '人员支出', '人员经费支出'],
      measure: '决算数',
      within,
    },
    {
      cell: { row: '公用经费合计', measure: value },
      items: ['公用经费', '日常公用经费', '公用支出', '公用经费支出'],
      measure: '决算数',
      within,
    },
    // 机关运行经费 is the 公用经费 of administrative bodies: of a body with others under it, a part.
    {
      cell: { row: '公用经费合计', measure: value },
      items: ['机关运行经费', '机关运行经费支出'],
      measure: '决算数',
      relation: 'at-most',
    },
  ],
  statedRows: [],
  nothing: [],
  source: '财政部 部门决算公开样表 公开06表；支出经济分类科目',
};
