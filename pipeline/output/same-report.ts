import { completes, withoutLevel } from '../../normalizers/entity.ts';
import { changeCost, lookAlikeCost } from '../../normalizers/respell/look-alike.ts';
import { canonicalLabel } from '../../normalizers/text.ts';
import type { FigureSketch } from './figure-sketch.ts';

/** How the figures of two reports compare: those that both sketches hold. */
export interface Agreement {
  readonly shared: number;
  readonly equal: number;
  /** Different amounts among the equal ones. */
  readonly amounts: number;
}

/** Figures that both have to hold before they say anything. */
const fewestShared = 8;
/** Amounts that have to be different ones: the same few over and over are no evidence. */
const fewestAmounts = 5;
/** Share of equal figures from which two documents are one report, read from two carriers: a scan may be misread in places. */
const sameShare = 0.9;
/** Share below which they are two, whatever they are called: a correction changes some figures, not nearly all. */
const otherShare = 0.2;

/** Compares two sketches over the keys that both hold. */
export function compareFigures(left: FigureSketch, right: FigureSketch): Agreement {
  const of = new Map(left);
  const shared = right.filter(([key]) => of.has(key));
  const equal = shared.filter(([key, amount]) => of.get(key) === amount);
  return {
    shared: shared.length,
    equal: equal.length,
    amounts: new Set(equal.map(([, amount]) => amount)).size,
  };
}

/** Whether the figures alone tell that two documents hold one report. */
export function areSame({ shared, equal, amounts }: Agreement): boolean {
  return shared >= fewestShared && amounts >= fewestAmounts && equal >= sameShare * shared;
}

/** Whether the figures alone tell that two documents hold two reports. */
export function areOther({ shared, equal }: Agreement): boolean {
  return shared >= fewestShared && equal < otherShare * shared;
}

/**
 * Whether two names may be two wordings of one body's: the place in front told or not, one character misread. 本级 is
 * another report than that of the whole department, and numbers tell bodies apart. An unknown name may be any.
 */
export function mayBeSameBody(left: string, right: string): boolean {
  if (left === '' || right === '') return true;
  const names = [plainName(left), plainName(right)] as const;
  const [one, other] = [withoutLevel(names[0]), withoutLevel(names[1])];
  if ((one === names[0]) !== (other === names[1])) return false;
  if (one === other) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (completes(long, short)) return true;
  return short.length === long.length && short.length >= shortestMisread && isMisread(short, long);
}

/** Characters of a name in which one that looks alike may stand for another and it is still known. */
const shortestMisread = 6;
const numeral = /[\d一二三四五六七八九十]/u;

/** A name as it is compared: widths, white space and quotation marks say nothing. */
function plainName(name: string): string {
  return canonicalLabel(name).replace(/["'“”‘’·]/gu, '');
}

function isMisread(left: string, right: string): boolean {
  const others = [...right];
  const differing = [...left].flatMap((char, i) => (char === others[i] ? [] : [[char, others[i] ?? '']]));
  const [[read = '', word = ''] = [], ...more] = differing;
  return (
    read !== '' &&
    more.length === 0 &&
    !numeral.test(read + word) &&
    Math.min(changeCost(read, word), changeCost(word, read)) <= lookAlikeCost
  );
}
