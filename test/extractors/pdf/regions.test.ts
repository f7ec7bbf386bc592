import { describe, expect, it } from 'vitest';
import { regionsOfPictures } from '../../../extractors/pdf/regions.ts';
import type { BBox } from '../../../schemas/geometry.ts';

const page = [595, 842] as const;
const regionsOf = (...boxes: BBox[]) =>
  regionsOfPictures(
    [],
    boxes.map((bbox) => ({ bbox })),
    [],
    page,
  ).map(({ bbox }) => bbox);

describe('pictures that have to be read', () => {
  const figure: BBox = [300, 100, 316, 105.2];

  it('are figures of small type, cut tight', () => {
    expect(regionsOf(figure)).toEqual([figure]);
  });

  it('are single digits as high as figures on the page', () => {
    const zero: BBox = [310, 120, 313.7, 125.4];
    expect(regionsOf(figure, zero)).toEqual([figure, zero]);
  });

  it('are no dots, no marks of another height, no small picture alone', () => {
    const dot: BBox = [310, 120, 311.5, 121.5];
    const mark: BBox = [310, 140, 314, 152];
    expect(regionsOf(figure, dot, mark)).toEqual([figure]);
    expect(regionsOf([310, 120, 313.7, 125.4])).toEqual([]);
  });
});
