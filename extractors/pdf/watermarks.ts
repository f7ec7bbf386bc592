import type { Ruling, Word } from '../../schemas/document.ts';
import type { BBox } from '../../schemas/geometry.ts';
import type { Glyph } from './glyph.ts';

/** A watermark is at least this many times as high as the text. */
const largerThanText = 1.8;
/** Paint whose brightness on white paper (0 black, 1 white) is at least this is pale. */
const paleness = 0.62;
/** The same words aslant this many times on a page are a pattern. */
const patternOf = 3;
/** Glyphs whose directions differ by less than this (radians) stand in one line aslant. */
const sameDirection = 0.05;
/** Glyphs further apart than this many font sizes are two texts. */
const textGap = 2;
/** Boxes overlap when they share this part of the smaller one. */
const overlapShare = 0.15;

/** Pale glyphs much larger than the text: what a watermark is made of, and a pale title too. */
export function splitPale(glyphs: readonly Glyph[]): { readonly plain: Glyph[]; readonly pale: Glyph[] } {
  const known = new Map<string, boolean>();
  const isPale = ({ color, alpha }: Glyph): boolean => {
    if (color === '#000000' && alpha === 1) return false;
    const key = `${color} ${alpha}`;
    const pale = known.get(key) ?? 1 - (1 - brightnessOf(color)) * alpha >= paleness;
    known.set(key, pale);
    return pale;
  };
  if (!glyphs.some(isPale)) return { plain: [...glyphs], pale: [] };
  const sizes = glyphs.flatMap((glyph) => (isPale(glyph) ? [] : [glyph.size])).sort((a, b) => a - b);
  const usual = sizes[sizes.length >> 1] ?? Number.POSITIVE_INFINITY;
  const plain: Glyph[] = [];
  const pale: Glyph[] = [];
  for (const glyph of glyphs)
    (glyph.size >= largerThanText * usual && isPale(glyph) ? pale : plain).push(glyph);
  return { plain, pale };
}

/** Which of the pale large words lie over other words or lines: those are a watermark, the others text. */
export function overlapping(
  pale: readonly Word[],
  words: readonly Word[],
  rulings: readonly Ruling[],
): ReadonlySet<Word> {
  return new Set(
    pale.filter(
      ({ bbox }) =>
        words.some((word) => overlaps(bbox, word.bbox)) ||
        rulings.some(({ at, from, to }) => at > bbox[0] && at < bbox[2] && from < bbox[3] && to > bbox[1]),
    ),
  );
}

/**
 * Texts aslant → those of a watermark (large, pale or repeated) and others (labels set aslant).
 * @param usual height of the page's text, points; null where there is none
 */
export function readAslant(
  glyphs: readonly Glyph[],
  usual: number | null,
): { readonly watermarks: Word[]; readonly others: Word[] } {
  const runs: Glyph[][] = [];
  for (const glyph of glyphs) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && isContinued(last, glyph)) run.push(glyph);
    else runs.push([glyph]);
  }
  const texts = runs.map((run) => ({ run, word: toWord(run) })).filter(({ word }) => word.text !== '');
  const counts = new Map<string, number>();
  for (const { word } of texts) counts.set(word.text, (counts.get(word.text) ?? 0) + 1);
  const isWatermark = ({ run, word }: (typeof texts)[number]): boolean => {
    const isLarge = usual !== null && word.size >= largerThanText * usual;
    const isPale = run.every(({ color, alpha }) => 1 - (1 - brightnessOf(color)) * alpha >= paleness);
    return isLarge || isPale || (counts.get(word.text) ?? 0) >= patternOf;
  };
  return {
    watermarks: texts.filter(isWatermark).map(({ word }) => word),
    others: texts.filter((text) => !isWatermark(text)).map(({ word }) => word),
  };
}

function isContinued(a: Glyph, b: Glyph): boolean {
  const turn = Math.atan2(a.dy, a.dx) - Math.atan2(b.dy, b.dx);
  return (
    Math.abs(Math.sin(turn)) < sameDirection &&
    Math.cos(turn) > 0 &&
    Math.hypot(b.x - a.x - a.dx, b.y - a.y - a.dy) <= textGap * a.size
  );
}

function toWord(run: readonly Glyph[]): Word {
  let bbox: BBox = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, dx, dy, size } of run)
    bbox = [
      Math.min(bbox[0], x, x + dx),
      Math.min(bbox[1], y - size, y + dy - size),
      Math.max(bbox[2], x, x + dx),
      Math.max(bbox[3], y, y + dy),
    ];
  const text = run
    .map((glyph) => glyph.text)
    .join('')
    .trim();
  return {
    text,
    bbox,
    size: run[0]?.size ?? 0,
    bold: run[0]?.font.bold ?? false,
    baseline: bbox[3],
  };
}

function overlaps(a: BBox, b: BBox): boolean {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return false;
  const smaller = Math.min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]));
  return width * height >= overlapShare * smaller;
}

/** 0 black to 1 white; patterns count as the middle. */
function brightnessOf(color: string | null): number {
  if (color === null) return 0.5;
  const part = (at: number) => Number.parseInt(color.slice(at, at + 2), 16) / 255;
  return 0.3 * part(1) + 0.59 * part(3) + 0.11 * part(5);
}
