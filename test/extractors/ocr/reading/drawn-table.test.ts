import { describe, expect, it } from 'vitest';
import { prepare } from '../../../../extractors/ocr/pixels/prepare.ts';
import { isReadable } from '../../../../extractors/ocr/reading/drawn-table.ts';
import type { UnreadRegion } from '../../../../schemas/document.ts';
import { page } from '../pixels/drawing.ts';

const region: UnreadRegion = { bbox: [0, 0, 216, 144], reason: 'picture' };

describe('a picture on a page of text', () => {
  it('is read where it is a ruled table', () => {
    const table = page(600, 400);
    for (const y of [40, 140, 240, 340]) table.fill(40, y, 560, y + 2);
    for (const x of [40, 210, 380, 558]) table.fill(x, 40, x + 2, 342);
    for (const y of [80, 180, 280]) for (const x of [70, 240, 410]) table.write('31.41', x, y, 2.4);
    expect(isReadable(region, prepare(table))).toBe(true);
  });

  it('is not read where it is a chart: its words stand around it', () => {
    const chart = page(600, 400);
    for (const y of [40, 140, 240, 340]) chart.fill(120, y, 560, y + 2, 120);
    for (const x of [120, 340, 558]) chart.fill(x, 40, x + 2, 342, 120);
    for (const y of [34, 134, 234, 334]) chart.write('31.41', 30, y, 2.4);
    for (const x of [150, 290, 440]) chart.write('2020', x, 360, 2.4);
    expect(isReadable(region, prepare(chart))).toBe(false);
  });

  it('is read where it is low: a figure', () => {
    const figure = page(120, 40);
    figure.write('271.82', 20, 12, 2.4);
    expect(isReadable({ ...region, bbox: [0, 0, 43, 14] }, prepare(figure))).toBe(true);
  });
});
