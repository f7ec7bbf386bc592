import type { OcrEngine, OcrReading, OcrRequest } from '../../../schemas/ports.ts';
import type { PreparedPicture } from '../pixels/prepare.ts';
import type { FigureMemory } from './figure-memory.ts';
import { isFigureText, plainFigure } from './figure-text.ts';
import { readFigures } from './figures.ts';
import { countWide, kindOf } from './piece-kind.ts';
import { requestFor } from './piece-requests.ts';
import type { ReadPiece } from './piece-words.ts';
import { lineReading, tidyText } from './read-text.ts';

/**
 * Reads the pieces of a picture: figures twice, once by the engine and once by the look of the document's own type.
 * @param memory the type of the document so far; it learns
 */
export async function readPieces(
  { text, pieces }: PreparedPicture,
  engine: OcrEngine,
  memory: FigureMemory,
): Promise<ReadPiece[]> {
  const kinds = pieces.map(kindOf);
  const requests = pieces.map((piece, i) => requestFor(text, piece, kinds[i] ?? 'line'));
  const first = await engine.read(requests);
  // What looked like a figure and reads as none is read as text, and the other way round.
  const other = await readSome(engine, pieces, (i) => {
    const piece = pieces[i];
    const kind = kinds[i];
    if (!piece || !kind) return null;
    const isFigure = isFigureText(plainFigure(first[i]?.text ?? ''));
    const isSure = kind === 'figure' ? isFigure && countWide(piece) === 0 : !isFigure;
    if (isSure) return null;
    return requestFor(text, piece, kind === 'figure' ? 'line' : 'figure');
  });
  const texts = pieces.map((_, i) => {
    const [asFigure, asLine] = kinds[i] === 'figure' ? [first[i], other.get(i)] : [other.get(i), first[i]];
    return { kind: kinds[i] ?? 'line', asFigure, asLine };
  });
  const figures = await readFigures(text, pieces, texts, engine, memory);
  return pieces.map((piece, i): ReadPiece => {
    const figure = figures.get(i);
    if (figure) return { piece, ...figure };
    const line = tidyText(texts[i]?.asLine?.text ?? texts[i]?.asFigure?.text ?? '');
    return { piece, text: line, reading: lineReading };
  });
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
