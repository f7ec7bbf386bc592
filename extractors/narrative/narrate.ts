import type { Block, Reconstruction } from '../../schemas/document.ts';
import type { Fact, FactMeasure, ItemStep, Statement } from '../../schemas/statement.ts';
import { cutPersonalData } from '../layout/personal-data.ts';
import { type Cue, pathOf, readCue } from './clause.ts';
import { type Figure, findFigures } from './figures.ts';
import { genericLabels } from './lexicon.ts';
import { flattenSentence, splitSentences } from './text.ts';

/** Headings under which words are explained, not figures stated. */
const definitions = /名词解释|专业名词|名词说明/u;
/** Headings under which figures are budget figures where the sentence does not say. */
const budgetHeading = /预算安排|年初预算/u;

/** Running text → statements: every sentence that states figures, with what it states. */
export function narrate(reconstruction: Reconstruction): Statement[] {
  const statements: Statement[] = [];
  const memory: Memory = { subjects: 0, current: null, whole: null, listed: null, heading: '' };
  const headings: { level: number; text: string }[] = [];
  for (const block of reconstruction.blocks) {
    if (block.kind === 'heading' || block.kind === 'title') {
      if (block.tableId !== null) continue;
      enter(headings, block);
      Object.assign(memory, { current: null, listed: null, heading: headings.at(-1)?.text ?? '' });
    } else if (block.kind === 'paragraph' && !headings.some(({ text }) => definitions.test(text)))
      for (const sentence of splitSentences(block.text)) {
        const id = `s${statements.length + 1}`;
        const chain = headings.map(({ text }) => text);
        const isBudget = chain.some((text) => budgetHeading.test(text));
        const facts = readSentence(flattenSentence(sentence.text), id, memory, isBudget);
        if (facts.length === 0) continue;
        statements.push({
          id,
          quote: cutPersonalData(sentence.text).text,
          page: block.page,
          location: block.location,
          headings: chain,
          facts,
        });
      }
    // …，其中： at the end of a paragraph: the paragraphs that follow name its parts.
    if (block.kind === 'paragraph' && /[：:]\s*$/u.test(block.text) && memory.current?.amount)
      memory.listed = memory.current;
  }
  return statements;
}

const ordinal =
  /^(?:第[一二三四五六七八九十]{1,3}部分|[一二三四五六七八九十]{1,3}[、.．]|（[一二三四五六七八九十\d]{1,3}）[、.．]?|\d{1,2}[、.．](?!\d))/u;

function enter(headings: { level: number; text: string }[], block: Block): void {
  const level = block.level ?? 1;
  const text = flattenSentence(block.text).replace(ordinal, '');
  // 第三部分 and the title under it are one heading.
  if (block.kind === 'title' && headings.length === 1 && headings[0]?.text === '') {
    headings[0] = { level: 1, text };
    return;
  }
  while (headings.length > 0 && (headings.at(-1)?.level ?? 0) >= level) headings.pop();
  headings.push({ level, text });
}

/** What is spoken of. */
interface Subject {
  readonly id: string;
  readonly label: string;
  readonly path: readonly ItemStep[];
  /** Fact that states the whole it is a part of. */
  readonly whole: string | null;
  /** Whose part it is. */
  readonly partOf: Subject | null;
  /** Measure that parts of it take where they do not say. */
  measure: FactMeasure | null;
  /** The fact that states its amount: the whole of parts that follow. */
  amount: string | null;
  /** Its share of the whole has been stated: what is compared next is the whole. */
  hasShare: boolean;
}

type Draft = Omit<Fact, 'id'>;

/** What is remembered from one sentence to the next. */
interface Memory {
  subjects: number;
  current: Subject | null;
  /** Whose parts are being named. */
  whole: Subject | null;
  /** The whole of a list whose items are sentences of their own (…，其中：). */
  listed: Subject | null;
  heading: string;
}

function newSubject(
  memory: Memory,
  label: string,
  path: readonly ItemStep[],
  whole: Subject | null,
): Subject {
  memory.subjects++;
  return {
    id: `i${memory.subjects}`,
    label,
    path: path.length > 0 ? path : [{ label, depth: null }],
    whole: whole?.amount ?? null,
    partOf: whole,
    measure: null,
    amount: null,
    hasShare: false,
  };
}

/** Facts of one flattened sentence, in order. */
function readSentence(sentence: string, id: string, memory: Memory, budgetSection: boolean): Fact[] {
  const figures = findFigures(sentence).filter((figure) => figure.kind !== 'bare');
  memory.whole = memory.listed;
  if (figures.length === 0) {
    const path = pathOf(sentence);
    if (path.length > 0) memory.current = newSubject(memory, path.at(-1)?.label ?? '', path, memory.whole);
    return [];
  }
  const facts: Fact[] = [];
  const brackets: { whole: Subject | null; current: Subject | null }[] = [];
  let compared: string | null = null;
  let from = 0;
  for (const figure of figures) {
    const between = sentence.slice(from, figure.start);
    for (const mark of from === 0 ? '' : between)
      if (mark === '（') {
        brackets.push({ whole: memory.whole, current: memory.current });
        if (memory.current?.amount) memory.whole = memory.current;
      } else if (mark === '）') {
        const outer = brackets.pop();
        if (outer) {
          memory.whole = outer.whole;
          memory.current = outer.current;
        }
      }
    const cue = readCue(between);
    compared = cue.compared ?? (cue.direction === 0 || /[。；]/u.test(between) ? null : compared);
    if (cue.opensParts && memory.current?.amount) memory.whole = memory.current;
    const speaksOfBudget =
      facts.some((fact) => fact.measure === '预算数') && !/决算|执行|实际|追加/u.test(sentence);
    const context = {
      compared,
      speaksOfBudget,
      isFirst: from === 0,
      behind: sentence.slice(figure.end),
      budgetSection,
    };
    const draft = stateFact(figure, cue, memory, context);
    if (draft) {
      const fact: Fact = { id: `${id}.${facts.length + 1}`, ...draft };
      facts.push(fact);
      remember(fact, memory.current);
    }
    from = figure.end;
  }
  return facts;
}

function remember(fact: Fact, subject: Subject | null): void {
  if (!subject || subject.id !== fact.subject) return;
  if (fact.measure === '占比') subject.hasShare = true;
  if (fact.measure !== '决算数' && fact.measure !== '预算数') return;
  if (subject.amount !== null && fact.measure !== '决算数') return;
  subject.amount = fact.id;
  subject.measure = fact.measure;
}

interface FigureContext {
  readonly compared: string | null;
  /** The first figure of its sentence. */
  readonly isFirst: boolean;
  readonly behind: string;
  readonly budgetSection: boolean;
  /** The sentence has stated budget figures and speaks of nothing else. */
  readonly speaksOfBudget: boolean;
}

function stateFact(figure: Figure, cue: Cue, memory: Memory, context: FigureContext): Draft | null {
  const isRate = figure.kind === 'percent';
  const isNamed = cue.label !== '' && !genericLabels.has(cue.label) && !/^(?:上|去)年度?$/u.test(cue.label);
  const isChange = cue.direction !== 0 && (isRate || context.compared !== null || !isNamed);
  if (isRate && !isChange && cue.share === null && cue.completion === null) {
    if (!isNamed || !/率$/u.test(cue.label)) return null;
    memory.current = newSubject(memory, cue.label, cue.path, null);
    return draftOf(figure, cue, memory.current, '完成率', '');
  }
  if (figure.kind === 'count') return stateCount(figure, cue, memory, context, isNamed);
  const { current } = memory;
  // “年初预算为…，实际执行数为…”: two amounts of one thing, the second under a name of its own.
  if (!isNamed && !isRate && current !== null && cue.speaksOf === 'outturn' && /预算$/u.test(current.label))
    return {
      ...draftOf(figure, cue, current, '决算数', ''),
      rowLabel: cue.fallback,
      itemPath: [{ label: cue.fallback, depth: null }],
    };
  chooseSubject(cue, memory, context, isNamed, isChange);
  const subject = memory.current;
  if (!subject) return null;
  if (isChange) {
    const owner = subject.hasShare && subject.partOf && !isNamed ? subject.partOf : subject;
    return draftOf(figure, cue, owner, isRate ? '增减率' : '增减额', baseOf(context.compared));
  }
  if (isRate)
    return cue.share !== null
      ? draftOf(figure, cue, subject, '占比', cue.share)
      : draftOf(figure, cue, subject, '完成率', cue.completion ?? '');
  return draftOf(figure, cue, subject, measureOf(cue, subject, context), '');
}

/** The item a figure is about: the one its words name, else the one spoken of. */
function chooseSubject(
  cue: Cue,
  memory: Memory,
  context: FigureContext,
  isNamed: boolean,
  isChange: boolean,
): void {
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
  if (isChange) return;
  if (current === null && cue.completion !== null && /率$/u.test(cue.fallback)) {
    memory.current = newSubject(memory, cue.fallback, [], null);
    return;
  }
  const names =
    context.isFirst && cue.share === null && cue.completion === null && itemWords.test(cue.fallback);
  if (names && (current === null || current.amount !== null)) {
    memory.current = newSubject(memory, cue.fallback, [], memory.whole);
    return;
  }
  if (current !== null) return;
  const label = memory.heading.replace(/(?:决算|预算|安排)*(?:情况)?(?:的?说明)?$/u, '');
  if (itemWords.test(label)) memory.current = newSubject(memory, label, [], null);
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
  const counted = /^[^，。；、：（）\d]{2,12}/u.exec(context.behind)?.[0] ?? '';
  if (isNamed && !(verbEnd.test(cue.label) && counted !== '')) {
    memory.current = newSubject(memory, cue.label, cue.path, null);
    return draftOf(figure, cue, memory.current, '数量', '');
  }
  if (isNamed && counted !== '') {
    memory.current = newSubject(memory, counted, [], null);
    return draftOf(figure, cue, memory.current, '数量', '');
  }
  if (context.isFirst || memory.current === null) return null;
  return draftOf(figure, cue, memory.current, '数量', '');
}

/** Labels that are verbs: what is counted stands behind the figure. */
const verbEnd = /(?:设|展|办|开|行|对.{0,4}|有|织|成|了|用于.*)$/u;

function draftOf(figure: Figure, cue: Cue, subject: Subject, measure: FactMeasure, basis: string): Draft {
  const isFall = (measure === '增减额' || measure === '增减率') && cue.direction < 0;
  const negative = isFall && /[1-9]/u.test(figure.value) && !figure.value.startsWith('-');
  return {
    rowLabel: subject.label,
    itemPath: subject.path,
    measure,
    raw: `${figure.value}${figure.unit}`,
    value: negative ? `-${figure.value}` : figure.value,
    unit: figure.unit,
    qualifier: figure.qualifier,
    basis,
    year: null,
    yearOffset: cue.isPreviousYear ? -1 : 0,
    stage: measure === '预算数' ? cue.stage : '',
    subject: subject.id,
    whole: subject.whole,
  };
}

/** 2019年, 上年决算数 → 上年; 年初预算数 → 年初预算. */
function baseOf(compared: string | null): string {
  if (compared === null) return '上年';
  if (/预算/u.test(compared)) return /年初/u.test(compared) ? '年初预算' : '预算';
  return '上年';
}
