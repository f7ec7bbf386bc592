import { describe, expect, it } from 'vitest';
import { toGrey } from '../../../../extractors/ocr/pixels/grey.ts';
import { prepare } from '../../../../extractors/ocr/pixels/prepare.ts';
import { liftSeals } from '../../../../extractors/ocr/pixels/seals.ts';
import { type Canvas, page, stamp } from './drawing.ts';

const amounts = ['1234.56', '8071.90', '365.24', '4482.17'];

/** Amounts in four lines of black. */
function amountsOn(canvas: Canvas): void {
  for (const [line, amount] of amounts.entries()) canvas.write(amount, 220, 200 + line * 40, 2.4);
}

const darkPixels = ({ data }: { data: Uint8Array }): number => data.filter((value) => value < 128).length;

describe('liftSeals', () => {
  it.each([
    ['red', [214, 32, 42]],
    ['blue', [40, 60, 190]],
  ] as const)('takes a %s ring off the text under it', (_, ink) => {
    const bare = page(600, 600, 3);
    amountsOn(bare);
    const sealed = page(600, 600, 3);
    amountsOn(sealed);
    stamp(sealed, 290, 270, 120, ink);
    const grey = toGrey(sealed);
    liftSeals(grey, sealed, sealed.scale);
    const wanted = toGrey(bare).data;
    expect(grey.data.filter((value, at) => Math.abs(value - wanted[at]!) > 40)).toHaveLength(0);
    const { pieces } = prepare(sealed);
    expect(pieces.map(({ glyphs }) => glyphs.length)).toEqual(amounts.map((amount) => amount.length));
  });

  it('leaves a table printed in red as it is', () => {
    const canvas = page(600, 600, 3);
    const ink = [200, 40, 40] as const;
    for (const y of [100, 200, 300, 400]) canvas.fill(100, y, 500, y + 3, ink);
    for (const x of [100, 300, 500]) canvas.fill(x, 100, x + 3, 403, ink);
    canvas.fill(150, 140, 260, 160, ink);
    const grey = toGrey(canvas);
    const before = darkPixels(grey);
    liftSeals(grey, canvas, canvas.scale);
    expect(darkPixels(grey)).toBe(before);
    const { horizontal, vertical } = prepare(canvas);
    expect([horizontal.length, vertical.length]).toEqual([4, 3]);
  });

  it('does nothing to a grey picture', () => {
    const canvas = page(300, 300);
    canvas.fill(100, 100, 200, 200);
    const grey = toGrey(canvas);
    liftSeals(grey, canvas, canvas.scale);
    expect(grey.data).toEqual(canvas.data);
  });
});
