import Big from 'big.js';
import type { Field } from '../../schemas/field.ts';
import { decimalPlaces } from '../number.ts';
import { yuanPerUnit } from '../unit.ts';

/**
 * The fields of a document as the accounts see them: values as exact decimals, each with half a unit of the place its
 * table prints. Recovery fills it; nothing else writes to it.
 */
export interface Ledger {
  /** The fields in the order bind gave them; an entry is replaced when it is recovered. */
  readonly fields: Field[];
  /** The value in the field's own unit; 0 for a blank; null where it is not known (missing, text). */
  amount(index: number): Big | null;
  /** Half a unit of the finest place that the field's table prints in the field's unit. */
  half(index: number): Big;
  /** How far off a computed value may be by the rounding of what it was computed from; 0 for what is printed. */
  slack(index: number): Big;
  /** Puts a recovered field in the place of a missing one (or back again). */
  replace(index: number, field: Field, slack?: Big): void;
}

const zero = new Big(0);
const five = new Big(5);

/** Opens the books: one pass over the fields. */
export function openLedger(source: readonly Field[]): Ledger {
  const fields = [...source];
  const amounts = fields.map(amountOf);
  const places = finestPlaces(fields);
  const halves = new Map<number, Big>();
  const slacks = new Map<number, Big>();
  return {
    fields,
    amount: (index) => amounts[index] ?? null,
    slack: (index) => slacks.get(index) ?? zero,
    half(index) {
      const field = fields[index];
      const slack = slacks.get(index);
      if (slack !== undefined) return slack;
      if (field === undefined) return halfUnit(0, halves);
      const usual = places.get(placeKey(field)) ?? 0;
      const own = field.form === 'narrative' && field.value !== null ? decimalPlaces(field.value) : 0;
      return halfUnit(Math.max(usual, own), halves);
    },
    replace(index, field, slack = zero) {
      fields[index] = field;
      if (slack.eq(zero)) slacks.delete(index);
      else slacks.set(index, slack);
      amounts[index] = amountOf(field);
      const key = placeKey(field);
      if (field.value !== null && !places.has(key)) places.set(key, decimalPlaces(field.value));
    },
  };
}

/** Half a unit of the given decimal place. */
export function halfUnit(places: number, known: Map<number, Big> = new Map()): Big {
  let half = known.get(places);
  if (half === undefined) {
    half = five.times(new Big(10).pow(-places - 1));
    known.set(places, half);
  }
  return half;
}

/** How many of the unit `to` one of the unit `from` is: 1 for the same unit, null where they do not measure the same thing. */
export function unitFactor(from: string, to: string): Big | null {
  if (from === to) return new Big(1);
  const a = yuanPerUnit(from);
  const b = yuanPerUnit(to);
  return a === null || b === null ? null : a.div(b);
}

/**
 * The place to which figures are rounded: in a table the finest it prints (156.1 among hundredths is 156.10), in running
 * text the usual one of the unit (5万元 is 5.00), so that one figure of four decimals does not make all others exact; the
 * usual one as well where a picture was read, in which a point may be misplaced.
 */
function finestPlaces(fields: readonly Field[]): Map<string, number> {
  const places = new Map<string, number>();
  const spoken = new Map<string, Map<number, number>>();
  for (const field of fields) {
    if (field.state !== 'number' || field.value === null) continue;
    const key = placeKey(field);
    const place = decimalPlaces(field.value);
    if (field.form !== 'narrative' && field.method !== 'ocr') {
      places.set(key, Math.max(places.get(key) ?? 0, place));
    } else if (place > 0) {
      const counts = spoken.get(key) ?? new Map<number, number>();
      counts.set(place, (counts.get(place) ?? 0) + 1);
      spoken.set(key, counts);
    }
  }
  for (const [key, counts] of spoken) {
    const [usual] = [...counts].sort(([a, n], [b, m]) => m - n || b - a);
    if (usual !== undefined) places.set(key, Math.max(places.get(key) ?? 0, usual[0]));
  }
  return places;
}

function placeKey(field: Field): string {
  return field.form === 'narrative'
    ? `narrative|${field.unit}`
    : `${field.form}|${field.part}|${field.tableId}|${field.unit}`;
}

function amountOf(field: Field): Big | null {
  if (field.state === 'blank') return zero;
  return field.state === 'number' && field.value !== null ? new Big(field.value) : null;
}
