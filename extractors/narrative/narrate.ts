import type { Block, Reconstruction } from '../../schemas/document.ts';
import type { Fact, FactMeasure, ItemStep, Statement } from '../../schemas/statement.ts';
import { type Cue, pathOf, readCue } from './clause.ts';
import { type Figure, findFigures } from './figures.ts';
import { genericLabels } from './lexicon.ts';
import { cutPersonalData, flattenSentence, splitSentences } from './text.ts';

/** Headings under which words are explained, not figures stated. */
const definitions = /名词解释|专业名词|名词说明/u;
/** Headings under which figures are budget figures where the sentence does not say. */
const budgetHeading = /预算安排|年初预算/u;

/** Running text → statements: every sentence that states figures, with what it states. */
export function narrate(reconstruction: Reconstruction): Statement[] {
  const statements: Statement[] = [];
  const reader = new SubjectReader();
  const headings: { level: number; text: string }[] = [];
  for (const block of reconstruction.blocks) {
    if (block.kind === 'heading' || block.kind === 'title') {
      if (block.tableId !== null) continue;
      enter(headings, block);
      reader.newSection(headings.at(-1)?.text ?? '');
    } else if (block.kind === 'paragraph' && !headings.some(({ text }) => definitions.test(text)))
      for (const sentence of splitSentences(block.text)) {
        const id = `s${statements.length + 1}`;
        const chain = headings.map(({ text }) => text);
        const facts = reader.read(
          flattenSentence(sentence.text),
          id,
          chain.some((text) => budgetHeading.test(text)),
        );
        if (facts.length === 0) continue;
        statements.push({
          id,
          quote: cutPersonalData(sentence.text),
          page: block.page,
          location: block.location,
          headings: chain,
          facts,
        });
      }
    if (block.kind === 'paragraph') reader.endParagraph(block.text);
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
  readonly whole: string | null;
  /** Measure that parts of it take where they do not say. */
  measure: FactMeasure | null;
  /** The fact that states its amount: the whole of parts that follow. */
  amount: string | null;
}

type Draft = Omit<Fact, 'id'>;

/** Reads sentences in order and remembers what is spoken of from one to the next. */
class SubjectReader {
  private subjects = 0;
  private current: Subject | null = null;
  private whole: string | null = null;
  private wholeMeasure: FactMeasure | null = null;
  private heading = '';

  newSection(heading: string): void {
    this.current = null;
    this.whole = null;
    this.heading = heading;
  }

  endParagraph(text: string): void {
    if (!/[：:]\s*$/u.test(text)) return;
    if (this.current?.amount) {
      this.whole = this.current.amount;
      this.wholeMeasure = this.current.measure;
    }
  }

  read(sentence: string, id: string, budgetSection: boolean): Fact[] {
    const figures = findFigures(sentence).filter((figure) => figure.kind !== 'bare');
    if (figures.length === 0) {
      this.nameItem(sentence);
      return [];
    }
    const facts: Fact[] = [];
    const stack: { whole: string | null; measure: FactMeasure | null; current: Subject | null }[] = [];
    let compared: string | null = null;
    let from = 0;
    for (const figure of figures) {
      const between = sentence.slice(from, figure.start);
      for (const mark of between)
        if (mark === '（') {
          stack.push({ whole: this.whole, measure: this.wholeMeasure, current: this.current });
          if (this.current?.amount && from > 0) {
            this.whole = this.current.amount;
            this.wholeMeasure = this.current.measure;
          }
        } else if (mark === '）') {
          const outer = stack.pop();
          if (outer && from > 0) {
            this.whole = outer.whole;
            this.wholeMeasure = outer.measure;
            this.current = outer.current;
          }
        }
      const cue = readCue(between);
      if (cue.compared !== null) compared = cue.compared;
      else if (/[。；]/u.test(between) || cue.direction === 0)
        compared = cue.direction === 0 ? null : compared;
      if (cue.opensParts && this.current?.amount) {
        this.whole = this.current.amount;
        this.wholeMeasure = this.current.measure;
      }
      const draft = this.state(figure, cue, compared, sentence, budgetSection);
      if (draft) {
        const fact: Fact = { id: `${id}.${facts.length + 1}`, ...draft };
        facts.push(fact);
        if (
          this.current &&
          (fact.measure === '决算数' || fact.measure === '预算数') &&
          this.current.id === fact.subject
        ) {
          if (this.current.amount === null || fact.measure === '决算数') {
            this.current.amount = fact.id;
            this.current.measure = fact.measure;
          }
        }
      }
      from = figure.end;
    }
    return facts;
  }

  /** A sentence without figures that names an item (…（类）…（款）…（项）。) says what the next ones speak of. */
  private nameItem(sentence: string): void {
    const path = pathOf(sentence);
    if (path.length > 0) this.current = this.subject(path.at(-1)?.label ?? '', path, this.whole);
  }

  private subject(label: string, path: readonly ItemStep[], whole: string | null): Subject {
    this.subjects++;
    return { id: `i${this.subjects}`, label, path, whole, measure: null, amount: null };
  }

  private state(
    figure: Figure,
    cue: Cue,
    compared: string | null,
    sentence: string,
    budgetSection: boolean,
  ): Draft | null {
    const isRate = figure.kind === 'percent';
    const named = cue.label !== '' && !genericLabels.has(cue.label);
    if (isRate && cue.direction === 0 && cue.share === null && cue.completion === null) {
      if (!named || !/率$/u.test(cue.label)) return null;
      this.current = this.subject(cue.label, this.steps(cue), null);
      return this.draft(figure, cue, '完成率', '', 1);
    }
    if (named && !(isRate && cue.direction !== 0)) {
      if (cue.share === null || this.current === null || !this.isSame(cue.label))
        if (!(cue.direction !== 0 && this.current !== null && compared !== null && this.isSame(cue.label)))
          if (!this.isSame(cue.label) || figure.kind === 'count')
            this.current = this.subject(cue.label, this.steps(cue), this.whole);
    }
    if (this.current === null) {
      if (isRate || cue.direction !== 0) return null;
      const label = this.heading.replace(/(?:支出|决算|预算)?(?:情况)?(?:说明)?$/u, '');
      if (label === '' || !/费|支出|收入|经费|采购/u.test(this.heading)) return null;
      this.current = this.subject(label, [{ label, depth: null }], null);
    }
    void sentence;
    if (isRate) {
      if (cue.share !== null) return this.draft(figure, cue, '占比', cue.share, 1);
      if (cue.completion !== null) return this.draft(figure, cue, '完成率', cue.completion, 1);
      return this.draft(figure, cue, '增减率', baseOf(compared), cue.direction || 1);
    }
    if (figure.kind === 'count') return named ? this.draft(figure, cue, '数量', '', 1) : null;
    if (cue.direction !== 0 && (compared !== null || !named))
      return this.draft(figure, cue, '增减额', baseOf(compared), cue.direction);
    const measure =
      cue.speaksOf === 'budget'
        ? '预算数'
        : cue.speaksOf === 'outturn'
          ? '决算数'
          : this.current.whole !== null && this.wholeMeasure !== null && this.wholeMeasure !== '数量'
            ? this.wholeMeasure
            : budgetSection
              ? '预算数'
              : '决算数';
    return this.draft(figure, cue, measure, '', 1);
  }

  private isSame(label: string): boolean {
    return this.current?.label === label;
  }

  private steps(cue: Cue): readonly ItemStep[] {
    return cue.path.length > 0 ? cue.path : [{ label: cue.label, depth: null }];
  }

  private draft(figure: Figure, cue: Cue, measure: FactMeasure, basis: string, sign: 1 | -1): Draft | null {
    const subject = this.current;
    if (!subject) return null;
    const value =
      sign < 0 && /[1-9]/u.test(figure.value) && !figure.value.startsWith('-')
        ? `-${figure.value}`
        : figure.value;
    return {
      rowLabel: subject.label,
      itemPath: subject.path,
      measure,
      raw: `${figure.value}${figure.unit}`,
      value,
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
}

/** 2019年, 上年决算数 → 上年; 年初预算数 → 年初预算. */
function baseOf(compared: string | null): string {
  if (compared === null) return '上年';
  if (/预算/u.test(compared)) return /年初/u.test(compared) ? '年初预算' : '预算';
  return '上年';
}
