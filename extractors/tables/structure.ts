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
export const maxHeaderRows = 6;
/** A grid at least this wide (columns) may begin with a row of a name and its value. */
const minNameAndValue = 4;

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
 * figure (years and column names with digits are none) or with a label that only a body has. A table that begins with
 * rows of a name and its value (部门名称 | …) has none: its headers stand further down.
 * @param rows texts of the grid, every row equally long
 */
export function countHeaderRows(rows: readonly (readonly string[])[]): number {
  const head = rows.slice(0, maxHeaderRows + 1);
  const numbered = head.findIndex(isColumnNumbers);
  if (numbered >= 0 && !head.slice(0, numbered).some((row) => row.some(isFigure))) return numbered + 1;
  if (isNameAndValue(rows[0] ?? [])) return 0;
  const body = head.findIndex((row, r) => row.some(isFigure) || (r > 0 && isBodyRow(row, head.slice(0, r))));
  if (body < 0) return Math.min(1, rows.length - 1);
  return body;
}

/** A row without figures that belongs to the body: it begins with a total or an ordinal, or is a label alone under a full header. */
function isBodyRow(row: readonly string[], above: readonly (readonly string[])[]): boolean {
  const label = stripSpaces(row.find((cell) => cell !== '') ?? '');
  if (
    /^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,2}[）)]|其中|本年收入|本年支出合计)/u.test(
      label,
    )
  )
    return true;
  const filled = row.filter((cell) => cell !== '').length;
  const isSum = filled === 1 && /^(?:合计|总计)$/u.test(label);
  const isFull = row.every((_, column) => above.some((other) => (other[column] ?? '') !== ''));
  // A form without figures ends in its sum row, or in a row that is blank altogether.
  return isFull && (filled === 0 || isSum || (filled === 1 && (row[0] ?? '') !== ''));
}

/** A row that only names and states one thing about the table: 部门名称 | X, in a wider grid. */
export function isNameAndValue(row: readonly string[]): boolean {
  const filled = row.map(stripSpaces).filter((cell) => cell !== '');
  return (
    filled.length === 2 &&
    row.length >= minNameAndValue &&
    /^(?:[\p{Script=Han}]{0,4}(?:(?:部门|单位)(?:[（(](?:单位|部门|盖章|公章)[）)])?(?:名称|全称)?|项目(?:名称|全称))|预算年度|年度)[:：]?$/u.test(
      filled[0] ?? '',
    ) &&
    // 项目名称 | 金额 is a header: what it names is a measure.
    !/^(?:金额|预算|决算|合计|小计|备注)|数$/u.test(filled[1] ?? '')
  );
}

function isFigure(cell: string): boolean {
  const parsed = parseNumber(cell);
  return parsed !== null && !/^(?:19|20)\d{2}(?:年度?)?$/u.test(stripSpaces(cell));
}

/**
 * Header texts that a converter repeated in every square of a merged cell, told once: the first keeps it. To the right
 * only where the row below tells the columns apart.
 */
export function blankRepeats(header: readonly (readonly string[])[]): string[][] {
  return header.map((row, r) =>
    row.map((text, c) => {
      if (text === '' || isColumnNumbers(row)) return text;
      if (header[r - 1]?.[c] === text) return '';
      const below = header[r + 1];
      const isRepeated = c > 0 && row[c - 1] === text && below !== undefined && !isColumnNumbers(below);
      return isRepeated && (below[c] !== below[c - 1] || below[c] === text) ? '' : text;
    }),
  );
}

/**
 * Spans of header cells, which text carriers lose: an empty cell continues the cell above it in its column; else, where
 * a row below has a text in its column, or no header has one and the body is filled, the cell to its left.
 * @param filled which columns hold something in the body
 * @returns for every header cell that holds a text (or stays empty) its span; covered positions are not listed
 */
export function findHeaderSpans(
  header: readonly (readonly string[])[],
  filled: readonly boolean[] = [],
): Placed[] {
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
      const under = aboveCell ? row.slice(c, c + aboveCell.columnSpan) : [];
      const continues =
        aboveCell !== undefined &&
        !isNumbers &&
        aboveCell.text !== '' &&
        aboveCell.column === c &&
        under.every((cell) => cell === '');
      if (continues) {
        aboveCell.rowSpan++;
        for (let k = c; k < c + aboveCell.columnSpan; k++) setOwner(owner, r, k, above);
        continue;
      }
      const index = cells.length;
      const columnSpan = text === '' || isNumbers ? 1 : spanRight(header, owner, r, c, filled);
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
  filled: readonly boolean[],
): number {
  const cells = header[row] ?? [];
  let span = 1;
  for (let c = column + 1; c < cells.length; c++) {
    if ((cells[c] ?? '') !== '') break;
    // A cell that continues one above it is not taken by its left neighbour.
    const isTakenFromAbove =
      row > 0 && (header[row - 1]?.[c] ?? '') !== '' && owner[row - 1]?.[c] !== owner[row - 1]?.[column];
    const isUnderOther = row > 0 && owner[row - 1]?.[c] !== owner[row - 1]?.[column];
    if (isTakenFromAbove || isUnderOther) break;
    const subdivided = header
      .slice(row + 1)
      .some((below) => !isColumnNumbers(below) && (below[c] ?? '') !== '');
    const unnamed =
      filled[c] === true && header.every((other) => isColumnNumbers(other) || (other[c] ?? '') === '');
    if (!subdivided && !unnamed) break;
    span++;
  }
  return span;
}

/** Labels in so many columns at the left may hold for several rows. */
const maxGroupColumns = 4;
/** A column holds labels when at most this share of its texts begin with a digit. */
const maxFigureShare = 0.2;

/**
 * Labels at the left that hold for several rows (产出指标 over its indicators): empty cells under a label, in rows that
 * begin with a label of their own further right. Sections under headers of their own are looked at apart.
 * @param rows texts of the body rows
 * @param breaks rows that are headers again: no label goes on into them
 * @returns for each cell that covers more than its own row, by row and column, how many rows
 */
export function findRowGroups(
  rows: readonly (readonly string[])[],
  breaks: readonly boolean[],
): ReadonlyMap<number, ReadonlyMap<number, number>> {
  const groups = new Map<number, Map<number, number>>();
  for (let from = 0; from < rows.length; ) {
    let to = from + 1;
    while (to < rows.length && !breaks[to]) to++;
    groupSection(rows, from, to, groups);
    from = to;
  }
  return groups;
}

function groupSection(
  rows: readonly (readonly string[])[],
  from: number,
  to: number,
  groups: Map<number, Map<number, number>>,
): void {
  const labels = labelColumns(rows.slice(from, to));
  const open: number[] = labels.map(() => -1);
  for (let r = from; r < to; r++) {
    const row = rows[r] ?? [];
    const first = row.findIndex((cell) => cell !== '');
    const begins = labels[first] === true && parseNumber(row[first] ?? '') === null;
    for (let c = 0; c < labels.length; c++) {
      const start = open[c] ?? -1;
      if (begins && c < first && labels[c] && start >= 0) {
        const spans = groups.get(start) ?? new Map<number, number>();
        spans.set(c, r - start + 1);
        groups.set(start, spans);
      } else open[c] = (row[c] ?? '') !== '' && parseNumber(row[c] ?? '') === null ? r : -1;
    }
  }
}

function labelColumns(rows: readonly (readonly string[])[]): boolean[] {
  return Array.from({ length: maxGroupColumns }, (_, column) => {
    const texts = rows.map((row) => row[column] ?? '').filter((cell) => cell !== '');
    return (
      texts.length > 0 && texts.filter((cell) => /^\d/u.test(cell)).length <= maxFigureShare * texts.length
    );
  });
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

/** Header names of columns that hold labels, and of columns that hold values though these are texts. */
const stubName =
  /行次|编码|代码|科目名称|指标名称|级指标\/*$|(?:^|\/)(?:项目|科目|名称|指标)\/*$|序号|\/[类款项]\/*$/u;
const valueName =
  /备注|原因|措施|情况说明|(?:值|得分|分值|权重|率|金额|[算行]数)(?:[（(][^（()）]*[）)])?\/*$/u;

/** What a column is by the words of its header; null where they say nothing. */
export function roleByName(name: string): 'stub' | 'value' | null {
  const plain = stripSpaces(name);
  if (stubName.test(plain)) return 'stub';
  return valueName.test(plain) ? 'value' : null;
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
  const columns = (header[0] ?? body[0] ?? []).length;
  const names = header.filter((row) => !isColumnNumbers(row));
  return Array.from({ length: columns }, (_, column) => {
    const named = roleByName(names.map((row) => row[column] ?? '').join('/'));
    if (named !== null) return named;
    const texts = body.map((row) => row[column] ?? '').filter((cell) => cell !== '');
    const figures = texts.filter((cell) => parseNumber(cell) !== null).length;
    if (column === 0) return texts.length > 0 && figures > texts.length / 2 ? 'value' : 'stub';
    return texts.length > 0 && figures === 0 && texts.every((cell) => /\p{L}/u.test(cell)) ? 'stub' : 'value';
  });
}
