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

/** Forms whose rows and columns have the same names whatever the carrier. */
const knownForm = /^(?:gk\d+|jx|narrative)$/u;

/**
 * The figures by which reports are compared: amounts of money that are printed and not 0. Of all that there are those whose
 * keys come first by hash, so that two sketches of one report hold the same ones, wherever one of them has some less.
 */
export function sketchFigures(fields: readonly AssessedField[]): FigureSketch {
  const figures = new Map<string, string>();
  for (const field of fields) {
    const { form, rowCode, rowLabel, measure, occurrence, period, basis, value, unit, method } = field;
    if (value === null || method === 'derived' || !isMoney(unit) || !knownForm.test(form)) continue;
    const amount = plain(toYuan(value, unit));
    if (amount === '' || amount === '0') continue;
    const row = rowCode === '' ? rowLabel : rowCode;
    const key = [form, row, measure, String(occurrence), period, basis].join(separator);
    figures.set(hash('sha256', key, 'hex').slice(0, keyLength), amount);
  }
  return [...figures].sort(([left], [right]) => (left < right ? -1 : 1)).slice(0, mostFigures);
}

/** Without zeros at the end, which carriers print or not. */
function plain(amount: string): string {
  return amount.includes('.') ? amount.replace(/\.?0+$/u, '') : amount;
}
