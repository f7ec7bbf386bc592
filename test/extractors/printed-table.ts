import { displayWidth } from '../../normalizers/text.ts';

/** A table as it is printed: header rows in which '<' continues the cell at the left and '^' the one above, then the body. */
export interface PrintedTable {
  readonly header: readonly (readonly string[])[];
  readonly body: readonly (readonly string[])[];
}

const shown = (cell: string): string => (cell === '<' || cell === '^' ? '' : cell);

/** As a dump of a document prints it: a tab between cells, merged ones gone. */
export function asTabs({ header, body }: PrintedTable): string[] {
  return [...header, ...body].map((row) => row.map(shown).join('\t'));
}

/** As Markdown. */
export function asPipes({ header, body }: PrintedTable): string[] {
  const lines = [...header, ...body].map((row) => `| ${row.map(shown).join(' | ')} |`);
  return [lines[0]!, `|${' --- |'.repeat(header[0]!.length)}`, ...lines.slice(1)];
}

/** Set in columns by spaces: labels left, figures right, headers centred or left; by default a hanzi takes two columns. */
export function asColumns(
  { header, body }: PrintedTable,
  gap = 3,
  widthOf = displayWidth,
  headers: 'centred' | 'left' = 'centred',
): string[] {
  const columns = header[0]!.length;
  const widths = Array.from({ length: columns }, () => 2);
  const cells = [...header, ...body].flatMap((row, r) =>
    row.flatMap((text, c) => {
      if (shown(text) === '') return [];
      let span = 1;
      while (r < header.length && row[c + span] === '<') span++;
      return [{ row: r, column: c, span, text, isHeader: r < header.length }];
    }),
  );
  for (const { column, span, text } of cells)
    if (span === 1) widths[column] = Math.max(widths[column]!, widthOf(text));
  for (const { column, span, text } of cells) {
    const wide = (): number => widths.slice(column, column + span).reduce((sum, w) => sum + w + gap, -gap);
    while (wide() < widthOf(text)) widths[column + span - 1]!++;
  }
  const starts = widths.map((_, c) => widths.slice(0, c).reduce((sum, w) => sum + w + gap, 0));
  return [...header, ...body].map((_, r) => {
    let line = '';
    for (const { column, span, text, isHeader } of cells.filter((cell) => cell.row === r)) {
      const from = starts[column]!;
      const to = starts[column + span - 1]! + widths[column + span - 1]!;
      const room = to - from - widthOf(text);
      const isFigure = /^[\d.,-]+$/u.test(text) && !/^\d{3,7}$/u.test(text);
      const at = from + (isFigure ? room : isHeader && headers === 'centred' ? Math.floor(room / 2) : 0);
      line += ' '.repeat(at - widthOf(line)) + text;
    }
    return line;
  });
}
