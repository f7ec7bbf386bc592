import { readFileSync } from 'node:fs';
import { CFB, utils, write } from '@e965/xlsx';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { reader as csv } from '../../../extractors/formats/csv.ts';
import { reader as ods } from '../../../extractors/formats/ods.ts';
import { reader as xls } from '../../../extractors/formats/xls.ts';
import { reader as xlsb } from '../../../extractors/formats/xlsb.ts';
import { reader as spreadsheetml } from '../../../extractors/formats/xml-spreadsheet.ts';
import { withoutLinks } from '../../../extractors/sheets/biff/biff-stream.ts';
import type { DeclaredItem } from '../../../schemas/document.ts';
import { PipelineError } from '../../../schemas/error.ts';
import type { DocumentReader } from '../../../schemas/ports.ts';
import { zipParts } from '../../workbook-files.ts';

const context = {
  name: 'x',
  limits: { maxBytes: 10_000_000, maxLineLength: 10_000, maxMilliseconds: 10_000 },
};
const encoder = new TextEncoder();

async function itemsOf(
  reader: DocumentReader,
  bytes: Uint8Array,
  page = 0,
): Promise<readonly DeclaredItem[]> {
  const content = (await reader.read(bytes, context)).pages[page]?.content;
  return content?.kind === 'declared' ? content.items : [];
}

/** `address:text`, with the span of merged ones. */
function cellsOf(items: readonly DeclaredItem[]): string[] {
  const [table] = items;
  if (table?.kind !== 'table') return [];
  return table.cells.map(
    ({ location, text, rowSpan, columnSpan }) =>
      `${location.split('!').at(-1)}:${text}${rowSpan * columnSpan > 1 ? ` ${rowSpan}x${columnSpan}` : ''}`,
  );
}

async function codeOf(reader: DocumentReader, bytes: Uint8Array): Promise<string> {
  try {
    await reader.read(bytes, context);
    return 'read';
  } catch (error) {
    expect(error).toBeInstanceOf(PipelineError);
    return (error as PipelineError).code;
  }
}

describe('CSV', () => {
  it('is read by its delimiter, quotes and ends of lines as they come', async () => {
    const text = '\uFEFF项目,金额,备注\r\n"一、基本,支出","1,234.50","甲""乙\r\n丙"\n="0030",,\n';
    expect(cellsOf(await itemsOf(csv, encoder.encode(text)))).toEqual([
      'A1:项目',
      'B1:金额',
      'C1:备注',
      'A2:一、基本,支出',
      'B2:1,234.50',
      'C2:甲"乙\n丙',
      'A3:0030',
    ]);
  });

  it('in GBK with tabs, under the name of a workbook, is told by its content', async () => {
    // 部门\t金额\n办公室\t12.00\n合计\t12.00\n
    const bytes = Uint8Array.from([
      ...[0xb2, 0xbf, 0xc3, 0xc5, 9, 0xbd, 0xf0, 0xb6, 0xee, 10, 0xb0, 0xec, 0xb9, 0xab, 0xca, 0xd2, 9],
      ...[0x31, 0x32, 0x2e, 0x30, 0x30, 10, 0xba, 0xcf, 0xbc, 0xc6, 9, 0x31, 0x32, 0x2e, 0x30, 0x30, 10],
    ]);
    expect(csv.sniff(bytes, '决算.xls')).toBe(0.6);
    expect(csv.sniff(bytes, '决算.txt')).toBe(0);
    expect(cellsOf(await itemsOf(csv, bytes))).toContain('B2:12.00');
    expect((await csv.read(bytes, context)).encoding).toBe('gb18030');
  });

  it('is not what a web page or a sentence is, whatever its name', () => {
    expect(csv.sniff(encoder.encode('<html>a,b\nc,d</html>'), 'x.xls')).toBe(0);
    expect(csv.sniff(encoder.encode('一句话，没有表。\n另一句。\n'), 'x.xls')).toBe(0);
  });

  it('with a quote that is never closed loses nothing', async () => {
    expect(cellsOf(await itemsOf(csv, encoder.encode('a,"b\nc,d\n')))).toEqual([
      'A1:a',
      'B1:"b',
      'A2:c',
      'B2:d',
    ]);
  });
});

describe('XML Spreadsheet 2003', () => {
  const book = (sheets: string) =>
    encoder.encode(
      `<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="Default"/><Style ss:ID="s1"><NumberFormat ss:Format="Standard"/></Style><Style ss:ID="s2"><NumberFormat ss:Format="0.00%"/></Style></Styles>${sheets}</Workbook>`,
    );

  it('is read with formats, spans, places and what is hidden', async () => {
    const bytes = book(
      `<Worksheet ss:Name="表"><Table><Column ss:Index="4" ss:Hidden="1"/><Row><Cell ss:MergeAcross="2"><Data ss:Type="String">总表</Data></Cell><Cell><Data ss:Type="String">藏</Data></Cell></Row><Row ss:Index="3"><Cell ss:StyleID="s1"><Data ss:Type="Number">1234.5</Data><Comment><ss:Data>批注</ss:Data></Comment></Cell><Cell ss:Index="3" ss:StyleID="s2" ss:Formula="=A1"><Data ss:Type="Number">0.5</Data></Cell></Row><Row><Cell><Data ss:Type="DateTime">2022-03-05T00:00:00.000</Data></Cell><Cell ss:Formula="=1"/><Cell><Data ss:Type="Error">#REF!</Data></Cell></Row></Table></Worksheet><Worksheet ss:Name="暗"><Table><Row><Cell><Data ss:Type="String">秘</Data></Cell></Row></Table><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>`,
    );
    expect(spreadsheetml.sniff(bytes, 'x.xls')).toBe(1);
    expect(cellsOf(await itemsOf(spreadsheetml, bytes))).toEqual([
      'A1:总表 1x3',
      'A3:1,234.50',
      'C3:50.00%',
      'A4:2022-03-05',
      'C4:#REF!',
    ]);
    const { findings } = await spreadsheetml.read(bytes, context);
    expect(findings.map(({ code }) => code)).toEqual([
      'hidden-content',
      'hidden-content',
      'formula-uncomputed',
    ]);
  });

  it('is not what a web page of Excel is', () => {
    const page = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table></table></html>';
    expect(spreadsheetml.sniff(encoder.encode(page), 'x.xls')).toBe(0);
  });
});

describe('OpenDocument', () => {
  const content = (tables: string, styles = '') =>
    `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`;
  const pack = (xml: string) =>
    zipParts({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': xml });
  const cell = (text: string, attributes = '') =>
    `<table:table-cell ${attributes}><text:p>${text}</text:p></table:table-cell>`;

  it('shows the texts of its cells, without notes, changes and hidden sheets, rows and columns', async () => {
    const bytes = pack(
      content(
        `<table:tracked-changes><table:table-cell><text:p>删</text:p></table:table-cell></table:tracked-changes><table:table table:name="表"><table:table-column/><table:table-column table:visibility="collapse"/><table:table-column table:number-columns-repeated="3"/><table:table-header-rows><table:table-row>${cell('总表', 'table:number-columns-spanned="4"')}<table:covered-table-cell table:number-columns-repeated="3"/></table:table-row></table:table-header-rows><table:table-row table:visibility="filter">${cell('藏')}</table:table-row><table:table-row>${cell('甲<text:s text:c="2"/>乙<text:line-break/>丙')}${cell('藏')}<table:table-cell office:value-type="float" office:value="12.5"><text:p>12.50</text:p><office:annotation><text:p>批注</text:p></office:annotation></table:table-cell><table:table-cell office:value-type="float" office:value="0"/><table:table-cell table:formula="of:=[.A1]"/></table:table-row><table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table><table:table table:name="暗" table:style-name="ta2"><table:table-row>${cell('秘')}</table:table-row></table:table>`,
        '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>',
      ),
    );
    const items = await itemsOf(ods, bytes);
    expect(cellsOf(items)).toEqual(['A1:总表 1x2', 'A3:甲  乙\n丙', 'C3:12.50']);
    expect(items).toMatchObject([{ headerRows: 1 }]);
    const { findings } = await ods.read(bytes, context);
    expect(findings.map(({ code }) => code)).toEqual([
      'hidden-content',
      'hidden-content',
      'formula-uncomputed',
    ]);
  });

  it('that repeats a filled cell over the whole sheet is too much', async () => {
    const rows = `<table:table-row table:number-rows-repeated="1048576">${cell('甲', 'table:number-columns-repeated="16384"')}</table:table-row>`;
    expect(await codeOf(ods, pack(content(`<table:table table:name="表">${rows}</table:table>`)))).toBe(
      'content-limit',
    );
  });

  it('under a password says so', async () => {
    const manifest =
      '<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
    const bytes = zipParts({
      mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
      'content.xml': 'x',
      'META-INF/manifest.xml': manifest,
    });
    expect(await codeOf(ods, bytes)).toBe('office-encrypted');
  });
});

describe('XLS and XLSB', () => {
  const book = utils.book_new();
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet([
      ['甲', 1],
      ['乙', 2],
    ]),
    '__proto__',
  );
  utils.book_append_sheet(book, utils.aoa_to_sheet([['丙', 3]]), 'constructor');
  const made = (bookType: 'biff8' | 'xlsb'): Uint8Array =>
    new Uint8Array(write(book, { type: 'buffer', bookType }));

  it.each([
    ['xls', xls, made('biff8')],
    ['xlsb', xlsb, made('xlsb')],
  ] as const)('%s: names of objects are names like any other', async (_, reader, bytes) => {
    expect(cellsOf(await itemsOf(reader, bytes))).toEqual(['A1:甲', 'B1:1', 'A2:乙', 'B2:2']);
    expect(cellsOf(await itemsOf(reader, bytes, 1))).toEqual(['A1:丙', 'B1:3']);
    expect(({} as Record<string, unknown>).A1).toBeUndefined();
  });

  it.each([
    ['xls', xls, made('biff8')],
    ['xlsb', xlsb, made('xlsb')],
  ] as const)(
    '%s that is cut off anywhere or has a byte changed is read or refused with a code',
    async (_, reader, bytes) => {
      for (let i = 0; i < 40; i++) {
        const at = Math.floor((bytes.length * i) / 40);
        const changed = bytes.slice();
        changed[at] = (changed[at] ?? 0) ^ 0x5a;
        expect(await codeOf(reader, bytes.slice(0, at))).toMatch(/^(?:read|office-damaged|empty-file)$/u);
        expect(await codeOf(reader, changed)).toMatch(
          /^(?:read|office-damaged|office-encrypted|empty-file|content-limit)$/u,
        );
      }
    },
  );

  it('links of old workbooks hold for no cell, so that none is followed over a whole sheet', () => {
    const range = [0, 0, 0xff, 0xff, 0, 0, 0xff, 0];
    const records = Uint8Array.from([0xb8, 1, 8, 0, ...range, 0, 8, 10, 0, 0, 8, ...range, 0x0a, 0, 0, 0]);
    const bounded = [1, 0, 0, 0, 0, 0, 0xff, 0];
    expect([...withoutLinks(records)]).toEqual([
      ...[0xb8, 1, 8, 0, ...bounded, 0, 8, 10, 0, 0, 8, ...bounded],
      ...[0x0a, 0, 0, 0],
    ]);
  });

  it('links and columns of binary workbooks end where sheets do, rows beyond them are damage', async () => {
    const parts = unzipSync(made('xlsb'));
    const change = (record: readonly number[]) => {
      const sheet = parts['xl/worksheets/sheet1.bin']!;
      // Behind the record that begins the sheet (129, no content).
      return zipSync({
        ...parts,
        'xl/worksheets/sheet1.bin': Uint8Array.from([...sheet.slice(0, 3), ...record, ...sheet.slice(3)]),
      });
    };
    const all = [0, 0, 0, 0, 0xff, 0xff, 0xff, 0x7f];
    const link = [0xee, 3, 28, ...all, ...all, ...new Array<number>(12).fill(0)];
    const columns = [60, 18, ...all, ...new Array<number>(10).fill(0)];
    for (const record of [link, columns])
      expect(cellsOf(await itemsOf(xlsb, change(record)))).toEqual(['A1:甲', 'B1:1', 'A2:乙', 'B2:2']);
    const row = [0, 17, 0, 0, 0, 0x34, ...new Array<number>(13).fill(0)];
    expect(await codeOf(xlsb, change(row))).toBe('office-damaged');
  });

  it('under a password say so, XLSX as well', async () => {
    const container = CFB.utils.cfb_new();
    CFB.utils.cfb_add(container, '/EncryptionInfo', new Uint8Array(64));
    CFB.utils.cfb_add(container, '/EncryptedPackage', new Uint8Array(5000));
    const bytes = new Uint8Array(CFB.write(container, { type: 'buffer' }) as unknown as ArrayBuffer);
    expect(xls.sniff(bytes, '决算.xlsx')).toBe(0.9);
    expect(xls.sniff(bytes, '决算.docx')).toBe(0);
    expect(await codeOf(xls, bytes)).toBe('office-encrypted');
    const stream = [
      0x09, 0x08, 16, 0, 0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x2f, 0, 6, 0, 1, 0, 1, 0, 1, 0,
    ];
    expect(await codeOf(xls, Uint8Array.from([...stream, 0x0a, 0, 0, 0]))).toBe('office-encrypted');
  });
});

describe('pictures of figures over cells, as LibreOffice saves them', () => {
  it.each([
    ['pictures.xls', xls],
    ['pictures.ods', ods],
  ] as const)('%s: are what the cells hold', async (name, reader) => {
    const bytes = new Uint8Array(readFileSync(`test/fixtures/sheets/${name}`));
    const [table] = await itemsOf(reader, bytes);
    const pictured = table?.kind === 'table' ? table.cells.filter(({ pictures }) => pictures) : [];
    expect(pictured.map(({ location, text }) => `${location} ${text}`)).toEqual([
      '表!B3 \uFFFC',
      '表!B4 \uFFFC',
      '表!B5 \uFFFC',
    ]);
    for (const { pictures } of pictured) expect(pictures?.[0]?.bytes[0]).toBe(0x89);
  });
});
