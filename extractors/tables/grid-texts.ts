import type { CellRole } from '../../schemas/table.ts';
import { announcesPerson, cutPersonalData } from '../layout/personal-data.ts';
import { columnRoles, isNameAndValue, roleByName } from './structure.ts';

/** What a table's own cells say of it where nothing stands beside it. */
export interface Within {
  readonly entityText: string | null;
  readonly unitText: string | null;
}

/** Texts without personal data: numbers in them, and what stands beside a cell that announces a person. */
export function cutPeople(rows: readonly (readonly string[])[]): { texts: string[][]; cut: number } {
  let cut = 0;
  const texts = rows.map((row) => {
    let isName = false;
    return row.map((cell) => {
      if (isName && cell !== '' && !announcesPerson(cell)) {
        isName = false;
        cut++;
        return '[…]';
      }
      isName = announcesPerson(cell) || (isName && cell === '');
      const plain = cutPersonalData(cell);
      cut += plain.cut;
      return plain.text;
    });
  });
  return { texts, cut };
}

/** What each cell of a grid is: rows of header and inner header, then by column, under an inner header by its words. */
export function rolesOf(
  texts: readonly (readonly string[])[],
  headerRows: number,
  inner: readonly boolean[],
): (row: number, column: number) => CellRole {
  const columns = columnRoles(texts.slice(0, headerRows), texts.slice(headerRows));
  let section: readonly string[] = [];
  const rows = texts.map((row, r) => {
    if (r < headerRows || inner[r]) {
      if (inner[r]) section = row;
      return row.map((): CellRole => 'header');
    }
    return columns.map((role, c): CellRole => roleByName(section[c] ?? '') ?? role);
  });
  return (row, column) => rows[row]?.[column] ?? 'value';
}

/** The entity that a row of the table names, and the unit that its headers carry where all that do agree. */
export function readWithin(
  texts: readonly (readonly string[])[],
  headerRows: number,
  inner: readonly boolean[],
): Within {
  const named = texts
    .slice(0, 3)
    .find((row) => isNameAndValue(row) && /部门|单位/u.test(row.find((c) => c !== '') ?? ''));
  const units = new Set<string>();
  texts.forEach((row, r) => {
    row.forEach((text, c) => {
      if (r >= headerRows && !inner[r] && c > 0) return;
      const unit = /[（(](?:单位[：:]\s?)?(?:人民币)?[百千]?[万亿]?元[）)]/u.exec(text)?.[0];
      if (unit !== undefined) units.add(unit);
    });
  });
  return {
    entityText: named?.filter((cell) => cell !== '')[1] ?? null,
    unitText: units.size === 1 ? ([...units][0] ?? null) : null,
  };
}
