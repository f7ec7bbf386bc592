import { describe, expect, it } from 'vitest';
import { reader } from '../../../../extractors/formats/pdf.ts';
import { recognise } from '../../../../extractors/recognise.ts';
import { reconstruct } from '../../../../extractors/reconstruct.ts';
import type { PdfBox, PdfPage } from '../../../make-pdf.ts';
import { gridBoxes, makePdf } from '../../../make-pdf.ts';

const context = { name: 'a.pdf', limits: { maxBytes: 1e9, maxLineLength: 1e6, maxMilliseconds: 1e6 } };

/** Texts of the first table by row. */
async function rowsOf(page: PdfPage): Promise<string[][]> {
  const { tables } = reconstruct(recognise(await reader.read(makePdf([page]), context)));
  const [table] = tables;
  return Array.from({ length: table?.rows ?? 0 }, (_, row) =>
    (table?.cells ?? []).filter((cell) => cell.row === row).map((cell) => cell.text),
  );
}

const sample = [
  ['Regione', 'Guariti', 'Deceduti', 'Casi'],
  ['Lombardia', '3488', '1959', '17713'],
  ['Emilia', '152', '458', '4525'],
  ['Veneto', '167', '94', '3214'],
];
const xs = [60, 160, 260, 310, 400];
const ys = [100, 120, 140, 160, 180];
const texts = sample.flatMap((row, r) =>
  row.map((text, c) => ({ text, x: (xs[c] ?? 0) + 6, y: (ys[r] ?? 0) + 14 })),
);
/** All lines but the one between the third column and the fourth. */
const lines = gridBoxes(
  xs.filter((x) => x !== 310),
  ys,
);
const shade = (column: number, gray: number, rows: readonly number[]): PdfBox[] =>
  rows.map((row) => ({
    box: [xs[column] ?? 0, ys[row] ?? 0, (xs[column + 1] ?? 0) + 0.1, ys[row + 1] ?? 0],
    gray,
  }));
const all = [0, 1, 2, 3];

describe('a border that only the colours of two columns make', () => {
  it('parts them', async () => {
    const boxes = [...shade(2, 0.6, all), ...shade(3, 0.9, all), ...lines];
    expect(await rowsOf({ boxes, texts })).toEqual(sample);
  });

  it('goes on where one side is not painted', async () => {
    const boxes = [...shade(2, 0.6, [1, 2, 3]), ...shade(3, 0.9, all), ...lines];
    expect(await rowsOf({ boxes, texts })).toEqual(sample);
  });

  it.each([
    ['of one colour', [...shade(2, 0.6, all), ...shade(3, 0.6, all)]],
    ['that end between the lines', [...shade(2, 0.6, [1]), ...shade(3, 0.9, [1])]],
  ])('is none between columns %s', async (_, shades) => {
    const merged = [
      ['a', 'b', 'one text over both'],
      ...sample.slice(1).map(([a = '', b = '']) => [a, b, 'text']),
    ];
    const wide = merged.flatMap((row, r) =>
      row.map((text, c) => ({ text, x: (xs[c] ?? 0) + 6, y: (ys[r] ?? 0) + 14 })),
    );
    expect(await rowsOf({ boxes: [...shades, ...lines], texts: wide })).toEqual(merged);
  });
});
