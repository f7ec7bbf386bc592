import { type AlignedColumn, columnOf, isFigurePiece } from '../text/aligned-columns.ts';
import { groupWraps } from '../text/aligned-wraps.ts';
import type { AlignedLine, PlacedText } from '../text/text-rows.ts';

/** A line of a table's body: baseline and font size in points, pieces placed as the columns are. */
export interface BodyLine {
  readonly baseline: number;
  readonly size: number;
  readonly pieces: readonly PlacedText[];
}

/** Lines of one cell follow each other at one distance; what lies this much further apart is another row. */
const wrapSlack = 1.12;
/** A line as far from its neighbours as rows are is a row of its own … */
const rowShare = 0.98;
/** … unless the label above fills its column to this share. */
const fullShare = 0.85;
/** A cut lies at least this share of the font size above the baseline of the line below it, or below that of the one above. */
const cutSlack = 0.1;

/**
 * Lines of a body → rows: for each row the numbers of its lines. Between two cuts with figures on one line stands one row;
 * elsewhere a line that only holds part of a label goes to the row it stands nearest to.
 * @param cuts heights at which a row surely ends, ascending
 */
export function groupBodyLines(
  lines: readonly BodyLine[],
  columns: readonly AlignedColumn[],
  cuts: readonly number[],
): (readonly number[])[] {
  const hasFigures = lines.map(({ pieces }) => pieces.some((piece) => isFigurePiece(piece.text)));
  const apart = findApart(lines, columns, hasFigures);
  const bands: number[][] = [];
  lines.forEach((line, i) => {
    const above = lines[i - 1];
    const isCut = above !== undefined && cuts.some((cut) => isBetween(cut, above, line));
    if (i === 0 || isCut) bands.push([]);
    bands.at(-1)?.push(i);
  });
  const isRuled = bands.length > 2 && bands.length * 2 > hasFigures.filter(Boolean).length;
  return bands.flatMap((band) => {
    const anchors = band.filter((i) => hasFigures[i]).length;
    if (anchors === 1 || (anchors === 0 && isRuled)) return [band];
    // Lines as near as those of one cell stand in one row, if no two of them have figures.
    return clustersOf(band, apart).flatMap((cluster) =>
      cluster.filter((i) => hasFigures[i]).length <= 1 ? [cluster] : shareOut(cluster, lines, columns, apart),
    );
  });
}

function clustersOf(band: readonly number[], apart: readonly boolean[]): number[][] {
  const clusters: number[][] = [];
  for (const i of band)
    if (clusters.length === 0 || apart[i]) clusters.push([i]);
    else clusters.at(-1)?.push(i);
  return clusters;
}

/** Lines with several of figures: those without go to the rows whose labels they can be part of. */
function shareOut(
  cluster: readonly number[],
  lines: readonly BodyLine[],
  columns: readonly AlignedColumn[],
  apart: readonly boolean[],
): (readonly number[])[] {
  const own = cluster.map(
    (i): AlignedLine => ({
      line: { text: String(i), page: 1, location: '', bbox: null, apart: apart[i] === true, artifact: false },
      pieces: lines[i]?.pieces ?? [],
    }),
  );
  return groupWraps(own, columns).map((group) => group.map((line) => Number(line.text)));
}

function isBetween(cut: number, above: BodyLine, below: BodyLine): boolean {
  return cut > above.baseline + cutSlack * above.size && cut < below.baseline - cutSlack * below.size;
}

/** Which lines stand further from the one above than lines of one cell do. */
function findApart(
  lines: readonly BodyLine[],
  columns: readonly AlignedColumn[],
  hasFigures: readonly boolean[],
): boolean[] {
  const wrapGap = findWrapGap(lines, columns, hasFigures);
  const pitches = lines.flatMap(({ baseline }, i) =>
    i > 0 && hasFigures[i] && hasFigures[i - 1] ? [baseline - (lines[i - 1]?.baseline ?? 0)] : [],
  );
  const pitch = pitches.sort((a, b) => a - b)[pitches.length >> 1] ?? Number.POSITIVE_INFINITY;
  return lines.map((line, i) => {
    const above = lines[i - 1];
    if (!above) return false;
    const gap = line.baseline - above.baseline;
    return gap > wrapSlack * wrapGap || (gap >= rowShare * pitch && !isFull(above, line, columns));
  });
}

/** The least distance of two labels of a column of which one stands on a line without figures: that of lines of one cell. */
function findWrapGap(
  lines: readonly BodyLine[],
  columns: readonly AlignedColumn[],
  hasFigures: readonly boolean[],
): number {
  const last = columns.map(() => -1);
  let least = Number.POSITIVE_INFINITY;
  lines.forEach(({ pieces, baseline }, i) => {
    for (const piece of pieces) {
      if (isFigurePiece(piece.text)) continue;
      const c = columnOf(columns, piece);
      const at = last[c] ?? -1;
      const above = lines[at];
      if (above && (!hasFigures[i] || !hasFigures[at])) least = Math.min(least, baseline - above.baseline);
      last[c] = i;
    }
  });
  return least;
}

/** Whether a label of the line above fills its column where this line has one too: then it may go on. */
function isFull(above: BodyLine, line: BodyLine, columns: readonly AlignedColumn[]): boolean {
  return line.pieces.some((piece) => {
    const c = columnOf(columns, piece);
    const { from = 0, to = 0 } = columns[c] ?? {};
    return above.pieces.some(
      (other) => columnOf(columns, other) === c && other.to - from >= fullShare * (to - from),
    );
  });
}
