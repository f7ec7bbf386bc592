import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { BBox } from '../../schemas/geometry.ts';
import { type Glyph, type ShownItem, showGlyphs } from './glyph.ts';
import {
  copyState,
  type FontInfo,
  type GraphicsState,
  initialState,
  intersect,
  mapBox,
  moveLine,
  startOfText,
} from './graphics-state.ts';
import { type Matrix, multiply } from './matrix.ts';
import { boundsOf, fillOperators, readSubpaths, type Subpath, strokeOperators } from './path.ts';

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
  /** pdf.js object id, to fetch the pixels by; null for masks and inline pictures. */
  readonly id: string | null;
}

/** All that one pass over a page's operators gives. */
export interface PageMarks {
  readonly glyphs: readonly Glyph[];
  readonly segments: readonly Segment[];
  readonly areas: readonly FilledArea[];
  readonly images: readonly PaintedImage[];
}

/** pdf.js's list of a page's operators. */
export interface OperatorList {
  readonly fnArray: ArrayLike<number>;
  readonly argsArray: readonly unknown[];
}

/** A filled rectangle up to this thick (points) is a line: browsers and Office draw borders so. */
const maxRulingThickness = 3;
/** A stroke shorter than this (points) is a dot; dashes are longer and are joined in rulings.ts. */
const minSegmentLength = 0.9;
/** How far a stroke may lean (points) and still be horizontal or vertical. */
const maxLean = 0.6;
/** Stands for pattern and gradient fills, whose colour is not one. */
const patternColor = '#808080';

/**
 * Walks the operators of a page once: glyphs, strokes, shadings and pictures in page points, y down.
 * @param viewport the page's viewport transform at scale 1 (crop box and /Rotate included)
 * @param size width and height of the page as displayed, points
 * @param fontOf font by pdf.js id, null where it could not be loaded (its glyphs are then left out)
 * @see PDF 32000-1:2008, 8.4 (graphics state), 8.5 (paths), 9.4 (text)
 */
export function readMarks(
  operators: OperatorList,
  viewport: Matrix,
  size: readonly [width: number, height: number],
  fontOf: (id: string) => FontInfo | null,
): PageMarks {
  const glyphs: Glyph[] = [];
  const segments: Segment[] = [];
  const areas: FilledArea[] = [];
  const images: PaintedImage[] = [];
  const page: BBox = [0, 0, size[0], size[1]];
  const stack: GraphicsState[] = [];
  let state = initialState(viewport, page);
  let position = { ...startOfText };
  let clipPending = false;

  const save = () => stack.push(copyState(state));
  const restore = () => {
    state = stack.pop() ?? state;
  };
  const setFont = (id: string, fontSize: number) => {
    state.text.fontSize = fontSize;
    state.text.font = fontOf(id);
  };
  const show = (items: unknown) => {
    for (const glyph of showGlyphs((items ?? []) as ShownItem[], state, position, page)) glyphs.push(glyph);
  };

  const paintPath = (operator: number, data: ArrayLike<number>) => {
    const paths = readSubpaths(data, state.ctm);
    if (clipPending) {
      clipPending = false;
      const box = boundsOf(paths);
      if (box) state.clip = intersect(state.clip, box);
    }
    if (fillOperators.has(operator)) for (const path of paths) addFill(path);
    if (strokeOperators.has(operator)) {
      const scale = Math.sqrt(Math.abs(state.ctm[0] * state.ctm[3] - state.ctm[1] * state.ctm[2]));
      for (const path of paths) if (!path.curved) addStrokes(path, state.lineWidth * scale);
    }
  };

  const addFill = (path: Subpath) => {
    const box = boundsOf([path]);
    if (!box || path.curved || isPaperWhite(state.fill) || state.fillAlpha === 0) return;
    const [x0, y0, x1, y1] = intersect(box, state.clip);
    const width = x1 - x0;
    const height = y1 - y0;
    if (width < 0 || height < 0) return;
    const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
    if (height <= maxRulingThickness && width > height) {
      if (width >= minSegmentLength) segments.push({ x0, y0: y, x1, y1: y, thickness: height });
    } else if (width <= maxRulingThickness) {
      if (height >= minSegmentLength) segments.push({ x0: x, y0, x1: x, y1, thickness: width });
    } else areas.push({ bbox: [x0, y0, x1, y1], color: state.fill });
  };

  const addStrokes = ({ points }: Subpath, thickness: number) => {
    if (isPaperWhite(state.stroke)) return;
    for (let i = 1; i < points.length; i++) {
      const [fromX, fromY] = points[i - 1] ?? [0, 0];
      const [toX, toY] = points[i] ?? [0, 0];
      const [x0, y0, x1, y1] = intersect(
        [Math.min(fromX, toX), Math.min(fromY, toY), Math.max(fromX, toX), Math.max(fromY, toY)],
        [
          state.clip[0] - thickness,
          state.clip[1] - thickness,
          state.clip[2] + thickness,
          state.clip[3] + thickness,
        ],
      );
      const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
      if (x1 < x0 || y1 < y0) continue;
      if (y1 - y0 <= maxLean && x1 - x0 >= minSegmentLength)
        segments.push({ x0, y0: y, x1, y1: y, thickness });
      else if (x1 - x0 <= maxLean && y1 - y0 >= minSegmentLength)
        segments.push({ x0: x, y0, x1: x, y1, thickness });
    }
  };

  const addImage = (id: string | null) => {
    const bbox = intersect(mapBox(state.ctm, [0, 0, 1, 1]), state.clip);
    if (bbox[2] > bbox[0] && bbox[3] > bbox[1]) images.push({ bbox, id });
  };

  for (let i = 0; i < operators.fnArray.length; i++) {
    const args = (operators.argsArray[i] ?? []) as readonly unknown[];
    const number = (at: number) => args[at] as number;
    switch (operators.fnArray[i]) {
      case OPS.save:
      case OPS.beginGroup:
        save();
        break;
      case OPS.restore:
      case OPS.endGroup:
      case OPS.paintFormXObjectEnd:
      case OPS.endAnnotation:
        restore();
        break;
      case OPS.transform:
        state.ctm = multiply(state.ctm, args as unknown as Matrix);
        break;
      case OPS.paintFormXObjectBegin: {
        save();
        const [matrix, box] = args as readonly [Matrix | null, BBox | null];
        if (matrix) state.ctm = multiply(state.ctm, matrix);
        if (box) state.clip = intersect(state.clip, mapBox(state.ctm, box));
        break;
      }
      case OPS.beginAnnotation: {
        save();
        const [, , transform, matrix] = args as readonly [string, BBox, Matrix | null, Matrix | null];
        state.ctm = viewport;
        if (transform) state.ctm = multiply(state.ctm, transform);
        if (matrix) state.ctm = multiply(state.ctm, matrix);
        break;
      }
      case OPS.beginText:
        position = { ...startOfText };
        break;
      case OPS.setFont:
        setFont(args[0] as string, number(1));
        break;
      case OPS.setGState:
        for (const [key, value] of (args[0] ?? []) as readonly (readonly [string, unknown])[]) {
          if (key === 'ca') state.fillAlpha = value as number;
          else if (key === 'LW') state.lineWidth = value as number;
          else if (key === 'Font') setFont(...(value as readonly [string, number]));
        }
        break;
      case OPS.setCharSpacing:
        state.text.charSpacing = number(0);
        break;
      case OPS.setWordSpacing:
        state.text.wordSpacing = number(0);
        break;
      case OPS.setHScale:
        state.text.hScale = number(0) / 100;
        break;
      case OPS.setLeading:
        state.text.leading = -number(0);
        break;
      case OPS.setTextRise:
        state.text.rise = number(0);
        break;
      case OPS.setTextRenderingMode:
        state.text.mode = number(0);
        break;
      case OPS.setTextMatrix: {
        const values = (args.length === 1 ? args[0] : args) as ArrayLike<number>;
        const matrix = Array.from(values) as unknown as Matrix;
        position = { text: matrix, line: matrix };
        break;
      }
      case OPS.moveText:
        moveLine(position, number(0), number(1));
        break;
      case OPS.setLeadingMoveText:
        state.text.leading = number(1);
        moveLine(position, number(0), number(1));
        break;
      case OPS.nextLine:
        moveLine(position, 0, state.text.leading);
        break;
      case OPS.showText:
      case OPS.showSpacedText:
        show(args[0]);
        break;
      case OPS.nextLineShowText:
        moveLine(position, 0, state.text.leading);
        show(args[0]);
        break;
      case OPS.nextLineSetSpacingShowText:
        state.text.wordSpacing = number(0);
        state.text.charSpacing = number(1);
        moveLine(position, 0, state.text.leading);
        show(args[2]);
        break;
      case OPS.setLineWidth:
        state.lineWidth = number(0);
        break;
      case OPS.setFillRGBColor:
        state.fill = args[0] as string;
        break;
      case OPS.setStrokeRGBColor:
        state.stroke = args[0] as string;
        break;
      case OPS.setFillColorN:
        state.fill = patternColor;
        break;
      case OPS.setStrokeColorN:
        state.stroke = patternColor;
        break;
      case OPS.clip:
      case OPS.eoClip:
        clipPending = true;
        break;
      case OPS.constructPath: {
        const [operator, data] = args as readonly [number, readonly (ArrayLike<number> | null)[]];
        if (data?.[0]) paintPath(operator, data[0]);
        clipPending = false;
        break;
      }
      case OPS.paintImageXObject:
        addImage(args[0] as string);
        break;
      case OPS.paintImageMaskXObject:
      case OPS.paintInlineImageXObject:
        addImage(null);
        break;
      default:
        break;
    }
  }
  return { glyphs, segments, areas, images };
}

/** Painted in (nearly) the paper's white: no line to a reader. */
function isPaperWhite(color: string): boolean {
  return /^#f[c-f]f[c-f]f[c-f]$/iu.test(color);
}
