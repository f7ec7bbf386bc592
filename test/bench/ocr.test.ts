import { describe, expect, it } from 'vitest';
import { tiffOfPictures } from '../../bench/ocr/containers.ts';
import { chooseDamage, scanPage } from '../../bench/ocr/damage.ts';
import { documentMaker } from '../../bench/ocr/documents.ts';
import { countAmounts } from '../../bench/ocr/figures.ts';
import { canonical, judgeAmounts, type Row } from '../../bench/ocr/judge.ts';
import { loadDrafts } from '../../bench/variants/drafts.ts';
import type { Truth, TruthField } from '../../bench/variants/truth.ts';

const printed = (code: string, column: string, value: string): TruthField => ({
  ...{ table: 'gk05', row_code: code, row_label: '', column, value, unit: '万元', amount_cny: '' },
  ...{ blank: value === '', state: 'printed' as const },
});
const truth = {
  id: 'd',
  file: 'd.pdf',
  fields: [
    printed('208', '小计', '12.30'),
    printed('210', '小计', '7'),
    printed('211', '小计', '1.5'),
    printed('211', '项目支出', ''),
  ],
} as unknown as Truth;
const row = (code: string, column: string, value: string, more: Partial<Row> = {}): Row => ({
  ...{ table: 'gk05', code, label: '', column, raw: value, value, state: 'number', unit: '万元' },
  ...{ confidence: 0.99, accepted: true, flags: [], method: 'ocr' },
  ...more,
});

describe('the judge of scans', () => {
  it('tells what was right as read, put right, wrong but flagged, silent, and made up', () => {
    const judged = judgeAmounts(truth, [
      row('208', '小计', '12.3', { raw: '1230' }),
      row('210', '小计', '1'),
      row('211', '小计', '7.5', { flags: ['sum-mismatch'], accepted: false }),
      row('211', '项目支出', '3'),
    ]);
    expect(countAmounts(judged)).toMatchObject({
      ...{ printed: 3, found: 3, rightRead: 0, right: 1, wrong: 2, silent: 1, lostUnsaid: 0 },
      ...{ spurious: 1, spuriousSilent: 1, accepted: 3, acceptedWrong: 2 },
    });
  });

  it('counts a printed amount that came out blank or not at all as lost', () => {
    const judged = judgeAmounts(truth, [row('208', '小计', '', { state: 'blank' })]);
    expect(countAmounts(judged)).toMatchObject({ printed: 3, found: 0, lostUnsaid: 3 });
  });

  it('does not count an amount as lost that stands doubted under another name, each value for one amount', () => {
    const doubt = { confidence: 0.3, accepted: false };
    const misplaced = judgeAmounts(truth, [
      row('999', '小计', '12.3', doubt),
      row('', 'column 3', '7', { ...doubt, table: 't4' }),
    ]);
    expect(countAmounts(misplaced)).toMatchObject({ printed: 3, found: 0, lostElsewhere: 2, lostUnsaid: 1 });
    const unfit = judgeAmounts(truth, [
      row('999', '小计', '12.3'),
      row('', 'column 3', '7', { ...doubt, table: 'gk03' }),
      row('', '决算数', '1.5', { ...doubt, table: 'narrative' }),
    ]);
    expect(countAmounts(unfit)).toMatchObject({ lostElsewhere: 0, lostUnsaid: 3 });
  });

  it.each([
    ['1,234.50', '1234.5'],
    ['－0.00', '0'],
    ['０7.10', '7.1'],
    ['12.3.4', null],
    ['', null],
  ])('takes %s for %s', (text, value) => {
    expect(canonical(text)).toBe(value);
  });
});

describe('scans of our own', () => {
  it('are the same bytes for the same seed, other ones for another', async () => {
    const page = {
      width: 500,
      height: 400,
      channels: 3 as const,
      data: new Uint8Array(500 * 400 * 3).fill(255),
    };
    const [one, same, other] = await Promise.all(
      [1, 1, 2].map((seed) => scanPage(page, chooseDamage('dirty', seed), 150, seed)),
    );
    expect(one!.equals(same!)).toBe(true);
    expect(one!.equals(other!)).toBe(false);
  });

  it('put into a TIFF are as many pages', async () => {
    const page = { width: 33, height: 21, channels: 3 as const, data: new Uint8Array(33 * 21 * 3).fill(200) };
    const scan = await scanPage(page, chooseDamage('clean', 1), 200, 1);
    const { default: sharp } = await import('sharp');
    const { pages, width } = await sharp(await tiffOfPictures([scan, scan, scan], 200)).metadata();
    expect([pages, width]).toEqual([3, 33]);
  });

  it('have in their truth only tables and figures that are printed', () => {
    const make = documentMaker(loadDrafts(process.cwd()));
    for (const place of [0, 1, 5]) {
      const document = make(1, place);
      const forms = document.parts.flatMap((part) => (part.kind === 'table' ? [part.form] : []));
      const cells = document.parts.flatMap((part) => (part.kind === 'table' ? part.rows.flat() : []));
      const values = new Set(cells.map(canonical));
      for (const field of document.truth.fields) {
        expect(forms).toContain(field.table);
        if (!field.blank) expect(values).toContain(canonical(field.value ?? ''));
      }
    }
  });
});
