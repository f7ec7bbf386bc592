import type { BBox } from '../../schemas/geometry.ts';
import { OPS } from './library.ts';
import { apply, type Matrix } from './matrix.ts';

/** A subpath in page points; of a curve only the ends are kept. */
export interface Subpath {
  readonly points: (readonly [number, number])[];
  curved: boolean;
}

/** Operators of pdf.js that draw a path's outline. */
export const strokeOperators: ReadonlySet<number> = new Set([
  OPS.stroke,
  OPS.closeStroke,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
]);

/** Operators of pdf.js that fill a path. */
export const fillOperators: ReadonlySet<number> = new Set([
  OPS.fill,
  OPS.eoFill,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
]);

/** How many numbers follow each of pdf.js's path codes: 0 move, 1 line, 2 cubic, 3 quadratic, 4 close. */
const operandsOf: Readonly<Record<number, number>> = { 0: 2, 1: 2, 2: 6, 3: 4, 4: 0 };

/**
 * Subpaths of pdf.js path data in page points.
 * @param data codes and coordinates as `constructPath` carries them
 * @param ctm the map from path space to the page
 * @returns what was read before the first code that is none
 */
export function readSubpaths(data: ArrayLike<number>, ctm: Matrix): Subpath[] {
  const paths: Subpath[] = [];
  let current: Subpath | null = null;
  for (let k = 0; k < data.length; ) {
    const code = data[k] ?? -1;
    const operands = operandsOf[code];
    if (operands === undefined) return paths;
    if (code === 4) {
      const first = current?.points[0];
      if (first) current?.points.push(first);
    } else {
      const point = apply(ctm, data[k + operands - 1] ?? 0, data[k + operands] ?? 0);
      if (code === 0) {
        current = { points: [point], curved: false };
        paths.push(current);
      } else if (current) {
        current.points.push(point);
        if (code !== 1) current.curved = true;
      }
    }
    k += operands + 1;
  }
  return paths;
}

/** How far (points) a side may lean and still be upright. */
const maxLean = 0.1;

/** Whether a subpath is an upright rectangle: it fills its box. */
export function isRectangle({ points, curved }: Subpath): boolean {
  if (curved || points.length < 4 || points.length > 6) return false;
  const box = boundsOf([{ points, curved }]);
  if (!box) return false;
  const isNear = (a: number, b: number) => Math.abs(a - b) <= maxLean;
  const corners = new Set<number>();
  for (const [x, y] of points) {
    const column = isNear(x, box[0]) ? 0 : isNear(x, box[2]) ? 1 : -1;
    const row = isNear(y, box[1]) ? 0 : isNear(y, box[3]) ? 1 : -1;
    if (column < 0 || row < 0) return false;
    corners.add(2 * row + column);
  }
  return corners.size === 4;
}

/** A step of a path this long across and along (points) is a slant or a wide bow: no corner of a frame, no cell's edge. */
const slant = 8;
/** A step off its axis by more than this (points) is not level. */
const offAxis = 0.6;
/** So many small steps that are neither level nor upright make a drawn line of a chart. */
const minSteps = 4;
/** A single step this long (points), off its axis, is a piece of such a line. */
const minPiece = 5;
/** A drawing of several steps that is narrower or lower than this (points) is a sign or an ornament. */
const minSketch = [20, 10] as const;

/** The box around a path that draws something else than frames, lines and boxes (a curve of a chart, a slice); else null. */
export function sketchBounds(path: Subpath): BBox | null {
  let steps = 0;
  let isSketch = false;
  const { points } = path;
  for (let i = 1; i < points.length && !isSketch; i++) {
    const [x0, y0] = points[i - 1] ?? [0, 0];
    const [x1, y1] = points[i] ?? [0, 0];
    const [dx, dy] = [Math.abs(x1 - x0), Math.abs(y1 - y0)];
    const isOff = dx > offAxis && dy > offAxis;
    if (isOff) steps++;
    isSketch = (dx > slant && dy > slant) || steps >= minSteps;
    if (isOff && points.length === 2 && !path.curved && Math.hypot(dx, dy) >= minPiece)
      return boundsOf([path]);
  }
  if (!isSketch) return null;
  const box = boundsOf([path]);
  return box && box[2] - box[0] >= minSketch[0] && box[3] - box[1] >= minSketch[1] ? box : null;
}

/** The box around all points, null for none. */
export function boundsOf(paths: readonly Subpath[]): BBox | null {
  let x0 = Number.POSITIVE_INFINITY;
  let y0 = Number.POSITIVE_INFINITY;
  let x1 = Number.NEGATIVE_INFINITY;
  let y1 = Number.NEGATIVE_INFINITY;
  for (const { points } of paths)
    for (const [x, y] of points) {
      x0 = Math.min(x0, x);
      x1 = Math.max(x1, x);
      y0 = Math.min(y0, y);
      y1 = Math.max(y1, y);
    }
  return x0 <= x1 ? [x0, y0, x1, y1] : null;
}
