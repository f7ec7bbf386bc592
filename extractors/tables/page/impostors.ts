import type { PageMarks } from '../../../schemas/document.ts';
import type { BBox } from '../../../schemas/geometry.ts';
import { boundsOf } from '../../layout/bounds.ts';
import { isFigure, type PageGrid, textOf } from './grid.ts';

/** Axis labels, from this many on, tell a chart. */
const minTicks = 4;
/** Share of a column's figures that must follow in even steps to be an axis. */
const evenShare = 0.95;
/** An axis stands beside a drawing: at most this share of the rest is filled. */
const maxBeside = 0.5;
/** Bars that begin at one line and end at so many different places are a chart's. */
const minBars = 4;
/** So many boxes, of which more than this share begin at places of their own, are stacked bars: cells begin at common ones. */
const minScattered = 8;
const scatteredShare = 0.5;
/** Bars' ends, in points, are told apart from this difference on. */
const barStep = 1.5;
/** Share of the first column's texts that are bullets or numbers of a list. */
const listShare = 0.8;
/** A contents list has at least this many entries. */
const minEntries = 4;
/** Share of the entries that lead with dots or numbers. */
const ledShare = 0.5;

/** What is drawn in slants and bows over more than this share of a grid makes it a chart; a slanted line in a header cell does not. */
const sketchShare = 0.25;
/** Fewer drawings are no chart, unless one is large. */
const minSketches = 3;
/** A drawing reaches this far (points) past the labels beside it. */
const sketchSlack = 30;

/** Whether a grid only looks like a table: a chart's labels, a list, the list of contents. */
export function isImpostor(grid: PageGrid, marks: PageMarks): boolean {
  return (
    isList(grid) ||
    isContents(grid) ||
    isAxis(grid) ||
    isBars(grid, marks.areas) ||
    isSketched(grid, marks.sketches)
  );
}

/** Whether curves or slices are drawn over much of it. */
function isSketched({ bbox }: PageGrid, sketches: PageMarks['sketches']): boolean {
  const own = sketches.flatMap(([x0, y0, x1, y1]): BBox[] => {
    const box: BBox = [
      Math.max(x0, bbox[0] - sketchSlack),
      Math.max(y0, bbox[1] - sketchSlack),
      Math.min(x1, bbox[2] + sketchSlack),
      Math.min(y1, bbox[3] + sketchSlack),
    ];
    return box[0] < box[2] && box[1] < box[3] ? [box] : [];
  });
  const hasLarge = own.some(([x0, y0, x1, y1]) => x1 - x0 > sketchSlack && y1 - y0 > sketchSlack / 2);
  if (own.length < minSketches && !hasLarge) return false;
  const inside = (from: number, to: number, low: number, high: number) =>
    Math.max(0, Math.min(to, high) - Math.max(from, low));
  const [left, top, right, bottom] = boundsOf(own.map((box) => ({ bbox: box })));
  const width = inside(left, right, bbox[0], bbox[2]);
  const height = inside(top, bottom, bbox[1], bbox[3]);
  return width * height > sketchShare * (bbox[2] - bbox[0]) * (bbox[3] - bbox[1]);
}

/** Bullets or numbers, each before a text: a list. */
function isList(grid: PageGrid): boolean {
  if (grid.columns !== 2) return false;
  const [marks, texts] = [columnTexts(grid, 0), columnTexts(grid, 1)];
  const bullets = marks.filter((text) =>
    /^(?:[•●▪◦■□✓*–—-]|\(?(?:[a-z]|\d{1,3}|[ivx]{1,4})[.)])$/u.test(text),
  );
  const figures = texts.filter(isFigure);
  return bullets.length >= listShare * marks.length && figures.length < texts.length / 2;
}

/** Labels and page numbers that never fall: the list of contents. */
function isContents(grid: PageGrid): boolean {
  const last = columnTexts(grid, grid.columns - 1);
  if (grid.columns > 3 || last.length < minEntries) return false;
  const pages = last.map((text) => (/^\d{1,4}$/u.test(text) ? Number(text) : Number.NaN));
  const falls = pages.some((page, i) => !(page >= (pages[i - 1] ?? 0)));
  if (falls) return false;
  const labels = grid.cells.filter((cell) => cell.column < grid.columns - 1 && cell.words.length > 0);
  const led = labels.filter(
    ({ words }) =>
      /[.…]{4}$/u.test(words.map((w) => w.text).join('')) || /^\d+(?:\.\d+)*\.?$/u.test(words[0]?.text ?? ''),
  );
  return led.length >= ledShare * last.length;
}

/** A column of figures in even steps (0 50 100 …) beside little else: the labels of a chart's axis. */
function isAxis(grid: PageGrid): boolean {
  const columns = Array.from({ length: grid.columns }, (_, column) => columnTexts(grid, column));
  const axes = columns.map(isEven);
  const first = axes.indexOf(true);
  if (first < 0) return false;
  const ticks = columns[first]?.length ?? 0;
  const beside = columns.filter((_, column) => !axes[column]);
  const filled = beside.reduce((sum, texts) => sum + texts.length, 0);
  return filled <= maxBeside * ticks * beside.length;
}

/** Figures in even steps of more than one (years and row numbers count by one). */
function isEven(texts: readonly string[]): boolean {
  const figures = texts.filter((text) => isFigure(text) && /\d/u.test(text)).map(toNumber);
  if (figures.length < minTicks || figures.some(Number.isNaN)) return false;
  const step = (figures[1] ?? 0) - (figures[0] ?? 0);
  if (step === 0 || Math.abs(step) === 1) return false;
  const even = figures.filter(
    (value, i) => i > 0 && Math.abs(value - (figures[i - 1] ?? 0) - step) < 1e-6 * Math.abs(step) + 1e-9,
  );
  return even.length >= evenShare * (figures.length - 1);
}

function toNumber(text: string): number {
  const plain = text.replace(/[\s%€$£¥,]/gu, '').replace(/[–−]/gu, '-');
  return /^[-+]?\d+(?:\.\d+)?$/u.test(plain) ? Number(plain) : Number.NaN;
}

/** Filled boxes that begin at one line and end at many: bars. */
function isBars({ bbox }: PageGrid, areas: PageMarks['areas']): boolean {
  const own = areas.filter(
    ({ bbox: [x0, y0, x1, y1] }) => x1 > bbox[0] && x0 < bbox[2] && y1 > bbox[1] && y0 < bbox[3],
  );
  if (own.length < minBars) return false;
  const ends = (start: 0 | 1 | 2 | 3, end: 0 | 1 | 2 | 3): number => {
    const byStart = new Map<number, Set<number>>();
    for (const area of own) {
      const key = Math.round(area.bbox[start]);
      const set = byStart.get(key) ?? new Set<number>();
      set.add(Math.round(area.bbox[end] / barStep));
      byStart.set(key, set);
    }
    return Math.max(...[...byStart.values()].map((set) => set.size));
  };
  return areScattered(own) || ends(0, 2) >= minBars || ends(3, 1) >= minBars;
}

/** Whether most boxes of several rows begin where no box of another row does: pieces of stacked bars. */
function areScattered(areas: PageMarks['areas']): boolean {
  const rowsAt = new Map<number, Set<number>>();
  const placeOf = ({ bbox }: (typeof areas)[number]) => Math.round(bbox[0] / barStep);
  for (const area of areas) {
    const rows = rowsAt.get(placeOf(area)) ?? new Set<number>();
    rows.add(Math.round(area.bbox[1]));
    rowsAt.set(placeOf(area), rows);
  }
  const rows = new Set(areas.map(({ bbox }) => Math.round(bbox[1])));
  const alone = areas.filter((area) => rowsAt.get(placeOf(area))?.size === 1);
  return rows.size >= minBars && areas.length >= minScattered && alone.length > scatteredShare * areas.length;
}

function columnTexts(grid: PageGrid, column: number): string[] {
  return grid.cells
    .filter((cell) => cell.column === column && cell.words.length > 0)
    .sort((a, b) => a.row - b.row)
    .map((cell) => textOf(cell.words));
}
