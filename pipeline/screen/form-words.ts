import type { CellRef, FormDefinition, Identity } from '../../schemas/form.ts';

/** A row that a form prints: code, side, label. */
export function rowName(row: FormDefinition['rows'][number]): string {
  return [row.code ?? '', row.side ?? '', row.label].filter((part) => part !== '').join(' ');
}

/** An identity as a line: its id and what it says. */
export function describeIdentity(identity: Identity): string {
  switch (identity.kind) {
    case 'row-sum':
      return `${identity.id}: in every row, ${identity.total} = ${[identity.parts.join(' + '), ...(identity.minus ?? [])].join(' − ')}`;
    case 'hierarchy':
      return `${identity.id}: every code is the sum of the codes under it, for ${identity.measures.join(', ')}`;
    case 'column-sum':
      return `${identity.id}: ${rowText(identity.total)} = ${
        identity.parts === 'class-rows' ? 'the sum of the 类 rows' : identity.parts.map(rowText).join(' + ')
      }, for ${identity.measures.join(', ')}`;
    case 'balance':
      return `${identity.id}: ${describeCell(identity.left)} = ${describeCell(identity.right)}`;
    case 'cross-table':
      return `${identity.id}: ${identity.left.map(describeCell).join(' + ')} ${sign(identity.relation)} ${identity.right.map(describeCell).join(' + ')}`;
    case 'cross-rows':
      return `${identity.id}: row by row, ${identity.measure} ${sign(identity.relation)} ${identity.other.form} ${identity.other.measure}`;
  }
}

function sign(relation: 'equal' | 'at-most'): string {
  return relation === 'equal' ? '=' : '≤';
}

/** A cell of a form in words. */
export function describeCell(cell: CellRef): string {
  return [cell.form ?? '', rowText(cell.row), cell.measure].filter((part) => part !== '').join(' ');
}

function rowText(row: unknown): string {
  if (typeof row === 'string') return row;
  if (typeof row !== 'object' || row === null) return '';
  return Object.values(row)
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .join(' ');
}
