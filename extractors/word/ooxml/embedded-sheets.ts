import type { DeclaredItem } from '../../../schemas/document.ts';
import { PipelineError } from '../../../schemas/error.ts';
import { isOle, openOle } from '../../ole/compound-file.ts';
import { parseRange } from '../../sheets/address.ts';
import { openBiffPictures } from '../../sheets/biff/biff-pictures.ts';
import { checkRecords, readBiffStream } from '../../sheets/biff/biff-stream.ts';
import { readOoxmlWorkbook } from '../../sheets/ooxml/workbook.ts';
import type { CellRange, Sheet, Workbook } from '../../sheets/sheet.ts';
import { toSheetItems } from '../../sheets/sheet-items.ts';
import { readBinaryWorkbook } from '../../sheets/sheetjs/workbook.ts';
import { type OfficePackage, openPackage, type Relationship } from './package.ts';
import { child, count, parseXml } from './xml.ts';

/** What the workbooks embedded in a document show, by their relationships. */
export type EmbeddedSheets = ReadonlyMap<string, readonly DeclaredItem[]>;

/** Workbooks of one document that are read: a report has some dozens. */
const mostWorkbooks = 200;
/** Relationships to objects: packages of Office, and compound files. */
const objectTypes: ReadonlySet<string> = new Set(['package', 'oleObject']);
/** The stream of a compound file in which a package of Office lies as it is. */
const packageStream = 'Package';
const mostSheets = 5_000;

/** Which part of a workbook is shown in its place. */
interface View {
  /** Number of the sheet among all; null where nothing says which. */
  readonly sheet: number | null;
  readonly range: CellRange | null;
}

/**
 * Reads what embedded workbooks show: the sheet that was open when they were left, as much of it as their place shows. One
 * that cannot be read, or of which nothing says what is shown, is left out: its picture stands in the text.
 */
export async function readEmbeddedSheets(
  opened: OfficePackage,
  relationships: ReadonlyMap<string, Relationship>,
): Promise<EmbeddedSheets> {
  const found = new Map<string, readonly DeclaredItem[]>();
  const objects = [...relationships].filter(
    ([, { type, target, isExternal }]) => objectTypes.has(type) && !isExternal && opened.has(target),
  );
  for (const [id, { target }] of objects.slice(0, mostWorkbooks)) {
    try {
      const items = await readObject(opened.bytes(target));
      if (items.length > 0) found.set(id, items);
    } catch (error) {
      if (!(error instanceof PipelineError)) throw error;
    }
  }
  return found;
}

async function readObject(bytes: Uint8Array): Promise<readonly DeclaredItem[]> {
  const file = isOle(bytes) ? openOle(bytes) : null;
  const inner = file === null ? bytes : file.read(packageStream);
  if (inner !== null) return isWorkbook(inner) ? shownItems(readOoxmlWorkbook(inner), viewOf(inner)) : [];
  const isBinary = file?.streams.some(({ path }) => /^(?:WORKBOOK|BOOK)$/u.test(path.toUpperCase()));
  if (isBinary !== true) return [];
  const stream = readBiffStream(bytes);
  if (checkRecords(stream).isEncrypted) return [];
  const workbook = await readBinaryWorkbook(stream, '', openBiffPictures(stream));
  return shownItems(workbook, { sheet: null, range: null });
}

function isWorkbook(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return false;
  const { mainPart, has } = openPackage(bytes);
  return mainPart?.startsWith('xl/') === true && has(mainPart);
}

/** The sheet that was open and the range that its place shows, as the workbook says. */
function viewOf(bytes: Uint8Array): View {
  const opened = openPackage(bytes);
  const part = opened.mainPart ?? '';
  const root = parseXml(opened.bytes(part), part);
  const view = child(child(root, 'x:bookViews'), 'x:workbookView');
  return {
    sheet: count(view?.attributes.activeTab ?? '0', mostSheets) ?? 0,
    range: parseRange(child(root, 'x:oleSize')?.attributes.ref ?? ''),
  };
}

function shownItems(workbook: Workbook, { sheet, range }: View): readonly DeclaredItem[] {
  const visible = workbook.filter((each): each is Sheet => each.kind === 'sheet' && each.cells.length > 0);
  const open = sheet === null ? undefined : workbook[sheet];
  const shown = open?.kind === 'sheet' ? open : visible.length === 1 ? visible[0] : undefined;
  if (shown === undefined) return [];
  return toSheetItems(range === null ? shown : cutTo(shown, range)).items;
}

/** A sheet without what lies outside of a range. */
function cutTo(sheet: Sheet, { top, left, bottom, right }: CellRange): Sheet {
  const isIn = ({ row, column }: { readonly row: number; readonly column: number }) =>
    row >= top && row <= bottom && column >= left && column <= right;
  return {
    ...sheet,
    cells: sheet.cells.filter(isIn),
    merges: sheet.merges
      .filter((merge) => isIn({ row: merge.top, column: merge.left }))
      .map((merge) => ({
        ...merge,
        bottom: Math.min(merge.bottom, bottom),
        right: Math.min(merge.right, right),
      })),
    pictures: sheet.pictures.filter(isIn),
    texts: sheet.texts.filter(isIn),
  };
}
