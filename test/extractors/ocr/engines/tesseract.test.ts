import { readdirSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { engine } from '../../../../extractors/ocr/engines/tesseract.ts';
import { readPackageFile } from '../../../../pipeline/ocr/package-files.ts';
import { plain, readCells } from '../cells.ts';

const cells = await readCells();
const opened = await engine.open('tesseract', readPackageFile);
afterAll(opened.close);

describe('tesseract', () => {
  it('reads figures and labels', async () => {
    const readings = await opened.read(cells.map(({ request }) => request));
    expect(readings.map(({ text }) => plain(text))).toEqual(cells.map(({ text }) => plain(text)));
  });

  it('reads a picture alike whatever was read before', async () => {
    const backwards = cells.toReversed();
    const whole = await opened.read(cells.map(({ request }) => request));
    const turned = await opened.read(backwards.map(({ request }) => request));
    expect(turned.toReversed()).toEqual(whole);
    const fresh = await engine.open('tesseract', readPackageFile);
    const [last] = await fresh.read([backwards[0]!.request]);
    await fresh.close();
    expect(last).toEqual(whole.at(-1));
  });

  it('says where the characters stand', async () => {
    const [{ symbols } = { symbols: [] }] = await opened.read([cells[0]!.request]);
    expect(symbols.map(({ text }) => text).join('')).toBe('1,234.56');
    expect(symbols.map(({ x0 }) => x0)).toEqual(symbols.map(({ x0 }) => x0).toSorted((a, b) => a - b));
  });

  it('reads nothing where there is nothing to see', async () => {
    const picture = (width: number, height: number) => ({
      width,
      height,
      channels: 1 as const,
      data: new Uint8Array(width * height).fill(255),
    });
    const readings = await opened.read([
      { kind: 'figure', picture: picture(1, 1) },
      { kind: 'line', picture: picture(2, 300) },
      { kind: 'figure', picture: picture(80, 40) },
    ]);
    expect(readings.map(({ text }) => text)).toEqual(['', '', '']);
  });

  it('writes no file', () => {
    expect(readdirSync('.').filter((name) => name.includes('traineddata'))).toEqual([]);
  });
});
