import type { Picture } from '../../../schemas/picture.ts';
import type { OcrEngine, OcrReading } from '../../../schemas/ports.ts';
import type { PictureReading } from '../../../schemas/reading.ts';
import type { TextPiece } from '../pixels/pieces.ts';
import { cutStrip } from './cut-strip.ts';
import type { FigureMemory } from './figure-memory.ts';
import { type FigureStrip, findDigitRows, stripOf } from './figure-strip.ts';
import { isFigureText, plainFigure } from './figure-text.ts';
import { type GlyphSample, samplesOf } from './figure-type.ts';
import { requestFor } from './piece-requests.ts';
import { type SetFigure, setFigure } from './set-figure.ts';
import { weighReadings } from './weigh-readings.ts';

/** What an engine read in a piece as a figure and as text, as far as it was asked. */
export interface EngineTexts {
  readonly asFigure: OcrReading | undefined;
  readonly asLine: OcrReading | undefined;
}

/** Figures whose digits differ in height by no more than this share are of one size. */
const sameHeight = 0.15;
/** The second size in which the engine sees a figure that is in doubt. */
const secondSize = 1.35;

interface Figure {
  readonly index: number;
  readonly texts: string[];
  readonly strip: FigureStrip;
}

/**
 * The figures among the pieces, by index: read by the engine and set anew from the document's type. Where the two
 * differ, the engine reads once more, larger and as text.
 */
export async function readFigures(
  text: Picture,
  pieces: readonly TextPiece[],
  readings: readonly EngineTexts[],
  engine: OcrEngine,
  memory: FigureMemory,
): Promise<ReadonlyMap<number, { readonly text: string; readonly reading: PictureReading }>> {
  const figures = findFigures(text, pieces, readings);
  const samples: GlyphSample[] = [];
  for (const { strip, texts } of figures) {
    const first = texts[0] ?? '';
    const cuts = cutStrip(strip, first);
    if (cuts) samples.push(...samplesOf(strip, first, cuts));
  }
  const type = memory.learn(samples);
  const set = figures.map(({ strip }) => setFigure(strip, type));
  const doubtful = figures.filter(({ texts }, i) => texts.some((read) => read !== set[i]?.text));
  const requests = doubtful.flatMap(({ index }) => {
    const piece = pieces[index];
    if (!piece) return [];
    const larger = requestFor(text, piece, 'figure', secondSize);
    return [larger, requestFor(text, piece, 'line')];
  });
  const again = requests.length > 0 ? await engine.read(requests) : [];
  doubtful.forEach(({ texts }, i) => {
    texts.push(plainFigure(again[2 * i]?.text ?? ''), plainFigure(again[2 * i + 1]?.text ?? ''));
  });
  return new Map(
    figures.map(({ index, texts }, i) => [index, weighReadings(texts, set[i] as SetFigure | null)]),
  );
}

function findFigures(
  text: Picture,
  pieces: readonly TextPiece[],
  readings: readonly EngineTexts[],
): Figure[] {
  const found = pieces.flatMap((piece, index) => {
    const { asFigure, asLine } = readings[index] ?? {};
    const read = plainFigure(asFigure?.text ?? '');
    if (asFigure === undefined || !isFigureText(read)) return [];
    const texts = [read, ...(asLine ? [plainFigure(asLine.text)] : [])];
    return [{ index, texts, box: piece.box, rows: findDigitRows(text, piece.box) }];
  });
  const heights = found.map(({ rows }) => rows[1] - rows[0]).sort((a, b) => a - b);
  return found.map(({ index, texts, box, rows }) => {
    const height = rows[1] - rows[0];
    const alike = heights.filter((other) => Math.abs(other - height) <= sameHeight * height);
    const common = alike[alike.length >> 1] ?? height;
    return { index, texts, strip: stripOf(text, box, [rows[1] - common, rows[1]]) };
  });
}
