import { zipSync } from 'fflate';
import { PipelineError } from '../../../schemas/error.ts';
import { openZip } from '../../zip/open-zip.ts';
import { maxColumns, maxRows } from '../sheet.ts';

/** Records of a sheet's part ([MS-XLSB] 2.3.1): its beginning, a row, columns, a link. */
const beginSheet = 129;
const rowHead = 0;
const columnBand = 60;
const hyperlink = 494;
/** A record's length is written in at most this many bytes, seven bits each ([MS-XLSB] 2.1.4). */
const lengthBytes = 4;

/**
 * A binary workbook as SheetJS may read it: all parts unpacked within limits, and in its sheets nothing that a library
 * follows cell by cell over ranges that no sheet has.
 * @throws PipelineError `office-damaged`, `office-encrypted`, `content-limit`
 */
export function boundParts(bytes: Uint8Array): Uint8Array {
  const zip = openZip(bytes, 'office');
  const parts: Record<string, Uint8Array> = Object.create(null);
  for (const entry of zip.entries) {
    if (entry.name.endsWith('/')) continue;
    const part = zip.inflate(entry);
    if (entry.name.toLowerCase().endsWith('.bin')) boundSheet(part);
    parts[entry.name] = part;
  }
  return zipSync(parts, { level: 0 });
}

/** Changes a sheet's part: links hold for no cell, columns end where sheets do. */
function boundSheet(part: Uint8Array): void {
  const view = new DataView(part.buffer, part.byteOffset, part.byteLength);
  let isFirst = true;
  for (let at = 0; at < part.length; ) {
    const record = recordAt(part, at);
    if (isFirst && record.type !== beginSheet) return;
    isFirst = false;
    const { type, from } = record;
    at = from + record.length;
    if (at > part.length) throw damaged();
    if (type === rowHead && record.length >= 4 && view.getUint32(from, true) >= maxRows) throw damaged();
    if (type === columnBand && record.length >= 8)
      view.setUint32(from + 4, Math.min(view.getUint32(from + 4, true), maxColumns - 1), true);
    if (type === hyperlink && record.length >= 8) {
      view.setUint32(from, 1, true);
      view.setUint32(from + 4, 0, true);
    }
  }
}

function recordAt(part: Uint8Array, start: number) {
  let at = start;
  let type = part[at++] ?? 0;
  if (type & 0x80) type = (type & 0x7f) | (((part[at++] ?? 0) & 0x7f) << 7);
  let length = 0;
  for (let i = 0; i < lengthBytes; i++) {
    const byte = part[at++] ?? 0;
    length |= (byte & 0x7f) << (7 * i);
    if ((byte & 0x80) === 0) break;
  }
  return { type, from: at, length };
}

function damaged(): PipelineError {
  return new PipelineError('office-damaged', 'read', 'The workbook is damaged. A sheet has broken records.', {
    hint: 'Open it in an Office program and save it, or fetch it anew.',
  });
}
