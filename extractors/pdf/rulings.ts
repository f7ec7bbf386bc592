import type { Ruling } from '../../schemas/document.ts';
import type { Segment } from './paint.ts';

/** Pieces this near across (points) are one line, drawn twice or by two neighbouring cells. */
const snapDistance = 1.6;
/** Pieces this near along (points) continue each other: corners left open, dashes, dots. */
const joinDistance = 2.6;
/** A joined line shorter than this (points) is ornament or a tick. */
const minLength = 6;

/** Strokes and thin rectangles → horizontal and vertical rulings, each sorted by place. */
export function buildRulings(segments: readonly Segment[]): {
  horizontal: Ruling[];
  vertical: Ruling[];
} {
  const horizontal: Ruling[] = [];
  const vertical: Ruling[] = [];
  for (const { x0, y0, x1, y1, thickness } of segments) {
    if (y0 === y1) horizontal.push({ at: y0, from: x0, to: x1, thickness });
    else vertical.push({ at: x0, from: y0, to: y1, thickness });
  }
  return { horizontal: joinPieces(horizontal), vertical: joinPieces(vertical) };
}

function joinPieces(pieces: Ruling[]): Ruling[] {
  pieces.sort((a, b) => a.at - b.at);
  const joined: Ruling[] = [];
  let level: Ruling[] = [];
  for (const piece of pieces) {
    const last = level.at(-1);
    if (last && piece.at - last.at > snapDistance) {
      joined.push(...joinLevel(level));
      level = [];
    }
    level.push(piece);
  }
  joined.push(...joinLevel(level));
  return joined.sort((a, b) => a.at - b.at || a.from - b.from);
}

/** Pieces at one level → unbroken lines; the place is the mean, weighted by length. */
function joinLevel(level: Ruling[]): Ruling[] {
  level.sort((a, b) => a.from - b.from);
  const lines: { at: number; from: number; to: number; thickness: number; drawn: number }[] = [];
  for (const { at, from, to, thickness } of level) {
    const line = lines.at(-1);
    if (line && from <= line.to + joinDistance) {
      const length = to - from;
      line.at = (line.at * line.drawn + at * length) / (line.drawn + length || 1);
      line.drawn += length;
      line.to = Math.max(line.to, to);
      line.thickness = Math.max(line.thickness, thickness);
    } else lines.push({ at, from, to, thickness, drawn: to - from });
  }
  return lines
    .filter((line) => line.to - line.from >= minLength)
    .map(({ at, from, to, thickness }) => ({ at, from, to, thickness }));
}
