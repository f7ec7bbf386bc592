import type { Picture } from '../../../schemas/picture.ts';

/** Paper is looked for in blocks of this many points: an eighth of an inch holds some paper even in dense text. */
const blockSize = 9;
/** Paper is the lightest tenth of a block: lighter specks are noise, darker ones may be ink. */
const paperShare = 0.1;
/** What is dark and smaller than twice this (in blocks) is print, not shadow. */
const reach = 4;
/** No paper is darker than this: where nothing lighter is near, it is a picture or the table under the sheet. */
const darkestPaper = 90;

/**
 * Divides the light of the page out: paper becomes 255 everywhere, whatever shadow, grey or yellow it had.
 * Print smaller than an inch never counts as shadow. Changes the picture in place.
 * @param grey one channel
 * @param scale pixels to the point
 */
export function evenLight({ width, height, data }: Picture, scale: number): void {
  const size = Math.max(4, Math.round(blockSize * scale));
  const across = Math.ceil(width / size);
  const down = Math.ceil(height / size);
  const paper = closeDark(paperOf(data, width, height, size, across, down), across, down);
  const row = new Float32Array(across);
  for (let y = 0; y < height; y++) {
    mixRows(paper, across, down, (y + 0.5) / size - 0.5, row);
    divideRow(data, y * width, width, row, size);
  }
}

/** The lightness of the paper in each block. */
function paperOf(
  data: Uint8Array,
  width: number,
  height: number,
  size: number,
  across: number,
  down: number,
): Float32Array<ArrayBuffer> {
  const paper = new Float32Array(across * down);
  const counts = new Uint32Array(256);
  for (let by = 0; by < down; by++) {
    for (let bx = 0; bx < across; bx++) {
      counts.fill(0);
      const [x0, x1] = [bx * size, Math.min(width, (bx + 1) * size)];
      const [y0, y1] = [by * size, Math.min(height, (by + 1) * size)];
      for (let y = y0; y < y1; y += 2)
        for (let x = x0; x < x1; x++) {
          const value = data[y * width + x] as number;
          counts[value] = (counts[value] as number) + 1;
        }
      let left = Math.ceil((x1 - x0) * Math.ceil((y1 - y0) / 2) * paperShare);
      let value = 255;
      while (value > 0 && left > (counts[value] as number)) left -= counts[value--] as number;
      paper[by * across + bx] = value;
    }
  }
  return paper;
}

/** Lets light grow over dark blocks and shrink back (closing), then softens. */
function closeDark(paper: Float32Array, across: number, down: number): Float32Array {
  let blocks = spread(paper, across, down, Math.max);
  blocks = spread(blocks, across, down, Math.min);
  return blocks.map((value) => Math.max(darkestPaper, value));
}

function spread(
  blocks: Float32Array,
  across: number,
  down: number,
  choose: (a: number, b: number) => number,
): Float32Array {
  const rows = new Float32Array(blocks.length);
  for (let y = 0; y < down; y++)
    for (let x = 0; x < across; x++) {
      let best = blocks[y * across + x] as number;
      for (let i = Math.max(0, x - reach); i <= Math.min(across - 1, x + reach); i++)
        best = choose(best, blocks[y * across + i] as number);
      rows[y * across + x] = best;
    }
  const result = new Float32Array(blocks.length);
  for (let y = 0; y < down; y++)
    for (let x = 0; x < across; x++) {
      let best = rows[y * across + x] as number;
      for (let i = Math.max(0, y - reach); i <= Math.min(down - 1, y + reach); i++)
        best = choose(best, rows[i * across + x] as number);
      result[y * across + x] = best;
    }
  return result;
}

/** The row of blocks at a height between two rows. */
function mixRows(blocks: Float32Array, across: number, down: number, at: number, row: Float32Array): void {
  const above = Math.min(down - 1, Math.max(0, Math.floor(at)));
  const below = Math.min(down - 1, above + 1);
  const share = Math.min(1, Math.max(0, at - above));
  for (let x = 0; x < across; x++)
    row[x] =
      (blocks[above * across + x] as number) * (1 - share) + (blocks[below * across + x] as number) * share;
}

function divideRow(data: Uint8Array, start: number, width: number, row: Float32Array, size: number): void {
  const half = size >> 1;
  for (let x = 0; x < width; ) {
    const block = Math.floor((x - half) / size);
    const end = Math.min(width, (block + 1) * size + half);
    const left = row[Math.max(0, block)] as number;
    const right = row[Math.min(row.length - 1, block + 1)] as number;
    const step = (right - left) / size;
    let paper = left + step * (x - half - block * size);
    for (; x < end; x++, paper += step) {
      const value = ((data[start + x] as number) * 255) / paper;
      data[start + x] = Math.min(255, value);
    }
  }
}
