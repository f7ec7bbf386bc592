import type { Ruling } from '../../../schemas/document.ts';
import type { BBox } from '../../../schemas/geometry.ts';
import type { Component } from './components.ts';
import { findGlyphs } from './glyphs.ts';
import type { Plane } from './threshold.ts';

/** A run of ink in one line of text, parted from its neighbours by a ruling or by more than about one em of white. */
export interface TextPiece {
  /** Tight, pixels. */
  readonly box: BBox;
  /** Connected runs of columns, left to right. */
  readonly glyphs: readonly BBox[];
  readonly baseline: number;
}

interface Rulings {
  readonly horizontal: readonly Ruling[];
  readonly vertical: readonly Ruling[];
}

/** White wider than this (em) parts pieces. */
const pieceGap = 1;
/** Rows of ink lower than this (em) are parts of characters: 二, 三, the dots of 、 and ； under a line. */
const partHeight = 0.5;
/** Parts of characters are put together over this much white (em) to no more than this height (em). */
const partGap = 0.4;
const charHeight = 1.2;
/** A ruling that covers so much of a block's width or height cuts it. */
const cutShare = 0.95;

/** What is around a block, and which way it is told apart. */
interface Axis {
  readonly start: 0 | 1;
  readonly end: 2 | 3;
}
const across: Axis = { start: 0, end: 2 };
const down: Axis = { start: 1, end: 3 };

/**
 * Components of text → pieces of its lines, top down, left to right: blocks are cut along rulings and white until what is left is
 * a line (recursive X-Y cut, Nagy and Seth 1984, with rulings).
 * @param text grey, paper white
 * @param components text only: no rulings, pictures, specks
 */
export function findPieces(text: Plane, components: readonly Component[], rulings: Rulings): TextPiece[] {
  const pieces: TextPiece[] = [];
  const todo: (readonly BBox[])[] = [components.map(({ box }) => box)];
  for (let block = todo.pop(); block !== undefined; block = todo.pop()) {
    if (block.length === 0) continue;
    const parts = cutBlock(block, rulings);
    if (parts.length > 1) todo.push(...parts);
    else pieces.push(toPiece(text, block));
  }
  return inReadingOrder(pieces);
}

function cutBlock(boxes: readonly BBox[], rulings: Rulings): (readonly BBox[])[] {
  const around = boundsOf(boxes);
  const byRows = cutAt(boxes, down, placesOf(rulings.horizontal, around, across, down));
  if (byRows.length > 1) return byRows;
  const byColumns = cutAt(boxes, across, placesOf(rulings.vertical, around, down, across));
  if (byColumns.length > 1) return byColumns;
  const em = emOf(boxes);
  const columns = partAlong(boxes, across, pieceGap * em);
  if (columns.length > 1) return columns;
  return joinParts(partAlong(boxes, down, 0), em);
}

export function boundsOf(boxes: readonly BBox[]): BBox {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of boxes) {
    x0 = Math.min(x0, box[0]);
    y0 = Math.min(y0, box[1]);
    x1 = Math.max(x1, box[2]);
    y1 = Math.max(y1, box[3]);
  }
  return [x0, y0, x1, y1];
}

/** Size of the type of a block, pixels: most of its characters are nearly as high as their em, or parts of them as wide. */
export function emOf(boxes: readonly BBox[]): number {
  const sizes = boxes
    .map(([x0, y0, x1, y1]) => Math.max(y1 - y0, Math.min(x1 - x0, 3 * (y1 - y0))))
    .sort((a, b) => a - b);
  return (sizes[Math.floor(sizes.length * 0.8)] ?? 0) * 1.1;
}

/** Where rulings cut right through a block. */
function placesOf(rulings: readonly Ruling[], around: BBox, along: Axis, over: Axis): number[] {
  const [from, to] = [around[along.start], around[along.end]];
  return rulings
    .filter(
      (ruling) =>
        ruling.at > around[over.start] &&
        ruling.at < around[over.end] &&
        Math.min(to, ruling.to) - Math.max(from, ruling.from) >= (to - from) * cutShare,
    )
    .map(({ at }) => at);
}

/** Parts boxes by the places that their middles lie between. */
function cutAt(boxes: readonly BBox[], over: Axis, places: readonly number[]): (readonly BBox[])[] {
  if (places.length === 0) return [boxes];
  const sorted = [...places].sort((a, b) => a - b);
  const parts = new Map<number, BBox[]>();
  for (const box of boxes) {
    const middle = (box[over.start] + box[over.end]) / 2;
    const index = sorted.findIndex((place) => middle < place);
    const part = parts.get(index);
    if (part) part.push(box);
    else parts.set(index, [box]);
  }
  return [...parts.values()];
}

/** Parts boxes where there is more white than a gap all along. */
function partAlong(boxes: readonly BBox[], over: Axis, gap: number): BBox[][] {
  const sorted = [...boxes].sort((a, b) => a[over.start] - b[over.start]);
  const parts: BBox[][] = [];
  let end = -Infinity;
  for (const box of sorted) {
    const part = parts.at(-1);
    if (part && box[over.start] - end <= gap) part.push(box);
    else parts.push([box]);
    end = Math.max(end, box[over.end]);
  }
  return parts;
}

/** Puts rows together that are parts of one line. */
function joinParts(rows: readonly (readonly BBox[])[], em: number): (readonly BBox[])[] {
  const lines: (readonly BBox[])[] = [];
  let last: BBox | null = null;
  for (const row of rows) {
    const box = boundsOf(row);
    const line = lines.at(-1);
    const isPart = (b: BBox): boolean => b[3] - b[1] < partHeight * em;
    if (
      line &&
      last &&
      (isPart(box) || isPart(last)) &&
      box[1] - last[3] <= partGap * em &&
      box[3] - last[1] <= charHeight * em
    ) {
      lines[lines.length - 1] = [...line, ...row];
      last = boundsOf([last, box]);
    } else {
      lines.push(row);
      last = box;
    }
  }
  return lines;
}

function toPiece(text: Plane, boxes: readonly BBox[]): TextPiece {
  const box = boundsOf(boxes);
  const glyphs = findGlyphs(text, box, boxes);
  return { box, glyphs, baseline: baselineOf(glyphs, box) };
}

/** Where most of what is high stands. */
function baselineOf(glyphs: readonly BBox[], box: BBox): number {
  const feet = glyphs
    .filter((glyph) => glyph[3] - glyph[1] >= (box[3] - box[1]) / 2)
    .map((glyph) => glyph[3])
    .sort((a, b) => a - b);
  return feet[feet.length >> 1] ?? box[3];
}

/** Rows of pieces beside each other, top down; each from left to right. */
function inReadingOrder(pieces: TextPiece[]): TextPiece[] {
  const middle = ({ box }: TextPiece): number => (box[1] + box[3]) / 2;
  pieces.sort((a, b) => middle(a) - middle(b) || a.box[0] - b.box[0]);
  const rows: TextPiece[][] = [];
  for (const piece of pieces) {
    const first = rows.at(-1)?.[0];
    if (first && middle(piece) <= first.box[3] && middle(first) >= piece.box[1]) rows.at(-1)?.push(piece);
    else rows.push([piece]);
  }
  return rows.flatMap((row) => row.sort((a, b) => a.box[0] - b.box[0]));
}
