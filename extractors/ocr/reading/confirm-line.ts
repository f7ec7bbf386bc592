import type { OcrEngine, OcrReading } from '../../../schemas/ports.ts';
import { plainFigure } from './figure-text.ts';
import type { FigureType } from './figure-type.ts';
import { countFigures, type LineFigure } from './line-figures.ts';
import { looks, requestFor } from './piece-requests.ts';
import { lineReading, noReading, type ReadText, tidyText } from './read-text.ts';
import { setFigure } from './set-figure.ts';
import { weighReadings } from './weigh-readings.ts';

/** How sure a figure in a line is that was read once: the engine for text misreads one in seven at 150 dpi. */
const unconfirmed = 0.8;
const percent = '%';
/** A reading that is taken in place of the line's own must be this sure. */
const surer = 0.9;

/**
 * A line of text with its figures confirmed by the document's type, or read once more by themselves where it differs. A
 * line is as sure as the least sure of its figures.
 * @param figures those that were found on the picture
 */
export async function confirmLine(
  asLine: OcrReading,
  figures: readonly LineFigure[],
  type: FigureType,
  engine: OcrEngine,
): Promise<ReadText> {
  const text = tidyText(asLine.text);
  const count = countFigures(text);
  if (count === 0) return { text, reading: lineReading };
  const set = figures.map(({ strip }) => setFigure(strip, type));
  const doubtful = figures.flatMap((figure, at) => (set[at]?.text === figure.text ? [] : [{ figure, at }]));
  const again =
    doubtful.length === 0
      ? []
      : await engine.read(doubtful.map(({ figure }) => requestFor(figure.piece, looks.figure)));
  const alone = new Map(doubtful.map(({ at }, i) => [at, plainFigure(again[i]?.text ?? '')]));
  const settled = figures.map((figure, at) => {
    const own = set[at] ?? null;
    const [asFigure, isWhole] = [alone.get(at) ?? figure.text, figure.text.endsWith(percent)];
    // The sign is wide, no digit, and often not among the glyphs that were found: the line alone tells of it.
    const isBare = isWhole && !asFigure.endsWith(percent) && !own?.text.endsWith(percent);
    const asLine = isBare ? figure.text.slice(0, -percent.length) : figure.text;
    const weighed = weighReadings({ asFigure, asLine, set: own });
    if (weighed === null) return { text: figure.text, reading: noReading };
    if (weighed.text !== asLine && weighed.reading.confidence < surer)
      return { text: figure.text, reading: { confidence: 1 - weighed.reading.confidence, candidates: [] } };
    return isBare ? { ...weighed, text: weighed.text + percent } : weighed;
  });
  let confidence = figures.length < count ? unconfirmed : 1;
  for (const { reading } of settled) confidence = Math.min(confidence, reading.confidence);
  return { text: replaceFigures(asLine.text, figures, settled), reading: { confidence, candidates: [] } };
}

/** The text of a line with its figures as they were settled. */
function replaceFigures(
  line: string,
  figures: readonly LineFigure[],
  settled: readonly { readonly text: string }[],
): string {
  // Places in the text without white → in the text.
  const places = [...line].flatMap((character, at) => (/\s/u.test(character) ? [] : [at]));
  const characters = [...line];
  figures.forEach(({ at, text }, i) => {
    const other = settled[i]?.text ?? text;
    if (other === text) return;
    const [from, to] = [places[at] ?? 0, places[at + text.length - 1] ?? 0];
    if (
      characters
        .slice(from, to + 1)
        .join('')
        .replace(/\s/gu, '') !== text
    )
      return;
    characters.fill('', from, to + 1);
    characters[from] = other;
  });
  return tidyText(characters.join(''));
}
