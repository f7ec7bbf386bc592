/** Reports of single units, taken apart so that they can be compiled into one document. */
import type { Variant } from '../variants/variant.ts';

/** One unit's report: its parts as lines, 第一部分 under 1 …, what stands before them under 0. */
export interface UnitReport {
  readonly entity: string;
  readonly fiscalYear: string;
  readonly lines: readonly string[];
  readonly parts: ReadonlyMap<number, readonly string[]>;
  /** Its tables stand in it: a dump may have lost them, and has nothing then that could be put among other units' tables. */
  readonly hasTables: boolean;
}

const numerals = ['一', '二', '三', '四', '五'];

/** A variant's report taken apart at its part headings; null where it has not got the parts one after the other. */
export function takeUnit(variant: Variant): UnitReport | null {
  const lines = variant.text.replace(/\uFEFF/gu, '').split(/\r?\n/u);
  const starts = numerals.map((numeral) =>
    lines.findLastIndex((line) => new RegExp(`^[\\s#*]*第${numeral}部分`, 'u').test(line)),
  );
  if (starts.some((start, i) => start < 0 || start <= (starts[i - 1] ?? -1))) return null;
  const parts = new Map<number, readonly string[]>();
  parts.set(0, lines.slice(0, starts[0]));
  for (const [i, start] of starts.entries()) parts.set(i + 1, lines.slice(start, starts[i + 1]));
  const { entity, fiscal_year: fiscalYear, fields } = variant.truth;
  const hasTables = fields.some(({ table, state }) => table === 'gk01' && state === 'printed');
  return { entity, fiscalYear, lines, parts, hasTables };
}

/** Lines of a part without the heading that opens it. */
export function bodyOf(unit: UnitReport, part: number): string[] {
  return (unit.parts.get(part) ?? []).slice(1);
}
