import type { CsvRecord } from '../results/csv-stream.ts';
import type { Results } from '../results/result-reading.ts';

/** How many are shown. */
const mostShown = 5;
/** Digits of an id, the first cell of a row. */
const idLength = 16;
/** Digits that two ids may differ in to be told as near: two slips of a hand; ids by chance differ in twelve or more. */
const mostSlips = 4;
/** Digits of the beginning of an id that single it out among millions, nearly always. */
const shortestBeginning = 6;

/**
 * The values that somebody may have meant who asked for an id that is not there: ids that are nearly the same or begin so,
 * and values whose code or label is what was asked for; one line each, the nearest first; '' for none.
 */
export async function describeNearest(results: Results, asked: string): Promise<string> {
  const wanted = asked.trim().normalize('NFC');
  const id = wanted.toLowerCase();
  const isIdLike = /^[0-9a-z]{6,20}$/u.test(id);
  const near: { readonly distance: number; readonly line: string }[] = [];
  const name = Buffer.from(wanted, 'utf8');
  // Rows are told by their bytes: to take millions of them apart would take half a minute.
  const mayBeNear = (row: Buffer) =>
    (isIdLike && idDistance(row.toString('latin1', 0, idLength), id) < Number.POSITIVE_INFINITY) ||
    (name.length > 0 && row.includes(name));
  for await (const row of results.rows('fields.csv', mayBeNear)) {
    const distance = Math.min(
      isIdLike ? idDistance(row.get('field_id') ?? '', id) : Number.POSITIVE_INFINITY,
      nameDistance(row, wanted),
    );
    if (distance >= (near.at(mostShown - 1)?.distance ?? Number.POSITIVE_INFINITY)) continue;
    near.push({ distance, line: describeRow(row) });
    near.sort((left, right) => left.distance - right.distance);
    near.length = Math.min(near.length, mostShown);
  }
  return near.map(({ line }) => `  ${line}`).join('\n');
}

function idDistance(id: string, asked: string): number {
  if (asked.length >= shortestBeginning && id.startsWith(asked)) return 0;
  if (Math.abs(id.length - asked.length) > mostSlips) return Number.POSITIVE_INFINITY;
  const distance = editDistance(id, asked);
  return distance <= mostSlips ? distance : Number.POSITIVE_INFINITY;
}

/** Code or label as asked: 1; a label that holds it: 2 and more, the longer the further. */
function nameDistance(row: CsvRecord, asked: string): number {
  const label = row.get('row_label') ?? '';
  if (asked !== '' && (row.get('row_code') === asked || label === asked)) return 1;
  if (asked.length < 2 || !label.includes(asked)) return Number.POSITIVE_INFINITY;
  return 2 + (label.length - asked.length) / label.length;
}

/** Insertions, deletions and replacements from one text to the other (Levenshtein 1966), in one row that is written over. */
function editDistance(from: string, to: string): number {
  const line = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    let diagonal = row - 1;
    line[0] = row;
    for (let column = 1; column <= to.length; column++) {
      const above = line[column] ?? 0;
      const isSame = from.charCodeAt(row - 1) === to.charCodeAt(column - 1);
      line[column] = Math.min(diagonal + (isSame ? 0 : 1), above + 1, (line[column - 1] ?? 0) + 1);
      diagonal = above;
    }
  }
  return line[to.length] ?? 0;
}

function describeRow(row: CsvRecord): string {
  const of = (column: string) => row.get(column) ?? '';
  const item = [of('form'), of('row_code'), of('row_label'), of('measure')].filter((part) => part !== '');
  const value = of('value') === '' ? `(${of('state')})` : `${of('value')} ${of('unit')}`.trim();
  return `${of('field_id')}  ${item.join(' · ')} = ${value}  (${of('source')} ${of('location')})`;
}
