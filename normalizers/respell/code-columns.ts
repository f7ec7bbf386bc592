import type { Classification } from '../../schemas/classification/lookup.ts';
import type { Cell, Table } from '../../schemas/table.ts';
import { kindOf, type TableCodes } from './code-name.ts';
import { digitsOf, hasCodeLength } from './read-code.ts';

/** Columns of codes and of their names, side by side. */
export interface CodeColumns {
  readonly code: number;
  /** Null where no names stand beside the codes. */
  readonly name: number | null;
}

/** Share of a column's texts that are codes, or names, where it is one of those: some are misread. */
const leastShare = 0.5;
/** Codes that make a column of codes. */
const leastCodes = 2;
/** A column of names stands at most so many columns behind its codes. */
const reach = 2;

/** The columns of codes of a table with the names beside them; [] for a table without. */
export function codeColumns(
  table: Table,
  body: ReadonlyMap<number, readonly Cell[]>,
  classification: Classification,
): CodeColumns[] {
  const codes = [...body].flatMap(([column, cells]) => {
    const found = cells.filter(({ text }) => isCode(text, classification));
    return found.length >= leastCodes && found.length >= cells.length * leastShare ? [column] : [];
  });
  return codes.map((code, i) => {
    const end = Math.min(codes[i + 1] ?? table.columns, code + reach + 1);
    for (let column = code + 1; column < end; column++) {
      const cells = body.get(column) ?? [];
      const names = cells.filter(({ text }) => /\p{Script=Han}/u.test(text));
      if (names.length > 0 && names.length >= cells.length * leastShare) return { code, name: column };
    }
    return { code, name: null };
  });
}

function isCode(text: string, classification: Classification): boolean {
  const digits = digitsOf(text);
  return hasCodeLength(digits) && classification.byCode(kindOf(digits), digits.slice(0, 3)).length > 0;
}

/** How often each code stands in the columns of codes. */
export function countCodes(
  columns: readonly CodeColumns[],
  body: ReadonlyMap<number, readonly Cell[]>,
  classification: Classification,
): TableCodes {
  const counts = new Map<string, number>();
  let economic = 0;
  for (const { code } of columns)
    for (const { text } of body.get(code) ?? []) {
      const digits = digitsOf(text);
      const kind = kindOf(digits);
      if (classification.byCode(kind, digits).length === 0) continue;
      counts.set(digits, (counts.get(digits) ?? 0) + 1);
      economic += kind === 'economic' ? 1 : -1;
    }
  return { counts, kind: economic > 0 ? 'economic' : 'functional' };
}
