import type { BBox } from '../../../schemas/geometry.ts';
import type { Picture } from '../../../schemas/picture.ts';
import { resample } from './cut-piece.ts';

/** Rows from the top of the digits to their baseline: digits at 150 dpi have about as many. */
export const digitRows = 18;
/** Rows above them (a bracket), and below (the tail of a comma). */
const above = 2;
const below = 5;
export const stripRows = above + digitRows + below;

/** A figure as it is printed, whatever its size and blackness: ink from 0 to 1, a column after the other. */
export interface FigureStrip {
  readonly columns: number;
  /** `ink[x * stripRows + y]`. */
  readonly ink: Float32Array;
}

/** A row has ink of digits where it has at least this share of what full rows have. */
const rowShare = 0.3;
/** Share of a figure's pixels that are surely ink. */
const inkShare = 0.06;
/** Grey up to this share of the way from paper to ink is the paper's own. */
const noise = 0.15;

/**
 * The top of a figure's digits and their baseline, pixels: told by its rows, for its glyphs may touch or be broken.
 * @param box around the figure
 */
export function findDigitRows(
  picture: Picture,
  [x0, y0, x1, y1]: BBox,
): readonly [top: number, foot: number] {
  const sums: number[] = [];
  for (let y = Math.max(0, y0); y < Math.min(picture.height, y1); y++) {
    let sum = 0;
    for (let x = Math.max(0, x0); x < Math.min(picture.width, x1); x++)
      sum += 255 - (picture.data[y * picture.width + x] as number);
    sums.push(sum);
  }
  const sorted = [...sums].sort((a, b) => a - b);
  const least = rowShare * (sorted[Math.floor(sorted.length * 0.75)] ?? 0);
  const top = sums.findIndex((sum) => sum >= least);
  const foot = sums.length - [...sums].reverse().findIndex((sum) => sum >= least);
  return [y0 + Math.max(0, top), y0 + foot];
}

/** The strip of a figure whose digits stand between two rows. */
export function stripOf(
  picture: Picture,
  [x0, , x1]: BBox,
  [top, foot]: readonly [number, number],
): FigureStrip {
  const pixel = (foot - top) / digitRows;
  const columns = Math.max(1, Math.round((x1 - x0) / pixel) + 2);
  const middle = (x0 + x1) / 2;
  const half = (columns * pixel) / 2;
  const data = resample(
    picture,
    [middle - half, top - above * pixel, middle + half, foot + below * pixel],
    columns,
    stripRows,
  );
  const sorted = [...data].sort((a, b) => a - b);
  const darkest = sorted[Math.floor(sorted.length * inkShare)] ?? 0;
  const paper = sorted[Math.floor(sorted.length * 0.8)] ?? 255;
  const from = paper - noise * (paper - darkest);
  const range = Math.max(1, from - darkest);
  const ink = new Float32Array(columns * stripRows);
  for (let x = 0; x < columns; x++)
    for (let y = 0; y < stripRows; y++)
      ink[x * stripRows + y] = Math.min(1, Math.max(0, (from - (data[y * columns + x] as number)) / range));
  return { columns, ink };
}
