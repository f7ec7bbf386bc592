import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engine as tesseract } from '../../../extractors/ocr/engines/tesseract.ts';
import { readPackageFile } from '../../../pipeline/ocr/package-files.ts';
import { processDocument } from '../../../pipeline/process-document.ts';
import { loadRegistry } from '../../../pipeline/registry.ts';
import { classification } from '../../../schemas/classification/lookup.ts';
import type { DocumentResult, OcrEngine } from '../../../schemas/ports.ts';

const scan = new URL('../../fixtures/scans/clean-200.jpg', import.meta.url);

let engine: OcrEngine;
beforeAll(async () => {
  engine = await tesseract.open('tesseract', readPackageFile);
});
afterAll(async () => {
  await engine.close();
});

async function extract(bytes: Uint8Array): Promise<DocumentResult> {
  const { readers, forms } = await loadRegistry();
  const { line, result } = await processDocument(
    { source: 'scan.jpg', sha256: 'a'.repeat(64), bytes },
    {
      ...{ readers, ocr: engine, forms, classification, password: '', corrections: [] },
      limits: { maxBytes: 1e9, maxLineLength: 1e6, maxMilliseconds: 1e6 },
      optionsSha256: 'o'.repeat(64),
    },
    async () => {},
  );
  if (result === null) throw new Error(line.error?.message ?? 'no result');
  return result;
}

describe('a scanned table page', () => {
  it.each([0, 180])(
    'is read when it lies at %i degrees, its boxes on the page as it lies',
    async (turn) => {
      const bytes = await sharp(await readFile(scan))
        .rotate(turn)
        .jpeg({ quality: 90 })
        .toBuffer();
      const { pages, fields } = await extract(bytes);
      expect(pages[0]?.method).toBe('ocr');
      expect(pages[0]?.regions).toEqual([]);
      const total = fields.find(
        ({ form, measure, rowLabel }) =>
          form === 'gk05' && measure === '本年支出/小计' && rowLabel === '合计',
      );
      expect(total).toMatchObject({ raw: '550.41', method: 'ocr' });
      const [, top = 0] = total?.bbox ?? [];
      expect(top < (pages[0]?.height ?? 0) / 2).toBe(turn === 0);
    },
    120_000,
  );
});

describe('a picture without text', () => {
  it.each([
    ['a blank page', '<rect width="900" height="1200" fill="#fdfcfa"/>'],
    ['a photograph', photograph()],
  ])(
    'is %s: an empty page that says so',
    async (_, drawing) => {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="1200">${drawing}</svg>`;
      const { pages, tables, fields, findings } = await extract(
        await sharp(Buffer.from(svg)).blur(0.8).jpeg().toBuffer(),
      );
      expect(tables).toEqual([]);
      expect(fields).toEqual([]);
      expect(pages[0]?.regions).toHaveLength(1);
      expect(findings.map(({ code }) => code)).toContain('picture-unread');
    },
    120_000,
  );
});

/** Bows and blots in no order. */
function photograph(): string {
  let state = 9;
  const upTo = (most: number): number => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return (state / 2 ** 31) * most;
  };
  const shapes = Array.from({ length: 900 }, (_, i) => {
    const [x, y, grey] = [upTo(900), upTo(1200), Math.floor(upTo(120))];
    if (i % 10 === 0)
      return `<ellipse cx="${x}" cy="${y}" rx="${upTo(90)}" ry="${upTo(60)}" fill="rgb(${grey},200,90)" opacity="0.4"/>`;
    const bow = `q ${upTo(60) - 30} ${upTo(60) - 30} ${upTo(80) - 40} ${upTo(80) - 40}`;
    return `<path d="M${x} ${y} ${bow}" stroke="rgb(${grey},${grey},60)" stroke-width="${0.5 + upTo(4)}" fill="none"/>`;
  });
  return `<rect width="900" height="1200" fill="#ccddbb"/>${shapes.join('')}`;
}
