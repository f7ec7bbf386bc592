import { describe, expect, it } from 'vitest';
import { reader } from '../../../extractors/formats/pdf.ts';
import { recognise } from '../../../extractors/recognise.ts';
import { reconstruct } from '../../../extractors/reconstruct.ts';
import type { Table } from '../../../schemas/table.ts';
import { gridBoxes, makePdf, type PdfPage, type PdfText } from '../../make-pdf.ts';

const context = { name: 'a.pdf', limits: { maxBytes: 1e9, maxLineLength: 1e6, maxMilliseconds: 1e6 } };
const read = async (pages: readonly PdfPage[]) => {
  const source = await reader.read(makePdf(pages), context);
  return { source, ...reconstruct(recognise(source)) };
};
/** Texts of a table by row; spans as `text×columns`. */
const rowsOf = (table: Table | undefined): string[][] => {
  const rows: string[][] = Array.from({ length: table?.rows ?? 0 }, () => []);
  for (const cell of table?.cells ?? [])
    rows[cell.row]?.push(cell.columnSpan > 1 ? `${cell.text}×${cell.columnSpan}` : cell.text);
  return rows;
};
const at = (x: number, y: number, text: string, more: Partial<PdfText> = {}): PdfText => ({
  x,
  y,
  text,
  ...more,
});

/** 科目 | 合计 | 基本支出 over three ruled columns, 20 points a row. */
const xs = [60, 200, 300, 400];
const ruled = (top: number, rows: readonly (readonly string[])[]): PdfPage => ({
  boxes: gridBoxes(
    xs,
    Array.from({ length: rows.length + 1 }, (_, i) => top + 20 * i),
  ),
  texts: rows.flatMap((row, r) =>
    row.map((text, c) => at((xs[c] ?? 0) + 5, top + 20 * r + 14, text)).filter((t) => t.text !== ''),
  ),
});
const sample = [
  ['科目名称', '合计', '基本支出'],
  ['教育支出', '1,204.50', '804.25'],
  ['卫生健康支出', '33.10', ''],
];

describe('the PDF reader', () => {
  it('tells a PDF by its content, junk in front or not', () => {
    const pdf = makePdf([{}]);
    expect(reader.sniff(pdf, 'a.doc')).toBe(1);
    expect(
      reader.sniff(new Uint8Array([...new TextEncoder().encode('junk\n'), ...pdf]), 'a'),
    ).toBeGreaterThan(0.5);
    expect(reader.sniff(new TextEncoder().encode('no such thing'), 'a.pdf')).toBe(0);
  });

  it('reads a ruled table with its place on the page', async () => {
    const { tables, source } = await read([ruled(100, sample)]);
    expect(rowsOf(tables[0])).toEqual(sample);
    expect(tables[0]?.headerRows).toBe(1);
    const cell = tables[0]?.cells.find((c) => c.text === '804.25');
    expect(cell).toMatchObject({ page: 1, location: 'p1', role: 'value', bbox: [300, 120, 400, 140] });
    expect(source.pages[0]).toMatchObject({ width: 595, height: 842, method: 'text' });
  });

  it('keeps two numbers of neighbouring columns apart and joins the runs of one', async () => {
    const page = ruled(100, [
      ['名称', '甲', '乙'],
      ['教育支出', '', ''],
    ]);
    const texts = [
      ...(page.texts ?? []),
      at(255, 134, '1,20'),
      at(274.5, 134, '4.50'),
      at(301, 134, '88.00'),
    ];
    const { tables } = await read([{ ...page, texts }]);
    expect(rowsOf(tables[0])[1]).toEqual(['教育支出', '1,204.50', '88.00']);
  });

  it('splits rows whose lines are not drawn where figures are aligned', async () => {
    const boxes = gridBoxes(xs, [100, 120, 180]);
    const texts = sample
      .concat([['住房保障支出', '7.00', '7.00']])
      .flatMap((row, r) => row.map((text, c) => at((xs[c] ?? 0) + 5, 114 + 20 * r, text)))
      .filter((t) => t.text !== '');
    const { tables } = await read([{ boxes, texts }]);
    expect(rowsOf(tables[0])).toEqual([...sample, ['住房保障支出', '7.00', '7.00']]);
  });

  it('finds a table between horizontal lines alone', async () => {
    const boxes = [100, 120, 200].map((y) => ({ box: [60, y - 0.25, 400, y + 0.25] as const }));
    const rows = [
      ['Item', 'Sum', 'Share'],
      ['Bread', '12', '40.0%'],
      ['Wine', '18', '60.0%'],
      ['All', '30', '100%'],
    ];
    const texts = rows.flatMap((row, r) => row.map((text, c) => at((xs[c] ?? 0) + 5, 114 + 20 * r, text)));
    const { tables } = await read([{ boxes, texts }]);
    expect(rowsOf(tables[0])).toEqual(rows);
  });

  it('takes prose for no table', async () => {
    const texts = Array.from({ length: 20 }, (_, i) =>
      at(60, 100 + 16 * i, 'Plain words run on from one line to the next without any columns'),
    );
    expect((await read([{ texts }])).tables).toEqual([]);
  });

  it('joins a table over pages and leaves the repeated header out', async () => {
    const next = [sample[0] ?? [], ['住房保障支出', '9.00', '9.00']];
    const { tables } = await read([ruled(700, sample), ruled(60, next)]);
    expect(tables).toHaveLength(1);
    expect(tables[0]).toMatchObject({ pages: [1, 2], location: 'p1–2' });
    expect(rowsOf(tables[0])).toEqual([...sample, ['住房保障支出', '9.00', '9.00']]);
  });

  it('reads a landscape table on an upright page, boxes on the page as displayed', async () => {
    const upright = ruled(100, sample);
    const turned = (upright.texts ?? []).map(({ text, x, y }) => at(y, 842 - x, text, { turn: 90 }));
    const boxes = (upright.boxes ?? []).map(({ box: [x0, y0, x1, y1] }) => ({
      box: [y0, 842 - x1, y1, 842 - x0] as const,
    }));
    const { tables } = await read([{ texts: turned, boxes }]);
    expect(rowsOf(tables[0])).toEqual(sample);
    expect(tables[0]?.cells.find((c) => c.text === '804.25')?.bbox).toEqual([120, 442, 140, 542]);
  });

  it('turns a page that asks for it (/Rotate)', async () => {
    const { source } = await read([{ ...ruled(100, sample), rotate: 90 }]);
    expect(source.pages[0]).toMatchObject({ width: 842, height: 595, rotation: 90 });
  });

  it('leaves invisible text out', async () => {
    const page = ruled(100, sample);
    const texts = [...(page.texts ?? []), at(60, 400, 'hidden words', { mode: 3 })];
    const { blocks, source } = await read([{ ...page, texts }]);
    expect(blocks.some(({ text }) => text.includes('hidden'))).toBe(false);
    expect(source.pages[0]?.content).toMatchObject({ hiddenGlyphs: 11 });
  });

  it('keeps page numbers and running heads out of the text', async () => {
    const pages = [1, 2, 3].map((n) => ({
      texts: [at(250, 40, '年度报告'), at(60, 300, '本单位支出合计十万元。'), at(290, 810, String(n))],
    }));
    const { blocks } = await read(pages);
    expect(blocks.filter(({ kind }) => kind === 'furniture')).toHaveLength(6);
    expect(blocks.filter(({ kind }) => kind === 'paragraph')).toHaveLength(3);
  });

  it.each([
    ['cut off', () => makePdf([ruled(100, sample)]).slice(0, 200)],
    ['garbage behind the header', () => new TextEncoder().encode(`%PDF-1.7\n${'x'.repeat(500)}`)],
  ])('fails a PDF that is %s with a typed error', async (_, bytes) => {
    await expect(reader.read(bytes(), context)).rejects.toMatchObject({ code: 'pdf-damaged', stage: 'read' });
  });
});
