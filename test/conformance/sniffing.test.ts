import { readFileSync } from 'node:fs';
import * as XLSX from '@e965/xlsx';
import * as CFB from 'cfb';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { isBundle } from '../../pipeline/bundles/list-bundle.ts';
import { chooseReader, extensionsOf } from '../../pipeline/reader-choice.ts';
import { loadRegistry } from '../../pipeline/registry.ts';
import { defaultLimits } from '../../schemas/config.ts';
import { gbk, rawZip, storedRar } from '../archive-files.ts';
import { makePdf } from '../make-pdf.ts';

const { readers } = await loadRegistry();
const extensions = [...extensionsOf(readers), '.zip', '.rar', '.aspx', ''];
const known = new Set(readers.map(({ id }) => id));

const textExtension = /^\.(?:te?xt|md|markdown)$/u;
const sheetExtension = /^\.(?:csv|tsv|xls[xmb]?|et)$/u;
const rows = '项目\t决算数\n合计\t15.75\n';
const sentence = '2022年度甲市乙局部门决算，本年收入合计15.75万元。';
const table = '<table><tr><td>合计</td><td>15.75</td></tr></table>';
const pdf = makePdf([{ texts: [{ text: '15.75', x: 60, y: 60 }] }]);

const book = XLSX.utils.book_new();
XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['合计', 15.75]]), '表');
const workbook = (bookType: XLSX.BookType): Uint8Array =>
  new Uint8Array(XLSX.write(book, { type: 'buffer', bookType }));

const docx = zipSync({
  '[Content_Types].xml': strToU8(
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  ),
  '_rels/.rels': strToU8(
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
  ),
  'word/document.xml': strToU8(
    `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${sentence}</w:t></w:r></w:p></w:body></w:document>`,
  ),
});

const mail = (boundary: string) =>
  `From: <Saved by a browser>\r\nSubject: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="${boundary}"\r\n\r\n--${boundary}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: http://example.org/a\r\n\r\n<html><body>${table}</body></html>\r\n--${boundary}--\r\n`;

function compoundFile(...streams: readonly string[]): Uint8Array {
  const container = CFB.utils.cfb_new();
  for (const name of streams) CFB.utils.cfb_add(container, name, Buffer.alloc(5000));
  return new Uint8Array(CFB.write(container, { type: 'buffer' }) as Uint8Array);
}

/** Contents, and whose each is. Several of a kind where kinds meet: a page without a head, a page in GBK, a PDF behind junk. */
const contents: readonly (readonly [name: string, owner: string, content: Uint8Array | string])[] = [
  ['a text', 'text', `${sentence}\n${rows}`],
  ['a text with bars', 'text', `| 项目 | 决算数 |\n|---|---|\n| 合计 | 15.75 |\n`],
  ['a text in GBK', 'text', gbk(`${sentence}\n${rows}`)],
  ['a text in UTF-16', 'text', Buffer.from(`\ufeff${sentence}\n${rows}`, 'utf16le')],
  ['a text that speaks of tags', 'text', `${sentence}单位负责人<签字>，a < b，表<1>\n${rows}`],
  ['a text that speaks of PDF', 'text', `${sentence}见附件 %附件.pdf\n${rows}`],
  ['a PDF', 'pdf', pdf],
  ['a PDF behind junk', 'pdf', Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), pdf])],
  [
    'a page',
    'html',
    `<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>${table}</body></html>`,
  ],
  [
    'a page behind a comment',
    'html',
    `\ufeff\r\n<!-- ${'x'.repeat(300)} -->\n<html><body>${table}</body></html>`,
  ],
  ['a page without a head', 'html', table],
  [
    'a page in GBK',
    'html',
    gbk(`<html><head><meta charset="gb2312"><title>决算</title></head><body>${table}</body>`),
  ],
  [
    'a page that Excel wrote',
    'html',
    `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body>${table}</body></html>`,
  ],
  ['a saved page', 'mhtml', mail('----=_a')],
  ['RTF', 'rtf', `{\\rtf1\\ansi\\ansicpg936 15.75}`],
  ['a DOCX', 'docx', docx],
  ['an XLSX', 'xlsx', workbook('xlsx')],
  ['an XLSB', 'xlsb', workbook('xlsb')],
  ['an XLS', 'xls', workbook('biff8')],
  ['a sheet in XML', 'xml-spreadsheet', workbook('xlml')],
  ['an ODS', 'ods', workbook('ods')],
  [
    'a PNG',
    'image',
    Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55', 'hex'),
  ],
  ['a TIFF', 'image', Buffer.from('49492a0008000000000000000000', 'hex')],
];

describe.each(contents.filter(([, owner]) => known.has(owner)))('%s', (_, owner, content) => {
  const bytes = new Uint8Array(typeof content === 'string' ? Buffer.from(content) : content);

  it.each(extensions)('named %j is read as what it is', (extension) => {
    // Markdown may hold a table of HTML: only a page that says that it is one is none.
    if (content === table && textExtension.test(extension)) return;
    const { id } = chooseReader(readers, { source: `决算${extension}`, bytes });
    // Text under the name of a sheet is a sheet of text.
    if (owner === 'text' && sheetExtension.test(extension)) expect(['text', 'csv']).toContain(id);
    else expect(id).toBe(owner);
  });

  it('is claimed by no two readers, and is no bundle', () => {
    const claims = readers.filter((reader) => reader.sniff(bytes, 'a') > 0.5).map(({ id }) => id);
    expect(claims).toEqual(owner === 'text' ? [] : [owner]);
    for (const extension of extensions)
      expect(isBundle({ source: `a${extension}`, bytes }, readers)).toBe(false);
  });
});

const bundles = [
  ['a ZIP', rawZip([{ name: 'a.pdf', bytes: pdf, method: 0 }])],
  ['a ZIP of Office files', zipSync({ '一/a.docx': docx, 'b.xlsx': workbook('xlsx') }, { level: 0 })],
  ['a RAR', storedRar({ 'a.pdf': pdf })],
  ['a 7z', new Uint8Array(readFileSync('test/fixtures/archives/lzma2.7z'))],
] as const;

describe('an Office file under a password', () => {
  const bytes = compoundFile('EncryptionInfo', 'EncryptedPackage');

  it.each(extensions)('named %j says so, or goes to a reader that says so', async (extension) => {
    const open = async () => {
      const reader = chooseReader(readers, { source: `a${extension}`, bytes });
      await reader.read(bytes, { name: `a${extension}`, limits: defaultLimits });
    };
    await expect(open()).rejects.toMatchObject({ code: 'office-encrypted' });
  });
});

describe('a document in XML of no known kind', () => {
  const bytes = new Uint8Array(Buffer.from(`<?xml version="1.0"?>\n<a><b>${sentence}</b></a>`));

  it('is not read as text', () => {
    expect(readers.filter((reader) => reader.sniff(bytes, 'a.txt') > 0).map(({ id }) => id)).toEqual([]);
  });
});

describe.each(bundles)('%s', (_, bytes) => {
  it.each(extensions)('named %j is a bundle, and not one document', (extension) => {
    const source = `决算${extension}`;
    expect(isBundle({ source, bytes }, readers)).toBe(true);
    expect(readers.filter((reader) => reader.sniff(bytes, source) > 0.5).map(({ id }) => id)).toEqual([]);
  });
});

/** What no reader takes, and the word by which its error names it. */
const foreign: readonly (readonly [name: string, word: string, bytes: Uint8Array])[] = [
  ['an OFD', 'an OFD document', rawZip([{ name: 'OFD.xml', bytes: '<a/>' }])],
  [
    'a PPTX',
    'a presentation (PPTX)',
    rawZip([
      { name: '[Content_Types].xml', bytes: '<a/>' },
      { name: 'ppt/presentation.xml', bytes: '<a/>' },
    ]),
  ],
  ['a PPT', 'a presentation (PPT)', compoundFile('PowerPoint Document')],
  ['a program', 'a program', Buffer.from(`MZ\x90\0${'\0'.repeat(200)}`, 'latin1')],
  ['gzip', 'a gzip archive', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3])],
];

describe.each(foreign)('%s', (_, word, bytes) => {
  it.each(extensions.filter((extension) => !textExtension.test(extension)))(
    'named %j is refused with what it is',
    (extension) => {
      expect(() => chooseReader(readers, { source: `a${extension}`, bytes })).toThrow(word);
    },
  );
});
