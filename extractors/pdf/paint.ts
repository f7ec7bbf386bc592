import type { BBox } from '../../schemas/geometry.ts';
import { type GraphicsState, intersect, isPaperWhite, mapBox, paintsSolid } from './graphics-state.ts';
import type { Matrix } from './matrix.ts';
import { boundsOf, isRectangle, type Subpath, sketchBounds } from './path.ts';

/** A horizontal or vertical stroke, or a thin filled rectangle taken as one (its centre line), in page points. */
export interface Segment {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly thickness: number;
}

/** A filled rectangle that is no line: shading behind rows or columns, a bar of a chart. */
export interface FilledArea {
  readonly bbox: BBox;
  readonly color: string;
}

/** A picture where it is painted. */
export interface PaintedImage {
  readonly bbox: BBox;
}

/** Anything that fills a part of the page: what stands beneath text, or what hides it. */
export interface Cover {
  readonly bbox: BBox;
  /** `#rrggbb`; null where it is not one colour all over (picture, gradient, odd shape, translucent paint). */
  readonly color: string | null;
  /** Nothing painted before shows through, anywhere in the box. */
  readonly opaque: boolean;
  /** How many glyphs were painted before it. */
  readonly after: number;
}

/** What is painted on a page beside glyphs, in page points. */
export interface Paint {
  readonly segments: Segment[];
  readonly areas: FilledArea[];
  readonly images: PaintedImage[];
  readonly covers: Cover[];
  /** Curved shapes as high as characters: many of them and no glyph is text turned into outlines. */
  readonly outlines: BBox[];
  /** Boxes around what is drawn with slants and bows: curves of charts, slices, maps. */
  readonly sketches: BBox[];
}

/** A filled rectangle up to this thick (points) is a line: browsers and Office draw borders so. */
const maxRulingThickness = 3;
/** A stroke shorter than this (points) is a dot; dashes are longer and are joined in rulings.ts. */
const minSegmentLength = 0.9;
/** A filled shape up to this wide and high (points), one about as much as the other, is a dot of a dotted line. */
const dotSize = 1.6;
const dotSlack = 0.35;
/** How far a stroke may lean (points) and still be horizontal or vertical. */
const maxLean = 0.6;
/** Filled shapes of this height (points) may be characters. */
const outlineHeights = [3, 40] as const;

/** An empty page. */
export function emptyPaint(): Paint {
  return { segments: [], areas: [], images: [], covers: [], outlines: [], sketches: [] };
}

/**
 * A filled subpath → a line, an area, something that covers.
 * @param alone the path has no other subpath: only then its box is surely filled
 * @param after glyphs painted so far
 */
export function paintFill(
  paint: Paint,
  path: Subpath,
  state: GraphicsState,
  alone: boolean,
  after: number,
): void {
  const box = boundsOf([path]);
  if (!box || state.fillAlpha === 0) return;
  const [x0, y0, x1, y1] = intersect(box, state.clip);
  const width = x1 - x0;
  const height = y1 - y0;
  // Not `<`: what is no number is no place.
  if (!(width >= 0 && height >= 0)) return;
  if (width > maxRulingThickness && height > maxRulingThickness) {
    const isPlain = isRectangle(path) && state.clipIsBox;
    const isSolid = isPlain && state.fillAlpha === 1 && paintsSolid(state);
    const color = isSolid ? state.fill : null;
    paint.covers.push({ bbox: [x0, y0, x1, y1], color, opaque: isSolid && alone && color !== null, after });
    if (path.curved && height >= outlineHeights[0] && height <= outlineHeights[1])
      paint.outlines.push([x0, y0, x1, y1]);
  }
  if (path.curved || isPaperWhite(state.fill)) return;
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  if (Math.max(width, height) <= dotSize && Math.abs(width - height) <= dotSlack)
    paint.segments.push({ x0: x, y0: y, x1: x, y1: y, thickness: height });
  else if (height <= maxRulingThickness && width > height) {
    if (width >= minSegmentLength) paint.segments.push({ x0, y0: y, x1, y1: y, thickness: height });
  } else if (width <= maxRulingThickness) {
    if (height >= minSegmentLength) paint.segments.push({ x0: x, y0, x1: x, y1, thickness: width });
  } else paint.areas.push({ bbox: [x0, y0, x1, y1], color: state.fill ?? patternColor });
}

/** Stands for pattern and gradient fills, whose colour is not one. */
const patternColor = '#808080';

/** The horizontal and vertical strokes of a subpath → segments. */
export function paintStroke(
  paint: Paint,
  { points }: Subpath,
  state: GraphicsState,
  thickness: number,
): void {
  if (isPaperWhite(state.stroke)) return;
  const [left, top, right, bottom] = state.clip;
  const reach: BBox = [left - thickness, top - thickness, right + thickness, bottom + thickness];
  for (let i = 1; i < points.length; i++) {
    const [fromX, fromY] = points[i - 1] ?? [0, 0];
    const [toX, toY] = points[i] ?? [0, 0];
    const [x0, y0, x1, y1] = intersect(
      [Math.min(fromX, toX), Math.min(fromY, toY), Math.max(fromX, toX), Math.max(fromY, toY)],
      reach,
    );
    const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
    if (!(x1 >= x0 && y1 >= y0)) continue;
    if (y1 - y0 <= maxLean && x1 - x0 >= minSegmentLength)
      paint.segments.push({ x0, y0: y, x1, y1: y, thickness });
    else if (x1 - x0 <= maxLean && y1 - y0 >= minSegmentLength)
      paint.segments.push({ x0: x, y0, x1: x, y1, thickness });
  }
}

/** A subpath that draws something else than frames, lines and boxes. */
export function paintSketch(paint: Paint, path: Subpath, state: GraphicsState): void {
  const box = sketchBounds(path);
  if (box) paint.sketches.push(intersect(box, state.clip));
}

/**
 * A picture: the unit square of `matrix`.
 * @param solid it has neither mask nor soft mask
 */
export function paintImage(
  paint: Paint,
  matrix: Matrix,
  state: GraphicsState,
  solid: boolean,
  after: number,
): void {
  const bbox = intersect(mapBox(matrix, [0, 0, 1, 1]), state.clip);
  if (!(bbox[2] > bbox[0] && bbox[3] > bbox[1])) return;
  paint.images.push({ bbox });
  const isUpright = (matrix[1] === 0 && matrix[2] === 0) || (matrix[0] === 0 && matrix[3] === 0);
  const opaque = solid && isUpright && state.clipIsBox && state.fillAlpha === 1 && paintsSolid(state);
  paint.covers.push({ bbox, color: null, opaque, after });
}

/** A gradient over all that the clip leaves: something stands beneath, nobody knows of which colour. */
export function paintShading(paint: Paint, state: GraphicsState, after: number): void {
  paint.covers.push({ bbox: state.clip, color: null, opaque: false, after });
}
