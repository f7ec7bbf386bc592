import { codeIn, levelOf } from '../code.ts';
import { rowLabel } from '../label.ts';
import type { Binder, BoundCell, Grid } from './draft-field.ts';
import { matchColumns } from './match-columns.ts';
import { isOwn } from './two-sided.ts';

/** A figure beside no label. */
const unnamedRow = 0.5;

interface Block {
  readonly stubs: readonly number[];
  readonly value: number;
  readonly measure: string;
  readonly certainty: number;
}

/** Blocks of 科目编码 | 科目名称 | 决算数 side by side; a sum that closes several blocks has its figure at the far right. */
export const bindCodeBlocks: Binder = (grid, form) => {
  const blocks = findBlocks(matchColumns(grid.paths, form));
  const bound: BoundCell[] = [];
  for (let row = grid.table.headerRows; row < grid.table.rows; row++) {
    let owner: { code: string; label: string } | null = null;
    for (const [i, block] of blocks.entries()) {
      const stub = readStub(grid, row, block);
      const isNamed = stub.code !== '' || stub.label !== '';
      const cell = grid.at(row, block.value);
      const hasText = cell !== null && cell.text.trim() !== '';
      // 公用经费合计 | | | | | 62.27: no label of its own, the figure belongs to the sum begun at the left.
      const named = isNamed ? stub : hasText && owner?.code === '' ? owner : stub;
      if (isNamed) owner = stub;
      const isSumAhead =
        isNamed && stub.code === '' && !hasText && hasFigureAhead(grid, row, blocks.slice(i + 1));
      if (!isOwn(cell, row, block.value) || isSumAhead) continue;
      if (named.code === '' && named.label === '' && !hasText) continue;
      const isUnnamed = named.code === '' && named.label === '';
      bound.push({
        cell,
        code: named.code,
        label: named.label,
        level: levelOf(named.code),
        measure: block.measure,
        binding: block.certainty * (isUnnamed ? unnamedRow : 1),
        wantsNumber: true,
        unit: grid.table.unit,
        ...(isUnnamed ? { flags: ['unexpected-text' as const] } : {}),
      });
    }
  }
  return bound;
};

function findBlocks(matched: ReturnType<typeof matchColumns>): Block[] {
  let from = 0;
  return matched.map(({ column, definition, certainty }) => {
    const stubs = Array.from({ length: column - from }, (_, i) => from + i);
    from = column + 1;
    return { stubs, value: column, measure: definition.measure, certainty };
  });
}

function readStub(grid: Grid, row: number, block: Block): { code: string; label: string } {
  let code = '';
  const names: string[] = [];
  for (const column of block.stubs) {
    const cell = grid.at(row, column);
    if (cell === null || cell.column !== column) continue;
    const text = cell.text.trim();
    if (text === '') continue;
    const digits = codeIn(text);
    if (digits !== '' && code === '') code = digits;
    else names.push(text);
  }
  return { code, label: rowLabel(names.join('')) };
}

/** Whether blocks to the right hold a figure and no label of their own. */
function hasFigureAhead(grid: Grid, row: number, blocks: readonly Block[]): boolean {
  for (const block of blocks) {
    const stub = readStub(grid, row, block);
    if (stub.code !== '' || stub.label !== '') return false;
    if (grid.text(row, block.value) !== '') return true;
  }
  return false;
}
