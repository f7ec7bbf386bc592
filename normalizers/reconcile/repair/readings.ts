import Big from 'big.js';
import type { Field } from '../../../schemas/field.ts';
import { decimalPlaces } from '../../number.ts';
import { readPictureFigure } from '../../picture-number.ts';
import type { Ledger } from '../ledger.ts';
import { misreadingCost } from './misreadings.ts';

/** Another value that a field may have. */
export interface Reading {
  readonly value: Big;
  /** What speaks against it, beyond what speaks against the value as read: a negative natural logarithm. */
  readonly cost: number;
  /** The picture's own reading proposes it; else it only follows from how digits are misread. */
  readonly proposed: boolean;
}

/** What may be read otherwise. */
export interface Readings {
  /** Whether the field was read from a picture and may hold another value. */
  isDoubtful(field: number): boolean;
  /** Whether the picture shows nothing there, or nothing that is a figure: any value may stand there, none may be put. */
  isBlank(field: number): boolean;
  /** Other values that the picture's reading proposes. */
  proposed(field: number): readonly Reading[];
  /** The value as another reading of the field; null where the one is not read for the other. */
  reading(field: number, value: Big): Reading | null;
  /** The value as its table would print it. */
  print(field: number, value: Big): string;
}

/** A blank cell of a picture that is none: ink is told from paper reliably. */
const missedInk = 7;
/** A cell whose text is no figure at all: any figure may stand there. */
const unreadable = 5;
/** No reading is surer than this: one in a hundred thousand is wrong whatever the engine says. */
const surest = 1e-5;
/** A change that costs more than this is less likely than that the publisher printed it so. */
const mostCost = 11.5;
/** Any figure for any other, where the reading is known to be bad: and then no more than this in all. */
const garbled = 9;
/** A change is never for nothing. */
const leastCost = 0.1;

/** What can be said about the readings of the fields that came from pictures. */
export function openReadings(ledger: Ledger, blanks: ReadonlySet<number>): Readings {
  const proposals = new Map<number, readonly Reading[]>();
  const proposed = (index: number) => {
    let list = proposals.get(index);
    if (list === undefined) {
      const field = ledger.fields[index];
      list = field === undefined ? [] : proposalsOf(field);
      proposals.set(index, list);
    }
    return list;
  };
  const print = (index: number, value: Big) => {
    const usual = decimalPlaces(ledger.half(index).toFixed()) - 1;
    const own = decimalPlaces(value.toFixed());
    const isWhole = own === 0 && !(ledger.fields[index]?.value ?? '.').includes('.');
    return value.toFixed(isWhole ? 0 : Math.max(own, usual));
  };
  return {
    isDoubtful: (index) => isDoubtful(ledger.fields[index]) || blanks.has(index),
    isBlank: (index) => blanks.has(index),
    proposed,
    print,
    reading(index, value) {
      const field = ledger.fields[index];
      if (field === undefined) return null;
      // money is not negative in these accounts but where it was read so
      if (value.lt(0) && !(field.value ?? '').startsWith('-')) return null;
      if (blanks.has(index)) return { value, cost: missedInk, proposed: false };
      const own = proposed(index).find((one) => one.value.eq(value));
      if (field.value === null) return own ?? { value, cost: unreadable, proposed: false };
      const usual = decimalPlaces(ledger.half(index).toFixed()) - 1;
      const misread = Math.min(
        ...[decimalPlaces(field.value), usual].map((places) => {
          const printed = value.toFixed(Math.max(0, places));
          return value.eq(printed) ? misreadingCost(field.value ?? '', printed) : Number.POSITIVE_INFINITY;
        }),
      );
      const doubt = doubtOf(field);
      const cost = Math.max(leastCost, (doubt <= 0 ? Math.min(misread, garbled) : misread) + doubt);
      if (own !== undefined && own.cost <= cost) return own;
      return cost <= mostCost ? { value, cost, proposed: own !== undefined } : null;
    },
  };
}

function isDoubtful(field: Field | undefined): boolean {
  return (
    field?.method === 'ocr' &&
    (field.state === 'number' || (field.state === 'text' && field.flags.includes('unexpected-text')))
  );
}

/** Negative logarithm of the chance that it was misread, less that of the chance that it was not. */
function doubtOf(field: Field): number {
  const wrong = Math.max(surest, 1 - field.reading);
  return Math.log(Math.max(surest, field.reading)) - Math.log(wrong);
}

/** Other values among the candidates of the reading. */
function proposalsOf(field: Field): Reading[] {
  const asRead = -Math.log(Math.max(surest, field.reading));
  const found = new Map<string, Reading>();
  // a text that is no figure as it stands may be more than the one that was taken
  const isPlain = field.form === 'narrative' || readPictureFigure(field.raw)[0]?.cost === 0;
  const texts = [...(isPlain ? [] : [{ text: field.raw, cost: asRead }]), ...(field.candidates ?? [])];
  for (const { text, cost } of texts) {
    for (const figure of readPictureFigure(text)) {
      const value = new Big(figure.value);
      if (field.value !== null && value.eq(field.value)) continue;
      const total = Math.max(leastCost, cost + figure.cost - asRead);
      const known = found.get(value.toFixed());
      if (total <= mostCost && (known === undefined || known.cost > total)) {
        found.set(value.toFixed(), { value, cost: total, proposed: true });
      }
    }
  }
  return [...found.values()].sort((a, b) => a.cost - b.cost || a.value.cmp(b.value));
}
