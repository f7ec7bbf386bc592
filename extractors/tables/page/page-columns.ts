import {
  type AlignedColumn,
  bridging,
  isFigurePiece,
  matchInOrder,
  overlap,
} from '../text/aligned-columns.ts';
import { isCounting } from '../text/column-kinds.ts';
import type { PlacedText } from '../text/text-rows.ts';
import type { HeaderLine } from './page-header.ts';

/** Names of columns whose figures are codes or numbers of lines: the row that numbers the columns has none for them. */
const stubWords = /行\s*次|编码|代码|编号|序号|^[类款项]$/u;
/** Lines of one text are centred, or begin, at one place within this many half font sizes. */
const sameAxis = 1.2;
/** A header text stands higher than another when its baseline is this many font sizes above. */
const higher = 0.9;

/**
 * Columns of a region of a page: the stretches that texts of the body and the numbers of the columns take; a header text
 * without any text below makes a column that is blank. Where columns are numbered, none behind the first number is without
 * one. Each column is as wide as its texts, the lowest header text over it among them.
 * @param header lines of the header, without the row that numbers the columns
 * @param numbers pieces of that row, [] for none
 * @param body pieces of the lines below
 */
export function findPageColumns<P extends PlacedText>(
  header: readonly HeaderLine<P>[],
  numbers: readonly PlacedText[],
  body: readonly (readonly PlacedText[])[],
): AlignedColumn[] {
  const counted = numbers.filter((piece) => isFigurePiece(piece.text));
  const told = body.filter((line) => line.some((piece) => isFigurePiece(piece.text))).flat();
  const names = leavesOf(header).filter((leaf) => !leaf.isGroup);
  const stretches = union(told.filter((piece) => !bridging.test(piece.text)));
  const columns = addNames(addNumbers(stretches, counted, names, told), names, counted);
  const free = body
    .flat()
    .filter((piece) => !bridging.test(piece.text) && !columns.some((column) => overlap(column, piece) > 0));
  return union([...columns, ...free]);
}

/** Numbers of columns set to the columns of figures, in order; those left over are columns that are blank. */
function addNumbers(
  stretches: readonly AlignedColumn[],
  numbers: readonly PlacedText[],
  names: readonly Leaf[],
  told: readonly PlacedText[],
): AlignedColumn[] {
  const texts = stretches.map((own) =>
    told.filter((piece) => overlap(piece, own) > 0).map((piece) => piece.text),
  );
  const isLabel = texts.map((own) => !own.every(isFigurePiece));
  // What stands before the labels are codes, what counts the lines is 行次: the row has no number for them.
  const figures = stretches.filter(
    (own, i) =>
      !isLabel[i] &&
      i > isLabel.indexOf(true) &&
      !isCounting(texts[i] ?? []) &&
      !names.some((name) => overlap(name, own) > 0 && stubWords.test(name.text)),
  );
  const isMore = figures.length > numbers.length;
  const partner = isMore ? matchInOrder(numbers, figures) : matchInOrder(figures, numbers);
  const numberOf = (i: number) => numbers[isMore ? partner.indexOf(i) : (partner[i] ?? -1)];
  const joined = figures.map((own, i): AlignedColumn => {
    const number = numberOf(i);
    return number ? hull(own, number, stretches) : own;
  });
  const matched = new Set(figures.map((_, i) => numberOf(i)));
  const others = stretches.filter((own) => !figures.includes(own));
  return union([...others, ...joined, ...numbers.filter((number) => !matched.has(number))]);
}

/** Names set to the columns, in order; a name too many is a column that is blank, unless the columns are numbered. */
function addNames(
  columns: readonly AlignedColumn[],
  names: readonly Leaf[],
  numbers: readonly PlacedText[],
): AlignedColumn[] {
  if (names.length <= columns.length) {
    const partner = matchInOrder(names, columns);
    return columns.map((column, c) => {
      const name = names[partner.indexOf(c)];
      return name ? hull(column, name, columns) : column;
    });
  }
  const partner = matchInOrder(columns, names);
  const firstNumber = numbers[0]?.from ?? Number.POSITIVE_INFINITY;
  const blank = names.filter((name, i) => !partner.includes(i) && name.from < firstNumber);
  const named = columns.map((column, c) => {
    const name = names[partner[c] ?? -1];
    return name ? hull(column, name, columns) : column;
  });
  return union([...named, ...blank.filter((name) => !named.some((column) => overlap(column, name) > 0))]);
}

/** Both together, as far as other stretches leave room. */
function hull(own: AlignedColumn, other: AlignedColumn, all: readonly AlignedColumn[]): AlignedColumn {
  const left = Math.max(Number.NEGATIVE_INFINITY, ...all.filter((a) => a.to <= own.from).map((a) => a.to));
  const right = Math.min(Number.POSITIVE_INFINITY, ...all.filter((a) => a.from >= own.to).map((a) => a.from));
  return {
    from: Math.min(own.from, Math.max(other.from, left)),
    to: Math.max(own.to, Math.min(other.to, right)),
  };
}

interface Leaf extends AlignedColumn {
  text: string;
  from: number;
  to: number;
  readonly baseline: number;
  readonly size: number;
  isGroup: boolean;
}

/** The lowest texts of the header, wrapped ones together; those above names at both their sides head a group. */
function leavesOf<P extends PlacedText>(header: readonly HeaderLine<P>[]): Leaf[] {
  const leaves: Leaf[] = [];
  for (const { pieces, baseline, size } of [...header].reverse())
    for (const { from, to, text } of pieces) {
      const below = leaves.filter((leaf) => overlap(leaf, { from, to }) > 0);
      const [only] = below;
      if (!only) leaves.push({ text, from, to, baseline, size, isGroup: false });
      else if (below.length === 1 && isWithin(only, { from, to }, leaves)) {
        only.from = Math.min(only.from, from);
        only.to = Math.max(only.to, to);
        only.text = text + only.text;
      }
    }
  leaves.sort((a, b) => a.from - b.from);
  leaves.forEach((leaf, i) => {
    const isLower = (other: Leaf | undefined) =>
      other !== undefined && other.baseline - leaf.baseline > higher * leaf.size;
    leaf.isGroup = isLower(leaves[i - 1]) && isLower(leaves[i + 1]);
  });
  return leaves;
}

/** Whether a text over one other can be a line of it: set on one axis, or flush, and leaving its neighbours room. */
function isWithin(only: Leaf, text: AlignedColumn, leaves: readonly Leaf[]): boolean {
  const isSetAlike =
    Math.abs(only.from + only.to - text.from - text.to) <= 2 * sameAxis ||
    Math.abs(only.from - text.from) <= sameAxis;
  return isSetAlike && leaves.every((leaf) => leaf === only || overlap(leaf, text) <= 0);
}

function union(stretches: readonly AlignedColumn[]): AlignedColumn[] {
  const joined: { from: number; to: number }[] = [];
  for (const { from, to } of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && from < last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}
