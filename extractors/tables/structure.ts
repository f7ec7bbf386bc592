import { parseNumber } from '../../normalizers/number.ts';
import { stripSpaces } from '../../normalizers/text.ts';
import type { CellRole } from '../../schemas/table.ts';

/** Where a cell stands in its grid. */
export interface Placed {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
}

/** A row within a table's body that is a header again has at least this many texts. */
const minHeaderTexts = 3;
/** … none of them longer than this (characters). */
const maxHeaderText = 14;
/** A table's header is at most this many rows; what looks longer is a table of texts. */
const maxHeaderRows = 6;

/** The row that numbers the columns: 栏次 1 2 3 …, or the bare numbers. */
export function isColumnNumbers(cells: readonly string[]): boolean {
  const filled = cells.map(stripSpaces).filter((cell) => cell !== '');
  const figures = filled.filter((cell) => /^\d{1,2}$|^[（(]?\d{1,2}[）)]?(?:=.*)?$/u.test(cell));
  const isCounting = figures.every((cell, i) => i === 0 || Number.parseInt(cell.replace(/\D/gu, ''), 10) > 0);
  if (filled.some((cell) => /^栏\s*次$/u.test(cell))) return true;
  return (
    figures.length >= 2 &&
    figures.length === filled.length &&
    isCounting &&
    figures.every(
      (cell, i) => cell.replace(/\D/gu, '') === String(i + Number(figures[0]?.replace(/\D/gu, ''))),
    )
  );
}

/**
 * How many leading rows are header: up to and with a row that numbers the columns, else up to the first row with a
 * figure (years and column names with digits are none).
 * @param rows texts of the grid, every row equally long
 */
export function countHeaderRows(rows: readonly (readonly string[])[]): number {
  const numbered = rows.slice(0, maxHeaderRows + 1).findIndex(isColumnNumbers);
  if (numbered >= 0) return numbered + 1;
  const firstFigures = rows.findIndex((row) => row.some((cell) => isFigure(cell)));
  if (firstFigures < 0 || firstFigures > maxHeaderRows) return Math.min(1, rows.length - 1);
  // A label row without figures just above the first figures (合计 of an empty line) belongs to the body.
  return firstFigures;
}

function isFigure(cell: string): boolean {
  const parsed = parseNumber(cell);
  return parsed !== null && !/^(?:19|20)\d{2}(?:年度?)?$/u.test(stripSpaces(cell));
}

/**
 * Spans of header cells, which text carriers lose: an empty cell continues the cell above it in its column; else, where
 * a row below has a text in its column, the cell to its left.
 * @returns for every header cell that holds a text (or stays empty) its span; covered positions are not listed
 */
export function findHeaderSpans(header: readonly (readonly string[])[]): Placed[] {
  const columns = header[0]?.length ?? 0;
  const owner = header.map((row) => row.map(() => -1));
  const cells: { row: number; column: number; rowSpan: number; columnSpan: number; text: string }[] = [];
  header.forEach((row, r) => {
    const isNumbers = isColumnNumbers(row);
    for (let c = 0; c < columns; c++) {
      if ((owner[r]?.[c] ?? -1) >= 0) continue;
      const text = row[c] ?? '';
      const above = r > 0 ? (owner[r - 1]?.[c] ?? -1) : -1;
      const aboveCell = cells[above];
      const continues =
        text === '' &&
        !isNumbers &&
        aboveCell !== undefined &&
        aboveCell.text !== '' &&
        aboveCell.columnSpan === 1;
      if (continues && aboveCell.column === c) {
        aboveCell.rowSpan++;
        setOwner(owner, r, c, above);
        continue;
      }
      const index = cells.length;
      const columnSpan = text === '' || isNumbers ? 1 : spanRight(header, owner, r, c);
      cells.push({ row: r, column: c, rowSpan: 1, columnSpan, text });
      for (let k = c; k < c + columnSpan; k++) setOwner(owner, r, k, index);
    }
  });
  return cells.map(({ row, column, rowSpan, columnSpan }) => ({ row, column, rowSpan, columnSpan }));
}

function spanRight(
  header: readonly (readonly string[])[],
  owner: readonly (readonly number[])[],
  row: number,
  column: number,
): number {
  const cells = header[row] ?? [];
  let span = 1;
  for (let c = column + 1; c < cells.length; c++) {
    if ((cells[c] ?? '') !== '') break;
    // A cell that continues one above it is not taken by its left neighbour.
    const isTakenFromAbove =
      row > 0 && (header[row - 1]?.[c] ?? '') !== '' && owner[row - 1]?.[c] !== owner[row - 1]?.[column];
    if (isTakenFromAbove) break;
    const subdivided = header.slice(row + 1).some((below) => (below[c] ?? '') !== '');
    if (!subdivided) break;
    span++;
  }
  return span;
}

function setOwner(owner: number[][], row: number, column: number, index: number): void {
  const cells = owner[row];
  if (cells) cells[column] = index;
}

/** A row of the body that is header again: several short texts and no figure (一级指标 二级指标 三级指标 …). */
export function isInnerHeader(row: readonly string[]): boolean {
  const filled = row.filter((cell) => cell !== '');
  return (
    filled.length >= minHeaderTexts &&
    filled.every((cell) => [...stripSpaces(cell)].length <= maxHeaderText && parseNumber(cell) === null) &&
    filled.filter((cell) => /(?:指标|数|值|分|率|名称|项目|金额|原因|标准|单位|内容)/u.test(cell)).length >=
      minHeaderTexts
  );
}

/**
 * Which columns of the body are stub (labels, codes, 行次) and which hold values.
 * @param header texts of the header rows
 * @param body texts of the body rows
 */
export function columnRoles(
  header: readonly (readonly string[])[],
  body: readonly (readonly string[])[],
): CellRole[] {
  const columns = Math.max(0, ...[...header, ...body].map((row) => row.length));
  return Array.from({ length: columns }, (_, column) => {
    const name = header.map((row) => stripSpaces(row[column] ?? '')).join('/');
    if (/行次|编码|代码|科目名称|(?:^|\/)项目\/*$|序号|\/[类款项]$/u.test(name)) return 'stub';
    const texts = body.map((row) => row[column] ?? '').filter((cell) => cell !== '');
    const figures = texts.filter((cell) => parseNumber(cell) !== null).length;
    if (column === 0) return texts.length > 0 && figures > texts.length / 2 ? 'value' : 'stub';
    return texts.length > 0 && figures === 0 && texts.every((cell) => /\p{L}/u.test(cell)) ? 'stub' : 'value';
  });
}
