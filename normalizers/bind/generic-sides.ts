import type { Grid } from './draft-field.ts';

/** Columns of a table that belong together: labels, and the values they name. */
export interface GenericSide {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  /** Labels stand between values in it: whether they name the row or what follows them cannot be told. */
  readonly isMixed: boolean;
}

/**
 * The sides of a table of no known form: where labels stand again to the right of values, under a header that holds for them and
 * the values behind them alone (收入 | 支出), or under the same header as the first labels, they name what follows them
 * and nothing before. Any other column of texts is part of the row's label.
 */
export function sidesOf({ table, paths }: Grid): readonly GenericSide[] {
  const roles = rolesOf(table);
  const starts = [0];
  roles.forEach((role, column) => {
    const from = starts.at(-1) ?? 0;
    const own = roles.slice(from, column);
    if (
      role === 'stub' &&
      own.includes('stub') &&
      own.includes('value') &&
      opensSide(column, from, paths, roles)
    )
      starts.push(column);
  });
  return starts.map((from, i) => {
    const to = starts[i + 1] ?? table.columns;
    const own = roles.slice(from, to);
    const labels = own.lastIndexOf('stub', own.lastIndexOf('value'));
    return { from, to, isMixed: labels > own.indexOf('value') && own.includes('value') };
  });
}

/** @param from where the side before begins */
function opensSide(
  column: number,
  from: number,
  paths: readonly string[],
  roles: readonly (string | undefined)[],
): boolean {
  const next = roles.indexOf('value', column);
  if (next < 0) return false;
  const [own, behind] = [parentOf(paths[column]), parentOf(paths[next])];
  const before = parentOf(paths[roles.lastIndexOf('value', column)]);
  if (own !== '' || before !== '') return own === behind && own !== before;
  return (paths[column] ?? '') !== '' && paths[column] === paths[roles.indexOf('stub', from)];
}

/** A header path without its last name. */
function parentOf(path: string | undefined): string {
  return (path ?? '').split('/').slice(0, -1).join('/');
}

/** What the cells of each column of the body are: values where one of them is. */
function rolesOf({ columns, cells, headerRows }: Grid['table']): ('stub' | 'value' | undefined)[] {
  const roles: ('stub' | 'value' | undefined)[] = Array.from({ length: columns }, () => undefined);
  for (const { row, column, role } of cells) {
    if (row < headerRows || (role !== 'stub' && role !== 'value')) continue;
    if (roles[column] !== 'value') roles[column] = role;
  }
  return roles;
}
