import { isDash } from '../../../normalizers/number.ts';
import type { EmbeddedPicture } from '../../../schemas/document.ts';
import { printPlain } from '../format/plain-decimal.ts';
import type { CellCollector } from '../limits.ts';
import type { SheetFaults, Workbook } from '../sheet.ts';
import { type CellRange, type FloatingPicture, type FloatingText, maxColumns, maxRows } from '../sheet.ts';
import { attributeOf, readEvents, type XmlAttributes } from '../xml-events.ts';
import { type OdsPictures, openCellText } from './cell-text.ts';

/** A cell while it is read. */
interface OpenCell {
  readonly repeated: number;
  readonly rows: number;
  readonly columns: number;
  readonly type: string;
  readonly value: string | null;
  readonly hasFormula: boolean;
  readonly isCovered: boolean;
}

/** A cell of a row that is kept until the row's repetitions are known. */
interface RowCell {
  readonly column: number;
  readonly text: string;
  readonly picture: EmbeddedPicture | undefined;
}

type Faults = { -readonly [Kind in keyof SheetFaults]: SheetFaults[Kind] };

/** What a table element has told so far. */
interface OpenSheet {
  readonly name: string;
  readonly isHidden: boolean;
  row: number;
  column: number;
  readonly merges: CellRange[];
  readonly hiddenRows: [number, number][];
  readonly hiddenColumns: [number, number][];
  titleRows: [number, number] | null;
  readonly pictures: FloatingPicture[];
  readonly texts: FloatingText[];
  readonly faults: Faults;
}

/** A row while it is read. */
interface OpenRow {
  readonly repeated: number;
  readonly isHidden: boolean;
  readonly cells: RowCell[];
}

/**
 * Reads the sheets of OpenDocument content (`content.xml`, or a flat document). What cells show stands in it as they show
 * it; repeated cells that hold nothing take no room, whatever their number.
 */
export function readOdsContent(
  bytes: Uint8Array,
  part: string,
  collector: CellCollector,
  pictures: OdsPictures,
): Workbook {
  const sheets: Workbook[number][] = [];
  const hiddenStyles = new Set<string>();
  const content = openCellText(pictures);
  let style = '';
  let sheet: OpenSheet | null = null;
  let row: OpenRow | null = null;
  let cell: OpenCell | null = null;
  let inTitles = false;
  let inShapes = false;
  // Within elements whose tables and texts are none of the sheets': changes, notes, links.
  let foreign = 0;
  // Cells and tables within a cell.
  let nested = 0;
  readEvents(bytes, part, {
    open(name, attributes) {
      if (foreign > 0 || isForeign(name)) foreign++;
      else if (cell !== null || inShapes) {
        if (isCell(name)) nested++;
        content.open(name, attributes);
      } else if (name === 'style') style = attributeOf(attributes, 'name') ?? '';
      else if (name === 'table-properties') {
        if (attributeOf(attributes, 'display') === 'false') hiddenStyles.add(style);
      } else if (name === 'table') sheet = openSheet(attributes, hiddenStyles, sheets.length + 1);
      else if (sheet === null) return;
      else if (name === 'table-column') skipColumns(sheet, attributes);
      else if (name === 'table-header-rows') inTitles = true;
      else if (name === 'shapes') inShapes = true;
      else if (name === 'table-row') row = openRow(sheet, attributes);
      else if (isCell(name)) cell = openCell(attributes, name);
    },
    text(text) {
      if (foreign === 0 && (cell !== null || inShapes)) content.text(text);
    },
    close(name) {
      if (foreign > 0) foreign--;
      else if (sheet === null) return;
      else if (cell !== null && nested === 0 && isCell(name)) {
        if (row !== null) closeCell(sheet, row, cell, content.take());
        cell = null;
      } else if (cell === null && name === 'shapes') {
        closeShapes(sheet, content.take());
        inShapes = false;
      } else if (cell !== null || inShapes) {
        if (isCell(name)) nested--;
        content.close(name);
      } else if (name === 'table-header-rows') inTitles = false;
      else if (name === 'table-row' && row !== null) {
        closeRow(sheet, row, inTitles, collector);
        row = null;
      } else if (name === 'table') {
        sheets.push(closeSheet(sheet, collector));
        sheet = null;
      }
    },
  });
  return sheets;
}

function openSheet(attributes: XmlAttributes, hiddenStyles: ReadonlySet<string>, number: number): OpenSheet {
  return {
    name: attributeOf(attributes, 'name') ?? `Sheet${number}`,
    isHidden: hiddenStyles.has(attributeOf(attributes, 'style-name') ?? ''),
    ...{ row: 0, column: 0, titleRows: null },
    ...{ merges: [], hiddenRows: [], hiddenColumns: [], pictures: [], texts: [] },
    faults: { uncomputed: 0, hiddenByFormat: 0, broken: 0, missingPictures: 0 },
  };
}

function closeSheet(open: OpenSheet, collector: CellCollector): Workbook[number] {
  const { isHidden, name, merges, hiddenRows, hiddenColumns, titleRows, pictures, texts, faults } = open;
  const cells = collector.take();
  if (isHidden) return { kind: 'hidden', name };
  return {
    kind: 'sheet',
    ...{ name, cells, merges, hiddenRows, hiddenColumns, titleRows, pictures, texts, faults },
  };
}

function skipColumns(sheet: OpenSheet, attributes: XmlAttributes): void {
  const count = repeats(attributes, 'number-columns-repeated');
  if (isCollapsed(attributes)) sheet.hiddenColumns.push([sheet.column, sheet.column + count - 1]);
  sheet.column += count;
}

function openRow(sheet: OpenSheet, attributes: XmlAttributes): OpenRow {
  sheet.column = 0;
  return {
    repeated: repeats(attributes, 'number-rows-repeated'),
    isHidden: isCollapsed(attributes),
    cells: [],
  };
}

function closeRow(sheet: OpenSheet, row: OpenRow, isTitle: boolean, collector: CellCollector): void {
  const last = Math.min(sheet.row + row.repeated, maxRows) - 1;
  if (row.isHidden) sheet.hiddenRows.push([sheet.row, last]);
  if (isTitle) sheet.titleRows = [sheet.titleRows?.[0] ?? sheet.row, last];
  if (row.cells.length > 0)
    for (let at = sheet.row; at <= last; at++)
      for (const { column, text, picture } of row.cells) collector.add(at, column, text, picture);
  sheet.row += row.repeated;
}

function openCell(attributes: XmlAttributes, name: string): OpenCell {
  const valued = ['value', 'date-value', 'time-value', 'boolean-value', 'string-value'];
  return {
    repeated: repeats(attributes, 'number-columns-repeated'),
    rows: repeats(attributes, 'number-rows-spanned'),
    columns: repeats(attributes, 'number-columns-spanned'),
    type: attributeOf(attributes, 'value-type') ?? '',
    value: valued.map((each) => attributeOf(attributes, each)).find((value) => value !== null) ?? null,
    hasFormula: attributeOf(attributes, 'formula') !== null,
    isCovered: name === 'covered-table-cell',
  };
}

type Taken = ReturnType<ReturnType<typeof openCellText>['take']>;

function closeCell(sheet: OpenSheet, row: OpenRow, cell: OpenCell, taken: Taken): void {
  const place = { row: sheet.row, column: sheet.column };
  // What a merged cell covers is not shown.
  const text = cell.isCovered ? '' : showCell(cell, taken.text, sheet.faults);
  const isBlank = text.trim() === '';
  const own = isBlank ? taken.pictures[0] : undefined;
  sheet.faults.missingPictures += taken.missing;
  for (const picture of own === undefined ? taken.pictures : taken.pictures.slice(1))
    sheet.pictures.push({ picture, ...place, isLarge: false });
  for (const each of taken.texts) sheet.texts.push({ text: each, ...place });
  if (!isBlank || own !== undefined) {
    const last = Math.min(sheet.column + cell.repeated, maxColumns) - 1;
    for (let column = sheet.column; column <= last; column++) row.cells.push({ column, text, picture: own });
  }
  if (cell.rows * cell.columns > 1)
    sheet.merges.push({
      top: place.row,
      left: place.column,
      bottom: Math.min(place.row + cell.rows, maxRows) - 1,
      right: Math.min(place.column + cell.columns, maxColumns) - 1,
    });
  sheet.column += cell.repeated;
}

/** What lies over the cells and is bound to none of them. */
function closeShapes(sheet: OpenSheet, { text, pictures, texts, missing }: Taken): void {
  sheet.faults.missingPictures += missing;
  for (const picture of pictures) sheet.pictures.push({ picture, row: 0, column: 0, isLarge: true });
  for (const each of [text, ...texts])
    if (each.trim() !== '') sheet.texts.push({ text: each, row: 0, column: 0 });
}

/** What a cell shows is its text; a number without one is hidden by its format, or was never shown. */
function showCell({ type, value, hasFormula }: OpenCell, shown: string, faults: Faults): string {
  // A stored zero that is shown as a dash: alone it would say that there is nothing.
  if (value !== null && Number(value) === 0 && type !== 'string' && isDash(shown)) return '0';
  if (shown.trim() !== '') return shown;
  if (value === null) {
    if (hasFormula && type === '') faults.uncomputed++;
    return '';
  }
  if (type === 'string' || type === 'boolean') return value;
  if (type === 'date' || type === 'time') return value.replace(/T00:00:00$/u, '');
  const number = Number(value);
  if (!Number.isFinite(number) || number === 0) return '';
  faults.hiddenByFormat++;
  return type === 'percentage' ? `${printPlain(number * 100)}%` : printPlain(number);
}

function isCell(name: string): boolean {
  return name === 'table-cell' || name === 'covered-table-cell';
}

function isForeign(name: string): boolean {
  return name === 'annotation' || name === 'tracked-changes' || name === 'dde-link';
}

function isCollapsed(attributes: XmlAttributes): boolean {
  return /^(?:collapse|filter)$/u.test(attributeOf(attributes, 'visibility') ?? '');
}

/** A count of repetitions, at least 1 and at most what a sheet has. */
function repeats(attributes: XmlAttributes, name: string): number {
  const count = Number(attributeOf(attributes, name) ?? 1);
  return Number.isSafeInteger(count) && count > 0 ? Math.min(count, maxRows) : 1;
}
