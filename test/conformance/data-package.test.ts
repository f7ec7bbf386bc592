import { describe, expect, it } from 'vitest';
import { readSeeds } from '../../docs/generate/read-seeds.ts';
import { loadRegistry } from '../../pipeline/registry.ts';
import { flags } from '../../schemas/field.ts';
import type { DocumentResult, OutputWriter, UnitResult } from '../../schemas/ports.ts';
import { makeCheck, makeField, makeResult } from '../pipeline/result-builder.ts';
import type { RunChanges } from '../pipeline/run-sink.ts';
import { runWritersBytes } from '../pipeline/run-sink.ts';
import type { Profile } from '../published-schemas.ts';
import { profileErrors } from '../published-schemas.ts';
import type { TablePackage } from '../table-package.ts';
import { packageFaults } from '../table-package.ts';

const { writers } = await loadRegistry();
const textWriters = writers.filter((writer) => ['csv', 'jsonl', 'fiscal', 'datapackage'].includes(writer.id));

interface DescribedRun {
  readonly described: TablePackage;
  readonly files: ReadonlyMap<string, Buffer>;
}

async function describeRun(
  results: readonly DocumentResult[],
  changes: RunChanges = {},
  active: readonly OutputWriter[] = textWriters,
): Promise<DescribedRun> {
  const files = await runWritersBytes(active, results, changes);
  return { described: JSON.parse(files.get('datapackage.json')?.toString('utf8') ?? ''), files };
}

const unit = (entity: string, parts: readonly number[]): UnitResult => ({
  entity,
  entityRaw: entity,
  entityConfidence: 0.9,
  fiscalYear: '2022',
  fiscalYearConfidence: 0.9,
  region: '',
  parts,
});
const hostile = '=1+1\r\n"quoted", 甲|乙\u0000\u2028../../etc';
const compiled = (source: string, names: readonly string[]) =>
  makeResult({
    source,
    units: names.map((name, i) => unit(name, [i + 1])),
    fields: names.map((entity, i) => makeField({ key: `f${i}`, part: i + 1, entity, tableId: `t${i}` })),
  });

const runs: readonly (readonly [
  string,
  () => Promise<readonly DocumentResult[]> | readonly DocumentResult[],
])[] = [
  ['no document at all', () => []],
  ['the seeds', readSeeds],
  ['one report', () => [makeResult()]],
  ['a document in which nothing was found', () => [makeResult({ fields: [], checks: [], tables: [] })]],
  ['nobody knows whose, nobody knows of when', () => [makeResult({ entity: '', fiscalYear: '' })]],
  [
    'reports that are linked',
    () => [makeResult(), makeResult({ source: 'b' }), makeResult({ source: 'c', fiscalYear: '2023' })],
  ],
  ['a compiled report', () => [compiled('a', ['甲局', '乙局']), makeResult({ source: 'b' })]],
  [
    'a compiled report of one name twice, and another of it',
    () => [compiled('a', ['甲局', '甲局']), compiled('b', ['甲局', '甲局'])],
  ],
  [
    'hostile text wherever text stands',
    () => [
      makeResult({
        source: hostile,
        entity: hostile,
        title: hostile,
        fields: [
          makeField({ entity: hostile, rowLabel: hostile, measure: hostile, raw: hostile, unit: hostile }),
          makeField({ key: 'f2', rowLabel: '-', value: '-0.50', raw: '-0.50', flags: [...flags] }),
          makeField({ key: 'f3', state: 'missing', value: null, method: 'derived', level: null, row: null }),
        ],
        checks: [makeCheck({ explanation: hostile, fieldKeys: ['f1', 'f2', 'none'] })],
      }),
    ],
  ],
];

describe('datapackage.json', () => {
  it.each(runs)('is valid by the published profiles and true of its files: %s', async (_, results) => {
    const { described, files } = await describeRun(await results());
    expect(profileErrors('datapackage', described)).toEqual([]);
    for (const resource of described.resources) {
      const parts: readonly (readonly [Profile, unknown])[] = [
        ['dataresource', resource],
        ...(resource.schema ? [['tableschema', resource.schema] as const] : []),
        ...(resource.dialect ? [['tabledialect', resource.dialect] as const] : []),
      ];
      for (const [profile, part] of parts) expect(profileErrors(profile, part), resource.path).toEqual([]);
    }
    expect(await packageFaults(described, files)).toEqual([]);
  });

  it('is true of files with a byte order mark', async () => {
    const { described, files } = await describeRun([makeResult()], { options: { bom: true } });
    expect(await packageFaults(described, files)).toEqual([]);
  });

  it('describes the files that are there: the CSV alone, or rows as JSON Lines too', async () => {
    const csvOnly = textWriters.filter((writer) => writer.id !== 'jsonl');
    const names = async (active: readonly OutputWriter[]) =>
      (await describeRun([makeResult()], {}, active)).described.resources.map((resource) => resource.name);
    expect(await names(csvOnly)).toEqual([
      'fields',
      'checks',
      'summary',
      'links',
      'fiscal-functional',
      'fiscal-economic',
    ]);
    expect(await names(csvOnly)).not.toContain('fields-jsonl');
    expect(await names(textWriters)).toContain('fields-jsonl');
  });

  it('refers to documents by id alone only where no report is compiled', async () => {
    const foreignKeysOf = async (results: readonly DocumentResult[]) =>
      (await describeRun(results)).described.resources.find(({ name }) => name === 'fields')?.schema
        ?.foreignKeys;
    expect(await foreignKeysOf([makeResult()])).toEqual([
      { fields: ['document_id'], reference: { resource: 'summary', fields: ['document_id'] } },
    ]);
    expect(await foreignKeysOf([compiled('a', ['甲局', '乙局'])])).toBeUndefined();
  });
});

describe('who is credited', () => {
  const creditsOf = async (rows: readonly Readonly<Record<string, string>>[]) => {
    const results = rows.map((_, i) => makeResult({ source: `${i}.txt` }));
    const bySource = new Map(results.map((result, i) => [result.source, rows[i] ?? {}]));
    const { described } = await describeRun(results, {
      metadataColumns: ['publisher', 'source_url', 'licence'],
      metadata: (result) => new Map(Object.entries(bySource.get(result.source) ?? {})),
    });
    expect(profileErrors('datapackage', described)).toEqual([]);
    return { sources: described.sources, licenses: described.licenses };
  };

  it('names every source once, sorted; an address that is none is left out', async () => {
    const { sources } = await creditsOf([
      { publisher: '乙局', source_url: 'HTTPS://b.example/2.pdf' },
      { publisher: '甲局', source_url: 'http://a.example/1.pdf' },
      { publisher: '甲局', source_url: 'http://a.example/1.pdf' },
      { publisher: '丙局', source_url: '../etc/passwd' },
      { publisher: '', source_url: 'https://c.example/' },
      {},
    ]);
    expect(sources).toEqual([
      { path: 'https://c.example/' },
      { title: '丙局' },
      { title: '乙局', path: 'https://b.example/2.pdf' },
      { title: '甲局', path: 'http://a.example/1.pdf' },
    ]);
  });

  it('names publishers alone where there are too many addresses', async () => {
    const rows = Array.from({ length: 1_200 }, (_, i) => ({
      publisher: i % 2 === 0 ? '甲局' : '乙局',
      source_url: `https://a.example/${i}.pdf`,
    }));
    expect((await creditsOf(rows)).sources).toEqual([{ title: '乙局' }, { title: '甲局' }]);
  });

  it.each<[string, readonly string[], readonly object[] | undefined]>([
    ['an identifier that all have', ['CC-BY-4.0', 'CC-BY-4.0'], [{ name: 'CC-BY-4.0' }]],
    ['the same, printed with spaces', ['CC BY 4.0'], [{ name: 'CC-BY-4.0', title: 'CC BY 4.0' }]],
    ['an address', ['https://a.example/terms'], [{ path: 'https://a.example/terms' }]],
    ['nothing where they differ', ['CC-BY-4.0', 'CC0-1.0'], undefined],
    ['nothing where one has none', ['CC-BY-4.0', ''], undefined],
    ['nothing for words', ['政府信息公开'], undefined],
  ])('licence: %s', async (_, texts, expected) => {
    const { licenses } = await creditsOf(texts.map((licence) => ({ licence })));
    expect(licenses).toEqual(expected);
  });
});

describe('the test itself', () => {
  it('would see a constraint or a key that does not hold', async () => {
    const { described, files } = await describeRun([makeResult()]);
    const broken = new Map(files);
    const change = (path: string, from: RegExp, to: string) =>
      broken.set(path, Buffer.from((files.get(path)?.toString('utf8') ?? '').replace(from, to)));
    change('fields.csv', /,text\r\n$/u, ',guess\r\n');
    change('summary.csv', /\r\n[0-9a-f]/u, '\r\nf');
    const faults = (await packageFaults(described, broken)).join('\n');
    expect(faults).toMatch(/fields\.csv has another hash/u);
    expect(faults).toMatch(/"guess" is not in the list/u);
  });
});
