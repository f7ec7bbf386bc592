import type { DocumentResult } from '../../schemas/ports.ts';
import { makeCheck, makeField, makeResult } from '../pipeline/result-builder.ts';
import type { RunChanges } from '../pipeline/run-sink.ts';

/** Texts that some format, reader or database is known to change. */
export const hostile = [
  '=HYPERLINK("http://x","y")',
  '@SUM(A1)',
  '-',
  '+1,234.50',
  '-12%',
  'two\r\nlines',
  'two\nlines',
  'a\rb',
  ' white  space\t',
  '"quoted", with | and ;',
  "it's",
  'back\\slash \\N \\n',
  'NULL',
  'null',
  'NaN',
  'true',
  '2022-01-01',
  '007',
  '1e5',
  '甲\u2028乙\u0085丙',
  '𠮷野家 \u{20BB7}',
  'NUL \0 within',
  'half \ud83d a character',
  'x'.repeat(40_000),
];

/** Figures at the edges of DECIMAL(38,16), and those that a binary float changes. */
export const figures = [
  '0',
  '0.00',
  '140.80',
  '-0.01',
  '0.1',
  '9007199254740993',
  '123456789012345678.12',
  '999999999999999999.9999999999999999',
  '-999999999999999999.9999999999999999',
  '0.0000000000000001',
  '100.10',
];

/** Documents with all of them, and one with nothing. */
export const made: readonly DocumentResult[] = [
  makeResult({ source: 'a/empty.txt', fields: [], checks: [], entity: '', fiscalYear: '', region: '' }),
  makeResult({
    source: 'b/hostile \' " %20.txt',
    entity: hostile[0] ?? '',
    fields: hostile.map((text, index) =>
      makeField({
        key: `f${index}`,
        row: index,
        rowLabel: text,
        raw: text,
        measure: text,
        basis: text,
        entity: text,
        state: 'text',
        value: null,
        page: null,
        level: null,
        rowCode: index === 0 ? '' : `0${index}`,
      }),
    ),
    checks: hostile.map((text, index) =>
      makeCheck({ id: `c${index}`, expected: text, residual: '', tolerance: '', explanation: text }),
    ),
  }),
  makeResult({
    source: 'c/figures.txt',
    fields: figures.map((value, index) =>
      makeField({ key: `g${index}`, row: index, value, raw: value, unit: index % 2 === 0 ? '元' : '%' }),
    ),
    checks: figures.map((value, index) => makeCheck({ id: `d${index}`, residual: value, tolerance: value })),
  }),
  // Two units of one name: what is a key of summary elsewhere is none here.
  makeResult({
    source: 'd/twice.txt',
    units: [1, 2].map((part) => ({
      entity: '甲市乙局',
      entityRaw: '乙局',
      entityConfidence: 1,
      fiscalYear: '2022',
      fiscalYearConfidence: 1,
      region: '',
      parts: [part],
    })),
    fields: [makeField({ part: 1 }), makeField({ key: 'f2', part: 2, occurrence: 2 })],
  }),
];

/** Columns of `--metadata` beside them: one that differs from an own one in case alone, one with quotes. */
export const hostileMetadata: RunChanges = {
  metadataColumns: ['published_on', 'ENTITY', '备注 "x"'],
  metadata: (result) =>
    new Map([
      ['published_on', '2023-08-01'],
      ['ENTITY', result.source.startsWith('b/') ? '=1+1' : ''],
      ['备注 "x"', '007'],
    ]),
};
