import type { PageMarks, Ruling, SourcePage, UnreadRegion, Word } from '../../../schemas/document.ts';
import type { BBox } from '../../../schemas/geometry.ts';
import type { PictureSource } from '../../../schemas/picture.ts';
import type { OcrEngine } from '../../../schemas/ports.ts';
import { turnBox, unturnBox } from '../../layout/turn.ts';
import { type PreparedPicture, prepare } from '../pixels/prepare.ts';
import type { FigureMemory } from './figure-memory.ts';
import { isUpsideDown, turnOver } from './orientation.ts';
import { wordsOfPiece } from './piece-words.ts';
import { type FirstReadings, readFirst, settlePieces } from './read-pieces.ts';
import { makesSense } from './sense.ts';

/** The picture that a page is, made ready to be read, whichever way up. */
export interface PreparedScan {
  readonly region: UnreadRegion;
  /** The region's box on the page as displayed. */
  readonly displayed: BBox;
  readonly prepared: PreparedPicture;
  /** Pixels to the point. */
  readonly scale: number;
}

/** A scan of which everything was read that can be before the pages ahead of it are. */
export interface BegunScan extends PreparedScan {
  readonly turn: PageMarks['turn'];
  readonly readings: FirstReadings;
}

/**
 * Takes the picture that a page is and makes it ready.
 * @throws PipelineError where the picture cannot be had
 */
export async function prepareScan(
  page: SourcePage,
  marks: PageMarks,
  region: UnreadRegion,
  pictures: PictureSource,
): Promise<PreparedScan> {
  const displayed = unturnBox(region.bbox, marks.turn, [page.width ?? 0, page.height ?? 0]);
  const picture = await pictures.take(page.number, displayed);
  return { region, displayed, prepared: prepare(picture), scale: picture.scale };
}

/**
 * Tells which way up a scan is, and begins to read it.
 * @throws PipelineError where the picture cannot be had once more; `ocr-failed`
 */
export async function beginScan(
  page: SourcePage,
  scan: PreparedScan,
  pictures: PictureSource,
  engine: OcrEngine,
): Promise<BegunScan> {
  let { prepared } = scan;
  let turn: PageMarks['turn'] = prepared.turn;
  if (await isUpsideDown(prepared, engine)) {
    // Seldom: its pixels were not kept for it.
    prepared = prepare(turnOver(await pictures.take(page.number, scan.displayed)));
    turn = prepared.turn === 90 ? 270 : 180;
  }
  const pieces = prepared.pieces.map((piece) => ({ ...piece, picture: prepared.text }));
  return { ...scan, prepared, turn, readings: await readFirst(pieces, engine) };
}

/**
 * A page that is a picture → the page with the words and rulings that were read in it, upright and level. Where nothing
 * was read its region stays.
 */
export async function readScan(
  page: SourcePage,
  marks: PageMarks,
  { region, displayed, prepared, scale, turn, readings }: BegunScan,
  engine: OcrEngine,
  memory: FigureMemory,
): Promise<SourcePage> {
  const size = [page.width ?? 0, page.height ?? 0] as const;
  const read = await settlePieces(readings, engine, memory);
  const frame: readonly [number, number] = turn % 180 === 0 ? size : [size[1], size[0]];
  const place = placeOf(turnBox(displayed, turn, size), frame, prepared.tilt);
  const words = (makesSense(read) ? read : [])
    .flatMap((piece) => wordsOfPiece(piece, scale))
    .map((word): Word => ({ ...word, bbox: moveBox(word.bbox, place), baseline: word.baseline + place[1] }));
  // Its region stays, and the page says that it was looked at.
  if (words.length === 0) return { ...page, method: 'ocr' };
  const reframe = (bbox: BBox): BBox => turnBox(unturnBox(bbox, marks.turn, size), turn, size);
  const moved = (ruling: Ruling, across: 0 | 1): Ruling => ({
    at: ruling.at / scale + place[across === 0 ? 0 : 1],
    from: ruling.from / scale + place[across === 0 ? 1 : 0],
    to: ruling.to / scale + place[across === 0 ? 1 : 0],
    thickness: ruling.thickness / scale,
  });
  return {
    ...page,
    method: 'ocr',
    content: {
      ...marks,
      kind: 'marks',
      turn,
      tilt: prepared.tilt,
      words: [...words, ...marks.words.map((word) => reframeWord(word, reframe))],
      horizontal: prepared.horizontal.map((ruling) => moved(ruling, 1)),
      vertical: prepared.vertical.map((ruling) => moved(ruling, 0)),
      areas: [],
      images: [],
      sketches: [],
      watermarks: marks.watermarks.map((word) => reframeWord(word, reframe)),
      regions: marks.regions
        .filter((other) => other !== region)
        .map((other) => ({ ...other, bbox: reframe(other.bbox) })),
    },
  };
}

/**
 * Where the corner of a level picture lies in the frame of its page, so that the page tilted around its own middle shows
 * it as it was.
 * @param box of the picture in the frame
 */
function placeOf(
  [x0, y0, x1, y1]: BBox,
  [width, height]: readonly [number, number],
  tilt: number,
): readonly [number, number] {
  const [dx, dy] = [(x0 + x1 - width) / 2, (y0 + y1 - height) / 2];
  const [cos, sin] = [Math.cos((tilt * Math.PI) / 180), Math.sin((tilt * Math.PI) / 180)];
  return [x0 - dx + cos * dx - sin * dy, y0 - dy + sin * dx + cos * dy];
}

function moveBox([x0, y0, x1, y1]: BBox, [dx, dy]: readonly [number, number]): BBox {
  return [x0 + dx, y0 + dy, x1 + dx, y1 + dy];
}

/** A word of the page's own text in another frame; it may stand on its side there, its baseline the foot of its box. */
function reframeWord(word: Word, reframe: (bbox: BBox) => BBox): Word {
  const bbox = reframe(word.bbox);
  return bbox[0] === word.bbox[0] && bbox[1] === word.bbox[1] ? word : { ...word, bbox, baseline: bbox[3] };
}
