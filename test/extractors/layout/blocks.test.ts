import { describe, expect, it } from 'vitest';
import { blocksOf, readText } from '../reading.ts';

describe('paragraphs broken over lines', () => {
  it.each([
    ['in the middle of a word', ['4、社会保障支出（类）人力资源管理事', '', '务（款）经办机构（项）。'], 1],
    [
      'in the middle of a sentence',
      ['本年度财政拨款支出331.61万元，主要用于', '', '以下方面：教育支出1万元。'],
      1,
    ],
    ['after a comma', ['2021年度，会议费年初预算0万元，', '', '本单位未召开三类会议。'], 1],
    ['inside a bracket', ['共有车辆2辆（2021年12月购置一台', '', '公务用车），均为机要通信用车。'], 1],
    [
      'between a figure and its unit',
      ['本年度一般公共预算财政拨款支出为331.61', '', '万元，与上年一致。'],
      1,
    ],
    ['between lines of a page', ['本单位按照财政部门的要求认真编制预算并严格', '执行，年末无结转。'], 1],
    ['at a full stop', ['一名人员调离，暂未补充。', '', '年初预算为5.04万元。'], 2],
    ['at a colon', ['完成年初预算的113.2%，其中：', '', '年初预算为5.04万元。'], 2],
    ['before a numbered item', ['主要是因为预算人数的增加造成的', '', '（二）拨款支出决算结构情况'], 2],
    [
      'after a whole figure',
      ['因公出国（境）费支出预算为0万元，支出决算为0万', '', '公务接待费支出预算1.96万元。'],
      2,
    ],
    [
      'before a paragraph on the office',
      ['本单位无政府性基金收支并且没有结转', '', '2021年度未发生支出。'],
      2,
    ],
    ['a short line', ['无', '', '本年度没有变化。'], 2],
  ])('%s', async (_, lines, count) => {
    const blocks = await blocksOf(...lines);
    expect(blocks).toHaveLength(count);
    if (count === 1) expect(blocks[0]).toBe(`paragraph ${lines.join('')}`);
  });

  it('sets one space between Latin words and figures, none between hanzi', async () => {
    expect(await blocksOf('The accounts of the year were approved by', 'the council in 2021.')).toEqual([
      'paragraph The accounts of the year were approved by the council in 2021.',
    ]);
  });

  it('tells where a joined paragraph stands', async () => {
    const { blocks } = await readText('一、概况\n\n本年度财政拨款支出331.61万元，主要用于\n\n以下方面。');
    expect(blocks.map((block) => block.location)).toEqual(['line 1', 'lines 3–5']);
  });
});

describe('headings and titles', () => {
  it.each([
    ['第一部分 部门概况', 'heading', 1],
    ['一、部门职责', 'heading', 2],
    ['（一）内设机构设置', 'heading', 3],
    ['(三) 决算具体情况', 'heading', 3],
    ['1、抓好“三公”经费控制', 'heading', 4],
    ['（2） 决算单位构成', 'heading', 5],
    ['一、财政拨款收入：指单位取得的资金。', 'paragraph', null],
    ['（一）内设机构设置。我中心设三个科室。', 'paragraph', null],
    ['1、社会保障和就业支出（类）（款）（项）。', 'paragraph', null],
    ['2、商品和服务支出7.64万元占全年支出的10.5%', 'paragraph', null],
  ])('%s', async (text, kind, level) => {
    const { blocks } = await readText(`前言说明了有关情况。\n\n${text}`);
    expect(blocks.at(-1)).toMatchObject({ kind, level, text });
  });

  it('puts a part and its name together', async () => {
    expect(await blocksOf('第二部分', '', '部门决算情况说明', '', '一、总体情况')).toEqual([
      'heading 第二部分 部门决算情况说明',
      'heading 一、总体情况',
    ]);
  });

  it('puts a title broken over lines together, its year with it', async () => {
    expect(await blocksOf('2023年度', '某市某局', '部门决算', '', '前言：本局负责管理。')).toEqual([
      'title 2023年度某市某局部门决算',
      'paragraph 前言：本局负责管理。',
    ]);
  });

  it('goes on with a heading that is no heading', async () => {
    expect(await blocksOf('（九）完成市委、市政府和上级交办的', '', '其他工作。')).toEqual([
      'paragraph （九）完成市委、市政府和上级交办的其他工作。',
    ]);
  });
});

describe('contents', () => {
  it('ends where its first part comes again', async () => {
    expect(
      await blocksOf(
        '目 录',
        '',
        '第一部分 部门概况',
        '- 一、部门职责',
        '第二部分 部门决算表',
        '一、收入支出决算总表',
        '第一部分 部门概况',
        '一、部门职责',
        '负责工伤保险。',
      ),
    ).toEqual([
      'contents 目 录',
      'contents 第一部分 部门概况',
      'contents 一、部门职责',
      'contents 第二部分 部门决算表',
      'contents 一、收入支出决算总表',
      'heading 第一部分 部门概况',
      'heading 一、部门职责',
      'paragraph 负责工伤保险。',
    ]);
  });

  it.each([
    ['leader dots', '二、收入决算表........12'],
    ['an ellipsis', '二、收入决算表…………（12）'],
    ['a tab', '二、收入决算表\t12'],
    ['nothing', '二、收入决算表'],
  ])('takes off the page number behind %s', async (_, entry) => {
    expect(await blocksOf('目录', '一、部门职责', entry)).toEqual([
      'contents 目录',
      'contents 一、部门职责',
      'contents 二、收入决算表',
    ]);
  });

  it('needs no title where dots lead to numbers', async () => {
    expect(await blocksOf('一、部门职责.....1', '二、收入决算表.....3', '', '本局负责管理。')).toEqual([
      'contents 一、部门职责',
      'contents 二、收入决算表',
      'paragraph 本局负责管理。',
    ]);
  });

  it('is no table', async () => {
    const { tables } = await readText('目录\n一、收入决算表\t1\n二、支出决算表\t2\n三、总表\t3\n');
    expect(tables).toEqual([]);
  });
});

describe('furniture', () => {
  it('is a page number or a head that comes on every page', async () => {
    const pages = [1, 2, 3].map((n) => `某局2023年度部门决算\n第${n}段说明了情况。\n- ${n} -`);
    expect((await blocksOf(pages.join('\n\f'))).filter((block) => block.startsWith('furniture'))).toEqual([
      'furniture 某局2023年度部门决算',
      'furniture - 1 -',
      'furniture 某局2023年度部门决算',
      'furniture - 2 -',
      'furniture 某局2023年度部门决算',
      'furniture - 3 -',
    ]);
  });

  it('inside a table stands before it and breaks nothing', async () => {
    const { blocks, tables } = await readText('项目\t金额\n教育\t1.00\n- 1 -\n\f农林\t2.00\n交通\t3.00');
    expect(tables.map(({ rows, pages }) => [rows, pages])).toEqual([[4, [1, 2]]]);
    expect(blocks.map((block) => block.kind)).toEqual(['furniture', 'table']);
  });
});

describe('personal data', () => {
  it('leaves labels of signatures only, and is counted once without being repeated', async () => {
    const { blocks, findings } = await readText(
      '填表人：赵钱孙\n\n联系电话：13912345678\n\n咨询请拨打0731-88888888，本局设三个科室。',
    );
    expect(blocks.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'signature 填表人：',
      'signature 联系电话：',
      'paragraph 咨询请拨打[…]，本局设三个科室。',
    ]);
    expect(findings).toMatchObject([{ code: 'personal-data' }]);
    expect(findings[0]?.message).toMatch(/^3 /u);
    expect(JSON.stringify({ blocks, findings })).not.toMatch(/赵|139|8888/u);
  });

  it('is cut from tables, beside the cell that announces it too', async () => {
    const { tables, findings } = await readText(
      '项目\t金额\t备注\n教育\t1.00\t13912345678\n联系人\t赵钱孙\t\n交通\t2.00\t',
    );
    expect(tables[0]?.cells.map((cell) => cell.text).filter((text) => text.includes('…'))).toEqual([
      '[…]',
      '[…]',
    ]);
    expect(findings[0]?.message).toMatch(/^2 /u);
    expect(JSON.stringify(tables)).not.toMatch(/赵|139/u);
  });
});

describe('remains of tables', () => {
  it('are fragments, pictures artifacts, notes notes', async () => {
    expect(
      await blocksOf(
        '第二部分',
        '部门决算表',
        ' \t一、一般公共预算财政拨款收入',
        ' \t一、一般公共服务支出',
        '\t[image: image21.png]31',
        '',
        '\t',
        '\t总计',
        ' \t注：1.本表反映总收支情况。',
        '\t　　2.表格中单元格空白表示数据为零。',
        '',
        '第三部分',
      ),
    ).toEqual([
      'heading 第二部分 部门决算表',
      'fragment 一、一般公共预算财政拨款收入',
      'fragment 一、一般公共服务支出',
      'artifact',
      'fragment 总计',
      'note 注：1.本表反映总收支情况。',
      'note 2.表格中单元格空白表示数据为零。',
      'heading 第三部分',
    ]);
  });

  it('are not paragraphs that a tab sets in', async () => {
    expect(
      await blocksOf(
        '\t一、收入情况',
        '\t本年收入合计331.61万元，比上年增加。',
        '\t本年支出合计331.61万元，比上年增加。',
        '\t年末没有结转和结余，与上年一致。',
      ),
    ).toEqual([
      'heading 一、收入情况',
      'paragraph 本年收入合计331.61万元，比上年增加。',
      'paragraph 本年支出合计331.61万元，比上年增加。',
      'paragraph 年末没有结转和结余，与上年一致。',
    ]);
  });
});
