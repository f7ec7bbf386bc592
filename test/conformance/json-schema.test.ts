import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { readBytes, readSeeds } from '../../docs/generate/read-seeds.ts';
import { loadRegistry } from '../../pipeline/registry.ts';
import type { DocumentResult } from '../../schemas/ports.ts';
import { printPage } from '../extractors/printed-pages.ts';
import { makePdf } from '../make-pdf.ts';
import { makeCheck, makeField, makeResult, makeStatement, makeTable } from '../pipeline/result-builder.ts';
import { documentFiles, runWritersBytes } from '../pipeline/run-sink.ts';

const { writers } = await loadRegistry();
const active = writers.filter((writer) => ['json', 'jsonl', 'manifest', 'schema-json'].includes(writer.id));

const lines = (bytes: Buffer | undefined): unknown[] =>
  (bytes?.toString('utf8') ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

/** What the schemas in schema/ say against the files of a run, by file. */
async function faultsOf(
  results: readonly DocumentResult[],
): Promise<Readonly<Record<string, readonly string[]>>> {
  const files = await runWritersBytes(active, results, {
    metadataColumns: ['publisher'],
    metadata: () => new Map([['publisher', '甲市']]),
  });
  const found: Record<string, readonly string[]> = {};
  for (const [path, bytes] of files) {
    const name = /^schema\/(.*)\.schema\.json$/u.exec(path)?.[1];
    if (name === undefined) continue;
    const validate = new Ajv2020({ strict: true, strictTypes: false, allErrors: true }).compile(
      JSON.parse(bytes.toString('utf8')),
    );
    const instances =
      name === 'document'
        ? results.flatMap((result) =>
            active.flatMap((writer) =>
              [...documentFiles(writer, result).values()].map((file) => JSON.parse(file.toString('utf8'))),
            ),
          )
        : lines(files.get(`${name}.jsonl`));
    found[name] = instances.flatMap((instance) =>
      validate(instance)
        ? []
        : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`),
    );
  }
  return found;
}

const nothing = { document: [], manifest: [], fields: [], checks: [], summary: [], links: [] };

const grid = {
  xs: [80, 180, 330, 430, 520],
  rows: [
    ['科目编码', '科目名称', '小计', '基本支出'],
    ['', '合计', '140.80', '140.80'],
    ['208', '社会保障和就业支出', '140.80', '140.80'],
  ],
};
const printed = () =>
  makePdf([
    printPage(['一般公共预算财政拨款支出决算表', '部门：甲市乙局    单位：万元', grid], { number: 1 }),
    printPage(['2022年度支出140.80万元，占100%。'], { number: 2 }),
  ]);

describe('schema/*.schema.json', () => {
  it('holds for every file of a run over the seeds', async () => {
    expect(await faultsOf(await readSeeds())).toEqual(nothing);
  });

  it('holds for PDFs', async () => {
    const result = await readBytes('a.pdf', printed());
    expect(result.fields.length).toBeGreaterThan(3);
    expect(result.fields[0]?.bbox).not.toBeNull();
    expect(await faultsOf([result])).toEqual(nothing);
  });

  it('holds for results at the edges', async () => {
    const results = [
      makeResult({
        source: 'empty',
        tables: [],
        fields: [],
        checks: [],
        pages: [],
        entity: '',
        fiscalYear: '',
      }),
      makeResult({
        source: 'full',
        statements: [makeStatement()],
        tables: [makeTable({ rebuilt: true, mark: null, title: null })],
        fields: [makeField({ flags: ['rounding', 'duplicate'], bbox: [1, 2, 3.5, 4], origin: '合计' })],
        checks: [makeCheck({ status: 'fail', residual: '-0.5' })],
        findings: [{ code: 'page-failed', message: 'x', page: 2, location: '' }],
      }),
      makeResult({ source: 'again' }),
    ];
    expect(await faultsOf(results)).toEqual(nothing);
  });

  it('would see a row that is none', async () => {
    const files = await runWritersBytes(active, [makeResult()]);
    const schema = JSON.parse(files.get('schema/fields.schema.json')?.toString('utf8') ?? '');
    const validate = new Ajv2020({ strictTypes: false }).compile(schema);
    const [row] = lines(files.get('fields.jsonl')) as Record<string, unknown>[];
    expect(validate(row)).toBe(true);
    for (const change of [{ value: 1.5 }, { state: 'zero' }, { field_id: null }, { flags: 'x' }, { more: 1 }])
      expect(validate({ ...row, ...change }), JSON.stringify(change)).toBe(false);
  });
});
