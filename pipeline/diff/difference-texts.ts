import { rowsToCsv } from '../output/csv-text.ts';
import type { CsvRecord } from '../results/csv-stream.ts';
import { diffWords } from '../screen/diff-messages.ts';
import type { Language } from '../screen/language.ts';
import type { DocumentDifference } from './run-differences.ts';
import type { Change, ChangeKind } from './value-changes.ts';
import { keyColumns } from './value-changes.ts';

/** The sign before a line: as in diff, and ? for what is only judged or told otherwise. */
const signs: Readonly<Record<ChangeKind, string>> = {
  'document-added': '+',
  'document-removed': '-',
  'document-changed': '~',
  'value-added': '+',
  'value-removed': '-',
  'value-changed': '~',
  'assessment-changed': '?',
  'description-changed': '?',
  'check-added': '+',
  'check-removed': '-',
  'check-changed': '~',
};

/** The differences of a document for people: its name, then one line a difference; '' for none. */
export function sayDifferences({ pair, changes }: DocumentDifference, language: Language): string {
  if (changes.length === 0) return '';
  const names = [pair.old?.source, pair.new?.source].filter((name) => name !== undefined);
  const head = [...new Set(names)].join(' → ');
  return `${head}\n${changes.map((change) => `  ${signs[change.kind]} ${sayChange(change, language)}\n`).join('')}`;
}

function sayChange(change: Change, language: Language): string {
  const { kind, columns } = change;
  const row = change.new ?? change.old;
  const list = columns.map(({ column, old, new: next }) => `${column} ${old || '–'} → ${next || '–'}`);
  if (kind === 'document-added') return diffWords.onlyNew[language];
  if (kind === 'document-removed') return diffWords.onlyOld[language];
  if (kind === 'document-changed') return `${diffWords.document[language]}: ${list.join(', ')}`;
  if (row === null) return '';
  if (kind.startsWith('check-')) {
    const name = `${diffWords.check[language]} ${row.get('kind') ?? ''} ${row.get('tables') ?? ''}`.trim();
    const sentence = row.get(language === 'zh' ? 'explanation_zh' : 'explanation') ?? '';
    return kind === 'check-changed'
      ? `${name}: ${list.join(', ')} (${sentence})`
      : `${name}: ${row.get('status') ?? ''} (${sentence})`;
  }
  const item = `${sayItem(row)} (${row.get('location') || '–'})`;
  if (kind === 'value-changed') return `${item}: ${sayValue(change.old)} → ${sayValue(change.new)}`;
  if (kind === 'value-added' || kind === 'value-removed') return `${item}: ${sayValue(row)}`;
  return `${item}: ${list.join(', ')}`;
}

function sayItem(row: CsvRecord): string {
  const of = (column: string) => row.get(column) ?? '';
  const count = of('occurrence') === '1' ? '' : `#${of('occurrence')}`;
  const parts = [
    of('form'),
    of('row_code'),
    of('row_label'),
    of('measure'),
    of('period'),
    of('basis'),
    count,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function sayValue(row: CsvRecord | null): string {
  const of = (column: string) => row?.get(column) ?? '';
  if (of('state') === 'text') return of('raw');
  return of('value') === '' ? `(${of('state')})` : `${of('qualifier')}${of('value')} ${of('unit')}`.trim();
}

const itemColumns = [...keyColumns] as const;

/** Columns of the CSV: a row for every column that differs. */
const csvColumns = [
  'kind',
  'old_source',
  'new_source',
  'old_id',
  'new_id',
  ...itemColumns,
  'check_kind',
  'check_tables',
  'old_location',
  'new_location',
  'column',
  'old',
  'new',
] as const;

/** The header row of the CSV. */
export function differencesHeader(): string {
  return rowsToCsv([csvColumns]);
}

/** The differences of a document as rows of CSV. */
export function differencesToCsv({ pair, changes }: DocumentDifference): string {
  return rowsToCsv(
    changes.flatMap((change) => {
      const row = change.new ?? change.old;
      const isCheck = change.kind.startsWith('check-');
      const of = (column: string) => row?.get(column) ?? '';
      const head = [
        change.kind,
        pair.old?.source ?? '',
        pair.new?.source ?? '',
        idOf(change.old),
        idOf(change.new),
        ...itemColumns.map((column) => (isCheck ? '' : of(column))),
        isCheck ? of('kind') : '',
        isCheck ? of('tables') : '',
        change.old?.get('location') ?? '',
        change.new?.get('location') ?? '',
      ];
      return change.columns.map(({ column, old, new: next }) => [...head, column, old, next]);
    }),
  );
}

/** The differences of a document as JSON Lines. */
export function differencesToJsonLines({ pair, changes }: DocumentDifference): string {
  return changes.map((change) => `${JSON.stringify(describeChange(change, pair))}\n`).join('');
}

function describeChange(change: Change, pair: DocumentDifference['pair']): object {
  const row = change.new ?? change.old;
  const isCheck = change.kind.startsWith('check-');
  const isDocument = change.kind.startsWith('document-');
  const item = isCheck
    ? { check_kind: row?.get('kind') ?? '', check_tables: row?.get('tables') ?? '' }
    : Object.fromEntries(itemColumns.map((column) => [column, row?.get(column) ?? '']));
  return {
    kind: change.kind,
    old_source: pair.old?.source ?? null,
    new_source: pair.new?.source ?? null,
    old_document_id: pair.old?.document_id ?? null,
    new_document_id: pair.new?.document_id ?? null,
    matched_by: pair.by,
    ...(isDocument ? {} : { old_id: idOf(change.old) || null, new_id: idOf(change.new) || null, ...item }),
    ...(isDocument || isCheck
      ? {}
      : {
          old_location: change.old?.get('location') ?? null,
          new_location: change.new?.get('location') ?? null,
        }),
    changes: Object.fromEntries(change.columns.map(({ column, old, new: next }) => [column, [old, next]])),
  };
}

function idOf(row: CsvRecord | null): string {
  return row?.get('field_id') ?? row?.get('check_id') ?? row?.get('document_id') ?? '';
}
