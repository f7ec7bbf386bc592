import { parseNumber } from '../../../normalizers/number.ts';
import type { Claims } from '../../layout/claims.ts';
import type { FlowLine } from '../../layout/flow.ts';
import { isTableTitle } from '../../layout/line-kinds.ts';
import type { Run } from './aligned-run.ts';
import { isLabelRest } from './row-repair.ts';
import type { TextRow } from './text-rows.ts';

/** A cell of a stream: a word between spaces, or a line of its own. */
interface Token {
  readonly text: string;
  readonly line: FlowLine;
  /** Index of its line in the flow. */
  readonly at: number;
}

/** Header words before the first row: at most so many. */
const longestHeader = 48;
/** Cells of a table: at most so many. */
const longestStream = 6000;
/** A cell is at most this long (characters). */
const longestCell = 40;
/** A table has at least this many rows. */
const minRows = 3;

const opening =
  /^(?:项目|收入|预算数|人员经费|科目编码|科目名称|(?:支出)?(?:功能|经济)分类(?:科目编码)?|类)$/u;
const stubWord =
  /^(?:项目|行次|栏次|类|款|项|(?:支出)?(?:功能|经济)分类|(?:(?:功能|经济)分类)?科目(?:编码|代码|名称))$/u;
const code = /^\d{3}(?:\d{2}){0,2}$/u;
const ordinal = /^[一二三四五六七八九十]{1,3}、/u;
const sum = /^(?:合计|总计)$/u;
const amount = /^-?[\d,]+\.\d+$/u;

/**
 * The table from `start` on whose cells are told by their order alone, columns and white space being gone: rows of words
 * with single spaces, or one cell a line. Only where nothing is open: every row of codes has as many figures as the header
 * has columns; a label of two sides is of income or of expenditure and has all its figures, or none.
 * @returns no rows where the lines are no such table, or where a figure's column cannot be told
 */
export function readCellStream(flow: readonly FlowLine[], start: number, claims: Claims): Run {
  const none: Run = { rows: [], declaredHeader: 0, isPlaced: true, furniture: [], end: start + 1 };
  const first = flow[start];
  if (!first || !opening.test(first.text.trim().split(/[\s\u3000]+/u)[0] ?? '')) return none;
  const head = readTokens(flow, start, claims, longestHeader).tokens;
  const isHalves = head[0]?.text === '预算数';
  const body = head.findIndex(
    (token, i) => i > 0 && (isHalves ? amount.test(token.text) : beginsBody(token, head[i + 1], head[i + 2])),
  );
  if (body <= 0) return none;
  const { tokens, furniture } = readTokens(flow, start, claims, longestStream);
  const header = tokens.slice(0, body).map(({ text }) => text);
  const sides = header.filter((word) => word === '项目').length === 2;
  const blocks = header.filter((word) => /科目(?:编码|代码)$/u.test(word)).length > 1;
  const read = header[0] === '预算数' ? readHalves : sides ? readSides : blocks ? readBlocks : readCoded;
  const found = read(header, tokens.slice(body));
  if (!found || found.rows.length < minRows) return none;
  const last = tokens[body + found.used - 1];
  const after = tokens[body + found.used];
  // What stands on the last line behind the last cell would be lost.
  if (!last || after?.at === last.at) return none;
  return {
    rows: found.rows,
    declaredHeader: found.headerRows,
    isPlaced: true,
    furniture: furniture.filter((line) => flow.indexOf(line, start) < last.at),
    end: last.at + 1,
  };
}

function readTokens(
  flow: readonly FlowLine[],
  start: number,
  claims: Claims,
  most: number,
): { tokens: Token[]; furniture: FlowLine[] } {
  const tokens: Token[] = [];
  const furniture: FlowLine[] = [];
  for (let at = start; at < flow.length && tokens.length < most; at++) {
    const line = flow[at];
    if (!line || line.artifact || line.text.includes('\t')) break;
    if (claims.get(line) === 'furniture') {
      furniture.push(line);
      continue;
    }
    const words = line.text.trim().split(/[\s\u3000]+/u);
    const isCells = words.every((word) => word.length <= longestCell && !/[。；：:！？]/u.test(word));
    if (claims.has(line) || !isCells || isTableTitle(line.text)) break;
    for (const text of words) tokens.push({ text, line, at });
  }
  return { tokens, furniture };
}

/** A code and its name, a sum and its amount, or an item with an ordinal: the first cell of the body. */
function beginsBody(token: Token, next: Token | undefined, third: Token | undefined): boolean {
  if (ordinal.test(token.text)) return true;
  if (sum.test(token.text)) return next !== undefined && amount.test(next.text);
  const isPart = next !== undefined && /^\d{2}$/u.test(next.text) && !isNumber(third);
  return code.test(token.text) && next !== undefined && (!isNumber(next) || isPart);
}

function isNumber(token: Token | undefined): boolean {
  return token !== undefined && parseNumber(token.text) !== null;
}

interface Found {
  readonly rows: TextRow[];
  readonly headerRows: number;
  /** Tokens of the body that were taken. */
  readonly used: number;
}

function rowOf(cells: readonly string[], token: Token | undefined): TextRow {
  const { page = 1, location = '' } = token?.line ?? {};
  return { cells, page, location, apart: false };
}

/** Rows of code, name and as many figures as the header has columns. */
function readCoded(header: readonly string[], tokens: readonly Token[]): Found | null {
  const columns = columnNames(header);
  const [top] = columns;
  const width = top?.length ?? 0;
  const numbers = header
    .slice(header.lastIndexOf('栏次') + 1)
    .filter((word) => /^\d{1,2}$/u.test(word)).length;
  if (!top || width === 0 || (header.includes('栏次') && numbers !== width)) return null;
  const rows = columns.map((names, i) =>
    rowOf(
      [i === columns.length - 1 ? '科目编码' : '项目', i === columns.length - 1 ? '科目名称' : '', ...names],
      tokens[0],
    ),
  );
  let i = 0;
  while (i < tokens.length) {
    const begin = tokens[i];
    let key = '';
    let label = '';
    while (isNumber(tokens[i]) && key.length < 7) key += tokens[i++]?.text ?? '';
    while (i < tokens.length && !isNumber(tokens[i])) label += tokens[i++]?.text ?? '';
    const figures: string[] = [];
    while (isNumber(tokens[i]) && figures.length < width) figures.push(tokens[i++]?.text ?? '');
    const isRow = (code.test(key) || (key === '' && sum.test(label))) && label !== '';
    if (isRow && figures.length === width) rows.push(rowOf([key, label, ...figures], begin));
    else {
      // The table ended before: what follows is something else, unless figures are left over.
      const isOver = figures.length === 0 && !code.test(key);
      if (!isOver) return null;
      const [rest] = tokens.slice(tokens.indexOf(begin as Token));
      return { rows, headerRows: columns.length, used: rest ? tokens.indexOf(rest) : tokens.length };
    }
  }
  return { rows, headerRows: columns.length, used: tokens.length };
}

/** Header rows of the value columns: one, or two where names behind 科目名称 are parts of a group before it. */
function columnNames(header: readonly string[]): string[][] {
  const isName = (word: string): boolean => !stubWord.test(word) && parseNumber(word) === null;
  const stub = header.findLastIndex((word) => /^科目名称$/u.test(word));
  const upper = header.slice(0, Math.max(stub, 0)).filter(isName);
  const lower = header.slice(stub + 1).filter(isName);
  if (upper.length === 0 || lower.length === 0) return [[...upper, ...lower]];
  const group = upper.findIndex((name) => /^(?:本年)?支出$/u.test(name));
  if (group < 0 || !/^(?:小计|合计)$/u.test(lower[0] ?? '')) return [[]];
  const spread = lower.map(() => '');
  return [
    [...upper.slice(0, group), upper[group] ?? '', ...spread.slice(1), ...upper.slice(group + 1)],
    [...upper.slice(0, group).map(() => ''), ...lower, ...upper.slice(group + 1).map(() => '')],
  ];
}

const ofSpending = /支出|分配|年末|下年|转入|交纳/u;
const ofIncome = /收入|拨款|年初|上年|使用|弥补|收支/u;

/** Two sides: each label with its line number, if lines are numbered, and its figures. */
function readSides(header: readonly string[], tokens: readonly Token[]): Found | null {
  const isNumbered = header.includes('行次');
  const second = header.lastIndexOf('项目');
  const isName = (word: string): boolean => !stubWord.test(word) && parseNumber(word) === null;
  const left = header.slice(header.indexOf('项目') + 1, second).filter(isName);
  const right = header.slice(second + 1).filter(isName);
  if (left.length !== 1 || right.length === 0) return null;
  const sides: Record<'left' | 'right', { cells: string[]; token: Token | undefined }[]> = {
    left: [],
    right: [],
  };
  let isDone = false;
  let i = 0;
  for (; i < tokens.length && !isDone; ) {
    if (isNumbered && /^\d{1,3}$/u.test(tokens[i]?.text ?? '')) {
      i++;
      continue;
    }
    const label = tokens[i]?.text ?? '';
    const side = sideOf(
      label,
      sides.left.some(({ cells }) => cells[0] === '总计'),
    );
    if (side === null) break;
    const token = tokens[i++];
    if (isNumbered && /^\d{1,3}$/u.test(tokens[i]?.text ?? '')) i++;
    const width = side === 'left' ? left.length : right.length;
    const figures: string[] = [];
    while (isFigure(tokens[i], isNumbered) && figures.length < width) figures.push(tokens[i++]?.text ?? '');
    if (figures.length > 0 && figures.length < width) return null;
    if (isFigure(tokens[i], isNumbered)) return null;
    const blank = Array.from({ length: width - figures.length }, () => '');
    sides[side].push({ cells: [label, ...figures, ...blank], token });
    isDone = label === '总计' && side === 'right';
  }
  if (!isDone) return null;
  // The sums of both sides stand beside each other.
  const [leftRows, rightRows] = [sides.left, sides.right].map((own, _, all) => {
    const short = Math.max(...all.map((rows) => rows.length)) - own.length;
    const sums = own.findIndex(({ cells }) => /合计$/u.test(cells[0] ?? ''));
    const blank = { cells: (own[0]?.cells ?? []).map(() => ''), token: undefined };
    const at = sums < 0 ? own.length - 1 : sums;
    return [...own.slice(0, at), ...Array.from({ length: short }, () => blank), ...own.slice(at)];
  });
  const rows = (leftRows ?? []).map((row, r) =>
    rowOf([...row.cells, ...(rightRows?.[r]?.cells ?? [])], row.token ?? rightRows?.[r]?.token),
  );
  const head = [
    rowOf(['收入', ...left.map(() => ''), '支出', ...right.map(() => '')], tokens[0]),
    rowOf(['项目', ...left, '项目', ...right], tokens[0]),
  ];
  return { rows: [...head, ...rows], headerRows: head.length, used: i };
}

function isFigure(token: Token | undefined, isNumbered: boolean): boolean {
  return isNumber(token) && !(isNumbered && /^\d{1,3}$/u.test(token?.text ?? '') && token?.text !== '0');
}

/** Which side a label is of; null for one that says nothing of it. */
function sideOf(label: string, hasLeftSum: boolean): 'left' | 'right' | null {
  if (label === '总计') return hasLeftSum ? 'right' : 'left';
  if (parseNumber(label) !== null) return null;
  if (ofSpending.test(label) && !/收支/u.test(label)) return 'right';
  return ofIncome.test(label) ? 'left' : null;
}

/** Blocks of code, name and figure side by side: the rows of all in one block. */
function readBlocks(_header: readonly string[], tokens: readonly Token[]): Found | null {
  const rows = [rowOf(['科目编码', '科目名称', '决算数'], tokens[0])];
  let sums = 0;
  let i = 0;
  while (i < tokens.length && sums < 2) {
    const begin = tokens[i];
    const key = code.test(begin?.text ?? '') && !isNumber(tokens[i + 1]) ? (begin?.text ?? '') : '';
    if (key !== '') i++;
    let label = '';
    while (i < tokens.length && !isNumber(tokens[i]) && (label === '' || isLabelRest(tokens[i]?.text ?? '')))
      label += tokens[i++]?.text ?? '';
    const isSum = key === '' && /^(?:人员|公用)经费合计$/u.test(label);
    if (label === '' || (key === '' && !isSum)) return null;
    if (isSum) sums++;
    const isBlank = !isNumber(tokens[i]) || (code.test(tokens[i]?.text ?? '') && !isNumber(tokens[i + 1]));
    rows.push(rowOf([key, label, isBlank ? '' : (tokens[i++]?.text ?? '')], begin));
  }
  return sums === 2 ? { rows, headerRows: 1, used: i } : null;
}

/** The columns of each half of the one row of “三公”经费, in the order of the form. */
const halves = [/^合计$/u, /^因公出国/u, /^公务用车购置及/u, /^公务接待费$/u];
const ofCars = [/^小计$/u, /^公务用车购置费$/u, /^公务用车运行/u];

/** One row of figures under 预算数 and 决算数, each figure printed. */
function readHalves(header: readonly string[], tokens: readonly Token[]): Found | null {
  const names = header.filter((word) => !/^(?:预算数|决算数|\d{1,2})$/u.test(word));
  const isForm =
    header[1] === '决算数' &&
    names.length === 2 * (halves.length + ofCars.length) &&
    names.every((name, i) => {
      const at = i % halves.length;
      return i < 2 * halves.length
        ? halves[at]?.test(name)
        : ofCars[(i - 2 * halves.length) % ofCars.length]?.test(name);
    });
  const width = 2 * (halves.length + ofCars.length - 1);
  const figures = tokens.slice(0, width).map(({ text }) => text);
  if (!isForm || figures.length < width || !figures.every((text) => parseNumber(text) !== null)) return null;
  if (isNumber(tokens[width])) return null;
  const [total = '', abroad = '', cars = '', guests = ''] = names;
  const parts = names.slice(-ofCars.length);
  const upper = [total, abroad, cars, '', '', guests];
  const lower = ['', '', ...parts, ''];
  const rows = [
    ['预算数', '', '', '', '', '', '决算数', '', '', '', '', ''],
    [...upper, ...upper],
    [...lower, ...lower],
    figures,
  ].map((cells) => rowOf(cells, tokens[0]));
  return { rows, headerRows: 3, used: width };
}
