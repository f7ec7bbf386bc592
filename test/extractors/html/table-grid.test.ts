import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formGrid, type SpannedCell } from '../../../extractors/html/table-grid.ts';
import { PipelineError } from '../../../schemas/error.ts';

interface Named extends SpannedCell {
  readonly name: string;
}

/** The standard's algorithm square by square, then rows and columns in which no cell begins taken out. */
function squares(groups: readonly (readonly (readonly Named[])[])[]): string[][] {
  const slots: string[][] = [];
  const begins: [row: number, column: number][] = [];
  let top = 0;
  for (const group of groups) {
    for (let r = 0; r < group.length; r++) slots.push([]);
    group.forEach((cells, r) => {
      let column = 0;
      for (const { name, rowSpan, columnSpan } of cells) {
        while (slots[top + r]![column] !== undefined) column++;
        begins.push([top + r, column]);
        const last = rowSpan === 0 ? group.length : Math.min(r + rowSpan, group.length);
        let width = 0;
        while (width < columnSpan && slots[top + r]![column + width] === undefined) width++;
        for (let y = r; y < last; y++)
          for (let x = column; x < column + width; x++) slots[top + y]![x] = name;
        column += width;
      }
    });
    top += group.length;
  }
  const rows = [...new Set(begins.map(([row]) => row))].sort((a, b) => a - b);
  const columns = [...new Set(begins.map(([, column]) => column))].sort((a, b) => a - b);
  return rows.map((r) => columns.map((c) => slots[r]?.[c] ?? ''));
}

const cell = fc.record({
  rowSpan: fc.integer({ min: 0, max: 4 }),
  columnSpan: fc.integer({ min: 1, max: 4 }),
});
const groups = fc
  .array(fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 6 }), { maxLength: 3 })
  .map((all) => {
    let n = 0;
    return all.map((rows) => rows.map((row) => row.map((c): Named => ({ ...c, name: `c${n++}` }))));
  });

describe('formGrid', () => {
  it('forms the table that the standard forms, and cells neither overlap nor leave it', () => {
    fc.assert(
      fc.property(groups, (all) => {
        const grid = formGrid(all);
        const filled = Array.from({ length: grid.rows }, () => Array<string>(grid.columns).fill(''));
        for (const { cell: own, row, column, rowSpan, columnSpan } of grid.cells) {
          expect(rowSpan).toBeGreaterThan(0);
          expect(columnSpan).toBeGreaterThan(0);
          for (let r = row; r < row + rowSpan; r++)
            for (let c = column; c < column + columnSpan; c++) {
              expect(filled[r]?.[c]).toBe('');
              filled[r]![c] = own.name;
            }
        }
        expect(filled).toEqual(squares(all));
        const order = grid.cells.map(({ row, column }) => row * grid.columns + column);
        expect(order).toEqual([...order].sort((a, b) => a - b));
      }),
      { numRuns: 300 },
    );
  });

  it('is not misled by spans as large as they may be', () => {
    const huge = { rowSpan: 65_534, columnSpan: 1000 };
    const grid = formGrid([[[huge, huge, huge], [huge], []]]);
    // The second row has no free place but behind the first three.
    expect(grid).toMatchObject({ rows: 2, columns: 4 });
  });

  it('refuses a table of more columns or squares than one can have', () => {
    const wide = { rowSpan: 1, columnSpan: 1000 };
    expect(() => formGrid([[Array.from({ length: 20 }, () => wide)]])).toThrow(PipelineError);
    const one = { rowSpan: 1, columnSpan: 1 };
    const rows = [Array.from({ length: 5000 }, () => one), ...Array.from({ length: 1000 }, () => [one])];
    expect(() => formGrid([rows])).toThrow(expect.objectContaining({ code: 'content-limit' }));
  });
});
