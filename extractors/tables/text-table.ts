import type { Cell, CellRole, Table } from '../../schemas/table.ts';
import { joinLocations } from '../layout/flow.ts';
import { announcesPerson, cutPersonalData } from '../layout/personal-data.ts';
import { pictureMark } from '../layout/picture-mark.ts';
import {
  blankRepeats,
  columnRoles,
  countHeaderRows,
  findHeaderSpans,
  findRowGroups,
  isInnerHeader,
  isNameAndValue,
  roleByName,
} from './structure.ts';
import type { TextGrid } from './text/text-grid.ts';

/** A table's own part: what stands beside it is added by reconstruct. */
export type BareTable = Pick<Table, 'pages' | 'headerRows' | 'rows' | 'columns' | 'cells' | 'location'> & {
  /** What its own cells say of it where nothing stands beside it. */
  readonly within: { readonly entityText: string | null; readonly unitText: string | null };
};

/** One list for all cells without flags: most of them. */
const unmarked: Cell['flags'] = [];

/** A grid of a text carrier → a table with header, spans and roles; and how much personal data was cut from it. */
export function toTextTable(grid: TextGrid): { readonly table: BareTable; readonly cut: number } {
  const raw = grid.rows.map((row) => row.cells.map((cell) => cell.replaceAll(pictureMark, '').trim()));
  const counted = countHeaderRows(raw);
  // Markdown must call its first row a header, though that may only name the table.
  const headerRows = counted === 0 ? 0 : Math.max(grid.declaredHeader, counted);
  const header = blankRepeats(raw.slice(0, headerRows));
  const body = raw.slice(headerRows);
  const people = cutPeople([...header, ...body]);
  const { texts } = people;
  const inner = texts.map((row, r) => r >= headerRows && isInnerHeader(row));
  const roleAt = rolesOf(texts, headerRows, inner);
  const groups = findRowGroups(texts.slice(headerRows), inner.slice(headerRows));
  const cellAt = (row: number, column: number, rowSpan: number, columnSpan: number): Cell => {
    const source = grid.rows[row];
    const flags: Cell['flags'][number][] = [];
    if ((source?.cells[column] ?? '').includes(pictureMark)) flags.push('image-cell');
    if (source?.shifted && (source.cells[column] ?? '') !== '') flags.push('shifted');
    return {
      row,
      column,
      rowSpan,
      columnSpan,
      text: texts[row]?.[column] ?? '',
      page: source?.page ?? 1,
      bbox: null,
      location: source?.location ?? '',
      confidence: 1,
      flags: flags.length === 0 ? unmarked : flags,
      role: roleAt(row, column),
    };
  };
  const filled = Array.from({ length: grid.columns }, (_, c) => body.some((row) => (row[c] ?? '') !== ''));
  const cells = [
    ...findHeaderSpans(header, filled).map((at) => cellAt(at.row, at.column, at.rowSpan, at.columnSpan)),
    ...placeBody(body, groups).map((at) => cellAt(headerRows + at.row, at.column, at.rowSpan, 1)),
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
      within: readWithin(texts, headerRows, inner),
    },
    cut: people.cut,
  };
}

/** Texts without personal data: numbers in them, and what stands beside a cell that announces a person. */
function cutPeople(rows: readonly (readonly string[])[]): { texts: string[][]; cut: number } {
  let cut = 0;
  const texts = rows.map((row) => {
    let isName = false;
    return row.map((cell) => {
      if (isName && cell !== '' && !announcesPerson(cell)) {
        isName = false;
        cut++;
        return '[…]';
      }
      isName = announcesPerson(cell) || (isName && cell === '');
      const plain = cutPersonalData(cell);
      cut += plain.cut;
      return plain.text;
    });
  });
  return { texts, cut };
}

function rolesOf(
  texts: readonly (readonly string[])[],
  headerRows: number,
  inner: readonly boolean[],
): (row: number, column: number) => CellRole {
  const columns = columnRoles(texts.slice(0, headerRows), texts.slice(headerRows));
  let section: readonly string[] = [];
  const rows = texts.map((row, r) => {
    if (r < headerRows || inner[r]) {
      if (inner[r]) section = row;
      return row.map((): CellRole => 'header');
    }
    return columns.map((role, c): CellRole => roleByName(section[c] ?? '') ?? role);
  });
  return (row, column) => rows[row]?.[column] ?? 'value';
}

/** Every square of the body by the cell that covers it: those under a label that holds for several rows are left out. */
function placeBody(
  body: readonly (readonly string[])[],
  groups: ReadonlyMap<number, ReadonlyMap<number, number>>,
): { row: number; column: number; rowSpan: number }[] {
  const coveredUntil: number[] = [];
  return body.flatMap((row, r) =>
    row.flatMap((_, column) => {
      if (r < (coveredUntil[column] ?? 0)) return [];
      const rowSpan = groups.get(r)?.get(column) ?? 1;
      coveredUntil[column] = r + rowSpan;
      return [{ row: r, column, rowSpan }];
    }),
  );
}

/** The entity that a row of the table names, and the unit that its headers carry where all that do agree. */
function readWithin(
  texts: readonly (readonly string[])[],
  headerRows: number,
  inner: readonly boolean[],
): BareTable['within'] {
  const named = texts
    .slice(0, 3)
    .find((row) => isNameAndValue(row) && /部门|单位/u.test(row.find((c) => c !== '') ?? ''));
  const units = new Set<string>();
  texts.forEach((row, r) => {
    row.forEach((text, c) => {
      if (r >= headerRows && !inner[r] && c > 0) return;
      const unit = /[（(](?:单位[：:]\s?)?(?:人民币)?[百千]?[万亿]?元[）)]/u.exec(text)?.[0];
      if (unit !== undefined) units.add(unit);
    });
  });
  return {
    entityText: named?.filter((cell) => cell !== '')[1] ?? null,
    unitText: units.size === 1 ? ([...units][0] ?? null) : null,
  };
}
