/**
 * The accounts of a seed as a system: leaves that are drawn, sums and splits that follow. Every amount is a whole
 * number of 分 (0.01 元), so no identity is ever bent by arithmetic; what rounding there is comes from printing.
 */
import type { Random } from './random.ts';

/** One rule of the system, in order; names may be used once they are defined. */
export type Rule =
  /** A free amount, about the seed's own (in 万元) times the document's scale. */
  | { readonly leaf: string; readonly seed: string }
  /** An amount about `seed` where `of` has its seed value: moves with it (last year's figure, a budget). */
  | { readonly near: string; readonly of: string; readonly seed: string; readonly spread?: number }
  /** A linear expression: `T`, `A+B-C`. */
  | { readonly sum: string; readonly is: string }
  /** A whole cut into parts in about the seed's proportions; the largest takes the remainder. */
  | { readonly split: string; readonly into: Readonly<Record<string, string>> };

export type Amounts = ReadonlyMap<string, bigint>;

/** 分 in 1 万元. */
const fenPerWan = 1_000_000n;

/** The seed's printed amount in 万元 → 分. */
export function wanToFen(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole) * fenPerWan + BigInt(fraction.padEnd(6, '0').slice(0, 6));
}

/** Value of a linear expression over named amounts, in 分; throws on an unknown name (a mistake in the notes). */
export function evaluate(expression: string, amounts: Amounts): bigint {
  let total = 0n;
  for (const [, sign, name] of expression.matchAll(/([+-]?)([^+-]+)/gu)) {
    const amount = name === '0' ? 0n : amounts.get(name ?? '');
    if (amount === undefined) throw new Error(`unknown amount ${name} in ${expression}`);
    total += sign === '-' ? -amount : amount;
  }
  return total;
}

/** The seed's own amounts: leaves as printed, the rest as the rules make them. */
export function seedAmounts(rules: readonly Rule[]): Map<string, bigint> {
  return solve(rules, (_name, seed) => seed, 1n);
}

/**
 * Draws new amounts.
 * @param scale how much bigger than the seed, in thousandths
 * @param quantum what every drawn amount is a multiple of, in 分
 */
export function drawAmounts(
  rules: readonly Rule[],
  random: Random,
  scale: number,
  quantum: bigint,
): Map<string, bigint> {
  return solve(
    rules,
    (_name, seed, spread, scaled) => {
      const factor = BigInt(random.between(1000 - spread, 1000 + spread));
      return scaled ? (seed * factor) / 1000n : (seed * factor * BigInt(scale)) / 1_000_000n;
    },
    quantum,
  );
}

/** Spread of drawn amounts around the seed's, in thousandths either way. */
const leafSpread = 350;
const nearSpread = 120;

type Draw = (name: string, seed: bigint, spread: number, scaled: boolean) => bigint;

function solve(rules: readonly Rule[], draw: Draw, quantum: bigint): Map<string, bigint> {
  const amounts = new Map<string, bigint>();
  const origin = new Map<string, bigint>();
  const snap = (value: bigint): bigint => {
    const snapped = (value / quantum) * quantum;
    return snapped === 0n && value !== 0n ? quantum : snapped;
  };
  for (const rule of rules) {
    if ('leaf' in rule) {
      const seed = wanToFen(rule.seed);
      origin.set(rule.leaf, seed);
      amounts.set(rule.leaf, seed === 0n ? 0n : snap(draw(rule.leaf, seed, leafSpread, false)));
    } else if ('near' in rule) {
      const seed = wanToFen(rule.seed);
      const base = evaluate(rule.of, origin);
      origin.set(rule.near, seed);
      const moved = base === 0n ? seed : (evaluate(rule.of, amounts) * seed) / base;
      amounts.set(rule.near, snap(draw(rule.near, moved, rule.spread ?? nearSpread, true)));
    } else if ('sum' in rule) {
      origin.set(rule.sum, evaluate(rule.is, origin));
      amounts.set(rule.sum, evaluate(rule.is, amounts));
    } else {
      split(rule, amounts, origin, draw, snap);
    }
  }
  return amounts;
}

function split(
  rule: Extract<Rule, { split: string }>,
  amounts: Map<string, bigint>,
  origin: Map<string, bigint>,
  draw: Draw,
  snap: (value: bigint) => bigint,
): void {
  const parts = Object.entries(rule.into).map(([name, seed]) => ({ name, seed: wanToFen(seed), weight: 0n }));
  for (const part of parts) part.weight = draw(part.name, part.seed, leafSpread, true);
  const weights = parts.reduce((total, part) => total + part.weight, 0n);
  const whole = evaluate(rule.split, amounts);
  const largest = parts.reduce((best, part) => (part.weight > best.weight ? part : best));
  let rest = whole;
  for (const part of parts) {
    origin.set(part.name, part.seed);
    if (part === largest) continue;
    const amount = snap((whole * part.weight) / weights);
    amounts.set(part.name, amount);
    rest -= amount;
  }
  amounts.set(largest.name, rest);
}
