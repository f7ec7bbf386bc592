import type { FormDefinition } from '../../schemas/form.ts';
import { codeIn, splitCodeAndName } from '../code.ts';
import { rowLabel } from '../label.ts';
import { parseNumber } from '../number.ts';
import { isLineNumber, isStubPath } from './column-words.ts';
import type { Grid } from './draft-field.ts';
import { matchColumns } from './match-columns.ts';
import { bodyTexts } from './row-structure.ts';

/** A grid whose header stands over its body. */
export interface SetGrid {
  readonly grid: Grid;
  /** How sure that is: 1 where nothing spoke against the header as it stood. */
  readonly certainty: number;
}

/** Header and body were one column apart, and one way of setting them right is left. */
const moved = 0.9;
/** Labels stand where the form has figures, and no way of setting them right is seen. */
const apart = 0.5;

/**
 * Sets a header right that lost a cell, or has one too many: then names stand under a measure and the last figures under none, or
 * figures under 科目名称 and nothing under the last measure.
 * @param skip rows without values
 * @returns the grid as it is where header and body agree
 */
export function setHeaderOverBody(grid: Grid, form: FormDefinition, skip: ReadonlySet<number>): SetGrid {
  const texts = Array.from({ length: grid.table.columns }, (_, column) => bodyTexts(grid, column, skip));
  const matched = matchColumns(grid.paths, form, grid.year).map(({ column }) => column);
  const last = Math.max(-1, ...matched);
  const first = Math.min(grid.table.columns, ...matched);
  // where names stand at the left, words under a measure (没有) are no names
  const hasNames = texts.slice(0, first).some((own) => holdsNames(own));
  const named = hasNames ? undefined : matched.find((column) => holdsNames(texts[column] ?? []));
  if (named !== undefined) {
    const path = grid.paths[last + 1];
    const isLeftOver = path === '' || path === grid.paths[last];
    const others = texts.slice(named + 1, last + 2);
    const isOneBehind =
      isLeftOver && holdsFigures(texts[last + 1] ?? []) && !others.some((own) => holdsNames(own));
    if (!isOneBehind) return { grid, certainty: apart };
    const paths = [
      ...grid.paths.slice(0, named),
      '',
      ...grid.paths.slice(named, last + 1),
      ...grid.paths.slice(last + 2),
    ];
    return { grid: { ...grid, paths }, certainty: moved };
  }
  const stub = first - 1;
  const path = grid.paths[stub] ?? '';
  const isOneAhead =
    isStubPath(path) &&
    !isLineNumber(path) &&
    holdsFigures(texts[stub] ?? []) &&
    (texts[last] ?? []).length === 0 &&
    hasNames;
  if (!isOneAhead) return { grid, certainty: 1 };
  const paths = [
    ...grid.paths.slice(0, stub),
    ...grid.paths.slice(first, last + 1),
    '',
    ...grid.paths.slice(last + 1),
  ];
  return { grid: { ...grid, paths }, certainty: moved };
}

/** Whether most texts are names of items; 无 in place of a figure is none. */
function holdsNames(texts: readonly string[]): boolean {
  const names = texts.filter((text) => {
    const label = rowLabel(text);
    if ([...label].length < 2 || !/\p{Script=Han}/u.test(label)) return false;
    // 205 教育支出 could be read as so many 教育支出
    return parseNumber(text) === null || (splitCodeAndName(text) !== null && !label.endsWith('元'));
  });
  return names.length > 0 && names.length * 2 > texts.length;
}

/** Whether all texts are figures and most of them no codes. */
function holdsFigures(texts: readonly string[]): boolean {
  const figures = texts.filter((text) => parseNumber(text) !== null);
  // 0.00 is no code
  const codes = texts.filter((text) => codeIn(text) !== '' && !/[.．]/u.test(text));
  return texts.length > 0 && figures.length === texts.length && codes.length * 2 < texts.length;
}
