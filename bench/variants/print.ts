import type { Amounts } from './accounts.ts';
import { evaluate, wanToFen } from './accounts.ts';
import type { Figure } from './draft.ts';

export type MoneyUnit = '元' | '万元' | '亿元';

/** How a variant prints its figures. */
export interface FigureStyle {
  readonly unit: MoneyUnit;
  /** Decimal places of amounts in that unit. */
  readonly places: number;
  /** `seed`: as many places as the seed printed where it printed fewer in running text; `trim`: no final zeros anywhere. */
  readonly zeros: 'fixed' | 'seed' | 'trim';
  /** Thousands separators in tables and text. */
  readonly separators: boolean;
  /** Percentages cut off instead of rounded. */
  readonly truncate: boolean;
}

const fenPer: Readonly<Record<MoneyUnit, bigint>> = { 元: 100n, 万元: 1_000_000n, 亿元: 10_000_000_000n };

/** 分 → text in a unit with so many places, half away from zero; exact, no separators. */
export function printAmount(fen: bigint, unit: MoneyUnit, places: number, trim: boolean): string {
  const units = roundedDivision(fen * 10n ** BigInt(places), fenPer[unit]);
  return decimalText(units, places, trim);
}

/** Percentage of two amounts with so many places. */
export function printPercent(part: bigint, base: bigint, places: number, truncate: boolean): string {
  const scaled = part * 100n * 10n ** BigInt(places);
  return decimalText(truncate ? scaled / base : roundedDivision(scaled, base), places, false);
}

/** An exact decimal (`12.30`) in a money unit → 元 as an exact decimal without final zeros. */
export function yuanText(value: string, unit: string): string {
  const zeros = unit === '万元' ? 4 : unit === '亿元' ? 8 : unit === '元' ? 0 : null;
  if (zeros === null || value === '') return '';
  const negative = value.startsWith('-');
  const [whole = '0', fraction = ''] = value.replace('-', '').split('.');
  const moved = whole + fraction.padEnd(zeros, '0').slice(0, zeros);
  const rest = fraction.slice(zeros).replace(/0+$/u, '');
  const text = `${moved.replace(/^0+(?=\d)/u, '')}${rest === '' ? '' : `.${rest}`}`;
  return negative && /[1-9]/u.test(text) ? `-${text}` : text;
}

/** Signed value of a figure as the variant prints it, without separators. */
export function printFigure(figure: Figure, amounts: Amounts, style: FigureStyle): string {
  if (figure.expression === '0') return figure.seedText;
  if (figure.base !== null) {
    const places = decimals(figure.seedText);
    const base = evaluate(figure.base, amounts);
    return printPercent(evaluate(figure.expression ?? '0', amounts), base, places, style.truncate);
  }
  if (figure.kind === 'yuan') {
    if (figure.expression === null) return figure.seedText;
    return printAmount(evaluate(figure.expression, amounts), '元', 0, false);
  }
  if (figure.kind === 'percent' || figure.kind === 'rate' || figure.kind === 'count') return figure.seedText;
  if (figure.expression === null) {
    if (style.unit === '万元') return figure.seedText;
    return printAmount(wanToFen(figure.seedText), style.unit, style.unit === '元' ? 2 : 8, true);
  }
  const trim =
    style.zeros === 'trim' || (style.zeros === 'seed' && figure.form === '' && decimals(figure.seedText) < 2);
  return printLinear(figure.expression, amounts, style, trim);
}

/** An amount by its expression, in the document's unit. */
export function printLinear(expression: string, amounts: Amounts, style: FigureStyle, trim: boolean): string {
  return printAmount(evaluate(expression, amounts), style.unit, style.places, trim);
}

/** Thousands separators into the whole part of a decimal. */
export function withSeparators(value: string): string {
  const [whole = '', fraction] = value.split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/gu, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

const decimals = (text: string): number => text.split('.')[1]?.length ?? 0;

function roundedDivision(value: bigint, by: bigint): bigint {
  const half = by / 2n;
  return value < 0n ? -((-value + half) / by) : (value + half) / by;
}

function decimalText(units: bigint, places: number, trim: boolean): string {
  const negative = units < 0n;
  const digits = (negative ? -units : units).toString().padStart(places + 1, '0');
  const whole = places === 0 ? digits : digits.slice(0, -places);
  let fraction = places === 0 ? '' : digits.slice(-places);
  if (trim) fraction = fraction.replace(/0+$/u, '');
  return `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
