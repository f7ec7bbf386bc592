import { standsBeside } from '../../layout/beside.ts';
import type { Claims } from '../../layout/claims.ts';
import type { FlowLine } from '../../layout/flow.ts';
import { isTableTitle, ordinalLevel } from '../../layout/line-kinds.ts';
import { roleByName } from '../structure.ts';
import { isFigurePiece } from './aligned-columns.ts';
import type { Measure } from './aligned-measure.ts';
import { readAlignedRows } from './aligned-rows.ts';
import { type PlacedText, splitAligned, type TextRow } from './text-rows.ts';

/** A row of one text longer than this (characters), or of a whole sentence, is a paragraph with a tab. */
export const maxLoneCell = 40;
/** Lines of one piece that may follow each other in an aligned table: in places of their own, and where labels begin. */
const maxLoneLines = 3;
const maxLoneLabels = 60;
/** A header cell alone on its line is at most this long (characters), the others stand within so many lines. */
const maxHeaderCell = 12;
const reachHeader = 4;

/** A run of lines that may be a table: its rows, what stands in it without belonging to it, and where it ends. */
export interface Run {
  readonly rows: TextRow[];
  readonly declaredHeader: number;
  /** Where its texts stand tells their columns: no row is moved. */
  readonly isPlaced: boolean;
  /** Running heads and page numbers inside. */
  readonly furniture: FlowLine[];
  readonly end: number;
}

/** Lines of several pieces that follow each other. */
export function stretchesOf(flow: readonly FlowLine[]): FlowLine[][] {
  const stretches: FlowLine[][] = [[]];
  for (const line of flow) {
    if (!line.text.includes('\t') && splitAligned(line.text).length >= 2) stretches.at(-1)?.push(line);
    else if (stretches.at(-1)?.length !== 0) stretches.push([]);
  }
  return stretches.filter((stretch) => stretch.length > 0);
}

/** The run of lines from `start` on whose texts are set in columns by white space. */
export function readAligned(flow: readonly FlowLine[], start: number, claims: Claims, measure: Measure): Run {
  const lines: FlowLine[] = [];
  const furniture: { readonly line: FlowLine; readonly at: number }[] = [];
  const labelsFrom = new Set<number>();
  let lone = 0;
  let seesFigures = false;
  let end = start;
  /** How many of the lines stand up to the last of several pieces. */
  let length = 0;
  for (let i = start; i < flow.length; i++) {
    const line = flow[i];
    if (!line || line.artifact || line.text.includes('\t')) break;
    const claim = claims.get(line);
    if (claim === 'furniture' && lines.length > 0) {
      furniture.push({ line, at: i });
      continue;
    }
    if (claim !== undefined || standsBeside(line.text)) break;
    const pieces = splitAligned(line.text, measure);
    const [piece] = pieces;
    if (pieces.length >= 2) {
      lone = 0;
      for (const own of pieces) if (/^\p{L}/u.test(own.text)) labelsFrom.add(own.from);
    } else {
      // Labels alone: rests of wrapped ones, rows without values. They begin where labels do, or are few.
      const isLabel = piece !== undefined && [-1, 0, 1].some((off) => labelsFrom.has(piece.from + off));
      if (!piece || isLoneText(piece.text)) break;
      if (lines.length === 0 && !opensHeader(flow, i, piece)) break;
      const isInHeader = !seesFigures && namesColumn(piece.text);
      if (!isInHeader && ++lone > (isLabel ? maxLoneLabels : maxLoneLines)) break;
    }
    seesFigures ||= pieces.some(({ text }) => isFigurePiece(text));
    lines.push(line);
    const isLast = flow[i + 1]?.apart !== false;
    const isWrap =
      lone === 1 && !line.apart && ((piece?.from ?? 0) > 0 || isLast) && !/[，,]/u.test(line.text);
    if (lone === 0 || (isWrap && length === lines.length - 1)) {
      length = lines.length;
      end = i + 1;
    }
  }
  const { rows, used } = readAlignedRows(lines.slice(0, length), measure);
  const next = used < length ? lines[used] : undefined;
  if (rows.length > 0 && next) end = flow.indexOf(next, start);
  end = Math.max(end, start + 1);
  const inside = furniture.filter(({ at }) => at < end).map(({ line }) => line);
  return { rows, declaredHeader: 0, isPlaced: true, furniture: inside, end };
}

/** A word that heads a column or a group of them: header cells of several lines may stand alone on theirs. */
function namesColumn(text: string): boolean {
  return roleByName(text) !== null || /^(?:功能|经济|支出)分类/u.test(text);
}

/** A header cell that stands higher than the others, alone on its line: set in, short, columns right below it. */
function opensHeader(flow: readonly FlowLine[], at: number, piece: PlacedText): boolean {
  const isShort = piece.from > 0 && piece.text.length <= maxHeaderCell && ordinalLevel(piece.text) === null;
  return (
    isShort &&
    flow
      .slice(at + 1, at + 1 + reachHeader)
      .some((line) => !line.text.includes('\t') && splitAligned(line.text).length >= 3)
  );
}

/** A line that stands alone among columns and is no label: a title, a sentence, a part's name. */
function isLoneText(text: string): boolean {
  return (
    [...text].length > maxLoneCell ||
    /[。；]|^第.{1,3}部分|^(?!其中|[一二三四五六七八九十\d（(]).*[：:]/u.test(text) ||
    isTableTitle(text)
  );
}
