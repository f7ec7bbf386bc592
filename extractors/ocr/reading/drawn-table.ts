import type { Ruling, UnreadRegion } from '../../../schemas/document.ts';
import type { PreparedPicture } from '../pixels/prepare.ts';

/** A picture on a page of text that is no higher than this (points) is a figure or a few words. */
const fewLines = 36;
/** A table has so many rulings each way, as long as this share of the longest. */
const leastRulings = 3;
const longShare = 0.5;
/** … and so much of its text stands between the outermost of them; what is written on a chart stands around it. */
const leastInside = 0.8;

/**
 * Whether a picture on a page of text may be read: a figure, some words, or a ruled table. What stands in a chart, a map or a
 * photograph is no text of the report: put among its words it would make tables that nobody printed.
 */
export function isReadable({ bbox, reason }: UnreadRegion, picture: PreparedPicture): boolean {
  return reason !== 'picture' || bbox[3] - bbox[1] <= fewLines || isRuledTable(picture);
}

function isRuledTable({ horizontal, vertical, pieces }: PreparedPicture): boolean {
  const [rows, columns] = [longOnes(horizontal), longOnes(vertical)];
  if (rows.length < leastRulings || columns.length < leastRulings) return false;
  const [x0, x1] = extent(columns);
  const [y0, y1] = extent(rows);
  const inside = pieces.filter(({ box }) => {
    const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
    return x > x0 && x < x1 && y > y0 && y < y1;
  });
  return inside.length >= leastInside * pieces.length;
}

function longOnes(rulings: readonly Ruling[]): Ruling[] {
  const longest = rulings.reduce((most, { from, to }) => Math.max(most, to - from), 0);
  return rulings.filter(({ from, to }) => to - from >= longShare * longest);
}

function extent(rulings: readonly Ruling[]): [number, number] {
  const places = rulings.map(({ at }) => at);
  return [Math.min(...places), Math.max(...places)];
}
