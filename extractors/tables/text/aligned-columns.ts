import { isDash, parseNumber } from '../../../normalizers/number.ts';
import { isColumnNumbers } from '../structure.ts';
import type { PlacedText } from './text-rows.ts';

/** A column of an aligned table: the display columns its texts take, `to` not included. */
export interface AlignedColumn {
  readonly from: number;
  readonly to: number;
}

/** Labels that are centred over several columns of labels: they tell no column. */
export const bridging = /^(?:栏\s*次|[\u4e00-\u9fff]{0,8}(?:合|总|小)\s*计|总\s*分)$/u;

/** Whether a piece can stand in a column of figures: a figure, a dash, a code. */
export function isFigurePiece(text: string): boolean {
  return parseNumber(text) !== null || isDash(text);
}

/** Middles of lines of one cell lie apart by at most this much (display columns): halves are rounded. */
const slack = 3;

/** A header cell that has no other below it. */
interface Leaf extends AlignedColumn {
  from: number;
  to: number;
  /** The row that numbers the columns has a number for it. */
  readonly isNumbered: boolean;
  /** It stands behind the first numbered column and over none: the name of a group, or of a column set at its other edge. */
  readonly isDoubtful: boolean;
}

/**
 * Columns of a run of lines, from the white space that runs down between the pieces of lines with figures; a header
 * cell that stands over none of them makes a column that is blank in the body.
 * @param lines pieces of every line, header lines first
 * @param header how many leading lines are header, the row that numbers the columns included
 * @returns columns from left to right, [] where there is neither figure nor header
 */
export function findColumns(lines: readonly (readonly PlacedText[])[], header: number): AlignedColumn[] {
  const body = lines.slice(header).filter((pieces) => pieces.some((piece) => isFigurePiece(piece.text)));
  const printed = union(body.flat().filter((piece) => !bridging.test(piece.text)));
  const last = lines[header - 1] ?? [];
  const isNumbered = header > 0 && isColumnNumbers(last.map(({ text }) => text));
  const numbers = isNumbered ? last.filter((piece) => isFigurePiece(piece.text)) : [];
  const names = lines.slice(0, isNumbered ? header - 1 : header);
  const all = isNumbered
    ? nameNumbered(addNumbers(printed, numbers, body), names, numbers)
    : addHeader(printed, leavesOf(names, printed, []));
  const free = body.flat().filter((piece) => !all.some((column) => overlap(column, piece) > 0));
  return union([...all, ...free]);
}

/** Columns and the numbers over them: only columns of figures have one, and each number has a column. */
function addNumbers(
  columns: readonly AlignedColumn[],
  numbers: readonly PlacedText[],
  body: readonly (readonly PlacedText[])[],
): AlignedColumn[] {
  const isOfFigures = columns.map((column) => {
    const own = body.flat().filter((piece) => overlap(column, piece) > 0);
    const figures = own.filter(({ text }) => isFigurePiece(text) && !code.test(text));
    return figures.length * 2 > own.length && !isCounting(figures.map(({ text }) => text));
  });
  const others = columns.filter((_, i) => !isOfFigures[i]);
  const wide = addHeader(
    columns.filter((_, i) => isOfFigures[i]),
    numbers.map(({ from, to }) => ({ from, to, isNumbered: true, isDoubtful: false })),
  ).map(({ from, to }) => ({
    from: Math.max(from, ...others.map((other) => (other.from < to && other.from <= from ? other.to : 0))),
    to: Math.min(to, ...others.map((other) => (other.from > from ? other.from : to))),
  }));
  return union([...others, ...wide.filter(({ from, to }) => from < to)]);
}

/** Whole numbers, each one more than the last: 行次. */
function isCounting(texts: readonly string[]): boolean {
  return (
    texts.length > 1 &&
    texts.every((text, i) => /^\d+$/u.test(text) && Number(text) - i === Number(texts[0] ?? ''))
  );
}

/** 类, 款 or 项 of the classification. */
const code = /^\d{3}(?:\d{2}){0,2}$/u;

/**
 * Columns that are numbered, and the header cells above their numbers: as many cells as columns belong to them in order,
 * wherever in its column each is set; cells left over stand left of the first, over columns that are blank in the body.
 */
function nameNumbered(
  columns: readonly AlignedColumn[],
  names: readonly (readonly PlacedText[])[],
  numbers: readonly AlignedColumn[],
): AlignedColumn[] {
  const leaves = leavesOf(names, columns, numbers);
  const more = leaves.length - columns.length;
  const own = more < 0 ? [] : leaves.slice(more);
  const isNumbered = (column: AlignedColumn) => numbers.some((number) => overlap(column, number) > 0);
  const isInOrder =
    own.length > 0 &&
    (more === 0 || columns.every(isNumbered)) &&
    own.every((leaf, i) => {
      const left = columns[i - 1]?.to ?? leaves[more - 1]?.to ?? 0;
      const right = columns[i + 1]?.from ?? Number.POSITIVE_INFINITY;
      return leaf.from >= left - slack && leaf.to <= right + slack;
    });
  if (isInOrder) {
    const wide = columns.map(({ from, to }, i) => ({
      from: Math.min(from, Math.max(own[i]?.from ?? from, columns[i - 1]?.to ?? 0)),
      to: Math.max(to, Math.min(own[i]?.to ?? to, columns[i + 1]?.from ?? Number.POSITIVE_INFINITY)),
    }));
    return union([...leaves.slice(0, more), ...wide]);
  }
  const sure = leaves.filter((leaf) => !leaf.isDoubtful);
  const first = numbers[0]?.from ?? Number.POSITIVE_INFINITY;
  return addHeader(columns, sure, first);
}

/**
 * Header cells that have no other below them, one for each column as a rule: wrapped ones joined, those over several
 * columns left out. A lone piece centred between two that stand lower, over no column, is the header over both.
 */
function leavesOf(
  header: readonly (readonly PlacedText[])[],
  columns: readonly AlignedColumn[],
  numbers: readonly AlignedColumn[],
): Leaf[] {
  let leaves: Leaf[] = [];
  for (const pieces of [...header].reverse()) {
    const fresh: Leaf[] = [];
    for (const { from, to } of pieces) {
      const below = leaves.filter((leaf) => overlap(leaf, { from, to }) > 0);
      const left = leaves.findLast((leaf) => leaf.to <= from);
      const right = leaves.find((leaf) => leaf.from >= to);
      const [only] = below;
      if (only && below.length === 1 && isSetAlike(only, { from, to })) {
        only.from = Math.min(only.from, Math.max(from, left?.to ?? 0));
        only.to = Math.max(only.to, Math.min(to, right?.from ?? to));
      } else if (below.length === 0) {
        const isAlone =
          pieces.filter((p) => p.from >= (left?.to ?? 0) && p.to <= (right?.from ?? p.to)).length === 1;
        const isOver = left && right && isAlone && isCentredOver(leaves, left, right, { from, to });
        // A column of its own: no header that stands lower has it.
        const isOverColumn = columns.some(
          (column) => overlap(column, { from, to }) > 0 && !leaves.some((leaf) => overlap(column, leaf) > 0),
        );
        const isAmongNumbered = numbers.some((number) => number.from < from);
        if (isOverColumn || !isOver)
          fresh.push({ from, to, isNumbered: false, isDoubtful: isAmongNumbered && !isOverColumn });
      }
    }
    leaves = [...leaves, ...fresh].sort((a, b) => a.from - b.from);
  }
  return leaves;
}

/** Whether a piece is centred over leaves that follow each other, those at both its sides among them. */
function isCentredOver(leaves: readonly Leaf[], left: Leaf, right: Leaf, piece: AlignedColumn): boolean {
  const firsts = leaves.slice(0, leaves.indexOf(left) + 1);
  const lasts = leaves.slice(leaves.indexOf(right));
  return firsts.some(({ from }) =>
    lasts.some(({ to }) => Math.abs(from + to - piece.from - piece.to) <= 2 * slack),
  );
}

/** Whether one stands over the other as lines of one cell do: centred, or flush at one side. */
function isSetAlike(a: AlignedColumn, b: AlignedColumn): boolean {
  return (
    Math.abs(a.from + a.to - b.from - b.to) <= 2 * slack ||
    Math.abs(a.from - b.from) <= 1 ||
    Math.abs(a.to - b.to) <= 1
  );
}

/**
 * Columns and the header cells over them, matched from left to right: a column is widened to its header cell; cells
 * beyond the number of columns are columns that are blank in the body. Where columns are numbered, none is without a
 * number behind the first that has one.
 */
function addHeader(
  columns: readonly AlignedColumn[],
  leaves: readonly Leaf[],
  firstNumber = Number.POSITIVE_INFINITY,
): AlignedColumn[] {
  const isMore = leaves.length > columns.length;
  const [few, many] = isMore ? [columns, leaves] : [leaves, columns];
  const partner = matchInOrder(few, many);
  const all = columns.map(({ from, to }, i) => {
    const leaf = isMore ? leaves[partner[i] ?? -1] : leaves[partner.indexOf(i)];
    if (!leaf) return { from, to };
    const left = columns[i - 1]?.to ?? 0;
    const right = columns[i + 1]?.from ?? Number.POSITIVE_INFINITY;
    return { from: Math.min(from, Math.max(leaf.from, left)), to: Math.max(to, Math.min(leaf.to, right)) };
  });
  if (!isMore) return all;
  const blank = leaves.filter(
    (leaf, i) => !partner.includes(i) && (leaf.isNumbered || leaf.from < firstNumber),
  );
  return union([...all, ...blank.filter((leaf) => !all.some((column) => overlap(column, leaf) > 0))]);
}

/** For each of `few` its partner among `many`, in order, none twice, so that they lie as near as can be. */
export function matchInOrder(few: readonly AlignedColumn[], many: readonly AlignedColumn[]): number[] {
  const cost = few.map(() => many.map(() => Number.POSITIVE_INFINITY));
  const from = few.map(() => many.map(() => -1));
  few.forEach((a, i) => {
    let best = i === 0 ? 0 : Number.POSITIVE_INFINITY;
    let at = -1;
    many.forEach((b, j) => {
      const before = i === 0 ? 0 : (cost[i - 1]?.[j - 1] ?? Number.POSITIVE_INFINITY);
      if (i > 0 && before < best) {
        best = before;
        at = j - 1;
      }
      const here = cost[i];
      const back = from[i];
      if (here && back && (i === 0 || j > 0)) {
        here[j] = best + distance(a, b);
        back[j] = at;
      }
    });
  });
  const partner: number[] = few.map(() => -1);
  const last = cost.at(-1) ?? [];
  let j = last.indexOf(Math.min(...last));
  for (let i = few.length - 1; i >= 0; i--) {
    partner[i] = j;
    j = from[i]?.[j] ?? -1;
  }
  return partner;
}

/** How far two stretches lie apart: nothing where they share columns, else the distance of their middles. */
function distance(a: AlignedColumn, b: AlignedColumn): number {
  return overlap(a, b) > 0 ? 0 : Math.abs(a.from + a.to - b.from - b.to) / 2;
}

/** Display columns that two stretches share; none or less where they do not touch. */
export function overlap(a: AlignedColumn, b: AlignedColumn): number {
  return Math.min(a.to, b.to) - Math.max(a.from, b.from);
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

/** The column a piece stands in: the one it overlaps most, else the nearest. */
export function columnOf(columns: readonly AlignedColumn[], piece: AlignedColumn): number {
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  columns.forEach((column, i) => {
    const shared = overlap(column, piece);
    if (shared > most) {
      most = shared;
      best = i;
    }
  });
  return best;
}

/**
 * A piece that lies over several columns because only one space parts them is cut at its spaces, where each part then
 * lies over a column of its own.
 */
export function cutAtColumns(
  columns: readonly AlignedColumn[],
  piece: PlacedText,
  widthOf: (text: string) => number,
): PlacedText[] {
  if (columns.filter((column) => overlap(column, piece) > 0).length < 2) return [piece];
  const parts: PlacedText[] = [];
  let at = piece.from;
  for (const word of piece.text.split(/([ \u00a0])/u)) {
    const width = widthOf(word);
    if (word.trim() !== '') parts.push({ from: at, to: at + width, text: word });
    at += width;
  }
  const joined: { from: number; to: number; text: string; column: number }[] = [];
  for (const part of parts) {
    const column = columnOf(columns, part);
    const last = joined.at(-1);
    if (last && last.column === column) {
      last.text += ` ${part.text}`;
      last.to = part.to;
    } else joined.push({ ...part, column });
  }
  const isClean = joined.every((part) => columns.filter((column) => overlap(column, part) > 0).length <= 1);
  return isClean ? joined : [piece];
}
