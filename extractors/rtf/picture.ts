import type { EmbeddedPicture } from '../../schemas/document.ts';
import { bmpOfDib } from '../word/dib.ts';
import { hexDigit } from './hex-digit.ts';

const twipsToPoint = 20;

/** A picture as its group gives it: what kind it is, how large it is shown, its bytes in digits or as they are. */
export interface PictureGroup {
  word(name: string, parameter: number | null): void;
  /** A piece of hexadecimal digits, or of the bytes themselves. */
  digits(bytes: Uint8Array): void;
  binary(bytes: Uint8Array): void;
  /** Null where it holds no bytes. */
  finish(): EmbeddedPicture | null;
}

export function openPicture(): PictureGroup {
  const pieces: Uint8Array[] = [];
  let isDib = false;
  let half: number | null = null;
  const goal: { width: number | null; height: number | null } = { width: null, height: null };
  const scale = { width: 100, height: 100 };
  return {
    word(name, parameter) {
      if (name === 'dibitmap') isDib = true;
      else if (parameter === null || parameter <= 0) return;
      else if (name === 'picwgoal') goal.width = parameter / twipsToPoint;
      else if (name === 'pichgoal') goal.height = parameter / twipsToPoint;
      else if (name === 'picscalex') scale.width = parameter;
      else if (name === 'picscaley') scale.height = parameter;
    },
    digits(bytes) {
      const piece = new Uint8Array((bytes.length + 1) >> 1);
      let count = 0;
      for (const byte of bytes) {
        const digit = hexDigit(byte);
        if (digit === null) continue;
        if (half === null) half = digit;
        else {
          piece[count++] = half * 16 + digit;
          half = null;
        }
      }
      pieces.push(piece.subarray(0, count));
    },
    binary(bytes) {
      pieces.push(bytes);
    },
    finish() {
      const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
      let at = 0;
      for (const piece of pieces) {
        bytes.set(piece, at);
        at += piece.length;
      }
      if (bytes.length === 0) return null;
      const { width, height } = goal;
      return {
        bytes: isDib ? bmpOfDib(bytes) : bytes,
        width: width === null ? null : (width * scale.width) / 100,
        height: height === null ? null : (height * scale.height) / 100,
      };
    },
  };
}
