import type { Block, Reconstruction } from '../../schemas/document.ts';
import type { FormDefinition } from '../../schemas/form.ts';
import { completes } from '../entity.ts';
import { markUnits, mayRepeatForms, restartsParts, type UnitMark } from './unit-marks.ts';
import { newWalk, ownerOf, type Walk } from './unit-walk.ts';

/** One unit's part of a document: of an ordinary report all of it. */
export interface ReportUnit {
  readonly reconstruction: Reconstruction;
  /** Who it is, by the complete name that the document gives; null where its own words are to say it. */
  readonly name: string | null;
  /** A cover, a form or the heading over its accounts names it so; not only the heading over what it is and does. */
  readonly isSure: boolean;
}

/**
 * Takes a compiled report apart: each unit's forms and text as a report of its own. A unit is announced by its name in a
 * cover, a heading or 部门：… at a table, or by nothing but forms that stand again. Text that no unit's heading opens is that
 * of the report as a whole: of the unit that comes first.
 * @returns the units in the order in which they begin; the document itself, unnamed, where it is no compiled report
 */
export function splitUnits(reconstruction: Reconstruction, forms: readonly FormDefinition[]): ReportUnit[] {
  const whole = [{ reconstruction, name: null, isSure: false }];
  const { blocks, tables } = reconstruction;
  if (!mayRepeatForms(tables, forms) && !restartsParts(blocks)) return whole;
  const marks = markUnits(reconstruction, forms);
  const walk = newWalk(marks, blocks);
  const owners = blocks.map((_, index) => ownerOf(index, walk));
  for (const index of walk.restartedAt) settleCover(blocks, index, owners);
  settleCaptions(blocks, marks, owners);
  const used = dissolveEmpty(blocks, owners, marks);
  if (used.length < 2) return whole;
  return used.map((unit, position) => partOf(reconstruction, owners, unit, walk, position === 0));
}

/** A short line of a cover has at most so many characters. */
const coverLine = 12;

/** A cover and a list of contents that name no one go with the first part that they stand before. */
function settleCover(blocks: readonly Block[], index: number, owners: number[]): void {
  for (let i = index - 1; i >= 0; i--) {
    const { kind, text } = blocks[i] ?? { kind: 'table', text: '' };
    const isCover = ['contents', 'title', 'artifact', 'furniture'].includes(kind);
    if (!isCover && (kind !== 'paragraph' || text.length > coverLine)) return;
    owners[i] = owners[index] ?? 0;
  }
}

/** Titles and captions right over a form go with it, linked or not. */
function settleCaptions(blocks: readonly Block[], marks: readonly UnitMark[], owners: number[]): void {
  const ofTable = new Map<string, number>();
  blocks.forEach((block, i) => {
    if (block.kind === 'table' && block.tableId !== null) ofTable.set(block.tableId, owners[i] ?? 0);
  });
  for (let i = blocks.length - 1; i >= 0; i--) {
    const block = blocks[i];
    const linked = block?.tableId ? ofTable.get(block.tableId) : undefined;
    if (linked !== undefined) owners[i] = linked;
    else if (
      marks[i] === null &&
      block !== undefined &&
      (block.kind === 'caption' || block.kind === 'artifact' || block.kind === 'furniture') &&
      owners[i + 1] !== undefined
    )
      owners[i] = owners[i + 1] ?? 0;
  }
}

/** Units that have neither forms nor text that states figures are none: what they were given goes to the unit before. */
function dissolveEmpty(blocks: readonly Block[], owners: number[], marks: readonly UnitMark[]): number[] {
  const solid = new Set<number>();
  owners.forEach((unit, i) => {
    const states = blocks[i]?.kind === 'paragraph' && /[\d０-９]\s*[万亿]?元/u.test(blocks[i]?.text ?? '');
    if (marks[i]?.kind === 'form' || states) solid.add(unit);
  });
  const [least = 0] = [...solid].sort((a, b) => a - b);
  let before = solid.has(owners[0] ?? 0) ? (owners[0] ?? 0) : least;
  owners.forEach((unit, i) => {
    if (solid.has(unit)) before = unit;
    else owners[i] = before;
  });
  const order: number[] = [];
  for (const unit of owners) if (!order.includes(unit)) order.push(unit);
  return order;
}

function partOf(
  { blocks, tables, unaccounted, findings }: Reconstruction,
  owners: readonly number[],
  unit: number,
  walk: Walk,
  isFirst: boolean,
): ReportUnit {
  const own = blocks.filter((_, i) => owners[i] === unit);
  const ids = new Set(own.map(({ tableId }) => tableId));
  const printed = walk.units[unit]?.name ?? null;
  // The longest form of the name that stands anywhere, unless it is another unit's.
  const longer = walk.names.filter(
    (name) =>
      printed !== null &&
      completes(name, printed) &&
      !walk.units.some((other, i) => i !== unit && other.name === name),
  );
  return {
    reconstruction: {
      blocks: own,
      tables: tables.filter(({ id }) => ids.has(id)),
      unaccounted: isFirst ? unaccounted : new Map(),
      findings: isFirst ? findings : [],
    },
    name: longer.length === 1 ? (longer[0] ?? printed) : printed,
    isSure: walk.units[unit]?.isSure ?? false,
  };
}
