import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recognise } from '../../../extractors/recognise.ts';
import { reconstruct } from '../../../extractors/reconstruct.ts';
import type { DeclaredCell, DeclaredItem, DeclaredTable } from '../../../schemas/document.ts';

/** `文字` a cell, `2×文字` one over two columns, `文字|2` one over two rows, '' a blank one. */
function tableOf(rows: readonly (readonly string[])[], headerRows = 0): DeclaredTable {
  const covered = new Set<string>();
  const cells: DeclaredCell[] = [];
  let columns = 0;
  rows.forEach((row, r) => {
    let column = 0;
    for (const written of row) {
      while (covered.has(`${r},${column}`)) column++;
      const [, across, rest = written] = /^(\d)×(.*)$/su.exec(written) ?? [];
      const [, text = rest, down] = /^(.*)\|(\d)$/su.exec(rest) ?? [];
      let columnSpan = 1;
      while (columnSpan < Number(across ?? 1) && !covered.has(`${r},${column + columnSpan}`)) columnSpan++;
      const rowSpan = Number(down ?? 1);
      for (let i = 0; i < rowSpan; i++)
        for (let j = 0; j < columnSpan; j++) covered.add(`${r + i},${column + j}`);
      cells.push({ row: r, column, rowSpan, columnSpan, text, location: `table 1, row ${r + 1}` });
      column += columnSpan;
    }
    columns = Math.max(columns, column);
  });
  return { kind: 'table', rows: rows.length, columns, cells, headerRows, location: 'table 1' };
}

function paragraph(text: string, at: number): DeclaredItem {
  return { kind: 'text', heading: null, text, location: `paragraph ${at}` };
}

function read(...items: readonly DeclaredItem[]) {
  return reconstruct(
    recognise({
      mediaType: 'text/html',
      encoding: null,
      pages: [
        {
          ...{ number: 1, width: null, height: null, rotation: 0, method: 'text' },
          content: { kind: 'declared', items },
        },
      ],
      findings: [],
    }),
  );
}

const body = [
  ['类', '款', '项', '科目名称', '合计', '基本支出', '项目支出'],
  ['4×栏次', '1', '2', '3'],
  ['4×合计', '20.00', '15.00', '5.00'],
  ['205', '', '', '教育支出', '20.00', '15.00', '5.00'],
];

describe('a declared table', () => {
  it('keeps its spans and takes its title, unit and entity from the lines above', () => {
    const { tables } = read(
      paragraph('支出决算表', 1),
      paragraph('公开03表', 2),
      paragraph('部门：某市教育局\t金额单位：万元', 3),
      tableOf([
        ['4×项目', '合计|2', '基本支出|2', '项目支出|2'],
        ['类', '款', '项', '科目名称'],
        ...body.slice(1),
      ]),
    );
    expect(tables).toHaveLength(1);
    expect(tables[0]).toMatchObject({
      ...{ title: '支出决算表', mark: '公开03表', entityText: '某市教育局', unitText: '金额单位：万元' },
      ...{ headerRows: 3, rows: 5, columns: 7, location: 'table 1' },
    });
    expect(tables[0]?.cells[0]).toMatchObject({ text: '项目', columnSpan: 4, role: 'header' });
    expect(tables[0]?.cells[1]).toMatchObject({ text: '合计', rowSpan: 2, location: 'table 1, row 1' });
  });

  it('gives away the rows in it that stand beside it', () => {
    const { tables, blocks } = read(
      tableOf([
        ['7×支出决算表'],
        ['', '', '', '', '', '', '公开03表'],
        ['4×部门：某市教育局', '', '', '金额单位：万元'],
        ...body,
        ['7×注：本表反映部门本年度各项支出情况。'],
        ['7×'],
      ]),
    );
    expect(tables).toHaveLength(1);
    expect(tables[0]).toMatchObject({
      ...{ title: '支出决算表', mark: '公开03表', unitText: '金额单位：万元', rows: 4, headerRows: 2 },
      notes: ['注：本表反映部门本年度各项支出情况。'],
    });
    expect(blocks.map(({ kind }) => kind)).toEqual(['title', 'caption', 'caption', 'table', 'note']);
  });

  it('is told from the one below it in the same grid', () => {
    const { tables } = read(
      tableOf([
        ['收入决算表', '', '', '', '', '', ''],
        ...body,
        ['', '', '', '', '', '', ''],
        ['支出决算表', '', '', '', '', '', ''],
        ['', '', '', '', '', '', '单位：万元'],
        ...body,
      ]),
    );
    expect(tables.map(({ title, rows, unitText }) => [title, rows, unitText])).toEqual([
      ['收入决算表', 4, null],
      ['支出决算表', 4, '单位：万元'],
    ]);
  });

  it('keeps rows of one label, and a header that begins over some columns alone', () => {
    const { tables } = read(
      tableOf([
        ['', '2×2023年'],
        ['项目', '预算数', '决算数'],
        ['一、收入', '', ''],
        ['财政拨款', '1.00', '2.00'],
        ['二、支出', '', ''],
      ]),
    );
    expect(tables).toHaveLength(1);
    expect(tables[0]).toMatchObject({ rows: 5, headerRows: 2 });
  });

  it('in which no header cell holds for several columns is given the spans its blanks show', () => {
    const { tables } = read(
      tableOf([
        ['项目', '本年支出', '', ''],
        ['', '合计', '基本支出', '项目支出'],
        ['合计', '3.00', '1.00', '2.00'],
        ['教育支出', '3.00', '1.00', '2.00'],
      ]),
    );
    expect(tables[0]?.cells.slice(0, 2)).toMatchObject([
      { text: '项目', rowSpan: 2 },
      { text: '本年支出', columnSpan: 3 },
    ]);
  });

  it('of layout is dissolved; one of data keeps its place before the tables in it', () => {
    const inner = tableOf(body);
    const layout = tableOf([['导航', '']]);
    const [first, second] = layout.cells;
    if (!first || !second) throw new Error('two cells');
    const text = paragraph('支出决算表', 1);
    const nested: DeclaredTable = { ...layout, cells: [first, { ...second, nested: [text, inner] }] };
    const { tables, blocks } = read(nested);
    expect(tables).toHaveLength(1);
    expect(tables[0]).toMatchObject({ title: '支出决算表', rows: 4 });
    expect(blocks.map((block) => block.text)).toEqual(['导航', '支出决算表', '']);
    const data: DeclaredTable = {
      ...inner,
      cells: inner.cells.map((cell) => (cell.text === '教育支出' ? { ...cell, nested: [inner] } : cell)),
    };
    expect(read(data).tables.map(({ rows }) => rows)).toEqual([4, 4]);
  });

  it('of a sheet says of its blank cells where they are', () => {
    const made = tableOf([
      ['项目', '预算数', '决算数'],
      ['教育支出', '', '1.00'],
      ['住房保障支出', '2.00', '2.00'],
    ]);
    const cells = made.cells
      .filter(({ text }) => text !== '')
      .map((cell) => ({ ...cell, location: `收支!${'BCD'[cell.column]}${cell.row + 7}` }));
    const { tables } = read({ ...made, cells, location: '收支!B7:D10' });
    const blank = tables[0]?.cells.filter(({ text }) => text === '').map(({ location }) => location);
    expect(blank).toEqual(['收支!C8']);
  });

  it('does not take the title of the document for a line of its own title', () => {
    const titled = (above: string, title: string) =>
      read(paragraph(above, 1), paragraph(title, 2), tableOf(body)).tables[0]?.title;
    expect(titled('某市教育局2022年度部门决算', '支出决算表')).toBe('支出决算表');
    expect(titled('2022年度一般公共预算财政拨款', '支出决算表')).toBe(
      '2022年度一般公共预算财政拨款支出决算表',
    );
    expect(titled('某市教育局2022年度收入支出决算', '总表')).toBe('某市教育局2022年度收入支出决算总表');
  });

  it('has a cell set in lines as one text, without a space between hanzi', () => {
    const { tables } = read(
      tableOf([
        ['项目', '因公出国\n（境）费', 'Total\namount'],
        ['合计', '1.00', '2.00'],
      ]),
    );
    expect(tables[0]?.cells.slice(0, 3).map(({ text }) => text)).toEqual([
      '项目',
      '因公出国（境）费',
      'Total amount',
    ]);
  });

  it('of text with tabs is found as in a text', () => {
    const { tables } = read(
      ...['收入决算表', '项目\t金额', '财政拨款\t1.00', '合计\t1.00', '以上数据来自部门决算。'].map(
        paragraph,
      ),
    );
    expect(tables).toHaveLength(1);
    expect(tables[0]).toMatchObject({ title: '收入决算表', rows: 3, columns: 2, location: 'paragraphs 1–3' });
  });

  it('has columns of its own where another table stands over it in the same grid', () => {
    const { tables } = read(
      tableOf([
        ['6×收入决算表'],
        ['2×项目', '2×金额', '2×比重'],
        ['2×财政拨款', '2×353.61', '2×100%'],
        ['6×注：无。'],
        ['6×支出决算表'],
        ['3×项目', '3×金额'],
        ['3×工资福利支出', '3×353.61'],
      ]),
    );
    expect(tables.map(({ title, columns }) => [title, columns])).toEqual([
      ['收入决算表', 3],
      ['支出决算表', 2],
    ]);
    expect(tables.every(({ cells }) => cells.every(({ columnSpan }) => columnSpan === 1))).toBe(true);
  });

  describe('in pieces, as pages were', () => {
    const header = [
      ['项目|2', '2×金额'],
      ['上年', '本年'],
    ];
    const beginning = tableOf([
      ...header,
      ['一、教育支出', '1.00', '2.00'],
      ['二、科技支出', '3.00', '4.00'],
    ]);
    const labels = (table: { cells: readonly { column: number; text: string }[] } | undefined) =>
      table?.cells.flatMap(({ column, text }) => (column === 0 ? [text] : []));

    it.each([
      ['with its header again', [], [...header, ['三、卫生支出', '5.00', ''], ['合计', '9.00', '6.00']]],
      [
        'without one',
        [],
        [
          ['三、卫生支出', '5.00', ''],
          ['合计', '9.00', '6.00'],
        ],
      ],
      [
        'under its title again and a page number',
        ['— 2 —', '支出决算表（续）'],
        [...header, ['三、卫生支出', '5.00', ''], ['合计', '9.00', '6.00']],
      ],
    ])('is one table: %s', (_, between, rest) => {
      const { tables, blocks } = read(
        paragraph('支出决算表', 1),
        beginning,
        ...between.map(paragraph),
        tableOf(rest),
        paragraph('以上数据来自部门决算。', 9),
      );
      expect(tables).toHaveLength(1);
      expect(labels(tables[0])).toEqual(['项目', '一、教育支出', '二、科技支出', '三、卫生支出', '合计']);
      expect(blocks.flatMap(({ kind, text }) => (kind === 'furniture' ? [text] : []))).toEqual(between);
    });

    it.each([
      ['begins anew', [...header, ['一、教育支出', '7.00', '8.00'], ['二、科技支出', '9.00', '9.00']]],
      [
        'has names where there were figures',
        [
          ['单位', '人员', '车辆'],
          ['本级', '1', '2'],
        ],
      ],
      [
        'holds texts where there were figures',
        [
          ['目标', '完成情况良好', '无'],
          ['措施', '按期', '无'],
        ],
      ],
    ])('is another table where it %s', (_, next) => {
      expect(read(beginning, tableOf(next)).tables).toHaveLength(2);
    });

    it('is one table where only its header is divided further', () => {
      const { tables } = read(
        tableOf([
          ['3×科目编码', '科目名称|2', '金额|2'],
          ['类', '款', '项'],
          ['3×205', '教育支出', '1.00'],
          ['3×20502', '普通教育', '1.00'],
        ]),
        tableOf([
          ['206', '科技支出', '2.00'],
          ['20601', '管理事务', '2.00'],
        ]),
      );
      expect(tables).toHaveLength(1);
      expect(tables[0]?.cells.filter(({ row }) => row === 4)).toMatchObject([
        { column: 0, columnSpan: 3, text: '206' },
        { column: 3, columnSpan: 1, text: '科技支出' },
        { column: 4, columnSpan: 1, text: '2.00' },
      ]);
    });

    it('is another table behind a line of its own', () => {
      const rest = tableOf([...header, ['三、卫生支出', '5.00', '']]);
      expect(
        read(paragraph('支出决算表', 1), beginning, paragraph('部门：乙局', 2), rest).tables,
      ).toHaveLength(2);
    });
  });

  describe('without a merged cell, typed or pasted', () => {
    const top = [
      ['项目', '行次', '金额', '比重'],
      ['一、教育支出', '1', '11.00', '50%'],
      ['二、自然资源海洋气', '2', '12.00', '40%'],
    ];

    it('has the rest of a label in its row, whatever blank rows stand between', () => {
      const { tables } = read(
        tableOf([...top, ['', '', '', ''], ['象等支出', '', '', ''], ['三、科技支出', '3', '13.00', '10%']]),
      );
      expect(tables[0]?.rows).toBe(4);
      expect(tables[0]?.cells.find(({ row, column }) => row === 2 && column === 0)).toMatchObject({
        ...{ text: '二、自然资源海洋气象等支出', location: 'table 1, row 3' },
      });
    });

    it('has a row that stands too far left where its figures belong, and says so', () => {
      const { tables } = read(
        tableOf([
          ['指标', '性质', '分值', '得分'],
          ['数量', '完成', '10', '9'],
          ['提升', '15', '13', ''],
          ['质量', '合格', '20', '18'],
        ]),
      );
      const row = tables[0]?.cells.filter((cell) => cell.row === 2 && cell.text !== '');
      expect(row?.map(({ column, text, flags }) => [column, text, flags])).toEqual([
        [1, '提升', ['shifted']],
        [2, '15', ['shifted']],
        [3, '13', ['shifted']],
      ]);
    });

    it('is none where all of it stands in one column', () => {
      const { tables, blocks } = read(
        tableOf([
          ['', '一、教育支出'],
          ['', ''],
          ['', '二、科技支出'],
          ['', '三、其他支出'],
        ]),
      );
      expect(tables).toEqual([]);
      expect(blocks.map(({ text }) => text)).toEqual(['一、教育支出', '二、科技支出', '三、其他支出']);
    });
  });

  describe('of rows that are divided at places a little beside each other', () => {
    it('has the columns that its rows have, one block over the other', () => {
      const { tables } = read(
        tableOf([
          ['收入', '', '2×', '3×支出', '', '2×'],
          ['一、财政拨款', '1', '2×5.00', '3×一、教育支出', '33', '2×5.00'],
          ['2×合计', '2×2', '5.00', '3×合计', '64', '5.00'],
        ]),
      );
      expect(tables[0]?.columns).toBe(6);
      expect(
        tables[0]?.cells.filter(({ row }) => row === 2).map(({ column, text }) => [column, text]),
      ).toEqual([
        [0, '合计'],
        [1, '2'],
        [2, '5.00'],
        [3, '合计'],
        [4, '64'],
        [5, '5.00'],
      ]);
    });

    it('keeps all edges where blocks are divided otherwise', () => {
      const { tables } = read(
        tableOf([
          ['2×项目', '2×金额', '2×备注'],
          ['2×财政拨款', '2×5.00', '2×无'],
          ['3×数量', '3×7'],
          ['指标', '2×说明', '', '2×9'],
        ]),
      );
      const texts = tables
        .flatMap(({ cells }) => cells.map(({ text }) => text))
        .filter((text) => text !== '');
      expect(texts).toEqual([
        ...['项目', '金额', '备注', '财政拨款', '5.00', '无', '数量', '7', '指标', '说明', '9'],
      ]);
    });
  });

  it('is followed by a note, and a paragraph behind it is none of it', () => {
    const { tables, blocks } = read(
      tableOf([
        ['项目', '金额'],
        ['财政拨款', '1.00'],
        ['合计', '1.00'],
      ]),
      ...['注：本表反映收入情况。', '本年收入合计1.00万元'].map(paragraph),
      ...['公务接待费支出0.20万元，比上年减少', '0.10万元。'].map(paragraph),
    );
    expect(tables[0]?.notes).toEqual(['注：本表反映收入情况。']);
    expect(blocks.slice(-2).map(({ text }) => text)).toEqual([
      '本年收入合计1.00万元',
      '公务接待费支出0.20万元，比上年减少0.10万元。',
    ]);
  });

  it('stands among paragraphs that end without a full stop, and the next one is one of its own', () => {
    const { blocks } = read(
      ...['因公出国（境）费支出预算为0万元，支出决算为0万元', '公务接待费支出预算1.96万元。'].map(paragraph),
    );
    expect(blocks.map(({ text }) => text)).toEqual([
      '因公出国（境）费支出预算为0万元，支出决算为0万元',
      '公务接待费支出预算1.96万元。',
    ]);
  });

  it('every position of every table is covered once, whatever is declared', () => {
    const texts = fc.constantFrom(
      '',
      '合计',
      '1.00',
      '支出决算表',
      '单位：万元',
      '注：无。',
      '教育支出',
      '2×数',
      '项|2',
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(texts, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
        (rows) => {
          const made = tableOf(rows);
          const most = rows.length;
          const cells = made.cells.map((cell) => ({
            ...cell,
            rowSpan: Math.min(cell.rowSpan, most - cell.row),
          }));
          for (const table of read({ ...made, cells }).tables) {
            const covered = new Map<string, number>();
            for (const cell of table.cells)
              for (let r = cell.row; r < cell.row + cell.rowSpan; r++)
                for (let c = cell.column; c < cell.column + cell.columnSpan; c++)
                  covered.set(`${r},${c}`, (covered.get(`${r},${c}`) ?? 0) + 1);
            expect(covered.size).toBe(table.rows * table.columns);
            expect([...covered.values()].every((count) => count === 1)).toBe(true);
          }
        },
      ),
    );
  });
});
