import { moneyUnitIn } from '../unit.ts';

/** Header words of rates and shares. */
const rate = /[%％]|率$|占比|比重|比例|百分比/u;
/** Header words of counts: whatever their unit is, it is not money. */
const counts = /人数|人次|数量|个数|次数|台数|辆数|编制|面积|户数|批次|团组|序号|年限|日期|时间/u;
/** A unit in brackets behind a header text: 人数（人）. */
const bracketed = /（(人次|人|名|户|个|项|件|辆|台|套|次|批次|年|月|天|公里|平方米|亩|分)）/u;

/**
 * The unit of figures under a header path that print none themselves: the header's own, '%' for rates, '' for counts, else the
 * table's.
 * @param path canonical, joined by `/`
 */
export function columnUnit(path: string, tableUnit: string): string {
  const money = path.split('/').reduceRight((found, part) => found || moneyUnitIn(part), '');
  if (money !== '') return money;
  const leaf = path.split('/').at(-1) ?? '';
  if (rate.test(leaf.replace(/（[^（）%％]*）/gu, ''))) return '%';
  const unit = bracketed.exec(leaf)?.[1];
  if (unit !== undefined) return unit;
  return counts.test(leaf) ? '' : tableUnit;
}
