import { hasStub, type IsValue, isStubOnly, type SetLine, stacks } from './set-lines.ts';

/** Rows stand further apart than the lines of one row by this share, where white space parts them. */
const rowGap = 1.2;
/** White space parts rows where it stands between at least so many of them. */
const minParted = 2;
/** Figures in the middle of a label stand this near (font sizes) to its lines, or on one of them. */
const nearMiddle = 0.95;

/**
 * Rows of several lines that white space parts: each begins with a label, none holds two figures below each other.
 * @param lines of the body
 * @returns for each line whether it goes on from the line above; null where white space tells no rows
 */
export function joinsByGaps(lines: readonly SetLine[], isValue: IsValue): boolean[] | null {
  const gaps = lines.slice(1).map((line, i) => line.baseline - (lines[i]?.baseline ?? 0));
  const least = [...gaps].sort((a, b) => a - b)[Math.floor(gaps.length / 5)] ?? 0;
  const parts = gaps.map((gap) => gap > rowGap * least);
  if (parts.filter(Boolean).length < minParted || parts.every(Boolean)) return null;
  // Labels alone below each other may be rows of a section; only texts broken in other columns too are surely one row.
  let isBroken = false;
  let row = lines[0]?.cells ?? [];
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i];
    if (!line) continue;
    if (parts[i - 1]) {
      if (!hasStub(line)) return null;
      row = line.cells;
      continue;
    }
    if (stacks(row, line.cells, isValue)) return null;
    isBroken ||= line.cells.some((cell) => cell.first > 0 && !isValue(cell));
    row = [...row, ...line.cells];
  }
  return isBroken ? [false, ...parts.map((isParted) => !isParted)] : null;
}

/**
 * Rows whose figures stand in the middle of labels of several lines.
 * @param lines of the body
 * @returns for each line whether it goes on from the line above; null where figures do not stand so
 */
export function joinsAroundValues(lines: readonly SetLine[], isValue: IsValue): boolean[] | null {
  const rows = lines.flatMap((line, i) => (line.cells.some((c) => c.first > 0 && isValue(c)) ? [i] : []));
  const isLabel = (i: number) => {
    const line = lines[i];
    return line !== undefined && isStubOnly(line);
  };
  const isBetween = rows.some((i) => {
    const [above, line, below] = [lines[i - 1], lines[i], lines[i + 1]];
    if (!above || !line || !below || hasStub(line) || !isLabel(i - 1) || !isLabel(i + 1)) return false;
    const reach = nearMiddle * line.size;
    return line.baseline - above.baseline <= reach && below.baseline - line.baseline <= reach;
  });
  if (!isBetween) return null;
  // As many lines above the figures as below them: row after row, from the first.
  const owner = lines.map((_, i) => i);
  let next = 0;
  for (const r of rows) {
    const heads = r - next;
    for (let i = next; i < r; i++) {
      if (!isLabel(i)) return null;
      owner[i] = r;
    }
    const end = r + heads;
    for (let i = r + 1; i <= end; i++) {
      if (!isLabel(i)) return null;
      owner[i] = r;
    }
    next = end + 1;
  }
  if (next !== lines.length) return null;
  return owner.map((o, i) => i > 0 && owner[i - 1] === o);
}
