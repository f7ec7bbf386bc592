/** Parts of a disclosure → an HTML page as offices write them: real tables with spans, no style sheet to speak of. */
import type { DumpedTable, Part, TextPart } from '../printed/parts.ts';
import { type PrintedCell, type PrintedTable, spanForm, spanLoose } from '../printed/spans.ts';
import { type Arrangement, spaced } from './arrangement.ts';

/** A figure in a cell of a form → what stands there in its place. */
export type FigureCell = (form: string, text: string) => string;

/** Width of the grid of captions: 部门, year, unit. */
const captionColumns = 3;
/** An empty picture: a table that the publisher inserted as one, of which nothing can be read. */
const emptyPicture =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAoAAAAECAIAAAA4WjmaAAAAEUlEQVR42mN49+4/HsRAS2kAqPlyOYhJxqYAAAAASUVORK5CYII=';

/** The body of a page, without `<html>` around it. The same parts and arrangement give the same text. */
export function bodyOf(parts: readonly Part[], arrangement: Arrangement, figure: FigureCell): string {
  return parts
    .map((part, at) => {
      if (part.kind === 'table') return tableHtml(part, arrangement, figure);
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

function tableHtml(table: DumpedTable, arrangement: Arrangement, figure: FigureCell): string {
  const isForm = table.form !== '';
  const printed = isForm ? spanForm(table.rows, table.form, arrangement.codes) : spanLoose(table.rows);
  const inRows = arrangement.captions === 'rows' && isForm;
  const width = printed.columns;
  const head = inRows ? captionRows(table, width) : '';
  const foot = inRows
    ? table.notes.map((note) => `<tr><td colspan="${width}">${escapeHtml(note)}</td></tr>`).join('\n')
    : '';
  const rows = rowsHtml(printed, table.form, arrangement, figure);
  const grid = `<table border="1" cellspacing="0" cellpadding="2" width="100%">\n${head}${rows}\n${foot}</table>`;
  return inRows ? grid : `${captionsOver(table, arrangement)}${grid}\n${notesHtml(table.notes)}`;
}

function captionsOver({ title, mark, unit, entity, year }: DumpedTable, { captions }: Arrangement): string {
  const heading = title === '' ? '' : `<p align="center"><b>${escapeHtml(title)}</b></p>\n`;
  if ([mark, unit, entity, year].every((text) => text === '')) return heading;
  if (captions === 'grid') {
    const cells = [entity, year, unit].map((text) => `<td>${escapeHtml(text)}</td>`).join('');
    return `${heading}<table border="0" width="100%"><tr><td></td><td></td><td align="right">${mark}</td></tr><tr>${cells}</tr></table>\n`;
  }
  const line = [entity, year, unit]
    .filter((text) => text !== '')
    .map(escapeHtml)
    .join('&nbsp;'.repeat(8));
  return `${heading}${mark === '' ? '' : `<p align="right">${mark}</p>\n`}<p>${line}</p>\n`;
}

/** Title, mark and the line of 部门, year and unit as merged rows of a table of so many columns. */
function captionRows({ title, mark, unit, entity, year }: DumpedTable, width: number): string {
  const whole = (text: string, side: string): string =>
    text === '' ? '' : `<tr><td colspan="${width}" align="${side}">${escapeHtml(text)}</td></tr>\n`;
  const line = `${whole(title, 'center')}${whole(mark, 'right')}`;
  if ([unit, entity, year].every((text) => text === '')) return line;
  const third = Math.max(1, Math.floor(width / captionColumns));
  const spans = width < captionColumns ? [width] : [third, third, width - 2 * third];
  const texts = width < captionColumns ? [`${entity} ${year} ${unit}`] : [entity, year, unit];
  const cells = spans.map((span, at) => `<td colspan="${span}">${escapeHtml(texts[at] ?? '')}</td>`);
  return `${line}<tr>${cells.join('')}</tr>\n`;
}

function rowsHtml(table: PrintedTable, form: string, arrangement: Arrangement, figure: FigureCell): string {
  const cellHtml = ({ text, rowSpan, columnSpan, kind }: PrintedCell, isHead: boolean): string => {
    const spans = `${rowSpan > 1 ? ` rowspan="${rowSpan}"` : ''}${columnSpan > 1 ? ` colspan="${columnSpan}"` : ''}`;
    const plain = escapeHtml(spaced(text, arrangement));
    const broken = isHead && arrangement.brokenHeaders ? plain.replaceAll(' ', '<br>') : plain;
    const inner = kind === 'figure' && text !== '' ? figure(form, plain) : broken;
    return `<td${spans}${kind === 'figure' ? ' align="right"' : ''}>${inner}</td>`;
  };
  return table.rows
    .map((row, at) => `<tr>${row.map((cell) => cellHtml(cell, at < table.headerRows)).join('')}</tr>`)
    .join('\n');
}

function notesHtml(notes: readonly string[]): string {
  return notes.map((note) => `<p>${escapeHtml(note)}</p>`).join('\n');
}

function escapeHtml(text: string): string {
  return text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;');
}
