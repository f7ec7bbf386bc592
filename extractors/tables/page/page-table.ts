import type { Cell } from '../../../schemas/table.ts';
import { joinLocations } from '../../layout/flow.ts';
import { cutPersonalData } from '../../layout/personal-data.ts';
import { pictureMark } from '../../layout/picture-mark.ts';
import { columnRoles, isInnerHeader } from '../structure.ts';
import type { BareTable } from '../text-table.ts';
import { joinPieces, type PlacedGrid } from './pieces.ts';

const pictured: Cell['flags'] = ['image-cell'];
const unmarked: Cell['flags'] = [];

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
  // One string a page and one list of flags for all its cells: a long report has a hundred thousand of them.
  const locations = new Map(pieces.map(({ page }) => [page, `p${page}`]));
  const cells = joined.map(({ row, column, rowSpan, columnSpan, page, bbox, text, reading }): Cell => {
    const plain = cutPersonalData(text.replaceAll(pictureMark, '').trim());
    cut += plain.cut;
    const isHeader = row < headerRows || inner[row] === true;
    return {
      row,
      column,
      rowSpan,
      columnSpan,
      text: plain.text,
      page,
      bbox,
      location: locations.get(page) ?? `p${page}`,
      confidence: reading?.confidence ?? 1,
      flags: text.includes(pictureMark) || reading?.inPicture ? pictured : unmarked,
      role: isHeader ? 'header' : (roles[column] ?? 'value'),
      ...(reading ? { candidates: reading.candidates } : {}),
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
