import { PipelineError } from '../../../schemas/error.ts';
import { officeEncrypted } from '../../ole/ole-kind.ts';

/** `wIdent` of all versions that have the structures of 97. */
const word97 = 0xa5ec;
/** `nFib` of Word 97: what is lower is laid out otherwise. */
const firstVersion = 0xc1;
/** Bytes up to the list of places, and of an entry of it ([MS-DOC] 2.5.1). */
const placesAt = 154;
const placeLength = 8;

/** Where a structure lies in the table stream. */
export interface Place {
  readonly from: number;
  /** 0: it is not there. */
  readonly length: number;
}

/** The head of the WordDocument stream: the File Information Block ([MS-DOC] 2.5). */
export interface FileHead {
  readonly tableStream: '0Table' | '1Table';
  /** Characters of each part of the text, in the order in which they follow each other. */
  readonly lengths: {
    readonly text: number;
    readonly notes: number;
    readonly headers: number;
    readonly macros: number;
    readonly comments: number;
    readonly endnotes: number;
    readonly boxes: number;
  };
  /** Places of structures, by their number in `FibRgFcLcb97`. */
  place(number: number): Place;
}

/** Numbers of the structures that are read ([MS-DOC] 2.5.6). */
export const structures = {
  styles: 1,
  noteMarks: 2,
  noteTexts: 3,
  characterPages: 12,
  paragraphPages: 13,
  pieces: 33,
  shapes: 40,
  endnoteMarks: 46,
  endnoteTexts: 47,
  drawings: 50,
  boxTexts: 56,
  lists: 73,
  listOverrides: 74,
} as const;

/** Whether the stream is of a version before Word 97 (6, 95 and older), which is laid out otherwise. */
export function isOldWord(stream: Uint8Array): boolean {
  if (stream.length < 32) return false;
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const identity = view.getUint16(0, true);
  // The second byte is A5 in all of them, A6 in those for East Asia; 97 and later are EC A5.
  const isWord = identity >> 8 === 0xa5 || identity >> 8 === 0xa6;
  return isWord && (identity !== word97 || view.getUint16(2, true) < firstVersion);
}

/**
 * @throws PipelineError `office-encrypted` for a document under a password, `office-damaged` for what is no document
 */
export function readFileHead(stream: Uint8Array): FileHead {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  if (stream.length < placesAt || view.getUint16(0, true) !== word97)
    throw new PipelineError('office-damaged', 'read', 'The head of the Word document is broken.', {
      hint: 'Fetch it again, or open it in Word or WPS and save it.',
    });
  const flags = view.getUint16(10, true);
  // Encrypted or obfuscated by XOR: both open with a password only.
  if ((flags & 0x0100) !== 0) throw officeEncrypted();
  const count = view.getUint16(152, true);
  const length = (at: number): number => Math.max(0, view.getInt32(at, true));
  return {
    tableStream: (flags & 0x0200) === 0 ? '0Table' : '1Table',
    lengths: {
      text: length(76),
      notes: length(80),
      headers: length(84),
      macros: length(88),
      comments: length(92),
      endnotes: length(96),
      boxes: length(100),
    },
    place(number) {
      const at = placesAt + number * placeLength;
      if (number >= count || at + placeLength > stream.length) return { from: 0, length: 0 };
      return { from: view.getUint32(at, true), length: view.getUint32(at + 4, true) };
    },
  };
}
