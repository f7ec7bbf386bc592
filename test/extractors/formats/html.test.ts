import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { reader } from '../../../extractors/formats/html.ts';
import { reader as textReader } from '../../../extractors/formats/text.ts';
import { itemsOf, readHtml, tablesOf, textsOf } from '../html/pages.ts';

/** Hanzi as GBK and Big5 have them; tests write no other. */
const gbk: Readonly<Record<string, readonly number[]>> = {
  部: [0xb2, 0xbf],
  门: [0xc3, 0xc5],
  决: [0xbe, 0xf6],
  算: [0xcb, 0xe3],
  合: [0xba, 0xcf],
  计: [0xbc, 0xc6],
  万: [0xcd, 0xf2],
  元: [0xd4, 0xaa],
  '，': [0xa3, 0xac],
};
const big5: Readonly<Record<string, readonly number[]>> = {
  部: [0xb3, 0xa1],
  門: [0xaa, 0xf9],
  合: [0xa6, 0x58],
  計: [0xad, 0x70],
  元: [0xa4, 0xb8],
};
const encode = (text: string, table: typeof gbk): Uint8Array =>
  Uint8Array.from([...text].flatMap((character) => [...(table[character] ?? [character.charCodeAt(0)])]));
const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf16le'));

const sentence = '部门决算，合计331.61万元';
const page = (head: string, body: string): string =>
  `<html><head>${head}</head><body><p>${body}</p></body></html>`;

describe('encodings', () => {
  it.each([
    ['GBK, declared', encode(page('<meta charset=gb2312>', sentence), gbk), 'gb18030'],
    [
      'GBK, declared the old way',
      encode(page('<meta http-equiv="Content-Type" content="text/html; charset=GBK">', sentence), gbk),
      'gb18030',
    ],
    [
      'GBK, declared after a long script',
      encode(page(`<script>${'x'.repeat(5000)}</script><meta charset=gbk>`, sentence), gbk),
      'gb18030',
    ],
    ['GBK that says it is UTF-8', encode(page('<meta charset=utf-8>', sentence), gbk), 'gb18030'],
    ['GBK that says it is Latin', encode(page('<meta charset=iso-8859-1>', sentence), gbk), 'gb18030'],
    ['GBK that says nothing', encode(page('', sentence), gbk), 'gb18030'],
    ['UTF-8 that says it is GBK', page('<meta charset=gbk>', sentence), 'utf-8'],
    ['UTF-8 that says so in XML', `<?xml version="1.0" encoding="utf-8"?>${page('', sentence)}`, 'utf-8'],
    ['UTF-8 with a mark', `\uFEFF${page('<meta charset=gbk>', sentence)}`, 'utf-8'],
    ['UTF-16 with a mark', utf16(`\uFEFF${page('', sentence)}`), 'utf-16le'],
    ['UTF-16 without', utf16(page('<meta charset=utf-16>', sentence)), 'utf-16le'],
  ])('%s', async (_, bytes, encoding) => {
    const source = await readHtml(bytes);
    expect(source.encoding).toBe(encoding);
    expect(textsOf(source)).toEqual([sentence]);
    expect(source.findings).toEqual([]);
  });

  it('Big5, declared or not', async () => {
    for (const head of ['<meta charset=big5>', '', '<meta charset=utf-8>']) {
      const source = await readHtml(encode(page(head, '部門合計12元部門合計'), big5));
      expect(source.encoding).toBe('big5');
      expect(textsOf(source)).toEqual(['部門合計12元部門合計']);
    }
  });

  it('tells of what cannot be decoded', async () => {
    const bytes = encode(page('<meta charset=gbk>', `${sentence.repeat(20)}\u00ff`), gbk);
    const source = await readHtml(bytes);
    expect(source.findings).toMatchObject([{ code: 'encoding-damaged' }]);
  });
});

describe('what is a page', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const isPage = (text: string, name: string): boolean =>
    reader.sniff(bytes(text), name) > textReader.sniff(bytes(text), name);

  it.each([
    ['<!DOCTYPE html><p>甲', 'a.html'],
    [
      '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=ProgId content=Excel.Sheet></head>',
      'a.xls',
    ],
    ['  <!-- 决算 -->\n<table><tr><td>1</td></tr></table>', 'a.xls'],
    [
      '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" ""><html></html>',
      'a.doc',
    ],
    ['决算<table><tr><td>1</td></tr></table>', 'a.htm'],
    ['<html><body>甲</body></html>', 'a.txt'],
  ])('%s', (text, name) => {
    expect(isPage(text, name)).toBe(true);
  });

  it.each([
    ['一、收入<br>合计 <b>1.00</b> <table><tr><td>1</td></tr></table>', 'a.md'],
    ['<a name="top"></a>\n# 部门决算\n| 项目 | 金额 |', 'a.txt'],
    ['<table><tr><td>1</td></tr></table>\n\n# 部门决算', 'a.md'],
    [
      '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>',
      'a.xls',
    ],
    ['a < b and c > d', 'a'],
  ])('not %s', (text, name) => {
    expect(isPage(text, name)).toBe(false);
  });
});

describe('text', () => {
  it('has headings, lines, numbers of lists and what is set as it is', async () => {
    const source =
      await readHtml(`<h2>收入<br>决算</h2><p>甲乙<br><br>丙</p><ol start=3><li>人员<li><p>公用</p><li>3、项目</ol>
      <ol type=A><li>甲</ol><ul><li>乙</ul><ol style="list-style:cjk-ideographic"><li>总体</ol><ol style="list-style-type:none"><li>丙</ol>
      <pre>
科目\t金额
  合计   1.00</pre><div title="footer"><p>1</p></div>`);
    expect(itemsOf(source).map((item) => (item.kind === 'text' ? [item.heading, item.text] : []))).toEqual([
      [2, '收入\n决算'],
      [null, '甲乙\n\n丙'],
      [null, '3. 人员'],
      [null, '4. 公用'],
      [null, '3、项目'],
      [null, 'A. 甲'],
      [null, '乙'],
      [null, '一、总体'],
      [null, '丙'],
      [null, '科目\t金额\n  合计   1.00'],
      [null, '1'],
    ]);
    expect(itemsOf(source)[1]?.location).toBe('paragraph 2');
  });

  it('of a page that is XML ends where its elements do', async () => {
    const source =
      await readHtml(`<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="a.js"/></head>
      <body><p>甲<a id="x"/></p><p class="P1"/><table><tr><td/><td>1.00</td></tr></table></body></html>`);
    expect(textsOf(source)).toEqual(['甲']);
    expect(tablesOf(source)[0]?.cells.map(({ text }) => text)).toEqual(['', '1.00']);
  });

  it('stands in lines as Word writes them: its lists, its tabs, its hidden text', async () => {
    const source =
      await readHtml(`<p class=MsoNormal style='mso-outline-level:1'><![if !supportLists]><span style='mso-list:Ignore'>一、<span
      style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>部门
概况<span style='mso-tab-count:1'>      </span>说明<span style='display:none;mso-hide:all'>草稿</span></p>`);
    expect(itemsOf(source)).toMatchObject([{ text: '一、   部门概况\t说明', heading: 1 }]);
  });
});

describe('pictures', () => {
  /** A PNG of 20 by 10 pixels, as far as its head says. */
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAABQAAAAKCAYAAAC0VX7m', 'base64');

  it('stand in cells and sentences with their bytes; their alternative texts are not read', async () => {
    const source = await readHtml(
      `<table><tr><td>合计</td><td><img alt="99.00" width=40 src="data:image/png;base64,${png.toString('base64')}"></td></tr></table>`,
    );
    const [, cell] = tablesOf(source)[0]?.cells ?? [];
    expect(cell).toMatchObject({ text: '\uFFFC', pictures: [{ width: 30, height: null }] });
    expect(Buffer.from(cell?.pictures?.[0]?.bytes ?? []).equals(png)).toBe(true);
  });

  it('are not fetched: a mark without bytes stands for them, and it is told; spacers are nothing', async () => {
    const source = await readHtml(
      '<p>支出<img src="http://a.example/1.png">万元<img src="dot.gif" width=1 height=1></p><p><a href="/"><img src="logo.png"></a></p>',
    );
    const [item] = itemsOf(source);
    expect(item).toMatchObject({ text: '支出\uFFFC万元', pictures: [{ bytes: new Uint8Array() }] });
    expect(itemsOf(source)).toHaveLength(1);
    expect(source.findings).toMatchObject([{ code: 'picture-unread', location: 'paragraph 1' }]);
  });
});

describe('pages that say nothing', () => {
  it.each([
    [
      'a page that a script fills',
      '<!doctype html><title>决算</title><div id=app></div><script src=app.js></script>',
    ],
    ['a frame around others', '<html><frameset cols="*"><frame src="sheet001.htm"></frameset></html>'],
    ['white space', ' \n '],
  ])('%s', async (_, text) => {
    await expect(readHtml(text)).rejects.toMatchObject({ code: 'empty-file' });
  });
});

describe('work', () => {
  it('grows with the page, not faster', { timeout: 60_000 }, () => {
    // In a process of its own: what is measured is the reader.
    const script = `import { reader } from './dist/extractors/formats/html.js';
      const row = '<tr>' + '<td class=a style="text-align:right">1,234.50</td>'.repeat(10) + '</tr>';
      const bytes = new TextEncoder().encode('<style>.a{color:red} .b .a{display:none}</style><table>' + row.repeat(20000) + '</table>');
      const source = await reader.read(bytes, { name: 'a', limits: { maxBytes: 1e9 } });
      console.log(source.pages[0].content.items[0].rows);`;
    const out = execFileSync(
      process.execPath,
      ['--max-old-space-size=700', '--input-type=module', '-e', script],
      {
        encoding: 'utf8',
      },
    );
    expect(out.trim()).toBe('20000');
  });
});
