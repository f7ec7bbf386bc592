import { parseNumber } from '../../../normalizers/number.ts';
import type { Piece } from './cut-row.ts';

/**
 * Labels over several rows that the page cut: one holds for the rows below the break that have none in its column. Programs
 * also set the label in the middle of all its rows, so that it stands below the break only, or print it on both pages.
 * @param cells the table so far; changed where a label goes on
 * @param own the piece below; what is part of a cell above has no rows left
 */
export function stretchGroups(cells: readonly Piece[], own: readonly Piece[], rows: number): void {
  const first = own.filter((cell) => cell.row === rows).sort((a, b) => a.column - b.column);
  let outer: Piece | null = null;
  // Labels begin at the left: a new one ends all those at its right.
  for (const rest of first) {
    const begun = endsAt(cells, rest, rows);
    const begins = first.some((cell) => cell.column > rest.column && /\p{L}/u.test(cell.text));
    if (begun && begins && isCutGroup(begun, rest, [...cells, ...own], outer)) {
      if (begun.text === '') {
        begun.text = rest.text;
        begun.page = rest.page;
        begun.bbox = rest.bbox;
      }
      begun.rowSpan += rest.rowSpan;
      rest.rowSpan = 0;
      outer = begun;
    } else if (rest.text !== '') return;
  }
}

/** @param outer the cell at the left that goes on over the break, if any: its rows tell how labels stand in them */
function isCutGroup(begun: Piece, rest: Piece, all: readonly Piece[], outer: Piece | null): boolean {
  const [label, other] = begun.text === '' ? [rest.text, begun.text] : [begun.text, rest.text];
  // Blank on both pages: its label may stand on a third.
  if (label === '') return begun.rowSpan > 1 && rest.rowSpan > 1;
  if (parseNumber(label) !== null || (other !== '' && other !== label)) return false;
  const column = all.filter(
    (cell) =>
      cell.column === rest.column &&
      cell.columnSpan === rest.columnSpan &&
      cell.rowSpan > 0 &&
      cell.row >= (outer?.row ?? 0),
  );
  const isMerged = begun.rowSpan > 1 || rest.rowSpan > 1;
  if (other === label) return isMerged;
  if (begun.text !== '' && begun.rowSpan > 1) return true;
  const others = column.filter((cell) => cell !== begun && cell !== rest);
  const over = others.filter((cell) => cell.rowSpan > 1);
  const filled = over.filter((cell) => cell.text !== '').length;
  if (begun.text !== '' && rest.rowSpan > 1) return filled >= over.length - filled;
  // One row on each side, or a label below: where labels hold for several rows and none of them is blank.
  return (
    others.every((cell) => cell.text !== '') &&
    (filled > 0 || outer !== null || (begun.rowSpan > 1 && rest.rowSpan > 1))
  );
}

function endsAt(cells: readonly Piece[], rest: Piece, rows: number): Piece | undefined {
  // It stands near the end of what may be thousands.
  return cells.findLast(
    (cell) =>
      cell.row + cell.rowSpan === rows && cell.column === rest.column && cell.columnSpan === rest.columnSpan,
  );
}

/** A header that the page cut: its cells go on into the blank ones below the break. */
export function stretchHeader(cells: readonly Piece[], own: readonly Piece[], rows: number): void {
  for (const rest of own) {
    if (rest.row !== rows || rest.text !== '' || rest.rowSpan === 0) continue;
    const begun = endsAt(cells, rest, rows);
    if (!begun || begun.text === '') continue;
    begun.rowSpan += rest.rowSpan;
    rest.rowSpan = 0;
  }
}
