import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reader } from '../../../extractors/formats/text.ts';
import { recognise } from '../../../extractors/recognise.ts';
import { reconstruct } from '../../../extractors/reconstruct.ts';
import { defaultLimits } from '../../../schemas/config.ts';
import type { Field } from '../../../schemas/field.ts';
import { bindAll } from './table-builder.ts';

interface TruthField {
  readonly table: string;
  readonly row_code: string;
  readonly row_label: string;
  readonly column: string;
  readonly value: string;
  readonly unit: string;
  readonly blank: boolean;
  readonly state: string;
}
interface Truth {
  readonly entity: string;
  readonly fiscal_year: string;
  readonly blank_means_zero: boolean;
  readonly fields: readonly TruthField[];
}
const read = (path: string): string => readFileSync(path, 'utf8');
const { documents } = JSON.parse(read('seeds/manifest.json')) as {
  documents: readonly { file: string; original_file: string }[];
};

const without = (text: string) => text.normalize('NFKC').replace(/\s/gu, '');
const keyOfTruth = (field: TruthField) =>
  [field.table, field.row_code, without(field.row_label), without(field.column)].join('|');
const keyOfField = (field: Field) =>
  [field.form, field.rowCode, without(field.rowLabel), without(field.measure)].join('|');
const count = (keys: readonly string[]) => {
  const counted = new Map<string, number>();
  for (const key of keys) counted.set(key, (counted.get(key) ?? 0) + 1);
  return counted;
};

describe.each(documents.map(({ file, original_file }) => [file, original_file] as const))(
  '%s',
  (file, id) => {
    const truth = JSON.parse(read(`test/truth/${id.replace('.txt', '.json')}`)) as Truth;
    const bound = async () => {
      const bytes = readFileSync(`seeds/${file}`);
      const source = await reader.read(bytes, { name: file, limits: defaultLimits });
      return bindAll(reconstruct(recognise(source)).tables, {
        entity: truth.entity,
        fiscalYear: truth.fiscal_year,
        blankMeansZero: truth.blank_means_zero,
        documentUnit: '万元',
      });
    };
    const printed = truth.fields.filter(({ state }) => state === 'printed');
    const ofForms = printed.filter(({ table }) => table !== 'jx');
    const forms = new Set(ofForms.map(({ table }) => table));

    it('has every printed figure under its row and measure, with its unit, and no other', async () => {
      const { fields } = await bound();
      const found = fields.filter(
        ({ form, state, rowLabel, rowCode }) =>
          // one figure of a seed stands beside no label at all
          forms.has(form) && state === 'number' && (rowLabel !== '' || rowCode !== '' || form === 'gk07'),
      );
      const known = ofForms.filter(({ blank }) => !blank);
      expect(found.map((field) => `${keyOfField(field)}|${field.value}|${field.unit}`).sort()).toEqual(
        known.map((field) => `${keyOfTruth(field)}|${field.value}|${field.unit}`).sort(),
      );
    });

    it('has the figures of the 绩效自评表 that the truth lists', async () => {
      const { fields } = await bound();
      const lacking = printed.filter(
        ({ table, blank, value, row_label, column }) =>
          table === 'jx' &&
          !blank &&
          !fields.some(
            (field) =>
              field.form === 'jx' &&
              field.value === value &&
              without(field.rowLabel) === without(row_label) &&
              without(field.measure).startsWith(without(column)),
          ),
      );
      expect(lacking).toEqual([]);
    });

    it('has no figure that found no place', async () => {
      const { findings } = await bound();
      expect(findings.filter(({ code }) => code === 'column-unbound')).toEqual([]);
    });

    it('lists every printed blank as blank', async () => {
      const { fields } = await bound();
      const blanks = count(fields.filter(({ state }) => state === 'blank').map(keyOfField));
      const lacking = [...count(ofForms.filter(({ blank }) => blank).map(keyOfTruth))].filter(
        ([key, times]) => blanks.get(key) !== times,
      );
      expect(lacking).toEqual([]);
    });
  },
);
