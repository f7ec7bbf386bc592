/**
 * The rows of 类 that 收入支出决算总表 and 财政拨款收入支出决算总表 print on their right side, in order.
 */
import { classification } from './lookup.ts';

/**
 * `code|from|until`, years that print the row, empty = open. 224 since the classification of 2019; 223 and 234 since the
 * tables of 2020. 227, 230 and 233 are no expenditure of a department and were never printed.
 * Source: 公开01表 and 公开04表 as printed in published accounts of 2020, 2021 and 2024; the 24 rows of 2019 after a program that
 * fills that table; 2018 from memory.
 */
const rows = `
201||
202||
203||
204||
205||
206||
207||
208||
210||
211||
212||
213||
214||
215||
216||
217||
219||
220||
221||
222||
223|2020|
224|2019|
229||
231||
232||
234|2020|
`;

const printedRows = rows
  .trim()
  .split('\n')
  .map((line) => {
    const [code = '', from = '', until = ''] = line.split('|');
    return {
      code,
      from: from === '' ? Number.NEGATIVE_INFINITY : Number(from),
      until: until === '' ? Number.POSITIVE_INFINITY : Number(until),
    };
  });

/**
 * Names of the 类 rows that the tables of a year print, without ordinals, from 一般公共服务支出 on, as they are called in
 * that year; the newest template for an unknown year, never empty.
 */
export function classRows(year: number | null): readonly string[] {
  return printedRows
    .filter((row) => year === null || (row.from <= year && year <= row.until))
    .flatMap((row) => classification.nameOf('functional', row.code, year) ?? []);
}
