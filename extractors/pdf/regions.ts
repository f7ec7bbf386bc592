import type { UnreadRegion, Word } from '../../schemas/document.ts';
import type { BBox } from '../../schemas/geometry.ts';
import { shareOf } from '../layout/bounds.ts';
import { pictureMark } from '../layout/picture-mark.ts';
import { isCjk } from './words.ts';

/** Stand for glyphs without a character, and of a font that gives wrong ones, while words are built (noncharacters). */
export const unmappedMark = '\uFFFE';
export const wrongMark = '\uFFFF';
const marks = /[\uFFFE\uFFFF]/u;

/** A picture smaller than this (points: two digits of small type, cut tight) is an ornament … */
const minPicture = [7, 4.5] as const;
/** … unless others on the page are larger and as high, within this share: a page whose figures are pictures has a 0 too. */
const asHigh = 0.2;
/** Nothing narrower or lower than this (points) is a character. */
const minCharacter = [2, 4] as const;
/** A picture over this share of the page is the page: a scan, or the ground that everything stands on. */
const wholePage = 0.6;
/** A scan has fewer words on it than this: a stamp, a page number, a line by the scanner. */
const maxWordsOnScan = 30;
/** A picture with more words on it than this is a ground for them. */
const maxWordsOnPicture = 2;
/** Pictures that touch within this distance (points) and are as wide or as high are strips of one. */
const stripGap = 1.5;
/** More pictures than this on a page are dots and glyphs: they are taken together. */
const maxPictures = 1000;
/** At least this many curved shapes, on a page with next to no word, are text turned into outlines. */
const minOutlines = 30;
const maxWordsBesideOutlines = 3;
/** Boxes of words nearer than this share of their height are one region. */
const regionGap = 1.2;
/** More boxes than this are one region. */
const maxBoxes = 500;

/**
 * A word with glyphs that have no usable character → the word with a picture mark in their place: of a figure or Latin
 * word nothing is kept, for a part of it would be another word; of hanzi the sound ones are.
 */
export function markUnusable(text: string): string {
  let marked = '';
  let run = '';
  const flush = () => {
    marked += marks.test(run) ? pictureMark : run;
    run = '';
  };
  for (const character of text) {
    if (isCjk(character)) {
      flush();
      marked += character;
    } else run += character;
  }
  flush();
  return marked;
}

/** Whether a word has glyphs whose text is not known. */
export function isUnusable({ text }: Word): boolean {
  return marks.test(text);
}

/** Boxes of unusable words → regions, near ones of a kind put together. */
export function regionsOfWords(boxes: readonly BBox[], reason: UnreadRegion['reason']): UnreadRegion[] {
  if (boxes.length === 0) return [];
  if (boxes.length > maxBoxes) return [{ bbox: unionOf(boxes), reason }];
  const merged: BBox[] = [];
  for (const box of boxes) {
    let grown = box;
    for (let at = merged.length - 1; at >= 0; at--) {
      const other = merged[at];
      if (!other || !isNear(other, grown)) continue;
      grown = unionOf([other, grown]);
      merged.splice(at, 1);
      // The grown box may now reach one that was passed over.
      at = merged.length;
    }
    merged.push(grown);
  }
  return merged.map((bbox) => ({ bbox, reason }));
}

/**
 * Pictures of a page that may hold text or tables. Pictures that words stand on are grounds, tiny ones ornaments.
 * @param outlines curved shapes as high as characters
 * @param size of the frame in which the words are upright, points
 */
export function regionsOfPictures(
  words: readonly Word[],
  images: readonly { readonly bbox: BBox }[],
  outlines: readonly BBox[],
  size: readonly [number, number],
): UnreadRegion[] {
  const boxes = images.map(({ bbox }) => bbox);
  const isBare = words.length <= maxWordsBesideOutlines;
  const regions: UnreadRegion[] = [];
  const joined = boxes.length > maxPictures ? [unionOf(boxes)] : joinStrips(boxes);
  const heights = joined.filter((bbox) => isAtLeast(bbox, minPicture)).map(heightOf);
  const isCharacter = (bbox: BBox) =>
    isAtLeast(bbox, minCharacter) &&
    heights.some((height) => Math.abs(height - heightOf(bbox)) <= asHigh * height);
  for (const bbox of joined) {
    if (!isAtLeast(bbox, minPicture) && !isCharacter(bbox)) continue;
    const on = words.filter((word) => isOn(word.bbox, bbox)).length;
    if (shareOf(bbox, size) >= wholePage) {
      if (on < maxWordsOnScan) regions.push({ bbox, reason: 'scan' });
    } else if (on <= maxWordsOnPicture) regions.push({ bbox, reason: 'picture' });
  }
  if (isBare && outlines.length >= minOutlines) regions.push({ bbox: unionOf(outlines), reason: 'outlines' });
  return regions;
}

function isAtLeast([x0, y0, x1, y1]: BBox, [width, height]: readonly [number, number]): boolean {
  return x1 - x0 >= width && y1 - y0 >= height;
}

function heightOf([, y0, , y1]: BBox): number {
  return y1 - y0;
}

function joinStrips(boxes: readonly BBox[]): BBox[] {
  const joined: BBox[] = [];
  for (const box of [...boxes].sort((a, b) => a[1] - b[1] || a[0] - b[0])) {
    const at = joined.findIndex((other) => areStrips(other, box));
    const other = joined[at];
    if (other) joined[at] = unionOf([other, box]);
    else joined.push(box);
  }
  return joined;
}

function areStrips(a: BBox, b: BBox): boolean {
  const same = (i: 0 | 1) =>
    Math.abs(a[i] - b[i]) <= stripGap && Math.abs((a[i + 2] as number) - (b[i + 2] as number)) <= stripGap;
  const touch = (i: 0 | 1) =>
    b[i] <= (a[i + 2] as number) + stripGap && (b[i + 2] as number) >= a[i] - stripGap;
  return (same(0) && touch(1)) || (same(1) && touch(0));
}

function isOn([x0, y0, x1, y1]: BBox, picture: BBox): boolean {
  const x = (x0 + x1) / 2;
  const y = (y0 + y1) / 2;
  return x >= picture[0] && x <= picture[2] && y >= picture[1] && y <= picture[3];
}

function isNear(a: BBox, b: BBox): boolean {
  const gap = regionGap * Math.max(Math.min(a[3] - a[1], b[3] - b[1]), 1);
  return a[0] <= b[2] + gap && a[2] >= b[0] - gap && a[1] <= b[3] + gap && a[3] >= b[1] - gap;
}

function unionOf(boxes: readonly BBox[]): BBox {
  let [x0, y0, x1, y1] = boxes[0] ?? [0, 0, 0, 0];
  for (const box of boxes) {
    x0 = Math.min(x0, box[0]);
    y0 = Math.min(y0, box[1]);
    x1 = Math.max(x1, box[2]);
    y1 = Math.max(y1, box[3]);
  }
  return [x0, y0, x1, y1];
}
