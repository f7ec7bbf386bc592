import { describe, expect, it } from 'vitest';
import { csvToRecords } from '../../../pipeline/output/csv-text.ts';
import { identifyFields } from '../../../pipeline/output/field-identity.ts';
import { writer } from '../../../pipeline/writers/csv.ts';
import { makeCheck, makeField, makeResult, makeTable } from '../result-builder.ts';
import { documentFiles, runWriter } from '../run-sink.ts';

/** CONTRACT of the columns, in order: changes here are changes for every user. */
const fieldColumns =
  'field_id document_id source entity fiscal_year form table_id row col location page bbox row_code row_label level measure occurrence phase period basis raw value qualifier state unit amount_cny confidence accepted flags method';
const checkColumns =
  'check_id document_id source kind tables expected actual residual tolerance unit status field_ids explanation explanation_zh';

describe('csv writer', () => {
  it('writes exactly the columns of the contract', async () => {
    const files = await runWriter(writer, [makeResult()]);
    expect(files.get('fields.csv')?.split('\r\n')[0]).toBe(fieldColumns.replaceAll(' ', ','));
    expect(files.get('checks.csv')?.split('\r\n')[0]).toBe(checkColumns.replaceAll(' ', ','));
  });

  it('writes headers even where no document was read', async () => {
    const files = await runWriter(writer, []);
    expect(files.get('fields.csv')).toBe(`${fieldColumns.replaceAll(' ', ',')}\r\n`);
  });

  it('writes a value with its amount in 元, its confidence and its flags', async () => {
    const result = makeResult({
      fields: [
        makeField({
          bbox: [1, 2.5, 3, 4],
          flags: ['rounding', 'source-error'],
          raw: '=1+1',
          confidence: 0.98765,
        }),
      ],
    });
    const [record] = await csvToRecords((await runWriter(writer, [result])).get('fields.csv') ?? '');
    expect(Object.fromEntries(record ?? [])).toMatchObject({
      document_id: result.documentId,
      value: '1234.50',
      amount_cny: '12345000',
      confidence: '0.9877',
      accepted: 'true',
      flags: 'rounding;source-error',
      bbox: '1 2.5 3 4',
      raw: "'=1+1",
      row: '2',
      col: '2',
    });
  });

  it.each([
    [
      'missing',
      { state: 'missing', value: null, confidence: 0 },
      { value: '', amount_cny: '', confidence: '0.0000' },
    ],
    ['percent', { unit: '%', value: '97.5' }, { value: '97.5', amount_cny: '' }],
    [
      'negative',
      { value: '-16.24', raw: '-16.24' },
      { value: '-16.24', raw: '-16.24', amount_cny: '-162400' },
    ],
    ['very small', { unit: '亿元', value: '0.00000001' }, { amount_cny: '1' }],
    ['very large', { unit: '亿元', value: '12345678901234.12' }, { amount_cny: '1234567890123412000000' }],
    [
      'beyond all money',
      { unit: '亿元', value: '123456789012345678.12' },
      { value: '123456789012345678.12', amount_cny: '' },
    ],
    [
      'nowhere',
      { row: null, column: null, page: null, level: null },
      { row: '', col: '', page: '', level: '' },
    ],
  ] as const)('writes a %s value', async (_, changes, expected) => {
    const files = await runWriter(writer, [makeResult({ fields: [makeField(changes)] })]);
    const [record] = await csvToRecords(files.get('fields.csv') ?? '');
    expect(Object.fromEntries(record ?? [])).toMatchObject(expected);
  });

  it('orders rows by page, table, row, column; what stands nowhere goes last', async () => {
    const result = makeResult({
      tables: [makeTable(), makeTable({ id: 't2', pages: [2] }), makeTable({ id: 't10', pages: [] })],
      fields: [
        makeField({ key: '1', tableId: '', form: 'narrative', measure: 'n' }),
        makeField({ key: '2', tableId: 't2', page: 2, measure: 'late' }),
        makeField({ key: '3', row: 3, column: 1, measure: 'd' }),
        makeField({ key: '4', row: 2, column: 5, measure: 'c' }),
        makeField({ key: '5', row: 2, column: 3, measure: 'b' }),
        makeField({ key: '6', tableId: 't10', page: null, row: null, column: null, measure: 'lost' }),
      ],
    });
    const records = await csvToRecords((await runWriter(writer, [result])).get('fields.csv') ?? '');
    expect(records.map((record) => record.get('measure'))).toEqual(['b', 'c', 'd', 'n', 'late', 'lost']);
  });

  it('names the fields of a check by their ids', async () => {
    const fields = [makeField(), makeField({ key: 'f2', measure: '基本支出' })];
    const result = makeResult({ fields, checks: [makeCheck({ fieldKeys: ['f2', 'f1', 'f9'] })] });
    const ids = identifyFields(result.documentId, fields);
    const [record] = await csvToRecords((await runWriter(writer, [result])).get('checks.csv') ?? '');
    expect(record?.get('field_ids')).toBe(`${ids.get('f2')};${ids.get('f1')}`);
  });

  it('begins every CSV with a byte order mark when asked', async () => {
    const result = makeResult();
    const run = await runWriter(writer, [result], { options: { bom: true } });
    const own = documentFiles(writer, result, { bom: true });
    for (const text of [...run.values(), ...own.values()])
      expect(text.toString().startsWith('\uFEFF')).toBe(true);
    expect([...own.keys()]).toEqual(['tables/01-gk03.csv']);
  });
});
