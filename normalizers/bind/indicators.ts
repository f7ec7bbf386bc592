import { rowLabel } from '../label.ts';
import { parseNumber } from '../number.ts';
import { canonicalLabel } from '../text.ts';
import { isMoney, moneyUnitIn } from '../unit.ts';
import { type Binder, type BoundCell, type Grid, isOwn } from './draft-field.ts';

/** Header words of measure columns, of money rows and of indicator rows. */
const moneyMeasure =
  /^(?:年初|全年|年度|本年|调整后?)?(?:预算数?|预算金额|预算资金|执行数|实际支出数?|支出数|决算数|到位数|资金执行率)(?:（.*）)?$/u;
const scoreMeasure = /^(?:分值|权重|得分|自评得分|自评分|执行率|预算执行率|完成率)/u;
const indicatorMeasure = /(?:指标值|目标值|计划值|完成值|实际值|实际完成)(?:（.*）)?$/u;
const remark = /^(?:偏差|未完成|备注|说明|原因|改进|扣分)/u;
const indicatorLevel = /^(?:[一二三四]级指标|指标名称|指标内容|具体指标)$/u;
const sumOfScores = /^(?:总分|合计|总计|自评总?得?分|综合得分|得分合计|总得分)$/u;
/** A text longer than this (characters) in a row without figures is an aim put into words, no row label. */
const maxLabel = 40;

/** Of the rows with scores, their sum left out, at least this share names an indicator. */
const namedShare = 0.8;

interface Section {
  readonly measures: ReadonlyMap<number, string>;
  /** Column of the deepest indicator; null in the money section. */
  readonly indicator: number | null;
}

/** 绩效自评表: sections under headers of their own, money first, then indicators; halves side by side give rows of their own. */
export const bindIndicators: Binder = (grid, _form, { before }) => {
  const bound: BoundCell[] = [];
  let section = before === undefined ? null : carriedSection(before, grid);
  for (let row = 0; row < grid.table.rows; row++) {
    const header = readHeader(grid, row);
    if (header) section = header;
    else if (section) bound.push(...bindRow(grid, row, section));
  }
  return bound;
};

/** The last section of the piece before, its columns where they stand in this piece: leading groups may be cut off. */
function carriedSection(before: Grid, grid: Grid): Section | null {
  let last: Section | null = null;
  for (let row = 0; row < before.table.rows; row++) last = readHeader(before, row) ?? last;
  const cut = before.table.columns - grid.table.columns;
  if (last === null || cut < 0) return null;
  const shifts = Array.from({ length: cut + 1 }, (_, shift) => shift);
  // Where the indicator's own two columns are one here, it moved less than what stands behind it.
  const fitting = shifts.flatMap((shift) => {
    const sections = shifts.slice(0, shift + 1).map((own) => moved(last, shift, own));
    return sections.find((section) => fitsBody(grid, section)) ?? [];
  });
  const [only, second] = fitting;
  return only !== undefined && second === undefined ? only : null;
}

function moved(section: Section, shift: number, own: number): Section {
  return {
    measures: new Map([...section.measures].map(([column, measure]) => [column - shift, measure])),
    indicator: section.indicator === null ? null : section.indicator - own,
  };
}

/** Whether scores stand under scores, and indicators in (nearly) all rows that have scores. */
function fitsBody(grid: Grid, { measures, indicator }: Section): boolean {
  const rows = Array.from({ length: grid.table.rows }, (_, row) => row);
  const texts = (column: number) => rows.map((row) => grid.text(row, column)).filter((text) => text !== '');
  const scores = [...measures].filter(([, measure]) => /^(?:分值|权重|得分)/u.test(measure));
  const hasScores = scores.every(([column]) => {
    const own = texts(column);
    return own.length > 0 && own.every((text) => parseNumber(text) !== null);
  });
  if (scores.length === 0 || !hasScores || indicator === null || measures.has(indicator)) return false;
  const scored = rows.filter(
    (row) =>
      !sumOfScores.test(rowLabel(grid.text(row, 0))) &&
      scores.some(([column]) => grid.text(row, column) !== ''),
  );
  const named = scored.filter((row) => /\p{Script=Han}{2}/u.test(grid.text(row, indicator)));
  return named.length >= namedShare * scored.length;
}

function readHeader(grid: Grid, row: number): Section | null {
  const measures = new Map<number, string>();
  let indicator: number | null = null;
  let known = 0;
  for (let column = 0; column < grid.table.columns; column++) {
    const cell = grid.at(row, column);
    if (cell === null || cell.column !== column || cell.row !== row) continue;
    const text = canonicalLabel(cell.text);
    if (indicatorLevel.test(text)) indicator = column;
    else if (moneyMeasure.test(text) || scoreMeasure.test(text) || indicatorMeasure.test(text)) {
      known++;
      measures.set(column, text);
    } else if (remark.test(text) && known > 0) measures.set(column, text);
  }
  return known >= 2 ? { measures, indicator } : null;
}

function bindRow(grid: Grid, row: number, section: Section): BoundCell[] {
  const columns = [...section.measures.keys()];
  const first = Math.min(...columns);
  const own = nameOf(grid, row, section, first);
  let label = own;
  let measureOfHalf: string | null = null;
  const hasFigures = columns.some((column) => parseNumber(grid.text(row, column)) !== null);
  const hasProse = columns.some((column) => [...grid.text(row, column)].length > maxLabel);
  if (
    !hasFigures &&
    (hasProse || section.indicator === null) &&
    columns.some((c) => grid.text(row, c) !== '')
  )
    return [];
  if ((label === '' || remark.test(label)) && !hasFigures) return [];
  const bound: BoundCell[] = [];
  for (const [column, measure] of section.measures) {
    const cell = grid.at(row, column);
    if (!isOwn(cell, row, column)) continue;
    const text = cell.text.trim();
    if (startsHalf(grid, row, column, columns, section)) {
      label = rowLabel(text);
      // In the money section the header over the half's own label says what its figures are.
      measureOfHalf = section.indicator === null ? measure : null;
      continue;
    }
    if (measureOfHalf !== null && text === '') continue;
    const name = measureOfHalf ?? measure;
    bound.push({
      cell,
      code: '',
      label,
      level: null,
      measure: name,
      binding: label === '' ? 0.5 : 1,
      wantsNumber: false,
      unit: unitOf(name, section, grid.table.unit),
    });
  }
  return bound;
}

/** The row's own label: the indicator, or the deepest text before the measures. */
function nameOf(grid: Grid, row: number, section: Section, first: number): string {
  if (section.indicator !== null) {
    const indicator = rowLabel(grid.text(row, section.indicator));
    const begins = rowLabel(grid.text(row, 0));
    return sumOfScores.test(begins) || indicator === '' ? begins || indicator : indicator;
  }
  for (let column = first - 1; column >= 0; column--) {
    const cell = grid.at(row, column);
    if (cell !== null && cell.row === row && cell.text.trim() !== '') return rowLabel(cell.text);
  }
  return '';
}

/** A label among the measures, with figures to its right that have no label of their own: a half begins. */
function startsHalf(
  grid: Grid,
  row: number,
  column: number,
  columns: readonly number[],
  section: Section,
): boolean {
  const text = canonicalLabel(grid.text(row, column));
  if (!/\p{Script=Han}{2}/u.test(text) || [...text].length > maxLabel || parseNumber(text) !== null)
    return false;
  if (section.indicator !== null) return sumOfScores.test(text);
  return (
    columns.some((c) => c > column && parseNumber(grid.text(row, c)) !== null) ||
    !hasMeasureTexts(section, text)
  );
}

function hasMeasureTexts(section: Section, text: string): boolean {
  return [...section.measures.values()].includes(text);
}

function unitOf(measure: string, section: Section, tableUnit: string): string {
  if (/率$/u.test(measure.replace(/（[^（）]*）/gu, ''))) return '%';
  if (section.indicator !== null || scoreMeasure.test(measure)) return '';
  return moneyUnitIn(measure) || (isMoney(tableUnit) ? tableUnit : '');
}
