import { openPrinter, type ValuePrinter } from '../format/cell-value.ts';
import { type CellCollector, openCollector } from '../limits.ts';
import { type CellRange, maxColumns, maxRows, noFaults, type Workbook } from '../sheet.ts';
import { attributeOf, isOn, readEvents, type XmlAttributes } from '../xml-events.ts';

/** Formats that the format names in words ([MS-OI29500] has none of them; Excel 2003 XML reference, NumberFormat). */
const namedFormats: Readonly<Record<string, string>> = {
  'General Number': 'General',
  Standard: '#,##0.00',
  Fixed: '0.00',
  Percent: '0.00%',
  Currency: '"￥"#,##0.00;"￥"-#,##0.00',
  'Euro Currency': '"€"#,##0.00;"€"-#,##0.00',
  Scientific: '0.00E+00',
  'General Date': 'm/d/yy h:mm',
  'Short Date': 'm/d/yy',
  'Medium Date': 'd-mmm-yy',
  'Long Date': '[$-F800]yyyy-mm-dd',
  'Short Time': 'h:mm',
  'Medium Time': 'h:mm AM/PM',
  'Long Time': 'h:mm:ss',
};

interface OpenSheet {
  readonly name: string;
  isHidden: boolean;
  row: number;
  column: number;
  /** Further rows that the last one stands for. */
  rowSpan: number;
  columnAt: number;
  readonly merges: CellRange[];
  readonly hiddenRows: [number, number][];
  readonly hiddenColumns: [number, number][];
  uncomputed: number;
  hiddenByFormat: number;
}

interface OpenCell {
  readonly format: string;
  readonly hasFormula: boolean;
  readonly across: number;
  type: string;
  text: string | null;
}

/**
 * Reads an XML Spreadsheet 2003.
 * @throws PipelineError `office-damaged`, `content-limit`
 */
export function readXmlWorkbook(bytes: Uint8Array): Workbook {
  const sheets: Workbook[number][] = [];
  const styles = new Map<string, string>();
  const collector = openCollector();
  const printer = openPrinter(false);
  let style = '';
  let sheet: OpenSheet | null = null;
  let cell: OpenCell | null = null;
  let inData = false;
  let inVisible = false;
  // Comments have a text of their own.
  let comments = 0;
  readEvents(bytes, 'that is the workbook', {
    open(name, attributes) {
      if (comments > 0 || name === 'Comment') comments++;
      else if (name === 'Style') style = attributeOf(attributes, 'ID') ?? '';
      else if (name === 'NumberFormat') {
        const code = attributeOf(attributes, 'Format') ?? 'General';
        styles.set(style, namedFormats[code] ?? code);
      } else if (name === 'Worksheet') sheet = openSheet(attributes, sheets.length + 1);
      else if (sheet === null) return;
      else if (name === 'Column') addColumn(sheet, attributes);
      else if (name === 'Row') addRow(sheet, attributes);
      else if (name === 'Cell') cell = openCell(sheet, attributes, styles);
      else if (name === 'Data' && cell !== null) {
        inData = true;
        cell.type = attributeOf(attributes, 'Type') ?? 'String';
        cell.text = '';
      } else if (name === 'Visible') inVisible = true;
    },
    text(text) {
      if (comments > 0) return;
      if (inData && cell !== null) cell.text += text;
      else if (inVisible && sheet !== null && /^Sheet(?:Very)?Hidden$/u.test(text.trim()))
        sheet.isHidden = true;
    },
    close(name) {
      if (comments > 0) comments--;
      else if (name === 'Visible') inVisible = false;
      else if (name === 'Data') inData = false;
      else if (sheet === null) return;
      else if (name === 'Cell' && cell !== null) {
        closeCell(sheet, cell, printer, collector);
        cell = null;
      } else if (name === 'Worksheet') {
        sheets.push(closeSheet(sheet, collector));
        sheet = null;
      }
    },
  });
  return sheets;
}

function openSheet(attributes: XmlAttributes, number: number): OpenSheet {
  return {
    name: attributeOf(attributes, 'Name') ?? `Sheet${number}`,
    ...{ isHidden: false, row: -1, column: -1, rowSpan: 0, columnAt: -1 },
    ...{ merges: [], hiddenRows: [], hiddenColumns: [], uncomputed: 0, hiddenByFormat: 0 },
  };
}

function closeSheet(open: OpenSheet, collector: CellCollector): Workbook[number] {
  const { name, merges, hiddenRows, hiddenColumns, uncomputed, hiddenByFormat } = open;
  const cells = collector.take();
  if (open.isHidden) return { kind: 'hidden', name };
  return {
    ...{ kind: 'sheet', name, cells, merges, hiddenRows, hiddenColumns },
    ...{ titleRows: null, pictures: [], texts: [] },
    faults: { ...noFaults, uncomputed, hiddenByFormat },
  };
}

function addColumn(sheet: OpenSheet, attributes: XmlAttributes): void {
  const at = placeOf(attributes, sheet.columnAt + 1, maxColumns);
  const last = Math.min(at + countOf(attributes, 'Span'), maxColumns - 1);
  if (isHidden(attributes, 'Width')) sheet.hiddenColumns.push([at, last]);
  sheet.columnAt = last;
}

function addRow(sheet: OpenSheet, attributes: XmlAttributes): void {
  sheet.row = placeOf(attributes, sheet.row + sheet.rowSpan + 1, maxRows);
  sheet.rowSpan = countOf(attributes, 'Span');
  sheet.column = -1;
  if (isHidden(attributes, 'Height')) sheet.hiddenRows.push([sheet.row, sheet.row + sheet.rowSpan]);
}

function openCell(
  sheet: OpenSheet,
  attributes: XmlAttributes,
  styles: ReadonlyMap<string, string>,
): OpenCell {
  sheet.column = placeOf(attributes, sheet.column + 1, maxColumns);
  const across = countOf(attributes, 'MergeAcross');
  const down = countOf(attributes, 'MergeDown');
  if (across + down > 0)
    sheet.merges.push({
      top: sheet.row,
      left: sheet.column,
      bottom: Math.min(sheet.row + down, maxRows - 1),
      right: Math.min(sheet.column + across, maxColumns - 1),
    });
  return {
    format: styles.get(attributeOf(attributes, 'StyleID') ?? 'Default') ?? 'General',
    hasFormula: attributeOf(attributes, 'Formula') !== null,
    across,
    ...{ type: 'String', text: null },
  };
}

function closeCell(
  sheet: OpenSheet,
  { type, text, format, hasFormula, across }: OpenCell,
  printer: ValuePrinter,
  collector: CellCollector,
): void {
  const { row, column } = sheet;
  sheet.column += across;
  if (row < 0 || row >= maxRows || column >= maxColumns) return;
  if (text === null || (text === '' && type === 'Number')) {
    if (hasFormula) sheet.uncomputed++;
    return;
  }
  const shown = showValue(type, text, format, printer);
  if (shown.isHidden) sheet.hiddenByFormat++;
  collector.add(row, column, shown.text);
}

function showValue(type: string, text: string, format: string, printer: ValuePrinter) {
  const number = Number(text);
  if (type === 'Number' && Number.isFinite(number)) return printer.number(number, format);
  if (type === 'String') return printer.text(text.replace(/\r\n?/gu, '\n'), format);
  const plain =
    type === 'Boolean'
      ? isOn(text.trim())
        ? 'TRUE'
        : 'FALSE'
      : text
          .replace(/T00:00(?::00(?:\.0+)?)?$/u, '')
          .replace(/(\d)T(\d)/u, '$1 $2')
          .replace(/\.000$/u, '');
  return { text: plain, isHidden: false };
}

/** Where an element stands: where it says, or behind the one before. */
function placeOf(attributes: XmlAttributes, next: number, most: number): number {
  const index = Number(attributeOf(attributes, 'Index') ?? Number.NaN);
  return Number.isSafeInteger(index) && index > 0 ? Math.min(index - 1, most) : next;
}

function countOf(attributes: XmlAttributes, name: string): number {
  const count = Number(attributeOf(attributes, name) ?? 0);
  return Number.isSafeInteger(count) && count > 0 ? Math.min(count, maxRows) : 0;
}

function isHidden(attributes: XmlAttributes, size: string): boolean {
  return isOn(attributeOf(attributes, 'Hidden')) || Number(attributeOf(attributes, size) ?? Number.NaN) === 0;
}
