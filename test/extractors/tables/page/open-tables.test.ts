import { describe, expect, it } from 'vitest';
import { reader } from '../../../../extractors/formats/pdf.ts';
import { reconstruct } from '../../../../extractors/reconstruct.ts';
import { makePdf, type PdfBox, type PdfPage, type PdfText } from '../../../make-pdf.ts';
import { limits, squaresOf } from '../../reading.ts';

const read = async (page: PdfPage) =>
  reconstruct(await reader.read(makePdf([page]), { name: 'a.pdf', limits }));
const tablesOf = async (page: PdfPage) => (await read(page)).tables.map(squaresOf);

const put = (x: number, y: number, text: string, more: Partial<PdfText> = {}): PdfText => ({
  x,
  y,
  text,
  ...more,
});
/** Lines of texts from y down, 14 points apart, each text at its column's x; empty ones are left out. */
const lines = (xs: readonly number[], y: number, rows: readonly (readonly string[])[]): PdfText[] =>
  rows.flatMap((row, r) =>
    row.flatMap((text, c) => (text === '' ? [] : [put(xs[c] ?? 0, y + 14 * r, text)])),
  );
const rule = (x0: number, x1: number, y: number): PdfBox => ({ box: [x0, y - 0.25, x1, y + 0.25] });
const body = [
  ['Wheat', '12.5', '1,204', '7.5'],
  ['Barley', '3.5', '804', '6.1'],
  ['Oats', '9.0', '99', '5.0'],
];
const xs = [60, 200, 280, 360];

describe('tables without vertical lines', () => {
  it('lets a header hold for the columns that its rule is drawn over', async () => {
    const texts = [put(300, 100, 'Yield'), ...lines(xs, 116, [['Crop', 'Area', 'Old', 'New'], ...body])];
    expect(await tablesOf({ texts, boxes: [rule(278, 400, 104)] })).toEqual([
      [['', '', 'Yield', '<'], ['Crop', 'Area', 'Old', 'New'], ...body],
    ]);
  });

  it('puts a sign of money to its figure, however far it stands', async () => {
    const texts = lines([60, 200, 225, 300, 325], 100, [
      ['State', '', '2001', '', '2002'],
      ['Ohio', '$', '1,200', '$', '1,300'],
      ['Iowa', '', '800', '', '900'],
      ['Utah', '', '700', '', '750'],
    ]);
    expect(await tablesOf({ texts })).toEqual([
      [
        ['State', '2001', '2002'],
        ['Ohio', '$ 1,200', '$ 1,300'],
        ['Iowa', '800', '900'],
        ['Utah', '700', '750'],
      ],
    ]);
  });

  it('leaves leading dots out of labels', async () => {
    const rows = body.map(([label = '', ...rest]) => [`${label}..................`, ...rest]);
    expect(await tablesOf({ texts: lines(xs, 100, rows) })).toEqual([body]);
  });

  it('reads a raised mark with its text', async () => {
    const texts = [
      ...lines(xs, 100, body),
      put(219.8, 96.5, '2', { size: 6 }),
      put(88.5, 96.5, 'a', { size: 6 }),
    ];
    expect((await tablesOf({ texts }))[0]?.[0]).toEqual(['Wheat a', '12.5 2', '1,204', '7.5']);
  });

  it('gives a section centred over the table all its columns, one at the left its own', async () => {
    const texts = [
      ...lines(xs, 100, [['Crop', 'Area', 'Old', 'New'], ...body.slice(0, 2)]),
      put(205, 142, 'Winter'),
      ...lines(xs, 156, [['Rye', '1.5', '20', '3.1'], ['Other crops'], ['Hops', '0.5', '7', '1.1']]),
    ];
    const [table] = await tablesOf({ texts });
    expect(table?.slice(3)).toEqual([
      ['Winter', '<', '<', '<'],
      ['Rye', '1.5', '20', '3.1'],
      ['Other crops', '', '', ''],
      ['Hops', '0.5', '7', '1.1'],
    ]);
  });

  it('joins a label broken over lines only where its next word found no room', async () => {
    const texts = lines([60, 200, 280], 100, [
      ['Item', 'Old', 'New'],
      ['Payments to individuals', '1.5', '2.5'],
      ['under programs of States', '', ''],
      ['Others:', '', ''],
      ['Grain', '3.5', '4.5'],
      ['Milk', '5.5', '6.5'],
    ]);
    expect(await tablesOf({ texts })).toEqual([
      [
        ['Item', 'Old', 'New'],
        ['Payments to individuals under programs of States', '1.5', '2.5'],
        ['Others:', '', ''],
        ['Grain', '3.5', '4.5'],
        ['Milk', '5.5', '6.5'],
      ],
    ]);
  });

  it('takes the edges of shading for lines between rows', async () => {
    const row = (y: number, label: string, text: string, more: string) => [
      put(60, y, label),
      put(160, y, text),
      put(160, y + 12, more),
    ];
    const texts = [
      ...row(112, 'Ohio', 'Needs a permit', 'for each site'),
      ...row(140, 'Iowa', 'Needs nothing', 'of the kind'),
      ...row(168, 'Utah', 'Needs a notice', 'in advance'),
      ...row(196, 'Texas', 'Forbids', 'it altogether'),
    ];
    const boxes = [100, 156].map((y): PdfBox => ({ box: [55, y, 300, y + 28], gray: 0.9 }));
    expect((await tablesOf({ texts, boxes }))[0]?.slice(0, 3)).toEqual([
      ['Ohio', 'Needs a permit for each site'],
      ['Iowa', 'Needs nothing of the kind'],
      ['Utah', 'Needs a notice in advance'],
    ]);
  });

  it('reads header words on their side from their beginning', async () => {
    const texts = [
      put(60, 130, 'Crop'),
      ...[210, 290, 370].map((x, i) =>
        put(x, 130, ['Area sown', 'Old price', 'New price'][i] ?? '', { turn: 90 }),
      ),
      ...lines(xs, 146, body),
    ];
    const [table] = await tablesOf({ texts });
    expect(table?.[0]).toEqual(['Crop', 'Area sown', 'Old price', 'New price']);
  });
});

describe('what only looks like a table', () => {
  it('leaves the labels of axes alone', async () => {
    const texts = [0, 1, 2, 3, 4, 5].flatMap((t) => [
      put(60, 200 - 14 * t, String(50 * t)),
      put(300, 200 - 14 * t, String(50 * t)),
    ]);
    expect(await tablesOf({ texts })).toEqual([]);
  });

  it('leaves a list of contents alone', async () => {
    const rows = ['Summary', 'Methods', 'Results', 'Annex'].map((name, i) => [
      `${name} ${'.'.repeat(60)}`,
      String(3 * i + 1),
    ]);
    expect(await tablesOf({ texts: lines([60, 420], 100, rows) })).toEqual([]);
  });

  it('leaves prose in frames beside each other alone', async () => {
    const prose = 'the committee has reviewed all that it was asked for';
    const texts = [100, 112, 124, 136, 148].flatMap((y) => [
      put(60, y, prose, { size: 8 }),
      put(310, y, prose, { size: 8 }),
    ]);
    const frame = (x0: number, x1: number): PdfBox[] => [
      rule(x0, x1, 88),
      rule(x0, x1, 160),
      { box: [x0 - 0.25, 88, x0 + 0.25, 160] },
      { box: [x1 - 0.25, 88, x1 + 0.25, 160] },
    ];
    expect(await tablesOf({ texts, boxes: [...frame(55, 285), ...frame(305, 535)] })).toEqual([]);
  });
});

describe('columns of a page', () => {
  const words = 'the committee has reviewed all of the programs in detail';
  const column = (x: number, name: string, count: number) =>
    Array.from({ length: count }, (_, i) => put(x, 100 + 12 * i, `${name}${i} ${words}`, { size: 8 }));

  it('reads one after the other', async () => {
    const { blocks } = await read({ texts: [...column(60, 'left', 8), ...column(320, 'right', 8)] });
    const order = blocks
      .map(({ text }) => text)
      .join(' ')
      .match(/(?:left|right)\d/gu);
    expect(order).toEqual([
      ...Array.from({ length: 8 }, (_, i) => `left${i}`),
      ...Array.from({ length: 8 }, (_, i) => `right${i}`),
    ]);
  });

  it('finds a table in one of them, without the prose beside it', async () => {
    const texts = [
      ...column(60, 'left', 20),
      ...column(320, 'right', 6),
      ...lines([320, 400, 460, 520], 190, body).map((text) => ({ ...text, size: 8 })),
      ...Array.from({ length: 6 }, (_, i) => put(320, 250 + 12 * i, `more${i} ${words}`, { size: 8 })),
    ];
    expect(await tablesOf({ texts })).toEqual([body]);
  });
});
