import type { Word } from '../../../schemas/document.ts';
import type { StreamCell } from './stream.ts';

/** A line of a table: its texts set into columns. */
export interface SetLine {
  readonly baseline: number;
  readonly size: number;
  readonly cells: readonly StreamCell<readonly Word[]>[];
  /** Its only text is centred over the table: it names a section. */
  readonly isSection: boolean;
}

/** Whether a cell holds a value, not a text that happens to be a figure. */
export type IsValue = (cell: StreamCell<readonly Word[]>) => boolean;

/** Whether two lines have figures in one column: then they are two rows. */
export function stacks(
  above: readonly StreamCell<readonly Word[]>[],
  below: readonly StreamCell<readonly Word[]>[],
  isValue: IsValue,
): boolean {
  return below.some(
    (cell) => isValue(cell) && above.some((other) => other.first === cell.first && isValue(other)),
  );
}

/** Whether a line begins with a label. */
export const hasStub = (line: SetLine): boolean => line.cells[0]?.first === 0 && !line.isSection;

/** A line with nothing but a label. */
export function isStubOnly(line: SetLine): boolean {
  const [stub, ...rest] = line.cells;
  return stub !== undefined && rest.length === 0 && stub.first === 0 && !line.isSection;
}
