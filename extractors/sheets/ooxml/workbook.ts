import { PipelineError } from '../../../schemas/error.ts';
import { type OfficePackage, openPackage } from '../../word/ooxml/package.ts';
import { parseTitleRows } from '../address.ts';
import { openPrinter } from '../format/cell-value.ts';
import { openCollector } from '../limits.ts';
import { placePicture } from '../picture-place.ts';
import type { FloatingPicture, FloatingText, Sheet, Workbook } from '../sheet.ts';
import { attributeOf, isOn, readEvents, wholeOf } from '../xml-events.ts';
import { openCellPictures, openPictureStore, type PictureStore, partOfType } from './cell-pictures.ts';
import { readDrawing } from './drawing-part.ts';
import { readSharedStrings } from './shared-strings.ts';
import { readSheetPart, type SheetPart } from './sheet-part.ts';
import { readFormats } from './styles.ts';

/** Sheets a workbook may have: the largest compiled report seen has some hundreds. */
const maxSheets = 5000;

/**
 * Reads a workbook of Office Open XML (xlsx, xlsm).
 * @param which `visible` all sheets, hidden ones named; `active` the one that it opens with: what shows of it in another document
 * @throws PipelineError `office-damaged`, `office-encrypted`, `content-limit`
 */
export function readOoxmlWorkbook(bytes: Uint8Array, which: 'visible' | 'active' = 'visible'): Workbook {
  const office = openPackage(bytes);
  const workbookPart = office.mainPart ?? 'xl/workbook.xml';
  const list = readSheetList(office.bytes(workbookPart), workbookPart);
  if (list.sheets.length > maxSheets)
    throw new PipelineError('content-limit', 'read', `The workbook has more than ${maxSheets} sheets.`, {
      hint: 'Split it.',
    });
  const stringsPart = partOfType(office, workbookPart, 'sharedStrings');
  const stylesPart = partOfType(office, workbookPart, 'styles');
  const collector = openCollector();
  const store = openPictureStore(office);
  const pictures = openCellPictures(office, store, workbookPart);
  const context = {
    strings: stringsPart === null ? [] : readSharedStrings(office.bytes(stringsPart), stringsPart),
    formats: stylesPart === null ? [] : readFormats(office.bytes(stylesPart), stylesPart),
    printer: openPrinter(list.is1904),
    collector,
    cellPicture: pictures.find,
  };
  const relationships = office.relationships(workbookPart);
  return list.sheets.flatMap(({ name, id, isHidden, titles }, i): Workbook => {
    if (which === 'active' && i !== list.active) return [];
    const link = relationships.get(id);
    // Sheets of charts and of macros hold no cells of data.
    if (link === undefined || link.isExternal || link.type !== 'worksheet') return [];
    if (isHidden) return [{ kind: 'hidden', name }];
    const part = readSheetPart(office.bytes(link.target), link.target, context);
    return [toSheet(name, part, collector.take(), titles, drawn(office, store, link.target, part))];
  });
}

function toSheet(
  name: string,
  { merges, hiddenRows, hiddenColumns, faults }: SheetPart,
  cells: Sheet['cells'],
  titleRows: Sheet['titleRows'],
  { pictures, texts, missing }: Drawn,
): Sheet {
  return {
    ...{ kind: 'sheet', name, cells, merges, hiddenRows, hiddenColumns, titleRows, pictures, texts },
    faults: { ...faults, missingPictures: missing },
  };
}

interface SheetEntry {
  readonly name: string;
  readonly id: string;
  readonly isHidden: boolean;
  titles: readonly [number, number] | null;
}

function readSheetList(
  bytes: Uint8Array,
  part: string,
): { readonly sheets: readonly SheetEntry[]; readonly is1904: boolean; readonly active: number } {
  const sheets: SheetEntry[] = [];
  let is1904 = false;
  let active = 0;
  let titlesOf: number | null = null;
  let formula = '';
  readEvents(bytes, part, {
    open(name, attributes) {
      if (name === 'sheet')
        sheets.push({
          name: attributes.name ?? `Sheet${sheets.length + 1}`,
          id: attributeOf(attributes, 'id') ?? '',
          isHidden: /^(?:hidden|veryHidden)$/iu.test(attributes.state ?? ''),
          titles: null,
        });
      else if (name === 'workbookView') active = wholeOf(attributes.activeTab) ?? 0;
      else if (name === 'workbookPr') is1904 = isOn(attributes.date1904);
      else if (name === 'definedName' && /^_xlnm\.Print_Titles$/iu.test(attributes.name ?? '')) {
        titlesOf = wholeOf(attributes.localSheetId);
        formula = '';
      }
    },
    text(text) {
      if (titlesOf !== null) formula += text;
    },
    close(name) {
      if (name !== 'definedName' || titlesOf === null) return;
      const sheet = sheets[titlesOf];
      if (sheet) sheet.titles = parseTitleRows(formula);
      titlesOf = null;
    },
  });
  return { sheets, is1904, active };
}

interface Drawn {
  readonly pictures: readonly FloatingPicture[];
  readonly texts: readonly FloatingText[];
  readonly missing: number;
}

/** What lies over the cells of a sheet. */
function drawn(
  office: OfficePackage,
  store: PictureStore,
  sheetPart: string,
  { drawings, sizes }: SheetPart,
): Drawn {
  const pictures: FloatingPicture[] = [];
  const texts: FloatingText[] = [];
  let missing = 0;
  const links = office.relationships(sheetPart);
  for (const id of drawings) {
    const part = links.get(id)?.target;
    if (part === undefined || !office.has(part)) continue;
    for (const { from, to, size, picture: link, text } of readDrawing(office.bytes(part), part)) {
      const place = placePicture(from, to, size, sizes);
      if (text !== '') texts.push({ text, row: from.row, column: from.column });
      if (link === null) continue;
      const picture = store.find(part, link, size);
      if (picture === null) missing++;
      else pictures.push({ picture, ...place });
    }
  }
  return { pictures, texts, missing };
}
