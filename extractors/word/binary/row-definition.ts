import type { CellMerges, RowEdges } from '../edge-grid.ts';
import { type Sprm, sprm } from './sprms.ts';

/** Bytes of a cell's description in the definition of a row ([MS-DOC] 2.9.312). */
const cellLength = 20;
/** Cells of a row at most ([MS-DOC] 2.9.320: `itcMac` is below 64). */
const mostCells = 64;

/** A row's cells as its properties define and change them, one after the other. */
export interface RowDefinition {
  apply(property: Sprm): void;
  /** Null where no cell is defined. */
  edges(): RowEdges | null;
}

interface Cell {
  across: CellMerges['across'];
  down: CellMerges['down'];
}

export function openRowDefinition(): RowDefinition {
  let edges: number[] = [];
  let cells: Cell[] = [];
  let isHeader = false;
  let gap = 0;

  const define = ({ view, at, length }: Sprm): void => {
    const count = length > 2 ? view.getUint8(at + 2) : 0;
    const described = at + 3 + (count + 1) * 2;
    if (count > mostCells || described > at + length) return;
    edges = Array.from({ length: count + 1 }, (_, i) => view.getInt16(at + 3 + i * 2, true));
    cells = Array.from({ length: count }, (_, i): Cell => {
      const place = described + i * cellLength;
      return place + 2 > at + length ? { across: null, down: null } : mergesOf(view.getUint16(place, true));
    });
  };

  /** Cells `first` to `last`, the end exclusive, as far as there are any. */
  const range = ({ view, at }: Sprm): [number, number] => {
    const first = Math.min(view.getUint8(at), cells.length);
    return [first, Math.max(first, Math.min(view.getUint8(at + 1), cells.length))];
  };

  const setWidth = (first: number, last: number, width: number): void => {
    for (let i = first; i < last; i++) {
      const change = (edges[i] ?? 0) + width - (edges[i + 1] ?? 0);
      for (let j = i + 1; j < edges.length; j++) edges[j] = (edges[j] ?? 0) + change;
    }
  };

  const insert = ({ view, at }: Sprm): void => {
    const first = Math.min(view.getUint8(at), cells.length);
    const count = Math.min(view.getUint8(at + 1), mostCells - cells.length);
    const width = view.getInt16(at + 2, true);
    if (edges.length === 0) edges = [0];
    for (let i = 0; i < count; i++) {
      cells.splice(first, 0, { across: null, down: null });
      edges.splice(first + 1, 0, edges[first] ?? 0);
      setWidth(first, first + 1, width);
    }
  };

  const remove = (first: number, last: number): void => {
    setWidth(first, last, 0);
    cells.splice(first, last - first);
    edges.splice(first + 1, last - first);
  };

  const shift = (left: number): void => {
    const change = left - ((edges[0] ?? 0) + gap);
    edges = edges.map((edge) => edge + change);
  };

  return {
    apply(property) {
      const { code, view, at, length } = property;
      if (code === sprm.rowCells) define(property);
      else if (code === sprm.rowHeader) isHeader = view.getUint8(at) !== 0;
      else if (code === sprm.rowGap) gap = view.getInt16(at, true);
      else if (code === sprm.rowLeft) shift(view.getInt16(at, true));
      else if (code === sprm.insertCells) insert(property);
      else if (code === sprm.deleteCells) remove(...range(property));
      else if (code === sprm.cellWidth) setWidth(...range(property), view.getInt16(at + 2, true));
      else if (code === sprm.mergeCells || code === sprm.splitCells) {
        const [first, last] = range(property);
        for (const [i, cell] of cells.slice(first, last).entries())
          cell.across = code === sprm.splitCells ? null : i === 0 ? 'first' : 'rest';
      } else if (code === sprm.mergeDown && length >= 3) {
        const cell = cells[view.getUint8(at + 1)];
        if (cell) cell.down = downOf(view.getUint8(at + 2) & 3);
      }
    },
    edges: () => (cells.length === 0 ? null : { edges, cells, isHeader }),
  };
}

/** The bits of `TCGRF`: across in the lowest two, down in the sixth and seventh. */
function mergesOf(bits: number): Cell {
  const across = (bits & 2) !== 0 ? 'rest' : (bits & 1) !== 0 ? 'first' : null;
  return { across, down: downOf((bits >> 5) & 3) };
}

function downOf(value: number): Cell['down'] {
  return (value & 2) !== 0 ? 'first' : value === 1 ? 'rest' : null;
}
