import { createHash } from 'node:crypto';
import type { Amounts } from './accounts.ts';
import { drawAmounts, evaluate } from './accounts.ts';
import type { Encoding, TableCarrier } from './carrier.ts';
import { breakPages, carryTables, encode, fitsGb, widenDigits, wrapParagraphs } from './carrier.ts';
import type { Draft } from './draft.ts';
import { moveCaptions, restyleMarks, restyleUnits, rewordHeaders, rewordTitles } from './layout.ts';
import { drawNaming, shiftYears } from './naming.ts';
import type { Line } from './order.ts';
import { reorderCodes, reorderItems, reorderList, reorderSections, reorderTables } from './order.ts';
import type { Plant } from './plant.ts';
import { drawPlant } from './plant.ts';
import type { FigureStyle, MoneyUnit } from './print.ts';
import { printFigure, withSeparators } from './print.ts';
import type { Random } from './random.ts';
import { createRandom } from './random.ts';
import type { Transformation } from './transformations.ts';
import { chooseTransformations } from './transformations.ts';
import type { Truth } from './truth.ts';
import { writeTruth } from './variant-truth.ts';
import { agreeVerbs, agreeWithBudget, paraphrase } from './wording.ts';

export interface Variant {
  readonly id: string;
  readonly seed: string;
  readonly applied: readonly Transformation[];
  readonly plant: string;
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly truth: Truth;
  readonly figureStyle: FigureStyle;
  readonly amounts: Amounts;
}

/** Seed lines of the running text whose sections may change places: first and last. */
const sectionRange: Readonly<Record<string, readonly [number, number]>> = {
  '000_acb7a3c98e3f4d4c': [369, 519],
  '001_87ab7230e7caa9be': [263, 357],
  '004_e8216b10e210b726': [221, 306],
};
/** The newest fiscal year whose accounts are published. */
const latestYear = 2025;
/**
 * Variant number `index` of the drafts in turn: the first of each transformation alone, then mixtures; every second
 * one has one contradiction. Deterministic: the same index gives the same bytes.
 */
export function makeVariant(drafts: readonly Draft[], index: number): Variant {
  const draft = drafts[index % drafts.length];
  if (!draft) throw new Error('no drafts');
  const random = createRandom(7919 * (index + 1));
  const tables = draft.notes.tables.length > 0;
  const round = Math.floor(index / drafts.length);
  const applied = chooseTransformations(random, round, tables);
  const style = figureStyle(applied, random);
  const amounts = drawSound(draft, random, applied, style);
  const planted = (index + round) % 2 === 1;
  let plant: Plant | null = null;
  for (let tries = 0; planted && plant === null && tries < 60; tries++)
    plant = drawPlant(draft, amounts, style, random);
  return build(draft, index, random, applied, style, amounts, plant);
}

function figureStyle(applied: readonly Transformation[], random: Random): FigureStyle {
  const unit: MoneyUnit = applied.includes('unit-yuan')
    ? '元'
    : applied.includes('unit-yi')
      ? '亿元'
      : '万元';
  const places = unit === '元' ? random.pick([0, 2]) : unit === '亿元' ? 6 : 2;
  return {
    unit,
    places,
    zeros: applied.includes('trimmed-zeros') ? 'trim' : random.pick(['seed', 'seed', 'fixed']),
    separators: applied.includes('separators') || (unit === '元' && random.chance(50)),
    truncate: applied.includes('truncated-shares'),
  };
}

/** 分: what drawn amounts are multiples of, so that printing is exact unless real rounding is wanted. */
function quantumOf(applied: readonly Transformation[], style: FigureStyle): bigint {
  if (style.unit === '元') return style.places === 2 ? 1n : 100n;
  return applied.includes('real-rounding') && style.unit === '万元' ? 1n : 10_000n;
}

function drawSound(
  draft: Draft,
  random: Random,
  applied: readonly Transformation[],
  style: FigureStyle,
): Amounts {
  const quantum = quantumOf(applied, style);
  for (let tries = 0; tries < 400; tries++) {
    const scale = style.unit === '亿元' ? random.between(40_000, 200_000) : random.between(350, 6000);
    const amounts = drawAmounts(draft.notes.rules, random, scale, quantum);
    if (isFair(draft, amounts, style)) return amounts;
  }
  throw new Error(`${draft.notes.file}: no fair amounts found`);
}

/** No negative amounts, what must be positive is, and nothing that is not zero prints as zero. */
function isFair(draft: Draft, amounts: Amounts, style: FigureStyle): boolean {
  if ([...amounts.values()].some((amount) => amount < 0n)) return false;
  if (draft.notes.positive.some((expression) => evaluate(expression, amounts) <= 0n)) return false;
  return draft.figures.every((figure) => {
    if (figure.expression === null || figure.expression === '0') return true;
    const printed = printFigure(figure, amounts, style);
    return /[1-9]/u.test(printed) && (figure.base === null || Math.abs(Number(printed)) < 900);
  });
}

function build(
  draft: Draft,
  index: number,
  random: Random,
  applied: readonly Transformation[],
  style: FigureStyle,
  amounts: Amounts,
  plant: Plant | null,
): Variant {
  const has = (name: Transformation): boolean => applied.includes(name);
  const { notes } = draft;
  const sound = plant === null;
  let lines: Line[] = draft.lines.map((line) => ({ ...line }));
  if (sound) lines = withoutUnannounced(lines, notes.unannounced);
  if (has('order-codes'))
    for (const { form, from, to } of notes.tables)
      if (/^gk0[235]$/u.test(form)) lines = reorderCodes(lines, from, to, random);
  if (has('titles')) lines = rewordTitles(lines, random);
  if (has('headers')) lines = rewordHeaders(lines, random);
  if (has('marks')) lines = restyleMarks(lines, random);
  if (has('units')) lines = restyleUnits(lines, random);
  if (has('captions')) lines = moveCaptions(lines, random);
  if (has('order-tables')) lines = reorderTables(lines, notes.blocks, random);
  if (has('order-items')) lines = reorderItems(lines, random);
  const range = sectionRange[notes.truth];
  if (has('order-sections') && range) lines = reorderSections(lines, range[0], range[1], random);
  const sign = (text: string): number => signOf(draft, amounts, text);
  let texts = lines.map(({ text }) => {
    let out = agreeVerbs(text, sign);
    out = agreeWithBudget(out, (budget, actual) => compare(draft, amounts, budget, actual));
    if (has('order-lists')) out = reorderList(out, random);
    return has('paraphrase') ? paraphrase(out, random, sign) : out;
  });
  const naming = drawNaming(notes, random);
  const by = random.pick(
    [-3, -2, -1, 1, 2].filter((shift) => Number(draft.truth.fiscal_year) + shift <= latestYear),
  );
  const fiscalYear = Number(draft.truth.fiscal_year) + by;
  texts = texts.map((text) => shiftYears(naming.apply(text), by));
  texts = texts.map((text) => fillFigures(text, draft, amounts, style, plant));
  texts = dress(texts, applied, random);
  const text = texts.join(has('crlf') ? '\r\n' : '\n') + (has('crlf') ? '\r\n' : '\n');
  const encoding: Encoding = has('utf-8-bom')
    ? 'utf-8-bom'
    : has('utf-16le')
      ? 'utf-16le'
      : has('gb18030') && fitsGb(text)
        ? 'gb18030'
        : 'utf-8';
  const bytes = encode(text, encoding);
  const id = `v${String(index).padStart(3, '0')}-${notes.truth.slice(0, 3)}`;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const truth = writeTruth(draft, {
    id,
    sha256,
    fiscalYear: String(fiscalYear),
    naming,
    style,
    amounts,
    plant,
  });
  return {
    id,
    seed: notes.truth.slice(0, 3),
    applied: applied.filter((name) => name !== 'gb18030' || encoding === 'gb18030'),
    plant: plant?.kind ?? '',
    bytes,
    text,
    truth,
    figureStyle: style,
    amounts,
  };
}

/** Contents entries of tables that are not there, taken out; the rest of their list numbered anew. */
function withoutUnannounced(lines: readonly Line[], names: readonly string[]): Line[] {
  if (names.length === 0) return [...lines];
  let counter = 0;
  let after = -1;
  return lines
    .filter(({ text }) => !names.some((name) => new RegExp(`^- \\d+、${name}$`, 'u').test(text)))
    .map((line, place) => {
      const entry = /^- (\d+)、(.*)$/u.exec(line.text);
      if (!entry || !line.text.endsWith('表')) return line;
      counter = after === place - 1 ? counter + 1 : 1;
      after = place;
      return { ...line, text: `- ${counter}、${entry[2]}` };
    });
}

const idOf = (text: string): number => Number(text.replace(/[\uE000\uE001]/gu, ''));

function signOf(draft: Draft, amounts: Amounts, text: string): number {
  const figure = draft.figures[idOf(text)];
  if (!figure?.expression?.includes('-')) return 0;
  const value = evaluate(figure.expression, amounts);
  return value < 0n ? -1 : value > 0n ? 1 : 0;
}

function compare(draft: Draft, amounts: Amounts, budget: string, actual: string): number {
  const of = (text: string): bigint => evaluate(draft.figures[idOf(text)]?.expression ?? '0', amounts);
  return of(actual) >= of(budget) ? 1 : -1;
}

function fillFigures(
  text: string,
  draft: Draft,
  amounts: Amounts,
  style: FigureStyle,
  plant: Plant | null,
): string {
  const unit = style.unit;
  return text
    .replace(/((?:单位[:：] ?|[(（])(?:单位[:：])?)万元/gu, `$1${unit}`)
    .replace(
      /\uE000(\d+)\uE001( ?)(万元|万(?!人)|元)?/gu,
      (_all, id: string, space: string, behind?: string) => {
        const figure = draft.figures[Number(id)];
        if (!figure) return '';
        const plain = plant?.printed.get(figure.id) ?? printFigure(figure, amounts, style).replace('-', '');
        const money = figure.kind === 'money' || figure.kind === 'cell' || figure.kind === 'yuan';
        const shown = style.separators && money ? withSeparators(plain) : plain;
        const printed =
          behind === '万元' ? unit : behind === '万' ? unit.replace(/(?<=.)元/u, '') : (behind ?? '');
        return `${shown}${space}${printed}`;
      },
    );
}

function dress(lines: readonly string[], applied: readonly Transformation[], random: Random): string[] {
  const has = (name: Transformation): boolean => applied.includes(name);
  const carrier: TableCarrier = has('pipes') ? 'pipes' : has('columns') ? 'columns' : 'tabs';
  let out = has('page-breaks') ? breakPages(lines, random, random.chance(40)) : [...lines];
  out = carrier === 'tabs' ? out : carryTables(out, carrier);
  if (has('wide-digits')) out = out.map((line) => (line.includes('\t') ? line : widenDigits(line)));
  if (has('wrapped')) out = wrapParagraphs(out, random.pick([64, 76, 84]));
  if (has('nbsp')) out = out.map((line) => line.replace(/(?<=\S) (?=\S)/gu, '\u00A0'));
  return out;
}
