import { escapeAttribute } from './xml-text.ts';

/** Rows of a sheet: the bound of the format. */
export const mostRows = 1_048_576;
/** Columns of a sheet: the bound of the format. */
export const mostColumns = 16_384;

/** What stands above the rows of a sheet. */
export interface SheetTop {
  /** Rows that stay in sight; 0 for none. */
  readonly frozenRows: number;
  /** Width of each column, in characters of the default font. */
  readonly widths: readonly number[];
  /** Whether it is on the page that the workbook opens with. */
  readonly isFirst: boolean;
}

/** What stands below the rows of a sheet, in the order that the format wants. */
export interface SheetBottom {
  /** `A1:D20`, '' for none. */
  readonly filter: string;
  readonly merges: readonly string[];
  readonly links: readonly SheetLink[];
  /** Cells in which a number may stand as text without a mark; '' for none. */
  readonly textNumbers: string;
  readonly hasNotes: boolean;
}

/** A cell that leads to another place of the workbook. */
export interface SheetLink {
  readonly cell: string;
  readonly place: string;
}

/** The beginning of a sheet, up to its rows. */
export function sheetStart({ frozenRows, widths, isFirst }: SheetTop): string {
  const pane =
    frozenRows === 0
      ? ''
      : `<pane ySplit="${frozenRows}" topLeftCell="A${frozenRows + 1}" activePane="bottomLeft" state="frozen"/>` +
        '<selection pane="bottomLeft"/>';
  const columns = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ' +
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">' +
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' +
    `<sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ''} workbookViewId="0">${pane}</sheetView></sheetViews>` +
    '<sheetFormatPr defaultRowHeight="15"/>' +
    `${columns.length === 0 ? '' : `<cols>${columns.join('')}</cols>`}<sheetData>`
  );
}

/** The end of a sheet, behind its rows. */
export function sheetEnd({ filter, merges, links, textNumbers, hasNotes }: SheetBottom): string {
  const merged = merges.map((cells) => `<mergeCell ref="${cells}"/>`);
  const linked = links.map(
    ({ cell, place }) => `<hyperlink ref="${cell}" location="${escapeAttribute(place)}"/>`,
  );
  return [
    '</sheetData>',
    filter === '' ? '' : `<autoFilter ref="${filter}"/>`,
    merged.length === 0 ? '' : `<mergeCells count="${merged.length}">${merged.join('')}</mergeCells>`,
    linked.length === 0 ? '' : `<hyperlinks>${linked.join('')}</hyperlinks>`,
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>',
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
    textNumbers === ''
      ? ''
      : `<ignoredErrors><ignoredError sqref="${textNumbers}" numberStoredAsText="1"/></ignoredErrors>`,
    hasNotes ? '<legacyDrawing r:id="rId1"/>' : '',
    '</worksheet>',
  ].join('');
}

/** A row of finished cells; row from 0. Its height in points where it is not to be found by itself. */
export function printRow(row: number, cells: string, height: number | null = null): string {
  const tall = height === null ? '' : ` ht="${height}" customHeight="1"`;
  return `<row r="${row + 1}"${tall}>${cells}</row>`;
}

/** Pixels of a column of so many characters of the default font (ECMA-376 18.3.1.13: 7 a digit and 5 of margin). */
export function columnPixels(width: number): number {
  return Math.round(width * 7 + 5);
}
