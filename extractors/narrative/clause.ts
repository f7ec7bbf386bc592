import type { ItemStep } from '../../schemas/statement.ts';
import { commonItems, directionPattern, directions, fundPattern, itemEnding } from './lexicon.ts';

/** What the words in front of a figure say of it. */
export interface Cue {
  /** The item as worded, '' where the words name none of their own. */
  readonly label: string;
  /** What to call it where nothing has been spoken of yet: 全年实际支出, 年初预算. */
  readonly fallback: string;
  /** An item that every disclosure knows and that a piece before the last begins with (“三公”经费得到有效控制，…), '' for none. */
  readonly mentioned: string;
  readonly path: readonly ItemStep[];
  readonly stage: '年初预算' | '全年预算' | '';
  readonly speaksOf: 'budget' | 'outturn' | 'silent';
  /** +1 or −1 where the figure is a rise or a fall, 0 where it is neither. */
  readonly direction: 1 | -1 | 0;
  /** 完成…: its base as worded; null where the words speak of no completion. */
  readonly completion: string | null;
  /** 占…: its base as worded; null where the words speak of no share. */
  readonly share: string | null;
  /** What is compared with (比, 与, 较 …); null where nothing is. */
  readonly compared: string | null;
  /** A list of parts begins here (其中, 包括). */
  readonly opensParts: boolean;
  /** Kind of the list number before the item (`1、` `（1）` `一是` …), '' for none. */
  readonly listKind: string;
  /** The words say what one person, month or piece gets: no figure of the accounts. */
  readonly isNorm: boolean;
  /** The words are about the year before. */
  readonly isPreviousYear: boolean;
  /** The year that the words begin with, null for none. */
  readonly year: string | null;
}

const direction = new RegExp(
  `(${directionPattern})(?:幅度|比例|额|率|金额)?(?:了|为|约|达到?|至|共|近|：)*$`,
  'u',
);
const comparison =
  /(?:与|同|比|较)((?:上|去)年(?:度|同期)?(?:决算|预算)?数?|(?:(?:19|20)\d\d年度?|本年度?)?(?:[^，。；：\d]{0,20}(?:年初|全年)|部门)?预算(?:数|额)?|(?:19|20)\d\d年度?(?:决算)?数?)(?:相比|比较|对比|相较)?/gu;
const share =
  /(?:所?占(?!用)(?:比重|比例|比)?(.{0,40}?)(?:的?(?:比例|比重|比)|的)?|^((?:全年|本年|总|财政拨款)?(?:支出|收入)(?:合计|总额|总计)?)的)(?:为|约|达到?|是|：)*$/u;
const completion =
  /(?:完成(.{0,14}?)(?:的|率)?|为(.{0,6}预算)的|(?:预算|支出|资金)?执行率|完成率|办结率|到位率)(?:为|达到?|：)*$/u;
/** A longer phrase (characters) is no item. */
const longestItem = 24;
const parts = /其中|包括|包含|(?:用于|如下|构成)(?:以下方面)?：|分别(?:为|是)/gu;
/** A list number before an item: its kind tells which items stand beside each other. */
const listNumber = /(?:^|[，；：。含括中])(\d{1,2}[、.．](?!\d)|（\d{1,2}）|[一二三四五六七八九]是(?!否))/gu;
/** 每人每月500元, 标准为…: what one gets, no figure of the accounts. */
const norm = /每(?:人|户|月|年|天|日|次|辆|平方米|生|学期)[^，；：。]{0,8}$|标准(?:为|是|：)?$/u;

/** Words in front of an item that are no part of its name. */
const lead = new RegExp(
  `^(?:${[
    '[，、；。：！？\\s]',
    '其中',
    '主要?(?:包括|包含|用于|是|为)(?:以下方面)?：?',
    '主要(?!负责人|领导)',
    '包括',
    '包含',
    '以及',
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
const tail = new RegExp(
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
  /^(?:(?:实际)?支出|收入)?(?:年初|全年|调整后?的?|当年|本年)?(?:部门)?(?:预算|决算|执行|实际支出|实际执行|金额|实际完成)(?:安排|总额|支出)?(?:数|额|金额)?$/u;

/**
 * Reads the words between a figure and the one before it.
 * @param clause flattened text since the figure before (or the sentence's beginning)
 */
export function readCue(clause: string): Cue {
  const last = lastPiece(clause);
  const moved = direction.exec(last);
  const compared =
    [...clause.matchAll(comparison)].at(-1)?.[1] ?? (/同比|环比/u.test(clause) ? '上年' : null);
  const plain = last.replace(new RegExp(fundPattern, 'gu'), '');
  const isBudget =
    /年初(?:部门)?预算|全年预算|预算(?:总?额|金额|数|为|是|安排|批复|：|$)|安排(?!的)/u.test(plain) &&
    !/决算|执行|预算调整|计划安排/u.test(plain);
  const isOutturn = /决算|执行数|实际(?:支出|完成|执行)/u.test(plain);
  const shared = moved ? null : share.exec(last);
  const completed = moved || shared ? null : completion.exec(last);
  const own = labelOf(moved ? last.slice(0, moved.index) : last, shared !== null || completed !== null);
  const earlier = clause.slice(0, clause.length - last.length);
  // “…行政运行（项）：年初预算…”: the item stands in the piece before.
  const label = own === '' ? namedBefore(earlier) : own;
  const path = pathOf(label);
  return {
    label: path.at(-1)?.label ?? label,
    fallback: fallbackOf(last, clause),
    mentioned: mentionedIn(earlier),
    path,
    speaksOf: isOutturn ? 'outturn' : isBudget ? 'budget' : 'silent',
    stage: !isBudget ? '' : /年初/u.test(plain) ? '年初预算' : /全年|调整/u.test(plain) ? '全年预算' : '',
    direction: moved?.[1] === undefined ? 0 : (directions.get(moved[1]) ?? 0),
    completion: completed ? (completed[1] ?? completed[2] ?? '').replace(/的$/u, '') : null,
    share: shared ? (shared[1] ?? shared[2] ?? '').replace(/的$/u, '') : null,
    compared,
    opensParts: opensParts(clause),
    listKind: kindOfListNumber([...clause.matchAll(listNumber)].at(-1)?.[1] ?? ''),
    isNorm: norm.test(last),
    isPreviousYear: previousYear.test(last),
    year: /^[，；、：]*(?:其中[，：]?)?((?:19|20)\d\d)年(?!\d{1,2}月)/u.exec(last)?.[1] ?? null,
  };
}

/** 上年公务接待费, but not 与上年相比 nor the item 上年结转. */
const previousYear = /^[，；、：]*(?:其中[，：]?)?[上去]年(?:度|同期)?(?!度|同期|相比|结余|结转|末)/u;

/** The kind of a list number: `1、` → `1`, `（2）` → `（1）`, `三是` → `是`. */
export function kindOfListNumber(number: string): string {
  return number === '' ? '' : number.replace(/\d{1,2}/u, '1').replace(/[一二三四五六七八九十]{1,3}/u, '一');
}

/**
 * Whether parts of what was spoken of follow: “其中：基本支出…”. A list that names items without figures
 * (“主要包括基本工资、津贴补贴；公用经费…”) opens nothing.
 */
function opensParts(clause: string): boolean {
  const last = [...clause.matchAll(parts)].at(-1);
  if (!last) return false;
  const rest = clause.slice(last.index + last[0].length).replace(/(?<!\d)\d{1,2}、/u, '');
  if (/[；。]/u.test(rest)) return false;
  return !/^包/u.test(last[0]) || !/[、，]./u.test(rest.replace(/^[，：]/u, ''));
}

/** The item that the piece before the last names by its steps or its code (2080101行政运行，年初预算…), '' for none. */
function namedBefore(earlier: string): string {
  const sentence = /[^。；]*$/u.exec(earlier.replace(/[。；，：]$/u, ''))?.[0] ?? '';
  if (/（[类款项]）[^，：]{0,6}$/u.test(sentence)) return sentence;
  return /(?:^|[，：])\d{3,7}((?:\p{Script=Han}|[（）、]){2,30})$/u.exec(sentence)?.[1] ?? '';
}

/** Words of a sentence that names an item and nothing else: “2.公务接待费支出情况说明。”, '' for any other. */
export function itemAlone(sentence: string): string {
  const words = sentence.replace(/[。：]$/u, '').replace(/(?:的?支出)?(?:决算)?情况(?:说明)?$/u, '');
  const label = /[，。；：]/u.test(words) ? '' : trimLabel(words);
  const isItem = /(?:费用?|经费|支出|收入|采购|接待|购置)$/u.test(label) && !/[无未没]/u.test(label);
  return isItem && [...label].length <= longestItem ? label : '';
}

/** The last piece of a clause: what stands behind the last ，；：。 or 、 that parts items, outside brackets and quotes. */
function lastPiece(clause: string): string {
  let depth = 0;
  for (let i = clause.length - 1; i >= 0; i--) {
    const character = clause[i] ?? '';
    if (character === '）' || character === '”') depth++;
    else if (character === '（' || character === '“') {
      if (depth === 0 && character === '（') return clause.slice(i + 1);
      depth = Math.max(0, depth - 1);
    } else if (depth === 0 && /[，；：。！？]/u.test(character) && i < clause.length - 1)
      return clause.slice(i + 1);
    else if (
      depth === 0 &&
      character === '、' &&
      !/收$|收入$|基本养老$|工资$/u.test(clause.slice(0, i)) &&
      i < clause.length - 1
    )
      return clause.slice(i + 1);
  }
  return clause;
}

function mentionedIn(earlier: string): string {
  for (const piece of earlier.split(/[，；：。]/u).reverse()) {
    let rest = piece;
    for (let found = lead.exec(rest); found && found[0] !== ''; found = lead.exec(rest))
      rest = rest.slice(found[0].length);
    const item = commonItems.find((known) => rest.startsWith(known) && rest.length > known.length);
    if (item !== undefined) return item;
  }
  return '';
}

/** The words of a piece that only name a measure, or the item that a piece before it names (追加项目“…”，金额…). */
function fallbackOf(piece: string, clause: string): string {
  const rate = /[^，；、：\d\s]{2,}率(?=(?:为|达到?|：)*$)/u.exec(piece)?.[0];
  if (rate !== undefined) return trimLabel(rate) || rate;
  const earlier = clause.slice(0, clause.length - piece.length).replace(/[，；：]$/u, '');
  const named = trimLabel(lastPiece(earlier.replace(/(?<=项目|资金|经费)[“‘].*$/u, '')));
  if (earlier !== '' && itemEnding.test(named) && [...named].length <= longestItem) return named;
  let label = piece;
  for (let found = lead.exec(label); found && found[0] !== ''; found = lead.exec(label))
    label = label.slice(found[0].length);
  for (let found = tail.exec(label); found; found = tail.exec(label)) label = label.slice(0, found.index);
  return label.replace(/(?:数|数额|安排)$/u, '');
}

function labelOf(piece: string, isRate: boolean): string {
  if (isRate) {
    const rate = /([^，；、：\d]{2,}率)(?:为|达到?|：)*$/u.exec(piece)?.[1];
    if (rate !== undefined) return /(?:执行|完成)率$/u.test(rate) ? '' : trimLabel(rate);
    const before = /^(.*?)(?:所?占(?!用)|完成|为.{0,6}预算的)/u.exec(piece)?.[1] ?? '';
    return before === '' || /\d/u.test(before) ? '' : trimLabel(before);
  }
  return trimLabel(piece);
}

function trimLabel(piece: string): string {
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
  return measureOnly.test(label) ? '' : label;
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
