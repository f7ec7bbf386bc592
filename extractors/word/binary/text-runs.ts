import { decodeWestern } from '../../text/code-page.ts';
import type { FormattedRuns } from './formatted-runs.ts';
import type { Piece } from './pieces.ts';
import { type CharacterProperties, readCharacterProperties } from './properties.ts';

/** Characters that lie behind each other and have the same properties. */
export interface TextRun {
  readonly text: string;
  /** Character position of its first. */
  readonly from: number;
  readonly properties: CharacterProperties;
  readonly piece: Piece;
}

/** The text of a document, by character positions. */
export interface DocumentText {
  runs(from: number, to: number): Generator<TextRun>;
}

/** Byte of the stream at which a character of a piece lies. */
export function byteOf(piece: Piece, position: number): number {
  return piece.at + (position - piece.from) * piece.width;
}

export function openText(
  stream: Uint8Array,
  pieces: readonly Piece[],
  characters: FormattedRuns,
): DocumentText {
  const wide = new TextDecoder('utf-16le', { ignoreBOM: true });
  const known = new Map<Uint8Array, CharacterProperties>();
  const propertiesOf = (group: Uint8Array, piece: Piece): CharacterProperties => {
    if (piece.properties.length > 0) return readCharacterProperties([group, piece.properties]);
    const before = known.get(group);
    const properties = before ?? readCharacterProperties([group]);
    if (before === undefined) known.set(group, properties);
    return properties;
  };
  return {
    *runs(from, to) {
      for (let i = firstPiece(pieces, from); i < pieces.length; i++) {
        const piece = pieces[i];
        if (piece === undefined || piece.from >= to) return;
        const end = Math.min(piece.to, to);
        for (let at = Math.max(piece.from, from); at < end; ) {
          const start = byteOf(piece, at);
          const run = characters.at(start);
          const count = Math.max(1, Math.min(end - at, Math.ceil((run.to - start) / piece.width)));
          const bytes = stream.subarray(start, start + count * piece.width);
          const text = piece.width === 1 ? decodeWestern(bytes) : wide.decode(bytes);
          yield { text, from: at, properties: propertiesOf(run.properties, piece), piece };
          at += count;
        }
      }
    },
  };
}

function firstPiece(pieces: readonly Piece[], position: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.to ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}
