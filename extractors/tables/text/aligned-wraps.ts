import type { FlowLine } from '../../layout/flow.ts';
import { type AlignedColumn, columnOf, isFigurePiece } from './aligned-columns.ts';
import { isLabelRest } from './row-repair.ts';
import type { AlignedLine, TextRow } from './text-rows.ts';

/** A label as wide as this share of the widest text of its column may go on in the next line. */
const fullShare = 0.7;
/** More lines between two rows than this are no halves of labels. */
const maxRest = 8;
/** Cost of a row that has more lines of its label above than below, or the other way, a line. */
const unevenCost = 2;
/** Cost of a line below a label that is not full, or above figures that have a label already. */
const doubtCost = 1;

/** What speaks against lines being halves of labels may cost this much: more, and they are rows without figures. */
const mostCost = 4;

/** A line of the body on its way to a row. */
interface Draft {
  readonly line: FlowLine;
  readonly cells: string[];
  /** Display columns at which its texts begin and end. */
  readonly begins: number[];
  readonly ends: number[];
  readonly hasFigures: boolean;
}

/** A row with the lines that hold the rest of its labels. */
interface Anchor {
  readonly draft: Draft;
  readonly above: Draft[];
  readonly below: Draft[];
}

/**
 * Lines of a body → rows. A line that only holds part of a label goes to the row it is part of: labels are centred beside
 * their figures, or begin with them, so a row has as many lines of its label above as below, or all below.
 */
export function joinWraps(lines: readonly AlignedLine[], columns: readonly AlignedColumn[]): TextRow[] {
  return anchorsOf(lines, columns).map(toRow);
}

/** The same, told by lines: for each row those that make it, from top to bottom. */
export function groupWraps(
  lines: readonly AlignedLine[],
  columns: readonly AlignedColumn[],
): (readonly FlowLine[])[] {
  return anchorsOf(lines, columns).map(({ draft, above, below }) =>
    [...above, draft, ...below].map(({ line }) => line),
  );
}

function anchorsOf(lines: readonly AlignedLine[], columns: readonly AlignedColumn[]): Anchor[] {
  const drafts = lines.map((line) => toDraft(line, columns));
  const widest = widestTexts(drafts, columns);
  const anchors: Anchor[] = [];
  let between: Draft[] = [];
  for (const draft of drafts) {
    if (isRest(draft)) {
      between.push(draft);
      continue;
    }
    const anchor: Anchor = { draft, above: [], below: [] };
    const last = anchors.at(-1);
    for (const own of share(last, between, anchor, widest))
      anchors.push({ draft: own, above: [], below: [] });
    anchors.push(anchor);
    between = [];
  }
  for (const own of share(anchors.at(-1), between, null, widest))
    anchors.push({ draft: own, above: [], below: [] });
  return anchors;
}

/** A line without figures whose texts can all be the rest of labels. */
function isRest(draft: Draft): boolean {
  return !draft.hasFigures && draft.cells.every((text) => text === '' || isLabelRest(text));
}

/** Shares the lines between two rows out to them; gives back those that are rows of their own. */
function share(
  upper: Anchor | undefined,
  between: readonly Draft[],
  lower: Anchor | null,
  widest: readonly number[],
): readonly Draft[] {
  if (between.length === 0) return [];
  if (between.length > maxRest) return between;
  const gap = between.findIndex((draft, i) => i > 0 && draft.line.apart);
  const [first] = between;
  const touchesUpper = first !== undefined && !first.line.apart && upper !== undefined;
  const touchesLower = lower !== null && !lower.draft.line.apart;
  // White space between the lines parts them; else the cut with the least against it.
  let best: { down: number; cost: number } | null = null;
  for (let down = 0; down <= between.length; down++) {
    const up = between.length - down;
    if ((down > 0 && !touchesUpper) || (up > 0 && !touchesLower)) continue;
    if (gap > 0 && down !== gap) continue;
    const below = between.slice(0, down);
    const above = between.slice(down);
    const cost = (upper ? costBelow(upper, below, widest) : 0) + (lower ? costAbove(lower, above) : 0);
    if (Number.isFinite(cost) && (best === null || cost < best.cost)) best = { down, cost };
  }
  if (best === null || best.cost > mostCost) return between;
  upper?.below.push(...between.slice(0, best.down));
  lower?.above.push(...between.slice(best.down));
  return [];
}

/** What speaks against these lines being the lower part of the row's labels; infinite where they cannot. */
function costBelow(anchor: Anchor, below: readonly Draft[], widest: readonly number[]): number {
  if (below.length === 0) return anchor.above.length * unevenCost;
  if (!anchor.draft.hasFigures) return Number.POSITIVE_INFINITY;
  const begun = anchor.above.at(-1) ?? anchor.draft;
  let cost = anchor.above.length > 0 ? Math.abs(anchor.above.length - below.length) * unevenCost : 0;
  for (const draft of below)
    draft.cells.forEach((text, c) => {
      if (text === '') return;
      const label = (anchor.draft.cells[c] ?? '') || (begun.cells[c] ?? '');
      if (label === '' || isFigurePiece(label)) cost = Number.POSITIVE_INFINITY;
      else if (anchor.above.length === 0 && !isFull(anchor.draft, c, widest) && !isOpen(label))
        cost += doubtCost + 2;
    });
  return cost;
}

/** What speaks against these lines being the upper part of the row's labels; infinite where they cannot. */
function costAbove(anchor: Anchor, above: readonly Draft[]): number {
  if (above.length === 0) return 0;
  if (!anchor.draft.hasFigures) return Number.POSITIVE_INFINITY;
  let cost = 0;
  for (const draft of above)
    draft.cells.forEach((text, c) => {
      if (text === '') return;
      const label = anchor.draft.cells[c] ?? '';
      if (label !== '' && (isFigurePiece(label) || !isLabelRest(label))) cost = Number.POSITIVE_INFINITY;
      else if (label !== '') cost += doubtCost;
    });
  return cost;
}

function toDraft({ line, pieces }: AlignedLine, columns: readonly AlignedColumn[]): Draft {
  const cells = columns.map(() => '');
  const begins = columns.map(() => 0);
  const ends = columns.map(() => 0);
  for (const piece of pieces) {
    const column = columnOf(columns, piece);
    cells[column] = [cells[column], piece.text].filter((text) => text !== '').join(' ');
    if (ends[column] === 0) begins[column] = piece.from;
    ends[column] = piece.to;
  }
  return { line, cells, begins, ends, hasFigures: pieces.some((piece) => isFigurePiece(piece.text)) };
}

function toRow({ draft, above, below }: Anchor): TextRow {
  const all = [...above, draft, ...below];
  return {
    cells: draft.cells.map((_, c) => all.map((part) => part.cells[c] ?? '').join('')),
    page: draft.line.page,
    location: draft.line.location,
    apart: draft.line.apart,
  };
}

function isFull(draft: Draft, column: number, widest: readonly number[]): boolean {
  const width = (draft.ends[column] ?? 0) - (draft.begins[column] ?? 0);
  return width >= fullShare * (widest[column] ?? 0);
}

/** How wide (display columns) the widest text of each column is. */
function widestTexts(drafts: readonly Draft[], columns: readonly AlignedColumn[]): number[] {
  return columns.map((_, c) =>
    drafts.reduce((most, { begins, ends }) => Math.max(most, (ends[c] ?? 0) - (begins[c] ?? 0)), 0),
  );
}

function isOpen(text: string): boolean {
  const opened = text.match(/[（(“《]/gu)?.length ?? 0;
  const closed = text.match(/[）)”》]/gu)?.length ?? 0;
  return opened > closed || /[、，]$/u.test(text);
}
