import { codeIn, levelOf } from '../code.ts';
import { type CodeStub, readCodeStub, restoreCode } from './code-stub.ts';
import { columnUnit } from './column-unit.ts';
import { isLineNumber, isStubPath } from './column-words.ts';
import { type Binder, type BoundCell, type Grid, isOwn, unnamedColumn } from './draft-field.ts';
import { matchColumns } from './match-columns.ts';
import { bodyTexts, structuralRows } from './row-structure.ts';

/** A figure beside no label. */
const unnamedRow = 0.5;
/** A code that was lost and put back by its name. */
const restoredCode = 0.9;
/** A measure told by the place of its column behind codes, not by its header. */
const byPlace = 0.9;
/** Share of a column's texts that are codes, where it is one of codes. */
const leastCodes = 0.6;

interface Block {
  readonly stubs: readonly number[];
  readonly values: readonly { column: number; measure: string; certainty: number; unit: string }[];
}

/** Blocks of 科目编码 | 科目名称 | 决算数 side by side; a sum that closes several blocks has its figure at the far right. */
export const bindCodeBlocks: Binder = (grid, form, context) => {
  const skip = structuralRows(grid);
  const blocks = findBlocks(
    grid,
    matchColumns(grid.paths, form, grid.year),
    form.columns[0]?.measure ?? '',
    skip,
  );
  const above = blocks.map(() => '');
  const year = context.fiscalYear === '' ? null : Number(context.fiscalYear);
  const bound: BoundCell[] = [];
  for (let row = grid.table.headerRows; row < grid.table.rows; row++) {
    if (skip.has(row)) continue;
    let owner: CodeStub | null = null;
    for (const [i, block] of blocks.entries()) {
      const found = readCodeStub(grid, row, block.stubs, above[i] ?? '');
      // a sum has no code: digits beside it are a figure that slipped
      const read = /[合小总]计$/u.test(found.label) ? { ...found, code: '' } : found;
      const restored =
        read.code === '' && form.classification !== null
          ? restoreCode(read.label, above[i] ?? '', form.classification, context.classification, year)
          : '';
      const stub = { code: read.code || restored, label: read.label };
      if (stub.code !== '') above[i] = stub.code;
      const isNamed = stub.code !== '' || stub.label !== '';
      const hasText = block.values.some(({ column }) => grid.text(row, column) !== '');
      // 公用经费合计 | | | | | 62.27: no label of its own, the figure belongs to the sum begun at the left
      const isOwned =
        !isNamed && hasText && owner !== null && owner.code === '' && /[合小总]计$/u.test(owner.label);
      const named: CodeStub = isOwned ? (owner ?? stub) : stub;
      if (isNamed) owner = stub;
      if (isNamed && stub.code === '' && !hasText && hasFigureAhead(grid, row, blocks.slice(i + 1))) continue;
      const isUnnamed = named.code === '' && named.label === '';
      if (isOwned) owner = null;
      for (const { column, measure, certainty, unit } of block.values) {
        const cell = grid.at(row, column);
        if (!isOwn(cell, row, column) || (isUnnamed && cell.text.trim() === '')) continue;
        bound.push({
          cell,
          code: named.code,
          label: named.label,
          level: levelOf(named.code),
          measure,
          binding: certainty * (isUnnamed ? unnamedRow : 1) * (restored === '' ? 1 : restoredCode),
          wantsNumber: true,
          unit,
          ...(isUnnamed ? { flags: ['unexpected-text' as const] } : {}),
        });
      }
    }
  }
  return bound;
};

/**
 * Blocks end where the next column of codes begins; without codes in columns of their own, where a measure stands.
 * A block's further columns keep their printed header.
 */
function findBlocks(
  grid: Grid,
  matched: ReturnType<typeof matchColumns>,
  measure: string,
  skip: ReadonlySet<number>,
): Block[] {
  const texts = Array.from({ length: grid.table.columns }, (_, column) => bodyTexts(grid, column, skip));
  const rows = Array.from({ length: grid.table.rows }, (_, row) => row).filter(
    (row) => row >= grid.table.headerRows && !skip.has(row),
  );
  const known = new Map(matched.map((match) => [match.column, match]));
  const starts = texts.flatMap((own, column) => (holdsCodes(own) && !known.has(column) ? [column] : []));
  const firsts =
    starts.length >= known.size && starts.length > 0 ? starts : startsByMeasure([...known.keys()]);
  return firsts.flatMap((from, i) => {
    const end = firsts[i + 1] ?? grid.table.columns;
    const within = Array.from({ length: end - from }, (_, offset) => from + offset).filter(
      (column) => !isLineNumber(grid.paths[column] ?? ''),
    );
    const own = within.filter((column) => known.has(column));
    const others = within.filter((column) => {
      const held = texts[column] ?? [];
      return !known.has(column) && !starts.includes(column) && holdsFigures(held);
    });
    const [sole, second] = others;
    const isLost = own.length === 0 && sole !== undefined && second === undefined;
    const values = [
      ...own.map((column) => ({
        column,
        measure,
        certainty: known.get(column)?.certainty ?? byPlace,
        unit: grid.table.unit,
      })),
      ...others
        .filter((column) => !isStubPath(grid.paths[column] ?? '') || isLost)
        .map((column) => {
          const path = grid.paths[column] ?? '';
          return isLost
            ? { column, measure, certainty: byPlace, unit: grid.table.unit }
            : {
                column,
                measure: path || unnamedColumn(column),
                certainty: 1,
                unit: columnUnit(path, grid.table.unit),
              };
        }),
    ];
    // what a value's cell goes on into is no stub
    const isValue = (row: number, column: number): boolean =>
      values.some((value) => grid.at(row, value.column) === grid.at(row, column));
    const stubs = within.filter((column) =>
      rows.some((row) => grid.at(row, column) !== null && !isValue(row, column)),
    );
    return values.length === 0 ? [] : [{ stubs, values }];
  });
}

function startsByMeasure(measures: readonly number[]): number[] {
  return measures.map((_, i) => (i === 0 ? 0 : (measures[i - 1] ?? 0) + 1));
}

function holdsCodes(texts: readonly string[]): boolean {
  const codes = texts.filter((text) => codeIn(text) !== '');
  return codes.length > 0 && codes.length >= texts.length * leastCodes;
}

function holdsFigures(texts: readonly string[]): boolean {
  return texts.some((text) => /\d/u.test(text)) && texts.every((text) => !/\p{Script=Han}{2}/u.test(text));
}

/** Whether blocks to the right hold a figure and no label of their own. */
function hasFigureAhead(grid: Grid, row: number, blocks: readonly Block[]): boolean {
  for (const block of blocks) {
    const stub = readCodeStub(grid, row, block.stubs, '');
    if (stub.code !== '' || stub.label !== '') return false;
    if (block.values.some(({ column }) => grid.text(row, column) !== '')) return true;
  }
  return false;
}
