import type { ItemStep } from '../../schemas/statement.ts';
import { fundPattern } from './lexicon.ts';

/** A longer phrase (characters) is no item. */
export const longestItem = 24;
/** What a figure is compared with: 与上年相比, 比年初预算数. */
export const comparison =
  /(?:与|同|比|较)((?:上|去)年(?:度|同期)?(?:决算|预算)?数?|(?:(?:19|20)\d\d年度?|本年度?)?(?:[^，。；：\d]{0,20}(?:年初|全年)|部门)?预算(?!执行)(?:数|额)?|(?:19|20)\d\d年度?(?:当年)?(?:决算|预算执行)?数?|年初(?!预算)数?)(?:相比|比较|对比|相较)?的?/gu;
/** 上年公务接待费, but not 与上年相比 nor the item 上年结转. */
export const previousYear = /^[，；、：]*(?:其中[，：]?)?[上去]年(?:度|同期)?(?!度|同期|相比|结余|结转|末)/u;

/** Words in front of an item that are no part of its name. */
export const lead = new RegExp(
  `^(?:${[
    '[，、；。：！？\\s]',
    '其中',
    '主要?(?:包括|包含|用于|是|为)(?:以下方面)?：?',
    '主要(?!负责人|领导)',
    '包括',
    '包含',
    '以及',
    '含(?=外事|国外|境外|上年|年[初末]|结[转余]|以前年度|.{0,4}接待)',
    '全年(?=接待|安排|组织|召开|举办)',
    '[和及与并]',
    '共有',
    '共计?(?!同)',
    '涉及(?!资金|人数)',
    '另[有外]',
    '实有(?!人数|$)',
    '累计',
    '全年(?=累计)',
    '(?:年中|列支|受理|开展了?(?=.{3}))(?!$)',
    '安排(?=项目)',
    '(?:全年)?使用[^，]{0,20}安排',
    '.{2,20}(?:中心|局|委员会|办公室|厅|处|院|站|所|队|学校|街道|政府)(?=(?:更新|购置|新购)公务用车)',
    '(?:全年|本年|累计)?共?(?:安排|接待|组织)(?=来访|因公|国内|国外|外事|外宾)',
    '全年(?=共)',
    '截[至止][^，]{0,14}[，日底末]',
    '[一二三四五六七八九]是(?!否)',
    '\\d{1,2}[、.．](?!\\d)',
    '（\\d{1,2}）',
    '（[一二三四五六七八九十]{1,3}）',
    '[一二三四五六七八九十]{1,3}、',
    '(?:19|20)\\d\\d年(?:度|初|末|底)?(?:\\d{1,2}月)?(?:\\d{1,2}日)?',
    '本年度(?!(?:收入|支出)(?:为|共|$))',
    '本年(?=[^收支预决度]|$)',
    '年度',
    '[我本](?:单位|部门|中心|局|委|办|处|院|县|市|区|省)',
    '(?:单位|部门)(?=[^价整决])',
    '组织对',
    '财政拨款(?=“?三公|会议费|培训费|因公出国|公务)',
    '由于',
    '因(?=预算)',
    '.{0,40}(?:原因(?:是|为|：)|因为|是因)',
    '更正',
    '开支(?=[^总])',
  ].join('|')})`,
  'u',
);
/** Words behind an item that only introduce its figure. */
export const tail = new RegExp(
  `(?:${[
    '为',
    '是',
    '共计?',
    '约',
    '：',
    '达到?',
    '了',
    '均',
    '各',
    '只有',
    '仅',
    '近',
    '(?<!实)有',
    '累计',
    '(?<!基本|项目|采购|运行|预算|本年|财政)安排',
    '[，、；]',
    '（',
  ].join('|')})$`,
  'u',
);
/** 年初预算数, 支出决算 … behind an item: which measure its figure is. */
const measureTail =
  /(?:(?<=[费用])支出|(?<=经费)(?:财政拨款)?支出)?(?:年初|全年|调整后?的?|当年)?(?:部门|收支)?(?:预算|决算)(?:总额|总数|安排|批复|执行|支出(?=为?$))?(?:数|额|金额)?$/u;
/** A fund, or what comes in or goes out of it: 预算 belongs to its name. */
const namesFund = new RegExp(`(?:${fundPattern})(?:财政拨款)?(?:收入|支出)?$`, 'u');
/** The measure alone, without an item. */
const measureOnly =
  /^(?:(?:实际)?支出|收入)?(?:年初|全年|调整后?的?|当年|本年)?(?:部门)?(?:预算执行|预算|决算|执行|实际支出|实际执行|金额|实际完成)(?:安排|总额|支出)?(?:数|额|金额)?$/u;

/** The item that a piece names in front of its figure, '' for none. */
export function labelOf(piece: string, isRate: boolean): string {
  if (isRate) {
    const rate = /([^，；、：\d]{2,}率)(?:为|达到?|：)*$/u.exec(piece)?.[1];
    // 基本支出执行率: the item is 基本支出.
    if (rate !== undefined)
      return /(?:执行|完成)率$/u.test(rate)
        ? trimLabel(rate.replace(/(?:预算|(?<!基本|项目)支出|资金)?(?:执行|完成)率$/u, '')).replace(
            /^(?:部门|项目|整体|年度)$/u,
            '',
          )
        : trimLabel(rate);
    const before = /^(.*?)(?:所?占(?!用)|完成|为.{0,6}预算的)/u.exec(piece)?.[1] ?? '';
    return before === '' || /\d/u.test(before) ? '' : trimLabel(before);
  }
  return trimLabel(piece);
}

/** A piece without the words around the item's name: '' where it only names a measure. */
export function trimLabel(piece: string): string {
  const plain = previousYear.test(piece) ? piece.replace(/[上去]年(?:度|同期)?/u, '') : piece;
  let label = plain
    .replace(/同比(?:上年|去年)?/gu, '')
    .replace(comparison, '')
    .replace(/相比/gu, '')
    .replace(/^[，、]?为.{0,30}共/u, '');
  for (let found = lead.exec(label); found && found[0] !== ''; found = lead.exec(label))
    label = label.slice(found[0].length);
  for (let found = tail.exec(label); found; found = tail.exec(label)) label = label.slice(0, found.index);
  if (measureOnly.test(label)) return '';
  const measured = measureTail.exec(label);
  if (measured && measured.index > 0 && !namesFund.test(label)) {
    const cut = label.slice(0, measured.index);
    // 收支总预算 is a name of its own.
    label = /(?:总|追加|调整|调增|调减)$/u.test(cut) ? label : cut;
  }
  for (let found = tail.exec(label); found; found = tail.exec(label)) label = label.slice(0, found.index);
  label = label.replace(/的?(?:19|20)\d\d年度?(?=\p{Script=Han})/u, (year) =>
    year.startsWith('的') ? '的' : '',
  );
  return measureOnly.test(label) || /^（[^（）]*）$/u.test(label) ? '' : label;
}

/** The item that the piece before the last names by its steps or its code (2080101行政运行，年初预算…), '' for none. */
export function namedBefore(earlier: string): string {
  const sentence = /[^。；]*$/u.exec(earlier.replace(/[。；，：]$/u, ''))?.[0] ?? '';
  // “社会保障和就业（类）支出：主要用于…，支出决算…”: the steps stand before the words on what it was for.
  const marked = /^.*（[类款项]）[^，：]{0,6}(?=[，：]|$)/u.exec(sentence)?.[0];
  if (marked !== undefined) return marked;
  return /(?:^|[，：])\d{3,7}((?:\p{Script=Han}|[（）、]){2,30})$/u.exec(sentence)?.[1] ?? '';
}

/** The project in quotation marks that the pieces before name: “城乡环境整治”项目…, '' for none. */
export function quotedProject(earlier: string): string {
  return /[“《][^“”《》]{2,30}[”》](?:专项)?项目/u.exec(earlier)?.[0] ?? '';
}

/** Words of a sentence that names an item and nothing else: “2.公务接待费支出情况说明。”, '' for any other. */
export function itemAlone(sentence: string): string {
  const words = sentence.replace(/[。：]$/u, '').replace(/(?:的?支出)?(?:决算)?情况(?:说明)?$/u, '');
  const coded = /^(.{2,30})（\d{3}(?:\d{2}){0,2}）$/u.exec(words)?.[1];
  const label = /[，。；：]/u.test(words) ? '' : trimLabel(coded ?? words);
  if (coded !== undefined) return label;
  const isItem = /(?:费用?|经费|支出|收入|采购|接待|购置|项目)$/u.test(label) && !/[无未没]/u.test(label);
  return isItem && [...label].length <= longestItem ? label : '';
}

/** The steps that （类）（款）（项） mark; empty for a label without a mark. */
export function pathOf(label: string): ItemStep[] {
  const steps: ItemStep[] = [];
  for (const [, name = '', depth] of label.matchAll(/([^（）：，。；]*)（([类款项])）/gu)) {
    const plain = name.replace(/^(?:\d{1,2}[、.．]|支出)/u, '');
    if (plain !== '') steps.push({ label: plain, depth: depth as ItemStep['depth'] });
  }
  return steps;
}
