import { describe, expect, it } from 'vitest';
import { partIslands } from '../../../extractors/tables/declared/sheet-islands.ts';
import type { DeclaredTable } from '../../../schemas/document.ts';

/** A sheet from rows of texts, `|` between cells. */
function sheetOf(rows: readonly string[], name = 'S'): DeclaredTable {
  const cells = rows.flatMap((line, row) =>
    line.split('|').flatMap((text, column) =>
      text.trim() === ''
        ? []
        : [
            {
              ...{ row, column, rowSpan: 1, columnSpan: 1, text: text.trim() },
              location: `${name}!${String.fromCharCode(65 + column)}${row + 1}`,
            },
          ],
    ),
  );
  const columns = Math.max(...rows.map((line) => line.split('|').length));
  const location = `${name}!A1:${String.fromCharCode(64 + columns)}${rows.length}`;
  return { kind: 'table', rows: rows.length, columns, headerRows: 0, location, cells };
}

const placesOf = (table: DeclaredTable): string[] => partIslands(table).map(({ location }) => location);

describe('tables of one sheet', () => {
  it('that stand beside and under each other are parted', () => {
    const sheet = sheetOf([
      '项目|金额||||',
      '甲|1||||',
      '乙|2|||项目|数量',
      '丙|3|||丁|4',
      '|||||',
      '|||||',
      '|名称|数||',
      '|戊|5||',
    ]);
    expect(placesOf(sheet)).toEqual(['S!A1:B4', 'S!E3:F4', 'S!B7:C8']);
    const [, right] = partIslands(sheet);
    expect(right).toMatchObject({ rows: 2, columns: 2 });
    expect(right?.cells[0]).toMatchObject({ row: 0, column: 0, text: '项目', location: 'S!E3' });
  });

  it('are one where a single blank row or column stands within', () => {
    const sheet = sheetOf(['收入|金额||支出|金额', '甲|1||乙|2', '||||', '合计|1||合计|2']);
    expect(partIslands(sheet)).toEqual([sheet]);
  });

  it('are one where what is below the blank rows has no head of its own', () => {
    const sheet = sheetOf(['项目|金额', '甲|1', '|', '|', '乙|2', '合计|3']);
    expect(partIslands(sheet)).toEqual([sheet]);
  });

  it('are left where they come from a page of text', () => {
    const { location: _, ...table } = sheetOf(['a|b|||c|d', 'e|1|||f|2']);
    expect(partIslands({ ...table, location: 'table 3' })).toHaveLength(1);
  });
});
