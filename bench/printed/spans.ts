/** Rows of a dump → rows of cells to print: merged squares of headers, labels and sum rows put back. */

export interface PrintedCell {
  readonly text: string;
  readonly rowSpan: number;
  readonly columnSpan: number;
  readonly kind: 'header' | 'code' | 'label' | 'count' | 'figure' | 'text';
}

export interface PrintedTable {
  readonly columns: number;
  readonly headerRows: number;
  readonly rows: readonly (readonly PrintedCell[])[];
  /** What each column mostly holds, for widths. */
  readonly kinds: readonly PrintedCell['kind'][];
}

const isFigure = (text: string): boolean => /^-?[\d,]+(?:\.\d+)?%?$/u.test(text.replace(/\s/gu, ''));
const isCode = (text: string): boolean => /^\d{3}(?:\d{2}){0,2}$/u.test(text);
const isColumnNumbers = (row: readonly string[]): boolean =>
  row.some((cell) => /^栏\s*次$/u.test(cell)) ||
  (row.filter((cell) => cell !== '').length >= 3 && row.every((cell, i) => cell === String(i + 1)));

/** How the codes of 类/款/项 are printed. */
export type CodeStyle = 'joined' | 'three' | 'three-merged';

/** A table of a form by its rows: header spans, 合计 and 栏次 over the label columns, codes as the layout wants them. */
export function spanForm(rows: readonly (readonly string[])[], form: string, codes: CodeStyle): PrintedTable {
  const headerRows = countHeader(rows, form);
  const columns = rows[0]?.length ?? 0;
  const squares = rows.map((row, r) =>
    r < headerRows ? ownersOfHeader(rows, headerRows, r) : ownersOfBody(row, form),
  );
  const kinds = kindsOf(rows.slice(headerRows), form);
  const cells = toCells(rows, squares, headerRows, kinds);
  const table = { columns, headerRows, rows: cells, kinds };
  return codes !== 'joined' && /^gk0[23589]$/u.test(form) ? splitCodes(table, codes) : table;
}

function countHeader(rows: readonly (readonly string[])[], form: string): number {
  const numbered = rows.findIndex(isColumnNumbers);
  if (numbered >= 0) return numbered + 1;
  const first = rows.findIndex((row) => row.some((cell) => isFigure(cell)));
  return form === '' ? Math.max(0, Math.min(first, 1)) : Math.max(1, first);
}

/** For each square of a row the square that owns it, as row and column steps back. */
type Owner = readonly [up: number, left: number];

function ownersOfHeader(rows: readonly (readonly string[])[], headerRows: number, r: number): Owner[] {
  const row = rows[r] ?? [];
  return row.map((text, c): Owner => {
    if (text !== '') return [0, 0];
    if (isColumnNumbers(row)) return c === 1 && /栏/u.test(row[0] ?? '') ? [0, 1] : [0, 0];
    const below = rows.slice(r + 1, headerRows).some((next) => !isColumnNumbers(next) && next[c] !== '');
    const upper = r > 0 ? (rows[r - 1]?.[c] ?? '') : '';
    if (r > 0 && (upper !== '' || !below)) {
      let up = 1;
      while (r - up > 0 && rows[r - up]?.[c] === '') up++;
      return [up, 0];
    }
    let left = 1;
    while (c - left > 0 && row[c - left] === '') left++;
    return [0, left];
  });
}

function ownersOfBody(row: readonly string[], form: string): Owner[] {
  const isSum = /^gk0[23589]$/u.test(form) && /^合\s*计$/u.test(row[0] ?? '');
  const isBlockSum = form === 'gk06' && row.some((cell) => /经费合计$/u.test(cell));
  return row.map((text, c): Owner => {
    if (isSum && c === 1) return [0, 1];
    if (isBlockSum && text === '') {
      let left = 1;
      while (c - left >= 0 && row[c - left] === '') left++;
      if (/经费合计$/u.test(row[c - left] ?? '')) return [0, left];
    }
    return [0, 0];
  });
}

/** A table of no known form (自评表): labels that hold for several rows or columns. */
export function spanLoose(given: readonly (readonly string[])[]): PrintedTable {
  const rows = given.map((row) => unshift(row));
  const columns = rows[0]?.length ?? 0;
  const indicators = rows.findIndex((row) => row.some((cell) => /^一级指标$/u.test(cell)));
  const squares = rows.map((row, r) => {
    const filled = row.filter((cell) => cell !== '');
    const first = row.findIndex((cell) => cell !== '');
    const hasFigure = row.some((cell) => isFigure(cell));
    return row.map((text, c): Owner => {
      if (text !== '') return [0, 0];
      if (c < first && r > 0) {
        let up = 1;
        while (r - up > 0 && rows[r - up]?.[c] === '') up++;
        return [up, 0];
      }
      let left = 1;
      while (c - left >= 0 && row[c - left] === '') left++;
      const owner = row[c - left] ?? '';
      if (c - left < 0 || isFigure(owner)) return [0, 0];
      const isMoney = indicators >= 0 && r < indicators && (hasFigure || filled.length === 1);
      // the label of the section below, in the row of its headers
      if (c === 1 && rows[r + 1]?.[0] === '' && filled.length > 3) return [0, 0];
      const isIndicator = indicators >= 0 && r > indicators && filled.length > 3 && c - left > 0;
      if (isIndicator || (columns <= 4 && filled.length !== 2)) return [0, 0];
      return isMoney && left > 1 ? [0, 0] : [0, left];
    });
  });
  return { columns, headerRows: 0, rows: toCells(rows, squares, 0, []), kinds: [] };
}

/** A row of indicators that lost its leading empty cells, set right again. */
function unshift(row: readonly string[]): readonly string[] {
  const last = row.findLastIndex((cell) => cell !== '');
  const free = row.length - 1 - last;
  if (free < 2 || row[0] === '' || !isFigure(row[last] ?? '') || !isFigure(row[last - 1] ?? '')) return row;
  return [...Array.from({ length: free }, () => ''), ...row.slice(0, last + 1)];
}

function toCells(
  rows: readonly (readonly string[])[],
  squares: readonly (readonly Owner[])[],
  headerRows: number,
  kinds: readonly PrintedCell['kind'][],
): PrintedCell[][] {
  const spans = rows.map((row) => row.map(() => [1, 1] as [number, number]));
  squares.forEach((row, r) => {
    row.forEach(([up, left], c) => {
      const owner = squares[r - up]?.[c - left];
      if ((up === 0 && left === 0) || !owner) return;
      const span = spans[r - up]?.[c - left];
      if (!span) return;
      span[0] = Math.max(span[0], up + 1);
      span[1] = Math.max(span[1], left + 1);
    });
  });
  return rows.map((row, r) =>
    row.flatMap((text, c): PrintedCell[] => {
      const [up, left] = squares[r]?.[c] ?? [0, 0];
      if (up > 0 || left > 0) return [];
      const [rowSpan, columnSpan] = spans[r]?.[c] ?? [1, 1];
      const kind =
        r < headerRows ? 'header' : isFigure(text) && !isCode(text) ? 'figure' : (kinds[c] ?? 'text');
      return [{ text, rowSpan, columnSpan, kind }];
    }),
  );
}

function kindsOf(body: readonly (readonly string[])[], form: string): PrintedCell['kind'][] {
  return (body[0] ?? []).map((_, c) => {
    const texts = body.map((row) => row[c] ?? '').filter((text) => text !== '');
    if (texts.length > 0 && texts.filter(isCode).length >= texts.length / 2 && form !== 'gk04') return 'code';
    if (texts.length > 2 && texts.every((text) => /^[1-9]\d?$/u.test(text))) return 'count';
    return texts.length > 0 && texts.filter((text) => !isFigure(text)).length > texts.length / 2
      ? 'label'
      : 'figure';
  });
}

/** The column of codes as three: 类 款 项 in the header, the code cut up or over all three. */
function splitCodes(table: PrintedTable, style: CodeStyle): PrintedTable {
  const levels = ['类', '款', '项'];
  const last = table.headerRows - 1;
  const named = table.rows.findIndex((row) => /编码|代码/u.test(row[0]?.text ?? ''));
  const widened = table.rows.flatMap((row, r): PrintedCell[][] => {
    const [head, ...rest] = row;
    if (!head) return [[...row]];
    if (r === named) {
      // 类 款 项 stand in a row of their own under the name; the row's other cells go down one row
      const others = rest.map((cell) => ({ ...cell, rowSpan: cell.rowSpan + 1 }));
      return [
        [{ ...head, columnSpan: 3, rowSpan: 1 }, ...others],
        levels.map((text): PrintedCell => ({ text, rowSpan: 1, columnSpan: 1, kind: 'header' })),
      ];
    }
    if (r < named)
      return [
        row.map((cell, c) =>
          c === 0
            ? { ...cell, columnSpan: cell.columnSpan + 2 }
            : { ...cell, rowSpan: cell.rowSpan > 1 ? cell.rowSpan + 1 : 1 },
        ),
      ];
    if (r <= last || head.columnSpan > 1 || style === 'three-merged' || !isCode(head.text))
      return [[{ ...head, columnSpan: head.columnSpan + 2 }, ...rest]];
    const pieces = [head.text.slice(0, 3), head.text.slice(3, 5), head.text.slice(5, 7)];
    return [[...pieces.map((text): PrintedCell => ({ ...head, text })), ...rest]];
  });
  return {
    columns: table.columns + 2,
    headerRows: table.headerRows + 1,
    rows: widened,
    kinds: ['code', 'code', 'code', ...table.kinds.slice(1)],
  };
}
