import type { Field } from '../../schemas/field.ts';
import type { Binding } from '../../schemas/ports.ts';
import type { Candidate } from '../../schemas/reading.ts';
import type { Statement } from '../../schemas/statement.ts';
import type { Random } from '../variants/random.ts';

/** Digits and what an engine takes them for, from looking at what engines do. */
const alike: Readonly<Record<string, string>> = {
  '0': '689',
  '1': '74',
  '2': '73',
  '3': '852',
  '4': '91',
  '5': '638',
  '6': '508',
  '7': '12',
  '8': '3069',
  '9': '084',
};

/**
 * The binding as if it had been read from pictures: every figure with a chance of being right, some misread. Low chances say
 * that an engine doubts; some misread figures look sure and some right ones do not, as with engines.
 * @param perThousand how many of a thousand figures are misread
 */
export function misread(binding: Binding, perThousand: number, random: Random): Binding {
  const spoken = new Map<string, Field>();
  const fields = binding.fields.map((field) => {
    const read = field.method === 'text' ? misreadField(field, perThousand, random) : field;
    if (read.form === 'narrative' && read.factId !== null) spoken.set(read.factId, read);
    return read;
  });
  const statements = binding.statements.map(
    (statement): Statement => ({
      ...statement,
      facts: statement.facts.map((fact) => ({ ...fact, value: spoken.get(fact.id)?.value ?? fact.value })),
    }),
  );
  return { ...binding, fields, statements };
}

function misreadField(field: Field, perThousand: number, random: Random): Field {
  if (field.state !== 'number' || field.value === null) return field;
  if (field.flags.includes('blank-zero')) return field;
  const isNarrative = field.form === 'narrative';
  if (random.below(1000) >= perThousand) {
    const reading = pickReading(random, [70, 20, 10]);
    const wrong = damage(field.value, random);
    const candidates: Candidate[] =
      reading < 0.99 && !isNarrative && random.chance(50)
        ? [{ text: wrong, cost: 1.2 + random.below(20) / 10 }]
        : [];
    return { ...field, method: 'ocr', reading, candidates };
  }
  const value = damage(field.value, random);
  const reading = pickReading(random, [15, 30, 55]);
  const candidates: Candidate[] =
    reading < 0.99 && !isNarrative && random.chance(60)
      ? [{ text: field.value, cost: 0.7 + random.below(20) / 10 }]
      : [];
  return { ...field, raw: field.raw.replace(field.value, value), value, method: 'ocr', reading, candidates };
}

/** Sure, doubtful, very doubtful; by per cent. */
function pickReading(random: Random, [sure, doubtful]: readonly [number, number, number]): number {
  const at = random.below(100);
  if (at < sure) return 0.998;
  return at < sure + doubtful ? 0.95 : 0.7;
}

/** A figure as it may be misread. */
export function damage(value: string, random: Random): string {
  const digits = [...value].flatMap((character, at) => (/\d/u.test(character) ? [at] : []));
  const at = random.pick(digits);
  const without = value.slice(0, at) + value.slice(at + 1);
  const kind = random.below(100);
  let read: string;
  if (kind < 60) read = replaceAt(value, at, random.pick([...(alike[value[at] ?? '0'] ?? '1')]));
  else if (kind < 72) read = replaceAt(value, at, String((Number(value[at]) + 1 + random.below(9)) % 10));
  else if (kind < 82 && value.includes('.')) read = value.replace('.', '');
  else if (kind < 90) read = without;
  else if (kind < 95) read = value.slice(1 + random.below(2));
  else read = value.slice(0, at) + value[at] + value.slice(at);
  return /^-?\d+(?:\.\d+)?$/u.test(read) && Number(read) !== Number(value)
    ? read
    : replaceAt(value, at, String((Number(value[at]) + 5) % 10));
}

function replaceAt(value: string, at: number, digit: string): string {
  return value.slice(0, at) + digit + value.slice(at + 1);
}
