import { parseNumber } from '../../../normalizers/number.ts';
import type { TextRow } from './text-rows.ts';

/** A column is filled by all rows when this share fills it: headers and broken rows may not. */
const filledShare = 0.8;
/** Rows are of one length when this share has it: only then a shorter one is known to be torn. */
const evenShare = 0.8;

/** Place of the last cell that holds something; −1 for an empty row. */
export function lastFilled(row: TextRow): number {
  return row.cells.findLastIndex((cell) => cell !== '');
}

/** The second half of a label: letters, and no ordinal, code or word that begins a row of its own. */
export function isLabelRest(text: string): boolean {
  return (
    /^[\p{L}）)、，”]/u.test(text) &&
    parseNumber(text) === null &&
    !/^(?:[一二三四五六七八九十]+[、.．]|其中|合计|总计|小计|总分|栏次|本年|上年|年[初末]|[（(]?\d)/u.test(
      text,
    )
  );
}

/**
 * Puts rows together that a line break inside a cell has torn: two or more short rows whose cells, the torn one counted
 * once, are as many as the other rows have.
 */
export function joinTornRows(rows: readonly TextRow[]): TextRow[] {
  const common = commonLength(rows);
  // A header is torn at most of its cells: its rows are as long as those with figures.
  const end = common === null ? rows.findIndex(hasFigures) : rows.length;
  const length = common ?? rows[end]?.cells.length ?? 0;
  if (end < 1 || (common === null && rows.some((row) => row.cells.length > length))) return [...rows];
  const joined: TextRow[] = [];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (!row) continue;
    if (i >= end) {
      joined.push(row);
      continue;
    }
    let torn: TextRow | null = row.cells.length < length ? row : null;
    let next = i + 1;
    while (torn && torn.cells.length < length) {
      const rest = rows[next];
      torn = rest && isTorn(torn, rest, length) ? { ...torn, cells: sew(torn.cells, rest.cells) } : null;
      next++;
    }
    // The last cell of a header row goes on in lines of their own.
    for (let rest = rows[next]; torn && common === null && next < end && rest; rest = rows[next]) {
      if (next === i + 1 || rest.cells.length > 1 || !isTorn(torn, rest, length)) break;
      torn = { ...torn, cells: sew(torn.cells, rest.cells) };
      next++;
    }
    if (torn && next > i + 1) i = next - 1;
    joined.push(torn ?? row);
  }
  return joined;
}

/** A row of the body: a figure stands in it that counts no column. */
function hasFigures({ cells }: TextRow): boolean {
  return cells.some((cell) => parseNumber(cell) !== null && !/^\d{1,2}$/u.test(cell));
}

function commonLength(rows: readonly TextRow[]): number | null {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.cells.length, (counts.get(row.cells.length) ?? 0) + 1);
  const [length, count] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0];
  return count >= evenShare * rows.length ? length : null;
}

function isTorn(row: TextRow, rest: TextRow, length: number): boolean {
  const end = row.cells.at(-1) ?? '';
  const begin = rest.cells[0] ?? '';
  return (
    !rest.apart &&
    rest.cells.length < length &&
    row.cells.length + rest.cells.length - 1 <= length &&
    end !== '' &&
    parseNumber(end) === null &&
    isLabelRest(begin)
  );
}

function sew(cells: readonly string[], rest: readonly string[]): string[] {
  return [...cells.slice(0, -1), (cells.at(-1) ?? '') + (rest[0] ?? ''), ...rest.slice(1)];
}

/**
 * A row with nothing but the rest of labels broken over two lines goes to the row above. It is told from a row whose
 * values are blank by a column that all rows fill (行次, a code, a total) and this one does not.
 */
export function joinBrokenRows<R extends TextRow>(rows: readonly R[]): R[] {
  const joined: R[] = [];
  const always = (rows[0]?.cells ?? [])
    .map((_, column) => column)
    .filter((column) => rows.filter((row) => row.cells[column] !== '').length >= filledShare * rows.length);
  for (const row of rows) {
    const above = joined.at(-1);
    if (above && isBrokenOff(row, above, always))
      joined[joined.length - 1] = {
        ...above,
        cells: above.cells.map((cell, i) => cell + (row.cells[i] ?? '')),
      };
    else joined.push(row);
  }
  return joined;
}

function isBrokenOff(row: TextRow, above: TextRow, always: readonly number[]): boolean {
  const filled = row.cells.flatMap((cell, column) => (cell === '' ? [] : [column]));
  return (
    filled.length > 0 &&
    always.some((column) => !filled.includes(column)) &&
    filled.every((column) => {
      const begun = above.cells[column] ?? '';
      return isLabelRest(row.cells[column] ?? '') && begun !== '' && parseNumber(begun) === null;
    }) &&
    // The row above holds figures of its own: under a header, labels are no rest.
    above.cells.some((cell, i) => i > (filled[0] ?? 0) && parseNumber(cell) !== null)
  );
}

/**
 * A row that lost its leading empty cells stands too far left: its figures stand under texts and its end is empty. Where
 * moving it right by what is empty at its end brings figures under figures, it is moved.
 */
export function unshiftRows<R extends TextRow>(rows: readonly R[]): R[] {
  return rows.map((row, i) => {
    const free = row.cells.length - 1 - lastFilled(row);
    if (free === 0 || lastFilled(row) < 2 || (row.cells[0] ?? '') === '') return row;
    const near = [rows[i - 2], rows[i - 1], rows[i + 1], rows[i + 2]].filter((r) => r !== undefined);
    const moved = [...Array.from({ length: free }, () => ''), ...row.cells.slice(0, row.cells.length - free)];
    const asItStands = alignmentOf(row.cells, near);
    return alignmentOf(moved, near) > asItStands && asItStands <= 0
      ? { ...row, cells: moved, shifted: true }
      : row;
  });
}

/** How well the figures of a row stand under figures of others: +1 for each that does, −1 for each under a text. */
function alignmentOf(cells: readonly string[], others: readonly TextRow[]): number {
  let score = 0;
  cells.forEach((cell, column) => {
    if (parseNumber(cell) === null) return;
    for (const other of others) {
      const there = other.cells[column] ?? '';
      if (there !== '') score += parseNumber(there) === null ? -1 : 1;
    }
  });
  return score;
}
