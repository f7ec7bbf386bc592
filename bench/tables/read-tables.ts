import { reader } from '../../extractors/formats/pdf.ts';
import { reconstruct } from '../../extractors/reconstruct.ts';
import type { ScoredTable } from './score.ts';

/** The tables of a PDF as the program finds them. */
export async function readTables(pdf: Uint8Array): Promise<ScoredTable[]> {
  const source = await reader.read(pdf, {} as Parameters<typeof reader.read>[1]);
  return reconstruct(source).tables.map((table) => ({
    pages: table.pages,
    cells: table.cells.map((cell) => ({
      r0: cell.row,
      c0: cell.column,
      r1: cell.row + cell.rowSpan - 1,
      c1: cell.column + cell.columnSpan - 1,
      text: cell.text,
    })),
  }));
}
