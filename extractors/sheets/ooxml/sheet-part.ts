import type { EmbeddedPicture } from '../../../schemas/document.ts';
import { parseAddress, parseRange } from '../address.ts';
import type { ValuePrinter } from '../format/cell-value.ts';
import type { CellCollector } from '../limits.ts';
import { type SheetSizes, sizesOf } from '../picture-place.ts';
import { type CellRange, maxColumns, maxRows, type SheetFaults } from '../sheet.ts';
import { attributeOf, isOn, readEvents, wholeOf, type XmlAttributes } from '../xml-events.ts';
import { openRichText, unescapeText } from './shared-strings.ts';

/** What the cells of a sheet refer to. */
export interface SheetContext {
  readonly strings: readonly string[];
  /** Codes of number formats by the style's number. */
  readonly formats: readonly string[];
  readonly printer: ValuePrinter;
  readonly collector: CellCollector;
  /** The picture that is a cell's value: by the id that its formula gives, or the number of its metadata. */
  cellPicture(formula: string, metadata: number | null): EmbeddedPicture | null;
}

/** A sheet's part, cells apart: the collector has them. */
export interface SheetPart {
  readonly merges: readonly CellRange[];
  readonly hiddenRows: readonly (readonly [number, number])[];
  readonly hiddenColumns: readonly (readonly [number, number])[];
  readonly sizes: SheetSizes;
  /** Ids of its drawings. */
  readonly drawings: readonly string[];
  readonly faults: Pick<SheetFaults, 'uncomputed' | 'hiddenByFormat' | 'broken'>;
}

/** A cell while it is read. */
interface OpenCell {
  row: number;
  column: number;
  type: string;
  style: number;
  metadata: number | null;
  formula: string | null;
  value: string | null;
  isInline: boolean;
}

/** Reads a worksheet's part: its cells go to the collector. */
export function readSheetPart(bytes: Uint8Array, part: string, context: SheetContext): SheetPart {
  const merges: CellRange[] = [];
  const hiddenRows: (readonly [number, number])[] = [];
  const hiddenColumns: (readonly [number, number])[] = [];
  const drawings: string[] = [];
  const heights = new Map<number, number>();
  const widths: (readonly [number, number, number])[] = [];
  const faults = { uncomputed: 0, hiddenByFormat: 0, broken: 0 };
  const rich = openRichText();
  let showsZeros = true;
  let row = -1;
  let column = -1;
  let isData = false;
  let cell: OpenCell | null = null;
  let inside: 'f' | 'v' | 'is' | null = null;

  const openRow = (attributes: XmlAttributes): void => {
    const number = wholeOf(attributes.r);
    row = number !== null && number > 0 ? number - 1 : row + 1;
    column = -1;
    const height = attributes.ht === undefined ? null : Number(attributes.ht);
    if (isOn(attributes.hidden) || height === 0) hiddenRows.push([row, row]);
    else if (height !== null && Number.isFinite(height)) heights.set(row, height);
  };
  const openColumns = (attributes: XmlAttributes): void => {
    const [from, to] = [wholeOf(attributes.min), wholeOf(attributes.max)];
    if (from === null || to === null || from < 1 || to < from) return;
    const width = Number(attributes.width ?? Number.NaN);
    if (isOn(attributes.hidden) || width === 0) hiddenColumns.push([from - 1, to - 1]);
    else if (Number.isFinite(width)) widths.push([from - 1, to - 1, width]);
  };
  const openCell = (attributes: XmlAttributes): OpenCell => {
    const place = attributes.r === undefined ? null : parseAddress(attributes.r);
    if (attributes.r !== undefined && place === null) faults.broken++;
    column = place?.column ?? column + 1;
    return {
      row: place?.row ?? row,
      column,
      type: attributes.t ?? 'n',
      style: wholeOf(attributes.s) ?? 0,
      metadata: wholeOf(attributes.vm),
      formula: null,
      value: null,
      isInline: false,
    };
  };
  const closeCell = (done: OpenCell): void => {
    if (done.row >= maxRows || done.column >= maxColumns) {
      faults.broken++;
      return;
    }
    const picture =
      done.metadata !== null || done.formula?.includes('DISPIMG')
        ? context.cellPicture(done.formula ?? '', done.metadata)
        : null;
    if (picture !== null) {
      context.collector.add(done.row, done.column, '', picture);
      return;
    }
    const { text, isHidden } = printCell(done, context, showsZeros, faults);
    if (isHidden) faults.hiddenByFormat++;
    context.collector.add(done.row, done.column, text);
  };

  readEvents(bytes, part, {
    open(name, attributes) {
      if (cell !== null) {
        if (inside === 'is') rich.open(name, attributes);
        else if (name === 'v' || name === 'f') {
          inside = name;
          if (name === 'v') cell.value = '';
          else cell.formula = '';
        } else if (name === 'is') {
          inside = 'is';
          cell.isInline = true;
        }
      } else if (isData && name === 'c') cell = openCell(attributes);
      else if (isData && name === 'row') openRow(attributes);
      else if (name === 'sheetData') isData = true;
      else if (name === 'col') openColumns(attributes);
      else if (name === 'mergeCell') {
        const range = parseRange(attributes.ref ?? '');
        if (range !== null) merges.push(range);
      } else if (name === 'drawing') drawings.push(attributeOf(attributes, 'id') ?? '');
      else if (name === 'sheetView' && attributes.showZeros !== undefined)
        showsZeros = isOn(attributes.showZeros);
    },
    text(text) {
      if (cell === null || inside === null) return;
      if (inside === 'is') rich.text(text);
      else if (inside === 'v') cell.value += text;
      else cell.formula += text;
    },
    close(name) {
      if (cell === null) {
        if (name === 'sheetData') isData = false;
      } else if (inside === 'is') {
        if (name === 'is') {
          cell.value = rich.take();
          inside = null;
        } else rich.close(name);
      } else if (name === 'c') {
        closeCell(cell);
        cell = null;
      } else inside = null;
    },
  });
  return { merges, hiddenRows, hiddenColumns, sizes: sizesOf(heights, widths), drawings, faults };
}

function printCell(
  { type, style, value, formula, isInline }: OpenCell,
  { strings, formats, printer }: SheetContext,
  showsZeros: boolean,
  faults: { uncomputed: number; broken: number },
): { readonly text: string; readonly isHidden: boolean } {
  const nothing = { text: '', isHidden: false };
  if (value === null || (value === '' && type !== 'str' && !isInline)) {
    if (formula !== null) faults.uncomputed++;
    return nothing;
  }
  const format = formats[style] ?? 'General';
  if (isInline) return printer.text(value, format);
  switch (type) {
    case 's': {
      const text = strings[Number(value)];
      if (text === undefined) faults.broken++;
      return text === undefined ? nothing : printer.text(text, format);
    }
    case 'str':
    case 'inlineStr':
      return printer.text(unescapeText(value), format);
    case 'b':
      return { text: isOn(value.trim()) ? 'TRUE' : 'FALSE', isHidden: false };
    case 'e':
      return { text: value, isHidden: false };
    case 'd':
      return { text: value.replace(/T00:00(?::00(?:\.0+)?)?Z?$/u, '').replace('T', ' '), isHidden: false };
    default: {
      const number = Number(value);
      if (!Number.isFinite(number)) {
        faults.broken++;
        return { text: value, isHidden: false };
      }
      return number === 0 && !showsZeros ? nothing : printer.number(number, format);
    }
  }
}
