import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { reader } from '../extractors/formats/text.ts';
import { narrate } from '../extractors/narrative/narrate.ts';
import { recognise } from '../extractors/recognise.ts';
import { reconstruct } from '../extractors/reconstruct.ts';
import { bind } from '../normalizers/bind/bind.ts';
import { assess } from '../normalizers/confidence/assess.ts';
import { reconcile } from '../normalizers/reconcile/reconcile.ts';
import { loadForms } from '../pipeline/registry.ts';
import { classification } from '../schemas/classification/lookup.ts';
import type { AssessedField } from '../schemas/field.ts';

/**
 * Disclosures of invented offices, worded and set as offices of other provinces word and set them, with their truth:
 * `document` entity year, `cell` form row measure value, `fact` names measure value unit, `error` form row measure value.
 */
const folder = new URL('./fixtures/offices/', import.meta.url);
const names = (await readdir(folder))
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.slice(0, -4));
const limits = { maxBytes: 1e9, maxLineLength: 1e6, maxMilliseconds: 1e6 };

async function extract(name: string) {
  const bytes = await readFile(new URL(`${name}.txt`, folder));
  const forms = await loadForms();
  const reconstruction = reconstruct(recognise(await reader.read(bytes, { name, limits })));
  const binding = bind(reconstruction, narrate(reconstruction), forms, classification);
  const { fields, checks } = reconcile(binding, forms, classification);
  return { binding, fields: assess(fields, checks) };
}

const plain = (text: string) => text.normalize('NFKC').replace(/[\s“”"'、，：]|\([类款项]\)/gu, '');
const rowOf = (field: AssessedField) => field.rowCode || field.rowLabel;
const alike = (a: string, b: string) =>
  a === b || (b.length >= 4 && a.includes(b)) || (a.length >= 4 && b.includes(a));

describe.each(names)('an office’s disclosure: %s', async (name) => {
  const lines = (await readFile(new URL(`${name}.tsv`, folder), 'utf8')).trimEnd().split('\n');
  const truth = (kind: string) =>
    lines.filter((line) => line.startsWith(`${kind}\t`)).map((line) => line.split('\t').slice(1));
  const { binding, fields } = await extract(name);
  const numbers = fields.filter(({ value }) => value !== null && value !== '');
  const isCell = ({ form, method }: AssessedField) => form.startsWith('gk') && method === 'text';

  it('knows who reports and for which year', () => {
    expect([[binding.entity, binding.fiscalYear]]).toEqual(truth('document'));
  });

  it('has every printed figure under its row and measure, and no other', () => {
    const key = (form: string, row: string, measure: string, value: string) =>
      [form, plain(row), plain(measure), Number(value)].join(' ');
    const printed = truth('cell').map(([form = '', row = '', measure = '', value = '']) =>
      key(form, row, measure, value),
    );
    const read = numbers.filter(isCell).map((f) => key(f.form, rowOf(f), f.measure, f.value ?? ''));
    expect(read.sort()).toEqual(printed.sort());
  });

  it('finds what the sentences state', () => {
    const missed = truth('fact').filter(
      ([labels = '', measure, value, unit = '']) =>
        !numbers.some(
          (f) =>
            f.form === 'narrative' &&
            f.measure === measure &&
            Number(f.value) === Number(value) &&
            (f.unit === unit || /^人次?$/u.test(`${unit}`)) &&
            labels.split('|').some((label) => alike(plain(label), plain(f.rowLabel))),
        ),
    );
    expect(missed).toEqual([]);
  });

  it('accuses what contradicts itself, and nothing else', () => {
    const errors = truth('error');
    const accused = fields.filter(({ flags }) => flags.includes('source-error'));
    for (const [form, row = '', measure, value] of errors)
      expect(
        accused.some(
          (f) =>
            f.form === form &&
            alike(plain(row), plain(f.rowLabel)) &&
            f.measure === measure &&
            Number(f.value) === Number(value),
        ),
        `${form} ${row}`,
      ).toBe(true);
    const names = new Set(errors.map(([, row = '']) => row));
    // What contradicts may be told of every figure it is made of, of other items never.
    const others = accused.filter(({ form, rowLabel }) => form === 'narrative' && !names.has(rowLabel));
    if (errors.every(([form]) => form === 'narrative') && names.size > 0)
      expect(others.filter(({ measure }) => /率|占比/u.test(measure)).map((f) => f.rowLabel)).toEqual([]);
    if (errors.length === 0) expect(accused.map((f) => `${f.form} ${rowOf(f)} ${f.measure}`)).toEqual([]);
  });
});
