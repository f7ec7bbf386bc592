import type { Word } from '../../../schemas/document.ts';
import type { BBox } from '../../../schemas/geometry.ts';
import { type Band, findBands, placeIn } from '../../layout/lanes.ts';
import { findProse, type TextPiece } from '../../layout/prose.ts';
import { isFigure, linesOf } from './grid.ts';
import { segmentsOf } from './segments.ts';

/** How a page is set: its columns of prose, and the stretches in which columns stand beside each other. */
export interface PageLanes {
  readonly prose: readonly BBox[];
  readonly bands: readonly Band[];
}

/** Words of a page → how it is set. */
export function findLanes(words: readonly Word[]): PageLanes {
  const pieces = linesOf(words).flatMap((line): TextPiece[] => {
    const { baseline } = line;
    return segmentsOf(line).map(({ from, to, text, content }) => {
      // Not the line's: columns beside each other may be set in different sizes.
      const size = Math.max(...content.map((word) => word.size));
      return { from, to, baseline, size, words: content, isFigure: isFigure(text) };
    });
  });
  const prose = findProse(pieces);
  return { prose, bands: findBands(pieces, prose) };
}

/** The words of each column of each stretch, and those outside all. */
export function wordsByLane(words: readonly Word[], { bands }: PageLanes): Word[][] {
  const groups = new Map<string, Word[]>();
  for (const word of words) {
    const y = (word.bbox[1] + word.bbox[3]) / 2;
    const isInBand = bands.some((band) => y >= band.top && y <= band.bottom);
    const key = isInBand ? placeIn(bands, word.bbox).slice(0, 2).join('|') : '';
    const group = groups.get(key);
    if (group) group.push(word);
    else groups.set(key, [word]);
  }
  return [...groups.values()];
}

/** Words that stand in no column of prose. */
export function withoutProse(words: readonly Word[], { prose }: PageLanes): Word[] {
  return words.filter(({ bbox: [x0, y0, x1, y1] }) => {
    const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
    return !prose.some((box) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]);
  });
}
