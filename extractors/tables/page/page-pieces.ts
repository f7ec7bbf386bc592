import type { Word } from '../../../schemas/document.ts';
import { isFigurePiece } from '../text/aligned-columns.ts';
import type { PlacedText } from '../text/text-rows.ts';
import type { WordLine } from './grid.ts';

/** Words nearer than this share of the font size are one text; columns stand further apart … */
const sameText = 0.75;
/** … those of a header, whose texts fill their columns, not always so far. */
const sameName = 0.48;
/** A figure and a text further apart than this share of the font size (a space is a quarter) stand in two columns. */
const apart = 0.35;
/** Characters of one name set apart for looks stand at most this many font sizes apart. */
const maxSpread = 4;
/** Names of two characters that offices set apart. */
const spreadNames = /^(?:合计|总计|小计|项目|收入|支出|金额|行次|栏次|总分)$/u;
/** A text of a line with the words that make it, its place in half font sizes: as wide as a Latin letter. */
export interface Piece extends PlacedText {
  readonly words: readonly Word[];
}

/** Half of the usual font size, points. */
export function unitOf(words: readonly Word[]): number {
  const sizes = words.map((word) => word.size).sort((a, b) => a - b);
  return Math.max(1, (sizes[sizes.length >> 1] ?? 10) / 2);
}

/** Words of a line that stand together. */
export function piecesOf(line: WordLine, unit: number, isHeader = false): Piece[] {
  const pieces: Piece[] = [];
  for (const word of line.words) {
    const last = pieces.at(-1);
    const gap = word.bbox[0] - (last?.words.at(-1)?.bbox[2] ?? 0);
    const isFigureBeside =
      last !== undefined && (isFigurePiece(last.text) || isFigurePiece(word.text)) && gap > apart * word.size;
    const isOne =
      last !== undefined &&
      !isFigureBeside &&
      (gap <= (isHeader ? sameName : sameText) * word.size ||
        (gap <= maxSpread * word.size && spreadNames.test(last.text + word.text)));
    if (last && isOne) pieces[pieces.length - 1] = toPiece([...last.words, word], unit);
    else pieces.push(toPiece([word], unit));
  }
  return pieces;
}

/** Words of a line as one piece. */
export function toPiece(words: readonly Word[], unit: number): Piece {
  const texts = words.map((word) => word.text);
  const isSpread = spreadNames.test(texts.join(''));
  return {
    from: (words[0]?.bbox[0] ?? 0) / unit,
    to: (words.at(-1)?.bbox[2] ?? 0) / unit,
    text: texts.join(isSpread ? '' : ' '),
    words,
  };
}
