import type { Classification, ClassificationKind } from '../../schemas/classification/lookup.ts';
import { classificationEntries } from '../../schemas/classification/lookup.ts';
import type { Lexicon } from './lexicon.ts';
import { nearestOf } from './nearest.ts';
import { digitsApart, digitsOf } from './read-code.ts';

/** Code and name of a row as they were read. */
export interface ReadRow {
  /** Text of the code cell, '' for none. */
  readonly code: string;
  /** Other readings of it. */
  readonly otherCodes: readonly string[];
  /** Words of the name, '' for none. */
  readonly name: string;
}

/** Code and name as they are to be taken, each with the chance that it is right; null: as it was read, nothing known of it. */
export interface WitnessedRow {
  readonly code: Witnessed | null;
  readonly name: Witnessed | null;
}
export interface Witnessed {
  readonly text: string;
  readonly confidence: number;
}

/** How sure code and name are (0–1): by the other as witness, by it after a repair, or with it against them. */
const trust = {
  agreed: 0.9995,
  nameMended: 0.998,
  codeMended: 0.995,
  bothMended: 0.98,
  /** The code is one, the name is none: a row worded otherwise, or a misread code. */
  unwitnessed: 0.95,
  contradicted: 0.5,
} as const;

/** What the rows of a table tell of its codes. */
export interface TableCodes {
  /** How often each code of the classification stands there. */
  readonly counts: ReadonlyMap<string, number>;
  readonly kind: ClassificationKind;
}

/**
 * Lets code and name of a row testify for each other: a name that is nearly that of its code is put right, and a code that is
 * nearly that of its name. Where they contradict each other and no small repair makes them agree, both stay and are unsure.
 */
export function witnessRow(
  row: ReadRow,
  table: TableCodes,
  labels: Lexicon,
  classification: Classification,
): WitnessedRow {
  const digits = digitsOf(row.code);
  const isKnown = classification.byCode(kindOf(digits), digits).length > 0;
  const kind = isKnown ? kindOf(digits) : table.kind;
  const names = classification.byCode(kind, digits).map(({ name }) => name);
  const near = labels.nearest(row.name);
  const codesOf = (name: string) => classification.codesOf(kind, name, '', null);
  if (names.length > 0) {
    if (row.name === '') return { code: { text: digits, confidence: trust.nameMended }, name: null };
    const own = nearestOf(row.name, names);
    if (own !== null && own.cost === 0) return agreed(digits, own.word, trust.agreed);
    const others = near === null ? [] : codesOf(near.word);
    if (near !== null && others.includes(digits))
      return agreed(digits, near.word, near.cost === 0 ? trust.agreed : trust.nameMended);
    if (near !== null && others.length > 0) {
      const mended = near.cost === 0 ? strictlyMended(digits, row, others, table) : null;
      return mended === null
        ? {
            code: { text: row.code, confidence: trust.contradicted },
            name: { text: row.name, confidence: trust.contradicted },
          }
        : agreed(mended, near.word, trust.codeMended);
    }
    return own === null
      ? {
          code: { text: row.code, confidence: trust.unwitnessed },
          name: { text: row.name, confidence: trust.unwitnessed },
        }
      : agreed(digits, own.word, trust.nameMended);
  }
  if (digits === '' && row.code !== '')
    return { code: null, name: near && { text: near.word, confidence: trust.bothMended } };
  if (digits === '') return { code: null, name: null };
  if (near !== null) {
    const code = mendedCode(digits, row, codesOf(near.word), table);
    if (code !== null) return agreed(code, near.word, near.cost === 0 ? trust.codeMended : trust.bothMended);
    return { code: { text: row.code, confidence: trust.contradicted }, name: null };
  }
  return (
    mendedTogether(digits, row.name, kind, table) ?? {
      code: { text: row.code, confidence: trust.contradicted },
      name: null,
    }
  );
}

function agreed(code: string, name: string, confidence: number): WitnessedRow {
  return { code: { text: code, confidence }, name: { text: name, confidence } };
}

/** 部门预算支出经济分类 has the codes from 301 on. */
export function kindOf(digits: string): ClassificationKind {
  return digits.startsWith('3') ? 'economic' : 'functional';
}

/** The one code of the name that the digits are nearest to. */
function mendedCode(
  digits: string,
  row: ReadRow,
  codes: readonly string[],
  table: TableCodes,
): string | null {
  const others = row.otherCodes.map(digitsOf);
  const ranked = codes
    .map((code) => ({ code, apart: others.includes(code) ? 1 : digitsApart(digits, code) }))
    .filter(({ apart }) => apart <= 2);
  const least = Math.min(...ranked.map(({ apart }) => apart));
  const nearest = ranked.filter(({ apart }) => apart === least).map(({ code }) => code);
  if (nearest.length < 2) return nearest[0] ?? null;
  const placed = nearest.filter((code) => hasPlace(code, table));
  return placed.length === 1 ? (placed[0] ?? null) : null;
}

/**
 * A code of the classification that is not the name's: misread only where a digit that OCR takes for another makes it the name's,
 * and it has no place among the other codes while the name's has. Else it is the publisher's.
 */
function strictlyMended(
  digits: string,
  row: ReadRow,
  codes: readonly string[],
  table: TableCodes,
): string | null {
  const others = row.otherCodes.map(digitsOf);
  const near = codes.filter((code) => others.includes(code) || digitsApart(digits, code) === 1);
  const [only, second] = near;
  if (only === undefined || second !== undefined || (table.counts.get(only) ?? 0) > 0) return null;
  const isOut = !hasPlace(digits, table) || (table.counts.get(digits) ?? 0) > 1;
  return isOut && hasPlace(only, table) ? only : null;
}

/** Whether the code above it stands in the table; of a 类, whether a code below it does. */
function hasPlace(code: string, { counts }: TableCodes): boolean {
  return code.length > 3
    ? counts.has(code.slice(0, -2))
    : [...counts.keys()].some((other) => other !== code && other.startsWith(code));
}

/** Code and name both misread: the one code a digit away whose name is near. */
function mendedTogether(
  digits: string,
  name: string,
  kind: ClassificationKind,
  table: TableCodes,
): WitnessedRow | null {
  if (name === '') return null;
  const fitting = new Map<string, string>();
  for (const entry of classificationEntries(kind)) {
    if (digitsApart(digits, entry.code) !== 1 || !hasPlace(entry.code, table)) continue;
    const found = nearestOf(name, [entry.name]);
    if (found !== null) fitting.set(entry.code, entry.name);
  }
  const [only, second] = fitting;
  return only !== undefined && second === undefined ? agreed(only[0], only[1], trust.bothMended) : null;
}
