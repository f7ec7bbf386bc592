import type { Glyph } from './glyph.ts';
import type { Cover } from './paint.ts';

/** Colours whose parts differ by less than this (of 255) are one to the eye. */
const sameColor = 10;
/** Height (points) of the bands by which glyphs are looked up. */
const band = 24;
/** What must be covered of a glyph to hide it: from here to there above the baseline, as shares of its size. */
const coveredFrom = 0.05;
const coveredTo = 0.55;

/**
 * Glyphs that were painted and yet cannot be seen: in the colour of what is beneath (the paper is white), or under
 * something opaque that was painted later. Text under a picture or a filled box may be there for a search engine, or be
 * what somebody meant to black out: it is not the page's text.
 * @param glyphs in the order of painting
 * @returns 1 for each that is not seen
 */
export function findUnseen(glyphs: readonly Glyph[], covers: readonly Cover[]): Uint8Array {
  const unseen = new Uint8Array(glyphs.length);
  markSameColor(glyphs, covers, unseen);
  const late = covers.filter((cover) => cover.opaque && cover.after > 0);
  if (late.length > 0) markCovered(glyphs, late, unseen);
  return unseen;
}

function markSameColor(glyphs: readonly Glyph[], covers: readonly Cover[], unseen: Uint8Array): void {
  /** Whether a colour comes up as ground anywhere: most text is black and on no black ground. */
  const grounds = ['#ffffff', ...new Set(covers.map(({ color }) => color))];
  const suspects = new Map<string, boolean>();
  const isSuspect = (color: string): boolean => {
    const known = suspects.get(color);
    if (known !== undefined) return known;
    const found = grounds.some((ground) => ground !== null && isSame(ground, color));
    suspects.set(color, found);
    return found;
  };
  glyphs.forEach((glyph, i) => {
    if (glyph.hidden || glyph.color === null || !isSuspect(glyph.color)) return;
    const x = glyph.x + glyph.dx / 2;
    const y = glyph.y + glyph.dy / 2 - (glyph.dy === 0 ? glyph.size * 0.3 : 0);
    let ground: string | null = '#ffffff';
    for (const { bbox, color, after } of covers) {
      if (after > i) break;
      if (x >= bbox[0] && x <= bbox[2] && y >= bbox[1] && y <= bbox[3]) ground = color;
    }
    if (ground !== null && isSame(ground, glyph.color)) unseen[i] = 1;
  });
}

function markCovered(glyphs: readonly Glyph[], covers: readonly Cover[], unseen: Uint8Array): void {
  const bands = new Map<number, number[]>();
  glyphs.forEach(({ y }, i) => {
    const key = Math.floor(y / band);
    const own = bands.get(key);
    if (own) own.push(i);
    else bands.set(key, [i]);
  });
  for (const { bbox, after } of covers) {
    const last = Math.floor(bbox[3] / band) + 1;
    for (let key = Math.floor(bbox[1] / band) - 1; key <= last; key++)
      for (const i of bands.get(key) ?? []) {
        if (i >= after) break;
        const glyph = glyphs[i];
        if (glyph && isWithin(glyph, bbox)) unseen[i] = 1;
      }
  }
}

function isWithin({ x, y, dx, dy, size }: Glyph, [x0, y0, x1, y1]: Cover['bbox']): boolean {
  const isLevel = Math.abs(dx) >= Math.abs(dy);
  const nearX = x + 0.2 * dx;
  const farX = x + 0.8 * dx;
  const top = isLevel ? y - coveredTo * size : y + Math.min(0, dy);
  const bottom = isLevel ? y - coveredFrom * size : y + Math.max(0, dy);
  return Math.min(nearX, farX) >= x0 && Math.max(nearX, farX) <= x1 && top >= y0 && bottom <= y1;
}

function isSame(a: string, b: string): boolean {
  if (a === b) return true;
  for (let at = 1; at < 7; at += 2) {
    const difference = Number.parseInt(a.slice(at, at + 2), 16) - Number.parseInt(b.slice(at, at + 2), 16);
    if (!(Math.abs(difference) < sameColor)) return false;
  }
  return true;
}
