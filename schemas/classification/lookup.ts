/**
 * The classification of 支出功能分类 and 支出经济分类 codes: what a code is called, in which years, under which parent.
 * The data stand in functional.ts and economic.ts, each line with its years and source.
 */
import { economic } from './economic.ts';
import { functional } from './functional.ts';
import { foldLabel, isMisprint } from './label.ts';

export interface ClassificationEntry {
  /** 3, 5 or 7 digits (functional), 3 or 5 (economic). */
  readonly code: string;
  /** Canonical label: white space removed, full-width （）. */
  readonly name: string;
  /** First and last year the code carries this name; null = open. */
  readonly from: number | null;
  readonly until: number | null;
}

export type ClassificationKind = 'functional' | 'economic';

export interface Classification {
  /** Entries of a code, newest first; empty for an unknown code, which is no error. */
  byCode(kind: ClassificationKind, code: string): readonly ClassificationEntry[];
  /** Name of a code in a year (any year's name where the year is unknown or not covered), null for an unknown code. */
  nameOf(kind: ClassificationKind, code: string, year: number | null): string | null;
  /**
   * Codes that carry a name, exact after folding (支出 at the end, （类）（款）（项）, spaces, brackets), ascending. A code that
   * carries it in the year goes before codes of other years: those come back only where the year has none.
   * @param within only codes that begin with this (the parent's code); '' for all
   */
  codesOf(kind: ClassificationKind, name: string, within: string, year: number | null): readonly string[];
  /**
   * Whether the name may stand beside the code in any covered year: `yes`, `no`, or `unknown` for an unknown code.
   * A misprint of the code's own name, and one cut short, is `yes`, unless it is the exact name of another code.
   */
  agrees(kind: ClassificationKind, code: string, name: string): 'yes' | 'no' | 'unknown';
}

interface Index {
  /** Newest first. */
  readonly byCode: ReadonlyMap<string, readonly ClassificationEntry[]>;
  /** By folded name, codes ascending. */
  readonly byName: ReadonlyMap<string, readonly ClassificationEntry[]>;
}

const indexes: Readonly<Record<ClassificationKind, Index>> = {
  functional: indexEntries(functional),
  economic: indexEntries([economic]),
};

/** The one classification: parsed once at load, the same for all documents. */
export const classification: Classification = {
  byCode: (kind, code) => indexes[kind].byCode.get(code) ?? [],
  nameOf: (kind, code, year) => nearestInTime(indexes[kind].byCode.get(code) ?? [], year)?.name ?? null,
  codesOf: (kind, name, within, year) => {
    const named = indexes[kind].byName.get(foldLabel(name)) ?? [];
    const inside = named.filter((entry) => entry.code.startsWith(within));
    const current = year === null ? inside : inside.filter((entry) => yearsOff(entry, year) === 0);
    return [...new Set((current.length > 0 ? current : inside).map((entry) => entry.code))];
  },
  agrees: (kind, code, name) => {
    const entries = indexes[kind].byCode.get(code);
    if (entries === undefined) return 'unknown';
    const printed = foldLabel(name);
    const own = entries.map((entry) => foldLabel(entry.name));
    if (own.includes(printed)) return 'yes';
    if (indexes[kind].byName.has(printed)) return 'no';
    return own.some((label) => isMisprint(printed, label)) ? 'yes' : 'no';
  },
};

/** All entries of a classification by code, of one code the newest first. */
export function classificationEntries(kind: ClassificationKind): readonly ClassificationEntry[] {
  return [...indexes[kind].byCode.values()].flat();
}

function indexEntries(blocks: readonly string[]): Index {
  const byCode = new Map<string, ClassificationEntry[]>();
  const byName = new Map<string, ClassificationEntry[]>();
  const entries = blocks.flatMap((block) => block.trim().split('\n')).map(parseEntry);
  for (const entry of entries.sort(byCodeThenNewest)) {
    push(byCode, entry.code, entry);
    push(byName, foldLabel(entry.name), entry);
  }
  return { byCode, byName };
}

/** `code|name|from|until` → entry; an empty year is open. */
function parseEntry(line: string): ClassificationEntry {
  const [code = '', name = '', from = '', until = ''] = line.split('|');
  return {
    code,
    name,
    from: from === '' ? null : Number(from),
    until: until === '' ? null : Number(until),
  };
}

function byCodeThenNewest(one: ClassificationEntry, other: ClassificationEntry): number {
  if (one.code !== other.code) return one.code < other.code ? -1 : 1;
  return (other.until ?? Number.POSITIVE_INFINITY) > (one.until ?? Number.POSITIVE_INFINITY) ? 1 : -1;
}

function push(map: Map<string, ClassificationEntry[]>, key: string, entry: ClassificationEntry): void {
  const entries = map.get(key);
  if (entries === undefined) map.set(key, [entry]);
  else entries.push(entry);
}

/** The entry that covers the year, else the nearest one; the newest for an unknown year and for a tie. */
function nearestInTime(
  entries: readonly ClassificationEntry[],
  year: number | null,
): ClassificationEntry | undefined {
  const [newest, ...older] = entries;
  if (newest === undefined || year === null) return newest;
  return older.reduce((best, entry) => (yearsOff(entry, year) < yearsOff(best, year) ? entry : best), newest);
}

/** How many years lie between a year and the years of an entry; 0 where it covers the year. */
function yearsOff(entry: ClassificationEntry, year: number): number {
  if (entry.from !== null && year < entry.from) return entry.from - year;
  if (entry.until !== null && year > entry.until) return year - entry.until;
  return 0;
}
