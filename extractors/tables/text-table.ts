import type { Cell, Table } from '../../schemas/table.ts';
import { joinLocations } from '../layout/flow.ts';
import { cutPersonalData } from '../layout/personal-data.ts';
import { pictureMark } from '../layout/picture-mark.ts';
import { columnRoles, countHeaderRows, findHeaderSpans, isInnerHeader } from './structure.ts';
import type { TextGrid } from './text-grid.ts';

/** A table's own part: what stands beside it is added by reconstruct. */
export type BareTable = Pick<Table, 'pages' | 'headerRows' | 'rows' | 'columns' | 'cells' | 'location'>;

/** A grid of a text carrier → a table with header, spans and roles; and how much personal data was cut from it. */
export function toTextTable(grid: TextGrid): { readonly table: BareTable; readonly cut: number } {
  const texts = grid.rows.map((row) => [...row.cells]);
  const headerRows =
    grid.declaredHeader > 0 ? Math.max(grid.declaredHeader, countHeaderRows(texts)) : countHeaderRows(texts);
  const header = texts.slice(0, headerRows);
  const body = texts.slice(headerRows);
  const roles = columnRoles(header, body);
  let cut = 0;
  const cellAt = (row: number, column: number, rowSpan: number, columnSpan: number): Cell => {
    const source = grid.rows[row];
    const raw = source?.cells[column] ?? '';
    const isPicture = raw.includes(pictureMark);
    const plain = cutPersonalData(raw.replaceAll(pictureMark, '').trim());
    cut += plain.cut;
    const isHeader = row < headerRows || isInnerHeader(texts[row] ?? []);
    const flags: Cell['flags'][number][] = [];
    if (isPicture) flags.push('image-cell');
    if (source?.shifted && raw !== '') flags.push('shifted');
    return {
      row,
      column,
      rowSpan,
      columnSpan,
      text: plain.text,
      page: source?.page ?? 1,
      bbox: null,
      location: source?.location ?? '',
      confidence: 1,
      flags,
      role: isHeader ? 'header' : (roles[column] ?? 'value'),
    };
  };
  const cells = [
    ...findHeaderSpans(header).map((at) => cellAt(at.row, at.column, at.rowSpan, at.columnSpan)),
    ...body.flatMap((row, r) => row.map((_, column) => cellAt(headerRows + r, column, 1, 1))),
  ].sort((a, b) => a.row - b.row || a.column - b.column);
  const first = grid.rows[0];
  const last = grid.rows.at(-1);
  return {
    table: {
      pages: [...new Set(grid.rows.map((row) => row.page))],
      headerRows,
      rows: grid.rows.length,
      columns: grid.columns,
      cells,
      location: joinLocations(first?.location ?? '', last?.location ?? ''),
    },
    cut,
  };
}
