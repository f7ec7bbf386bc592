import { rowsToCsv } from '../../pipeline/output/csv-text.ts';
import type { ClassificationKind } from '../../schemas/classification/lookup.ts';
import { classificationEntries } from '../../schemas/classification/lookup.ts';

const depths: Readonly<Record<number, string>> = { 3: '类', 5: '款', 7: '项' };

/** docs/classification.csv: every code with its name and years, the newest name first. */
export function classificationTable(): string {
  const rows = (['functional', 'economic'] satisfies ClassificationKind[]).flatMap((kind) =>
    classificationEntries(kind).map(({ code, name, from, until }) => [
      kind,
      code,
      depths[code.length] ?? '',
      code.length > 3 ? code.slice(0, -2) : '',
      name,
      from === null ? '' : String(from),
      until === null ? '' : String(until),
    ]),
  );
  const text = rowsToCsv([['classification', 'code', 'depth', 'parent', 'name', 'from', 'until'], ...rows]);
  return text.replaceAll('\r\n', '\n');
}
