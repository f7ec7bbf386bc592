import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engine as tesseract } from '../extractors/ocr/engines/tesseract.ts';
import { readPackageFile } from '../pipeline/ocr/package-files.ts';
import { processDocument } from '../pipeline/process-document.ts';
import { loadRegistry } from '../pipeline/registry.ts';
import { classification } from '../schemas/classification/lookup.ts';
import type { DocumentResult, OcrEngine } from '../schemas/ports.ts';

/** Parts of one seed in every carrier: bench/carriers made them (`npm run bench:carriers -- --fixtures …`). */
const folder = new URL('./fixtures/carriers/', import.meta.url);
const reports = readdirSync(folder).filter((name) => name.startsWith('report.'));
const truthFile = new URL('./truth/000_acb7a3c98e3f4d4c.json', import.meta.url);

interface TruthCell {
  readonly table: string;
  readonly row_code: string;
  readonly row_label: string;
  readonly column: string;
  readonly value: string;
  readonly unit: string;
  readonly blank: boolean;
}
interface Truth {
  readonly entity: string;
  readonly fiscal_year: string;
  readonly fields: readonly TruthCell[];
}

async function extract(name: string, ocr: OcrEngine | null): Promise<DocumentResult> {
  const { readers, forms } = await loadRegistry();
  const bytes = await readFile(new URL(name, folder));
  const { line, result } = await processDocument(
    { source: name, sha256: createHash('sha256').update(bytes).digest('hex'), bytes },
    {
      ...{ readers, ocr, forms, classification, password: '', corrections: [] },
      limits: { maxBytes: 1e9, maxLineLength: 1e6, maxMilliseconds: 1e6 },
      optionsSha256: 'o'.repeat(64),
    },
    async () => {},
  );
  if (result === null) throw new Error(`${name}: ${line.error?.message ?? 'no result'}`);
  return result;
}

const plain = (text: string) => text.normalize('NFKC').replace(/[\s“”"']/gu, '');
const keyOf = (form: string, row: string, measure: string) => `${form} ${plain(row)} ${plain(measure)}`;

/** Printed cells of some forms that are not right, and accepted values that are none of the truth's. */
async function compare({ fields }: DocumentResult, forms: readonly string[]) {
  const truth: Truth = JSON.parse(await readFile(truthFile, 'utf8'));
  const known = new Map(
    truth.fields.map((cell) => [keyOf(cell.table, cell.row_code || cell.row_label, cell.column), cell]),
  );
  const own = new Map(
    fields.map((field) => [keyOf(field.form, field.rowCode || field.rowLabel, field.measure), field]),
  );
  const wrong = [...known].flatMap(([key, { table, value, unit, blank }]) => {
    if (!forms.includes(table)) return [];
    const field = own.get(key);
    if (blank) return field?.state === 'blank' ? [] : [key];
    return field && Number(field.value) === Number(value) && field.unit === unit ? [] : [key];
  });
  const untrue = [...own].flatMap(([key, { form, accepted, value }]) => {
    if (!accepted || value === null || !form.startsWith('gk')) return [];
    const cell = known.get(key);
    const printed = cell === undefined || cell.blank ? '0' : cell.value;
    return Number(printed) === Number(value) ? [] : [key];
  });
  return { wrong, untrue, entity: truth.entity, year: truth.fiscal_year };
}

describe.each(reports)('the disclosure as %s', (name) => {
  it('has every printed cell right, leaves every blank one blank, and says who reports for which year', async () => {
    const result = await extract(name, null);
    const { wrong, untrue, entity, year } = await compare(result, ['gk02', 'gk05', 'gk07']);
    expect(wrong).toEqual([]);
    expect(untrue).toEqual([]);
    expect([result.entity, result.fiscalYear]).toEqual([entity, year]);
    const printed = result.fields.filter(({ method, state }) => method === 'text' && state !== 'missing');
    expect(printed.every(({ location }) => location !== '')).toBe(true);
    expect(result.fields.filter(({ form }) => form === 'narrative').length).toBeGreaterThan(10);
  });
});

describe('amounts that are pictures in the cells of a document', () => {
  let engine: OcrEngine;
  beforeAll(async () => {
    engine = await tesseract.open('tesseract', readPackageFile);
  });
  afterAll(async () => {
    await engine.close();
  });

  it('fill its table, and say that they were pictures', async () => {
    const result = await extract('pictured.docx', engine);
    const { wrong, untrue } = await compare(result, ['gk07']);
    expect(wrong).toEqual([]);
    expect(untrue).toEqual([]);
    const amounts = result.fields.filter(({ form, value }) => form === 'gk07' && value !== null);
    expect(amounts.length).toBeGreaterThan(5);
    expect(amounts.every(({ flags, method }) => flags.includes('image-cell') && method === 'ocr')).toBe(true);
  }, 120_000);

  it('are lost, not blank, where nothing is recognised', async () => {
    const { fields } = await extract('pictured.docx', null);
    const amounts = fields.filter(({ form }) => form === 'gk07');
    expect(amounts.some(({ state, flags }) => state === 'missing' && flags.includes('image-cell'))).toBe(
      true,
    );
    expect(
      amounts.every(({ value, method }) => value === null || ['narrative', 'derived'].includes(method)),
    ).toBe(true);
  });
});
