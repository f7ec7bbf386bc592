/** Other carriers of the same text: pipe tables, columns by display width, page breaks, wrapping, code pages. */
import { displayWidth } from '../../normalizers/text.ts';
import type { Random } from './random.ts';

export type TableCarrier = 'tabs' | 'pipes' | 'columns';
export type Encoding = 'utf-8' | 'utf-8-bom' | 'gb18030' | 'utf-16le';

/** A cell longer than this (columns of the screen) is prose; its table stays as tabs. */
const longestCell = 90;

const isCaption = (line: string): boolean => /^\s*部门：/u.test(line);

/** Tab rows as another kind of table; captions that hold tabs become plain lines. */
export function carryTables(lines: readonly string[], carrier: TableCarrier): string[] {
  if (carrier === 'tabs') return [...lines];
  const out: string[] = [];
  let run: string[][] = [];
  const flush = (): void => {
    if (run.length > 0) out.push(...(carrier === 'pipes' ? asPipes(run) : asColumns(run)));
    run = [];
  };
  for (const line of lines) {
    if (line.includes('\t') && !isCaption(line)) {
      const cells = line.split('\t').map((cell) => cell.trim());
      if (run[0] && run[0].length !== cells.length) flush();
      run.push(cells);
    } else {
      flush();
      out.push(line.replace(/\t+/gu, '    '));
    }
  }
  flush();
  return out;
}

function asPipes(rows: readonly string[][]): string[] {
  if (rows.length < 2) return rows.map((row) => row.join('\t'));
  const lines = rows.map((row) => `| ${row.join(' | ')} |`);
  const rule = `|${' --- |'.repeat(rows[0]?.length ?? 1)}`;
  return [lines[0] ?? '', rule, ...lines.slice(1)];
}

function asColumns(rows: readonly string[][]): string[] {
  if (rows.length < 2 || rows.some((row) => row.some((cell) => displayWidth(cell) > longestCell)))
    return rows.map((row) => row.join('\t'));
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell, column) => Math.max(all[column] ?? 4, displayWidth(cell))),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const pad = ' '.repeat((widths[column] ?? 0) - displayWidth(cell));
        return /^-?[\d.,]+$/u.test(cell) ? pad + cell : cell + pad;
      })
      .join('   ')
      .trimEnd(),
  );
}

/** Page breaks: blank lines (or a form feed) inside long tables, as a dump of a paged document has them. */
export function breakPages(lines: readonly string[], random: Random, feed: boolean): string[] {
  let run = 0;
  return lines.flatMap((line) => {
    run = line.includes('\t') ? run + 1 : 0;
    if (run > 8 && random.chance(6)) {
      run = 0;
      return [line, '', ...(feed ? ['\f'] : [])];
    }
    return [line];
  });
}

/** Breaks paragraphs at a width, never inside a figure or between it and its unit. */
export function wrapParagraphs(lines: readonly string[], width: number): string[] {
  return lines.flatMap((line) => {
    if (
      line.includes('\t') ||
      line.startsWith('|') ||
      displayWidth(line) <= width ||
      / {3}/u.test(line.trim())
    )
      return [line];
    const out: string[] = [];
    let part = '';
    for (const piece of line.match(/[\d.,%０-９．％]+ ?(?:万元|亿元|元)?|[^\d０-９]/gu) ?? []) {
      if (displayWidth(part + piece) > width && !/^[，。；：、）”]/u.test(piece)) {
        out.push(part);
        part = '';
      }
      part += piece;
    }
    return [...out, part];
  });
}

/** Digits of amounts in full width, as typed with a Chinese input method. */
export function widenDigits(text: string): string {
  return text.replace(/\d+(?:\.\d+)?(?=\s*(?:万元|亿元|元|%))/gu, (figure) =>
    figure.replace(/[\d.]/gu, (c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0)),
  );
}

/** Text → bytes. GB18030 in its two-byte part; throws on a character beyond it. */
export function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  if (encoding === 'utf-8-bom') return new TextEncoder().encode(`\uFEFF${text}`);
  if (encoding === 'utf-16le') return new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));
  const table = gbTable();
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const pair = code < 0x80 ? code : table.get(character);
    if (pair === undefined) throw new Error(`not in GBK: ${character}`);
    if (pair > 0xff) bytes.push(pair >> 8, pair & 0xff);
    else bytes.push(pair);
  }
  return Uint8Array.from(bytes);
}

/** Whether a text can be written in the two-byte part of GB18030. */
export function fitsGb(text: string): boolean {
  const table = gbTable();
  return [...text].every((character) => (character.codePointAt(0) ?? 0) < 0x80 || table.has(character));
}

let gb: Map<string, number> | null = null;

function gbTable(): Map<string, number> {
  if (gb) return gb;
  gb = new Map();
  const decoder = new TextDecoder('gb18030');
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++) {
      if (low === 0x7f) continue;
      const text = decoder.decode(Uint8Array.from([high, low]));
      if ([...text].length === 1 && text !== '\uFFFD' && !/\p{Co}/u.test(text) && !gb.has(text))
        gb.set(text, (high << 8) | low);
    }
  return gb;
}
