import type { BBox } from '../../../schemas/geometry.ts';
import type { Component } from './components.ts';
import type { Plane } from './threshold.ts';

/** What is no larger either way (em, and points) may be a point, a part of a comma or a character, or dirt. */
const speckSize = [0.25, 2.4] as const;
/** What is larger than this (em, or points) is a character, and a dash is so many times as wide as high. */
const characterSize = [0.5, 3.2] as const;
const dashRatio = 2.5;
/**
 * A point stands no farther from a character than this, across and down, in sizes of that character: a full-width colon
 * keeps half an em of white around it. On a dirty page less is believed.
 */
const nearness = { clean: [0.9, 0.5], dirty: [0.6, 0.25] } as const;
/** Parts of characters have more ink than this (square em), else they stand beside a character. */
const grainArea = 0.04;
/** Text is somewhere so dark, as a share of the usual darkness of characters: fainter is grain, or shines through. */
const textDarkness = 0.4;
/** Type that is no darker than this (of 255) is thin or worn: its points may be a single pixel. */
const faintType = 130;
/** A point has at least this much ink (square em); smaller specks near text are dirt where the page is dirty. */
const pointArea = 0.006;
/** A page with more specks than this on a square em of its empty parts is dirty. */
const dirty = 0.004;
/** Type without anything to measure it by, points. */
const usualSize = 9;

/** What of the components of a page is text, and what is dirt. */
export interface Sorted {
  readonly text: readonly Component[];
  readonly dirt: readonly Component[];
  /** What is larger than this (pixels) is no speck. */
  readonly speck: number;
}

/**
 * Tells points, commas and parts of characters from dirt by what they stand beside: a speck far from any character is dirt;
 * one near stays, the decimal point being the most valuable speck of a page, unless the page is dirty and it is smaller than a point.
 * What is too faint is neither.
 * @param page its size in pixels
 * @param scale pixels to the point
 */
export function sortSpecks(all: readonly Component[], page: Plane, scale: number): Sorted {
  const em = sizeOfType(all, scale);
  const largest = Math.max(2, Math.min(speckSize[0] * em, speckSize[1] * scale));
  const isSmall = ({ box }: Component): boolean => Math.max(box[2] - box[0], box[3] - box[1]) <= largest;
  const least = Math.min(characterSize[0] * em, characterSize[1] * scale);
  const isCharacter = ({ box }: Component): boolean => {
    const [width, height] = [box[2] - box[0], box[3] - box[1]];
    return Math.max(width, height) >= least || (width > largest && width >= dashRatio * height);
  };
  const characters = all.filter(isCharacter);
  const usual = medianOf(characters.map(({ darkest }) => darkest));
  const faintest = 255 - (255 - usual) * textDarkness;
  const components = all.filter(({ darkest }) => darkest <= faintest);
  const find = finder(
    characters.filter(({ darkest }) => darkest <= faintest).map(({ box }) => box),
    em,
  );
  const specks = components.filter(isSmall);
  const far = specks.filter(({ box }) => !find(box, nearness.clean)).length;
  const isDirty = far > ((page.width * page.height) / em ** 2) * dirty;
  const near = isDirty ? nearness.dirty : nearness.clean;
  const leastArea = isDirty && usual <= faintType ? Math.max(2, pointArea * em ** 2) : 1;
  const isText = (component: Component): boolean => {
    if (isSmall(component)) return component.area >= leastArea && find(component.box, near);
    return (
      !isDirty || isCharacter(component) || component.area >= grainArea * em ** 2 || find(component.box, near)
    );
  };
  const text: Component[] = [];
  const dirt: Component[] = [];
  for (const component of components) (isText(component) ? text : dirt).push(component);
  return { text, dirt, speck: largest };
}

/** The em of most of the text, pixels. */
function sizeOfType(components: readonly Component[], scale: number): number {
  const heights = components
    .map(({ box }) => box[3] - box[1])
    .filter((height) => height >= 3.5 * scale && height <= 40 * scale)
    .sort((a, b) => a - b);
  return Math.max(4 * scale, (heights[Math.floor(heights.length * 0.7)] ?? usualSize * scale) * 1.1);
}

/** The middle one; 0 where there is none. */
function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** Tells whether a box has one of the others beside it. */
function finder(
  others: readonly BBox[],
  em: number,
): (box: BBox, near: readonly [number, number]) => boolean {
  const buckets = new Map<number, BBox[]>();
  for (const box of others)
    for (let y = Math.floor(box[1] / em) - 1; y <= Math.floor(box[3] / em) + 1; y++)
      for (let x = Math.floor(box[0] / em) - 1; x <= Math.floor(box[2] / em) + 1; x++) {
        const key = y * bucketsAcross + x;
        const bucket = buckets.get(key);
        if (bucket) bucket.push(box);
        else buckets.set(key, [box]);
      }
  return ([x0, y0, x1, y1], [across, down]) => {
    const key = Math.floor((y0 + y1) / 2 / em) * bucketsAcross + Math.floor((x0 + x1) / 2 / em);
    return (buckets.get(key) ?? []).some((box) => {
      const size = Math.max(box[2] - box[0], box[3] - box[1]);
      return (
        Math.max(box[0] - x1, x0 - box[2]) <= across * size &&
        Math.max(box[1] - y1, y0 - box[3]) <= down * size
      );
    });
  };
}

/** More than any page has. */
const bucketsAcross = 65_536;
