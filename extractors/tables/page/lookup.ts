import type { Word } from '../../../schemas/document.ts';
import type { BBox } from '../../../schemas/geometry.ts';
import { middleOf, wordsIn } from './grid.ts';
import type { Lattice, LatticeCell } from './lattice.ts';

/** Height (points) of the bands by which words are looked up: about a line of text. */
const band = 16;

/** As `wordsIn`, for the many boxes of one page. */
export function wordFinder(words: readonly Word[]): (box: BBox) => Word[] {
  const bands = new Map<number, number[]>();
  const xs = new Float64Array(words.length);
  const ys = new Float64Array(words.length);
  words.forEach((word, i) => {
    const [x, y] = middleOf(word);
    xs[i] = x;
    ys[i] = y;
    const key = Math.floor(y / band);
    const own = bands.get(key);
    if (own) own.push(i);
    else bands.set(key, [i]);
  });
  return (box) => {
    const [first, last] = [Math.floor(box[1] / band), Math.floor(box[3] / band)];
    if (!(last - first < bands.size)) return wordsIn(words, box);
    const found: number[] = [];
    for (let key = first; key <= last; key++)
      for (const i of bands.get(key) ?? []) {
        const x = xs[i] ?? 0;
        const y = ys[i] ?? 0;
        if (x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]) found.push(i);
      }
    return found.sort((a, b) => a - b).flatMap((i) => words[i] ?? []);
  };
}

/** The first cell of a lattice, in their order, that a point lies in or on the edge of; undefined outside of all. */
export function cellFinder({ xs, ys, cells }: Lattice): (x: number, y: number) => LatticeCell | undefined {
  const columns = xs.length - 1;
  const owners = new Int32Array(columns * (ys.length - 1)).fill(-1);
  cells.forEach(({ row, column, rowSpan, columnSpan }, i) => {
    for (let r = row; r < row + rowSpan; r++)
      for (let c = column; c < column + columnSpan; c++) owners[r * columns + c] = i;
  });
  return (x, y) => {
    let found = -1;
    for (const r of stripsAt(ys, y))
      for (const c of stripsAt(xs, x)) {
        const owner = owners[r * columns + c] ?? -1;
        if (owner >= 0 && (found < 0 || owner < found)) found = owner;
      }
    return found < 0 ? undefined : cells[found];
  };
}

/** The strips between ascending places that a value lies in: two where it is on their border, none outside. */
function stripsAt(places: readonly number[], value: number): number[] {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  // places[low] is the first that is not before the value
  const strips: number[] = [];
  if (low > 0 && low < places.length) strips.push(low - 1);
  if (places[low] === value && low < places.length - 1) strips.push(low);
  return strips;
}
