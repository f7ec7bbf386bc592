import { describe, expect, it } from 'vitest';
import { blocksOf, readText, squaresOf, tableOf } from '../../reading.ts';

describe('tabbed tables', () => {
  it('keep ragged rows, blank cells and lost trailing tabs', async () => {
    const table = await tableOf(
      '项目\t行次\t金额\t备注',
      '教育\t1\t1.00',
      '农林\t2',
      '合计',
      '交通\t4\t\t无',
    );
    expect(squaresOf(table)).toEqual([
      ['项目', '行次', '金额', '备注'],
      ['教育', '1', '1.00', ''],
      ['农林', '2', '', ''],
      ['合计', '', '', ''],
      ['交通', '4', '', '无'],
    ]);
    expect(table.cells.map((cell) => cell.location).slice(-1)).toEqual(['line 5']);
  });

  it('go on over white space and pages', async () => {
    const table = await tableOf('项目\t金额', '教育\t1.00', '', '', '农林\t2.00', '\f交通\t3.00');
    expect([table.rows, table.headerRows, table.pages, table.location]).toEqual([4, 1, [1, 2], 'lines 1–6']);
  });

  it('drop a header that the next page repeats', async () => {
    const { tables, blocks } = await readText('项目\t金额\n教育\t1.00\n\f项目\t金额\n农林\t2.00');
    expect(tables.map(squaresOf)).toEqual([
      [
        ['项目', '金额'],
        ['教育', '1.00'],
        ['农林', '2.00'],
      ],
    ]);
    expect(blocks.map((block) => block.kind)).toEqual(['furniture', 'table']);
  });

  it('begin anew where header and first label come again', async () => {
    const unit = '项目\t金额\n合计\t1.00\n教育\t1.00';
    expect((await readText(`${unit}\n\n${unit}`)).tables.map((table) => table.rows)).toEqual([3, 3]);
  });

  it('begin anew under a title', async () => {
    const { tables } = await readText(
      '收入决算表\n项目\t金额\n教育\t1.00\n支出决算表\t\n项目\t金额\n农林\t2.00',
    );
    expect(tables.map((table) => table.title)).toEqual(['收入决算表', '支出决算表']);
  });

  it('hold a label broken over two rows', async () => {
    const table = await tableOf(
      '项目\t行次\t金额',
      '一、教育\t1\t1.00',
      '二、自然资源海洋气\t2\t2.00',
      '',
      '象等支出\t\t',
      '三、其他\t3\t3.00',
      '四、债务\t4\t',
    );
    expect(squaresOf(table).slice(2)).toEqual([
      ['二、自然资源海洋气象等支出', '2', '2.00'],
      ['三、其他', '3', '3.00'],
      ['四、债务', '4', ''],
    ]);
  });

  it('hold a header that line breaks in its cells have torn, most of its rows', async () => {
    const table = await tableOf(
      '预算数\t\t\t决算数\t\t',
      '小计\t公务用车\n购置费\t公务用车\n运行费\t小计\t公务用车\n购置费\t公务用车\n运行费',
      '8.98\t0.00\t8.98\t8.31\t0.00\t8.31',
    );
    expect(squaresOf(table).slice(1)).toEqual([
      ['小计', '公务用车购置费', '公务用车运行费', '小计', '公务用车购置费', '公务用车运行费'],
      ['8.98', '0.00', '8.98', '8.31', '0.00', '8.31'],
    ]);
  });

  it('hold a row that a line break in a cell has torn', async () => {
    const rows = Array.from({ length: 9 }, (_, i) => `20801${i}\t项目${i}\t1.00\t2.00`);
    const table = await tableOf(
      '编码\t名称\t小计\t项目',
      ...rows,
      '2080505\t机关事业单位基本养老',
      '保险缴费\t3.00\t4.00',
    );
    expect(squaresOf(table).at(-1)).toEqual(['2080505', '机关事业单位基本养老保险缴费', '3.00', '4.00']);
  });

  it('move a row that stands too far left, and say so', async () => {
    const table = await tableOf(
      '一级\t二级\t三级\t分值\t得分',
      '产出\t数量\t参保\t10\t9',
      '\t\t征缴\t10\t8',
      '\t质量\t及时率\t10\t7',
      '影响\t安全感\t15\t13\t',
      '\t满意\t认可\t5\t5',
    );
    expect(squaresOf(table)[4]).toEqual(['^', '影响', '安全感', '15', '13']);
    expect(table.cells.filter((cell) => cell.flags.includes('shifted')).map((cell) => cell.text)).toEqual([
      '影响',
      '安全感',
      '15',
      '13',
    ]);
  });

  it('mark a cell that is a picture', async () => {
    const table = await tableOf('项目\t金额\t比例', '教育\t[image: image3.png]31\t5', '农林\t2.00\t6');
    expect(table.cells.filter((cell) => cell.flags.length > 0)).toMatchObject([
      { row: 1, column: 1, text: '', flags: ['image-cell'] },
    ]);
  });
});

describe('tables parted by bars', () => {
  it('are the same with their rule, without it, or drawn', async () => {
    const rows = [
      ['项目', '金额'],
      ['教育', '1.00'],
      ['农林', ''],
    ];
    const closed = rows.map((row) => `| ${row.join(' | ')} |`);
    const carriers = [
      [closed[0]!, '|---|---:|', ...closed.slice(1)],
      closed,
      ['+----+----+', ...closed.flatMap((line) => [line, '+----+----+'])],
      rows.map((row) => `│${row.join('│')}│`),
    ];
    for (const lines of carriers) {
      const table = await tableOf('前言说明了情况。', '', ...lines);
      expect(squaresOf(table)).toEqual(rows);
      expect(table.headerRows).toBe(1);
    }
  });

  it('hold captions and notes in their grid', async () => {
    expect(
      await blocksOf(
        '| 收入决算表 | |',
        '| 单位：万元 | |',
        '| 项目 | 金额 |',
        '|---|---|',
        '| 教育 | 1.00 |',
        '| 注：本表反映收入。 | |',
      ),
    ).toEqual(['title 收入决算表', 'caption 单位：万元', 'table', 'note 注：本表反映收入。']);
  });
});

describe('no tables', () => {
  it.each([
    ['a list with tabs', ['1.\t征收工伤保险费；', '2.\t核查用人单位；', '3.\t支付待遇。']],
    ['a list of short items', ['一、\t部门职责', '二、\t机构设置', '三、\t人员编制']],
    [
      'sentences with tabs',
      ['收入\t2021年度收入合计331.61万元，比上年减少。', '支出\t2021年度支出合计331.61万元，比上年减少。'],
    ],
    [
      'prose in two columns',
      [
        '本单位认真贯彻执行国家政策      积极推进各项重点工作并完成',
        '严格预算管理并压减一般性支      年度目标任务全面落实各级部',
        '出同时加强内部控制和监督检      门的决策部署保持资金安全规',
      ],
    ],
    ['one row', ['项目\t金额']],
    ['figures alone', ['1\t2', '3\t4']],
    ['labels with spaces', ['收    入', '支    出', '结    余']],
  ])('%s', async (_, lines) => {
    const { tables, blocks } = await readText(['前言说明了情况。', '', ...lines].join('\n'));
    expect(tables).toEqual([]);
    expect(blocks.filter((block) => block.kind === 'fragment')).toEqual([]);
  });
});
