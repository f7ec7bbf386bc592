import { reader } from '../../extractors/formats/text.ts';
import { recognise } from '../../extractors/recognise.ts';
import { reconstruct } from '../../extractors/reconstruct.ts';
import type { Reconstruction } from '../../schemas/document.ts';
import type { Limits } from '../../schemas/ports.ts';
import type { Table } from '../../schemas/table.ts';

export const limits: Limits = { maxBytes: 10_000_000, maxLineLength: 1_000_000, maxMilliseconds: 60_000 };

/** Text → blocks and tables, the way a document goes. */
export async function readText(text: string): Promise<Reconstruction> {
  const bytes = new TextEncoder().encode(text);
  return reconstruct(recognise(await reader.read(bytes, { name: 'a.txt', limits })));
}

/** Blocks as `kind text`, one a line. */
export async function blocksOf(...lines: string[]): Promise<string[]> {
  const { blocks } = await readText(lines.join('\n'));
  return blocks.map(({ kind, text }) => `${kind} ${text}`.trim());
}

/** The one table of the lines. */
export async function tableOf(...lines: string[]): Promise<Table> {
  const { tables } = await readText(lines.join('\n'));
  if (tables.length !== 1) throw new Error(`${tables.length} tables`);
  return tables[0]!;
}

/** Texts of a table, row by row; a covered square shows `<` or `^` for the cell at its left or above. */
export function squaresOf(table: Table): string[][] {
  const squares = Array.from({ length: table.rows }, () => Array.from({ length: table.columns }, () => '?'));
  for (const cell of table.cells)
    for (let r = cell.row; r < cell.row + cell.rowSpan; r++)
      for (let c = cell.column; c < cell.column + cell.columnSpan; c++) {
        if (squares[r]?.[c] !== '?') throw new Error(`square ${r},${c} is covered twice or lies outside`);
        squares[r]![c] = r === cell.row && c === cell.column ? cell.text : r > cell.row ? '^' : '<';
      }
  return squares;
}
