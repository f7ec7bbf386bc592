import type { DocumentFile } from '../../schemas/document-file.ts';
import { rowsToCsv } from './csv-text.ts';

/** A table of document.json. */
export type PrintedTable = DocumentFile['tables'][number];
type PrintedCell = PrintedTable['cells'][number];

/** `t1 · page 3 · 公开01表 收入支出决算总表`: how a table is named among others; by its lines where there are no pages. */
export function nameTable(table: PrintedTable, pageWord: string): string {
  const hasPages = table.cells.some(({ bbox }) => bbox !== null);
  const place = hasPages ? `${pageWord} ${pageRange(table.pages)}` : table.location;
  const title = [table.mark, table.title].filter(Boolean).join(' ');
  return [table.id, place, title].filter((part) => part !== '').join(' · ');
}

function pageRange(pages: readonly number[]): string {
  const [first, last] = [pages[0] ?? 0, pages.at(-1) ?? 0];
  return first === last ? String(first) : `${first}–${last}`;
}

/**
 * Tables as CSV, cells where they are printed: a cell over several rows or columns stands in its first, the others are
 * empty. Several tables are parted by an empty line, each under a line with `#` and its name.
 */
export function* tablesToCsv(
  tables: readonly PrintedTable[],
  pageWord: string,
  bom: boolean,
): Generator<string> {
  if (bom) yield '\uFEFF';
  for (const [index, table] of tables.entries()) {
    const head = tables.length === 1 ? '' : rowsToCsv([[`# ${nameTable(table, pageWord)}`]]);
    yield `${index === 0 ? '' : '\r\n'}${head}${rowsToCsv(rowsOf(table).map((row) => row.map((cell) => cell?.text ?? '')))}`;
  }
}

/** Tables as a JSON list, each as in document.json, one a line. */
export function* tablesToJson(tables: readonly PrintedTable[]): Generator<string> {
  if (tables.length === 0) yield '[';
  for (const [index, table] of tables.entries())
    yield `${index === 0 ? '[\n' : ',\n'}${JSON.stringify(table)}`;
  yield tables.length === 0 ? ']\n' : '\n]\n';
}

/** Tables as Markdown under their names. Markdown has one header row: the levels of a header are joined by `/`. */
export function* tablesToMarkdown(tables: readonly PrintedTable[], pageWord: string): Generator<string> {
  for (const [index, table] of tables.entries()) {
    const rows = rowsOf(table);
    const body = rows.slice(table.header_rows).map((row) => row.map((cell) => cell?.text ?? ''));
    const lines = [headerPaths(table), Array.from({ length: table.columns }, () => '---'), ...body];
    const text = lines.map((line) => `| ${line.map(escapeMarkdownCell).join(' | ')} |\n`).join('');
    yield `${index === 0 ? '' : '\n'}**${escapeMarkdownCell(nameTable(table, pageWord))}**\n\n${text}`;
  }
}

/** Tables as one HTML page, spans kept, header cells as `th`. */
export function* tablesToHtml(
  tables: readonly PrintedTable[],
  pageWord: string,
  name: string,
): Generator<string> {
  yield `<!doctype html>\n<html>\n<head><meta charset="utf-8"><title>${escapeHtml(name)}</title></head>\n<body>\n`;
  for (const table of tables) {
    yield `<table id="${escapeHtml(table.id)}" border="1">\n<caption>${escapeHtml(nameTable(table, pageWord))}</caption>\n`;
    const rows = rowsOf(table);
    // A header cell that reaches into the body cannot stand in a head of its own.
    const hasHead =
      table.header_rows > 0 &&
      !table.cells.some(
        (cell) => cell.row < table.header_rows && cell.row + cell.row_span > table.header_rows,
      );
    for (const [index, row] of rows.entries()) {
      if (hasHead && index === 0) yield '<thead>\n';
      yield `<tr>${row.map((cell) => (cell === null ? '' : printHtmlCell(cell))).join('')}</tr>\n`;
      if (hasHead && index === table.header_rows - 1) yield '</thead>\n<tbody>\n';
    }
    yield `${hasHead ? '</tbody>\n' : ''}</table>\n`;
  }
  yield '</body>\n</html>\n';
}

function printHtmlCell(cell: PrintedCell): string {
  const tag = cell.role === 'header' ? 'th' : 'td';
  const rowSpan = cell.row_span > 1 ? ` rowspan="${cell.row_span}"` : '';
  const columnSpan = cell.column_span > 1 ? ` colspan="${cell.column_span}"` : '';
  return `<${tag}${rowSpan}${columnSpan}>${escapeHtml(cell.text).replaceAll('\n', '<br>')}</${tag}>`;
}

const htmlEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/gu, (sign) => htmlEscapes[sign] ?? '');
}

function escapeMarkdownCell(text: string): string {
  return text.replace(/[\\|*_`<]/gu, '\\$&').replace(/\s*\n\s*/gu, '<br>');
}

/** The rows of a table, every cell where it begins; null where another reaches over. */
function rowsOf(table: PrintedTable): readonly (readonly (PrintedCell | null)[])[] {
  const rows = Array.from({ length: table.rows }, () =>
    new Array<PrintedCell | null>(table.columns).fill(null),
  );
  for (const cell of table.cells) {
    const row = rows[cell.row];
    if (row !== undefined && cell.column < row.length) row[cell.column] = cell;
  }
  return rows;
}

/** The words over every column from the top down, each once. */
function headerPaths(table: PrintedTable): readonly string[] {
  const paths = Array.from({ length: table.columns }, (): string[] => []);
  const header = table.cells.filter((cell) => cell.row < table.header_rows && cell.text !== '');
  for (const cell of header.sort((left, right) => left.row - right.row)) {
    for (const path of paths.slice(cell.column, cell.column + cell.column_span))
      if (path.at(-1) !== cell.text) path.push(cell.text);
  }
  return paths.map((path) => path.join('/'));
}
