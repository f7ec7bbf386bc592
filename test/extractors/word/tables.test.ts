import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeCells } from '../../../extractors/word/ooxml/grid.ts';
import { cell, makeDocx, para, row, run, table } from '../../make-docx.ts';
import { items, onlyTable, outline, readBytes, texts } from './read.ts';

const span = (columns: number): string => `<w:gridSpan w:val="${columns}"/>`;
const begin = '<w:vMerge w:val="restart"/>';
const goOn = '<w:vMerge/>';

describe('tables of a DOCX', () => {
  it('have their spans and places', async () => {
    const read = await onlyTable(
      table([
        row([cell('项目', begin), cell('本年支出', span(2))]),
        row([cell('', goOn), cell('小计'), cell('基本支出')]),
        row([cell('合计'), cell('12.30'), cell('')]),
      ]),
    );
    expect(outline(read)).toEqual([
      ...[
        '0,0 2×1 项目',
        '0,1 1×2 本年支出',
        '1,1 1×1 小计',
        '1,2 1×1 基本支出',
        '2,0 1×1 合计',
        '2,1 1×1 12.30',
      ],
      '2,2 1×1 ',
    ]);
    expect(read).toMatchObject({ rows: 3, columns: 3, headerRows: 0, location: 'table 1' });
    expect(read.cells.map(({ location }) => location)).toContain('table 1, row 3');
  });

  it('have rows that begin and end within the grid', async () => {
    const rows = [
      row([cell('甲'), cell('乙'), cell('丙')]),
      row([cell('丁')], '<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
    ];
    expect(outline(await onlyTable(table(rows)))).toContain('1,1 1×1 丁');
  });

  it('have columns between edges of cells only', async () => {
    const rows = [
      row([cell('甲', span(5)), cell('乙', span(1_000_000_000))]),
      row([cell('丙', span(5)), cell('丁')]),
    ];
    expect(outline(await onlyTable(table(rows)))).toEqual([
      '0,0 1×1 甲',
      '0,1 1×2 乙',
      '1,0 1×1 丙',
      '1,1 1×1 丁',
    ]);
  });

  it('have one column where two edges are one to the eye', async () => {
    const rows = [row([cell('甲', span(2)), cell('乙')]), row([cell('丙'), cell('丁', span(2))])];
    expect(outline(await onlyTable(table(rows, [2000, 30, 2000])))).toEqual([
      ...['0,0 1×1 甲', '0,1 1×1 乙', '1,0 1×1 丙', '1,1 1×1 丁'],
    ]);
    expect((await onlyTable(table(rows, [2000, 300, 2000]))).columns).toBe(3);
    const used = [...rows, row([cell('戊'), cell('己'), cell('庚')])];
    expect((await onlyTable(table(used, [2000, 30, 2000]))).columns).toBe(3);
  });

  it('have cells merged to the right in the old way', async () => {
    const rows = [row([cell('甲', '<w:hMerge w:val="restart"/>'), cell('', '<w:hMerge/>'), cell('乙')])];
    expect(outline(await onlyTable(table([...rows, row([cell('1'), cell('2'), cell('3')])])))).toEqual([
      ...['0,0 1×2 甲', '0,2 1×1 乙', '1,0 1×1 1', '1,1 1×1 2', '1,2 1×1 3'],
    ]);
  });

  it('have a cell of its own where it goes on with none', async () => {
    const rows = [row([cell('甲', goOn), cell('乙')]), row([cell('丙', span(2) + goOn)])];
    expect(outline(await onlyTable(table(rows)))).toEqual(['0,0 1×1 甲', '0,1 1×1 乙', '1,0 1×2 丙']);
  });

  it('have leading rows that are called header', async () => {
    const header = '<w:tblHeader/>';
    const rows = [
      row([cell('甲')], header),
      row([cell('乙')], header),
      row([cell('丙')]),
      row([cell('丁')], header),
    ];
    expect(await onlyTable(table(rows))).toMatchObject({ headerRows: 2 });
    const off = [row([cell('甲')], '<w:tblHeader w:val="0"/>'), row([cell('乙')], header)];
    expect(await onlyTable(table(off))).toMatchObject({ headerRows: 0 });
  });

  it('are what stands once changes are accepted', async () => {
    const rows = [
      row([cell('甲'), cell('旧', '<w:cellDel/>'), cell('乙', '<w:cellIns/>')]),
      row([cell('去')], '<w:del/>'),
      row([cell('丙'), cell('丁')], '<w:ins/>'),
    ];
    expect(outline(await onlyTable(table(rows)))).toEqual([
      '0,0 1×1 甲',
      '0,1 1×1 乙',
      '1,0 1×1 丙',
      '1,1 1×1 丁',
    ]);
  });

  it('are read through content controls around rows, cells and texts', async () => {
    const control = (inner: string) => `<w:sdt><w:sdtPr/><w:sdtContent>${inner}</w:sdtContent></w:sdt>`;
    const tagged = `<w:customXml w:element="x">${cell(control(para('乙')))}</w:customXml>`;
    const rows = [control(row([control(cell('甲')), tagged]))];
    expect(outline(await onlyTable(control(table(rows))))).toEqual(['0,0 1×1 甲', '0,1 1×1 乙']);
  });

  it('have paragraphs of a cell as lines', async () => {
    const inner = para('甲') + para('') + para('乙');
    expect(outline(await onlyTable(table([row([cell(inner)])])))).toEqual(['0,0 1×1 甲\n乙']);
  });

  it('have tables in cells, counted as they begin', async () => {
    const inner = table([row([cell('1'), cell('2')])]);
    const body = table([row([cell(para('前') + inner + para('后')), cell(inner + para(''))])]) + inner;
    const [outer, after] = await items(body);
    if (outer?.kind !== 'table' || after?.kind !== 'table') throw new Error('no tables');
    const [first, second] = outer.cells;
    expect(first?.text).toBe('前\n后');
    expect(first?.nested?.map((item) => (item.kind === 'text' ? item.text : item.location))).toEqual([
      ...['前', 'table 2', '后'],
    ]);
    expect(first?.nested?.[0]?.location).toBe('table 1, row 1');
    expect(second).toMatchObject({ text: '', nested: [{ location: 'table 3' }] });
    expect(after.location).toBe('table 4');
  });

  it('that are empty are none', async () => {
    expect(await texts(para('甲') + table([]) + table([row([])]))).toEqual(['甲']);
  });

  it('with more columns than any table has are cut, and say so', async () => {
    const rows = [row(Array.from({ length: 1200 }, (_, i) => cell(String(i))))];
    const source = await readBytes(makeDocx(table(rows)));
    expect(source.findings).toMatchObject([{ code: 'content-left-out', location: 'table 1' }]);
    expect(source.pages[0]?.content).toMatchObject({ items: [{ columns: 256, rows: 1 }] });
  });

  it('keep texts in order with what stands around them', async () => {
    const split = `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>${run('甲')}</w:p>`;
    expect(await texts(split + table([row([cell('乙')])]) + para('丙'))).toEqual(['甲', 'table 1', '丙']);
  });
});

describe('placeCells', () => {
  it('is not brought down by edges without number', () => {
    const rows = Array.from({ length: 2000 }, (_, y) =>
      Array.from({ length: 100 }, (_, x) => ({
        start: (y + 1) * 1000 + x,
        end: (y + 1) * 1000 + x + 1,
        merge: 'none' as const,
        content: '',
      })),
    );
    expect(placeCells(rows, [])).toMatchObject({ columns: 202_000 - 1 });
  });

  const gridRow = fc
    .array(
      fc.record({
        gap: fc.integer({ min: 0, max: 2 }),
        span: fc.integer({ min: 1, max: 4 }),
        merge: fc.constantFrom('none' as const, 'restart' as const, 'continue' as const),
      }),
      { maxLength: 6 },
    )
    .map((cells) => {
      let at = 0;
      return cells.map(({ gap, span: length, merge }) => {
        const start = at + gap;
        at = start + length;
        return { start, end: at, merge, content: `${start}-${at}` };
      });
    });
  const widths = fc.array(fc.constantFrom(0, 20, 70, 500), { maxLength: 30 });

  it('gives cells that lie inside, do not overlap, and leave no column without an edge', () => {
    fc.assert(
      fc.property(fc.array(gridRow, { maxLength: 6 }), widths, (rows, gridWidths) => {
        const { columns, cells } = placeCells(rows, gridWidths);
        const taken = new Set<string>();
        for (const { row: top, column, rowSpan, columnSpan } of cells) {
          expect(columnSpan).toBeGreaterThan(0);
          expect(column + columnSpan).toBeLessThanOrEqual(columns);
          expect(top + rowSpan).toBeLessThanOrEqual(rows.length);
          for (let y = top; y < top + rowSpan; y++)
            for (let x = column; x < column + columnSpan; x++) {
              expect(taken.has(`${y} ${x}`)).toBe(false);
              taken.add(`${y} ${x}`);
            }
        }
        const edges = new Set(cells.flatMap(({ column, columnSpan }) => [column, column + columnSpan]));
        expect(edges.size).toBe(cells.length === 0 ? 0 : columns + 1);
        const kept = rows.flat().filter(({ merge }) => merge !== 'continue').length;
        expect(cells.length).toBeGreaterThanOrEqual(kept);
      }),
      { numRuns: 500 },
    );
  });
});
