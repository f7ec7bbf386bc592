import type { EmbeddedPicture } from '../../schemas/document.ts';
import { PipelineError } from '../../schemas/error.ts';
import { pictureMark } from '../layout/picture-mark.ts';
import type { SheetCell } from './sheet.ts';

/** Cells with something in them that a workbook may have: what is made of more does not fit the memory of a worker. */
const maxCells = 1_000_000;
/** Characters that they may show together: one stored text may stand in any number of cells. */
const maxCharacters = 100_000_000;

/** Collects the cells of a workbook's sheets under its limits. */
export interface CellCollector {
  /**
   * @param text what the cell shows; a cell that shows nothing is none
   * @throws PipelineError `content-limit`
   */
  add(row: number, column: number, text: string, picture?: EmbeddedPicture): void;
  /** The cells since it was last asked, row-major, the last one given where several had one place. */
  take(): readonly SheetCell[];
}

export function openCollector(): CellCollector {
  let count = 0;
  let characters = 0;
  let cells: SheetCell[] = [];
  let isOrdered = true;
  return {
    add(row, column, text, picture) {
      if (text.trim() === '' && picture === undefined) return;
      count++;
      characters += text.length;
      checkCount(count);
      if (characters > maxCharacters) throw tooMuch(`more than ${maxCharacters} characters`);
      const last = cells.at(-1);
      if (last && (last.row > row || (last.row === row && last.column >= column))) isOrdered = false;
      cells.push(
        picture === undefined
          ? { row, column, text }
          : { row, column, text: pictureMark, pictures: [picture] },
      );
    },
    take() {
      const taken = isOrdered ? cells : ordered(cells);
      cells = [];
      isOrdered = true;
      return taken;
    },
  };
}

/** @throws PipelineError `content-limit` where a workbook has more cells than may be */
export function checkCount(cells: number): void {
  if (cells > maxCells) throw tooMuch(`more than ${maxCells} cells`);
}

function ordered(cells: readonly SheetCell[]): SheetCell[] {
  // Sorting keeps the order of those at one place.
  const sorted = [...cells].sort((a, b) => a.row - b.row || a.column - b.column);
  return sorted.filter((cell, i) => {
    const next = sorted[i + 1];
    return next === undefined || next.row !== cell.row || next.column !== cell.column;
  });
}

function tooMuch(what: string): PipelineError {
  return new PipelineError('content-limit', 'read', `The workbook has ${what}.`, {
    hint: 'Split it, or save the sheets that matter as a workbook of their own.',
  });
}
