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
  /** The words are about the year before. */
  readonly isPreviousYear: boolean;
}

const direction = new RegExp(
  `(${directionPattern})(?:幅度|比例|额|率|金额)?(?:了|为|约|达到?|至|共|近|：)*$`,
  'u',
);
const comparison =
  /(?:与|同|比|较)((?:上|去)年(?:度|同期)?(?:决算|预算)?数?|(?:19|20)\d\d年度?(?:决算)?数?|(?:本年)?(?:年初|全年)?预算数?)(?:相比|比较|对比|相较)?/gu;
const share =
  /(?:所?占(?!用)(?:比重|比例|比)?(.{0,40}?)(?:的?(?:比例|比重|比)|的)?|^((?:全年|本年|总|财政拨款)?(?:支出|收入)(?:合计|总额|总计)?)的)(?:为|约|达到?|是|：)*$/u;
const completion =
  /(?:完成(.{0,14}?)(?:的|率)?|为(.{0,6}预算)的|(?:预算|支出|资金)?执行率|完成率|办结率|到位率)(?:为|达到?|：)*$/u;
/** A longer phrase (characters) is no item. */
const longestItem = 24;
const parts = /其中|包括|包含|(?:用于|如下|构成)(?:以下方面)?：|分别(?:为|是)/u;

/** Words in front of an item that are no part of its name. */
const lead = new RegExp(
  `^(?:${[
    '[，、；。：！？\\s]',
    '其中',
    '主要?(?:包括|包含|用于|是|为)?(?:以下方面)?：?',
    '包括',
    '包含',
    '以及',
    '[和及与并]',
    '共有',
    '共计?(?!同)',
    '涉及(?!资金|人数)',
    '另[有外]',
    '实有',
    '(?:全年|本年|累计)?共?(?:安排|接待|组织)(?=来访|因公|国内|国外|外事|外宾)',
    '全年(?=共)',
    '截[至止][^，]{0,14}[，日底末]',
    '[一二三四五六七八九]是(?!否)',
    '\\d{1,2}[、.．](?!\\d)',
    '（\\d{1,2}）',
    '（[一二三四五六七八九十]{1,3}）',
    '[一二三四五六七八九十]{1,3}、',
    '(?:19|20)\\d\\d年(?:度|初|末|底)?(?:\\d{1,2}月)?(?:\\d{1,2}日)?',
    '本年度?(?=[^收支预决]|$)',
    '年度',
    '[我本](?:单位|部门|中心|局|委|办|处|院|县|市|区|省)',
    '(?:单位|部门)(?=[^价整决])',
    '组织对',
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
    '有',
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
    /年初(?:部门)?预算|全年预算|预算(?:总?额|金额|数|为|是|安排|批复|：|$)|安排/u.test(plain) &&
    !/决算|执行|预算调整|计划安排/u.test(plain);
  const isOutturn = /决算|执行数|实际(?:支出|完成|执行)/u.test(plain);
  const shared = moved ? null : share.exec(last);
  const completed = moved || shared ? null : completion.exec(last);
  const label = labelOf(moved ? last.slice(0, moved.index) : last, shared !== null || completed !== null);
  const path = pathOf(label);
  return {
    label: path.at(-1)?.label ?? label,
    fallback: fallbackOf(last, clause),
    mentioned: mentionedIn(clause.slice(0, clause.length - last.length)),
    path,
    speaksOf: isOutturn ? 'outturn' : isBudget ? 'budget' : 'silent',
    stage: !isBudget ? '' : /年初/u.test(plain) ? '年初预算' : /全年|调整/u.test(plain) ? '全年预算' : '',
    direction: moved?.[1] === undefined ? 0 : (directions.get(moved[1]) ?? 0),
    completion: completed ? (completed[1] ?? completed[2] ?? '').replace(/的$/u, '') : null,
    share: shared ? (shared[1] ?? shared[2] ?? '').replace(/的$/u, '') : null,
    compared,
    opensParts: parts.test(clause),
    isPreviousYear: /^[，；、：]*(?:上年|去年)度?(?!相比|同期|结余|结转)/u.test(last),
  };
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
  let label = piece
    .replace(/同比(?:上年|去年)?/gu, '')
    .replace(comparison, '')
    .replace(/相比/gu, '')
    .replace(/^[，、]?为.{0,30}共/u, '');
  for (let found = lead.exec(label); found && found[0] !== ''; found = lead.exec(label))
    label = label.slice(found[0].length);
  for (let found = tail.exec(label); found; found = tail.exec(label)) label = label.slice(0, found.index);
  if (measureOnly.test(label)) return '';
  const measured = measureTail.exec(label);
  if (measured && measured.index > 0 && !new RegExp(`(?:${fundPattern})$`, 'u').test(label))
    label = label.slice(0, measured.index);
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
