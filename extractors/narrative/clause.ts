import type { ItemStep } from '../../schemas/statement.ts';
import {
  comparison,
  labelOf,
  lead,
  longestItem,
  namedBefore,
  pathOf,
  previousYear,
  quotedProject,
  tail,
  trimLabel,
} from './label.ts';
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
  /** The year of which the figure is what another is compared with: 比2020年的855万元增加…, null for none. */
  readonly baseYear: string | null;
  /** The year that the words begin with, null for none. */
  readonly year: string | null;
}

const direction = new RegExp(
  `(${directionPattern})(?:幅度|比例|额|率|金额)?(?:了|为|约|达到?|至|共|近|：)*$`,
  'u',
);
const share =
  /(?:所?占(?!用)(?:比重|比例|比)?(.{0,40}?)(?:的?(?:比例|比重|比)|的)?|^((?:全年|本年|总|财政拨款)?(?:支出|收入)(?:合计|总额|总计)?)的)(?:为|约|达到?|是|：)*$/u;
const completion =
  /(?:完成(.{0,14}?)(?:的|率)?|为(.{0,6}预算)数?的|(?:预算|支出|资金)?执行率|完成率|办结率|到位率)(?:为|达到?|：)*$/u;
const parts = /其中|包括|包含|(?:用于|如下|构成)(?:以下方面)?：|分别(?:为|是)/gu;
/** A list number before an item: its kind tells which items stand beside each other. */
const listNumber = /(?:^|[，；：。含括中])(\d{1,2}[、.．](?!\d)|（\d{1,2}）|[一二三四五六七八九]是(?!否))/gu;
/** 每人每月500元, 标准为…: what one gets, no figure of the accounts. */
const norm =
  /每(?:人|户|月|年|天|日|次|辆|台|个|位|名|批|件|平方米|生|学期)[^，；：。]{0,8}$|标准(?:为|是|：)?$/u;

/**
 * Reads the words between a figure and the one before it.
 * @param clause flattened text since the figure before (or the sentence's beginning)
 */
export function readCue(clause: string): Cue {
  const last = lastPiece(clause);
  const moved = /节[约省]率[为：]?$/u.test(last) ? null : direction.exec(last);
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
  const label =
    own === '' || own === '支出'
      ? namedBefore(earlier) || quotedProject(earlier) || own
      : own === '项目'
        ? quotedProject(earlier) || own
        : own;
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
    isPreviousYear: previousYear.test(last) || basedOnLastYear.test(last),
    baseYear: basedOnYear.exec(last)?.[1] ?? null,
    year: /^[，；、：]*(?:其中[，：]?)?((?:19|20)\d\d)年(?!\d{1,2}月)/u.exec(last)?.[1] ?? null,
  };
}

/** 比上年决算数13万元减少…: the figure right behind is the base. */
const basedOnLastYear = /(?:与|同|比|较)[上去]年(?:度|同期)?(?:决算)?数?的?$/u;
const basedOnYear = /(?:与|同|比|较)((?:19|20)\d\d)年(?:度|同期)?(?:决算)?数?的?$/u;

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
  if (rate !== undefined) return (trimLabel(rate) || rate).replace(/^(?:全年|当年|年度|本年度?)/u, '');
  const earlier = clause.slice(0, clause.length - piece.length).replace(/[，；：]$/u, '');
  const named = trimLabel(lastPiece(earlier.replace(/(?<=项目|资金|经费)[“‘].*$/u, '')));
  if (earlier !== '' && itemEnding.test(named) && [...named].length <= longestItem) return named;
  let label = piece;
  for (let found = lead.exec(label); found && found[0] !== ''; found = lead.exec(label))
    label = label.slice(found[0].length);
  for (let found = tail.exec(label); found; found = tail.exec(label)) label = label.slice(0, found.index);
  return label.replace(/(?:数|数额|安排)$/u, '');
}
