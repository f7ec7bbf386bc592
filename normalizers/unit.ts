import Big from 'big.js';

/** How many 元 one of a money unit is; the units of money that disclosures print. */
const moneyUnits: ReadonlyMap<string, string> = new Map([
  ['元', '1'],
  ['千元', '1000'],
  ['万元', '10000'],
  ['百万元', '1000000'],
  ['千万元', '10000000'],
  ['亿元', '100000000'],
]);

/** Whether the unit is money. */
export function isMoney(unit: string): boolean {
  return moneyUnits.has(unit);
}

/** More 元 than there are anywhere: what would need more digits than a DECIMAL(38,16) has is no amount. */
const mostYuan = new Big('1e22');

/**
 * The value in 元 as an exact decimal without exponent.
 * @param value exact decimal as text
 * @returns '' where the unit is not money, or the amount beyond all that there is
 */
export function toYuan(value: string, unit: string): string {
  const factor = moneyUnits.get(unit);
  if (factor === undefined) return '';
  const amount = new Big(value).times(factor);
  return amount.abs().lt(mostYuan) ? amount.toFixed() : '';
}

/** How many 元 one unit is, null where it is not money. */
export function yuanPerUnit(unit: string): Big | null {
  const factor = moneyUnits.get(unit);
  return factor === undefined ? null : new Big(factor);
}

/**
 * The money unit a unit line, title or header names: `金额单位：万元`, `单位:人民币元`, `（亿元）`, `资金(万元)`.
 * @returns '' where none is named
 */
export function moneyUnitIn(text: string): string {
  const plain = text.normalize('NFKC').replace(/\s+/gu, '');
  const found = /(?:单位[::]?|[((,,、/]|人民币|^)(?:人民币)?(千万|百万|亿|万|千)?元(?![\u4e00-\u9fff])/u.exec(
    plain,
  );
  return found ? `${found[1] ?? ''}元` : '';
}
