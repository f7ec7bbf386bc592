import type { PageMarks, Ruling, SourcePage, UnreadRegion, Word } from '../../../schemas/document.ts';
import type { BBox } from '../../../schemas/geometry.ts';
import type { PictureSource } from '../../../schemas/picture.ts';
import type { OcrEngine } from '../../../schemas/ports.ts';
import { pictureMark } from '../../layout/picture-mark.ts';
import { prepare } from '../pixels/prepare.ts';
import type { FigureMemory } from './figure-memory.ts';
import { wordsOfPiece } from './piece-words.ts';
import { readPieces } from './read-pieces.ts';

/** A page of text in which parts have to be read from their picture → the page with what was read there. */
export async function readRegions(
  page: SourcePage,
  marks: PageMarks,
  pictures: PictureSource,
  engine: OcrEngine,
  memory: FigureMemory,
): Promise<SourcePage> {
  // A page whose text stands on its side is not painted turned.
  if (marks.turn !== 0) return page;
  const words: Word[] = [];
  const horizontal: Ruling[] = [];
  const vertical: Ruling[] = [];
  const unread: UnreadRegion[] = [];
  for (const region of marks.regions) {
    const picture = await pictures.take(page.number, region.bbox);
    const prepared = prepare(picture);
    const read = prepared.turn === 0 ? await readPieces(prepared, engine, memory) : [];
    const [dx, dy] = [region.bbox[0], region.bbox[1]];
    const own = read
      .flatMap((piece) => wordsOfPiece(piece, picture.scale))
      .map(
        (word): Word => ({
          ...word,
          bbox: [word.bbox[0] + dx, word.bbox[1] + dy, word.bbox[2] + dx, word.bbox[3] + dy] satisfies BBox,
          baseline: word.baseline + dy,
        }),
      );
    if (own.length === 0) {
      unread.push(region);
      continue;
    }
    words.push(...own);
    const move = (ruling: Ruling, across: number, along: number): Ruling => ({
      at: ruling.at / picture.scale + across,
      from: ruling.from / picture.scale + along,
      to: ruling.to / picture.scale + along,
      thickness: ruling.thickness / picture.scale,
    });
    horizontal.push(...prepared.horizontal.map((ruling) => move(ruling, dy, dx)));
    vertical.push(...prepared.vertical.map((ruling) => move(ruling, dx, dy)));
  }
  if (words.length === 0) return page;
  const isReplaced = ({ text, bbox }: Word): boolean =>
    text.includes(pictureMark) &&
    marks.regions.some((region) => !unread.includes(region) && contains(region.bbox, bbox));
  return {
    ...page,
    content: {
      ...marks,
      kind: 'marks',
      words: [...marks.words.filter((word) => !isReplaced(word)), ...words].sort(
        (a, b) => a.baseline - b.baseline || a.bbox[0] - b.bbox[0],
      ),
      horizontal: [...marks.horizontal, ...horizontal],
      vertical: [...marks.vertical, ...vertical],
      regions: unread,
    },
  };
}

function contains(outer: BBox, inner: BBox): boolean {
  const [x, y] = [(inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2];
  return x >= outer[0] && x <= outer[2] && y >= outer[1] && y <= outer[3];
}
