import { type FigureStrip, stripRows } from './figure-strip.ts';
import type { Face, FigureType } from './figure-type.ts';

/** A character that was found in a strip: the face it is set in and where. */
interface SetGlyph {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** What other characters would cost more there, the least first. */
  readonly others: readonly { readonly text: string; readonly cost: number }[];
}

export interface SetFigure {
  readonly text: string;
  readonly glyphs: readonly SetGlyph[];
  /** How badly the ink is explained: mean over columns, in spreads of the type (1 is as usual). */
  readonly misfit: number;
  /** The most ink between two characters that none of them explains: a character that was passed over. */
  readonly unexplained: number;
}

/** Another face of a character may be so many columns wider than the one that fits best. */
const widerBy = 3;
/** What a character costs by itself: without it, smudges would be taken for points. */
const glyphCost = 30;

/**
 * Sets a figure anew from the faces of the document's type: of all rows of faces and white columns the one that looks
 * most like the strip (dynamic programming over its columns). Costs are squares of differences in spreads of the type.
 */
export function setFigure(strip: FigureStrip, type: FigureType): SetFigure | null {
  const { columns, ink } = strip;
  if (type.faces.length === 0) return null;
  const scale = 1 / (type.spread * spreadGain);
  const white = new Float64Array(columns);
  for (let x = 0; x < columns; x++) {
    let sum = 0;
    for (let y = 0; y < stripRows; y++) sum += (ink[x * stripRows + y] as number) ** 2;
    white[x] = sum * scale;
  }
  // fits[f][x]: what face f costs when it begins at column x.
  const fits = type.faces.map((face) => {
    const fit = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
    const size = face.columns * stripRows;
    for (let x = 0; x + face.columns <= columns; x++) {
      let sum = 0;
      const at = x * stripRows;
      for (let i = 0; i < size; i++) {
        const difference = (ink[at + i] as number) - (face.ink[i] as number);
        sum += difference * difference;
      }
      fit[x] = sum * scale + glyphCost;
    }
    return fit;
  });
  const best = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
  const face = new Int16Array(columns + 1).fill(-1);
  best[0] = 0;
  for (let x = 0; x < columns; x++) {
    const cost = (best[x] as number) + (white[x] as number);
    if (cost < (best[x + 1] as number)) {
      best[x + 1] = cost;
      face[x + 1] = -1;
    }
    type.faces.forEach((candidate, f) => {
      const to = x + candidate.columns;
      const set = (best[x] as number) + (fits[f]?.[x] ?? Number.POSITIVE_INFINITY);
      if (to > columns || set >= (best[to] as number)) return;
      best[to] = set;
      face[to] = f;
    });
  }
  const glyphs: SetGlyph[] = [];
  let unexplained = 0;
  let run = 0;
  for (let x = columns; x > 0; ) {
    const f = face[x] as number;
    if (f < 0) {
      x--;
      run += white[x] as number;
      unexplained = Math.max(unexplained, run);
      continue;
    }
    run = 0;
    const chosen = type.faces[f];
    if (!chosen) break;
    const from = x - chosen.columns;
    glyphs.push({ text: chosen.text, from, to: x, others: othersAt(from, x, f) });
    x = from;
  }
  glyphs.reverse();
  return {
    text: glyphs.map(({ text }) => text).join(''),
    glyphs,
    unexplained,
    misfit: ((best[columns] as number) - glyphs.length * glyphCost) / (columns * stripRows),
  };

  function othersAt(from: number, to: number, chosen: number) {
    const own = fits[chosen]?.[from] ?? 0;
    const costs = new Map<string, number>();
    const text = type.faces[chosen]?.text;
    type.faces.forEach((candidate, f) => {
      // A wider one would stand on its neighbours: it is no other reading of this glyph alone.
      if (candidate.text === text || candidate.columns > to - from + widerBy) return;
      const middle = (from + to - candidate.columns) / 2;
      for (let x = Math.floor(middle) - 1; x <= Math.ceil(middle) + 1; x++) {
        const fit = fits[f]?.[x];
        if (fit === undefined || fit === Number.POSITIVE_INFINITY) continue;
        let cost = fit - own;
        for (let c = from; c < x; c++) cost += white[c] as number;
        for (let c = x + candidate.columns; c < to; c++) cost += white[c] as number;
        for (let c = x; c < from; c++) cost -= white[c] as number;
        for (let c = to; c < x + candidate.columns; c++) cost -= white[c] as number;
        if (cost < (costs.get(candidate.text) ?? Number.POSITIVE_INFINITY)) costs.set(candidate.text, cost);
      }
    });
    return [...costs].map(([text, cost]) => ({ text, cost })).sort((a, b) => a.cost - b.cost);
  }
}

/** A face this much rarer than another of its character may come from glyphs that were cut wrongly. */
const rarity = 0.3;
/** What faces explain this well (misfit) is made of them. */
const explained = 2.5;

/**
 * The type without faces that came from wrong cuts: a rare one that others explain as another text, a digit with the
 * point behind it that the engine had overlooked.
 */
export function pruneType(type: FigureType): FigureType {
  const most = new Map<string, number>();
  for (const { text, count } of type.faces) most.set(text, Math.max(most.get(text) ?? 0, count));
  const isCommon = ({ text, count }: Face): boolean => count >= rarity * (most.get(text) ?? 0);
  const common = { ...type, faces: type.faces.filter(isCommon) };
  const isSound = (face: Face): boolean => {
    if (isCommon(face)) return true;
    const set = setFigure({ columns: face.columns, ink: face.ink }, common);
    return set === null || set.text === face.text || set.misfit > explained;
  };
  return { ...type, faces: type.faces.filter(isSound) };
}

/** The spread is a mean over whole windows, most of them white: a pixel of ink differs by more. */
const spreadGain = 2;
