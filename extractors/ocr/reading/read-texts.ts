import type { OcrEngine, OcrReading, OcrRequest } from '../../../schemas/ports.ts';
import type { TextPiece } from '../pixels/pieces.ts';
import { confirmLine } from './confirm-line.ts';
import { cutStrip } from './cut-strip.ts';
import type { FigureMemory } from './figure-memory.ts';
import { type FigureStrip, findDigitRows, stripOf } from './figure-strip.ts';
import { isFigureText, plainFigure } from './figure-text.ts';
import { type GlyphSample, samplesOf } from './figure-type.ts';
import { findLineFigures } from './line-figures.ts';
import { countWide } from './piece-kind.ts';
import { looks, type PicturePiece, requestFor } from './piece-requests.ts';
import { lineReading, noReading, type ReadText, tidyText } from './read-text.ts';
import { pruneType, setFigure } from './set-figure.ts';
import { weighReadings } from './weigh-readings.ts';

/** What an engine read in a piece as a figure and as text, as far as it was asked. */
export interface EngineTexts {
  /** What the piece looked like. */
  readonly kind: OcrRequest['kind'];
  readonly asFigure: OcrReading | undefined;
  readonly asLine: OcrReading | undefined;
}

/** Figures whose digits differ in height by no more than this share are of one size. */
const sameHeight = 0.15;

/** What fits the type worse than this (misfit) is set in no digits. */
const foreign = 2.5;

interface Figure {
  readonly index: number;
  readonly kind: OcrRequest['kind'];
  readonly asFigure: string;
  readonly asLine: OcrReading | undefined;
  readonly strip: FigureStrip;
}

/**
 * What stands in pieces that are figures or lines of text, by index. Figures are read by the engine and set anew from
 * the document's type, those in lines too; where the two differ, the engine reads once more, larger and as text.
 */
export async function readTexts(
  pieces: readonly PicturePiece[],
  readings: readonly EngineTexts[],
  engine: OcrEngine,
  memory: FigureMemory,
): Promise<ReadonlyMap<number, ReadText>> {
  const figures = findFigures(pieces, readings);
  const own = new Set(figures.map(({ index }) => index));
  const lines = readings.flatMap(({ asLine }, index) => {
    const piece = pieces[index];
    if (own.has(index) || !piece || !asLine) return [];
    return [{ index, asLine, figures: findLineFigures(piece, asLine) }];
  });
  const type = pruneType(
    memory.learn([
      ...figures.flatMap(({ strip, asFigure, kind }) => (kind === 'figure' ? glyphsOf(strip, asFigure) : [])),
      ...lines.flatMap((line) => line.figures.flatMap((figure) => glyphsOf(figure.strip, figure.text))),
    ]),
  );
  const set = figures.map(({ strip }) => setFigure(strip, type));
  const doubtful = figures.flatMap(({ index, asFigure, asLine }, at) => {
    const piece = pieces[index];
    const own = set[at]?.text;
    // An engine that may see only digits sees some in a hanzi too, and the type learns from it.
    const fits = (set[at]?.misfit ?? 0) <= foreign;
    const isSure = fits && asFigure === own && (asLine === undefined || plainFigure(asLine.text) === own);
    return piece && !isSure ? [{ at, piece }] : [];
  });
  const again =
    doubtful.length === 0
      ? []
      : await engine.read(
          doubtful.flatMap(({ piece }) => [requestFor(piece, looks.again), requestFor(piece, looks.line)]),
        );
  const more = new Map(doubtful.map(({ at }, i) => [at, [again[2 * i], again[2 * i + 1]]]));
  const readLines = await Promise.all(
    lines.map(
      async ({ index, asLine, figures: inLine }): Promise<[number, ReadText]> => [
        index,
        await confirmLine(asLine, inLine, type, engine),
      ],
    ),
  );
  return new Map([
    ...readLines,
    ...figures.map(({ index, asFigure, ...own }, at): [number, ReadText] => {
      const [larger, asLine = own.asLine] = more.get(at) ?? [];
      const inType = set[at] ?? null;
      const isAmong = isFigureText(asFigure) || isFigureText(plainFigure(larger?.text ?? ''));
      const fits = inType !== null && inType.misfit <= foreign;
      if (asLine && !fits && isText(asLine.text, isAmong && own.kind === 'figure'))
        return [index, { text: tidyText(asLine.text), reading: lineReading }];
      const weighed = weighReadings({
        asFigure,
        ...(larger ? { larger: plainFigure(larger.text) } : {}),
        ...(asLine ? { asLine: plainFigure(asLine.text) } : {}),
        set: inType,
      });
      return [index, weighed ?? { text: tidyText(asLine?.text ?? asFigure), reading: noReading }];
    }),
  ]);
}

/** The characters of a figure that was read, to learn from. */
function glyphsOf(strip: FigureStrip, read: string): GlyphSample[] {
  // One character alone may be a hanzi that the engine took for a digit, again and again.
  const cuts = read.length > 1 && isFigureText(read) ? cutStrip(strip, read) : null;
  return cuts ? samplesOf(strip, read, cuts) : [];
}

/** Whether a piece that looks like a figure goes on in hanzi (2021年度): read as text it has as many as it has wide glyphs. */
function endsInHanzi(piece: TextPiece, figure: string, line: string): boolean {
  const hanzi = line.match(/\p{Script=Han}/gu)?.length ?? 0;
  const wideGlyphs = countWide(piece);
  if (hanzi === 0 || wideGlyphs === 0 || Math.abs(hanzi - wideGlyphs) > 1) return false;
  const digits = /^\d*/u.exec(plainFigure(line))?.[0] ?? '';
  return digits === '' ? !isFigureText(figure) : figure.startsWith(digits);
}

/** Whether there are words in a text; beside a figure, which may have one digit misread as a hanzi, more than that. */
function isText(text: string, isFigureToo: boolean): boolean {
  return isFigureToo ? (text.match(/\p{L}/gu)?.length ?? 0) > 1 : /\p{L}/u.test(text);
}

function findFigures(pieces: readonly PicturePiece[], readings: readonly EngineTexts[]): Figure[] {
  const found = pieces.flatMap((piece, index) => {
    const { kind = 'line', asFigure, asLine } = readings[index] ?? {};
    if (asFigure === undefined) return [];
    const read = plainFigure(asFigure.text);
    if (asLine && endsInHanzi(piece, read, asLine.text)) return [];
    return [{ index, kind, asFigure: read, asLine, piece, rows: findDigitRows(piece.picture, piece.box) }];
  });
  const heights = found.map(({ rows }) => rows[1] - rows[0]).sort((a, b) => a - b);
  return found.map(({ piece, rows, ...own }) => {
    const height = rows[1] - rows[0];
    const alike = heights.filter((other) => Math.abs(other - height) <= sameHeight * height);
    const common = alike[alike.length >> 1] ?? height;
    return { ...own, strip: stripOf(piece.picture, piece.box, [rows[1] - common, rows[1]]) };
  });
}
