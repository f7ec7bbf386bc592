import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reader } from '../../extractors/formats/pdf.ts';
import { recognise } from '../../extractors/recognise.ts';
import { reconstruct } from '../../extractors/reconstruct.ts';
import { gridBoxes, makePdf, type PdfBox, type PdfPage, type PdfText } from '../make-pdf.ts';

const context = { name: 'a.pdf', limits: { maxBytes: 1e9, maxLineLength: 1e6, maxMilliseconds: 1e6 } };

async function read(pages: readonly PdfPage[]) {
  const source = await reader.read(makePdf(pages), context);
  const hidden = source.pages.reduce(
    (sum, { content }) => sum + (content.kind === 'marks' ? content.hiddenGlyphs : 0),
    0,
  );
  return { hidden, ...reconstruct(recognise(source)) };
}

const characters = (texts: Iterable<string>): string =>
  [...[...texts].join('').replace(/\s/gu, '')].sort().join('');

/** Words that are nothing else than words: no ordinal, no mark of a person, nothing that is cut or joined. */
const word = fc.constantFrom(
  '支出',
  '合计',
  '教育',
  '费用',
  '无',
  '表',
  'total',
  'of',
  'Wine',
  '12',
  '0',
  '1,204.50',
  '3.1%',
  '7',
);
const slot = { width: 46, height: 24 };
const columns = 11;
const rows = 31;

/** Words set anywhere on a page, each in a place of its own. */
const texts = fc
  .uniqueArray(fc.tuple(fc.nat(columns - 1), fc.nat(rows - 1), fc.nat(3), word, fc.nat(19)), {
    selector: ([column, row]) => row * columns + column,
    maxLength: 120,
  })
  .map((places) =>
    places.map(
      ([column, row, shift, text, kind]): PdfText => ({
        text,
        x: 40 + column * slot.width + (row % 3 === 0 ? shift : 0),
        y: 60 + row * slot.height,
        size: 8,
        ...(kind === 0 ? { mode: 3 } : {}),
        ...(kind === 1 ? { turn: 90 as const } : {}),
      }),
    ),
  );

/** Grids, lines and boxes, whole or with lines missing. */
const boxes = fc
  .array(
    fc.tuple(
      fc.nat(6),
      fc.nat(20),
      fc.integer({ min: 2, max: 5 }),
      fc.integer({ min: 2, max: 10 }),
      fc.nat(4),
    ),
    { maxLength: 3 },
  )
  .map((grids) =>
    grids.flatMap(([column, row, wide, high, missing]): PdfBox[] => {
      const lines = (from: number, count: number, step: number, start: number) =>
        Array.from({ length: count + 1 }, (_, i) => start + (from + i) * step);
      const all = gridBoxes(
        lines(column, wide, slot.width, 36),
        lines(row, high, slot.height, 60 - 0.7 * slot.height),
      );
      return missing === 0 ? all : all.filter((_, i) => i % (missing + 1) !== 0);
    }),
  );

describe('every word of a page', () => {
  it('ends in one place: cell, block, hidden or unaccounted', async () => {
    await fc.assert(
      fc.asyncProperty(texts, boxes, async (own, drawn) => {
        const { tables, blocks, unaccounted, hidden } = await read([{ texts: own, boxes: drawn }]);
        const found = [
          ...tables.flatMap((table) => [...table.cells.map((cell) => cell.text)]),
          ...blocks.map((block) => block.text),
          ...[...unaccounted.values()].flat(),
        ];
        const seen = own.filter(({ mode }) => mode !== 3);
        expect(characters(found)).toBe(characters(seen.map(({ text }) => text)));
        expect(hidden).toBe(characters(own.filter(({ mode }) => mode === 3).map(({ text }) => text)).length);
      }),
      { numRuns: 80 },
    );
  }, 60_000);

  it('that is a figure outside tables and sentences is listed', async () => {
    const { unaccounted, findings } = await read([
      {
        texts: [
          { text: '80', x: 60, y: 300 },
          { text: '1,204.50', x: 200, y: 400 },
          { text: 'Of all words these are text.', x: 60, y: 500 },
        ],
      },
    ]);
    expect([...unaccounted]).toEqual([[1, ['80', '1,204.50']]]);
    expect(findings).toMatchObject([{ code: 'unaccounted-text', page: 1 }]);
  });
});
