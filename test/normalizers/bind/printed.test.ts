/** PDFs printed by `npm run bench:printed -- --fixtures test/fixtures/printed`: the same tables in several layouts. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reader } from '../../../extractors/formats/pdf.ts';
import { recognise } from '../../../extractors/recognise.ts';
import { reconstruct } from '../../../extractors/reconstruct.ts';
import { defaultLimits } from '../../../schemas/config.ts';
import { bindAll } from './table-builder.ts';

interface TruthField {
  readonly table: string;
  readonly row_code: string;
  readonly row_label: string;
  readonly column: string;
  readonly value: string | null;
  readonly unit: string;
  readonly blank: boolean;
}
const folder = 'test/fixtures/printed';
const truth = JSON.parse(readFileSync(`${folder}/truth.json`, 'utf8')) as {
  entity: string;
  fiscal_year: string;
  fields: readonly TruthField[];
};

const without = (text: string) => text.normalize('NFKC').replace(/\s/gu, '');

describe.each([
  ['borderless-wrapped', 'no lines, labels over two lines with their figures in the middle'],
  ['three-horizontal', 'horizontal lines only, codes in three columns'],
  ['split-borderless-once', 'no lines, tables over pages without a header on the second'],
  ['cut-row', 'full lines, rows cut by the page break'],
  ['rotated-90', 'tables on their side on pages with /Rotate, shaded headers'],
  ['vertical', 'vertical lines only'],
])('%s: %s', (name) => {
  const fields = async () => {
    const bytes = new Uint8Array(readFileSync(`${folder}/${name}.pdf`));
    const source = await reader.read(bytes, { name: `${name}.pdf`, limits: defaultLimits });
    return bindAll(reconstruct(recognise(source)).tables, {
      entity: truth.entity,
      fiscalYear: truth.fiscal_year,
      blankMeansZero: false,
      documentUnit: '万元',
    }).fields;
  };

  it('has every printed figure under its row and measure, and no other', async () => {
    const found = (await fields())
      .filter(({ state }) => state === 'number')
      .map((f) => [f.form, f.rowCode, without(f.rowLabel), without(f.measure), f.value, f.unit].join('|'));
    const known = truth.fields
      .filter(({ blank }) => !blank)
      .map((f) => [f.table, f.row_code, without(f.row_label), without(f.column), f.value, f.unit].join('|'));
    expect(found.sort()).toEqual(known.sort());
  });

  it('lists every printed blank as blank', async () => {
    const found = (await fields())
      .filter(({ state }) => state === 'blank')
      .map((f) => [f.form, f.rowCode, without(f.rowLabel), without(f.measure)].join('|'));
    const known = truth.fields
      .filter(({ blank }) => blank)
      .map((f) => [f.table, f.row_code, without(f.row_label), without(f.column)].join('|'));
    expect(known.filter((key) => !found.includes(key))).toEqual([]);
  });
});
