/**
 * The words with which disclosures speak of money, as data. No name, amount or sentence of any document stands here.
 */

/** Verbs and nouns of a rise; longest first where one begins another. */
const risingWords = [
  '多支出',
  '增加',
  '增长',
  '上升',
  '提高',
  '提升',
  '上浮',
  '上涨',
  '上调',
  '扩大',
  '调增',
  '增幅',
  '增支',
  '超支',
  '超出',
  '增收',
];

/** Verbs and nouns of a fall. */
const fallingWords = [
  '少支出',
  '减少',
  '下降',
  '降低',
  '下浮',
  '下调',
  '下滑',
  '压减',
  '压缩',
  '压降',
  '缩减',
  '削减',
  '核减',
  '节约',
  '节省',
  '回落',
  '调减',
  '降幅',
  '减幅',
  '减支',
  '减收',
];

/** +1 or −1 by word. */
export const directions: ReadonlyMap<string, 1 | -1> = new Map([
  ...risingWords.map((word): [string, 1 | -1] => [word, 1]),
  ...fallingWords.map((word): [string, 1 | -1] => [word, -1]),
]);

/** Alternation of all words of direction, for regexes. */
export const directionPattern = [...directions.keys()].join('|');

/** Funds whose names hold 预算 without speaking of a budget figure. */
export const fundPattern =
  '一般公共预算|政府性基金预算|国有资本经营预算|国有资本预算|社会保险基金预算|社保基金预算|公共财政预算|政府性基金|公共预算';

/** What counts are counted in; longer ones first. */
export const countUnits = [
  '台（套）',
  '台套',
  '人次',
  '批次',
  '场次',
  '户次',
  '车次',
  '件次',
  '班次',
  '平方米',
  '立方米',
  '平方公里',
  '公里',
  '公顷',
  '名',
  '人',
  '户',
  '个',
  '辆',
  '台',
  '套',
  '家',
  '起',
  '次',
  '场',
  '件',
  '项',
  '笔',
  '条',
  '类',
  '批',
  '份',
  '例',
  '宗',
  '只',
  '艘',
  '架',
  '张',
  '所',
  '处',
  '间',
  '栋',
  '座',
  '亩',
  '吨',
  '米',
  '分',
] as const;

/** Words before a figure that qualify it → the sign or word kept. Longest first. */
export const qualifiersBefore: ReadonlyMap<string, string> = new Map([
  ['不低于', '≥'],
  ['不少于', '≥'],
  ['不高于', '≤'],
  ['不超过', '≤'],
  ['大于等于', '≥'],
  ['小于等于', '≤'],
  ['将近', '近'],
  ['接近', '近'],
  ['大约', '约'],
  ['超过', '超'],
  ['至少', '≥'],
  ['≥', '≥'],
  ['≧', '≥'],
  ['≤', '≤'],
  ['≦', '≤'],
  ['>', '>'],
  ['<', '<'],
  ['约', '约'],
  ['近', '近'],
  ['超', '超'],
  ['逾', '超'],
]);

/** Items that every disclosure speaks of: a clause that begins with one is about it, whatever verb follows. */
export const commonItems = [
  '“三公”经费',
  '“三公经费”',
  '三公经费',
  '因公出国（境）费用',
  '因公出国（境）费',
  '公务用车购置费及运行维护费',
  '公务用车购置及运行维护费',
  '公务用车购置及运行费',
  '公务用车购置费',
  '公务用车运行维护费',
  '公务用车运行费',
  '公务接待费',
  '会议费',
  '培训费',
  '机关运行经费',
  '政府采购支出',
  '基本支出',
  '项目支出',
  '人员经费',
  '公用经费',
  '日常公用经费',
  '财政拨款支出',
  '财政拨款收入',
  '收入总计',
  '支出总计',
] as const;

/** Labels that say nothing by themselves: the clause speaks of the item named before. */
export const genericLabels: ReadonlySet<string> = new Set([
  '',
  '金额',
  '支出',
  '收入',
  '支出数',
  '支出额',
  '支出金额',
  '全年',
  '本年',
  '年度',
  '累计',
  '费用',
  '资金额',
  '数额',
  '总额',
  '总金额',
  '总数',
  '人次',
  '共计',
  '数',
  '额',
  '各',
  '均',
  '分别',
  '实际',
  '实际完成',
  '的',
  '决算',
  '预算',
  '经费',
]);

/** Endings of a phrase that names money. */
export const itemEnding =
  /(?:费|费用|经费|支出|收入|资金|总额|合计|总计|金额|采购|拨款|补助|补贴|工资|奖金|津贴|结余|结转|缴费|公积金|年金|机构|项目|专项|待遇|基金|总计划)$/u;

/** Things that are counted: 5个项目, 15所中小学. */
export const countedNouns =
  '项目|单位|企业|机构|股室|科室|处室|部门|团组|人员|职工|学生|村|社区|学校|中小学|小学|中学|幼儿园|医院|卫生院|乡镇|街道|办事处|指标';

/** What is counted, at the end of a phrase behind the figure: 对5个一般公共预算项目开展自评 counts 项目. */
export const countedThings = new RegExp(`^[^，。；、：（）\\d]{0,10}?(?:${countedNouns})`, 'u');

/** Items that stand beside each other under one whole: none of a group is a part of another. */
const siblings: readonly (readonly RegExp[])[] = [
  [/基本支出$/u, /项目支出$/u, /上缴上级支出$/u, /经营支出$/u, /附属单位补助支出$/u],
  [/收入(?:总计|合计|总额)$/u, /支出(?:总计|合计|总额)$/u],
  [/人员(?:经费|支出)$/u, /公用(?:经费|支出)$/u],
  [/^因公出国/u, /^公务用车购置(?:费)?[及和]/u, /^公务接待/u],
];

/** Whether two items stand beside each other under one whole. */
export function areSiblings(a: string, b: string): boolean {
  return siblings.some((group) => {
    const [first, second] = [a, b].map((label) => group.findIndex((pattern) => pattern.test(label)));
    return first !== -1 && second !== -1 && first !== second;
  });
}
