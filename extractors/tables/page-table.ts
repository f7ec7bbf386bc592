import type { Cell } from '../../schemas/table.ts';
import { joinLocations } from '../layout/flow.ts';
import { cutPersonalData } from '../layout/personal-data.ts';
import { joinPieces, type PlacedGrid } from './pieces.ts';
import { columnRoles, isInnerHeader } from './structure.ts';
import type { BareTable } from './text-table.ts';

/** The pieces of one table over pages → the table, header and roles told from all of them; and how much personal data was cut. */
export function toPageTable(pieces: readonly PlacedGrid[]): {
  readonly table: BareTable;
  readonly cut: number;
} {
  const { headerRows, rows, columns, cells: joined } = joinPieces(pieces);
  const texts = Array.from({ length: rows }, () => Array.from({ length: columns }, () => ''));
  for (const { row, column, text } of joined) {
    const line = texts[row];
    if (line) line[column] = text;
  }
  const roles = columnRoles(texts.slice(0, headerRows), texts.slice(headerRows));
  const inner = texts.map(isInnerHeader);
  let cut = 0;
  const cells = joined.map(({ text, ...place }): Cell => {
    const plain = cutPersonalData(text);
    cut += plain.cut;
    const isHeader = place.row < headerRows || inner[place.row] === true;
    return {
      ...place,
      text: plain.text,
      location: `p${place.page}`,
      confidence: 1,
      flags: [],
      role: isHeader ? 'header' : (roles[place.column] ?? 'value'),
    };
  });
  const pages = pieces.map(({ page }) => page);
  return {
    table: {
      pages,
      headerRows,
      rows,
      columns,
      cells,
      location: joinLocations(`p${pages[0]}`, `p${pages.at(-1)}`),
      within: { entityText: null, unitText: null },
    },
    cut,
  };
}
