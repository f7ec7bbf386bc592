import type { FormDefinition, Identity, StatedCell } from '../form.ts';

const abroad = '因公出国（境）费';
const cars = '公务用车购置及运行费/小计';
const purchase = '公务用车购置及运行费/公务用车购置费';
const running = '公务用车购置及运行费/公务用车运行费';
const reception = '公务接待费';

/** Header wordings of the leaf columns, under 预算数 and 决算数 alike. */
const wordings: readonly (readonly [measure: string, variants: readonly string[]])[] = [
  ['合计', ['合计', '“三公”经费合计', '小计']],
  [abroad, [abroad, '因公出国（境）费用', '因公出国（境）']],
  [
    cars,
    [
      cars,
      '公务用车购置及运行维护费/小计',
      '公务用车购置费及运行费/小计',
      '公务用车购置费及运行维护费/小计',
      '公务用车购置及运行费/合计',
      '公务用车购置及运行维护费/合计',
    ],
  ],
  [
    purchase,
    [
      purchase,
      '公务用车购置及运行维护费/公务用车购置费',
      '公务用车购置费及运行费/公务用车购置费',
      '公务用车购置费及运行维护费/公务用车购置费',
      '公务用车购置及运行费/购置费',
      '公务用车购置及运行维护费/购置费',
    ],
  ],
  [
    running,
    [
      running,
      '公务用车购置及运行费/公务用车运行维护费',
      '公务用车购置及运行维护费/公务用车运行费',
      '公务用车购置及运行维护费/公务用车运行维护费',
      '公务用车购置费及运行费/公务用车运行费',
      '公务用车购置费及运行维护费/公务用车运行维护费',
      '公务用车购置费及运行维护费/公务用车运行费',
      '公务用车购置及运行费/运行费',
      '公务用车购置及运行维护费/运行维护费',
      '公务用车购置及运行费/运行维护费',
    ],
  ],
  [reception, [reception, '公务接待费用', '公务接待']],
];

const halves = ['预算数', '决算数'] as const;

const sums = (half: string): readonly Identity[] => [
  {
    kind: 'row-sum',
    id: `gk07-${half}`,
    total: `${half}/合计`,
    parts: [`${half}/${abroad}`, `${half}/${cars}`, `${half}/${reception}`],
  },
  {
    kind: 'row-sum',
    id: `gk07-${half}-cars`,
    total: `${half}/${cars}`,
    parts: [`${half}/${purchase}`, `${half}/${running}`],
  },
];

const spoken: readonly (readonly [measure: string, items: readonly string[]])[] = [
  [
    '合计',
    [
      '“三公”经费',
      '“三公”经费财政拨款支出',
      '“三公”经费支出',
      '一般公共预算财政拨款“三公”经费支出',
      '财政拨款“三公”经费支出',
      '“三公”经费总额',
      '“三公”经费合计',
      '一般公共预算财政拨款“三公”经费',
    ],
  ],
  [abroad, [abroad, '因公出国（境）费用', '因公出国（境）支出', '因公出国（境）费支出']],
  [
    cars,
    [
      '公务用车购置及运行费',
      '公务用车购置及运行维护费',
      '公务用车购置费及运行维护费',
      '公务用车购置费及运行费',
      '公务用车购置及运行维护费支出',
      '公务用车购置及运行费支出',
    ],
  ],
  [purchase, ['公务用车购置费', '公务用车购置', '公务用车购置支出', '公务用车购置费支出']],
  [
    running,
    [
      '公务用车运行费',
      '公务用车运行维护费',
      '公务用车运行维护费支出',
      '公务用车运行支出',
      '公务用车运行维护支出',
      '公务用车运行费支出',
    ],
  ],
  [reception, [reception, '公务接待费支出', '公务接待支出', '国内公务接待费']],
];

const stated: readonly StatedCell[] = halves.flatMap((half) =>
  spoken.map(([measure, items]) => ({
    cell: { row: '', measure: `${half}/${measure}` },
    items,
    measure: half,
    within: ['三公'],
  })),
);

/** “三公”经费支出决算表: travel abroad, official cars, official receptions; budget and outturn. */
export const form: FormDefinition = {
  id: 'gk07',
  title: '“三公”经费支出决算表',
  titleVariants: [
    '一般公共预算财政拨款“三公”经费支出决算表',
    '财政拨款“三公”经费支出决算表',
    '一般公共预算“三公”经费支出决算表',
    '“三公”经费决算表',
    '一般公共预算财政拨款“三公”经费决算表',
    '“三公”经费支出表',
    '“三公”经费支出预决算表',
    '“三公”经费公共预算财政拨款支出决算表',
    '“三公”经费、会议费、培训费支出决算表',
    '一般公共预算财政拨款“三公”经费、会议费、培训费支出决算表',
    '“三公”经费和机关运行经费支出决算表',
    '“三公”经费、行政参公单位机关运行经费情况表',
  ],
  layout: 'single-row',
  rowKey: 'none',
  classification: null,
  unit: '万元',
  columns: halves.flatMap((half) =>
    wordings.map(([measure, variants]) => ({
      measure: `${half}/${measure}`,
      variants: variants.map((variant) => `${half}/${variant}`),
    })),
  ),
  rows: [],
  noteSignatures: ['“三公”经费支出预决算情况', '三公经费支出预决算情况', '“三公”经费支出情况'],
  identities: halves.flatMap(sums),
  stated,
  statedRows: [],
  nothing: [
    {
      subjects: ['三公'],
      absence: ['无“三公”', '无三公', '未发生“三公”', '未发生三公', '没有“三公”', '没有三公'],
    },
  ],
  source: '财政部 部门决算公开样表 公开07表（2022年起多为公开09表）',
};
