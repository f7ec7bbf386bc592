import { describe, expect, it } from 'vitest';
import { openMemory } from '../../../../extractors/ocr/reading/figure-memory.ts';
import type { PicturePiece } from '../../../../extractors/ocr/reading/piece-requests.ts';
import { readPieces } from '../../../../extractors/ocr/reading/read-pieces.ts';
import type { BBox } from '../../../../schemas/geometry.ts';
import type { OcrEngine } from '../../../../schemas/ports.ts';

/** Segments of digits: top, upper right, lower right, foot, lower left, upper left, middle. */
const segments: Readonly<Record<string, string>> = {
  0: '1111110',
  1: '0110000',
  2: '1101101',
  3: '1111001',
  4: '0110011',
  5: '1011011',
  6: '1011111',
  7: '1110000',
  8: '1111111',
  9: '1111011',
};
const height = 24;
const width = 14;
const stroke = 3;

/** A line of figures on paper, each a piece; `gap` pixels between digits. */
function draw(figures: readonly string[], gap: number): PicturePiece[] {
  const across = 40 + Math.max(...figures.map((text) => text.length)) * (width + gap);
  const down = figures.length * 50;
  const data = new Uint8Array(across * down).fill(255);
  const fill = ([x0, y0, x1, y1]: BBox) => {
    for (let y = y0; y < y1; y++) data.fill(0, y * across + x0, y * across + x1);
  };
  const picture = { width: across, height: down, channels: 1 as const, data };
  return figures.map((text, row) => {
    const top = row * 50 + 10;
    const foot = top + height;
    const middle = top + (height - stroke) / 2;
    const glyphs: BBox[] = [];
    let x = 20;
    for (const character of text) {
      const end = x + (character === '.' ? 4 : width);
      if (character === '.') fill([x, foot - 4, end, foot]);
      const boxes: BBox[] = [
        [x, top, end, top + stroke],
        [end - stroke, top, end, top + height / 2],
        [end - stroke, top + height / 2, end, foot],
        [x, foot - stroke, end, foot],
        [x, top + height / 2, x + stroke, foot],
        [x, top, x + stroke, top + height / 2],
        [x, Math.floor(middle), end, Math.floor(middle) + stroke],
      ];
      boxes.forEach((box, i) => {
        if (segments[character]?.[i] === '1') fill(box);
      });
      const first = character === '1' ? end - stroke : x;
      glyphs.push([first, character === '.' ? foot - 4 : top, end, foot]);
      x = end + gap;
    }
    return { picture, box: [glyphs[0]?.[0] ?? 0, top, x - gap, foot], glyphs, baseline: foot };
  });
}

/** An engine that says of the figures, in their order, what it is told to, and sees nothing at its second look. */
function engineThatReads(texts: readonly string[]): OcrEngine {
  let asked = 0;
  return {
    id: 'fake',
    async read(requests) {
      return requests.map(() => ({ text: texts[asked++] ?? '', confidence: 0.9, symbols: [] }));
    },
    async close() {},
  };
}

const printed = [
  '331.61',
  '725.83',
  '610.94',
  ...Array.from({ length: 40 }, (_, i) => ((10238 + i * 7919) % 100000) / 100 + 1000).map((n) =>
    n.toFixed(2),
  ),
];

describe('figures are read a second time from the type they are set in', () => {
  it.each([
    ['apart', 4],
    ['wide apart', 7],
  ])('a misread digit and a lost point are noticed, glyphs %s', async (_, gap) => {
    const engine = engineThatReads(printed.map((text) => misread[text] ?? text));
    const read = await readPieces(draw(printed, gap), engine, openMemory());
    expect(read.map(({ text }) => text)).toEqual(printed);
    for (const [i, { text, reading }] of read.entries()) {
      if (misread[printed[i] ?? ''] === undefined) expect(reading.confidence).toBeGreaterThan(0.99);
      else expect(reading.candidates.map((other) => other.text)).toContain(misread[text]);
    }
  });

  it('a figure that the type alone reads is not taken for sure', async () => {
    const engine = engineThatReads(printed.map((text) => (text === '610.94' ? '' : text)));
    const read = await readPieces(draw(printed, 4), engine, openMemory());
    expect(read[2]?.text).toBe('610.94');
    expect(read[2]?.reading.confidence).toBeLessThan(0.999);
  });
});

const misread: Readonly<Record<string, string>> = { '331.61': '731.61', '725.83': '72583' };
