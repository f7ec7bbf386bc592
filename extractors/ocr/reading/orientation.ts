import type { PagePicture } from '../../../schemas/picture.ts';
import type { OcrEngine, OcrReading } from '../../../schemas/ports.ts';
import type { TextPiece } from '../pixels/pieces.ts';
import type { PreparedPicture } from '../pixels/prepare.ts';
import { looks, requestFor } from './piece-requests.ts';

/** So many pieces tell which way up a page is. */
const tried = 6;
/** Pieces of about so many characters tell it best: long enough to be sense, short enough to be cheap. */
const wanted = 10;
/** Upright text that is read this well needs no second look. */
const plainlyUpright = 0.75;
/** The other way up must be read better by this much: turned over is the exception. */
const clearly = 0.12;

/** Whether a picture stands on its head: some of its pieces are read both ways. */
export async function isUpsideDown({ text, pieces }: PreparedPicture, engine: OcrEngine): Promise<boolean> {
  const chosen = [...pieces].sort((a, b) => oddness(a) - oddness(b) || a.box[1] - b.box[1]).slice(0, tried);
  if (chosen.length === 0) return false;
  const requests = chosen.map((piece) => requestFor({ ...piece, picture: text }, looks.line));
  const upright = senseOf(await engine.read(requests));
  if (upright >= plainlyUpright) return false;
  const turned = requests.map(({ picture, kind }) => ({
    kind,
    picture: { ...picture, data: picture.data.toReversed() },
  }));
  return senseOf(await engine.read(turned)) > upright + clearly;
}

/** How far a piece is from the length that tells best. */
function oddness({ box }: TextPiece): number {
  const height = Math.max(1, box[3] - box[1]);
  return Math.abs(Math.log((box[2] - box[0]) / height / wanted));
}

/** How much sense readings make, 0–1: the engine's opinion, of hanzi alone, for it reads figures either way up. */
function senseOf(readings: readonly OcrReading[]): number {
  let sum = 0;
  for (const { text, confidence } of readings) {
    const plain = text.replace(/\s/gu, '');
    const letters = plain.match(/[\p{Script=Han}\p{L}]/gu)?.length ?? 0;
    sum += plain === '' ? 0 : (confidence * letters) / [...plain].length;
  }
  return readings.length > 0 ? sum / readings.length : 0;
}

/** A picture turned by 180 degrees. */
export function turnOver(picture: PagePicture): PagePicture {
  const { channels, data } = picture;
  const turned = data.toReversed();
  if (channels === 3)
    for (let at = 0; at < turned.length; at += 3) {
      const blue = turned[at] as number;
      turned[at] = turned[at + 2] as number;
      turned[at + 2] = blue;
    }
  return { ...picture, data: turned };
}
