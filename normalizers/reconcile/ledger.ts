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
  /** Puts a recovered field in the place of a missing one. */
  replace(index: number, field: Field): void;
}

const zero = new Big(0);
const five = new Big(5);

/** Opens the books: one pass over the fields. */
export function openLedger(source: readonly Field[]): Ledger {
  const fields = [...source];
  const amounts = fields.map(amountOf);
  const places = new Map<string, number>();
  for (const field of fields) {
    if (field.state !== 'number' || field.value === null) continue;
    const key = placeKey(field);
    places.set(key, Math.max(places.get(key) ?? 0, decimalPlaces(field.value)));
  }
  const halves = new Map<number, Big>();
  return {
    fields,
    amount: (index) => amounts[index] ?? null,
    half(index) {
      const field = fields[index];
      return halfUnit(field === undefined ? 0 : (places.get(placeKey(field)) ?? 0), halves);
    },
    replace(index, field) {
      fields[index] = field;
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

/** Running text prints 5万元 for 5.00: its figures of one unit share their finest place over the whole document. */
function placeKey(field: Field): string {
  return field.form === 'narrative'
    ? `narrative|${field.unit}`
    : `${field.form}|${field.part}|${field.tableId}|${field.unit}`;
}

function amountOf(field: Field): Big | null {
  if (field.state === 'blank') return zero;
  return field.state === 'number' && field.value !== null ? new Big(field.value) : null;
}
