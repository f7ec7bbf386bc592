import type { Ruling } from '../../schemas/document.ts';
import type { Segment } from './paint.ts';

/** Pieces this near across (points) are one line, drawn twice or by two neighbouring cells. */
const snapDistance = 1.6;
/** Pieces this near along (points) continue each other: corners left open, dashes, dots. */
const joinDistance = 2.6;
/** A joined line shorter than this (points) is ornament or a tick. */
const minLength = 6;

/** Dots of one line lie this near (points) across; fewer than so many are none. */
const sameDot = 0.4;
const minDots = 5;

/** Dots (segments without length) that follow each other in a line → segments; other segments stay. */
export function joinDots(segments: readonly Segment[]): readonly Segment[] {
  const dots = segments.filter(isDot);
  if (dots.length < minDots) return dots.length === 0 ? segments : segments.filter((s) => !isDot(s));
  const across = runsOf(dots.map(({ x0, y0, thickness }) => ({ at: y0, along: x0, thickness })));
  const down = runsOf(dots.map(({ x0, y0, thickness }) => ({ at: x0, along: y0, thickness })));
  // Cells have dots at all their sides; dots across alone are the scale of a chart, or lines to write on.
  if (across.length < 2 || down.length < 2) return segments.filter((segment) => !isDot(segment));
  return [
    ...segments.filter((segment) => !isDot(segment)),
    ...across.map(({ at, from, to, thickness }) => ({ x0: from, y0: at, x1: to, y1: at, thickness })),
    ...down.map(({ at, from, to, thickness }) => ({ x0: at, y0: from, x1: at, y1: to, thickness })),
  ];
}

const isDot = ({ x0, y0, x1, y1 }: Segment): boolean => x0 === x1 && y0 === y1;

function runsOf(dots: { at: number; along: number; thickness: number }[]): Ruling[] {
  const byPlace = [...dots].sort((a, b) => a.at - b.at);
  const runs: Ruling[] = [];
  let level: typeof dots = [];
  const close = (): void => {
    level.sort((a, b) => a.along - b.along);
    let run: typeof dots = [];
    for (const dot of [...level, null]) {
      const last = run.at(-1);
      if (dot && (!last || dot.along - last.along - dot.thickness <= joinDistance)) {
        run.push(dot);
        continue;
      }
      const [first] = run;
      if (first && last && run.length >= minDots)
        runs.push({ at: first.at, from: first.along, to: last.along, thickness: first.thickness });
      run = dot ? [dot] : [];
    }
    level = [];
  };
  for (const dot of byPlace) {
    if (dot.at - (level[0]?.at ?? dot.at) > sameDot) close();
    level.push(dot);
  }
  close();
  return runs;
}

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
