import Big from 'big.js';
import { toYuan, yuanPerUnit } from '../../normalizers/unit.ts';
import type { AssessedField } from '../../schemas/field.ts';

/** A row of a form with a code: its printed total, and the parts of it in other columns. */
export interface CodeRow {
  readonly code: string;
  readonly label: string;
  readonly total: AssessedField | null;
  readonly kinds: readonly AssessedField[];
}

/** What of a form may be summed. */
export interface SummableRows {
  readonly rows: readonly SummableRow[];
  /** They add up to the printed total of the form. */
  readonly complete: boolean;
}

export interface SummableRow {
  readonly field: AssessedField;
  /** Rows of its code and of those above it that are printed, the topmost first. */
  readonly path: readonly CodeRow[];
  /** Whether the field is one kind of the row's total. */
  readonly isKind: boolean;
}

/** Digits of a code at each depth: 类, 款, 项. */
const codeLengths: readonly number[] = [3, 5, 7];

/**
 * The deepest rows of a form of codes that can be summed without counting anything twice: of a code and its sub-codes
 * those below where they add up to it, else the code itself; of a row its kinds where they add up, else its total.
 * @param totals what the rows together must make; [] where it is not known
 */
export function summableRows(rows: readonly CodeRow[], totals: readonly AssessedField[]): SummableRows {
  const known = new Map(
    rows.filter((row) => depthOf(row.code) > 0 && amountOf(row) !== null).map((row) => [row.code, row]),
  );
  const below = new Map<string, CodeRow[]>();
  for (const row of known.values()) {
    const parent = parentOf(row.code, known);
    below.set(parent, [...(below.get(parent) ?? []), row]);
  }
  const descend = (row: CodeRow, above: readonly CodeRow[]): readonly SummableRow[] => {
    const path = [...above, row];
    const children = below.get(row.code) ?? [];
    if (children.length > 0 && addUp(children.map(amountOf), amountOf(row)))
      return children.flatMap((child) => descend(child, path));
    const kinds = row.kinds.filter((field) => field.value !== null);
    const split = row.total === null || (kinds.length > 0 && addUp(kinds.map(figureOf), figureOf(row.total)));
    const fields = split ? kinds : row.total === null ? [] : [row.total];
    return fields
      .filter((field) => !figureOf(field).yuan.eq(0))
      .map((field) => ({ field, path, isKind: split }));
  };
  const top = below.get('') ?? [];
  return {
    rows: top.flatMap((row) => descend(row, [])),
    complete: totals.length > 0 && top.length > 0 && addUp(top.map(amountOf), sum(totals.map(figureOf))),
  };
}

/** Depth of a code, from 1; 0 for what is no code. */
export function depthOf(code: string): number {
  return /^\d+$/u.test(code) ? codeLengths.indexOf(code.length) + 1 : 0;
}

function parentOf(code: string, known: ReadonlyMap<string, CodeRow>): string {
  const above = codeLengths.filter((length) => length < code.length).map((length) => code.slice(0, length));
  return above.reverse().find((prefix) => known.has(prefix)) ?? '';
}

/** An amount in 元 and the worth of its last printed place. */
interface Figure {
  readonly yuan: Big;
  readonly place: Big;
}

function figureOf(field: AssessedField): Figure {
  const value = field.value ?? '0';
  const decimals = value.split('.')[1]?.length ?? 0;
  const place = (yuanPerUnit(field.unit) ?? new Big(1)).times(new Big(10).pow(-decimals));
  return { yuan: new Big(toYuan(value, field.unit)), place };
}

/** What a row amounts to: its total, else its kinds together. */
function amountOf(row: CodeRow): Figure | null {
  if (row.total !== null) return figureOf(row.total);
  return row.kinds.length === 0 ? null : sum(row.kinds.map(figureOf));
}

function sum(figures: readonly Figure[]): Figure {
  return figures.reduce((left, right) => ({
    yuan: left.yuan.plus(right.yuan),
    place: left.place.lt(right.place) ? left.place : right.place,
  }));
}

/** Whether parts make a whole, but for half a unit of the finest place for the whole and for each part that is not 0. */
function addUp(parts: readonly (Figure | null)[], whole: Figure | null): boolean {
  const known = parts.filter((part) => part !== null);
  if (whole === null || known.length === 0) return false;
  const total = sum(known);
  const place = total.place.lt(whole.place) ? total.place : whole.place;
  const summands = known.filter((part) => !part.yuan.eq(0)).length + 1;
  return total.yuan.minus(whole.yuan).abs().lte(place.times(summands).div(2));
}
