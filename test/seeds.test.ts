import { readFile } from 'node:fs/promises';
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

interface TruthCell {
  readonly table: string;
  readonly row_code: string;
  readonly row_label: string;
  readonly column: string;
  readonly value: string | null;
  readonly unit: string;
  readonly blank: boolean;
  readonly state: 'printed' | 'lost';
  readonly recoverable?: 'narrative' | 'derived' | 'zero' | null;
  readonly optional?: boolean;
}
interface TruthFact {
  readonly row_label: string;
  readonly aliases: readonly string[];
  readonly column: string;
  readonly value: string;
  readonly optional?: boolean;
}
interface Truth {
  readonly entity: string;
  readonly fiscal_year: string;
  readonly fields: readonly TruthCell[];
  readonly narrative: readonly TruthFact[];
  readonly planted_errors: readonly { readonly place: { readonly table: string; readonly column: string } }[];
}

const seeds = [
  ['zhuzhou-injury-insurance-centre-2021-final-accounts', '000_acb7a3c98e3f4d4c'],
  ['hengyang-injury-insurance-centre-2020-final-accounts', '001_87ab7230e7caa9be'],
  ['huitong-injury-insurance-centre-2021-self-evaluation', '002_8fd01707fd4cfb14'],
  ['yunxi-injury-insurance-centre-2024-final-accounts', '004_e8216b10e210b726'],
] as const;
const limits = { maxBytes: 1e9, maxLineLength: 1e6, maxMilliseconds: 1e6 };

async function extract(name: string) {
  const bytes = await readFile(new URL(`../seeds/${name}.txt`, import.meta.url));
  const forms = await loadForms();
  const source = await reader.read(bytes, { name, limits });
  const reconstruction = reconstruct(recognise(source));
  const binding = bind(reconstruction, narrate(reconstruction), forms, classification);
  const reconciled = reconcile(binding, forms, classification);
  return { binding, checks: reconciled.checks, fields: assess(reconciled.fields, reconciled.checks) };
}

const plain = (text: string) => text.normalize('NFKC').replace(/[\s“”"']/gu, '');
const sameNumber = (a: string | null, b: string | null) =>
  a !== null && b !== null && a !== '' && b !== '' && Number(a) === Number(b);

/** Each truth cell with the field that stands for it, equal keys in order. */
function pair(cells: readonly TruthCell[], fields: readonly AssessedField[]) {
  const used = new Set<AssessedField>();
  return cells.map((cell) => {
    const field = fields.find(
      (f) =>
        !used.has(f) &&
        f.form === cell.table &&
        plain(f.measure) === plain(cell.column) &&
        (cell.row_code ? f.rowCode === cell.row_code : plain(f.rowLabel) === plain(cell.row_label)),
    );
    if (field) used.add(field);
    return { cell, field };
  });
}
const name = ({ table, row_code, row_label, column }: TruthCell) =>
  `${table} ${row_code || row_label} ${column}`;

describe.each(seeds)('the seed %s', async (seed, id) => {
  const truth: Truth = JSON.parse(await readFile(new URL(`./truth/${id}.json`, import.meta.url), 'utf8'));
  const { binding, checks, fields } = await extract(seed);
  const pairs = pair(
    truth.fields.filter((cell) => cell.table !== 'jx' && !cell.optional),
    fields,
  );

  it('knows who reports and for which year', () => {
    expect([binding.entity, binding.fiscalYear]).toEqual([truth.entity, truth.fiscal_year]);
  });

  it('has every printed cell right and leaves every blank one blank', () => {
    const wrong = pairs.filter(({ cell, field }) => {
      if (cell.state === 'lost') return false;
      if (cell.blank) return field?.state !== 'blank';
      return !field || !sameNumber(field.value, cell.value) || field.unit !== cell.unit;
    });
    expect(wrong.map(({ cell }) => name(cell))).toEqual([]);
  });

  it('recovers what can be recovered and invents nothing', () => {
    const wrong = pairs.filter(({ cell, field }) => {
      if (cell.state !== 'lost') return false;
      if (cell.recoverable === 'zero') return field?.value != null && Number(field.value) !== 0;
      if (cell.recoverable == null) return field?.value != null;
      return (
        !field || !sameNumber(field.value, cell.value) || !['narrative', 'derived'].includes(field.method)
      );
    });
    expect(wrong.map(({ cell }) => name(cell))).toEqual([]);
  });

  it('finds every figure that the text states', () => {
    const stated = fields.filter((field) => field.form === 'narrative');
    const label = (text: string) => plain(text).replace(/[（(][类款项][）)]|[、，：]/gu, '');
    const missed = truth.narrative.filter(
      (fact) =>
        !fact.optional &&
        !stated.some(
          (field) =>
            field.measure === fact.column &&
            sameNumber(field.value, fact.value) &&
            [fact.row_label, ...fact.aliases].some((known) => {
              const [a, b] = [label(known), label(field.rowLabel)];
              return a === b || (b.length >= 4 && a.includes(b)) || (a.length >= 4 && b.includes(a));
            }),
        ),
    );
    expect(missed.map((fact) => `${fact.row_label} ${fact.column} ${fact.value}`)).toEqual([]);
  });

  it('accuses where the document contradicts itself, and only there', () => {
    const accused = fields.filter((field) => field.flags.includes('source-error'));
    const failed = checks.filter((check) => check.status === 'fail');
    if (truth.planted_errors.length === 0) expect([accused.length, failed.length]).toEqual([0, 0]);
    for (const { place } of truth.planted_errors)
      expect(
        accused.some(
          (field) =>
            field.form === place.table &&
            plain(field.measure).endsWith(plain(place.column).split('/').at(-1) ?? ''),
        ),
        JSON.stringify(place),
      ).toBe(true);
  });
});
