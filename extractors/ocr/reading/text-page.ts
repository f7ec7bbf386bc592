import type { PageMarks, Ruling, SourcePage, UnreadRegion, Word } from '../../../schemas/document.ts';
import type { BBox } from '../../../schemas/geometry.ts';
import type { PictureSource } from '../../../schemas/picture.ts';
import type { OcrEngine } from '../../../schemas/ports.ts';
import { pictureMark } from '../../layout/picture-mark.ts';
import { prepare } from '../pixels/prepare.ts';
import { isReadable } from './drawn-table.ts';
import type { FigureMemory } from './figure-memory.ts';
import type { PicturePiece } from './piece-requests.ts';
import { wordsOfPiece } from './piece-words.ts';
import { readPieces } from './read-pieces.ts';

/** A region of a page with what its picture shows, places in the frame of the page's words. */
interface ShownRegion {
  readonly region: UnreadRegion;
  readonly scale: number;
  readonly pieces: readonly PicturePiece[];
  readonly horizontal: readonly Ruling[];
  readonly vertical: readonly Ruling[];
}

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
  const shown: ShownRegion[] = [];
  for (const region of marks.regions) shown.push(await showRegion(page.number, region, pictures));
  const read = await readPieces(
    shown.flatMap(({ pieces }) => pieces),
    engine,
    memory,
  );
  const words: Word[] = [];
  const found: ShownRegion[] = [];
  let next = 0;
  for (const part of shown) {
    const own = read
      .slice(next, next + part.pieces.length)
      .flatMap((piece) => wordsOfPiece(piece, part.scale));
    next += part.pieces.length;
    if (own.length === 0) continue;
    found.push(part);
    words.push(...own.map((word) => placeWord(word, part.region)));
  }
  if (words.length === 0) return page;
  const isReplaced = ({ text, bbox }: Word): boolean =>
    text.includes(pictureMark) && found.some(({ region }) => contains(region.bbox, bbox));
  return {
    ...page,
    content: {
      ...marks,
      kind: 'marks',
      words: [...marks.words.filter((word) => !isReplaced(word)), ...words].sort(
        (a, b) => a.baseline - b.baseline || a.bbox[0] - b.bbox[0],
      ),
      horizontal: [...marks.horizontal, ...found.flatMap(({ horizontal }) => horizontal)],
      vertical: [...marks.vertical, ...found.flatMap(({ vertical }) => vertical)],
      regions: marks.regions.filter((region) => !found.some((part) => part.region === region)),
    },
  };
}

async function showRegion(page: number, region: UnreadRegion, pictures: PictureSource): Promise<ShownRegion> {
  const picture = await pictures.take(page, region.bbox);
  const { scale } = picture;
  const prepared = prepare(picture);
  const { text, pieces, horizontal, vertical, turn } = prepared;
  const [x, y] = region.bbox;
  const move = (ruling: Ruling, across: number, along: number): Ruling => ({
    at: ruling.at / scale + across,
    from: ruling.from / scale + along,
    to: ruling.to / scale + along,
    thickness: ruling.thickness / scale,
  });
  return {
    region,
    scale,
    // What stands on its side in a page of upright text has no lines with it.
    pieces:
      turn === 0 && isReadable(region, prepared) ? pieces.map((piece) => ({ ...piece, picture: text })) : [],
    horizontal: horizontal.map((ruling) => move(ruling, y, x)),
    vertical: vertical.map((ruling) => move(ruling, x, y)),
  };
}

/** A word of a region in the frame of its page; one of a picture says so. */
function placeWord(word: Word, { bbox: [x, y], reason }: UnreadRegion): Word {
  const [x0, y0, x1, y1] = word.bbox;
  const { reading } = word;
  return {
    ...word,
    bbox: [x0 + x, y0 + y, x1 + x, y1 + y],
    baseline: word.baseline + y,
    ...(reading && reason === 'picture' ? { reading: { ...reading, inPicture: true } } : {}),
  };
}

function contains(outer: BBox, inner: BBox): boolean {
  const [x, y] = [(inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2];
  return x >= outer[0] && x <= outer[2] && y >= outer[1] && y <= outer[3];
}
