import type { Random } from '../variants/random.ts';
import type { CellSpec, Column, RowSpec, TableSpec } from './draw-table.ts';
import { widthOf } from './metrics.ts';
import type { Form } from './vocabulary.ts';
import {
  figure,
  forms,
  group,
  longLabel,
  longMeasure,
  measure,
  rowLabels,
  section,
  sentence,
} from './vocabulary.ts';

/** What a statistical table shall have; what is not said is left to chance or absent. */
export interface Wishes {
  readonly values?: number;
  readonly rows?: number;
  /** Header levels: groups over columns, and groups over groups. */
  readonly levels?: 1 | 2 | 3;
  readonly indent?: boolean;
  readonly longLabels?: boolean;
  readonly longHeaders?: boolean;
  readonly signs?: boolean;
  readonly marks?: boolean;
  /** Rows that only name a section: at the left, or centred over all columns. */
  readonly sections?: 'left' | 'center';
  readonly gaps?: boolean;
  readonly blanks?: boolean;
  readonly turnedHeader?: boolean;
  readonly words?: boolean;
  /** Every second column holds sentences that are broken over lines. */
  readonly sentences?: boolean;
  readonly unit?: Form;
  readonly stubHeader?: boolean;
  readonly width?: number;
  readonly years?: boolean;
  readonly look?: Partial<TableSpec>;
}

/** Columns no narrower than this (points). */
const leastColumn = 34;
const noValue = ['n/a', '—', '–', '...', '(X)', 'NA', '-', ':'];
const marks = ['*', '1/', '(1)', '†', 'a', 'r'];
const texts = ['Yes', 'No', 'High', 'Partly', 'Under review', 'Not yet', 'Required', 'Optional'];

/** A statistical table of public reports, by wishes; everything else by chance. */
export function statTable(random: Random, wishes: Wishes): TableSpec {
  const look = wishes.look ?? {};
  const family = look.family ?? random.pick(['helvetica', 'times'] as const);
  const size = look.size ?? random.pick([7, 8, 9, 10]);
  const values = wishes.values ?? random.between(2, 6);
  const header = headerOf(random, wishes, values);
  const body = bodyOf(random, wishes, values);
  const gutter = look.gutter ?? random.between(2, 6);
  const longest = (column: number, rows: readonly RowSpec[], least: number): number =>
    Math.max(
      least,
      ...rows.flatMap((row) =>
        row
          .filter((cell) => cell.column === column && (cell.span ?? 1) === 1 && !cell.turned)
          .map((cell) => widthOf((cell.sign ? `${cell.sign}  ` : '') + cell.text, family, size)),
      ),
    );
  const longWord = (column: number): number =>
    Math.max(
      0,
      ...header.flatMap((row) =>
        row
          .filter((c) => c.column === column && !c.turned && (c.span ?? 1) === 1)
          .flatMap((c) => c.text.split(' '))
          .map((word) => widthOf(word, family, size)),
      ),
    );
  const stub = Math.min(
    wishes.longLabels ? 150 : 220,
    longest(0, wishes.longLabels ? [] : body, 60) + 2 * gutter + 14 + (look.leaders ? 40 : 0),
  );
  const spare = random.between(2, 18);
  const align = wishes.words ? 'left' : random.pick(['right', 'right', 'center'] as const);
  const columns: Column[] = [{ width: stub, align: 'left' }];
  for (let c = 1; c <= values; c++) {
    const head = wishes.longHeaders ? longWord(c) + 4 : longest(c, header, 0);
    if (wishes.sentences && c % 2 === 1) {
      columns.push({ width: random.between(110, 170), align: 'left' });
      continue;
    }
    columns.push({
      width: Math.max(leastColumn, longest(c, body, 0) + spare, head) + 2 * gutter,
      align: wishes.signs ? 'right' : align,
    });
  }
  const shrink = Math.min(1, (wishes.width ?? 500) / columns.reduce((sum, c) => sum + c.width, 0));
  return {
    columns: columns.map((c) => ({ ...c, width: c.width * shrink })),
    header,
    body,
    family,
    size: size * Math.min(1, shrink * 1.02),
    leading: random.pick([1.15, 1.2, 1.3]),
    between: random.between(0, 3),
    gutter,
    horizontal: 'none',
    vertical: 'none',
    values: random.pick(['first', 'last']),
    ...(wishes.gaps
      ? { gapsAfter: body.map((_, i) => i).filter((i) => i % 5 === 4 && i < body.length - 1) }
      : {}),
    ...look,
  };
}

function headerOf(random: Random, wishes: Wishes, values: number): RowSpec[] {
  const levels = wishes.levels ?? 1;
  const turned = wishes.turnedHeader ? { turned: true } : {};
  const names = Array.from({ length: values }, (_, i) =>
    wishes.years ? String(2001 + i) : wishes.longHeaders ? longMeasure(random) : measure(random),
  );
  const lowest: CellSpec[] = names.map((text, i) => ({ text, column: i + 1, ...turned }));
  if (wishes.stubHeader !== false)
    lowest.unshift({
      text: random.pick(['Item', 'State', 'Country', 'Characteristic', 'Year and area']),
      column: 0,
      align: 'left',
    });
  const rows: RowSpec[] = [lowest];
  if (levels === 1) return rows;
  const sizes = partsOf(random, values);
  const over: CellSpec[] = [];
  let at = 1;
  for (const span of sizes) {
    if (span > 1) over.push({ text: group(random), column: at, span });
    at += span;
  }
  rows.unshift(over);
  if (levels === 3) rows.unshift([{ text: section(random), column: 1, span: values }]);
  return rows;
}

/** Columns into groups of two to three, seldom one alone. */
function partsOf(random: Random, count: number): number[] {
  const sizes: number[] = [];
  let left = count;
  if (left % 2 === 1 && random.chance(40)) {
    sizes.push(1);
    left--;
  }
  while (left > 0) {
    const span = left === 2 || left === 3 ? left : left === 4 ? 2 : random.pick([2, 3]);
    sizes.push(span);
    left -= span;
  }
  return sizes;
}

function bodyOf(random: Random, wishes: Wishes, values: number): RowSpec[] {
  const count = wishes.rows ?? random.between(5, 18);
  const labels = rowLabels(random, count);
  const kinds = Array.from({ length: values }, () => wishes.unit ?? random.pick(forms));
  const rows: RowSpec[] = [];
  let depth = 0;
  for (let r = 0; r < count; r++) {
    if (wishes.sections && r % 5 === 0)
      rows.push([
        wishes.sections === 'left'
          ? { text: section(random), column: 0, bold: true, align: 'left' }
          : { text: section(random), column: 0, span: values + 1, align: 'center' },
      ]);
    depth = wishes.indent ? (r === 0 ? 0 : random.pick([0, 1, 1, 2].filter((d) => d <= depth + 1))) : 0;
    const isLong = wishes.longLabels && random.chance(35);
    const label: CellSpec = {
      text: isLong
        ? longLabel(random)
        : wishes.years && !wishes.levels
          ? String(1990 + r)
          : (labels[r] ?? ''),
      column: 0,
      align: 'left',
      ...(depth > 0 ? { indent: depth * 9 } : {}),
      ...(wishes.marks && random.chance(20) ? { mark: random.pick(marks) } : {}),
    };
    const cells: CellSpec[] = [label];
    for (let c = 0; c < values; c++) {
      const isBlank = wishes.blanks && random.chance(12);
      if (isBlank && random.chance(30)) continue;
      const text = isBlank
        ? random.pick(noValue)
        : wishes.sentences && c % 2 === 0
          ? sentence(random)
          : wishes.words && c % 2 === 1
            ? random.pick(texts)
            : figure(random, kinds[c] ?? 'count');
      const sign =
        wishes.signs && (r === 0 || r === count - 1) && kinds[c] !== 'percent' ? { sign: '$' } : {};
      const mark = wishes.marks && random.chance(6) ? { mark: random.pick(['1', '2', '*']) } : {};
      cells.push({ text, column: c + 1, ...sign, ...mark });
    }
    rows.push(cells);
  }
  return rows;
}
