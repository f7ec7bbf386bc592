import { hash } from 'node:crypto';
import { z } from 'zod';
import { isMoney, toYuan } from '../../normalizers/unit.ts';
import type { AssessedField } from '../../schemas/field.ts';

/** A few of the figures of a report: what each says, hashed, with its amount in 元. Enough to know the report by. */
export const figureSketch = z.array(z.tuple([z.string(), z.string()]));
export type FigureSketch = z.infer<typeof figureSketch>;

/** Figures of a sketch: a tenth of those of a report, as many as a small one has. */
const mostFigures = 48;
/** Hex digits of a key: among 48 figures of 10,000 reports no two meet by chance. */
const keyLength = 12;
const separator = '\u001f';

/**
 * The figures by which reports are compared: amounts of money that are printed and not 0, by their row and column, whatever
 * form they were told to be of. Of all that there are those whose keys come first by hash, so that two sketches of one report
 * hold the same ones, wherever one of them has some less. A row and column with two amounts says nothing.
 */
export function sketchFigures(fields: readonly AssessedField[]): FigureSketch {
  const figures = new Map<string, string | null>();
  for (const { rowCode, rowLabel, measure, period, basis, value, unit, method } of fields) {
    if (value === null || method === 'derived' || !isMoney(unit)) continue;
    const amount = plain(toYuan(value, unit));
    if (amount === '' || amount === '0') continue;
    const key = [rowCode === '' ? rowLabel : rowCode, measure, period, basis].join(separator);
    const earlier = figures.get(key);
    figures.set(key, earlier === undefined || earlier === amount ? amount : null);
  }
  return [...figures]
    .flatMap(
      ([key, amount]): FigureSketch =>
        amount === null ? [] : [[hash('sha256', key, 'hex').slice(0, keyLength), amount]],
    )
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .slice(0, mostFigures);
}

/** Without zeros at the end, which carriers print or not. */
function plain(amount: string): string {
  return amount.includes('.') ? amount.replace(/\.?0+$/u, '') : amount;
}
