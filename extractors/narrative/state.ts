import type { Fact, FactMeasure } from '../../schemas/statement.ts';
import type { Cue } from './clause.ts';
import type { Figure } from './figures.ts';
import { countedNouns, countedThings, directionPattern, genericLabels } from './lexicon.ts';
import { type Memory, newSubject, type Subject, wholeOf } from './memory.ts';

/** A fact without its place in the sentence. */
export type Draft = Omit<Fact, 'id'>;

/** What the sentence around a figure tells. */
export interface FigureContext {
  readonly compared: string | null;
  /** The first figure of its sentence. */
  readonly isFirst: boolean;
  readonly behind: string;
  readonly budgetSection: boolean;
  /** The sentence has stated budget figures and speaks of nothing else. */
  readonly speaksOfBudget: boolean;
  /** The item is settled already (figures dealt out to items). */
  readonly isSettled: boolean;
}

/** Money added on the way: it is an item for itself, and what follows goes on about the item before. */
const aside = /^(?:年中|调整)?(?:追加|调增|调减)(?:预算|收入|支出|资金|经费)?$/u;
/** Words for the whole year's spending that name no item. */
const yearlySpending = /^(?:全年|当年|本年度?|年度|实际|累计)+(?:支出|使用|执行|完成|开支)(?:数|额|金额)?$/u;
/** Words that sum up a list: the figure behind them is no one item's. */
const summing = /(?:共计|合计|总计|小计|总共|合共)(?:为|：)?$/u;

/**
 * What a figure states of which item; sets the item spoken of.
 * @returns null where no item or no sense can be named
 */
export function stateFact(
  figure: Figure,
  cue: Cue,
  between: string,
  memory: Memory,
  context: FigureContext,
): Draft | null {
  if (cue.isNorm) return null;
  if (cue.year !== null) memory.year = cue.year;
  const isRate = figure.kind === 'percent';
  const { current } = memory;
  // “年初预算为10万元，全年支出8万元” goes on about the item budgeted.
  const goesOn =
    yearlySpending.test(cue.label) && current?.facts.has('预算数') && !current.facts.has('决算数');
  const isNamed = !context.isSettled && !goesOn && cue.label !== '' && !genericLabels.has(cue.label);
  const isChange = cue.direction !== 0 && (isRate || context.compared !== null || !isNamed);
  if (figure.unit === '百分点') {
    if (!isChange) return null;
    chooseSubject(cue, memory, context, isNamed, true);
    return memory.current && draftOf(figure, cue, memory.current, '增减额', baseOf(context.compared, memory));
  }
  if (isRate && !isChange && cue.share === null && cue.completion === null) {
    if (!isNamed || !/率$/u.test(cue.label)) return null;
    memory.current = newSubject(memory, cue.label, cue.path, null);
    return draftOf(figure, cue, memory.current, '完成率', '');
  }
  if (figure.kind === 'count')
    return context.isSettled && current
      ? draftOf(figure, cue, current, '数量', '')
      : stateCount(figure, cue, memory, context, isNamed);
  if (isNamed && !isRate && current !== null && aside.test(cue.label))
    return draftOf(
      figure,
      cue,
      newSubject(memory, cue.label, [], null),
      measureOf(cue, current, context),
      '',
    );
  // “年初预算为…，实际执行数为…”: two amounts of one thing, the second under a name of its own.
  if (!isNamed && !isRate && current !== null && cue.speaksOf === 'outturn' && /预算$/u.test(current.label))
    return {
      ...draftOf(figure, cue, current, '决算数', ''),
      rowLabel: cue.fallback,
      itemPath: [{ label: cue.fallback, depth: null }],
    };
  if (!isNamed && !isRate && !isChange && current?.amount && summing.test(between)) return null;
  if (!context.isSettled) chooseSubject(cue, memory, context, isNamed, isChange);
  const subject = memory.current;
  if (!subject) return null;
  if (isChange) {
    const whole = isNamed || context.isSettled ? null : subject.partOf;
    // A sentence that begins with a change goes on about what the sentence before was about, not about its last part.
    const beginsAnew =
      context.isFirst && memory.sentence - subject.sentence === 1 && whole?.statedIn === subject.sentence;
    const isOpen = whole !== null && (subject.hasShare || beginsAnew);
    const owner = isOpen ? ownerOfChange(subject, whole, figure, context.behind, beginsAnew) : subject;
    // What goes on about the change goes on about its owner.
    if (isOpen && !isRate) {
      memory.current = owner;
      subject.hasShare = false;
    }
    return draftOf(figure, cue, owner, isRate ? '增减率' : '增减额', baseOf(context.compared, memory));
  }
  if (isRate)
    return cue.share !== null
      ? draftOf(figure, cue, subject, '占比', cue.share)
      : draftOf(figure, cue, subject, '完成率', cue.completion ?? '');
  const measure = goesOn ? '决算数' : measureOf(cue, subject, context);
  return draftOf(figure, cue, subject, measure, '', memory.year);
}

/** A rate right behind a change: 增加5万元，增长3.1%. */
const rateBehind = new RegExp(
  `^[，、]?(?:同比|比例)?(?:${directionPattern})[^，。；\\d]{0,4}(\\d+(?:\\.\\d+)?)%`,
  'u',
);
/** How far (percentage points) a stated rate may lie from the one its amounts give. */
const rateSlack = 0.06;

/**
 * Whose change is stated behind the share of a part: “基本支出60万元，占60%，比上年增加…”. The part's, if the rate that
 * follows is that of the part, else the whole's.
 */
function ownerOfChange(
  part: Subject,
  whole: Subject,
  change: Figure,
  behind: string,
  beginsAnew: boolean,
): Subject {
  const rate = rateBehind.exec(behind)?.[1];
  if (rate === undefined || (beginsAnew && fitsRate(whole, change, rate))) return whole;
  return fitsRate(part, change, rate) ? part : whole;
}

/** Whether a change of the item's amount is of this rate, as a rise or as a fall. */
function fitsRate({ value: amount }: Subject, change: Figure, rate: string): boolean {
  if (amount === null || change.unit !== amount.unit) return false;
  const now = Number(amount.value);
  const moved = Number(change.value);
  return [now - moved, now + moved].some(
    (before) => before > 0 && Math.abs((moved * 100) / before - Number(rate)) <= rateSlack,
  );
}

/** The item a figure is about: the one its words name, else the one spoken of. */
function chooseSubject(
  cue: Cue,
  memory: Memory,
  context: FigureContext,
  isNamed: boolean,
  isChange: boolean,
): void {
  // What was counted in a sentence before has no amounts.
  if (!isNamed && !isChange && isCountOnly(memory)) memory.current = null;
  const { current } = memory;
  if (isNamed) {
    // “与上年相比，财政拨款支出增加” goes on about 财政拨款支出总计.
    const goesOn =
      current !== null && (current.label === cue.label || (isChange && current.label.startsWith(cue.label)));
    if (!goesOn || (context.isFirst && current.amount !== null && !isChange))
      memory.current = newSubject(memory, cue.label, cue.path, memory.whole);
    return;
  }
  if (cue.mentioned !== '' && cue.mentioned !== current?.label) {
    memory.current = newSubject(memory, cue.mentioned, [], memory.whole);
    return;
  }
  // “政府性基金收入15万元，支出15万元”: the other side of the same fund.
  const other = cue.label === '支出' ? '收入' : cue.label === '收入' ? '支出' : null;
  if (other !== null && !isChange && current?.label.endsWith(other) && current.amount !== null) {
    const label = current.label.slice(0, -other.length) + cue.label;
    memory.current = newSubject(memory, label, [], current.partOf);
    return;
  }
  if (isChange && current !== null) return;
  const beginsSentence = context.isFirst && current !== null && memory.sentence !== current.sentence;
  if ((current === null || beginsSentence) && cue.completion !== null && /率$/u.test(cue.fallback)) {
    memory.current = newSubject(memory, cue.fallback, [], null);
    return;
  }
  const names =
    context.isFirst &&
    !isChange &&
    cue.share === null &&
    cue.completion === null &&
    itemWords.test(cue.fallback);
  // “…一般行政管理事务（项）…。2023年预算执行数为…” goes on about the item whose steps were just named.
  const isSteps =
    current?.path.some(({ depth }) => depth !== null) === true && memory.sentence - current.sentence === 1;
  if (names && !isSteps && (current === null || current.amount !== null)) {
    memory.current = newSubject(memory, cue.fallback, [], memory.whole);
    return;
  }
  if (current !== null) return;
  const label = memory.heading.replace(/(?:决算|预算|安排)*(?:情况)?(?:的?说明)?$/u, '');
  if (itemWords.test(label)) memory.current = newSubject(memory, label, [], null);
  else if (other !== null) memory.current = newSubject(memory, cue.label, [], null);
}

function isCountOnly({ current, sentence }: Memory): boolean {
  return current?.facts.has('数量') === true && current.amount === null && current.sentence !== sentence;
}

/** Words that name money. */
const itemWords = /费|支出|收入|经费|采购|预算|资金|项目|结余/u;

function measureOf(cue: Cue, subject: Subject, context: FigureContext): FactMeasure {
  if (cue.speaksOf === 'budget') return '预算数';
  if (cue.speaksOf === 'outturn') return '决算数';
  if (subject.partOf?.measure) return subject.partOf.measure;
  return context.budgetSection || context.speaksOfBudget ? '预算数' : '决算数';
}

/** A count is named by the words before it, or by what it counts where those are a verb (内设6个股室). */
function stateCount(
  figure: Figure,
  cue: Cue,
  memory: Memory,
  context: FigureContext,
  isNamed: boolean,
): Draft | null {
  const counted = countedIn(context.behind);
  const isAtOnce = classifiers.test(figure.unit) && countedAtOnce.test(context.behind);
  const takesCounted =
    counted !== '' &&
    (isNamed
      ? verbEnd.test(cue.label) || (isAtOnce && !countedThing.test(cue.label))
      : isAtOnce || context.isFirst);
  if (isNamed || takesCounted) {
    const partOf = memory.whole?.countedIn === figure.unit ? memory.whole : null;
    memory.current = takesCounted
      ? newSubject(memory, counted, [], partOf)
      : newSubject(memory, cue.label, cue.path, partOf);
    return draftOf(figure, cue, memory.current, '数量', '');
  }
  if (context.isFirst || memory.current === null) return null;
  return draftOf(figure, cue, memory.current, '数量', '');
}

/** Units that say nothing of what they count. */
const classifiers = /^(?:个|所|家|名|辆|件|项|间|座|处|支)$/u;
/** A thing that can be counted right behind its figure, and at the end of a label. */
const countedAtOnce = new RegExp(`^(?:${countedNouns})`, 'u');
const countedThing = new RegExp(`(?:${countedNouns})$`, 'u');

function countedIn(behind: string): string {
  const atOnce = countedAtOnce.exec(behind)?.[0];
  if (atOnce !== undefined) return atOnce;
  const phrase = /^[^，。；、：（）\d]{2,12}(?=[，。；、：（）]|$)/u.exec(behind)?.[0];
  return phrase ?? countedThings.exec(behind)?.[0] ?? '';
}

/** Labels that are verbs: what is counted stands behind the figure. */
const verbEnd =
  /(?:设|展|办|开|行|对.{0,4}|有|织|成|了|用于.*|负责.{0,4}|管理|选取|抽取|选择|下辖|管辖|涵盖|覆盖)$/u;

function draftOf(
  figure: Figure,
  cue: Cue,
  subject: Subject,
  measure: FactMeasure,
  basis: string,
  year: string | null = null,
): Draft {
  const isFall = (measure === '增减额' || measure === '增减率') && cue.direction < 0;
  const negative = isFall && /[1-9]/u.test(figure.value) && !figure.value.startsWith('-');
  const stage = measure === '预算数' ? cue.stage : '';
  return {
    rowLabel: subject.label,
    itemPath: subject.path,
    measure,
    raw: `${figure.value}${figure.unit}`,
    value: negative ? `-${figure.value}` : figure.value,
    unit: figure.unit,
    qualifier: figure.qualifier,
    basis,
    year: cue.year,
    yearOffset: cue.isPreviousYear ? -1 : cue.baseYear === null ? 0 : yearsBack(cue.baseYear, year),
    stage,
    subject: subject.id,
    whole: wholeOf(subject, measure, stage),
  };
}

/** How many years back a year lies from the one spoken of: one, where that is not known. */
function yearsBack(baseYear: string, year: string | null): number {
  return year === null || Number(baseYear) >= Number(year) ? -1 : Number(baseYear) - Number(year);
}

/** 上年决算数, the year before the one spoken of → 上年; 年初预算数 → 年初预算; '' where nothing is compared with. */
function baseOf(compared: string | null, memory: Memory): string {
  if (compared === null) return '';
  if (/^[上去]年/u.test(compared)) return '上年';
  if (/预算(?!执行)/u.test(compared)) return /年初/u.test(compared) ? '年初预算' : '预算';
  const year = /(?:19|20)\d\d/u.exec(compared)?.[0];
  if (year === undefined || memory.year === null || Number(memory.year) - Number(year) === 1) return '上年';
  return Number(year) < Number(memory.year) ? `${year}年` : '上年';
}
