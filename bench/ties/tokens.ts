/** Number tokens of a page by another program (pdftotext of Poppler) against the cells: none lost, none fused, none split. */
import { spawnSync } from 'node:child_process';
import type { JsonTable } from './accounts.ts';

/** What differs on the pages of a document's tables; null where pdftotext is absent. */
export function compareTokens(file: string, tables: readonly JsonTable[]): string[] | null {
  const run = spawnSync('pdftotext', ['-bbox', '-q', file, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.error) return null;
  const differences: string[] = [];
  run.stdout
    .split('<page ')
    .slice(1)
    .forEach((page, i) => {
      const number = i + 1;
      const cells = tables.flatMap((table) =>
        table.cells.filter((cell) => cell.page === number && cell.bbox),
      );
      if (cells.length === 0) return;
      const boxes = tables.flatMap((table) => {
        const own = table.cells.flatMap((cell) => (cell.page === number && cell.bbox ? [cell.bbox] : []));
        if (own.length === 0) return [];
        return [
          [
            Math.min(...own.map((box) => box[0])),
            Math.min(...own.map((box) => box[1])),
            Math.max(...own.map((box) => box[2])),
            Math.max(...own.map((box) => box[3])),
          ] as const,
        ];
      });
      const words = [
        ...page.matchAll(
          /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)</gu,
        ),
      ]
        .map(([, x0, y0, x1, y1, text]) => ({
          x: (Number(x0) + Number(x1)) / 2,
          y: (Number(y0) + Number(y1)) / 2,
          text: text ?? '',
        }))
        .filter(({ x, y }) => boxes.some(([x0, y0, x1, y1]) => x >= x0 && x <= x1 && y >= y0 && y <= y1));
      const expected = count(words.flatMap(({ text }) => numbersIn(text)));
      const found = count(cells.flatMap(({ text }) => numbersIn(text)));
      for (const [token, times] of expected)
        if ((found.get(token) ?? 0) < times)
          differences.push(`p${number}: ${token} stands on the page, in no cell`);
      for (const [token, times] of found)
        if ((expected.get(token) ?? 0) < times)
          differences.push(`p${number}: ${token} stands in a cell, not on the page`);
    });
  return differences;
}

/** Numbers of a text: digits with what belongs to a figure. */
function numbersIn(text: string): string[] {
  return text.match(/\d(?:[\d,.]*\d)?/gu) ?? [];
}

function count(tokens: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}
