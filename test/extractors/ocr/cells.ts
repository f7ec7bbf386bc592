import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import type { OcrRequest } from '../../../schemas/ports.ts';

/** A cell of the fixture with what stands in it. */
export interface Cell {
  readonly text: string;
  readonly request: OcrRequest;
}

const folder = new URL('../../fixtures/ocr/', import.meta.url);

interface CellList {
  readonly rowHeight: number;
  readonly width: number;
  readonly cells: readonly { readonly kind: OcrRequest['kind']; readonly text: string }[];
}

/** The cells of test/fixtures/ocr/cells.png, each a request. */
export async function readCells(): Promise<readonly Cell[]> {
  const { rowHeight, width, cells }: CellList = JSON.parse(
    readFileSync(new URL('cells.json', folder), 'utf8'),
  );
  const { data } = await sharp(readFileSync(new URL('cells.png', folder)))
    .greyscale()
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return cells.map(({ kind, text }, row) => {
    const rows = data.subarray(row * rowHeight * width, (row + 1) * rowHeight * width);
    const picture = { width, height: rowHeight, channels: 1 as const, data: new Uint8Array(rows) };
    return { text, request: { kind, picture } };
  });
}

/** A reading without white space, brackets and colons as on a keyboard: what tells characters from spacing. */
export const plain = (text: string): string => text.replace(/\s/gu, '').normalize('NFKC');
