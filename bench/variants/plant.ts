/** One contradiction, put into an otherwise sound variant: what is printed, where, and which figures it concerns. */
import type { Amounts } from './accounts.ts';
import type { Draft, Figure, LinkedFact, LinkedField } from './draft.ts';
import type { FigureStyle } from './print.ts';
import { printFigure } from './print.ts';
import type { Random } from './random.ts';
import type { TruthPlace } from './truth.ts';

export interface Plant {
  readonly kind: string;
  /** Figures whose print changes: id → what is printed instead, unsigned, without separators. */
  readonly printed: ReadonlyMap<number, string>;
  readonly place: TruthPlace;
  readonly placeFigure: Figure;
  readonly involved: readonly TruthPlace[];
  readonly note: string;
}

const codeForms = new Set(['gk02', 'gk03', 'gk05']);

/** The place of a table's cell. */
export function placeOf({ field }: LinkedField): TruthPlace {
  return { table: field.table, row_code: field.row_code, row_label: field.row_label, column: field.column };
}

/** The place of a fact of the running text. */
export function placeOfFact({ fact }: LinkedFact): TruthPlace {
  return {
    table: 'narrative',
    row_code: '',
    row_label: fact.row_label,
    column: fact.column,
    aliases: fact.aliases,
  };
}

/**
 * Draws a contradiction that this seed can carry.
 * @returns null where the drawn kind has no fair candidate; draw again
 */
export function drawPlant(draft: Draft, amounts: Amounts, style: FigureStyle, random: Random): Plant | null {
  const hasTables = draft.fields.some((linked) => linked.figure !== null);
  const kinds = hasTables
    ? [
        'table-sum',
        'table-sum',
        'table-sum',
        'cross-table',
        'cross-table',
        'gk07-sum',
        'narrative-amount',
        'narrative-ratio',
        'narrative-ratio-scale',
      ]
    : ['narrative-ratio', 'narrative-ratio-scale'];
  const kind = random.pick(kinds);
  const context = { draft, amounts, style, random };
  if (kind === 'table-sum') return tableSum(context);
  if (kind === 'cross-table') return crossTable(context);
  if (kind === 'gk07-sum') return threePublics(context);
  if (kind === 'narrative-amount') return statedAmount(context);
  return statedRatio(context, kind === 'narrative-ratio-scale');
}

interface Context {
  readonly draft: Draft;
  readonly amounts: Amounts;
  readonly style: FigureStyle;
  readonly random: Random;
}

const text = ({ amounts, style }: Context, figure: Figure): string =>
  printFigure(figure, amounts, style).replace('-', '');

/** Adds to a printed decimal, in units of its own last place. */
export function addUnits(printed: string, units: bigint): string {
  const places = printed.split('.')[1]?.length ?? 0;
  const digits = (BigInt(printed.replace('.', '')) + units).toString().padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** A change that no rounding explains: 5–30 % of the figure, at least 25 of its last places. */
function change(printed: string, random: Random): bigint {
  const whole = BigInt(printed.replace('.', ''));
  const part = (whole * BigInt(random.between(5, 30))) / 100n;
  return part < 25n ? 25n : part;
}

/** Fields and facts that state the same amount as one of the expressions. */
function sharing(draft: Draft, expressions: ReadonlySet<string>): TruthPlace[] {
  return [
    ...draft.fields
      .filter(({ figure, expression }) => expressions.has(figure?.expression ?? expression ?? ''))
      .map(placeOf),
    ...draft.facts
      .filter(({ expression, base }) => expressions.has(expression ?? '') || expressions.has(base ?? ''))
      .map(placeOfFact),
  ];
}

function isKin(a: string, b: string): boolean {
  return a === '' || b === '' || a.startsWith(b) || b.startsWith(a);
}

/** Everything an identity of the cell's own form ties to it. */
function tied(draft: Draft, cell: LinkedField): TruthPlace[] {
  const { table, row_code: code, row_label: label, column } = cell.field;
  return draft.fields
    .filter(({ field }) => {
      if (field.table !== table || field.blank) return false;
      if (field.row_code === code && field.row_label === label) return true;
      if (field.column !== column) return table === 'gk07';
      return table === 'gk01' || table === 'gk04' ? true : isKin(field.row_code, code);
    })
    .map(placeOf);
}

function tableSum(context: Context): Plant | null {
  const { draft, random } = context;
  const cells = draft.fields.filter(
    ({ field, figure }) => figure !== null && /^gk0[1-6]$/u.test(field.table) && figure.expression !== '0',
  );
  if (cells.length === 0) return null;
  const cell = random.pick(cells);
  const figure = cell.figure;
  if (figure === null) return null;
  const printed = text(context, figure);
  if (printed.replace('.', '').replace(/^0+/u, '').length < 3) return null;
  return {
    kind: `${cell.field.table}-sum`,
    printed: new Map([[figure.id, addUnits(printed, change(printed, random))]]),
    place: placeOf(cell),
    placeFigure: figure,
    involved: [placeOf(cell), ...tied(draft, cell), ...sharing(draft, new Set([figure.expression ?? '']))],
    note: 'one cell of the table changed',
  };
}

function crossTable(context: Context): Plant | null {
  const { draft, random } = context;
  const leaves = draft.fields.filter(
    ({ field, figure }) => figure !== null && codeForms.has(field.table) && field.row_code.length === 7,
  );
  if (leaves.length === 0) return null;
  const leaf = random.pick(leaves);
  const { table, row_code: code } = leaf.field;
  const columns = new Set(
    draft.fields
      .filter(({ field, figure }) => figure !== null && field.table === table && field.row_code === code)
      .map(({ field }) => field.column),
  );
  const chain = draft.fields.filter(
    ({ field, figure }) =>
      figure !== null &&
      field.table === table &&
      columns.has(field.column) &&
      (code.startsWith(field.row_code) || field.row_label === '合计'),
  );
  const total = chain.find(({ field }) => field.row_label === '合计');
  const leafFigure = leaf.figure;
  if (!total?.figure || !leafFigure) return null;
  const places = context.style.places;
  const units = change(text(context, leafFigure).padEnd(1), random);
  const finest = (printed: string): string => {
    const [whole = '0', fraction = ''] = printed.split('.');
    return places === 0 ? whole : `${whole}.${fraction.padEnd(places, '0')}`;
  };
  const printed = new Map<number, string>();
  const scaled = units * 10n ** BigInt(places - (text(context, leafFigure).split('.')[1]?.length ?? 0));
  for (const { figure } of chain)
    if (figure) printed.set(figure.id, addUnits(finest(text(context, figure)), scaled));
  const expressions = new Set(chain.map(({ figure }) => figure?.expression ?? ''));
  return {
    kind: `${table}-cross-table`,
    printed,
    place: placeOf(total),
    placeFigure: total.figure,
    involved: [...chain.map(placeOf), ...sharing(draft, expressions), ...classRows(draft, code, table)],
    note: 'the table is sound in itself and differs from the others',
  };
}

/** Cells of other forms that the same codes lead to. */
function classRows(draft: Draft, code: string, table: string): TruthPlace[] {
  return draft.fields
    .filter(({ field, figure }) => {
      if (figure === null || field.table === table) return false;
      return code.startsWith(field.row_code) && field.row_code !== '';
    })
    .map(placeOf);
}

function threePublics(context: Context): Plant | null {
  const { draft, random } = context;
  const cells = draft.fields.filter(
    ({ field, figure }) => figure !== null && field.table === 'gk07' && /合计|小计/u.test(field.column),
  );
  if (cells.length === 0) return null;
  const cell = random.pick(cells);
  const figure = cell.figure;
  if (figure === null) return null;
  const printed = text(context, figure);
  const zero = cell.field.column.includes('小计') && random.chance(50);
  return {
    kind: 'gk07-sum',
    printed: new Map([[figure.id, zero ? '0' : addUnits(printed, change(printed, random))]]),
    place: placeOf(cell),
    placeFigure: figure,
    involved: [
      ...draft.fields.filter(({ field }) => field.table === 'gk07').map(placeOf),
      ...draft.fields
        .filter(({ field }) => /^(?:30212|30217|30231|31013)$/u.test(field.row_code))
        .map(placeOf),
      ...sharing(draft, new Set([figure.expression ?? ''])),
    ],
    note: zero ? 'a subtotal is printed as 0' : 'a sum is not that of its parts',
  };
}

function statedAmount(context: Context): Plant | null {
  const { draft, random } = context;
  const times = new Map<string, number>();
  for (const figure of draft.figures)
    if (figure.form === '' && figure.base === null)
      times.set(figure.expression ?? '', (times.get(figure.expression ?? '') ?? 0) + 1);
  const candidates = draft.facts.filter(
    ({ fact, figure }) =>
      figure !== null &&
      !fact.optional &&
      fact.column === '决算数' &&
      /^\d{7}f?$/u.test(figure.expression ?? '') &&
      times.get(figure.expression ?? '') === 1 &&
      draft.fields.some(
        (linked) => linked.figure?.form === 'gk05' && linked.figure.expression === figure.expression,
      ),
  );
  if (candidates.length === 0) return null;
  const chosen = random.pick(candidates);
  const figure = chosen.figure;
  if (figure === null) return null;
  const printed = text(context, figure);
  const units = change(printed, random);
  return {
    kind: 'narrative-amount',
    printed: new Map([[figure.id, addUnits(printed, units < 100n && printed.includes('.') ? 100n : units)]]),
    place: placeOfFact(chosen),
    placeFigure: figure,
    involved: [placeOfFact(chosen), ...sharing(draft, new Set([figure.expression ?? '']))],
    note: 'the text states another amount than the tables',
  };
}

function statedRatio(context: Context, scale: boolean): Plant | null {
  const { draft, random } = context;
  const seen = new Map<string, number>();
  const key = ({ fact }: LinkedFact): string => `${fact.row_label}|${fact.column}`;
  for (const linked of draft.facts) seen.set(key(linked), (seen.get(key(linked)) ?? 0) + 1);
  const candidates = draft.facts.filter((linked) => {
    const { fact, figure } = linked;
    if (figure === null || fact.optional || figure.base === null || figure.expression === figure.base)
      return false;
    if (figure.expression === '0' || seen.get(key(linked)) !== 1) return false;
    const sharers = draft.facts.filter((other) => other.figure === figure);
    return sharers.length === 1 && /[1-9]/u.test(text(context, figure));
  });
  if (candidates.length === 0) return null;
  const chosen = random.pick(candidates);
  const figure = chosen.figure;
  if (figure === null) return null;
  const printed = text(context, figure);
  const wrong = scale ? divideByHundred(printed) : addUnits(printed, wrongBy(printed, random));
  return {
    kind: scale ? 'narrative-ratio-scale' : 'narrative-ratio',
    printed: new Map([[figure.id, wrong]]),
    place: placeOfFact(chosen),
    placeFigure: figure,
    involved: [placeOfFact(chosen)],
    note: scale
      ? 'the fraction is printed as a percentage'
      : 'the percentage does not follow from the amounts',
  };
}

/** At least 7 percentage points, so that neither rounding nor another fair base explains it. */
function wrongBy(printed: string, random: Random): bigint {
  const places = printed.split('.')[1]?.length ?? 0;
  return (
    BigInt(random.between(7, 23)) * 10n ** BigInt(places) + BigInt(places === 0 ? 0 : random.between(1, 8))
  );
}

function divideByHundred(printed: string): string {
  const places = printed.split('.')[1]?.length ?? 0;
  const digits = printed.replace('.', '').padStart(places + 3, '0');
  const moved = `${digits.slice(0, -(places + 2))}.${digits.slice(-(places + 2))}`;
  const [whole = '0', fraction = ''] = moved.split('.');
  const short = fraction.slice(0, 2);
  return /[1-9]/u.test(short) ? `${whole}.${short}` : moved;
}
