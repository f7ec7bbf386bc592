import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classRows } from '../../schemas/classification/class-rows.ts';
import { economic } from '../../schemas/classification/economic.ts';
import { functional } from '../../schemas/classification/functional.ts';
import {
  type ClassificationEntry,
  type ClassificationKind,
  classification,
} from '../../schemas/classification/lookup.ts';

/** Years that the table speaks of, and one on either side. */
const years = [2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025];

const lines: Record<ClassificationKind, string[]> = {
  functional: functional.flatMap((block) => block.trim().split('\n')),
  economic: economic.trim().split('\n'),
};
const kinds = Object.keys(lines) as ClassificationKind[];

function codesIn(kind: ClassificationKind): string[] {
  return [...new Set(lines[kind].map((line) => line.slice(0, line.indexOf('|'))))];
}

function entriesIn(kind: ClassificationKind): ClassificationEntry[] {
  return codesIn(kind).flatMap((code) => [...classification.byCode(kind, code)]);
}

function covers(entry: ClassificationEntry, year: number): boolean {
  return (entry.from ?? 0) <= year && year <= (entry.until ?? 9999);
}

/** 科目编码 and 科目名称 as printed in gk02, gk03, gk05 and gk06 of published accounts of 2020, 2021 and 2024. */
const printed: Record<ClassificationKind, string> = {
  functional: `
201 一般公共服务支出
20139 社会工作事务
2013901 行政运行
2013950 事业运行
2013999 其他社会工作事务支出
208 社会保障和就业支出
20801 人力资源和社会保障管理事务
2080101 行政运行
2080107 社会保险业务管理事务
2080108 信息化建设
2080109 社会保险经办机构
2080199 其他人力资源和社会保障管理事务支出
20805 行政事业单位养老支出
2080501 行政单位离退休
2080502 事业单位离退休
2080505 机关事业单位基本养老保险缴费支出
2080506 机关事业单位职业年金缴费支出
20807 就业补助
2080704 社会保险补贴
2080705 公益性岗位补贴
210 卫生健康支出
21011 行政事业单位医疗
2101101 行政单位医疗
2101102 事业单位医疗
2101103 公务员医疗补助
221 住房保障支出
22102 住房改革支出
2210201 住房公积金
2210203 购房补贴
`,
  economic: `
301 工资福利支出
30101 基本工资
30102 津贴补贴
30103 奖金
30106 伙食补助费
30107 绩效工资
30108 机关事业单位基本养老保险缴费
30108 机关事业单位基本养老保险费
30109 职业年金缴费
30110 职工基本医疗保险缴费
30111 公务员医疗补助缴费
30112 其他社会保障缴费
30113 住房公积金
30114 医疗费
30199 其他工资福利支出
302 商品和服务支出
30201 办公费
30202 印刷费
30203 咨询费
30204 手续费
30205 水费
30206 电费
30207 邮电费
30208 取暖费
30209 物业管理费
30211 差旅费
30212 因公出国（境）费用
30213 维修（护）费
30214 租赁费
30215 会议费
30216 培训费
30217 公务接待费
30218 专用材料费
30224 被装购置费
30225 专用燃料费
30226 劳务费
30227 委托业务费
30228 工会经费
30229 福利费
30231 公务用车运行维护费
30239 其他交通费用
30240 税金及附加费用
30299 其他商品和服务支出
303 对个人和家庭的补助
30301 离休费
30302 退休费
30303 退职（役）费
30304 抚恤金
30305 生活补助
30306 救济费
30307 医疗费补助
30308 助学金
30309 奖励金
30310 个人农业生产补贴
30311 代缴社会保险费
30399 其他对个人和家庭的补助
30399 对其他个人和家庭的补助支出
307 债务利息及费用支出
30701 国内债务付息
30702 国外债务付息
310 资本性支出
31001 房屋建筑物购建
31002 办公设备购置
31003 专用设备购置
31005 基础设施建设
31006 大型修缮
31007 信息网络及软件购置更新
31008 物资储备
31009 土地补偿
31010 安置补助
31011 地上附着物和青苗补偿
31012 拆迁补偿
31013 公务用车购置
31019 其他交通工具购置
31021 文物和陈列品购置
31022 无形资产购置
31099 其他资本性支出
399 其他支出
39906 赠与
39907 国家赔偿费用支出
39908 对民间非营利组织和群众性自治组织补贴
39999 其他支出
`,
};

describe.each(kinds)('%s table', (kind) => {
  it('has lines of a code, a name and two years', () => {
    const shape = kind === 'functional' ? /^2\d{2}(\d{2}){0,2}\|/u : /^3\d{2}(\d{2})?\|/u;
    const odd = lines[kind].filter(
      (line) => !shape.test(line) || !/^\d+\|[^|]+\|(20\d\d)?\|(20\d\d)?$/u.test(line),
    );
    expect(odd).toEqual([]);
  });

  it('has names without white space, half-width brackets, ordinals or level marks', () => {
    const odd = entriesIn(kind).filter((entry) =>
      /[\s()[\]"',:]|^[一二三四五六七八九十]+、|（[类款项]）/u.test(entry.name),
    );
    expect(odd).toEqual([]);
  });

  it('has the parent of every code', () => {
    const known = new Set(codesIn(kind));
    const orphans = [...known].filter((code) => code.length > 3 && !known.has(code.slice(0, -2)));
    expect(orphans).toEqual([]);
  });

  it('has one name a code and year', () => {
    const double = codesIn(kind).filter((code) =>
      years.some(
        (year) => classification.byCode(kind, code).filter((entry) => covers(entry, year)).length > 1,
      ),
    );
    expect(double).toEqual([]);
  });

  it('has years in order, and the newest name first', () => {
    const backwards = entriesIn(kind).filter((entry) => (entry.from ?? 0) > (entry.until ?? 9999));
    expect(backwards).toEqual([]);
    for (const code of codesIn(kind)) {
      const ends = classification.byCode(kind, code).map((entry) => entry.until ?? 9999);
      expect(ends).toEqual([...ends].sort((one, other) => other - one));
    }
  });

  it('lists no child beyond the years of its parent', () => {
    const homeless = entriesIn(kind).filter((entry) => {
      if (entry.code.length === 3) return false;
      const parents = classification.byCode(kind, entry.code.slice(0, -2));
      return years.some((year) => covers(entry, year) && !parents.some((parent) => covers(parent, year)));
    });
    expect(homeless.map((entry) => `${entry.code} ${entry.name}`)).toEqual([]);
  });

  it('agrees with every code and name printed in published accounts', () => {
    const pairs = printed[kind].trim().split('\n');
    const wrong = pairs.filter((pair) => {
      const [code = '', name = ''] = pair.split(' ');
      return classification.agrees(kind, code, name) !== 'yes';
    });
    expect(wrong).toEqual([]);
  });

  it('finds every code by the name it has in any year', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...codesIn(kind)),
        fc.option(fc.integer({ min: 2010, max: 2030 })),
        (code, year) => {
          const name = classification.nameOf(kind, code, year) ?? '';
          const entry = classification.byCode(kind, code).find((candidate) => candidate.name === name);
          // A year before or after all names of a code takes the nearest name: that name belongs to its own years.
          const named = year !== null && entry !== undefined && !covers(entry, year) ? null : year;
          expect(classification.codesOf(kind, name, '', named)).toContain(code);
          expect(classification.codesOf(kind, name, code.slice(0, 3), named)).toContain(code);
          expect(classification.agrees(kind, code, name)).toBe('yes');
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('size', () => {
  it('covers the classification', () => {
    const count = (kind: ClassificationKind, digits: number) =>
      codesIn(kind).filter((code) => code.length === digits).length;
    expect(count('functional', 3)).toBeGreaterThanOrEqual(29);
    expect(count('functional', 5)).toBeGreaterThanOrEqual(281);
    expect(count('functional', 7)).toBeGreaterThanOrEqual(1600);
    expect(count('economic', 5)).toBeGreaterThanOrEqual(100);
  });
});

describe('nameOf', () => {
  it.each([
    ['207', 2018, '文化体育与传媒支出'],
    ['207', 2019, '文化旅游体育与传媒支出'],
    ['210', 2018, '医疗卫生与计划生育支出'],
    ['210', 2019, '卫生健康支出'],
    ['215', 2019, '资源勘探信息等支出'],
    ['215', 2020, '资源勘探工业信息等支出'],
    ['220', 2018, '国土海洋气象等支出'],
    ['220', 2024, '自然资源海洋气象等支出'],
    ['20805', 2019, '行政事业单位离退休'],
    ['20805', 2020, '行政事业单位养老支出'],
    ['2080501', 2018, '归口管理的行政单位离退休'],
    ['2080501', 2021, '行政单位离退休'],
    ['21305', 2021, '扶贫'],
    ['21305', 2024, '巩固脱贫攻坚成果衔接乡村振兴'],
    ['20139', 2024, '社会工作事务'],
    ['2210201', null, '住房公积金'],
  ])('%s in %s is %s', (code, year, name) => {
    expect(classification.nameOf('functional', code, year)).toBe(name);
  });

  it('takes the nearest name for a year that no name covers', () => {
    expect(classification.nameOf('functional', '224', 2018)).toBe('灾害防治及应急管理支出');
    expect(classification.nameOf('functional', '2080504', 2024)).toBe('未归口管理的行政单位离退休');
    expect(classification.nameOf('functional', '2013804', 2015)).toBe('市场监督管理专项');
  });

  it.each(['', '2', '299', '20899999', 'abc', '__proto__', 'constructor'])('knows no code %j', (code) => {
    expect(classification.nameOf('functional', code, 2021)).toBeNull();
    expect(classification.byCode('functional', code)).toEqual([]);
    expect(classification.agrees('functional', code, '行政运行')).toBe('unknown');
  });
});

describe('codesOf', () => {
  it.each([
    ['行政运行', '20801', 2021, ['2080101']],
    ['社会保障和就业', '', 2021, ['208']],
    ['社会保障和就业（类）支出', '', 2021, ['208']],
    [' 社会保障 和就业支出 (类) ', '', 2021, ['208']],
    ['住房公积金（项）', '', 2021, ['2210201']],
    ['医疗卫生与计划生育支出（类）', '', 2020, ['210']],
    ['行政事业单位医疗', '210', null, ['21011']],
    ['其他社会保障和就业支出', '', 2020, ['20899', '2089901']],
    ['其他社会保障和就业支出', '', 2024, ['20899', '2089999']],
    ['没有这样的科目', '', 2021, []],
    ['', '', 2021, []],
  ])('%s within %j in %s', (name, within, year, codes) => {
    expect(classification.codesOf('functional', name, within, year)).toEqual(codes);
  });

  it('tells the same name of two kinds and brackets of either width', () => {
    expect(classification.codesOf('economic', '因公出国(境)费用', '', 2021)).toEqual(['30212']);
    expect(classification.codesOf('economic', '办公设备购置', '310', 2021)).toEqual(['31002']);
    expect(classification.codesOf('economic', '办公设备购置', '', 2021)).toEqual(['30902', '31002']);
  });
});

describe('agrees', () => {
  it.each<[ClassificationKind, string, string, 'yes' | 'no' | 'unknown']>([
    ['functional', '2080501', '行政单位离退休', 'yes'],
    ['functional', '2080501', '归口管理的行政单位离退休', 'yes'],
    ['functional', '210', '医疗卫生与计划生育', 'yes'],
    ['functional', '2080199', '其他人力资源和社会保障管理事务', 'yes'],
    ['functional', '2080505', '机关事业单位基本养老保险费支出', 'yes'],
    ['functional', '2080505', '机关事业单位基本养', 'yes'],
    ['functional', '2080109', '社会保险经办机够', 'yes'],
    ['economic', '30399', '其他对个人和家庭的补助支出', 'yes'],
    ['functional', '208', '卫生健康支出', 'no'],
    ['functional', '2101102', '行政单位医疗', 'no'],
    ['functional', '2080502', '行政单位离退休', 'no'],
    ['functional', '2082702', '财政对失业保险基金的补助', 'no'],
    ['economic', '30701', '国外债务付息', 'no'],
    ['economic', '30201', '印刷费', 'no'],
    ['functional', '2080105', '', 'no'],
    ['functional', '2089900', '其他', 'unknown'],
    ['economic', '208', '社会保障和就业支出', 'unknown'],
  ])('%s %s %s: %s', (kind, code, name, verdict) => {
    expect(classification.agrees(kind, code, name)).toBe(verdict);
  });

  it('tells every two codes of different names apart', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...codesIn('functional')),
        fc.constantFrom(...codesIn('functional')),
        (one, other) => {
          const name = classification.nameOf('functional', other, null) ?? '';
          const carries = classification.codesOf('functional', name, one, null).includes(one);
          expect(classification.agrees('functional', one, name)).toBe(carries ? 'yes' : 'no');
        },
      ),
      { numRuns: 500 },
    );
  });

  it('answers a long label as fast as a short one', () => {
    // At once where time grows with the label; with its square, beyond what a test may take.
    expect(classification.agrees('functional', '2080505', '（类）支出'.repeat(200_000))).toBe('no');
  });
});

describe('classRows', () => {
  it.each([
    [2017, 23],
    [2018, 23],
    [2019, 24],
    [2020, 26],
    [2024, 26],
    [null, 26],
  ])('%s prints %i rows', (year, count) => {
    const rows = classRows(year);
    expect(rows).toHaveLength(count);
    expect(rows[0]).toBe('一般公共服务支出');
    expect(new Set(rows).size).toBe(count);
  });

  it('names them as the year does', () => {
    expect(classRows(2018)).toContain('文化体育与传媒支出');
    expect(classRows(2018)).not.toContain('灾害防治及应急管理支出');
    expect(classRows(2019).slice(-4)).toEqual([
      '灾害防治及应急管理支出',
      '其他支出',
      '债务还本支出',
      '债务付息支出',
    ]);
    expect(classRows(2021).slice(-7)).toEqual([
      '粮油物资储备支出',
      '国有资本经营预算支出',
      '灾害防治及应急管理支出',
      '其他支出',
      '债务还本支出',
      '债务付息支出',
      '抗疫特别国债安排的支出',
    ]);
  });
});
