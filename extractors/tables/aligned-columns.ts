import { isDash, parseNumber } from '../../normalizers/number.ts';
import type { PlacedText } from './text-rows.ts';

/** A column of an aligned table: the display columns its texts take, `to` not included. */
export interface AlignedColumn {
  readonly from: number;
  readonly to: number;
}

/** Share of the body's lines whose labels may lie across a gap between columns (合计 centred over code and name). */
const bridgeShare = 0.1;
/** … and this many at least, once the body has as many lines as twice that and more. */
const minBridges = 1;
const linesForBridges = 4;

/** Whether a piece can stand in a column of figures: a figure, a dash, a code. */
export function isFigurePiece(text: string): boolean {
  return parseNumber(text) !== null || isDash(text);
}

/**
 * Columns of a run of lines, from the white space that runs down between the pieces of lines with figures; a header
 * piece that stands over none of them makes a column that is blank in the body.
 * @param lines pieces of every line, header lines first
 * @param header how many leading lines are header without figures
 * @returns columns from left to right, [] where no line has a figure
 */
export function findColumns(lines: readonly (readonly PlacedText[])[], header: number): AlignedColumn[] {
  const body = lines.slice(header).filter((pieces) => pieces.some((piece) => isFigurePiece(piece.text)));
  const width = Math.max(0, ...lines.flatMap((pieces) => pieces.map((piece) => piece.to)));
  const figures = new Int32Array(width + 1);
  const labels = new Int32Array(width + 1);
  for (const pieces of body)
    for (const piece of pieces) {
      const cover = isFigurePiece(piece.text) ? figures : labels;
      for (let x = piece.from; x < piece.to; x++) cover[x] = (cover[x] ?? 0) + 1;
    }
  const bridges =
    body.length > linesForBridges ? Math.max(minBridges, Math.floor(body.length * bridgeShare)) : 0;
  const columns: AlignedColumn[] = [];
  let from = -1;
  for (let x = 0; x <= width; x++) {
    const isCovered = (figures[x] ?? 0) > 0 || (labels[x] ?? 0) > bridges;
    if (isCovered && from < 0) from = x;
    if (!isCovered && from >= 0) {
      columns.push({ from, to: x });
      from = -1;
    }
  }
  return addBlankColumns(addScarceLabels(columns, body), lines.slice(0, header));
}

/** Labels so few that they were taken for bridges, but over no column: they make one. */
function addScarceLabels(
  columns: readonly AlignedColumn[],
  body: readonly (readonly PlacedText[])[],
): AlignedColumn[] {
  const free = body.flat().filter((piece) => !columns.some((column) => overlap(column, piece) > 0));
  return union([...columns, ...free]);
}

/** Pieces of the header that stand over no column, lowest first, make columns that are blank in the body. */
function addBlankColumns(
  columns: readonly AlignedColumn[],
  header: readonly (readonly PlacedText[])[],
): AlignedColumn[] {
  let all = [...columns];
  const blank: AlignedColumn[] = [];
  for (const pieces of [...header].reverse())
    for (const piece of pieces) {
      if (all.some((column) => overlap(column, piece) > 0)) continue;
      // Over one that a lower line made: the same column's wrapped header.
      const known = blank.find((column) => overlap(column, piece) > 0);
      if (!known) blank.push({ from: piece.from, to: piece.to });
      all = [...columns, ...blank];
    }
  return union(all);
}

/** Display columns that two stretches share. */
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
