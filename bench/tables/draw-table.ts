import type { Family } from './metrics.ts';
import { widthOf, wrap } from './metrics.ts';
import type { Sheet } from './sheet.ts';
import { putBox, putLine, putText } from './sheet.ts';

export interface Column {
  /** Points. */
  readonly width: number;
  readonly align: 'left' | 'right' | 'center';
}

export interface CellSpec {
  readonly text: string;
  readonly column: number;
  readonly span?: number;
  /** Rows it holds for. */
  readonly rows?: number;
  readonly align?: Column['align'];
  /** Points from the column's left. */
  readonly indent?: number;
  readonly bold?: boolean;
  /** A mark set small and raised behind the text. */
  readonly mark?: string;
  /** Printed on its side, bottom to top. */
  readonly turned?: boolean;
  /** A sign set at the column's left, apart from the figure: $. */
  readonly sign?: string;
}

export type RowSpec = readonly CellSpec[];

export interface TableSpec {
  readonly columns: readonly Column[];
  readonly header: readonly RowSpec[];
  readonly body: readonly RowSpec[];
  readonly family: Family;
  readonly size: number;
  /** Distance of baselines within a cell, in font sizes. */
  readonly leading: number;
  /** White space between rows beyond the leading, points. */
  readonly between: number;
  /** White space at the sides of a column, points. */
  readonly gutter: number;
  readonly horizontal: 'none' | 'head' | 'frame' | 'all' | 'pieces' | 'typed';
  /** How header texts stand in their columns; centred if not said. */
  readonly headerAlign?: Column['align'];
  /** Header texts of fewer lines stand at the top of their row. */
  readonly headerTop?: boolean;
  readonly vertical: 'none' | 'inner' | 'all';
  /** A rule under each header that stands over several columns. */
  readonly groupRules?: boolean;
  readonly leaders?: boolean;
  readonly zebra?: boolean;
  readonly shadedHeader?: boolean;
  /** On which line of its row a single line stands. */
  readonly values: 'first' | 'last' | 'middle';
  /** A rule above the last row. */
  readonly totalRule?: boolean;
  /** The last line is drawn above the last row: totals stand below it. */
  readonly openTotal?: boolean;
  /** Body rows below which white space is left. */
  readonly gapsAfter?: readonly number[];
}

export interface TruthCell {
  readonly r0: number;
  readonly c0: number;
  readonly r1: number;
  readonly c1: number;
  readonly text: string;
}

export interface TruthTable {
  readonly page: number;
  readonly cells: readonly TruthCell[];
}

/** Extra white space left between groups of rows, in font sizes. */
const groupGap = 0.7;
const leader = '.';

/**
 * Draws a table with its left top corner at x, y.
 * @returns y of its lower end and its cells
 */
export function drawTable(sheet: Sheet, spec: TableSpec, x: number, y: number) {
  const { columns, family, size, leading, between, gutter } = spec;
  const lefts = columns.map((_, i) => x + columns.slice(0, i).reduce((sum, c) => sum + c.width, 0));
  const right = x + columns.reduce((sum, c) => sum + c.width, 0);
  const boxOf = ({ column, span = 1 }: CellSpec) => {
    const last = column + span - 1;
    return [
      (lefts[column] ?? 0) + gutter,
      (lefts[last] ?? 0) + (columns[last]?.width ?? 0) - gutter,
    ] as const;
  };
  const rows = [...spec.header, ...spec.body];
  const linesOf = (cell: CellSpec): string[] => {
    const [from, to] = boxOf(cell);
    return cell.turned ? [cell.text] : wrap(cell.text, to - from - (cell.indent ?? 0) + 0.01, family, size);
  };
  const heights = rows.map((row, r) => {
    const single = row.filter((cell) => (cell.rows ?? 1) === 1);
    const lines = Math.max(1, ...single.map((cell) => linesOf(cell).length));
    const turned = Math.max(0, ...row.filter((c) => c.turned).map((c) => widthOf(c.text, family, size) + 6));
    const gap = spec.gapsAfter?.includes(r - spec.header.length) ? groupGap * size : 0;
    return Math.max(lines * leading * size + between, turned) + gap;
  });
  const tops = heights.map((_, r) => y + heights.slice(0, r).reduce((a, b) => a + b, 0));
  const bottom = y + heights.reduce((a, b) => a + b, 0);
  const headEnd = tops[spec.header.length] ?? y;
  if (spec.shadedHeader) putBox(sheet, x, y, right, headEnd, 0.8);
  const cells: TruthCell[] = [];
  rows.forEach((row, r) => {
    const isHeader = r < spec.header.length;
    if (spec.zebra && !isHeader && (r - spec.header.length) % 2 === 0)
      putBox(sheet, x, tops[r] ?? 0, right, (tops[r] ?? 0) + (heights[r] ?? 0), 0.9);
    for (const cell of row) {
      const span = cell.rows ?? 1;
      const low = (tops[r + span - 1] ?? 0) + (heights[r + span - 1] ?? 0);
      placeCell(cell, r, tops[r] ?? 0, low, isHeader);
      const text = `${cell.sign ?? ''}${cell.text}${cell.mark ?? ''}`;
      cells.push({ r0: r, r1: r + span - 1, c0: cell.column, c1: cell.column + (cell.span ?? 1) - 1, text });
    }
  });
  drawLines();
  return { bottom, right, cells };

  function placeCell(cell: CellSpec, r: number, top: number, low: number, isHeader: boolean): void {
    const [from, to] = boxOf(cell);
    const lines = linesOf(cell);
    const step = leading * size;
    const high = low - top - between;
    const free = high - lines.length * step;
    const inHeader = spec.headerTop ? 'first' : spec.vertical === 'all' ? 'middle' : 'last';
    const at = isHeader ? inHeader : spec.values;
    const shift = cell.column === 0 && !isHeader ? 0 : at === 'last' ? free : at === 'middle' ? free / 2 : 0;
    const gap = spec.gapsAfter?.includes(r - spec.header.length) ? groupGap * size : 0;
    const align =
      cell.align ??
      (isHeader
        ? cell.span
          ? 'center'
          : (spec.headerAlign ?? 'center')
        : (columns[cell.column]?.align ?? 'left'));
    const style = { family, size, ...(cell.bold ? { bold: true } : {}) };
    if (cell.turned) {
      putText(sheet, cell.text, (from + to) / 2 + size * 0.3, low - 3, { ...style, turn: 90 });
      return;
    }
    lines.forEach((line, i) => {
      const base = top + between / 2 + Math.max(0, shift - (at === 'last' ? gap : 0)) + (i + 0.8) * step;
      const start = align === 'left' ? from + (cell.indent ?? 0) : align === 'right' ? to : (from + to) / 2;
      putText(sheet, line, start, base, { ...style, align });
      const width = widthOf(line, family, size);
      const end = align === 'left' ? start + width : align === 'right' ? to : start + width / 2;
      const isLast = i === lines.length - 1;
      if (isLast && cell.mark)
        putText(sheet, cell.mark, end + 0.3, base - size * 0.35, { family, size: size * 0.6 });
      if (isLast && cell.sign) putText(sheet, cell.sign, from, base, style);
      const isStub = cell.column === 0 && !isHeader && !cell.span && row(r).length > 1;
      if (spec.leaders && isStub && isLast) {
        const room = to - end - 4;
        const dots = leader.repeat(Math.max(0, Math.floor(room / widthOf(leader, family, size))));
        if (dots.length > 2) putText(sheet, dots, to, base, { family, size, align: 'right' });
      }
    });
  }

  function row(r: number): RowSpec {
    return rows[r] ?? [];
  }

  function drawLines(): void {
    const { horizontal, vertical } = spec;
    if (horizontal === 'head' || horizontal === 'frame' || horizontal === 'all')
      for (const at of [y, headEnd, spec.openTotal ? (tops.at(-1) ?? bottom) : bottom])
        putLine(sheet, x, at, right, at, horizontal === 'head' ? 0.8 : 0.5);
    // Lines typed as hyphens, as line printers did.
    if (horizontal === 'typed')
      for (const at of [y, headEnd, bottom]) {
        const hyphens = Math.floor((right - x) / widthOf('-', family, size));
        putText(sheet, '-'.repeat(hyphens), x, at + 0.3 * size, { family, size });
      }
    // A line under the header of each column, open between columns, and one below the table.
    if (horizontal === 'pieces')
      for (const at of [headEnd, bottom])
        for (let c = 0; c < columns.length; c++)
          putLine(sheet, (lefts[c] ?? 0) + 2, at, (lefts[c] ?? 0) + (columns[c]?.width ?? 0) - 2, at);
    if (horizontal === 'all')
      rows.forEach((_, r) => {
        for (let c = 0; c < columns.length; c++) {
          const crossed = rows.some((above, a) =>
            above.some(
              (cell) =>
                a < r && a + (cell.rows ?? 1) > r && c >= cell.column && c < cell.column + (cell.span ?? 1),
            ),
          );
          if (!crossed && r > 0)
            putLine(
              sheet,
              lefts[c] ?? 0,
              tops[r] ?? 0,
              (lefts[c] ?? 0) + (columns[c]?.width ?? 0),
              tops[r] ?? 0,
            );
        }
      });
    if (spec.totalRule) putLine(sheet, x, tops.at(-1) ?? 0, right, tops.at(-1) ?? 0);
    if (spec.groupRules)
      spec.header.forEach((cells, r) => {
        for (const cell of cells)
          if ((cell.span ?? 1) > 1 && r < spec.header.length - 1) {
            const [from, to] = boxOf(cell);
            putLine(sheet, from, tops[r + 1] ?? 0, to, tops[r + 1] ?? 0);
          }
      });
    if (vertical === 'none') return;
    for (let c = 0; c <= columns.length; c++) {
      if (vertical === 'inner' && (c === 0 || c === columns.length)) continue;
      const at = lefts[c] ?? right;
      rows.forEach((cells, r) => {
        const over = cells.some((cell) => c > cell.column && c < cell.column + (cell.span ?? 1));
        if (!over) putLine(sheet, at, tops[r] ?? 0, at, (tops[r] ?? 0) + (heights[r] ?? 0));
      });
    }
  }
}
