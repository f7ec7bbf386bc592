import { displayWidth } from '../../../normalizers/text.ts';
import type { FlowLine } from '../../layout/flow.ts';

/** A row of a table in a text carrier: its cells as they stand, trimmed. */
export interface TextRow {
  readonly cells: readonly string[];
  readonly page: number;
  readonly location: string;
  /** White space stands above it. */
  readonly apart: boolean;
  /** Its cells stood too far left and were moved back. */
  readonly shifted?: boolean;
}

/** Cells of a tabbed line; null for a line without a tab. */
export function splitTabs(line: FlowLine): TextRow | null {
  if (!line.text.includes('\t')) return null;
  return toRow(line, line.text.split('\t'));
}

/** The row of dashes under a Markdown header, or between the rows of a drawn box. */
export function isRule(row: TextRow): boolean {
  return row.cells.length > 0 && row.cells.every((cell) => /^:?-+:?$/u.test(cell));
}

/** A piece of a line between runs of white space, with its place in display columns. */
export interface PlacedText {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A line with its pieces, placed by one way of counting columns. */
export interface AlignedLine {
  readonly line: FlowLine;
  readonly pieces: readonly PlacedText[];
}

/**
 * Pieces of a line that at least two columns of white space part (as `pdftotext -layout` sets columns apart).
 * @param widthOf how many columns a text takes
 */
export function splitAligned(text: string, widthOf: (text: string) => number = displayWidth): PlacedText[] {
  const pieces: PlacedText[] = [];
  const pattern = /[^\s\u3000]+(?:[ \u00a0][^\s\u3000]+)*/gu;
  let column = 0;
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    column += widthOf(text.slice(at, match.index));
    for (const [i, part] of cutTight(match[0]).entries()) {
      column += i > 0 ? 1 : 0;
      const width = widthOf(part);
      pieces.push({ from: column, to: column + width, text: part });
      column += width;
    }
    at = match.index + match[0].length;
  }
  return joinSpread(pieces);
}

/** A code and its name, or a label and an amount, that a single space parts because their columns lie close. */
const tight =
  /(?<=^(?:\d{3}|\d{5}|\d{7}))[ \u00a0](?=[\p{Script=Han}“])|(?<=^-?[\d,]+\.\d\d)[ \u00a0](?=\p{Script=Han})(?!(?:[百千]?[万亿]?元|[万亿]))|(?<=[\p{Script=Han}）])[ \u00a0](?=-?[\d,]+\.\d\d$)/u;

function cutTight(text: string): string[] {
  const parts: string[] = [];
  let rest = text;
  for (let found = tight.exec(rest); found; found = tight.exec(rest)) {
    parts.push(rest.slice(0, found.index));
    rest = rest.slice(found.index + 1);
  }
  return [...parts, rest];
}

/** Words that headers set wide: 支　　出 is one piece, 类　款　项 are three. */
const spreadWords = new Set(
  '收入 支出 项目 科目 合计 总计 小计 总分 栏次 行次 序号 金额 编码 代码 名称 单位 部门 备注 说明 内容 预算数 决算数 执行数'.split(
    ' ',
  ),
);
const longestSpread = 3;

function joinSpread(pieces: readonly PlacedText[]): PlacedText[] {
  const joined: PlacedText[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i];
    if (!piece) continue;
    let word = piece;
    if (/^\p{Script=Han}$/u.test(piece.text))
      for (let length = longestSpread; length > 1; length--) {
        const parts = pieces.slice(i, i + length);
        const text = parts.map((part) => part.text).join('');
        if (parts.length < length || !spreadWords.has(text)) continue;
        word = { from: piece.from, to: parts.at(-1)?.to ?? piece.to, text };
        i += length - 1;
        break;
      }
    joined.push(word);
  }
  return joined;
}

function toRow(line: FlowLine, cells: readonly string[]): TextRow {
  return {
    cells: cells.map((cell) => cell.replace(/[\s\u3000]+/gu, ' ').trim()),
    page: line.page,
    location: line.location,
    apart: line.apart,
  };
}
