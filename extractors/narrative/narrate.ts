import type { Block, Reconstruction } from '../../schemas/document.ts';
import type { Fact, Statement } from '../../schemas/statement.ts';
import { cutPersonalData } from '../layout/personal-data.ts';
import { kindOfListNumber, readCue } from './clause.ts';
import { findFigures } from './figures.ts';
import { itemAlone, pathOf } from './label.ts';
import { emptyMemory, type Memory, newSubject, remember, type Subject } from './memory.ts';
import { dealtSubjects, runLength } from './pairs.ts';
import { stateFact } from './state.ts';
import { flattenSentence, splitSentences } from './text.ts';

/** Headings under which words are explained, not figures stated. */
const definitions = /名词解释|专业名词|名词说明/u;
/** Headings under which figures are budget figures where the sentence does not say. */
const budgetHeading = /预算安排|年初预算/u;

/**
 * Running text → statements: every sentence that states figures, with what it states.
 * @param before how many statements were counted before these
 */
export function narrate(reconstruction: Reconstruction, before = 0): Statement[] {
  const statements: Statement[] = [];
  const memory = emptyMemory();
  const headings: { level: number; text: string }[] = [];
  for (const block of reconstruction.blocks) {
    if (block.kind === 'heading' || block.kind === 'title') {
      if (block.tableId !== null) continue;
      enter(headings, block);
      const heading = headings.at(-1)?.text ?? '';
      const year = /(?:19|20)\d\d(?=年)/u.exec(heading)?.[0] ?? memory.year;
      Object.assign(memory, { current: null, listed: null, lists: [], spoken: [], heading, year });
    } else if (block.kind === 'paragraph' && !headings.some(({ text }) => definitions.test(text))) {
      const kind = kindOfListNumber(
        listNumber.exec(flattenSentence(block.text.slice(0, longestNumber)))?.[0] ?? '',
      );
      // The next paragraph of a kind ends the list that the one before it opened.
      const open = memory.lists.findIndex((list) => kind !== '' && list.kind === kind);
      if (open >= 0) {
        memory.lists.length = open;
        memory.listed = memory.lists.at(-1)?.whole ?? null;
      }
      let spoken: readonly Subject[] = [];
      for (const sentence of splitSentences(block.text)) {
        const id = `s${before + statements.length + 1}`;
        const chain = headings.map(({ text }) => text);
        const isBudget = chain.some((text) => budgetHeading.test(text));
        const known = memory.subjects;
        const facts = readSentence(flattenSentence(sentence.text), id, memory, isBudget);
        if (facts.length === 0) continue;
        spoken = memory.spoken.filter((subject) => Number(subject.id.slice(1)) > known);
        statements.push({
          id,
          quote: cutPersonalData(sentence.text).text,
          page: block.page,
          location: block.location,
          headings: chain,
          facts,
          ...(block.reading === undefined ? {} : { reading: block.reading }),
        });
      }
      // …，其中： at the end of a paragraph: the paragraphs that follow name its parts, if it spoke of one item.
      if (/[：:]\s*$/u.test(block.text) && memory.current?.amount) {
        const tops = spoken.filter(({ partOf }) => partOf === null || partOf === memory.listed);
        if (tops.length > 1) memory.lists.length = 0;
        else memory.lists.push({ whole: memory.current, kind });
        memory.listed = memory.lists.at(-1)?.whole ?? null;
      }
    }
  }
  return statements;
}

/** A list number at the beginning of a paragraph. */
const listNumber =
  /^(?:\d{1,2}[、.．](?!\d)|（[一二三四五六七八九十\d]{1,3}）|[一二三四五六七八九十]{1,3}(?:、|是))/u;
/** Characters at a paragraph's beginning that are looked at for it. */
const longestNumber = 12;

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

/** More figures without a unit than this, and than with one, are cells. */
const mostBare = 3;

/** Facts of one flattened sentence, in order. */
function readSentence(sentence: string, id: string, memory: Memory, budgetSection: boolean): Fact[] {
  const all = findFigures(sentence);
  const figures = all.filter((figure) => figure.kind !== 'bare');
  // Cells of a table whose structure is gone are no sentence.
  if (all.length - figures.length > Math.max(figures.length, mostBare)) return [];
  memory.whole = memory.listed;
  if (figures.length === 0) {
    const path = pathOf(sentence);
    const label = path.at(-1)?.label ?? itemAlone(sentence);
    if (label !== '') memory.current = newSubject(memory, label, path, memory.whole);
    return [];
  }
  memory.sentence++;
  // Nobody asks for what was spoken of further back than the sentence before.
  memory.spoken = memory.spoken.filter(({ sentence: named }) => memory.sentence - named < 2);
  const last = memory.current;
  const facts: Fact[] = [];
  const brackets: { whole: Subject | null; current: Subject | null }[] = [];
  /** Whole of the items under each kind of list number. */
  const numbered = new Map<string, Subject | null>();
  let dealt: readonly Subject[] | null = null;
  let run = { start: 0, length: 1, between: '' };
  let compared: string | null = null;
  let before = '';
  let from = 0;
  for (const [index, figure] of figures.entries()) {
    const isInRun = index > run.start && index < run.start + run.length;
    if (!isInRun) {
      const between = sentence.slice(from, figure.start);
      run = { start: index, length: runLength(sentence, figures, index), between };
      const own = figure.kind === 'money' ? between.replace(/(?<=\p{Script=Han})（$/u, '') : between;
      if (from > 0) enterBrackets(own, brackets, memory);
    }
    // 基本工资（12万元）: the bracket only sets the figure apart from its item.
    const isBracketed = figure.kind === 'money' && /\p{Script=Han}（$/u.test(run.between);
    const between = isBracketed ? run.between.slice(0, -1) : run.between;
    // 完成全年预算50万元的98%: the words before the amount say what the percentage is.
    const isOf = between === '的' && figure.kind === 'percent';
    const cue = readCue(isOf ? `${before}的` : between);
    before = between;
    if (!isInRun) {
      compared = cue.compared ?? (cue.direction === 0 || /[。；]/u.test(between) ? null : compared);
      const opens = cue.opensParts && (run.length === 1 || /其中|包括|包含/u.test(between));
      openParts(opens, figure.kind === 'count', memory);
      if (cue.listKind !== '') {
        const whole = numbered.get(cue.listKind);
        if (whole !== undefined) memory.whole = whole;
        else numbered.set(cue.listKind, memory.whole);
      }
      if (run.length > 1) dealt = dealtSubjects(between, run.length, dealt, memory);
    }
    from = figure.end;
    if (isBracketed && !isInRun) brackets.push({ whole: memory.whole, current: null });
    const settled = run.length > 1 ? dealt?.[index - run.start] : null;
    if (settled === undefined) continue;
    if (settled !== null) memory.current = settled;
    const speaksOfBudget =
      facts.some((fact) => fact.measure === '预算数') && !/决算|执行|实际|追加/u.test(sentence);
    const draft = stateFact(figure, cue, between, memory, {
      compared,
      speaksOfBudget,
      isFirst: index === 0,
      behind: sentence.slice(figure.end),
      budgetSection,
      isSettled: settled !== null,
    });
    if (!draft) continue;
    const fact: Fact = { id: `${id}.${facts.length + 1}`, ...draft };
    facts.push(fact);
    remember(fact, memory);
    // 15所中小学、3所幼儿园: what is counted behind one figure names no other.
    if (fact.measure === '数量' && sentence.startsWith(fact.rowLabel, from)) from += fact.rowLabel.length;
  }
  // What follows goes on about what stands before the brackets.
  const [outer] = brackets;
  if (outer?.current) memory.current = outer.current;
  return /^其中/u.test(sentence) ? liftParts(facts, last) : facts;
}

/**
 * A sentence that begins with 其中 goes on about the last item spoken of, or about the whole of that: parts that come to
 * more than the item are parts of its whole.
 */
function liftParts(facts: readonly Fact[], last: Subject | null): Fact[] {
  const whole = last?.partOf ?? null;
  const value = last?.value ?? null;
  if (!last?.amount || !whole?.amount || value === null) return [...facts];
  const parts = facts.filter((fact) => fact.whole === last.amount && isAmountIn(fact, value.unit));
  const sum = parts.reduce((all, fact) => all + Number(fact.value), 0);
  return sum > Number(value.value) + roundingOf(parts.length)
    ? facts.map((fact) => (fact.whole === last.amount ? { ...fact, whole: whole.amount } : fact))
    : [...facts];
}

function isAmountIn(fact: Fact, unit: string): boolean {
  return (fact.measure === '决算数' || fact.measure === '预算数') && fact.unit === unit;
}

/** What rounding to hundredths may add up to over so many parts. */
function roundingOf(parts: number): number {
  return (parts + 1) * 0.005;
}

/** Brackets hold parts of what stands before them; behind them it goes on as before. */
function enterBrackets(
  between: string,
  brackets: { whole: Subject | null; current: Subject | null }[],
  memory: Memory,
): void {
  for (const mark of between)
    if (mark === '（') {
      brackets.push({ whole: memory.whole, current: memory.current });
      if (memory.current?.amount || memory.current?.facts.has('数量')) memory.whole = memory.current;
    } else if (mark === '）') {
      const outer = brackets.pop();
      if (outer) {
        memory.whole = outer.whole;
        memory.current = outer.current ?? memory.current;
      }
    }
}

/** 其中：what was spoken of is the whole of what follows, if it is an amount, or a count and counts follow. */
function openParts(opens: boolean, countsFollow: boolean, memory: Memory): void {
  const { current } = memory;
  if (opens && (current?.amount || (countsFollow && current?.facts.has('数量')))) memory.whole = current;
}
