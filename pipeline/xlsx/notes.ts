import { cellName } from './cell-xml.ts';
import { escapeText } from './xml-text.ts';

/** A note on a cell; row and column from 0. */
export interface Note {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

/** Notes that a sheet takes: Excel numbers 1,023 drawings a sheet in one block, and more make it slow. */
export const mostNotes = 1000;

/** Characters of a note: more is read by nobody in a box. */
const mostCharacters = 1200;

/** Pixels of a note's box and of what stands in it, as Excel draws its default font. */
const box = { width: 300, line: 18, character: 13, most: 22, padding: 1 };
const rowPixels = 20;
/** Shapes of the nth drawing have numbers of the nth block. */
const shapesInBlock = 1024;

/** xl/commentsN.xml: who says what about which cell. */
export function printComments(notes: readonly Note[]): string {
  const comments = notes.map(
    ({ row, column, text }) =>
      `<comment ref="${cellName(row, column)}" authorId="0"><text>` +
      `<t xml:space="preserve">${escapeText(cutNote(text))}</t></text></comment>`,
  );
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    `<authors><author>mingxi</author></authors><commentList>${comments.join('')}</commentList></comments>`
  );
}

/**
 * xl/drawings/vmlDrawingN.vml: the boxes of the notes, without which Excel shows none.
 * @param number of the sheet in its workbook, from 1
 * @param pixels of a column
 */
export function printNoteBoxes(
  notes: readonly Note[],
  number: number,
  pixels: (column: number) => number,
): string {
  const shapes = notes.map(({ row, column, text }, index) => {
    const left = column + 1;
    const right = left + columnsFor(box.width, left, pixels);
    const lines = countLines(cutNote(text));
    const bottom = row + Math.ceil(((lines + box.padding) * box.line) / rowPixels);
    return (
      `<v:shape id="_x0000_s${number * shapesInBlock + 1 + index}" type="#_x0000_t202" ` +
      'style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">' +
      '<v:fill color2="#ffffe1"/><v:path o:connecttype="none"/>' +
      '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>' +
      '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>' +
      `<x:Anchor>${left}, 8, ${row}, 2, ${right}, 8, ${bottom}, 10</x:Anchor>` +
      `<x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column>` +
      '</x:ClientData></v:shape>'
    );
  });
  return (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" ' +
    'xmlns:x="urn:schemas-microsoft-com:office:excel">' +
    `<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${number}"/></o:shapelayout>` +
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">' +
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>' +
    `${shapes.join('')}</xml>`
  );
}

function cutNote(text: string): string {
  return text.length <= mostCharacters
    ? text
    : `${text.slice(0, mostCharacters).replace(/[\uD800-\uDBFF]$/u, '')} …`;
}

/** Lines that a text takes in a box, a character as wide as a Chinese one. */
function countLines(text: string): number {
  const perLine = Math.floor(box.width / box.character);
  const lines = text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.replace(/[ -~]{2}/gu, ' ').length / perLine)), 0);
  return Math.min(lines, box.most);
}

/** How many columns from one on are as wide as the box. */
function columnsFor(width: number, from: number, pixels: (column: number) => number): number {
  let count = 0;
  for (let rest = width; rest > 0 && count < 12; count++) rest -= pixels(from + count);
  return count;
}
