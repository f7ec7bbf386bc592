import { mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCorrections, readCorrections } from '../../pipeline/corrections.ts';
import { readMetadata } from '../../pipeline/metadata.ts';
import { identifyFields } from '../../pipeline/output/field-identity.ts';
import type { Binding } from '../../schemas/ports.ts';
import { makeField } from './result-builder.ts';

async function fileWith(text: string | Uint8Array): Promise<string> {
  const file = path.join(await mkdtemp(path.join(os.tmpdir(), 'mingxi-')), 'table.csv');
  await writeFile(file, text);
  return file;
}

function bindingOf(...fields: Binding['fields']): Binding {
  return {
    title: '',
    entity: '',
    entityRaw: '',
    entityConfidence: 1,
    fiscalYear: '2022',
    fiscalYearConfidence: 1,
    region: '',
    documentType: 'other',
    tables: [],
    fields,
    statements: [],
    reconstruction: { blocks: [], tables: [], unaccounted: new Map(), findings: [] },
    announced: [],
    blankMeansZero: false,
    findings: [],
  };
}

describe('readCorrections', () => {
  it('reads field_id, value and unit, other columns aside', async () => {
    const file = await fileWith(
      '\uFEFFfield_id,note,value,unit\r\n0123456789abcdef,seen,"1,234.50",万元\r\n',
    );
    expect(await readCorrections(file)).toEqual([
      { fieldId: '0123456789abcdef', value: '1234.50', unit: '万元' },
    ]);
  });

  it.each([
    ['field_id,value\nabc,1\n', 'row 2: field_id'],
    ['field_id,value\n0123456789abcdef,about 5\n', 'row 2: value'],
    ['field_id,value\n0123456789abcdef,5万元\n', 'put a unit into the column unit'],
  ])('names what is wrong with %j', async (text, cause) => {
    await expect(readCorrections(await fileWith(text))).rejects.toMatchObject({
      problem: 'option-file-bad',
      details: { cause: expect.stringContaining(cause) },
    });
  });

  it.each([new Uint8Array([0xff, 0xfe, 0x41])])('refuses what is not UTF-8', async (bytes) => {
    await expect(readCorrections(await fileWith(bytes))).rejects.toMatchObject({
      problem: 'option-file-unreadable',
    });
  });
});

describe('openCorrections', () => {
  const documentId = '0123456789abcdef';
  const lost = makeField({ state: 'missing', value: null, raw: '', method: 'text' });
  const other = makeField({ key: 'f2', measure: '基本支出' });
  const fieldId = identifyFields(documentId, [lost]).get('f1') ?? '';

  it('puts a value in and keeps what was read', () => {
    const correct = openCorrections(documentId, [{ fieldId, value: '7.5', unit: '' }]);
    const { fields } = correct(bindingOf(lost, other));
    expect(fields[0]).toMatchObject({
      value: '7.5',
      state: 'number',
      method: 'manual',
      raw: '',
      unit: '万元',
    });
    expect(fields[1]).toBe(other);
  });

  it('finds a value of a later unit', () => {
    const twin = makeField({ ...lost, key: 'f3' });
    const id = identifyFields(documentId, [lost, twin]).get('f3') ?? '';
    const correct = openCorrections(documentId, [{ fieldId: id, value: '7.5', unit: '' }]);
    expect(correct(bindingOf(lost)).fields[0]?.value).toBeNull();
    expect(correct(bindingOf(twin)).fields[0]?.value).toBe('7.5');
  });

  it('leaves other documents alone', () => {
    const correct = openCorrections('fedcba9876543210', [{ fieldId, value: '7.5', unit: '' }]);
    expect(correct(bindingOf(lost)).fields[0]).toBe(lost);
  });
});

describe('readMetadata', () => {
  it('finds rows by sha256 before source and renames what summary.csv has itself', async () => {
    const sha256 = 'a'.repeat(64);
    const metadata = await readMetadata(
      await fileWith(`source,sha256,publisher,region\nx/a.txt,,One,R1\nx/b.txt,${sha256},Two,R2\n`),
    );
    expect(metadata.columns).toEqual(['publisher', 'metadata_region']);
    expect(metadata.find({ source: 'x/a.txt', sha256: '' }).get('publisher')).toBe('One');
    expect(metadata.find({ source: 'x/a.txt', sha256 }).get('publisher')).toBe('Two');
    expect(metadata.find({ source: 'x/a.txt', sha256: '' }).get('metadata_region')).toBe('R1');
    expect(metadata.find({ source: 'none', sha256: '' }).size).toBe(0);
  });

  it('wants a key', async () => {
    await expect(readMetadata(await fileWith('publisher\nOne\n'))).rejects.toMatchObject({
      problem: 'metadata-without-key',
    });
  });
});
