/** Sums that must tie out in any account: codes, totals, header groups, the two sides, the same code in two tables. */
import Big from 'big.js';
import type { Accounts, Row } from './accounts.ts';

/** One sum that was tried. */
export interface Tie {
  readonly kind: 'codes' | 'rows' | 'group' | 'sides' | 'tables';
  readonly where: string;
  readonly page: number;
  readonly printed: string;
  readonly computed: string;
  readonly ties: boolean;
}

const total = /^(?:合计|总计|小计|本年(?:收入|支出)合计|(?:收入|支出)(?:合计|总计)|当年(?:收入|支出)小计)$/u;

/** All sums of a document's tables. */
export function trySums(tables: readonly Accounts[]): Tie[] {
  return [
    ...tables.flatMap((table) => [...codes(table), ...rows(table), ...groups(table), ...sides(table)]),
    ...acrossTables(tables),
  ];
}

function tie(kind: Tie['kind'], where: string, page: number, printed: Big, parts: readonly Big[]): Tie {
  const computed = parts.reduce((sum, part) => sum.plus(part), new Big(0));
  // Each summand is rounded to the last printed place.
  const places = Math.max(
    ...[printed, ...parts].map((amount) => amount.toString().split('.')[1]?.length ?? 0),
  );
  const half = new Big(10)
    .pow(-places)
    .div(2)
    .times(parts.length + 1);
  const isExact = kind === 'sides' || kind === 'tables' || places === 0;
  const off = printed.minus(computed).abs();
  return {
    kind,
    where,
    page,
    printed: printed.toFixed(),
    computed: computed.toFixed(),
    ties: isExact ? off.eq(0) : off.lte(half),
  };
}

/** 类 = Σ款 = Σ项, 合计 = Σ类. */
function codes({ id, title, sides: own }: Accounts): Tie[] {
  return own.flatMap(({ columns, rows: all }) => {
    const coded = all.filter(({ code }) => /^\d{3}(?:\d{2}){0,2}$/u.test(code));
    if (coded.length < 2) return [];
    const known = new Set(coded.map(({ code }) => code));
    const parentOf = (code: string): string => {
      for (let length = code.length - 2; length >= 3; length -= 2)
        if (known.has(code.slice(0, length))) return code.slice(0, length);
      return '';
    };
    const sum = all.find(({ code, label, amounts }) => code === '' && total.test(label) && amounts.size > 0);
    return columns.flatMap((column) =>
      [...coded, ...(sum ? [sum] : [])].flatMap((row): Tie[] => {
        const children = coded.filter(({ code }) => parentOf(code) === row.code && code !== row.code);
        const printed = row.amounts.get(column);
        const parts = children.flatMap(({ amounts }) => amounts.get(column) ?? []);
        if (children.length === 0 || (printed === undefined && parts.length === 0)) return [];
        const where = `${id} ${title} ${row.code || row.label} column ${column}`;
        return [tie('codes', where, row.page, printed ?? new Big(0), parts)];
      }),
    );
  });
}

/** 小计 or 合计 of rows numbered 一、二、…, and of items under 一、 numbered 1. 2. */
function rows({ id, title, sides: own }: Accounts): Tie[] {
  return own.flatMap(({ columns, rows: all }) =>
    columns.flatMap((column) => {
      const amount = (row: Row) => row.amounts.get(column) ?? new Big(0);
      const tops = all.filter(({ label }) => /^[一二三四五六七八九十]+、/u.test(label));
      const ties: Tie[] = [];
      const sum = all.find(({ label, amounts }) => total.test(label) && amounts.has(column));
      if (sum && tops.length > 1)
        ties.push(tie('rows', `${id} ${title} ${sum.label}`, sum.page, amount(sum), tops.map(amount)));
      for (const top of tops) {
        const from = all.indexOf(top) + 1;
        const items: Row[] = [];
        while (/^\d{1,2}[.、．]/u.test(all[from + items.length]?.label ?? ''))
          items.push(all[from + items.length] as Row);
        if (items.length > 0 && items.some(({ amounts }) => amounts.has(column)))
          ties.push(tie('rows', `${id} ${title} ${top.label}`, top.page, amount(top), items.map(amount)));
      }
      return ties;
    }),
  );
}

/** 合计 of a header group = its other columns; nested 小计 stand for their own groups. */
function groups({ id, title, paths, sides: own }: Accounts): Tie[] {
  return own.flatMap(({ columns, rows: all }) =>
    columns.flatMap((column) => {
      const path = paths[column] ?? [];
      if (!/^(?:合计|小计|总计)$/u.test(path.at(-1) ?? '')) return [];
      const group = path.slice(0, -1);
      const parts = columns.filter((other) => {
        const theirs = paths[other] ?? [];
        if (other === column || !group.every((text, i) => theirs[i] === text)) return false;
        const rest = theirs.slice(group.length);
        // Of nested groups the outermost 小计 stands for all of them.
        return rest.length === 1 || (rest.length === 2 && rest.at(-1) === '小计');
      });
      if (parts.length < 2) return [];
      return all.flatMap((row): Tie[] => {
        const printed = row.amounts.get(column);
        if (printed === undefined) return [];
        const where = `${id} ${title} ${row.code || row.label || 'row'} ${path.join('/')}`;
        return [
          tie(
            'group',
            where,
            row.page,
            printed,
            parts.flatMap((other) => row.amounts.get(other) ?? []),
          ),
        ];
      });
    }),
  );
}

/** The last totals of the two sides of 收支总表 are equal. */
function sides({ id, title, sides: own }: Accounts): Tie[] {
  const [left, right] = own.map(({ columns, rows: all }) => {
    const row = all.findLast(
      ({ label, amounts }) => /^(?:收入|支出)(?:合计|总计)$/u.test(label) && amounts.size > 0,
    );
    return row ? { row, amount: row.amounts.get(columns[0] ?? -1) } : undefined;
  });
  if (!left?.amount || !right?.amount) return [];
  return [tie('sides', `${id} ${title}`, left.row.page, left.amount, [right.amount])];
}

/** Tables of one grand total and of codes of the same kind give each code the same amount. */
function acrossTables(tables: readonly Accounts[]): Tie[] {
  const coded = tables.flatMap((table) => {
    const [side] = table.sides;
    const column = side?.columns[0];
    if (!side || column === undefined) return [];
    const amounts = new Map<string, { amount: Big; page: number }>();
    for (const { code, label, amounts: own, page } of side.rows) {
      const amount = own.get(column);
      const key = code || (/^(?:合计|总计)$/u.test(label) ? '合计' : '');
      if (amount && key !== '') amounts.set(key, { amount, page });
    }
    return amounts.size > 3 && amounts.has('合计') ? [{ table, amounts }] : [];
  });
  return coded.flatMap(({ table, amounts }, i) =>
    coded.slice(i + 1).flatMap((other) => {
      const same = [...amounts].filter(([key]) => other.amounts.has(key));
      const sum = amounts.get('合计')?.amount;
      if (!sum || !other.amounts.get('合计')?.amount.eq(sum) || same.length < 3) return [];
      return same.map(([key, { amount, page }]) =>
        tie('tables', `${table.id} and ${other.table.id} ${key}`, page, amount, [
          other.amounts.get(key)?.amount ?? new Big(0),
        ]),
      );
    }),
  );
}
