import type { Word } from '../../../schemas/document.ts';
import type { BBox } from '../../../schemas/geometry.ts';
import { pictureMark } from '../../layout/picture-mark.ts';
import type { GridCell, PageGrid } from './grid.ts';

/** A picture narrower or lower than this (points) holds no figure: a dot. */
const minSides = [2, 4] as const;
/** A picture may reach over the lines of its cell by this much (points). */
const slack = 2;

/** A drawn grid in whose empty cells a picture stands: the cell gets a picture mark, for it is not blank but unread. */
export function markPictures(grid: PageGrid, images: readonly { readonly bbox: BBox }[]): PageGrid {
  const pictures = images.filter(
    ({ bbox }) => bbox[2] - bbox[0] >= minSides[0] && bbox[3] - bbox[1] >= minSides[1],
  );
  if (pictures.length === 0) return grid;
  const holds = (cell: GridCell): BBox | null => {
    const box = cell.bbox;
    if (box === null || cell.words.length > 0) return null;
    return pictures.find(({ bbox }) => isWithin(bbox, box))?.bbox ?? null;
  };
  return {
    ...grid,
    cells: grid.cells.map((cell) => {
      const picture = holds(cell);
      return picture ? { ...cell, words: [markAt(picture)] } : cell;
    }),
  };
}

function markAt(bbox: BBox): Word {
  return { text: pictureMark, bbox, size: bbox[3] - bbox[1], bold: false, baseline: bbox[3] };
}

function isWithin(inner: BBox, outer: BBox): boolean {
  return (
    inner[0] >= outer[0] - slack &&
    inner[1] >= outer[1] - slack &&
    inner[2] <= outer[2] + slack &&
    inner[3] <= outer[3] + slack
  );
}
