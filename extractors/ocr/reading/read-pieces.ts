import type { OcrEngine, OcrReading, OcrRequest } from '../../../schemas/ports.ts';
import type { TextPiece } from '../pixels/pieces.ts';
import type { FigureMemory } from './figure-memory.ts';
import { isFigureText, plainFigure } from './figure-text.ts';
import { betweenDashes, countWide, isSingle, kindOf } from './piece-kind.ts';
import { looks, type PicturePiece, requestFor } from './piece-requests.ts';
import type { ReadPiece } from './piece-words.ts';
import { lineReading, tidyText } from './read-text.ts';
import { type EngineTexts, readTexts } from './read-texts.ts';

/** Pieces of a page with what the engine read in them at first. */
export interface FirstReadings {
  readonly given: readonly PicturePiece[];
  /** As they were read: page numbers without their dashes. */
  readonly pieces: readonly PicturePiece[];
  readonly texts: readonly EngineTexts[];
}

/**
 * Reads the pieces of a page: figures twice, once by the engine and once by the look of the document's own type.
 * @param memory the type of the document so far; it learns
 */
export async function readPieces(
  given: readonly PicturePiece[],
  engine: OcrEngine,
  memory: FigureMemory,
): Promise<ReadPiece[]> {
  return await settlePieces(await readFirst(given, engine), engine, memory);
}

/** All that the engine can be asked about pieces before the pages ahead of theirs are read. */
export async function readFirst(given: readonly PicturePiece[], engine: OcrEngine): Promise<FirstReadings> {
  // A page number is read without its dashes, which look like 一.
  const numbers = given.map(betweenDashes);
  const pieces = given.map((piece, i) => numbers[i] ?? piece);
  const kinds = pieces.map((piece, i) => (numbers[i] ? 'figure' : kindOf(piece)));
  const requests = pieces.map((piece, i) => requestFor(piece, looks[kinds[i] ?? 'line']));
  const first = await engine.read(requests);
  // What looked like a figure and reads as none is read as text, and the other way round.
  const other = await readSome(engine, pieces, (i) => {
    const piece = pieces[i];
    const kind = kinds[i];
    if (!piece || !kind) return null;
    const isSure =
      kind === 'figure'
        ? isFigureText(plainFigure(first[i]?.text ?? '')) && countWide(piece) === 0
        : !mayBeFigure(piece, first[i]?.text ?? '');
    if (isSure) return null;
    return requestFor(piece, looks[kind === 'figure' ? 'line' : 'figure']);
  });
  const texts = pieces.map((_, i) => {
    const [asFigure, asLine] = kinds[i] === 'figure' ? [first[i], other.get(i)] : [other.get(i), first[i]];
    return { kind: kinds[i] ?? 'line', asFigure, asLine };
  });
  return { given, pieces, texts };
}

/** What stands in pieces, once what the pages ahead of theirs look like is known. */
export async function settlePieces(
  { given, pieces, texts }: FirstReadings,
  engine: OcrEngine,
  memory: FigureMemory,
): Promise<ReadPiece[]> {
  const read = await readTexts(pieces, texts, engine, memory);
  return given.map((piece, i): ReadPiece => {
    const { asFigure, asLine } = texts[i] ?? {};
    const own = read.get(i) ?? { text: tidyText(asLine?.text ?? asFigure?.text ?? ''), reading: lineReading };
    return { piece, ...own, text: pieces[i] === piece ? own.text : `— ${own.text} —` };
  });
}

/** No misread figure is longer than this (characters). */
const longestFigure = 20;

/** Whether what was read as text may be a figure misread: it has no hanzi or nothing at all, or stands where one digit has room. */
function mayBeFigure(piece: TextPiece, text: string): boolean {
  if (isSingle(piece) || text === '') return true;
  return !/\p{Script=Han}/u.test(text) && /\d/u.test(text) && text.length <= longestFigure;
}

/** Asks the engine about some of the pieces; by their index. */
async function readSome(
  engine: OcrEngine,
  pieces: readonly unknown[],
  ask: (index: number) => OcrRequest | null,
): Promise<ReadonlyMap<number, OcrReading>> {
  const indices: number[] = [];
  const requests: OcrRequest[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const request = ask(i);
    if (request === null) continue;
    indices.push(i);
    requests.push(request);
  }
  if (requests.length === 0) return new Map();
  const readings = await engine.read(requests);
  return new Map(indices.map((index, i) => [index, readings[i] ?? nothing]));
}

const nothing: OcrReading = { text: '', confidence: 0, symbols: [] };
