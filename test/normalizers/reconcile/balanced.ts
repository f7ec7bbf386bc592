import fc from 'fast-check';
import type { Field } from '../../../schemas/field.ts';
import { cell } from './accounts.ts';

/** 款 and 项 of two classes, in cents: 基本 and 项目 of every 项. */
const leaves = ['2080101 甲', '2080109 乙', '2080501 丙', '2080505 丁', '2101101 戊', '2101102 己'] as const;
const parents = ['208 社会保障和就业支出', '20801 子', '20805 丑', '210 卫生健康支出', '21011 寅'] as const;

// from 0.10 on: a part that is rounded to 0 is none, and is granted no rounding (CONTRACT.md)
const cents = fc.integer({ min: 10, max: 9_999_999 });
export const accounts = fc.array(fc.tuple(cents, fc.option(cents, { nil: 0 })), {
  minLength: 6,
  maxLength: 6,
});

export type Amounts = readonly (readonly [number, number])[];

/** Accounts that balance to the cent: spending by code, and the account sheet with the same classes and total. */
export function balanced(amounts: Amounts): Field[] {
  const codeOf = (name: string) => name.split(' ')[0] ?? '';
  const totals = (prefix: string) =>
    leaves.reduce(
      ([basic, project], leaf, at) => {
        const [a, b] = codeOf(leaf).startsWith(prefix) ? (amounts[at] ?? [0, 0]) : [0, 0];
        return [basic + a, project + b] as const;
      },
      [0, 0] as readonly [number, number],
    );
  const row = (name: string, prefix: string) => {
    const [basic, project] = totals(prefix);
    return [
      cell('gk05', name, '小计', money(basic + project)),
      cell('gk05', name, '基本支出', money(basic)),
      cell('gk05', name, '项目支出', project === 0 ? '' : money(project)),
    ];
  };
  const sheet = (name: string, side: string, prefix: string) => {
    const [basic, project] = totals(prefix);
    return cell('gk04', name, `${side}/金额`, money(basic + project));
  };
  return [
    ...row('合计', ''),
    ...[...parents, ...leaves].flatMap((name) => row(name, codeOf(name))),
    sheet('社会保障和就业支出', '支出', '208'),
    sheet('卫生健康支出', '支出', '210'),
    sheet('本年支出合计', '支出', ''),
    cell('gk04', '年末结转和结余', '支出/金额', ''),
    sheet('总计', '支出', ''),
    sheet('总计', '收入', ''),
  ];
}

export const money = (amount: number) =>
  `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;
