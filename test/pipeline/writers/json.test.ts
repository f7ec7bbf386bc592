import { describe, expect, it } from 'vitest';
import { identifyFields } from '../../../pipeline/output/field-identity.ts';
import { writer } from '../../../pipeline/writers/json.ts';
import type { DocumentResult } from '../../../schemas/ports.ts';
import { makeField, makeResult, makeStatement, makeTable } from '../result-builder.ts';
import { documentFiles } from '../run-sink.ts';

function documentOf(result: DocumentResult) {
  return JSON.parse(documentFiles(writer, result).get('document.json')?.toString('utf8') ?? '');
}

describe('json writer', () => {
  it('has the keys of the contract', async () => {
    const document = documentOf(makeResult({ statements: [makeStatement()] }));
    expect(Object.keys(document)).toEqual(
      expect.arrayContaining(
        'document_id source sha256 media_type title entity fiscal_year document_type pages tables statements checks warnings'.split(
          ' ',
        ),
      ),
    );
    expect(Object.keys(document.pages[0])).toEqual([
      'number',
      'width',
      'height',
      'rotation',
      'method',
      'unaccounted',
      'regions',
      'hidden',
    ]);
    expect(Object.keys(document.tables[0])).toEqual(
      expect.arrayContaining('id form title unit entity pages header_rows rows columns cells'.split(' ')),
    );
    expect(Object.keys(document.tables[0].cells[0])).toEqual(
      'row column row_span column_span text page bbox location confidence flags role'.split(' '),
    );
    expect(Object.keys(document.statements[0].facts[0])).toEqual(
      expect.arrayContaining('row_label measure value unit basis period qualifier field_id'.split(' ')),
    );
  });

  it('ties a fact to its field', async () => {
    const field = makeField({ form: 'narrative', tableId: '', factId: 's1.1', rowLabel: '基本支出' });
    const result = makeResult({ fields: [field], statements: [makeStatement()] });
    const document = documentOf(result);
    expect(document.statements[0].facts[0]).toMatchObject({
      field_id: identifyFields(result.documentId, [field]).get('f1'),
      period: '2022',
    });
  });

  it('tells where a recovered value comes from, and which table was rebuilt', async () => {
    const document = documentOf(
      makeResult({
        tables: [makeTable({ rebuilt: true, cells: [] })],
        fields: [makeField({ method: 'derived', origin: '合计 − 项目支出', raw: '' })],
      }),
    );
    expect(document.tables[0].rebuilt).toBe(true);
    expect(document.provenance).toMatchObject([{ method: 'derived', origin: '合计 − 项目支出' }]);
  });

  it('lists warnings as they were found', async () => {
    const finding = {
      code: 'personal-data',
      message: 'Two names are left out.',
      page: null,
      location: '',
    } as const;
    expect(documentOf(makeResult({ findings: [finding] })).warnings).toEqual([finding]);
  });
});
