import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arabicYears, yearsIn } from '../../normalizers/date.ts';

const roles = (text: string): string[] => yearsIn(text).map(({ year, role }) => `${year} ${role}`);

describe('yearsIn', () => {
  it.each<[string, string[]]>([
    ['2021年度部门决算', ['2021 period']],
    ['2021 年度', ['2021 period']],
    ['２０２１年度', ['2021 period']],
    ['２ ０ ２ １ 年 度', ['2021 period']],
    ['二〇二一年度部门决算', ['2021 period']],
    ['二○二一年', ['2021 period']],
    ['二零二四年度', ['2024 period']],
    ['一九九八年', ['1998 period']],
    ['（2020 年度）', ['2020 period']],
    ['(2020)', ['2020 period']],
    ['第一部分 2020 部门概况', ['2020 period']],
    ['与2019年相比增加84.50万元', ['2019 comparison']],
    ['2020年与2019年相比', ['2020 period', '2019 comparison']],
    ['比2023年度增加1.00万元', ['2023 comparison']],
    ['较2023年决算数减少', ['2023 comparison']],
    ['2023年度决算数相比', ['2023 comparison']],
    ['填报时间：2021年7月13日', ['2021 date']],
    ['2022-07-13', ['2022 date']],
    ['2022.7.13', ['2022 date']],
    ['截至2021年12月31日', ['2021 closing']],
    ['2021—2023年', ['2021 span', '2023 span']],
    ['2021年至2023年', ['2021 span', '2023 span']],
    ['（湘办发[2019]10号）', ['2019 reference']],
    ['株人社发〔2020〕47 号', ['2020 reference']],
    ['湘府函（2019）5号', ['2019 reference']],
    ['2020.55万元', []],
    ['2021万元', []],
    ['2,021年', []],
    ['12021年', []],
    ['共 2000 余人', []],
    ['没有年份', []],
    ['', []],
  ])('%s → %j', (text, expected) => {
    expect(roles(text)).toEqual(expected);
  });

  it('tells a fiscal year from a year', () => {
    expect(yearsIn('2021年度').map(({ fiscal }) => fiscal)).toEqual([true]);
    expect(yearsIn('2021年').map(({ fiscal }) => fiscal)).toEqual([false]);
  });

  it('reads the same year in Arabic and Chinese digits', () => {
    const digits = '〇一二三四五六七八九';
    fc.assert(
      fc.property(fc.integer({ min: 1980, max: 2099 }), (year) => {
        const written = [...String(year)].map((digit) => digits[Number(digit)]).join('');
        expect(arabicYears(`${written}年度`)).toBe(`${year}年度`);
        expect(roles(`${written}年度`)).toEqual([`${year} period`]);
      }),
    );
  });
});
