import { describe, expect, it } from 'vitest';
import { confirmLine } from '../../../../extractors/ocr/reading/confirm-line.ts';
import type { LineFigure } from '../../../../extractors/ocr/reading/line-figures.ts';
import type { OcrEngine } from '../../../../schemas/ports.ts';

/** An engine that reads a figure as given. */
const engineOf = (text: string): OcrEngine => ({
  id: 'fake',
  read: async (requests) => requests.map(() => ({ text, confidence: 1, symbols: [] })),
  close: async () => {},
});
const picture = { width: 20, height: 10, channels: 1 as const, data: new Uint8Array(200).fill(255) };
const figure: LineFigure = {
  text: '2.7%',
  at: 2,
  piece: { picture, box: [2, 2, 12, 8], glyphs: [[2, 2, 12, 8]], baseline: 8 },
  strip: { columns: 1, ink: new Float32Array(25) },
};
const confirm = async (alone: string) =>
  (
    await confirmLine(
      { text: '减少2.7%，', confidence: 1, symbols: [] },
      [figure],
      { faces: [], spread: 0.01 },
      engineOf(alone),
    )
  ).text;

describe('confirmLine', () => {
  it('keeps the sign of per cent, which is not among the glyphs of its figure', async () => {
    expect(await confirm('2.7')).toBe('减少2.7%，');
    expect(await confirm('2.7%')).toBe('减少2.7%，');
  });
});
