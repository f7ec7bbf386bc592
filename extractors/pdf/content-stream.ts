import type { BBox } from '../../schemas/geometry.ts';
import { addToSample } from './font-trust.ts';
import { type Glyph, type ShownItem, showGlyphs } from './glyph.ts';
import {
  copyState,
  type FontInfo,
  type GraphicsState,
  initialState,
  intersect,
  isPaperWhite,
  mapBox,
  moveLine,
  startOfText,
} from './graphics-state.ts';
import { imagePlaces } from './image-operators.ts';
import { OPS } from './library.ts';
import { type Matrix, multiply } from './matrix.ts';
import {
  emptyPaint,
  type Paint,
  paintFill,
  paintImage,
  paintShading,
  paintSketch,
  paintStroke,
} from './paint.ts';
import { boundsOf, fillOperators, isRectangle, readSubpaths, strokeOperators } from './path.ts';

/** All that one pass over a page's operators gives. */
export interface PageMarks extends Paint {
  readonly glyphs: readonly Glyph[];
}

/** pdf.js's list of a page's operators. */
export interface OperatorList {
  readonly fnArray: ArrayLike<number>;
  readonly argsArray: readonly unknown[];
}

/** From this render mode on text is added to the clip; this one does nothing else (PDF 32000-1, table 106). */
const firstClipMode = 4;
const clipMode = 7;

/**
 * Walks the operators of a page once: glyphs, strokes, shadings and pictures in page points, y down.
 * @param viewport the page's viewport transform at scale 1 (crop box and /Rotate included)
 * @param size width and height of the page as displayed, points
 * @param fontOf font by pdf.js id, null where it could not be loaded (its glyphs are then left out)
 * @param isShown whether a layer (optional content group) is switched on
 * @see PDF 32000-1:2008, 8.4 (graphics state), 8.5 (paths), 9.4 (text)
 */
export function readMarks(
  operators: OperatorList,
  viewport: Matrix,
  size: readonly [width: number, height: number],
  fontOf: (id: string) => FontInfo | null,
  isShown: (layer: unknown) => boolean,
): PageMarks {
  const glyphs: Glyph[] = [];
  const paint = emptyPaint();
  const page: BBox = [0, 0, size[0], size[1]];
  const stack: GraphicsState[] = [];
  let state = initialState(viewport, page);
  let position = { ...startOfText };
  let clipPending = false;
  /** Layers that marked content stands in, and how many of them are off. */
  const layers: boolean[] = [];
  let off = 0;
  /** A mask was announced for the next picture. */
  let isMasked = false;

  const save = () => stack.push(copyState(state));
  const restore = () => {
    state = stack.pop() ?? state;
  };
  const setFont = (id: string, fontSize: number) => {
    state.text.fontSize = fontSize;
    state.text.font = fontOf(id);
  };
  const show = (items: unknown) => {
    if (state.text.font) addToSample(state.text.font.sample, (items ?? []) as ShownItem[]);
    const isClip = state.text.mode >= firstClipMode;
    const isOnlyClip = state.text.mode === clipMode;
    const shown = showGlyphs(
      (items ?? []) as ShownItem[],
      isOnlyClip ? { ...state, text: { ...state.text, mode: 0 } } : state,
      position,
      page,
      off > 0,
    );
    for (const glyph of shown) glyphs.push(glyph);
    if (isClip) state.clipIsBox = false;
    if (!isOnlyClip) return;
    state.textClip = [...state.textClip, ...shown.filter((glyph) => !glyph.hidden)];
    for (const glyph of shown) glyph.hidden = true;
  };
  /** Something is painted: text that is the clip can be seen by it. */
  const paintTextClip = () => {
    for (const glyph of state.textClip) glyph.hidden = false;
    state.textClip = [];
  };
  const openLayer = (isOn: boolean) => {
    layers.push(isOn);
    if (!isOn) off++;
  };
  const closeLayer = () => {
    if (layers.pop() === false) off--;
  };

  const paintPath = (operator: number, data: ArrayLike<number>) => {
    const paths = readSubpaths(data, state.ctm);
    if (clipPending) {
      clipPending = false;
      const box = boundsOf(paths);
      if (box) state.clip = intersect(state.clip, box);
      state.clipIsBox &&= paths.length === 1 && paths.every(isRectangle);
    }
    if (off > 0) return;
    if (fillOperators.has(operator)) {
      if (!isPaperWhite(state.fill)) paintTextClip();
      for (const path of paths) paintFill(paint, path, state, paths.length === 1, glyphs.length);
    }
    if (fillOperators.has(operator) || strokeOperators.has(operator))
      for (const path of paths) paintSketch(paint, path, state);
    if (strokeOperators.has(operator)) {
      const scale = Math.sqrt(Math.abs(state.ctm[0] * state.ctm[3] - state.ctm[1] * state.ctm[2]));
      for (const path of paths) if (!path.curved) paintStroke(paint, path, state, state.lineWidth * scale);
    }
  };

  for (let i = 0; i < operators.fnArray.length; i++) {
    const args = (operators.argsArray[i] ?? []) as readonly unknown[];
    const number = (at: number) => args[at] as number;
    const operator = operators.fnArray[i] ?? 0;
    switch (operator) {
      case OPS.save:
        save();
        break;
      case OPS.beginGroup:
        save();
        // A group is painted as one: through what it was given, all in it shows what is beneath.
        state.isVeiled ||= state.fillAlpha < 1 || state.isBlended || state.isSoft;
        break;
      case OPS.beginMarkedContent:
        openLayer(true);
        break;
      case OPS.beginMarkedContentProps:
        openLayer(args[0] !== 'OC' || isShown(args[1]));
        break;
      case OPS.endMarkedContent:
        closeLayer();
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
        // What the page's content left behind (a clip that was never taken back) is none of the annotation's.
        state = initialState(viewport, page);
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
          else if (key === 'CA') state.strokeAlpha = value as number;
          else if (key === 'BM') state.isBlended = value !== 'source-over';
          else if (key === 'SMask') {
            state.isSoft = value === true;
            isMasked = value === false;
          } else if (key === 'LW') state.lineWidth = value as number;
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
        state.fill = null;
        break;
      case OPS.setStrokeColorN:
        state.stroke = null;
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
      case OPS.shadingFill:
        if (off > 0) break;
        paintTextClip();
        paintShading(paint, state, glyphs.length);
        break;
      default:
        if (off > 0) break;
        for (const { matrix, solid } of imagePlaces(operator, args, state.ctm, isMasked)) {
          paintTextClip();
          paintImage(paint, matrix, state, solid, glyphs.length);
          isMasked = false;
        }
        break;
    }
  }
  return { glyphs, ...paint };
}
