import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeColumns } from '../../../../extractors/tables/text/column-kinds.ts';
import { splitAligned } from '../../../../extractors/tables/text/text-rows.ts';
import { displayWidth } from '../../../../normalizers/text.ts';
import { asColumns, asPipes, asTabs, type PrintedTable } from '../../printed-table.ts';
import { readText, squaresOf, tableOf } from '../../reading.ts';

describe('pieces of a line', () => {
  it.each([
    ['项目  金额', ['项目 0–4', '金额 6–10']],
    ['    社会保障 支出   1,234.50', ['社会保障 支出 4–17', '1,234.50 20–28']],
    ['收　　入    12', ['收入 0–8', '12 12–14']],
    ['类  款  项', ['类 0–2', '款 4–6', '项 8–10']],
    ['', []],
    // columns so close that a single space parts them
    ['701.76 公用经费合计  90.20', ['701.76 0–6', '公用经费合计 7–19', '90.20 21–26']],
    ['21208 国有土地使用权  1.00', ['21208 0–5', '国有土地使用权 6–20', '1.00 22–26']],
    ['共计 12.60 万元  其他支出 2.50', ['共计 12.60 万元 0–15', '其他支出 17–25', '2.50 26–30']],
  ])('%s', (text, expected) => {
    expect(splitAligned(text).map((piece) => `${piece.text} ${piece.from}–${piece.to}`)).toEqual(expected);
  });
});

/** The layouts of the forms, with figures in some of the cells. */
const accounts: [string, PrintedTable][] = [
  [
    'two sides',
    {
      header: [
        ['收入', '<', '<', '支出', '<', '<'],
        ['项目', '行次', '金额', '项目', '行次', '金额'],
        ['栏次', '', '1', '栏次', '', '2'],
      ],
      body: [
        ['一、财政拨款收入', '1', '1,331.61', '一、一般公共服务支出', '5', ''],
        ['二、上级补助收入', '2', '', '二、外交支出', '6', '0.00'],
        ['', '3', '', '三、教育支出', '7', '1,331.61'],
        ['总计', '4', '1,331.61', '总计', '8', '1,331.61'],
      ],
    },
  ],
  [
    'codes under a header of two rows, columns blank',
    {
      header: [
        ['项目', '<', '本年收入合计', '财政拨款收入', '上级补助收入', '其他收入'],
        ['功能分类科目编码', '科目名称', '^', '^', '^', '^'],
        ['栏次', '', '1', '2', '3', '4'],
      ],
      body: [
        ['合计', '', '331.61', '331.61', '', ''],
        ['208', '社会保障和就业支出', '318.24', '318.24', '', ''],
        ['2080101', '行政运行', '13.37', '13.37', '', ''],
      ],
    },
  ],
  [
    'no column numbers, a blank column at the end',
    {
      header: [['科目编码', '科目名称', '基本支出', '项目支出', '经营支出']],
      body: [
        ['208', '社会保障和就业支出', '318.24', '1.00', ''],
        ['20801', '人力资源管理事务', '3.00', '', ''],
        ['2080101', '行政运行', '0.37', '2.00', ''],
      ],
    },
  ],
  [
    'one row under a header of three',
    {
      header: [
        ['预算数', '<', '<', '<', '决算数', '<', '<', '<'],
        [
          '合计',
          '公务用车购置及运行费',
          '<',
          '公务接待费',
          '合计',
          '公务用车购置及运行费',
          '<',
          '公务接待费',
        ],
        ['^', '小计', '公务用车购置费', '^', '^', '小计', '公务用车购置费', '^'],
        ['1', '2', '3', '4', '5', '6', '7', '8'],
      ],
      body: [['21.30', '20.87', '18.00', '0.43', '16.76', '16.33', '', '0.43']],
    },
  ],
  [
    'one row of figures far narrower than their headers',
    {
      header: [
        ['预算数', '<', '<', '<', '<', '<', '决算数', '<', '<', '<', '<', '<'],
        [
          '合计',
          '因公出国 (境) 费',
          '公务用车购置及运行费',
          '<',
          '<',
          '公务接待费',
          '合计',
          '因公出国 (境) 费',
          '公务用车购置及运行费',
          '<',
          '<',
          '公务接待费',
        ],
        [
          '^',
          '^',
          '小计',
          '公务用车购置 费',
          '公务用车运行 费',
          '^',
          '^',
          '^',
          '小计',
          '公务用车购置 费',
          '公务用车运行 费',
          '^',
        ],
        ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'],
      ],
      body: [['2.64', '0', '1.36', '0', '1.36', '1.28', '1.70', '0', '1.02', '0', '1.02', '0.68']],
    },
  ],
  [
    'one row of figures as wide as their columns, some of them blank',
    {
      header: [
        ['预算数', '<', '<', '<', '决算数', '<', '<', '<'],
        ['合计', '公务用车购置及运行费', '<', '<', '合计', '公务用车购置及运行费', '<', '<'],
        ['^', '小计', '公务用车购置费', '公务用车运行费', '^', '小计', '公务用车购置费', '公务用车运行费'],
        ['1', '2', '3', '4', '5', '6', '7', '8'],
      ],
      body: [['945,407.25', '925,189.00', '801,263.70', '', '778,509.91', '757,361.11', '', '47,646.40']],
    },
  ],
  [
    'a form without figures',
    {
      header: [
        ['项目', '<', '年初结转和结余', '本年支出', '<', '<'],
        ['科目编码', '科目名称', '^', '小计', '基本支出', '项目支出'],
        ['栏次', '', '1', '2', '3', '4'],
      ],
      body: [['合计', '', '', '', '', '']],
    },
  ],
];

describe('one table, whatever sets its columns apart', () => {
  it.each(accounts)('%s', async (_, printed) => {
    // A body of one label ends a form: captions and notes stand around it as they do in documents.
    const around = (lines: string[]): string[] => ['收入决算表', '', ...lines, '', '注：本表反映情况。'];
    const expected = squaresOf(await tableOf(...around(asTabs(printed))));
    expect(expected.length).toBe(printed.header.length + printed.body.length);
    expect(expected.slice(0, printed.header.length)).toEqual(printed.header);
    for (const lines of [
      asPipes(printed),
      asColumns(printed),
      asColumns(printed, 2),
      asColumns(printed, 9),
      asColumns(printed, 3, displayWidth, 'left'),
    ]) {
      const table = await tableOf(...around(lines));
      expect(squaresOf(table)).toEqual(expected);
      expect(table.headerRows).toBe(printed.header.length);
    }
  });

  it('whose hanzi count as one column, as pdftotext counts them', async () => {
    const characters = (text: string): number => [...text].length;
    const [, printed] = accounts[1]!;
    const more = ['20805', '行政事业单位养老支出', '8.10', '8.10', '', ''];
    const long = {
      ...printed,
      body: [...printed.body, more, ['2080502', '事业单位离退休', '8.10', '', '', '8.10']],
    };
    expect(squaresOf(await tableOf(...asColumns(long, 4, characters)))).toEqual(
      squaresOf(await tableOf(...asTabs(long))),
    );
  });

  it('whose digits were made full-width after the columns were set', async () => {
    const printed: PrintedTable = {
      header: [['二级指标', '三级指标', '年度指标值', '实际完成值', '分值', '得分']],
      body: [
        ['成本指标', '基本支出', '8921699.54 元', '8929397.45 元', '8', '8'],
        ['社会效益指标', '资格认证覆盖率', '100%', '100%', '7', '7'],
        ['', '政策知晓率', '逐年提高', '逐年提高', '7', '7'],
        ['可持续影响指标', '待遇持续发放率', '100%', '100%', '8', '8'],
        ['服务对象满意度指标', '参保单位满意度', '满意', '满意', '5', '5'],
      ],
    };
    const widen = (line: string): string =>
      line.replace(/[0-9.]/gu, (character) => String.fromCodePoint(character.charCodeAt(0) + 0xfee0));
    const expected = squaresOf(await tableOf(...asTabs(printed).map(widen)));
    expect(squaresOf(await tableOf(...asColumns(printed).map(widen)))).toEqual(expected);
  });

  it('whose headers are set left over figures and codes set right, as pdftotext counts hanzi', async () => {
    const table = await tableOf(
      '项目                                年初结转和结余       本年收入            本年支出                                  年末结转和结余',
      '功能分类科目编码        科目名称                                            小计         基本支出       项目支出',
      '栏次                                          1               2          3          4               5              6',
      '合计                                                     386.40     386.40                     386.40',
      '               212 城乡社区支出                              386.40     386.40                     386.40',
      '             21208 国有土地使用权出让收入安排的支出                    386.40     386.40                     386.40',
      '           2120803 城市建设支出                              386.40     386.40                     386.40',
    );
    const names = ['年初结转和结余', '本年收入', '本年支出', '<', '<', '年末结转和结余'];
    expect(squaresOf(table)).toEqual([
      ['项目', '<', ...names],
      ['功能分类科目编码', '科目名称', '^', '^', '小计', '基本支出', '项目支出', '^'],
      ['栏次', '', '1', '2', '3', '4', '5', '6'],
      ['合计', '', '', '386.40', '386.40', '', '386.40', ''],
      ['212', '城乡社区支出', '', '386.40', '386.40', '', '386.40', ''],
      ['21208', '国有土地使用权出让收入安排的支出', '', '386.40', '386.40', '', '386.40', ''],
      ['2120803', '城市建设支出', '', '386.40', '386.40', '', '386.40', ''],
    ]);
  });

  it('whose headers are set left, none over its figures', async () => {
    const table = await tableOf(
      '项目                                        本年支出合计             基本支出        项目支出        经营支出',
      '功能分类科目编码             科目名称',
      '栏次                                                       1           2           3           4',
      '合计                                                 2071.22      854.58     1216.64',
      '               213   农林水支出                         1249.46      419.22      830.24',
      '             21303   水利                            1087.52      419.22      668.30',
      '           2130305   水利工程建设                         280.50                  280.50',
    );
    expect(squaresOf(table).slice(2)).toEqual([
      ['栏次', '', '1', '2', '3', '4'],
      ['合计', '', '2071.22', '854.58', '1216.64', ''],
      ['213', '农林水支出', '1249.46', '419.22', '830.24', ''],
      ['21303', '水利', '1087.52', '419.22', '668.30', ''],
      ['2130305', '水利工程建设', '280.50', '', '280.50', ''],
    ]);
    expect(squaresOf(table)[0]).toEqual(['项目', '<', '本年支出合计', '基本支出', '项目支出', '经营支出']);
  });

  it('of one row of figures, counted as the tables before it tell', async () => {
    const { tables } = await readText(
      [
        '科目编码      科目名称                 合计        基本支出        项目支出',
        '   208     社会保障和就业支出           318.24      280.50       37.74',
        ' 20801     人力资源和社会保障管理事务       288.94      256.24       32.70',
        ' 20805     行政事业单位养老支出          29.30       24.26        5.04',
        '',
        '“三公”经费支出决算表',
        '',
        '预算数                                       决算数',
        '合计    公务用车购置及运行费      公务接待费      合计   公务用车购置及运行费     公务接待费',
        '21.30             20.87       0.43    16.76           16.33       0.43',
      ].join('\n'),
    );
    expect(tables.map((table) => squaresOf(table).at(-1))).toEqual([
      ['20805', '行政事业单位养老支出', '29.30', '24.26', '5.04'],
      ['21.30', '20.87', '0.43', '16.76', '16.33', '0.43'],
    ]);
  });

  it('random figures and labels', async () => {
    const label = fc.constantFrom(
      '教育支出',
      '外交支出',
      '自然资源海洋气象等支出',
      '基本建设',
      '其他（项目）支出',
      '行政运行',
    );
    const figure = fc.oneof(
      fc.constant(''),
      fc.integer({ min: 0, max: 99_999_999 }).map((cents) => (cents / 100).toFixed(2)),
    );
    const table = fc
      .record({ width: fc.integer({ min: 1, max: 5 }), gap: fc.integer({ min: 2, max: 7 }) })
      .chain(({ width, gap }) =>
        fc.record({
          gap: fc.constant(gap),
          rows: fc.array(fc.tuple(label, fc.array(figure, { minLength: width, maxLength: width })), {
            minLength: 4,
            maxLength: 14,
          }),
        }),
      );
    await fc.assert(
      fc.asyncProperty(table, async ({ rows, gap }) => {
        const names = ['本年支出合计', '基本支出', '项目支出', '经营支出', '上缴上级支出'];
        const width = rows[0]![1].length;
        const body = rows.map(([name, figures], i) => [name, String(i + 1), ...figures]);
        fc.pre(body.some((row) => row.slice(2).some((cell) => cell !== '')));
        const header = [
          ['项目', '行次', ...names.slice(0, width)],
          ['栏次', '', ...names.slice(0, width).map((_, i) => String(i + 1))],
        ];
        const printed = { header, body };
        const expected = squaresOf(await tableOf(...asTabs(printed)));
        expect(squaresOf(await tableOf(...asPipes(printed)))).toEqual(expected);
        expect(squaresOf(await tableOf(...asColumns(printed, gap)))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

describe('wrapped labels', () => {
  it('go on in the next line', async () => {
    const table = await tableOf(
      '项目                      行次      金额',
      '一、一般公共服务支出         1    331.61',
      '二、自然资源海洋气象等       2      2.00',
      '    支出（含以前年度）',
      '三、其他支出                 3      1.00',
    );
    expect(squaresOf(table).slice(2)).toEqual([
      ['二、自然资源海洋气象等支出（含以前年度）', '2', '2.00'],
      ['三、其他支出', '3', '1.00'],
    ]);
  });

  it('stand above and below the line of their figures', async () => {
    const table = await tableOf(
      '科目名称               小计      基本支出',
      '行政运行             140.80        140.80',
      '机关事业单位基本养老',
      '                      14.91         14.91',
      '保险缴费支出',
      '事业单位医疗           8.58          8.58',
    );
    expect(squaresOf(table).slice(2)).toEqual([
      ['机关事业单位基本养老保险缴费支出', '14.91', '14.91'],
      ['事业单位医疗', '8.58', '8.58'],
    ]);
  });

  it('are shared out between rows that follow each other, by white space or evenly', async () => {
    const table = await tableOf(
      '科目编码  科目名称                小计      基本支出',
      '2013999   其他社会工作事务支出  202.24        202.24',
      '          机关事业单位基本养老保',
      '2080505                           6.18          6.18',
      '          险缴费支出',
      '          机关事业单位职业年金缴',
      '2080506                           4.64          4.64',
      '          费支出',
      '',
      '210       卫生健康支出            2.71          2.71',
    );
    expect(squaresOf(table).map((row) => row.slice(0, 3))).toEqual([
      ['科目编码', '科目名称', '小计'],
      ['2013999', '其他社会工作事务支出', '202.24'],
      ['2080505', '机关事业单位基本养老保险缴费支出', '6.18'],
      ['2080506', '机关事业单位职业年金缴费支出', '4.64'],
      ['210', '卫生健康支出', '2.71'],
    ]);
  });

  it('in headers are one cell', async () => {
    const table = await tableOf(
      '科目名称        因公出国     公务接待',
      '                （境）费        费',
      '教育支出            1.00         2.00',
      '农林支出            3.00         4.00',
    );
    expect(squaresOf(table)[0]).toEqual(['科目名称', '因公出国（境）费', '公务接待费']);
  });
});

describe('parts on several pages', () => {
  const first = [
    '项目                 行次     金额  项目                       行次     金额',
    '栏次                           1  栏次                                 2',
    '一、拨款收入            1   331.61  一、一般公共服务支出            4',
    '二、其他收入            2     5.00  二、外交支出                    5   331.61',
  ];

  it('are read in their own columns', async () => {
    const table = await tableOf(...first, '', '总计    3   336.61   总计    6   336.61');
    expect(squaresOf(table).at(-1)).toEqual(['总计', '3', '336.61', '总计', '6', '336.61']);
  });

  it('that lack blank columns are placed by what their columns hold', () => {
    const rows = (...lines: string[]) =>
      lines.map((line) => ({ cells: line.split('|'), page: 1, location: 'line 1', apart: false }));
    const whole = rows('一、拨款|1|331.61|一、服务|4|', '二、其他|2|5.00|二、外交|5|331.61');
    expect(placeColumns(whole, rows('3|三、国防|6|1.00', '4|四、公安|7|2.00'))).toEqual([1, 3, 4, 5]);
    expect(placeColumns(whole, rows('1.00|2.00'))).toEqual([2, 5]);
    expect(placeColumns(whole, rows('1.00'))).toBeNull();
    expect(placeColumns(whole, rows('a|b|c'))).toBeNull();
  });

  it('that fit in no way are no part of it', async () => {
    const { tables } = await readText(
      [...first, '', '甲乙丙丁    1.00', '戊己庚辛    2.00', '壬癸子丑    3.00'].join('\n'),
    );
    expect(tables.map((table) => [table.rows, table.columns])).toEqual([
      [4, 6],
      [3, 2],
    ]);
  });
});

describe('what pdftotext does to long tables', () => {
  it('a row without figures is no rest of the row above', async () => {
    const table = await tableOf(
      '项目                  决算数         项目           决算数',
      '一、一般公共预算财政拨款收入      307.82  一、一般公共服务支出         264.87',
      '二、政府性基金预算财政拨款收入             二、社会保障和就业支出         42.95',
      '                                三、自然资源海洋气象等支出',
      '    本年收入合计           307.82      本年支出合计        307.82',
      '使用非财政拨款结余                      结余分配',
      '年初结转和结余                        年末结转和结余',
      '         总计          307.82         总计          307.82',
    );
    expect(squaresOf(table).slice(4, 7)).toEqual([
      ['本年收入合计', '307.82', '本年支出合计', '307.82'],
      ['使用非财政拨款结余', '', '结余分配', ''],
      ['年初结转和结余', '', '年末结转和结余', ''],
    ]);
  });

  it('columns that are blank on the next page are told by the distances of the others', async () => {
    const head = [
      '科目编码     科目名称                本年支出合计    基本支出     项目支出    经营支出',
      '            合计              331.61   293.87    37.74',
      '208       社会保障和就业支出         318.24   280.50    37.74',
      '20801     人力资源和社会保障管理事务     316.02   280.50    35.52',
      '20805     行政事业单位养老支出          2.22              2.22',
    ];
    const basic = [
      '210     卫生健康支出     13.37    13.37',
      '21011   行政事业单位医疗   13.37    13.37',
      '2101102 事业单位医疗     13.37    13.37',
    ];
    const project = basic.map((line) => line.replace('13.37    13.37', '13.37             13.37'));
    const lastRows = async (page: string[]) =>
      (await readText([...head, `\f${page.join('\n')}`].join('\n'))).tables.map((t) => squaresOf(t).at(-1));
    expect(await lastRows(basic)).toEqual([['2101102', '事业单位医疗', '13.37', '13.37', '', '']]);
    expect(await lastRows(project)).toEqual([['2101102', '事业单位医疗', '13.37', '', '13.37', '']]);
  });

  it('header words alone on their lines, and half a label over the first figures', async () => {
    const table = await tableOf(
      '           项目',
      '',
      '                        合计      基本支出     项目支出',
      '  功能分类',
      '                科目名称',
      '  科目编码',
      '',
      '            一般公共服务',
      '  201                  264.87    62.63    202.24',
      '            支出',
      '  20139     社会工作事务     264.87    62.63    202.24',
      '',
      '  2013901   行政运行        62.63    62.63',
      '  2013999   其他社会工作    202.24             202.24',
    );
    expect(squaresOf(table).slice(-4)).toEqual([
      ['201', '一般公共服务支出', '264.87', '62.63', '202.24'],
      ['20139', '社会工作事务', '264.87', '62.63', '202.24'],
      ['2013901', '行政运行', '62.63', '62.63', ''],
      ['2013999', '其他社会工作', '202.24', '', '202.24'],
    ]);
  });

  it('the next page sets its columns in other places: those before stay apart', async () => {
    const { tables } = await readText(
      [
        '科目编码     科目名称        决算数    科目编码     科目名称          决算数',
        '301     工资福利支出      95.36   302     商品和服务支出        10.23',
        '30101   基本工资        14.12   30201   办公费              3.78',
        '30102   津贴补贴        39.72   30202   印刷费              6.45',
        '30103   奖金          41.52   30203   咨询费              0.00',
        '                            30299',
        '                                其他商品和服务支出            0.20',
        '                            310 资本性支出                 0.00',
        '                         31013  公务用车购置                0.00',
        '                         31099  其他资本性支出               0.00',
      ].join('\n'),
    );
    expect(squaresOf(tables[0]!).slice(1, 4)).toEqual([
      ['301', '工资福利支出', '95.36', '302', '商品和服务支出', '10.23'],
      ['30101', '基本工资', '14.12', '30201', '办公费', '3.78'],
      ['30102', '津贴补贴', '39.72', '30202', '印刷费', '6.45'],
    ]);
  });
});
