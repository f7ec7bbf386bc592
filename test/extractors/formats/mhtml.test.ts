import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reader } from '../../../extractors/formats/mhtml.ts';
import { fromQuoted } from '../../../extractors/mime/headers.ts';
import type { SourceDocument } from '../../../schemas/document.ts';
import { squaresOf, tablesOf, textsOf } from '../html/pages.ts';
import { limits } from '../reading.ts';

const read = (message: string | Uint8Array): Promise<SourceDocument> => {
  const bytes = typeof message === 'string' ? new Uint8Array(Buffer.from(message, 'latin1')) : message;
  return reader.read(bytes, { name: 'a.mhtml', limits });
};

/** A part as programs write it: its headers, its content in base64 or quoted-printable. */
function part(headers: readonly string[], content: string | Uint8Array, quoted = false): string {
  const bytes = Buffer.from(content);
  const body = quoted
    ? [...bytes]
        .map((byte) => (byte === 0x0a ? '=\r\n=0A' : `=${byte.toString(16).padStart(2, '0').toUpperCase()}`))
        .join('')
    : (bytes.toString('base64').match(/.{1,76}/gu) ?? []).join('\r\n');
  return [...headers, `Content-Transfer-Encoding: ${quoted ? 'quoted-printable' : 'base64'}`, '', body].join(
    '\r\n',
  );
}

const saved = (parts: readonly string[], end = '--B--'): string =>
  [
    'From: <Saved by a browser>',
    'Subject: =?utf-8?B?6YOo6Zeo5Yaz566X?=',
    'MIME-Version: 1.0',
    'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="B"',
    '',
    ...parts.flatMap((text) => ['--B', text]),
    end,
    '',
  ].join('\r\n');

const place = 'Content-Location: http://a.example/zwgk/t1.html';
const html = 'Content-Type: text/html; charset="utf-8"';
const table = '<table><tr><td>合计</td><td>12.50</td></tr></table>';
/** A PNG of 20 by 10 pixels, as far as its head says. */
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAABQAAAAKCAYAAAC0VX7m', 'base64');

describe('a page saved as one file', () => {
  it('is read with its pictures, its style sheets and its frames', async () => {
    const source = await read(
      saved([
        part(
          [html, place],
          `<link rel=stylesheet href="../s.css"><p class=x>隐</p><p>甲<img src="cid:p1@x">乙<img src="i/%E8%A1%A8.png"></p>
           <iframe src="cid:frame-1"></iframe><a href="P0201.xls">附件</a>`,
          true,
        ),
        part(['Content-Type: text/css', 'Content-Location: http://a.example/s.css'], '.x{display:none}'),
        part(['Content-Type: image/png', 'Content-ID: <p1@x>'], png),
        part(
          ['Content-Type: image/png', 'Content-Location: http://a.example/zwgk/i/表.png'].map((h) =>
            Buffer.from(h).toString('latin1'),
          ),
          png,
        ),
        part([html, 'Content-ID: <frame-1>', 'Content-Location: http://a.example/f.html'], table),
      ]),
    );
    expect(source.mediaType).toBe('multipart/related');
    expect(textsOf(source)).toEqual(['甲\uFFFC乙\uFFFC', '附件']);
    expect(squaresOf(tablesOf(source)[0])).toEqual([['合计', '12.50']]);
    expect(source.attachments).toEqual([{ text: '附件', target: 'http://a.example/zwgk/P0201.xls' }]);
    expect(source.findings).toMatchObject([{ code: 'picture-unread' }]);
  });

  it('takes what the part says of its charset before what the page says', async () => {
    const gbk = Buffer.concat([
      Buffer.from('<meta charset=iso-8859-1><p>'),
      Buffer.from([0xb2, 0xbf, 0xc3, 0xc5]),
      Buffer.from('</p>'),
    ]);
    const source = await read(saved([part(['Content-Type: text/html; charset=gb2312', place], gbk)]));
    expect(textsOf(source)).toEqual(['部门']);
    expect(source.encoding).toBe('gb18030');
  });

  it('of a workbook gives each sheet that is shown as a page', async () => {
    const sheet = (n: number, visible = ''): string =>
      `<x:ExcelWorksheet><x:Name>表${n}</x:Name>${visible}<x:WorksheetSource HRef="b.files/sheet00${n}.htm"/></x:ExcelWorksheet>`;
    const body = (n: number): string =>
      part(
        [html, `Content-Location: file:///D:/b.files/sheet00${n}.htm`],
        `<table><tr><td>合计</td><td x:num>${n}.00</td></tr></table>`,
      );
    const source = await read(
      saved([
        part(
          [html, 'Content-Location: file:///D:/b.htm'],
          `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets>${sheet(1)}${sheet(2, '<x:Visible>SheetHidden</x:Visible>')}${sheet(3)}</x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]--></head>
           <frameset rows="*,39"><frame src="b.files/sheet001.htm"><frame src="b.files/tabstrip.htm"></frameset></html>`,
        ),
        body(1),
        body(2),
        body(3),
      ]),
    );
    expect(source.pages.map(({ number }) => number)).toEqual([1, 2]);
    expect(source.findings).toMatchObject([
      { code: 'hidden-content', message: 'Hidden sheets were not read: 表2.' },
    ]);
    expect(tablesOf(source).map((found) => [found.location, squaresOf(found)[0]])).toEqual([
      ['table 1', ['合计', '1.00']],
      ['table 2', ['合计', '3.00']],
    ]);
  });

  it('that is cut off is read as far as it goes, and it is told', async () => {
    const source = await read(saved([part([html, place], table)], ''));
    expect(squaresOf(tablesOf(source)[0])).toEqual([['合计', '12.50']]);
    expect(source.findings).toMatchObject([{ code: 'page-failed' }]);
  });
});

describe('a mail', () => {
  it('is read for its page, not for the same in plain text; files that came with it are listed', async () => {
    const source = await read(
      [
        'From: a@b.example',
        'Date: Fri, 15 Sep 2023 10:00:00 +0800',
        'Content-Type: multipart/mixed; boundary=A',
        'MIME-Version: 1.0',
        '',
        '--A',
        'Content-Type: multipart/alternative; boundary="A-1"',
        '',
        '--A-1',
        part(['Content-Type: text/plain; charset=utf-8'], '合计 12.50'),
        '--A-1',
        part([html], table, true),
        '--A-1--',
        '--A',
        part(
          [
            'Content-Type: application/pdf',
            "Content-Disposition: attachment; filename*0*=utf-8''%E5%86%B3; filename*1*=%E7%AE%97.pdf",
          ],
          'x',
        ),
        '--A--',
      ].join('\r\n'),
    );
    expect(source.mediaType).toBe('message/rfc822');
    expect(textsOf(source)).toEqual([]);
    expect(squaresOf(tablesOf(source)[0])).toEqual([['合计', '12.50']]);
    expect(source.attachments).toEqual([{ text: '决算.pdf', target: '决算.pdf' }]);
  });

  it('of plain text is read as lines', async () => {
    const { pages } = await read(
      `From: a@b.example\nDate: x\nContent-Type: text/plain; charset=gbk\n\n${Buffer.from([0xba, 0xcf, 0xbc, 0xc6]).toString('latin1')}\t1.00\n`,
    );
    expect(pages[0]?.content).toMatchObject({ kind: 'lines', lines: [{ text: '合计\t1.00' }, { text: '' }] });
  });
});

describe('messages that nobody means', () => {
  const nested = (depth: number): string => {
    let text = 'Content-Type: text/html\r\n\r\n<p>甲';
    for (let i = 0; i < depth; i++)
      text = `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n${text}\r\n--b${i}--\r\n`;
    return `MIME-Version: 1.0\r\n${text}`;
  };

  it.each([
    ['no boundary', 'MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\nabc', 'office-damaged'],
    ['a thousand messages in each other', nested(1000), 'content-limit'],
    [
      'more parts than any has',
      saved(Array<string>(11_000).fill('Content-Type: text/html\r\n\r\nx')),
      'content-limit',
    ],
    ['nothing in it', saved([]), 'empty-file'],
    ['no headers', 'abc', 'binary-content'],
  ])('are refused: %s', async (_, message, code) => {
    await expect(read(message)).rejects.toMatchObject({ code });
  });

  it('a boundary that only the parts tell is found', async () => {
    const message = saved([part([html, place], table)]).replace(/;\r\n\tboundary="B"/u, '');
    expect(squaresOf(tablesOf(await read(message))[0])).toEqual([['合计', '12.50']]);
  });
});

it('quoted-printable gives back any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = [...bytes].map((byte) => `=${byte.toString(16).padStart(2, '0')}`).join('');
      expect([...fromQuoted(text.replace(/(.{60}(?==))/gu, '$1=\r\n'))]).toEqual([...bytes]);
    }),
  );
});
