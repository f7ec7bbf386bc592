import { evaluate, seedAmounts, wanToFen } from './accounts.ts';
import type { SeedNotes } from './notes.ts';
import type { Truth, TruthFact, TruthField } from './truth.ts';

/** A figure of the seed with what it stands for; in the lines it is replaced by its mark. */
export interface Figure {
  readonly id: number;
  readonly seedText: string;
  /** What is printed behind it. `cell` a table's bare amount, `rate` a bare percentage, `yuan` an amount always in 元. */
  readonly kind: 'money' | 'percent' | 'cell' | 'rate' | 'yuan' | 'count';
  /** Linear expression; null = the seed's own figure. */
  readonly expression: string | null;
  /** Denominator of a percentage. */
  readonly base: string | null;
  readonly line: number;
  /** Form of the table it stands in, '' in running text. */
  readonly form: string;
  /** Words of its line before it, without white space; '' in tables. */
  readonly before: string;
}

export interface LinkedField {
  readonly field: TruthField;
  readonly figure: Figure | null;
  /** For lost cells and cells without a figure of their own. */
  readonly expression: string | null;
}

export interface LinkedFact {
  readonly fact: TruthFact;
  readonly figure: Figure | null;
  readonly expression: string | null;
  readonly base: string | null;
}

/** A seed taken apart: lines with marks for figures, and the truth tied to the figures. */
export interface Draft {
  readonly notes: SeedNotes;
  readonly truth: Truth;
  /** `source` is the line's number in the seed, from 1. */
  readonly lines: { text: string; readonly source: number }[];
  readonly figures: Figure[];
  readonly fields: LinkedField[];
  readonly facts: LinkedFact[];
}

export const mark = (id: number): string => `\uE000${id}\uE001`;
/** A mark; group 1 is the figure's id. */

/** Numbers that a unit follows; thresholds (50万元以上) are none. */
const proseFigure = /(?<![\d.])(\d+(?:\.\d+)?)(?=\s*(万元|元|%)(?!\s*以上))/gu;
/** Half a unit of 0.01 万元 on each of a few summands: what the seed's own rounding may be off by, in 分. */
const seedTolerance = 60_000n;

/** Takes a seed apart; throws where the notes do not fit its text (they are checked figure by figure). */
export function takeApart(notes: SeedNotes, text: string, truth: Truth): Draft {
  const texts = text.replace(/\n$/u, '').split('\n');
  for (const [line, from, to] of notes.edits) {
    const old = texts[line - 1] ?? '';
    if (!old.includes(from)) throw new Error(`${notes.file}:${line}: no “${from}”`);
    texts[line - 1] = old.replace(from, to);
  }
  const figures: Figure[] = [];
  const seed = seedAmounts(notes.rules);
  const add = (
    line: number,
    form: string,
    seedText: string,
    kind: Figure['kind'],
    note: string,
    before = '',
  ): string => {
    const sure = !note.startsWith('!');
    let expression = note.replace('!', '');
    const yuan = expression.startsWith('@');
    if (yuan) expression = expression.slice(1);
    const [top, base] = expression.split(':');
    const figure: Figure = {
      id: figures.length,
      seedText,
      kind: yuan ? 'yuan' : kind === 'cell' && base !== undefined ? 'rate' : kind,
      expression: expression === '.' ? null : (top ?? ''),
      base: base ?? null,
      line,
      form,
      before: before.replace(/\s+/gu, ''),
    };
    if (sure && figure.expression !== null) checkSeed(notes, figure, seed);
    figures.push(figure);
    return mark(figure.id);
  };
  const taken = new Map<string, number>();
  const lines = texts.map((old, index) => {
    const line = index + 1;
    let out = old;
    const table = notes.tables.find((entry) => line >= entry.from && line <= entry.to);
    if (table) {
      out = out
        .split('\t')
        .map((cell) => {
          const given = table.cells[cell.trim()];
          if (given === undefined) return cell;
          const key = `${table.form} ${cell.trim()}`;
          const nth = taken.get(key) ?? 0;
          taken.set(key, nth + 1);
          const note = typeof given === 'string' ? given : (given[nth] ?? given.at(-1) ?? '');
          const [digits = ''] = /^[\d.]+/u.exec(cell.trim()) ?? [];
          return cell.replace(digits, add(line, table.form, digits, 'cell', note));
        })
        .join('\t');
    }
    const found = [...out.matchAll(proseFigure)];
    const wanted = notes.prose[line]?.split(' ');
    if (wanted && wanted.length !== found.length)
      throw new Error(`${notes.file}:${line}: ${found.length} figures, ${wanted.length} notes: ${out}`);
    let nth = 0;
    const whole = out;
    out = out.replace(proseFigure, (figure: string, _digits: string, unit: string, at: number) => {
      const kind = unit === '%' ? 'percent' : unit === '元' ? 'yuan' : 'money';
      return add(line, '', figure, kind, wanted?.[nth++] ?? '.', whole.slice(0, at));
    });
    return { text: out, source: line };
  });
  const draft = { notes, truth, lines, figures, fields: [] as LinkedField[], facts: [] as LinkedFact[] };
  linkFields(draft);
  linkFacts(draft);
  return draft;
}

function checkSeed(notes: SeedNotes, figure: Figure, seed: ReadonlyMap<string, bigint>): void {
  const value = evaluate(figure.expression ?? '0', seed);
  const absolute = value < 0n ? -value : value;
  const where = `${notes.file}:${figure.line}: ${figure.seedText} is not ${figure.expression}`;
  if (figure.base !== null) {
    const base = Number(evaluate(figure.base, seed));
    const places = figure.seedText.includes('.') ? figure.seedText.split('.')[1]?.length : 0;
    const percent = (Number(absolute) / base) * 100;
    const unit = 10 ** -(places ?? 0);
    if (Math.abs(percent - Number(figure.seedText)) > unit + 0.1)
      throw new Error(`${where}:${figure.base} (${percent})`);
    return;
  }
  const off = absolute - wanToFen(figure.seedText);
  if (off > seedTolerance || off < -seedTolerance) throw new Error(`${where} (${absolute})`);
}

const isZero = (text: string | null): boolean => /^[0.]*$/u.test(text ?? '');

function linkFields(draft: Draft & { fields: LinkedField[] }): void {
  const { notes, truth, figures } = draft;
  const queue = new Map<string, Figure[]>();
  for (const figure of figures) {
    if (figure.form === '') continue;
    const key = `${figure.form} ${figure.seedText}`;
    queue.set(key, [...(queue.get(key) ?? []), figure]);
  }
  for (const field of truth.fields) {
    const override = notes.cells[`${field.table}|${field.row_code || field.row_label}|${field.column}`];
    let figure: Figure | null = null;
    let expression: string | null = null;
    if (field.state === 'lost') {
      expression = override ?? (isZero(field.value) ? null : (notes.lost[field.value ?? ''] ?? null));
      if (!isZero(field.value) && expression === null)
        throw new Error(`lost cell without a note: ${JSON.stringify(field)}`);
    } else if (!field.blank && (override !== undefined || !isZero(field.value))) {
      const waiting = queue.get(`${field.table} ${field.value}`);
      figure =
        override === undefined
          ? (waiting?.shift() ?? null)
          : (figures.find((f) => f.form === field.table && f.expression === override && unused(draft, f)) ??
            null);
      if (override !== undefined && figure !== null) drop(queue, figure);
      if (figure === null && override !== undefined) expression = override;
      // scores and weights of the 自评表 are no money and stay
      if (figure === null && override === undefined && field.table !== 'jx')
        throw new Error(`no figure for ${JSON.stringify(field)}`);
    }
    draft.fields.push({ field, figure, expression });
  }
}

const unused = (draft: Draft, figure: Figure): boolean =>
  !draft.fields.some((linked) => linked.figure === figure);

function drop(queue: Map<string, Figure[]>, figure: Figure): void {
  for (const [key, list] of queue)
    queue.set(
      key,
      list.filter((other) => other !== figure),
    );
}

/** Words right before a figure by the measure it is: what must stand there, and what must not. */
const measureWords: Readonly<Record<string, readonly [must: RegExp, mustNot: RegExp]>> = {
  预算数: [/预算|安排/u, /(?:决算|执行)数?为?$/u],
  决算数: [/./u, /(?:年初|支出|收支)?预算(?:数|安排)?为?$|(?:增加|减少|增长|下降|上升|降低)了?$/u],
  完成率: [/完成|执行率/u, /占[^，；]*$/u],
  占比: [/占|的$/u, /完成[^，；占]*$/u],
  增减额: [/增加|减少|增长|下降|上升|降低|调整/u, /^$/u],
  增减率: [/增加|减少|增长|下降|上升|降低/u, /^$/u],
};

/**
 * Of the figures of one value the one that a fact of the truth means: its words fit the measure, they name the item, no fact has
 * it yet, and it stands behind the fact before.
 */
function nearest(
  candidates: readonly Figure[],
  fact: TruthFact,
  last: Figure | null,
  used: ReadonlySet<Figure>,
): Figure | null {
  const [must, mustNot] = measureWords[fact.column] ?? [/./u, /^$/u];
  const names = [fact.row_label, ...fact.aliases].map((name) =>
    name.replace(/（[类款项]）/gu, '').replace(/[“”\s]/gu, ''),
  );
  let best: Figure | null = null;
  let most = Number.NEGATIVE_INFINITY;
  for (const figure of candidates) {
    const clause = figure.before.split(/[，；。：、（]/u).at(-1) ?? '';
    const plain = figure.before.replace(/（[类款项]）/gu, '').replace(/[“”]/gu, '');
    const score =
      (must.test(clause) && !mustNot.test(clause) ? 8 : 0) +
      (names.some((name) => plain.includes(name)) ? 2 : 0) +
      (names.some((name) => plain.slice(-name.length - 12).includes(name)) ? 2 : 0) +
      (used.has(figure) ? 0 : 5) +
      (last === null || figure.id >= last.id ? 3 : 0);
    if (score > most) {
      best = figure;
      most = score;
    }
  }
  return best;
}

function linkFacts(draft: Draft & { facts: LinkedFact[] }): void {
  const { notes, truth, figures } = draft;
  const prose = figures.filter((figure) => figure.form === '');
  let position = 0;
  const used = new Set<Figure>();
  for (const original of truth.narrative) {
    const change = notes.facts.find(
      (c) => c.row_label === original.row_label && c.column === original.column && c.value === original.value,
    );
    const fact = {
      ...original,
      row_label: change?.label ?? original.row_label,
      value: change?.now ?? original.value,
    };
    if (change?.label) fact.aliases = [change.label, `${change.label}支出`, ...fact.aliases];
    if (fact.column === '数量') {
      draft.facts.push({ fact, figure: null, expression: null, base: null });
      continue;
    }
    const wanted = fact.value.replace('-', '');
    if (change?.expression) {
      const own = prose.find((f) => f.seedText === wanted && f.expression === change.expression);
      if (own) used.add(own);
      draft.facts.push({ fact, figure: null, expression: change.expression, base: null });
      continue;
    }
    const fits = (figure: Figure): boolean =>
      figure.seedText === wanted && (figure.kind === 'percent') === (fact.unit === '%');
    const figure = nearest(prose.filter(fits), fact, prose[position] ?? null, used);
    if (figure) {
      position = prose.indexOf(figure);
      used.add(figure);
    }
    draft.facts.push({ fact, figure, expression: figure?.expression ?? null, base: figure?.base ?? null });
  }
  for (const added of notes.newFacts) {
    const [expression = '', base = null] = added.expression.split(':');
    const fact: TruthFact = {
      row_label: added.row_label,
      column: added.column,
      value: '',
      unit: base ? '%' : '万元',
      amount_cny: '',
      aliases: added.aliases,
    };
    draft.facts.push({
      fact,
      figure: figures.find((f) => f.form === '' && f.expression === expression && f.base === base) ?? null,
      expression,
      base,
    });
  }
}
