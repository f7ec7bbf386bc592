import type { CellMerges, RowEdges } from '../word/edge-grid.ts';

/** What the control words since `\trowd` define of a row. */
export interface RowDefinition {
  /** @returns whether the word belongs to the definition of rows */
  word(name: string, parameter: number | null): boolean;
  /** Null where no cell is defined. */
  edges(): RowEdges | null;
}

/** Cells of a row that are kept; Word has 63 at most, and what has thousands is refused by their count. */
const mostCells = 1001;

export function openRowDefinition(): RowDefinition {
  let left = 0;
  let rights: number[] = [];
  let cells: CellMerges[] = [];
  let isHeader = false;
  let across: CellMerges['across'] = null;
  let down: CellMerges['down'] = null;
  return {
    word(name, parameter) {
      if (name === 'trowd') {
        left = 0;
        rights = [];
        cells = [];
        isHeader = false;
        across = null;
        down = null;
      } else if (name === 'trleft') left = parameter ?? 0;
      else if (name === 'trhdr') isHeader = parameter !== 0;
      else if (name === 'clmgf') across = 'first';
      else if (name === 'clmrg') across = 'rest';
      else if (name === 'clvmgf') down = 'first';
      else if (name === 'clvmrg') down = 'rest';
      else if (name === 'cellx') {
        if (cells.length < mostCells) {
          rights.push(parameter ?? 0);
          cells.push({ across, down });
        }
        across = null;
        down = null;
      } else return false;
      return true;
    },
    edges() {
      const [first] = rights;
      if (first === undefined) return null;
      return { edges: [Math.min(left, first - 1), ...rights], cells, isHeader };
    },
  };
}
