import type { Ruling } from '../../../schemas/document.ts';
import type { BBox } from '../../../schemas/geometry.ts';
import type { PagePicture, Picture } from '../../../schemas/picture.ts';
import { findComponents } from './components.ts';
import { eraseStrokes } from './erase.ts';
import { toGrey } from './grey.ts';
import { liftImpulses } from './impulses.ts';
import { quarterTurn, turnBy } from './level.ts';
import { evenLight } from './light.ts';
import { findTurn } from './orientation.ts';
import { findPieces, type TextPiece } from './pieces.ts';
import { findStrokes } from './rulings.ts';
import { liftSeals } from './seals.ts';
import { findTilt } from './skew.ts';
import { sortSpecks } from './specks.ts';
import { findInk } from './threshold.ts';

/** A page's picture made ready: upright but for 180°, level, seals and rulings taken off, paper white. All places in pixels of `text`. */
export interface PreparedPicture {
  /** 1 channel, what pieces are cut from; of the size of the picture (its sides exchanged by a quarter turn). */
  readonly text: Picture;
  readonly horizontal: readonly Ruling[];
  readonly vertical: readonly Ruling[];
  /** Pieces of text lines, top down, left to right; none crosses a ruling. */
  readonly pieces: readonly TextPiece[];
  /** Quarter turn clockwise that was applied first (180 is told by reading, not by pixels). */
  readonly turn: 0 | 90;
  /** Degrees clockwise it was then turned around its middle to be level. */
  readonly tilt: number;
}

/** Ink is compared with the half inch around it. */
const surroundings = 18;
/** Ink is darker than this share of it. */
const inkShare = 0.88;
/** Its edges tell the tilt: blurred ones do not. */
const edgeShare = 0.75;

/** What hangs together over more than this (points) is a picture or a frame. */
const largest = 100;

/** Makes a page's picture ready to be read; what holds no text and no lines gives no pieces and no rulings. */
export function prepare(picture: PagePicture): PreparedPicture {
  const { scale } = picture;
  const radius = Math.round(surroundings * scale);
  const flat = toGrey(picture);
  liftSeals(flat, picture, scale);
  evenLight(flat, scale);
  liftImpulses(flat);
  const edges = findInk(flat, radius, edgeShare);
  const turn = findTurn(findComponents(edges, flat), scale);
  const tilt = findTilt(turn === 0 ? edges : quarterTurn(edges));
  const text = turnBy(turn === 0 ? flat : { ...quarterTurn(flat), channels: 1 }, tilt);
  const ink = findInk(text, radius, inkShare);
  const strokes = findStrokes(text, ink, scale);
  eraseStrokes(text, ink, strokes);
  const horizontal = strokes.horizontal.map(toRuling);
  const vertical = strokes.vertical.map(toRuling);
  const components = findComponents(ink, text).filter(
    ({ box }) => Math.max(box[2] - box[0], box[3] - box[1]) <= largest * scale,
  );
  const sorted = sortSpecks(components, text, scale);
  for (const { box } of sorted.dirt) whiten(text, box);
  const pieces = findPieces(text, sorted.text, { horizontal, vertical }).filter(
    ({ box }) => Math.max(box[2] - box[0], box[3] - box[1]) > sorted.speck,
  );
  return { text, horizontal, vertical, pieces, turn, tilt };
}

const toRuling = ({ at, from, to, thickness }: Ruling): Ruling => ({ at, from, to, thickness });

/** Paper over a box, with the blur around it. */
function whiten({ width, height, data }: Picture, [x0, y0, x1, y1]: BBox): void {
  const [from, to] = [Math.max(0, x0 - 1), Math.min(width, x1 + 1)];
  for (let y = Math.max(0, y0 - 1); y < Math.min(height, y1 + 1); y++)
    data.fill(255, y * width + from, y * width + to);
}
