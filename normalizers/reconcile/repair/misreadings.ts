/**
 * Pairs of digits that engines take for each other at small sizes. From measuring: the pairs that differ in one stroke or
 * one closed loop.
 */
const alike = new Set(
  '17 71 38 83 56 65 06 60 08 80 68 86 89 98 09 90 27 72 49 94 14 41 35 53 58 85 59 95 69 96 23 32'.split(
    ' ',
  ),
);

/** What one way of misreading costs: the negative natural logarithm of its share among misread figures. */
const costs = {
  /** A digit for one that looks like it; for any other. */
  alike: 3,
  other: 5,
  /** A digit of the figure was not read; one was read that is none of it; one was read twice or two as one. */
  lost: 4.5,
  added: 5.5,
  doubled: 4,
  /** The point not seen, seen where none is, or in another place. */
  pointLost: 3,
  pointAdded: 4,
  pointMoved: 4.5,
  /** Digits cut off at the border of the cell: the first, each further one. */
  cut: 4,
  cutMore: 1,
  /** The sign in front. */
  sign: 3.5,
} as const;

/** Above this nothing is a misreading any more, it is another figure. */
export const mostMisreading = 10;

/** Lengths that differ by more than this are no misreading but for a cut at the border. */
const mostLonger = 2;

/**
 * What it costs to take `meant` for what was read as `read`, given that it was misread: the cheapest way of digits taken for
 * each other, lost, added or doubled, of points lost, added or moved, of a border that cut digits off.
 * @param read exact decimal as read
 * @param meant exact decimal with the places with which it would be printed
 * @returns Infinity where one is not read for the other
 */
export function misreadingCost(read: string, meant: string): number {
  const sign = read.startsWith('-') === meant.startsWith('-') ? 0 : costs.sign;
  const a = read.replace(/^-/u, '');
  const b = meant.replace(/^-/u, '');
  if (a === b) return sign;
  const cost = sign + Math.min(cutCost(a, b), pointCost(a, b), editCost(a, b));
  return cost <= mostMisreading ? cost : Number.POSITIVE_INFINITY;
}

/** One is the beginning or the end of the other. */
function cutCost(read: string, meant: string): number {
  const [long, short] = read.length < meant.length ? [meant, read] : [read, meant];
  const more = long.length - short.length;
  if (more === 0 || short.length < 2 || !(long.endsWith(short) || long.startsWith(short))) {
    return Number.POSITIVE_INFINITY;
  }
  return costs.cut + (more - 1) * costs.cutMore + (read.length < meant.length ? 0 : 1);
}

/** The same digits with the point lost, added or elsewhere. */
function pointCost(read: string, meant: string): number {
  if (read.replace('.', '') !== meant.replace('.', '')) return Number.POSITIVE_INFINITY;
  if (!read.includes('.')) return costs.pointLost;
  return meant.includes('.') ? costs.pointMoved : costs.pointAdded;
}

/** Edit distance with the costs above. */
function editCost(read: string, meant: string): number {
  if (Math.abs(read.length - meant.length) > mostLonger) return Number.POSITIVE_INFINITY;
  let before = new Array<number>(meant.length + 1).fill(0);
  for (let j = 1; j <= meant.length; j++) before[j] = (before[j - 1] ?? 0) + lostCost(meant, j - 1);
  for (let i = 1; i <= read.length; i++) {
    const row = new Array<number>(meant.length + 1).fill(0);
    const extra = addedCost(read, i - 1);
    row[0] = (before[0] ?? 0) + extra;
    let least = row[0];
    for (let j = 1; j <= meant.length; j++) {
      row[j] = Math.min(
        (before[j - 1] ?? 0) + substitutionCost(read[i - 1] ?? '', meant[j - 1] ?? ''),
        (row[j - 1] ?? 0) + lostCost(meant, j - 1),
        (before[j] ?? 0) + extra,
      );
      least = Math.min(least, row[j] ?? 0);
    }
    if (least > mostMisreading) return Number.POSITIVE_INFINITY;
    before = row;
  }
  return before[meant.length] ?? Number.POSITIVE_INFINITY;
}

function substitutionCost(read: string, meant: string): number {
  if (read === meant) return 0;
  if (read === '.' || meant === '.') return costs.added;
  return alike.has(meant + read) ? costs.alike : costs.other;
}

function lostCost(meant: string, at: number): number {
  if (meant[at] === '.') return costs.pointLost;
  return meant[at] === meant[at - 1] ? costs.doubled : costs.lost;
}

function addedCost(read: string, at: number): number {
  if (read[at] === '.') return costs.pointAdded;
  return read[at] === read[at - 1] ? costs.doubled : costs.added;
}
