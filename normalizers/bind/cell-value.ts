import type { Flag, State } from '../../schemas/field.ts';
import type { Candidate } from '../../schemas/reading.ts';
import type { Cell } from '../../schemas/table.ts';
import { isDash, isRunTogether, parseNumber } from '../number.ts';
import { type PictureFigure, readPictureFigure } from '../picture-number.ts';

/** What a value cell says. */
export interface CellValue {
  readonly state: State;
  readonly value: string | null;
  readonly qualifier: string;
  /** Unit printed in the cell itself, '' for none. */
  readonly unit: string;
  readonly flags: readonly Flag[];
  /** How sure the reading is, where a figure was made of a text that is none as it stands; else the cell's own. */
  readonly reading?: number;
}

/** A figure made of what was no figure is never surer than this before the accounts confirm it. */
const mostOfGuess = 0.8;

/**
 * Reads a value cell: a figure, a blank (a lone dash is one), or words.
 * @param wantsNumber the form has a figure here: words are flagged `unexpected-text`
 * @param blankMeansZero the document says that blank cells are zero
 */
export function readCell(cell: Cell, wantsNumber: boolean, blankMeansZero: boolean): CellValue {
  const text = cell.text.trim();
  const nothing = { value: null, qualifier: '', unit: '' };
  if (text === '' || isDash(text)) {
    if (blankMeansZero && text === '' && wantsNumber)
      return { state: 'number', value: '0', qualifier: '', unit: '', flags: [...cell.flags, 'blank-zero'] };
    return { state: 'blank', ...nothing, flags: cell.flags };
  }
  const parsed = isRunTogether(text) ? null : parseNumber(text);
  if (parsed)
    return {
      state: 'number',
      value: parsed.value,
      qualifier: parsed.qualifier,
      unit: parsed.unit,
      flags: cell.flags,
    };
  const guess = wantsNumber && cell.candidates !== undefined ? likeliestFigure(text, cell.candidates) : null;
  if (guess !== null) {
    const { value, qualifier, unit, cost } = guess;
    return {
      state: 'number',
      value,
      qualifier,
      unit,
      flags: cell.flags,
      reading: mostOfGuess * Math.exp(-cost),
    };
  }
  return { state: 'text', ...nothing, flags: wantsNumber ? [...cell.flags, 'unexpected-text'] : cell.flags };
}

/** The likeliest figure that a text read from a picture, or another reading of that picture, may stand for; null for none. */
function likeliestFigure(text: string, candidates: readonly Candidate[]): PictureFigure | null {
  const figures = [
    ...readPictureFigure(text),
    ...candidates.flatMap((candidate) =>
      readPictureFigure(candidate.text).map((figure) => ({ ...figure, cost: figure.cost + candidate.cost })),
    ),
  ];
  return figures.reduce<PictureFigure | null>(
    (best, figure) => (best === null || figure.cost < best.cost ? figure : best),
    null,
  );
}
