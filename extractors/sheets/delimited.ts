import { PipelineError } from '../../schemas/error.ts';
import { openCollector } from './limits.ts';
import { maxColumns, maxRows, noFaults, type Sheet } from './sheet.ts';

/** What parts values, the likelier first. */
const delimiters = [',', '\t', ';', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/** Characters from which the delimiter is told. */
const sampleLength = 20_000;
/** Share of the records that have to have as many values as most have. */
const consistentShare = 0.8;

/** The delimiter by which the records of a text have as many values each, and two at least; null for none. */
export function findDelimiter(text: string): Delimiter | null {
  const sample = text.slice(0, sampleLength);
  let best: { readonly delimiter: Delimiter; readonly share: number } | null = null;
  for (const delimiter of delimiters) {
    const counts = new Map<number, number>();
    let records = 0;
    readRecords(sample, delimiter, (values) => {
      if (values.length === 1 && values[0]?.trim() === '') return;
      records++;
      counts.set(values.length, (counts.get(values.length) ?? 0) + 1);
    });
    const [columns = 0, most = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
    const share = records < 2 || columns < 2 ? 0 : most / records;
    if (share >= consistentShare && share > (best?.share ?? 0)) best = { delimiter, share };
  }
  return best?.delimiter ?? null;
}

/**
 * Text of delimited values → a sheet without a name. Values stay as they are written.
 * @throws PipelineError `content-limit`
 */
export function readDelimited(text: string, delimiter: Delimiter): Sheet {
  const collector = openCollector();
  let row = 0;
  readRecords(text, delimiter, (values) => {
    if (row >= maxRows || values.length > maxColumns)
      throw new PipelineError('content-limit', 'read', 'The file has more rows or columns than a sheet.', {
        hint: 'Split it.',
      });
    for (const [column, value] of values.entries()) collector.add(row, column, plainValue(value));
    row++;
  });
  return {
    ...{ kind: 'sheet', name: '', cells: collector.take(), merges: [], hiddenRows: [], hiddenColumns: [] },
    ...{ titleRows: null, pictures: [], texts: [], faults: noFaults },
  };
}

/** `="0030"`: how programs write a text that Excel shall not take for a number. */
function plainValue(value: string): string {
  return /^="([^"]*)"$/u.exec(value)?.[1] ?? value;
}

/** Records by RFC 4180, whatever ends their lines; a quote within a value that does not begin with one is a character. */
function readRecords(text: string, delimiter: Delimiter, take: (values: readonly string[]) => void): void {
  const stops = new RegExp(`[${delimiter === '|' ? '\\|' : delimiter}\r\n]`, 'gu');
  let values: string[] = [];
  let at = 0;
  while (at <= text.length) {
    let value = '';
    if (text[at] === '"') {
      const quoted = readQuoted(text, at);
      value = quoted.value;
      at = quoted.end;
    }
    stops.lastIndex = at;
    const end = stops.exec(text)?.index ?? text.length;
    values.push((value + text.slice(at, end)).replace(/\r\n?/gu, '\n'));
    const stop = text[end];
    at = end + (stop === '\r' && text[end + 1] === '\n' ? 2 : 1);
    if (stop === delimiter) continue;
    if (stop !== undefined || values.length > 1 || values[0] !== '') take(values);
    values = [];
  }
}

function readQuoted(text: string, start: number): { readonly value: string; readonly end: number } {
  const pieces: string[] = [];
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    // A quote that is never closed is no quote.
    if (quote < 0) return { value: '', end: start };
    pieces.push(text.slice(from, quote));
    if (text[quote + 1] !== '"') return { value: pieces.join('"'), end: quote + 1 };
    from = quote + 2;
  }
}
