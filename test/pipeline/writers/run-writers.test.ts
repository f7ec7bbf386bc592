import { describe, expect, it } from 'vitest';
import { csvToRecords } from '../../../pipeline/output/csv-text.ts';
import { writer as csv } from '../../../pipeline/writers/csv.ts';
import { writer as datapackage } from '../../../pipeline/writers/datapackage.ts';
import { writer as manifest } from '../../../pipeline/writers/manifest.ts';
import { flags } from '../../../schemas/field.ts';
import type { DocumentResult } from '../../../schemas/ports.ts';
import { makeCheck, makeField, makeResult } from '../result-builder.ts';
import { runWriter, runWritersBytes } from '../run-sink.ts';

describe('manifest writer', () => {
  it('writes one line an input with the keys of the contract', async () => {
    const text = (await runWriter(manifest, [makeResult(), makeResult({ source: 'b.txt' })])).get(
      'manifest.jsonl',
    );
    const lines = (text ?? '').trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(Object.keys(JSON.parse(lines[0] ?? ''))).toEqual(
      'source sha256 document_id media_type status document pages tables fields to_review checks_failed tokens_unaccounted mingxi_version schema_version options_sha256 error'.split(
        ' ',
      ),
    );
  });

  it.each<[string, Partial<DocumentResult>, object]>([
    ['ok', {}, { status: 'ok', to_review: 0, checks_failed: 0 }],
    [
      'how many words ended nowhere',
      {
        pages: [
          {
            number: 1,
            width: null,
            height: null,
            rotation: 0,
            method: 'text',
            unaccounted: ['x', 'y'],
            regions: [],
            hidden: 0,
          },
        ],
      },
      { status: 'ok', tokens_unaccounted: 2 },
    ],
    [
      'partial where a page failed',
      { findings: [{ code: 'page-failed', message: '', page: 2, location: '' }] },
      { status: 'partial' },
    ],
    [
      'partial where words of a table are in none of its cells',
      { findings: [{ code: 'table-text-lost', message: '', page: 2, location: '' }] },
      { status: 'partial' },
    ],
    [
      'what is left to look at',
      { fields: [makeField({ accepted: false })], checks: [makeCheck({ status: 'fail' }), makeCheck()] },
      { status: 'ok', to_review: 1, checks_failed: 1 },
    ],
  ])('says %s', async (_, changes, expected) => {
    const text = (await runWriter(manifest, [makeResult(changes)])).get('manifest.jsonl') ?? '';
    expect(JSON.parse(text)).toMatchObject(expected);
  });
});

describe('summary writer', () => {
  const columns =
    'document_id,source,report_id,entity,entity_raw,entity_confidence,fiscal_year,fiscal_year_confidence,region,document_type,fields,accepted,to_review,checks_failed,income_total,expenditure_total,basic,project,fiscal_appropriation,three_publics_budget,three_publics_actual,personnel,operating';

  it('writes the columns of the contract, then those of --metadata', async () => {
    const files = await runWriter(csv, [makeResult()], {
      metadataColumns: ['publisher', 'licence'],
      metadata: () => new Map([['publisher', '=Office']]),
    });
    const [header, row] = (files.get('summary.csv') ?? '').split('\r\n');
    expect(header).toBe(`${columns},publisher,licence`);
    expect(row?.endsWith(",'=Office,")).toBe(true);
  });
});

describe('links writer', () => {
  const report = (source: string, changes: Partial<DocumentResult> = {}) =>
    makeResult({ source, ...changes });
  const total = (value: string) => [
    makeField({ form: 'gk01', rowLabel: '本年收入合计', measure: '收入/金额', value }),
  ];
  const linksOf = async (
    results: readonly DocumentResult[],
    dates: Readonly<Record<string, string>> = {},
  ) => {
    const files = await runWriter(csv, results, {
      metadataColumns: ['published_on'],
      metadata: (result) => new Map([['published_on', dates[result.source] ?? '']]),
    });
    const records = await csvToRecords(files.get('links.csv') ?? '');
    return records.map((record) => [record.get('kind'), record.get('from_source'), record.get('to_source')]);
  };

  it.each<[string, readonly DocumentResult[], Readonly<Record<string, string>>, readonly string[][]]>([
    ['nothing for one', [report('a')], {}, []],
    ['same report', [report('a'), report('b')], {}, [['same-report', 'b', 'a']]],
    [
      'a correction, by the dates of publication, whatever the order of names',
      [report('a', { fields: total('1') }), report('b', { fields: total('2') })],
      { a: '2023-09-01', b: '2023-08-01' },
      [['correction-of', 'a', 'b']],
    ],
    [
      'no correction where no figure differs',
      [report('a', { fields: total('1') }), report('b', { fields: total('1') })],
      { a: '2023-09-01', b: '2023-08-01' },
      [['same-report', 'b', 'a']],
    ],
    [
      'year on year, once a report',
      [report('a'), report('b', { fiscalYear: '2023' }), report('c', { fiscalYear: '2023' })],
      {},
      [
        ['year-on-year', 'b', 'a'],
        ['same-report', 'c', 'b'],
      ],
    ],
    ['nothing over a gap', [report('a'), report('b', { fiscalYear: '2024' })], {}, []],
    ['nothing between kinds', [report('a'), report('b', { documentType: 'budget' })], {}, []],
    ['nothing for unknown entities', [report('a', { entity: '' }), report('b', { entity: '' })], {}, []],
    ['nothing for unknown years', [report('a', { fiscalYear: '' }), report('b', { fiscalYear: '' })], {}, []],
  ])('finds %s', async (_, results, dates, expected) => {
    expect(await linksOf(results, dates)).toEqual(expected);
  });
});

describe('datapackage writer', () => {
  it('declares every column with its type, the keys and the closed lists', async () => {
    const written = await runWritersBytes([csv, datapackage], [], { metadataColumns: ['publisher'] });
    const files = new Map([...written].map(([name, bytes]) => [name, bytes.toString('utf8')]));
    const described = JSON.parse(files.get('datapackage.json') ?? '');
    expect(described.$schema).toBe('https://datapackage.org/profiles/2.0/datapackage.json');
    const resources: {
      path: string;
      schema: {
        primaryKey: string[];
        fields: { name: string; constraints?: { enum?: string[]; pattern?: string } }[];
      };
    }[] = described.resources;
    expect(resources.map((resource) => resource.path)).toEqual([
      'fields.csv',
      'checks.csv',
      'summary.csv',
      'links.csv',
    ]);
    for (const { schema } of resources) {
      const names = schema.fields.map((field) => field.name);
      expect(names).toEqual(expect.arrayContaining(schema.primaryKey));
    }
    const [fields, , summaries] = resources;
    const constraintsOf = (name: string) =>
      fields?.schema.fields.find((field) => field.name === name)?.constraints;
    expect(constraintsOf('state')?.enum).toEqual(['number', 'text', 'blank', 'missing']);
    const pattern = new RegExp(`^(?:${constraintsOf('flags')?.pattern})$`, 'u');
    expect(pattern.test(flags.join(';'))).toBe(true);
    expect(pattern.test('no-such-flag')).toBe(false);
    expect(summaries?.schema.fields.at(-1)?.name).toBe('publisher');
  });
});
