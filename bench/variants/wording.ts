/**
 * Other words for the same thing: sentence patterns with their figures marked, each with fair alternatives. What a
 * sentence states (item, measure, basis, direction) stays; only the words change.
 */
import type { Random } from './random.ts';

const M = '(\uE000\\d+\uE001)';
const up = '增加|增长|上升';
const down = '减少|下降|降低';

/** −1, 0 or 1 for a mark: the direction its figure has in this variant. */
export type SignOf = (markText: string) => number;

interface Pattern {
  readonly id: string;
  readonly pattern: RegExp;
  readonly alternatives: (parts: readonly string[], sign: SignOf) => readonly string[];
}

const more = (s: number): string => (s < 0 ? '减少' : '增加');
const grow = (s: number): string => (s < 0 ? '下降' : '增长');

const patterns: readonly Pattern[] = [
  {
    id: 'comparison',
    pattern: new RegExp(
      `与(上年|20\\d\\d年)相比，?([\\u4e00-\\u9fff]{0,14}?)(?:${up}|${down})了? ?${M} ?万元，(?:${up}|${down})了? ?${M}%`,
      'gu',
    ),
    alternatives: ([year = '', subject = '', a = '', b = ''], sign) => {
      const s = sign(a);
      const plain = [
        `与${year}相比，${subject}${more(s)}${a}万元，${grow(s)}${b}%`,
        `${subject}较${year}${more(s)}${a}万元，${grow(s)}${b}%`,
        `${subject}比${year}${more(s)}${a}万元，${s < 0 ? '降幅' : '增幅'}${b}%`,
        `${subject}较${year}${more(s)}${a}万元（${grow(s)}${b}%）`,
        `${subject}比${year}${more(s)}了${a}万元，${s < 0 ? '降低' : '增加'}了${b}%`,
        `与${year}相比，${subject}${s < 0 ? '下降' : '上升'}${b}%，${more(s)}${a}万元`,
      ];
      return year === '上年' && subject === ''
        ? [...plain, `同比${grow(s)}${b}%，${more(s)}${a}万元`]
        : plain;
    },
  },
  {
    id: 'comparison-than',
    pattern: new RegExp(
      `(?<!同)比(年初预算数|年初预算|上年决算数|上年度|上年)(?:${up}|${down}) ?${M} ?万元，(?:${up}|${down})了? ?${M}%`,
      'gu',
    ),
    alternatives: ([than = '', a = '', b = ''], sign) => {
      const s = sign(a);
      return [
        `比${than}${more(s)}${a}万元，${grow(s)}${b}%`,
        `较${than}${more(s)}${a}万元，${s < 0 ? '降幅为' : '增幅为'}${b}%`,
        `与${than}相比${more(s)}${a}万元，${s < 0 ? '降低' : '增加'}${b}%`,
        `较${than}${grow(s)}${b}%，${more(s)}${a}万元`,
        `比${than}${more(s)}${a}万元（${grow(s)}${b}%）`,
        `与${than}相比，${more(s)}了${a}万元，${s < 0 ? '下降' : '上升'}了${b}%`,
      ];
    },
  },
  {
    id: 'budget-actual-rate',
    pattern: new RegExp(
      `年初预算(?:数)?为?${M} ?万元，支出决算(?:数)?为${M} ?万元，完成年初预算的 ?${M} ?%`,
      'gu',
    ),
    alternatives: ([a = '', b = '', c = '']) => [
      `年初预算为${a}万元，支出决算为${b}万元，完成年初预算的${c}%`,
      `年初预算${a}万元，支出决算${b}万元，完成年初预算的${c}%`,
      `年初预算数为${a}万元，决算数为${b}万元，完成年初预算数的${c}%`,
      `年初预算安排${a}万元，决算支出${b}万元，完成年初预算${c}%`,
      `支出决算为${b}万元，年初预算为${a}万元，完成年初预算的${c}%`,
      `年初预算${a}万元，实际支出${b}万元，预算完成率${c}%`,
      `年初预算为${a}万元，支出决算数为${b}万元，完成率为${c}%`,
    ],
  },
  {
    id: 'budget-actual',
    pattern: new RegExp(`年初预算为${M}万元，支出决算为${M}万元(?=，决算数)`, 'gu'),
    alternatives: ([a = '', b = '']) => [
      `年初预算为${a}万元，支出决算为${b}万元`,
      `年初预算${a}万元，支出决算${b}万元`,
      `年初预算数为${a}万元，决算数为${b}万元`,
      `支出决算为${b}万元，年初预算为${a}万元`,
      `年初预算安排${a}万元，决算支出${b}万元`,
      `年初预算${a}万元，决算支出为${b}万元`,
    ],
  },
  {
    id: 'three-publics',
    pattern: new RegExp(`支出预算(?:为)? ?${M} ?万元，支出决算为 ?${M} ?万元，完成预算的 ?${M} ?%`, 'gu'),
    alternatives: ([a = '', b = '', c = '']) => [
      `支出预算为${a}万元，支出决算为${b}万元，完成预算的${c}%`,
      `预算数为${a}万元，决算数为${b}万元，完成预算的${c}%`,
      `预算为${a}万元，决算为${b}万元，完成预算${c}%`,
      `全年预算数为${a}万元，支出决算为${b}万元，预算完成率为${c}%`,
      `支出预算${a}万元，支出决算${b}万元，完成预算的${c}%`,
      `支出决算为${b}万元，支出预算为${a}万元，完成预算的${c}%`,
    ],
  },
  {
    id: 'share',
    pattern: new RegExp(`(?<=万元)，?占(?:比)? ?${M} ?%(?=[，；。])`, 'gu'),
    alternatives: ([a = '']) => [
      `，占${a}%`,
      `，占比${a}%`,
      `，占比为${a}%`,
      `，所占比重为${a}%`,
      `，占比达${a}%`,
      `（占${a}%）`,
    ],
  },
  {
    id: 'share-of',
    pattern: new RegExp(`(?<=万元)，?占(基本支出|本年支出合计|总支出|全年支出)的 ?${M} ?%`, 'gu'),
    alternatives: ([of = '', a = '']) => [
      `，占${of}的${a}%`,
      `，占${of}${a}%`,
      `，占${of}的比重为${a}%`,
      `，占${of}比例为${a}%`,
      `，占${of}的比例为${a}%`,
      `，占${of}比重${a}%`,
    ],
  },
  {
    id: 'among',
    pattern: /(?<=[万元%])[，。](其中)：?(?=[\u4e00-\u9fff])/gu,
    alternatives: () => ['，其中：', '。其中：', '，其中包括：', '，包括：', '，具体包括：', '，其中，'],
  },
  {
    id: 'totals',
    pattern: new RegExp(`(财政拨款)?收、支总计 ?${M}`, 'gu'),
    alternatives: ([of = '', a = '']) => [
      `${of}收、支总计${a}`,
      `${of}收支总计${a}`,
      `${of}收、支总计为${a}`,
      `${of}收支总计均为${a}`,
      `${of}收、支总计均为${a}`,
      `${of}收入、支出总计${a}`,
    ],
  },
  {
    id: 'year-total',
    pattern: new RegExp(`(?<![\\u4e00-\\u9fff])(本年|20\\d\\d年度)(收入|支出)合计${M}`, 'gu'),
    alternatives: ([year = '', side = '', a = '']) => [
      `${year}${side}合计${a}`,
      `${year}${side}合计为${a}`,
      `${year}${side}合计共${a}`,
      `${year}，${side}合计${a}`,
      `${year}${side}合计是${a}`,
      `${year}决算${side}合计${a}`,
    ],
  },
  {
    id: 'reason',
    pattern: /主要(?:是因为|原因是：?)/gu,
    alternatives: () => ['主要是因为', '主要原因是：', '主要原因是', '主要系', '主要是由于', '原因主要是'],
  },
  {
    id: 'used-for',
    pattern: /主要用于以下方面：/gu,
    alternatives: () => [
      '主要用于以下方面：',
      '主要用于：',
      '具体用于以下方面：',
      '按功能分类，包括：',
      '支出结构如下：',
      '主要用于以下几个方面：',
    ],
  },
];

/** Rewrites every sentence pattern of a line with an alternative drawn for it. */
export function paraphrase(line: string, random: Random, sign: SignOf): string {
  let out = line;
  for (const { pattern, alternatives } of patterns)
    out = out.replace(pattern, (...args) => {
      const parts = args.slice(
        1,
        args.findIndex((arg) => typeof arg === 'number'),
      ) as (string | undefined)[];
      return random.pick(
        alternatives(
          parts.map((part) => part ?? ''),
          sign,
        ),
      );
    });
  return out;
}

const verbBefore = new RegExp(`(${up}|${down})(了?)( ?)${M}`, 'gu');
const reasonAfter = new RegExp(`${M}( ?%，)(${up}|${down})的(主要)?原因`, 'gu');
const opposite: Readonly<Record<string, string>> = {
  增加: '减少',
  增长: '下降',
  上升: '下降',
  减少: '增加',
  下降: '增长',
  降低: '增长',
};

/** Makes verbs of direction agree with the drawn figures (the seed's 减少 may have become an increase). */
export function agreeVerbs(line: string, sign: SignOf): string {
  const turned = (verb: string, s: number): string =>
    s !== 0 && s < 0 !== new RegExp(down, 'u').test(verb) ? (opposite[verb] ?? verb) : verb;
  return line
    .replace(verbBefore, (_all, verb: string, le: string, space: string, figure: string) => {
      return `${turned(verb, sign(figure))}${le}${space}${figure}`;
    })
    .replace(reasonAfter, (_all, figure: string, between: string, verb: string, main: string | undefined) => {
      return `${figure}${between}${turned(verb, sign(figure))}的${main ?? ''}原因`;
    });
}

/** 决算数小于/大于预算数 by the two amounts before it. */
export function agreeWithBudget(line: string, compare: (budget: string, actual: string) => number): string {
  const found = /决算数(?:小于|大于)(?=年初预算数|预算数)/u.exec(line);
  if (!found) return line;
  const marks = [...line.slice(0, found.index).matchAll(/\uE000\d+\uE001(?= ?万元)/gu)].map(
    (match) => match[0],
  );
  const [budget, actual] = marks;
  if (budget === undefined || actual === undefined) return line;
  const word = compare(budget, actual) > 0 ? '决算数大于' : '决算数小于';
  return line.replace(found[0], word);
}
