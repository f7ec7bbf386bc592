import type { OfficeInput } from './office.ts';

/**
 * How disclosures come into a carrier.
 * - `text` the dump itself: what all others are compared with
 * - `dump` the dump opened by an office program and saved: tabs stay tabs
 * - `typed` lines with tabs as tables without a merged cell, all others as paragraphs: what the simplest script makes
 * - `laid` laid out with real tables, spans, titles and unit lines
 * - `portal` that layout in the page of a portal, with its navigation, as it is, as one saved file, and named .xls
 * - `book` a workbook as accounting programs export it
 * - `pictured` `laid`, the amounts of two forms inserted as pictures
 */
export type WayId = 'text' | 'dump' | 'typed' | 'laid' | 'portal' | 'book' | 'pictured';

/** A carrier of a way, and how an office program reads what it is converted from; null where we write it ourselves. */
export interface Carrier {
  readonly extension: string;
  readonly convertFrom: OfficeInput | null;
}

export interface Way {
  readonly id: WayId;
  readonly carriers: readonly Carrier[];
}

const from =
  (convertFrom: OfficeInput | null) =>
  (extension: string): Carrier => ({ extension, convertFrom });

export const ways: readonly Way[] = [
  { id: 'text', carriers: ['txt'].map(from(null)) },
  {
    id: 'dump',
    carriers: [
      ...['docx', 'doc', 'rtf', 'html'].map(from('text')),
      ...['xlsx', 'xls'].map(from('text-as-sheet')),
    ],
  },
  {
    id: 'typed',
    carriers: [
      ...['docx', 'doc', 'rtf'].map(from('page')),
      from(null)('html'),
      ...['xlsx', 'xls'].map(from('page-as-sheet')),
    ],
  },
  {
    id: 'laid',
    carriers: [
      ...['docx', 'doc', 'rtf'].map(from('page')),
      from(null)('html'),
      ...['xlsx', 'xls', 'ods'].map(from('page-as-sheet')),
    ],
  },
  { id: 'portal', carriers: ['html', 'mhtml', 'xls'].map(from(null)) },
  { id: 'book', carriers: ['xlsx', 'xls', 'ods'].map(from(null)) },
  { id: 'pictured', carriers: [from('page')('docx'), from(null)('html')] },
];

/** Forms whose amounts `pictured` inserts as pictures. */
export const picturedForms: readonly string[] = ['gk02', 'gk05'];
