import { OPS } from './library.ts';
import { type Matrix, multiply } from './matrix.ts';

/** A picture that a grouped operator paints: its map from the unit square, and whether it hides what is beneath. */
export interface ImagePlace {
  readonly matrix: Matrix;
  readonly solid: boolean;
}

/**
 * Where the operators by which pdf.js paints pictures paint them; it gathers runs of small ones into one operator.
 * @param isMasked a soft mask or mask was announced for the next picture
 * @returns [] for any other operator
 */
export function imagePlaces(
  operator: number,
  args: readonly unknown[],
  ctm: Matrix,
  isMasked: boolean,
): ImagePlace[] {
  switch (operator) {
    case OPS.paintImageXObject:
    case OPS.paintInlineImageXObject:
      return [{ matrix: ctm, solid: !isMasked }];
    case OPS.paintImageMaskXObject:
    case OPS.paintSolidColorImageMask:
      return [{ matrix: ctm, solid: false }];
    case OPS.paintImageMaskXObjectGroup: {
      const images = (args[0] ?? []) as readonly { readonly transform?: Matrix }[];
      return images.flatMap(({ transform }) =>
        transform ? [{ matrix: multiply(ctm, transform), solid: false }] : [],
      );
    }
    case OPS.paintInlineImageXObjectGroup: {
      const places = (args[1] ?? []) as readonly { readonly transform?: Matrix }[];
      return places.flatMap(({ transform }) =>
        transform ? [{ matrix: multiply(ctm, transform), solid: false }] : [],
      );
    }
    case OPS.paintImageXObjectRepeat: {
      const [, scaleX, scaleY, positions] = args as readonly [unknown, number, number, ArrayLike<number>];
      return repeated(ctm, [scaleX, 0, 0, scaleY], positions);
    }
    case OPS.paintImageMaskXObjectRepeat: {
      const [, a, b, c, d, positions] = args as readonly [
        unknown,
        number,
        number,
        number,
        number,
        ArrayLike<number>,
      ];
      return repeated(ctm, [a, b, c, d], positions);
    }
    default:
      return [];
  }
}

function repeated(
  ctm: Matrix,
  [a, b, c, d]: readonly [number, number, number, number],
  positions: ArrayLike<number>,
): ImagePlace[] {
  const places: ImagePlace[] = [];
  for (let i = 0; i + 1 < positions.length; i += 2)
    places.push({
      matrix: multiply(ctm, [a, b, c, d, positions[i] ?? 0, positions[i + 1] ?? 0]),
      solid: false,
    });
  return places;
}
