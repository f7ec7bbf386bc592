import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engine as tesseract } from '../../../extractors/ocr/engines/tesseract.ts';
import { recognisePages } from '../../../extractors/ocr/recognise-pages.ts';
import { recognise } from '../../../extractors/recognise.ts';
import { reconstruct } from '../../../extractors/reconstruct.ts';
import { readPackageFile } from '../../../pipeline/ocr/package-files.ts';
import type { DeclaredItem, EmbeddedPicture, SourceDocument } from '../../../schemas/document.ts';
import type { OcrEngine } from '../../../schemas/ports.ts';
import { plain, readCells } from './cells.ts';

let engine: OcrEngine;
beforeAll(async () => {
  engine = await tesseract.open('tesseract', readPackageFile);
});
afterAll(async () => {
  await engine.close();
});

/** Points a cell of the fixture is shown at: its characters are then as high as print. */
const shownHeight = 16;

async function embed({
  width,
  height,
  data,
}: {
  width: number;
  height: number;
  data: Uint8Array;
}): Promise<EmbeddedPicture> {
  const bytes = await sharp(data, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
  return { bytes, width: (width / height) * shownHeight, height: shownHeight };
}

function documentOf(items: readonly DeclaredItem[]): SourceDocument {
  return {
    ...{ mediaType: 'text/html', encoding: null, findings: [] },
    pages: [
      {
        ...{ number: 1, width: null, height: null, rotation: 0, method: 'text' },
        content: { kind: 'declared', items },
      },
    ],
  };
}

const broken: EmbeddedPicture = { bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47]), width: 40, height: 16 };

describe('a picture that cannot be decoded', () => {
  const cutPng = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
  const metafile = new Uint8Array([1, 0, 0, 0, 0x6c, 0, 0, 0]);
  it.each<readonly [string, EmbeddedPicture, string | null]>([
    ['and is as large as a table', { bytes: metafile, width: 400, height: 200 }, 'EMF'],
    ['and does not say how large it is', { bytes: metafile, width: null, height: null }, 'EMF'],
    ['for it is not in the file', { bytes: new Uint8Array(), width: 400, height: 200 }, 'not in the file'],
    ['for it is broken', { bytes: cutPng, width: 400, height: 200 }, 'broken'],
    ['and is small', { ...broken }, null],
    ['and is an ornament elsewhere', { bytes: new Uint8Array(), width: null, height: null }, null],
  ])('is told: %s', async (_, picture, said) => {
    const text: DeclaredItem = {
      ...{ kind: 'text', text: '\uFFFC', location: 'paragraph 3', heading: null },
      pictures: [picture],
    };
    const { findings } = await recognisePages(documentOf([text]), null);
    expect(findings.map(({ code, location }) => `${code} ${location}`)).toEqual(
      said === null ? [] : ['picture-unread paragraph 3'],
    );
    if (said !== null) expect(findings[0]?.message).toContain(said);
  });
});

describe('a picture on a line of its own in a table of layout', () => {
  it('is a page, as one in a paragraph of its own is', async () => {
    const bytes = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const cell = {
      ...{ row: 0, column: 0, rowSpan: 1, columnSpan: 1, location: 'table 1, row 1' },
      ...{ text: '前文\n\uFFFC\n后文\uFFFC', pictures: [{ bytes, width: 450, height: 300 }, broken] },
    };
    const layout: DeclaredItem = {
      ...{ kind: 'table', rows: 1, columns: 1, headerRows: 0, location: 'table 1' },
      cells: [cell],
    };
    const { pages, findings } = await recognisePages(documentOf([layout]), null);
    expect(pages.map(({ content }) => content.kind)).toEqual(['declared', 'marks', 'declared']);
    expect(pages[2]?.content).toMatchObject({ items: [{ text: '后文\uFFFC', pictures: [broken] }] });
    expect(findings.map(({ code }) => code)).toEqual(['picture-unread']);
  });
});

describe('pictures in the cells of a declared table', () => {
  it('are read, and said to be pictures', async () => {
    const cells = await readCells();
    const pictures = await Promise.all(cells.map(({ request }) => embed(request.picture)));
    const rows = pictures.map((picture, row) => ({
      ...{ row, column: 1, rowSpan: 1, columnSpan: 1, location: `table 1, row ${row + 1}` },
      ...{ text: '\uFFFC', pictures: [picture] },
    }));
    const labels = cells.map((_, row) => ({
      ...{
        row,
        column: 0,
        rowSpan: 1,
        columnSpan: 1,
        location: `table 1, row ${row + 1}`,
        text: `第${row}行`,
      },
    }));
    const table: DeclaredItem = {
      ...{ kind: 'table', rows: cells.length + 1, columns: 2, headerRows: 0, location: 'table 1' },
      cells: [
        ...rows.flatMap((own, r) => [labels[r] ?? own, own]),
        { ...own(cells.length, 0), text: '坏' },
        { ...own(cells.length, 1), text: '\uFFFC', pictures: [broken] },
      ],
    };
    const source = await recognisePages(documentOf([table]), engine);
    const { tables } = reconstruct(recognise(source));
    const read = tables[0]?.cells.filter(({ column }) => column === 1) ?? [];
    expect(read.slice(0, -1).map(({ text }) => plain(text))).toEqual(cells.map(({ text }) => plain(text)));
    expect(read.every(({ flags }) => flags.includes('image-cell'))).toBe(true);
    expect(read.slice(0, -1).every(({ confidence }) => confidence > 0.5 && confidence < 1)).toBe(true);
    expect(read.at(-1)).toMatchObject({ text: '', confidence: 1 });
  }, 120_000);
});

describe('a scan pasted into a document', () => {
  it('is a page of its own between what stands before and behind it', async () => {
    const bytes = await readFile(new URL('../../fixtures/scans/clean-200.jpg', import.meta.url));
    const { width = 0, height = 0 } = await sharp(bytes).metadata();
    const scan = { bytes, width: 595, height: (595 * height) / width };
    const text = (words: string, pictures?: readonly EmbeddedPicture[]): DeclaredItem => ({
      ...{ kind: 'text', heading: null, text: words, location: 'paragraph 1' },
      ...(pictures ? { pictures } : {}),
    });
    const source = documentOf([
      text('部门决算公开报告如下。'),
      text('\uFFFC', [scan]),
      text('以上为全部内容。'),
    ]);
    const { pages, findings } = await recognisePages(source, engine);
    expect(pages.map(({ number, content, method }) => [number, content.kind, method])).toEqual([
      [1, 'declared', 'text'],
      [2, 'marks', 'ocr'],
      [3, 'declared', 'text'],
    ]);
    expect(findings).toEqual([]);
    const { blocks, tables } = reconstruct(recognise({ ...source, pages }));
    expect(blocks[0]?.text).toBe('部门决算公开报告如下。');
    expect(blocks.at(-1)?.text).toBe('以上为全部内容。');
    expect(tables.some(({ cells }) => cells.some((cell) => cell.text === '550.41'))).toBe(true);
    // Without an engine it is said to be unread.
    const unread = await recognisePages(source, null);
    expect(unread.findings).toMatchObject([{ code: 'picture-unread', page: 2 }]);
  }, 120_000);
});

function own(row: number, column: number) {
  return { row, column, rowSpan: 1, columnSpan: 1, location: `table 1, row ${row + 1}` };
}
