import type { BBox } from '../../schemas/geometry.ts';
import type { OperatorList } from './content-stream.ts';
import { mapBox } from './graphics-state.ts';
import { imagePlaces } from './image-operators.ts';
import { OPS } from './library.ts';
import { type Matrix, multiply } from './matrix.ts';

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
}

/** What of a page's operators says at which resolution to look at it. */
export interface PaintedPlaces {
  readonly pictures: readonly PicturePlace[];
  /** Operators that paint pictures, or say how and where: the others paint something else. */
  readonly others: ReadonlySet<number>;
  /** Sizes of the texts shown, points. */
  readonly textSizes: readonly number[];
}

const textOperators = new Set<number>([
  OPS.showText,
  OPS.showSpacedText,
  OPS.nextLineShowText,
  OPS.nextLineSetSpacingShowText,
]);

/**
 * Walks the operators of a page for its pictures and the sizes of its texts.
 * @param viewport the page's viewport transform at scale 1
 */
export function readPlaces(operators: OperatorList, viewport: Matrix): PaintedPlaces {
  const pictures: PicturePlace[] = [];
  const others = new Set<number>();
  const textSizes: number[] = [];
  const stack: Matrix[] = [];
  let ctm = viewport;
  let fontSize = 0;
  let textMatrix: Matrix = [1, 0, 0, 1, 0, 0];
  const apply = (matrix: unknown) => {
    if (isMatrix(matrix)) ctm = multiply(ctm, matrix);
  };
  for (let i = 0; i < operators.fnArray.length; i++) {
    const args = (operators.argsArray[i] ?? []) as readonly unknown[];
    const operator = operators.fnArray[i] ?? 0;
    switch (operator) {
      case OPS.save:
      case OPS.beginGroup:
        stack.push(ctm);
        break;
      case OPS.restore:
      case OPS.endGroup:
      case OPS.paintFormXObjectEnd:
      case OPS.endAnnotation:
        ctm = stack.pop() ?? ctm;
        break;
      case OPS.transform:
        apply(args);
        break;
      case OPS.paintFormXObjectBegin:
        stack.push(ctm);
        apply(args[0]);
        break;
      case OPS.beginAnnotation:
        stack.push(ctm);
        ctm = viewport;
        apply(args[2]);
        apply(args[3]);
        break;
      case OPS.setFont:
        fontSize = Math.abs(Number(args[1]));
        break;
      case OPS.beginText:
        textMatrix = [1, 0, 0, 1, 0, 0];
        break;
      case OPS.setTextMatrix: {
        const values = Array.from((args.length === 1 ? args[0] : args) as ArrayLike<number>);
        if (isMatrix(values)) textMatrix = values;
        break;
      }
      case OPS.constructPath:
        // A clip is a path that is not painted: it has to stay.
        if (args[0] !== OPS.endPath) others.add(i);
        break;
      case OPS.shadingFill:
        others.add(i);
        break;
      default:
        if (textOperators.has(operator)) {
          others.add(i);
          const [a, b, c, d] = multiply(ctm, textMatrix);
          textSizes.push(fontSize * Math.sqrt(Math.abs(a * d - b * c)));
        } else
          for (const { matrix } of imagePlaces(operator, args, ctm, false))
            pictures.push({ matrix, bbox: mapBox(matrix, [0, 0, 1, 1]), ...storedPicture(args) });
    }
  }
  return { pictures, others, textSizes };
}

function isMatrix(value: unknown): value is Matrix {
  return Array.isArray(value) && value.length === 6 && value.every((v) => Number.isFinite(v));
}

/** Operators name an object and its size, or hold the picture or its head. */
function storedPicture([first, width, height]: readonly unknown[]): Pick<
  PicturePlace,
  'name' | 'width' | 'height'
> {
  if (typeof first === 'string')
    return { name: first, width: Number(width) || 0, height: Number(height) || 0 };
  const head = (Array.isArray(first) ? first[0] : first) as Readonly<Record<string, unknown>> | undefined;
  const name = typeof head?.data === 'string' ? head.data : null;
  return { name, width: Number(head?.width) || 0, height: Number(head?.height) || 0 };
}
