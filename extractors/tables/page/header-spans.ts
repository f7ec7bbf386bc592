import type { Ruling } from '../../../schemas/document.ts';

/** A header's text on its line: the columns that its ink touches, and where it stands. */
export interface HeaderText {
  readonly first: number;
  readonly last: number;
  readonly from: number;
  readonly to: number;
}

/** Where a column's texts stand. */
export interface ColumnExtent {
  readonly from: number;
  readonly to: number;
}

/** A text stands over the middle of columns when it misses it by less than this share of the font size. */
const centred = 0.9;
/** A text is set flush with a column's edge when it misses it by less than this share of the font size. */
const flush = 0.5;
/** A rule reaches this far (points) past the texts it stands over, at most that short of them. */
const ruleSlack = 5;

/**
 * Which columns each text of a header line holds for: those over which the rule under it is drawn; else, where a text of
 * the line stands over the middle of several columns and over no single one, the widest run of columns whose middle it
 * marks. A line without such a text is left as it stands.
 * @param texts of the line, from left to right
 * @param extents of the columns' texts below, the stub first
 * @param rules drawn under the line and above the next
 * @param size font size in points
 * @returns first and last column of each text
 */
export function headerSpans(
  texts: readonly HeaderText[],
  extents: readonly (ColumnExtent | null)[],
  rules: readonly Ruling[],
  size: number,
): readonly (readonly [first: number, last: number])[] {
  const ruled = texts.map((text) => spanOfRule(text, extents, rules));
  const isGroupLine = texts.some(
    (text, i) => ruled[i] !== null || text.last > text.first || isBetween(text, texts, extents, size),
  );
  if (!isGroupLine) return texts.map(({ first, last }) => [first, last]);
  const spans = texts.map((text, i) => ruled[i] ?? widestRun(text, i, texts, extents, size));
  // Two groups never share a column: the one that is only centred gives way.
  return spans.map((span, i) => {
    const clashes = spans.some((other, k) => k !== i && other[0] <= span[1] && other[1] >= span[0]);
    const text = texts[i];
    return clashes && ruled[i] === null && text ? [text.first, text.last] : span;
  });
}

function spanOfRule(
  text: HeaderText,
  extents: readonly (ColumnExtent | null)[],
  rules: readonly Ruling[],
): readonly [number, number] | null {
  const middle = (text.from + text.to) / 2;
  const rule = rules.find(({ from, to }) => from - ruleSlack <= middle && to + ruleSlack >= middle);
  if (!rule) return null;
  const under = extents.flatMap((extent, column) =>
    extent &&
    (extent.from + extent.to) / 2 >= rule.from - ruleSlack &&
    (extent.from + extent.to) / 2 <= rule.to + ruleSlack
      ? [column]
      : [],
  );
  const [first, last] = [under[0], under.at(-1)];
  if (first === undefined || last === undefined || first === last || first === 0) return null;
  return [Math.min(first, text.first), Math.max(last, text.last)];
}

/** Whether a text marks the middle of two columns or more, and neither the middle nor an edge of one. */
function isBetween(
  text: HeaderText,
  texts: readonly HeaderText[],
  extents: readonly (ColumnExtent | null)[],
  size: number,
): boolean {
  if (text.first === 0) return false;
  const own = extents[text.first];
  if (!own) return false;
  const middle = (text.from + text.to) / 2;
  if (Math.abs((own.from + own.to) / 2 - middle) <= centred * size) return false;
  if (Math.abs(own.from - text.from) <= flush * size || Math.abs(own.to - text.to) <= flush * size)
    return false;
  const [first, last] = widestRun(text, texts.indexOf(text), texts, extents, size);
  return last > first;
}

function widestRun(
  text: HeaderText,
  at: number,
  texts: readonly HeaderText[],
  extents: readonly (ColumnExtent | null)[],
  size: number,
): readonly [number, number] {
  const lowest = Math.max(1, (texts[at - 1]?.last ?? 0) + 1);
  const highest = (texts[at + 1]?.first ?? extents.length) - 1;
  if (text.first === 0) return [text.first, text.last];
  const middle = (text.from + text.to) / 2;
  let best: readonly [number, number] = [text.first, text.last];
  for (let first = lowest; first <= text.first; first++)
    for (let last = text.last; last <= highest; last++) {
      const [left, right] = [extents[first], extents[last]];
      if (!left || !right || last - first <= best[1] - best[0]) continue;
      if (Math.abs((left.from + right.to) / 2 - middle) <= centred * size) best = [first, last];
    }
  return best;
}
