import type { BBox } from '../../schemas/geometry.ts';
import type { OperatorList } from './content-stream.ts';
import { intersect, mapBox } from './graphics-state.ts';
import { imagePlaces } from './image-operators.ts';
import { OPS } from './library.ts';
import { identity, type Matrix, multiply } from './matrix.ts';
import { boundsOf, isRectangle, readSubpaths } from './path.ts';

/** A picture where an operator paints it. */
export interface PicturePlace {
  /** Its map from the unit square to the page as displayed, points, y down. */
  readonly matrix: Matrix;
  readonly bbox: BBox;
  /** Pixels as stored; 0 where the operator does not say. */
  readonly width: number;
  readonly height: number;
  /** pdf.js's name of a picture that is an object of the page; null for one that stands in the content. */
  readonly name: string | null;
  /** What pdf.js made of one that stands in the content; null where it has a name. */
  readonly stored: unknown;
  /** The colour (`#rrggbb`) that is painted through it, where it is a mask; null for one that brings its own colours. */
  readonly color: string | null;
  /** It is painted as it is: opaque, nothing cut away, its colour known. */
  readonly isPlain: boolean;
}

/** What of a page's operators says how to look at it. */
export interface PaintedPlaces {
  readonly pictures: readonly PicturePlace[];
  /** Shapes and shades that are painted behind the first picture: they may hide a part of one. */
  readonly covers: readonly BBox[];
  /** Which operators show text. */
  readonly textOperators: ReadonlySet<number>;
  /** Sizes of these texts, points. */
  readonly textSizes: readonly number[];
}

interface State {
  readonly ctm: Matrix;
  readonly clip: BBox;
  /** All clip paths so far were upright rectangles. */
  readonly clipIsBox: boolean;
  /** `#rrggbb`; null for patterns. */
  readonly fill: string | null;
  /** Nothing that shines through, is blended or masked. */
  readonly isPlain: boolean;
}

const textOperators = new Set<number>([
  OPS.showText,
  OPS.showSpacedText,
  OPS.nextLineShowText,
  OPS.nextLineSetSpacingShowText,
]);
const maskOperators = new Set<number>([OPS.paintImageMaskXObject, OPS.paintSolidColorImageMask]);
/** Operators that paint one picture, once, as a whole. */
const singleOperators = new Set<number>([
  OPS.paintImageXObject,
  OPS.paintInlineImageXObject,
  OPS.paintImageMaskXObject,
]);
/** A clip may cut off this much (points): paper is cut to sizes that are rounded. */
const clipSlack = 1;

/**
 * Walks the operators of a page for its pictures and the sizes of its texts.
 * @param viewport the page's viewport transform at scale 1
 * @param size width and height of the page as displayed, points
 */
export function readPlaces(
  operators: OperatorList,
  viewport: Matrix,
  size: readonly [width: number, height: number],
): PaintedPlaces {
  const pictures: PicturePlace[] = [];
  const covers: BBox[] = [];
  const texts = new Set<number>();
  const textSizes: number[] = [];
  const first: State = {
    ctm: viewport,
    clip: [0, 0, size[0], size[1]],
    clipIsBox: true,
    fill: '#000000',
    isPlain: true,
  };
  const stack: State[] = [];
  let state = first;
  let fontSize = 0;
  let textMatrix: Matrix = identity;
  let clipPending = false;
  const move = (matrix: unknown) => {
    if (isMatrix(matrix)) state = { ...state, ctm: multiply(state.ctm, matrix) };
  };
  const clipTo = (box: BBox, isBox: boolean) => {
    state = { ...state, clip: intersect(state.clip, box), clipIsBox: state.clipIsBox && isBox };
  };
  const paintPictures = (operator: number, args: readonly unknown[]) => {
    for (const { matrix } of imagePlaces(operator, args, state.ctm, false)) {
      const bbox = mapBox(matrix, [0, 0, 1, 1]);
      const isMask = maskOperators.has(operator);
      const isWhole = state.clipIsBox && isWithin(intersect(bbox, first.clip), state.clip);
      const isPlain =
        state.isPlain && isWhole && singleOperators.has(operator) && (!isMask || state.fill !== null);
      pictures.push({ matrix, bbox, ...storedPicture(args), color: isMask ? state.fill : null, isPlain });
    }
  };
  for (let i = 0; i < operators.fnArray.length; i++) {
    const args = (operators.argsArray[i] ?? []) as readonly unknown[];
    const operator = operators.fnArray[i] ?? 0;
    switch (operator) {
      case OPS.save:
        stack.push(state);
        break;
      case OPS.beginGroup:
        // Painted as one, through whatever it is given.
        stack.push(state);
        state = { ...state, isPlain: false };
        break;
      case OPS.restore:
      case OPS.endGroup:
      case OPS.paintFormXObjectEnd:
      case OPS.endAnnotation:
        state = stack.pop() ?? state;
        break;
      case OPS.transform:
        move(args);
        break;
      case OPS.paintFormXObjectBegin:
        stack.push(state);
        move(args[0]);
        if (Array.isArray(args[1])) clipTo(mapBox(state.ctm, args[1] as unknown as BBox), true);
        break;
      case OPS.beginAnnotation:
        stack.push(state);
        state = first;
        move(args[2]);
        move(args[3]);
        break;
      case OPS.setGState:
      case OPS.beginMarkedContentProps:
        state = { ...state, isPlain: state.isPlain && isHarmless(args) };
        break;
      case OPS.setFillRGBColor:
        state = { ...state, fill: String(args[0]) };
        break;
      case OPS.setFillColorN:
        state = { ...state, fill: null };
        break;
      case OPS.setFont:
        fontSize = Math.abs(Number(args[1]));
        break;
      case OPS.beginText:
        textMatrix = identity;
        break;
      case OPS.setTextMatrix: {
        const values = Array.from((args.length === 1 ? args[0] : args) as ArrayLike<number>);
        if (isMatrix(values)) textMatrix = values;
        break;
      }
      case OPS.clip:
      case OPS.eoClip:
        clipPending = true;
        break;
      case OPS.constructPath: {
        const data = (args[1] as readonly (ArrayLike<number> | null)[] | undefined)?.[0];
        const isPainted = args[0] !== OPS.endPath && pictures.length > 0;
        const paths = data && (clipPending || isPainted) ? readSubpaths(data, state.ctm) : [];
        const box = boundsOf(paths);
        if (box && isPainted) covers.push(intersect(box, state.clip));
        if (box && clipPending) clipTo(box, paths.length === 1 && paths.every(isRectangle));
        clipPending = false;
        break;
      }
      case OPS.shadingFill:
        if (pictures.length > 0) covers.push(state.clip);
        break;
      default:
        if (textOperators.has(operator)) {
          texts.add(i);
          const [a, b, c, d] = multiply(state.ctm, textMatrix);
          textSizes.push(fontSize * Math.sqrt(Math.abs(a * d - b * c)));
        } else paintPictures(operator, args);
    }
  }
  return { pictures, covers, textOperators: texts, textSizes };
}

function isMatrix(value: unknown): value is Matrix {
  return Array.isArray(value) && value.length === 6 && value.every((v) => Number.isFinite(v));
}

function isWithin(inner: BBox, outer: BBox): boolean {
  return (
    inner[0] >= outer[0] - clipSlack &&
    inner[1] >= outer[1] - clipSlack &&
    inner[2] <= outer[2] + clipSlack &&
    inner[3] <= outer[3] + clipSlack
  );
}

/** Whether a graphics state or a layer leaves pictures as they are. */
function isHarmless([first]: readonly unknown[]): boolean {
  if (typeof first === 'string') return first !== 'OC';
  return ((first ?? []) as readonly (readonly [string, unknown])[]).every(([key, value]) => {
    if (key === 'ca') return value === 1;
    if (key === 'BM') return value === 'source-over';
    return key === 'SMask' ? value === false : key !== 'TR';
  });
}

/** Operators name an object and its size, or hold the picture or its head. */
function storedPicture([first, width, height]: readonly unknown[]): Pick<
  PicturePlace,
  'name' | 'stored' | 'width' | 'height'
> {
  if (typeof first === 'string')
    return { name: first, stored: null, width: Number(width) || 0, height: Number(height) || 0 };
  const head = (Array.isArray(first) ? first[0] : first) as Readonly<Record<string, unknown>> | undefined;
  const size = { width: Number(head?.width) || 0, height: Number(head?.height) || 0 };
  return typeof head?.data === 'string'
    ? { name: head.data, stored: null, ...size }
    : { name: null, stored: head, ...size };
}
