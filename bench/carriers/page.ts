/** Parts of a disclosure → an HTML page as offices write them: real tables with spans, no style sheet to speak of. */
import type { DumpedTable, Part, TextPart } from '../printed/parts.ts';
import { type PrintedCell, type PrintedTable, spanForm, spanLoose } from '../printed/spans.ts';
import { type Arrangement, spaced } from './arrangement.ts';
import { type MarkedCell, tableHtml } from './markup.ts';

/** A figure in a cell of a form → what stands there in its place. */
export type FigureCell = (form: string, text: string) => string;

/** Width of the grid of captions: 部门, year, unit. */
const captionColumns = 3;
/** Rows of a table that a page takes, where a table is cut in two. */
const rowsOfPage = 14;
/** An empty picture: a table that the publisher inserted as one, of which nothing can be read. */
const emptyPicture =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAoAAAAECAIAAAA4WjmaAAAAEUlEQVR42mN49+4/HsRAS2kAqPlyOYhJxqYAAAAASUVORK5CYII=';

/** The body of a page, without `<html>` around it. The same parts and arrangement give the same text. */
export function bodyOf(parts: readonly Part[], arrangement: Arrangement, figure: FigureCell): string {
  return parts
    .map((part, at) => {
      if (part.kind === 'table') return formHtml(part, arrangement, figure);
      if (part.kind === 'picture')
        return `<p align="center"><img width="600" height="240" src="${emptyPicture}"></p>\n${notesHtml(part.notes)}`;
      return textHtml(part, at);
    })
    .join('\n');
}

/** A whole page around a body. */
export function pageOf(title: string, body: string, charset: string): string {
  return `<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=${charset}"><title>${title}</title></head>
<body>
${body}
</body></html>
`;
}

function textHtml(part: TextPart, at: number): string {
  const text = escapeHtml(part.text)
    .replace(/\*\*(.+?)\*\*/gu, '<b>$1</b>')
    .replaceAll('**', '');
  if (part.kind === 'contents') return `<p>${text}${'.'.repeat(20)}${2 + Math.floor(at / 4)}</p>`;
  if (part.kind === 'title') return `<h1 align="center">${text}</h1>`;
  return part.kind === 'heading' ? `<h2>${text}</h2>` : `<p style="text-indent:2em">${text}</p>`;
}

function formHtml(table: DumpedTable, arrangement: Arrangement, figure: FigureCell): string {
  const isForm = table.form !== '';
  const printed = isForm ? spanForm(table.rows, table.form, arrangement.codes) : spanLoose(table.rows);
  const inRows = arrangement.captions === 'rows' && isForm;
  const width = printed.columns;
  const rows = printed.rows.map((row, at) =>
    row.map((cell) => markedCell(cell, at < printed.headerRows, table.form, arrangement, figure)),
  );
  const head = inRows ? captionRows(table, width) : [];
  const foot = inRows ? table.notes.map((note) => [over(note, width, 'left')]) : [];
  const pieces = piecesOf(printed, arrangement, isForm).map(([from, to]) => rows.slice(from, to));
  const grids = pieces.map((piece, at) => {
    const header = at > 0 && arrangement.cut === 'headed' ? rows.slice(0, printed.headerRows) : [];
    const all = [...(at === 0 ? head : header), ...piece, ...(at === pieces.length - 1 ? foot : [])];
    return tableHtml(all, 1, arrangement.markup);
  });
  const grid = grids.join('\n<p>&nbsp;</p>\n');
  return inRows ? grid : `${captionsOver(table, arrangement)}${grid}\n${notesHtml(table.notes)}`;
}

/** The rows of each piece of a table, from and to; where a page would end it is cut, not within cells that hold for several rows. */
function piecesOf(
  { rows, headerRows }: PrintedTable,
  { cut }: Arrangement,
  isForm: boolean,
): (readonly [number, number])[] {
  const at = headerRows + rowsOfPage;
  const isTied = rows.slice(0, at).some((row, r) => row.some(({ rowSpan }) => r + rowSpan > at));
  return cut === 'whole' || !isForm || rows.length < at + 2 || isTied
    ? [[0, rows.length]]
    : [
        [0, at],
        [at, rows.length],
      ];
}

function captionsOver(
  { title, mark, unit, entity, year }: DumpedTable,
  { captions, markup }: Arrangement,
): string {
  const heading = title === '' ? '' : `<p align="center"><b>${escapeHtml(title)}</b></p>\n`;
  if ([mark, unit, entity, year].every((text) => text === '')) return heading;
  if (captions === 'grid') {
    const cell = (text: string, align: MarkedCell['align']): MarkedCell => ({
      ...{ html: escapeHtml(text), rowSpan: 1, columnSpan: 1, align },
    });
    const rows = [
      [cell('', 'left'), cell('', 'left'), cell(mark, 'right')],
      [cell(entity, 'left'), cell(year, 'center'), cell(unit, 'right')],
    ];
    return `${heading}${tableHtml(rows, 0, markup)}\n`;
  }
  const line = [entity, year, unit]
    .filter((text) => text !== '')
    .map(escapeHtml)
    .join('&nbsp;'.repeat(8));
  return `${heading}${mark === '' ? '' : `<p align="right">${mark}</p>\n`}<p>${line}</p>\n`;
}

/** Title, mark and the line of 部门, year and unit as merged rows of a table of so many columns. */
function captionRows({ title, mark, unit, entity, year }: DumpedTable, width: number): MarkedCell[][] {
  const rows: MarkedCell[][] = [];
  if (title !== '') rows.push([over(title, width, 'center')]);
  if (mark !== '') rows.push([over(mark, width, 'right')]);
  if ([unit, entity, year].every((text) => text === '')) return rows;
  if (width < captionColumns) return [...rows, [over(`${entity} ${year} ${unit}`, width, 'left')]];
  const third = Math.floor(width / captionColumns);
  return [
    ...rows,
    [over(entity, third, 'left'), over(year, third, 'center'), over(unit, width - 2 * third, 'right')],
  ];
}

function over(text: string, columnSpan: number, align: MarkedCell['align']): MarkedCell {
  return { html: escapeHtml(text), rowSpan: 1, columnSpan, align };
}

function markedCell(
  { text, rowSpan, columnSpan, kind }: PrintedCell,
  isHead: boolean,
  form: string,
  arrangement: Arrangement,
  figure: FigureCell,
): MarkedCell {
  const plain = escapeHtml(spaced(text, arrangement));
  const broken = isHead && arrangement.brokenHeaders ? plain.replace(/ +/gu, '<br>') : plain;
  const isFigure = kind === 'figure' && text !== '';
  return {
    ...{ rowSpan, columnSpan, align: isHead ? 'center' : kind === 'figure' ? 'right' : 'left' },
    html: isFigure ? figure(form, plain) : broken,
  };
}

function notesHtml(notes: readonly string[]): string {
  return notes.map((note) => `<p>${escapeHtml(note)}</p>`).join('\n');
}

function escapeHtml(text: string): string {
  return text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;');
}
