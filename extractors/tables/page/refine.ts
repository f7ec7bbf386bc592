import type { Word } from '../../../schemas/document.ts';
import { type GridCell, isFigure, linesOf, type PageGrid, textOf } from './grid.ts';
import type { Lattice, LatticeCell } from './lattice.ts';
import { wordFinder } from './lookup.ts';

/** A row is several rows when this share of its lines, or more, is met by a second column. */
const alignedShare = 0.75;
/** Baselines this near (share of the font size) are one row. */
const sameRow = 0.45;

/**
 * A ruled grid filled with the page's words, its missing lines supplied by the text: a cell merged over columns is cut
 * where figures stand under the columns of other rows; a row that holds several aligned lines of figures is several rows.
 */
export function refineLattice(lattice: Lattice, words: readonly Word[]): PageGrid {
  const findWords = wordFinder(words);
  const rows: GridCell[][] = lattice.ys.slice(1).map(() => []);
  for (const cell of lattice.cells)
    for (const part of cutColumns(cell, findWords(cell.bbox), lattice.xs)) rows[part.row]?.push(part);
  const refined: GridCell[] = [];
  let shift = 0;
  for (const [row, own] of rows.entries()) {
    const baselines = stackedRows(own);
    for (const cell of own)
      if (baselines.length < 2) refined.push({ ...cell, row: row + shift });
      else
        baselines.forEach((baseline, i) => {
          const line = cell.words.filter((w) => Math.abs(w.baseline - baseline) <= sameRow * w.size);
          refined.push({ ...cell, row: row + shift + i, words: line, bbox: null });
        });
    shift += Math.max(0, baselines.length - 1);
  }
  return {
    bbox: lattice.bbox,
    rows: lattice.ys.length - 1 + shift,
    columns: lattice.xs.length - 1,
    cells: refined,
    bounds: lattice.xs,
  };
}

function cutColumns(cell: LatticeCell, words: readonly Word[], xs: readonly number[]): GridCell[] {
  const { row, column, rowSpan, columnSpan } = cell;
  const whole: GridCell = { row, column, rowSpan, columnSpan, words, bbox: cell.bbox };
  if (columnSpan < 2 || words.length < 2) return [whole];
  const bounds = xs.slice(column + 1, column + columnSpan);
  if (words.some((w) => bounds.some((x) => w.bbox[0] < x - 0.5 && w.bbox[2] > x + 0.5))) return [whole];
  const groups: Word[][] = Array.from({ length: columnSpan }, () => []);
  for (const word of words) {
    const x = (word.bbox[0] + word.bbox[2]) / 2;
    groups[bounds.filter((bound) => bound < x).length]?.push(word);
  }
  const filled = groups.map(textOf).filter((text) => text !== '');
  const figures = filled.filter(isFigure).length;
  const isTabular =
    filled.length >= 2 &&
    (figures >= Math.max(2, filled.length / 2) || (filled.length === 2 && figures === 1));
  if (!isTabular) return [whole];
  return groups.map((group, i) => ({
    row,
    column: column + i,
    rowSpan,
    columnSpan: 1,
    words: group,
    bbox: [xs[column + i] ?? 0, cell.bbox[1], xs[column + i + 1] ?? 0, cell.bbox[3]],
  }));
}

/** Baselines of the rows that one ruled row holds; fewer than two where it is one row. */
function stackedRows(cells: readonly GridCell[]): number[] {
  if (cells.some((cell) => cell.rowSpan > 1)) return [];
  const lines = cells.map((cell) => linesOf(cell.words));
  const hasFigures = lines.some(
    (l) => l.length >= 2 && l.every(({ words }) => isFigure(words.map((w) => w.text).join(' '))),
  );
  if (!hasFigures) return [];
  const all = linesOf(cells.flatMap((cell) => cell.words));
  const aligned = lines.filter((l) => l.length >= 2 && l.length >= alignedShare * all.length).length;
  return aligned >= 2 ? all.map((line) => line.baseline) : [];
}
