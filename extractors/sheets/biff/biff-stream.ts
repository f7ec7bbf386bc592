import { PipelineError } from '../../../schemas/error.ts';
import { isOle, openOle } from '../../ole/compound-file.ts';
import { kindOfOle, officeEncrypted } from '../../ole/ole-kind.ts';
import { checkCount } from '../limits.ts';

/** First bytes of a workbook that is no compound file: BOF of BIFF2, 3, 4, 5 and 8 ([MS-XLS] 2.4.21). */
const beginnings = [0x0009, 0x0209, 0x0409, 0x0809];
/** Kinds of a substream, at the fifth byte of BOF: globals, a sheet, a chart, a macro sheet. */
const substreams = [0x0005, 0x0010, 0x0020, 0x0040, 0x0100];
const bofLengths = [4, 6, 8, 16];
const filePass = 0x002f;

/** Whether the bytes begin like a workbook without a container. */
export function isBareBiff(bytes: Uint8Array): boolean {
  if (bytes.length < 8) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (
    beginnings.includes(view.getUint16(0, true)) &&
    bofLengths.includes(view.getUint16(2, true)) &&
    substreams.includes(view.getUint16(6, true))
  );
}

/**
 * The stream of records of an old workbook.
 * @throws PipelineError `office-damaged` where there is none or it is cut off, `office-encrypted`
 */
export function readBiffStream(bytes: Uint8Array): Uint8Array {
  if (!isOle(bytes)) {
    if (isBareBiff(bytes)) return bytes;
    throw damaged('It has neither a container nor records.');
  }
  const file = openOle(bytes);
  if (kindOfOle(file) === 'encrypted') throw officeEncrypted();
  const name = ['Workbook', 'Book'].find((each) =>
    file.streams.some(({ path }) => path.toUpperCase() === each.toUpperCase()),
  );
  const stream = name === undefined ? null : file.read(name);
  const size = file.streams.find(({ path }) => path.toUpperCase() === name?.toUpperCase())?.size ?? 0;
  if (stream === null) throw damaged('It holds no workbook.');
  if (stream.length < size) throw damaged('It is cut off.');
  return stream;
}

/** Records that are a cell with something in it, BIFF2 to BIFF8 ([MS-XLS] 2.3.2). */
const cellRecords = new Set([
  0x0002, 0x0003, 0x0004, 0x0006, 0x00d6, 0x00fd, 0x0203, 0x0204, 0x0206, 0x027e, 0x0406,
]);
/** Numbers side by side: six bytes each, six more about where they stand. */
const numbersRecord = 0x00bd;

/**
 * Looks over the records before they are read: whether they are encrypted, which is said before the first sheet, and that they
 * are not more cells than may be.
 * @throws PipelineError `content-limit`
 */
export function checkRecords(stream: Uint8Array): { readonly isEncrypted: boolean } {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  let cells = 0;
  for (let at = 0; at + 4 <= stream.length; at += 4 + view.getUint16(at + 2, true)) {
    const kind = view.getUint16(at, true);
    if (kind === filePass) return { isEncrypted: true };
    if (cellRecords.has(kind)) cells++;
    else if (kind === numbersRecord) cells += Math.floor((view.getUint16(at + 2, true) - 6) / 6);
  }
  checkCount(cells);
  return { isEncrypted: false };
}

/** Links of cells and what is shown over them, and where in each the range begins that they hold for ([MS-XLS] 2.4.140). */
const links = new Map([
  [0x01b8, 0],
  [0x0800, 2],
]);

/** A copy of the records in which links hold for no cell: a library follows them cell by cell. */
export function withoutLinks(stream: Uint8Array): Uint8Array {
  const copy = stream.slice();
  const view = new DataView(copy.buffer);
  for (let at = 0; at + 4 <= copy.length; at += 4 + view.getUint16(at + 2, true)) {
    const range = links.get(view.getUint16(at, true));
    if (range === undefined || view.getUint16(at + 2, true) < range + 8 || at + range + 8 > copy.length)
      continue;
    view.setUint16(at + 4 + range, 1, true);
    view.setUint16(at + 6 + range, 0, true);
  }
  return copy;
}

/** Whether a workbook that could be opened holds macros. */
export function hasMacroStorage(bytes: Uint8Array): boolean {
  return isOle(bytes) && openOle(bytes).storages.some((path) => path.toUpperCase() === '_VBA_PROJECT_CUR');
}

function damaged(what: string): PipelineError {
  return new PipelineError('office-damaged', 'read', `The workbook is damaged. ${what}`, {
    hint: 'Open it in an Office program and save it, or fetch it anew.',
  });
}
