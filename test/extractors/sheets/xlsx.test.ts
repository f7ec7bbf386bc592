import { describe, expect, it } from 'vitest';
import { reader } from '../../../extractors/formats/xlsx.ts';
import { readEmbeddedWorkbook } from '../../../extractors/sheets/embedded-workbook.ts';
import type { DeclaredTable, SourceDocument } from '../../../schemas/document.ts';
import { makeTiff } from '../../picture-files.ts';
import {
  link,
  linksPart,
  type MadeBook,
  type MadeSheet,
  makeXlsx,
  partsOfBook,
  row,
  zipParts,
} from '../../workbook-files.ts';

const context = {
  name: '甲.xlsx',
  limits: { maxBytes: 10_000_000, maxLineLength: 10_000, maxMilliseconds: 10_000 },
};

const read = (sheets: readonly MadeSheet[], book?: MadeBook): Promise<SourceDocument> =>
  reader.read(makeXlsx(sheets, book), context);

function itemsOf(document: SourceDocument, page = 0) {
  const content = document.pages[page]?.content;
  return content?.kind === 'declared' ? content.items : [];
}

function tableOf(document: SourceDocument, page = 0): DeclaredTable {
  return itemsOf(document, page).find((item) => item.kind === 'table')!;
}

/** `address:text`, with the span of merged ones: `A1:合计 1x3`. */
function cellsOf({ cells }: DeclaredTable): string[] {
  return cells.map(
    ({ location, text, rowSpan, columnSpan }) =>
      `${location.split('!').at(-1)}:${text}${rowSpan * columnSpan > 1 ? ` ${rowSpan}x${columnSpan}` : ''}`,
  );
}

const number = (style: number, value: number | string) => ({
  xml: `<v>${value}</v>`,
  attributes: `s="${style}"`,
});

describe('cells', () => {
  it('shows numbers as their formats print them, texts as they were typed', async () => {
    const document = await read(
      [
        {
          name: 'Sheet1',
          rows:
            row(1, [2080101, number(1, 0.3), number(2, 0.9853), number(3, 44625), number(4, -12.5)]) +
            row(2, ['2080101', '0.30', { xml: '<v>0</v>', attributes: 't="s"' }, number(9, 7), null]),
        },
      ],
      {
        formats: ['0.00', '0.00%', 'yyyy-mm-dd', '#,##0.00_);(#,##0.00)'],
        strings:
          '<si><r><t xml:space="preserve">一、</t></r><r><rPr><b/></rPr><t>基本支出</t></r><rPh sb="0" eb="1"><t>jīběn</t></rPh></si>',
      },
    );
    expect(cellsOf(tableOf(document))).toEqual([
      'A1:2080101',
      'B1:0.30',
      'C1:98.53%',
      'D1:2022-03-05',
      'E1:(12.50)',
      'A2:2080101',
      'B2:0.30',
      'C2:一、基本支出',
      'D2:7',
    ]);
    expect(document.findings).toEqual([]);
    expect(tableOf(document).location).toBe('Sheet1!A1:E2');
  });

  it('reads results of formulas, errors as texts, and counts formulas without a result', async () => {
    const document = await read([
      {
        name: '收入',
        rows: row(1, [
          { xml: '<f>1+1</f><v>2</v>' },
          { xml: '<f>A9/0</f><v>#DIV/0!</v>', attributes: 't="e"' },
          { xml: '<f>A1&amp;"x"</f><v>2x</v>', attributes: 't="str"' },
          { xml: "<f>'[1]甲'!A1</f>" },
          { xml: '<f>SUM(A1:A2)</f><v></v>' },
          { xml: '<v>1</v>', attributes: 't="b"' },
        ]),
      },
    ]);
    expect(cellsOf(tableOf(document))).toEqual(['A1:2', 'B1:#DIV/0!', 'C1:2x', 'F1:TRUE']);
    expect(document.findings).toMatchObject([
      { code: 'formula-uncomputed', page: 1, location: '收入', message: expect.stringMatching(/^2 /u) },
    ]);
  });

  it('does not show zeros where the sheet does not', async () => {
    const document = await read([
      {
        name: 'S',
        before: '<sheetViews><sheetView showZeros="0" workbookViewId="0"/></sheetViews>',
        rows: row(1, ['甲', 0, 5]),
      },
    ]);
    expect(cellsOf(tableOf(document))).toEqual(['A1:甲', 'C1:5']);
  });

  it('places cells and rows that do not say where they stand', async () => {
    const document = await read([
      { name: 'S', rows: '<row><c><v>1</v></c><c><v>2</v></c></row><row r="3"><c><v>3</v></c></row>' },
    ]);
    expect(cellsOf(tableOf(document))).toEqual(['A1:1', 'B1:2', 'A3:3']);
  });

  it('takes the escapes and ends of lines of the format', async () => {
    const document = await read([{ name: 'S', rows: row(1, ['甲_x000D_\n乙', '_x005F_x000D_', 'a']) }]);
    expect(cellsOf(tableOf(document))).toEqual(['A1:甲\n乙', 'B1:_x000D_', 'C1:a']);
  });
});

describe('what is to be seen', () => {
  it('keeps spans of merged cells, clipped to what is used', async () => {
    const document = await read([
      {
        name: 'S',
        rows: row(1, ['总表']) + row(2, ['收入', null, '支出']) + row(3, ['项目', '金额', '项目', '金额']),
        behind:
          '<mergeCells><mergeCell ref="A1:XFD1"/><mergeCell ref="A2:B2"/><mergeCell ref="C2:D2"/><mergeCell ref="B2:C3"/></mergeCells>',
      },
    ]);
    expect(cellsOf(tableOf(document))).toEqual([
      'A1:总表 1x4',
      'A2:收入 1x2',
      'C2:支出 1x2',
      'A3:项目',
      'B3:金额',
      'C3:项目',
      'D3:金额',
    ]);
  });

  it('leaves hidden rows and columns out, and says so', async () => {
    const document = await read([
      {
        name: 'S',
        before:
          '<cols><col min="2" max="2" hidden="1"/><col min="5" max="16384" width="0" customWidth="1"/></cols>',
        rows:
          row(1, ['合并', null, null, '丁']) +
          row(2, ['甲', '藏', '乙', '1', '藏'], 'hidden="1"') +
          row(3, ['丙', '藏', '丁', '2', '藏']),
        behind: '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>',
      },
    ]);
    expect(cellsOf(tableOf(document))).toEqual(['A1:合并 1x2', 'D1:丁', 'A3:丙', 'C3:丁', 'D3:2']);
    expect(tableOf(document)).toMatchObject({ rows: 2, columns: 3 });
    expect(document.findings).toMatchObject([{ code: 'hidden-content', location: 'S' }]);
    expect(document.findings[0]?.message).toMatch(/^7 /u);
  });

  it('shows a merged cell whose first row is hidden where the rest of it is', async () => {
    const document = await read([
      {
        name: 'S',
        rows: row(1, ['甲', '藏'], 'hidden="1"') + row(2, [null, '乙']) + row(3, [null, '丙']),
        behind: '<mergeCells><mergeCell ref="A1:A3"/></mergeCells>',
      },
    ]);
    expect(cellsOf(tableOf(document))).toEqual(['A2:甲 2x1', 'B2:乙', 'B3:丙']);
  });

  it('names hidden sheets and does not read them', async () => {
    const document = await read([
      { name: '一', rows: row(1, ['甲']) },
      { name: '二', rows: row(1, ['秘密']), state: 'hidden' },
      { name: '三', rows: row(1, ['秘密']), state: 'veryHidden' },
      { name: '四', rows: row(2, [null, '乙']) },
    ]);
    expect(document.pages.map(({ number }) => number)).toEqual([1, 2]);
    expect(tableOf(document, 1).location).toBe('四!B2:B2');
    expect(document.findings).toEqual([
      {
        code: 'hidden-content',
        message: 'Hidden sheets were not read: 二, 三.',
        page: null,
        location: '',
      },
    ]);
  });

  it('takes the titles that are printed on every page for header rows', async () => {
    const document = await read([{ name: '甲', rows: row(2, ['总表']) + row(3, ['项目']) + row(4, ['1']) }], {
      names: '<definedName name="_xlnm.Print_Titles" localSheetId="0">甲!$A:$B,甲!$2:$3</definedName>',
    });
    expect(tableOf(document)).toMatchObject({ rows: 3, headerRows: 2 });
  });

  it('counts days from 1904 where the workbook does', async () => {
    const document = await read([{ name: 'S', rows: row(1, [number(1, 43163)]) }], {
      formats: ['yyyy-mm-dd'],
      is1904: true,
    });
    expect(cellsOf(tableOf(document))).toEqual(['A1:2022-03-05']);
  });
});

describe('pictures', () => {
  const tiff = makeTiff([{ width: 4, height: 3, ink: 0 }]);
  const anchor = (from: readonly [number, number], to: readonly [number, number], id = 'rId1') =>
    `<xdr:twoCellAnchor><xdr:from><xdr:col>${from[1]}</xdr:col><xdr:colOff>12700</xdr:colOff><xdr:row>${from[0]}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>${to[1]}</xdr:col><xdr:colOff>600000</xdr:colOff><xdr:row>${to[0]}</xdr:row><xdr:rowOff>150000</xdr:rowOff></xdr:to><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="p"/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="${id}"/></xdr:blipFill></xdr:pic></xdr:twoCellAnchor>`;
  const drawing = (anchors: string) =>
    `<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">${anchors}</xdr:wsDr>`;
  const readDrawn = (rows: string, anchors: string) =>
    read(
      [
        {
          name: 'S',
          rows,
          behind: '<drawing r:id="rId1"/>',
          links: link('rId1', 'drawing', '../drawings/d.xml'),
        },
      ],
      {
        parts: {
          'xl/drawings/d.xml': drawing(anchors),
          'xl/drawings/_rels/d.xml.rels': linksPart(
            link('rId1', 'image', '../media/1.tiff') +
              '<Relationship Id="rId2" Type="x/image" Target="http://example.org/1.tiff" TargetMode="External"/>',
          ),
          'xl/media/1.tiff': tiff,
        },
      },
    );

  it('over a blank cell are what the cell holds', async () => {
    const document = await readDrawn(row(1, ['项目', '金额']) + row(2, ['合计']), anchor([1, 1], [1, 1]));
    expect(cellsOf(tableOf(document))).toEqual(['A1:项目', 'B1:金额', 'A2:合计', 'B2:\uFFFC']);
    expect(tableOf(document).cells[3]?.pictures).toMatchObject([{ bytes: tiff }]);
  });

  it('over filled cells, or over many, stand by themselves', async () => {
    const document = await readDrawn(
      row(1, ['项目', '金额']) + row(2, ['合计', '5']),
      anchor([1, 1], [1, 1]) + anchor([4, 0], [20, 8]),
    );
    expect(itemsOf(document).map(({ kind }) => kind)).toEqual(['table', 'text', 'text']);
    expect(itemsOf(document)[1]).toMatchObject({ location: 'S!B2', text: '\uFFFC' });
  });

  it('that are not in the file are told', async () => {
    const document = await readDrawn(row(1, ['甲']), anchor([1, 1], [1, 1], 'rId2'));
    expect(document.findings).toMatchObject([{ code: 'picture-unread' }]);
  });

  it('that are the value of a cell are read, in the way of WPS and of Excel', async () => {
    const formula = '_xlfn.DISPIMG("ID_1",1)';
    const document = await read(
      [
        {
          name: 'S',
          rows: row(1, [
            {
              xml: `<f>${formula}</f><v>=DISPIMG("ID_1",1)</v>`,
              attributes: 't="str"',
            },
            { xml: '<v>#VALUE!</v>', attributes: 't="e" vm="1"' },
          ]),
        },
      ],
      {
        links:
          link('rId801', 'cellImage', 'cellimages.xml') +
          link('rId802', 'sheetMetadata', 'metadata.xml') +
          link('rId803', 'rdRichValue', 'richData/rdrichvalue.xml') +
          link('rId804', 'richValueRel', 'richData/richValueRel.xml'),
        parts: {
          'xl/cellimages.xml': drawing(
            '<etc:cellImage xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="ID_1"/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId1"/></xdr:blipFill></xdr:pic></etc:cellImage>',
          ),
          'xl/_rels/cellimages.xml.rels': linksPart(link('rId1', 'image', 'media/1.tiff')),
          'xl/metadata.xml':
            '<metadata><futureMetadata name="XLRICHVALUE" count="1"><bk><extLst><ext><rvb i="0"/></ext></extLst></bk></futureMetadata><valueMetadata count="1"><bk><rc t="1" v="0"/></bk></valueMetadata></metadata>',
          'xl/richData/rdrichvalue.xml': '<rvData count="1"><rv s="0"><v>0</v><v>5</v></rv></rvData>',
          'xl/richData/richValueRel.xml':
            '<richValueRels xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><rel r:id="rId1"/></richValueRels>',
          'xl/richData/_rels/richValueRel.xml.rels': linksPart(link('rId1', 'image', '../media/1.tiff')),
          'xl/media/1.tiff': tiff,
        },
      },
    );
    expect(cellsOf(tableOf(document))).toEqual(['A1:\uFFFC', 'B1:\uFFFC']);
  });

  it('and text boxes stand before the table or behind it', async () => {
    const box = (at: number, text: string) =>
      `<xdr:oneCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${at}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="1" cy="1"/><xdr:sp><xdr:nvSpPr><xdr:cNvPr id="3" name="t"/></xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:oneCellAnchor>`;
    const document = await readDrawn(row(3, ['甲']), box(0, '收入决算表') + box(9, '注：无'));
    expect(itemsOf(document)).toMatchObject([
      { kind: 'text', text: '收入决算表', location: 'S!A1' },
      { kind: 'table' },
      { kind: 'text', text: '注：无' },
    ]);
  });
});

it('macros are told, and nothing of them read', async () => {
  const document = await read([{ name: 'S', rows: row(1, ['甲']) }], { parts: { 'xl/vbaProject.bin': 'x' } });
  expect(document.findings).toMatchObject([{ code: 'macros-ignored' }]);
});

describe('a workbook in another document', () => {
  it('shows the sheet that it opens with', () => {
    const parts = partsOfBook([
      { name: '一', rows: row(1, ['甲']) },
      { name: '二', rows: row(1, ['乙', 5]) },
    ]);
    const views = '<bookViews><workbookView activeTab="1"/></bookViews><sheets>';
    const part = String(parts['xl/workbook.xml']).replace('<sheets>', views);
    const items = readEmbeddedWorkbook(zipParts({ ...parts, 'xl/workbook.xml': part }));
    expect(items).toMatchObject([{ kind: 'table', location: '二!A1:B1' }]);
    expect(readEmbeddedWorkbook(new TextEncoder().encode('no workbook'))).toEqual([]);
  });
});
