import type { Ruling, Word } from '../../../schemas/document.ts';
import { isFigure } from './grid.ts';
import { joinsAroundValues, joinsByGaps } from './row-groups.ts';
import { hasStub, type IsValue, isStubOnly, type SetLine, stacks } from './set-lines.ts';
import type { StreamCell } from './stream.ts';

/** A row of a table: the lines it is made of put together. */
export interface SetRow {
  readonly cells: readonly StreamCell<readonly Word[]>[];
  readonly baseline: number;
}

/** Header lines nearer than this many font sizes are one row, unless a line is drawn between. */
const headerLeading = 1.75;
/** A body line nearer to the one above than this share of the usual distance goes on from it. */
const wrapShare = 0.87;
/** Lines of one label are at most this many font sizes apart. */
const labelLeading = 1.65;
/** A label that ends within this many font sizes of the longest ends at the column's edge. */
const edgeReach = 1.5;
/** White space between two words of a label, in font sizes. */
const wordSpace = 0.28;
/** Slabs between drawn lines are rows from this many on: fewer part head, body and total. */
const minSlabs = 3;
/** A column holds texts when this share of its cells has letters: figures among them (a year that ends a sentence) are text. */
const textShare = 0.6;
/** Share of the slabs that must hold one row each for the drawn lines to tell the rows. */
const singleShare = 0.7;

/**
 * Lines → rows. Header lines close to each other are one row; a line of the body goes on from the row above, or begins the
 * one below, where its label could not have ended there; where lines are drawn (or shades change) between the rows, they
 * tell them.
 * @param header how many lines are header
 * @param rules drawn across the table, or edges of shading
 */
export function toRows(lines: readonly SetLine[], header: number, rules: readonly Ruling[]): SetRow[] {
  const rows: { cells: StreamCell<readonly Word[]>[]; baseline: number }[] = [];
  const parted = (above: number, below: number) =>
    rules.some((rule) => rule.at > above - 1 && rule.at < below - 1);
  const texts = textColumns(lines.slice(header));
  const isValue = (cell: StreamCell<readonly Word[]>) =>
    !texts.has(cell.first) && isFigure(cell.segment.text);
  const slabbed = isSlabbed(lines.slice(header), parted, isValue);
  const joins = slabbed ? [] : bodyJoins(lines, header, parted, isValue);
  lines.forEach((line, i) => {
    const above = rows.at(-1);
    const last = lines[i - 1];
    if (!above || !last || parted(above.baseline, line.baseline)) {
      rows.push({ cells: [...line.cells], baseline: line.baseline });
      return;
    }
    const goesOn =
      i < header
        ? isHeaderWrap(above.cells, line, line.baseline - last.baseline)
        : i > header && (slabbed ? !stacks(above.cells, line.cells, isValue) : joins[i] === true);
    if (goesOn) {
      above.cells.push(...line.cells);
      above.baseline = line.baseline;
    } else rows.push({ cells: [...line.cells], baseline: line.baseline });
  });
  return rows;
}

/** For each line whether it goes on from the line above: white space, figures in the middle of labels, or words tell it. */
function bodyJoins(
  lines: readonly SetLine[],
  header: number,
  parted: (above: number, below: number) => boolean,
  isValue: IsValue,
): boolean[] {
  const body = lines.slice(header);
  const told = joinsByGaps(body, isValue) ?? joinsAroundValues(body, isValue);
  if (told === null) return labelJoins(lines, header, parted, isValue);
  return [...lines.slice(0, header).map(() => false), ...told];
}

function isHeaderWrap(
  above: readonly StreamCell<readonly Word[]>[],
  line: SetLine,
  distance: number,
): boolean {
  if (distance >= headerLeading * line.size) return false;
  if (above.every((cell) => cell.first === cell.last)) return true;
  // A group's name may itself be broken: every text goes on below one over the same columns.
  return line.cells.every((cell) =>
    above.some((other) => other.first === cell.first && other.last === cell.last),
  );
}

/** Columns right of the labels that hold texts. */
function textColumns(body: readonly SetLine[]): ReadonlySet<number> {
  const counts = new Map<number, { letters: number; all: number }>();
  for (const { cells } of body)
    for (const { first, segment } of cells) {
      const count = counts.get(first) ?? { letters: 0, all: 0 };
      count.all++;
      if (/\p{L}{2}/u.test(segment.text) && !isFigure(segment.text)) count.letters++;
      counts.set(first, count);
    }
  return new Set(
    [...counts].filter(([, { letters, all }]) => letters >= textShare * all).map(([column]) => column),
  );
}

/** Whether drawn lines (or shades) part nearly every two rows. */
function isSlabbed(
  body: readonly SetLine[],
  parted: (above: number, below: number) => boolean,
  isValue: IsValue,
): boolean {
  const slabs: SetLine[][] = [];
  body.forEach((line, i) => {
    const above = body[i - 1];
    if (above && !parted(above.baseline, line.baseline)) slabs.at(-1)?.push(line);
    else slabs.push([line]);
  });
  const single = slabs.filter(([first, ...rest]) => {
    let cells = [...(first?.cells ?? [])];
    return rest.every((line) => {
      const isOne = !stacks(cells, line.cells, isValue);
      cells = [...cells, ...line.cells];
      return isOne;
    });
  });
  return slabs.length >= minSlabs && single.length >= singleShare * slabs.length;
}

/** Where the labels' column ends: where the longest ends, if another comes near, for then they were broken there; else where the values begin. */
function labelRoom(body: readonly SetLine[]): number {
  let room = Number.NEGATIVE_INFINITY;
  let values = Number.POSITIVE_INFINITY;
  const ends: number[] = [];
  for (const { cells, size } of body)
    for (const { first, last, segment } of cells) {
      if (first > 0) values = Math.min(values, segment.from);
      else if (last === 0) {
        ends.push(segment.to + edgeReach * size);
        room = Math.max(room, segment.to);
      }
    }
  return ends.filter((end) => end >= room).length >= 2 || values === Number.POSITIVE_INFINITY ? room : values;
}

/** Lines of nothing but labels between two rows with values; the rows may be missing at an end. */
interface LabelRun {
  readonly from: number;
  readonly to: number;
  /** For each line of the run, and the row below it, whether it goes on from the line above by its words. */
  readonly fits: readonly boolean[];
}

/** For each line whether it goes on from the line above. */
function labelJoins(
  lines: readonly SetLine[],
  header: number,
  parted: (above: number, below: number) => boolean,
  isValue: IsValue,
): boolean[] {
  const body = Math.max(1, header);
  const gaps = lines.slice(body).map((line, i) => line.baseline - (lines[body + i - 1]?.baseline ?? 0));
  const usual = [...gaps].sort((a, b) => a - b)[gaps.length >> 1] ?? 0;
  const room = labelRoom(lines.slice(header));
  const fitsAt = (i: number): boolean => {
    const [above, line] = [lines[i - 1], lines[i]];
    if (i <= header || !above || !line || parted(above.baseline, line.baseline)) return false;
    if (!hasStub(above) || !hasStub(line)) return false;
    const isNear = isStubOnly(line) && isText(line) && line.baseline - above.baseline < wrapShare * usual;
    return isNear || wraps(above, line, room);
  };
  const runs: LabelRun[] = [];
  for (let i = header; i < lines.length; i++) {
    const line = lines[i];
    if (!line || !isStubOnly(line)) continue;
    let to = i;
    while (to + 1 < lines.length && isStubOnly(lines[to + 1] as SetLine)) to++;
    runs.push({ from: i, to, fits: Array.from({ length: to - i + 2 }, (_, k) => fitsAt(i + k)) });
    i = to;
  }
  // Values stand on the first lines of broken labels, or on the last: the clear cases tell the others. Where a label could
  // have ended anywhere, a new one begins with a capital.
  const sides = runs.map(({ from, to, fits }): 'above' | 'below' | null => {
    const [isTail, isHead] = [fits[0] === true, fits.at(-1) === true];
    if (isTail !== isHead) return isTail ? 'above' : 'below';
    if (!isTail) return null;
    const [first, next] = [beginsSmall(lines[from]), beginsSmall(lines[to + 1])];
    return first === next ? null : first ? 'above' : 'below';
  });
  const below = sides.filter((side) => side === 'below').length;
  const usualSide = 2 * below > sides.filter((side) => side !== null).length ? 'below' : 'above';
  const joins: boolean[] = lines.map(() => false);
  runs.forEach(({ from, fits }, r) => {
    const isWhole = fits.every(Boolean);
    const cut = (sides[r] ?? usualSide) === 'below' ? 0 : fits.length - 1;
    fits.forEach((fit, k) => {
      if (from + k < lines.length) joins[from + k] = fit && !(isWhole && k === cut);
    });
  });
  for (let i = header + 1; i < lines.length; i++) {
    const [above, line] = [lines[i - 1], lines[i]];
    if (!above || !line || hasStub(line) || parted(above.baseline, line.baseline)) continue;
    joins[i] = goesOnInCells(lines, joins, i, isValue, line.baseline - above.baseline < wrapShare * usual);
  }
  return joins;
}

/** A line without a label whose texts all stand under texts of the row above, which has one. */
function goesOnInCells(
  lines: readonly SetLine[],
  joins: readonly boolean[],
  at: number,
  isValue: IsValue,
  isNear: boolean,
): boolean {
  const line = lines[at];
  let from = at - 1;
  while (from > 0 && joins[from] === true) from--;
  const row = lines.slice(from, at).flatMap((l) => l.cells);
  if (!line || line.isSection || line.cells.some((cell) => isValue(cell) || cell.first !== cell.last))
    return false;
  if (isNear) return true;
  return (
    row.some((cell) => cell.first === 0) &&
    line.cells.every((cell) => row.some((other) => other.first === cell.first && !isValue(other)))
  );
}

const beginsSmall = (line: SetLine | undefined): boolean =>
  /^[\p{Ll}(]/u.test(line?.cells[0]?.segment.text ?? '');
const isText = (line: SetLine): boolean => line.cells.every((cell) => !isFigure(cell.segment.text));

/**
 * Whether a label goes on in the line below: its first word there would not have found room, or it begins in lower case.
 * @param room where the labels' column ends
 */
function wraps(above: SetLine, below: SetLine, room: number): boolean {
  const [upper, lower] = [above.cells[0]?.segment, below.cells[0]?.segment];
  const [last, first] = [upper?.content.at(-1), lower?.content[0]];
  if (!upper || !lower || !last || !first) return false;
  if (below.baseline - above.baseline > labelLeading * Math.max(above.size, below.size)) return false;
  if (last.bold !== first.bold || /[:：]$/u.test(upper.text) || isFigure(lower.text)) return false;
  // What ends in a colon names what follows.
  if (/^\p{Lu}[^\n]*[:：]$/u.test(lower.text)) return false;
  if (/^\p{Ll}/u.test(lower.text) && /[\p{L},–-]$/u.test(upper.text)) return true;
  return upper.to + wordSpace * first.size + (first.bbox[2] - first.bbox[0]) > room + 1;
}
