import { describe, expect, it } from 'vitest';
import { isPortalLine } from '../../../extractors/html/portal-lines.ts';
import { readHtml, squaresOf, tablesOf, textsOf } from './pages.ts';
import { portalPage } from './portal-page.ts';

const title = '某市统计局2022年度部门决算';
const body = `<p>一、收入支出决算总体情况说明</p><p>2022年度收入总计331.61万元。</p>
<table border="1"><tr><td>项目</td><td>金额</td></tr><tr><td>合计</td><td>331.61</td></tr></table>`;

describe('a page of a portal', () => {
  it('is read for what it publishes, the rest is told from it and not lost', async () => {
    const source = await readHtml(portalPage(title, body));
    // The page's layout is a table; what is told of it is told behind.
    const [layout] = tablesOf(source);
    const content = layout?.cells.find(({ nested }) => nested !== undefined)?.nested ?? [];
    expect(content.map((item) => (item.kind === 'text' ? item.text : item.location))).toEqual([
      title,
      '一、收入支出决算总体情况说明',
      '2022年度收入总计331.61万元。',
      'table 2',
      '附件1：决算公开表.xls',
      '附件2：全文下载',
    ]);
    expect(squaresOf(content.find((item) => item.kind === 'table'))).toEqual([
      ['项目', '金额'],
      ['合计', '331.61'],
    ]);
    expect(textsOf(source)).toEqual([]);
    const around = textsOf(source, true).join('\n');
    for (const text of [
      '2019年度部门决算',
      '2018年度部门预算',
      '2020年度部门决算公开',
      '您现在的位置',
      '网站标识码',
    ])
      expect(around).toContain(text);
    expect(around).not.toContain('99.99');
  });

  it('lists the files it has links to', async () => {
    const { attachments } = await readHtml(portalPage(title, body));
    expect(attachments).toEqual([
      { text: '附件1：决算公开表.xls', target: './W020230915.xls' },
      { text: '全文下载', target: '/module/download/downfile.jsp?classid=0&filename=2023/8a7b.pdf' },
    ]);
    const based = await readHtml(
      '<base href="http://a.example/b/"><p><a href="c.doc">表</a><a href="d.html">页</a><a href="file:///D:/x/e.doc"> </a><iframe src="f.pdf"></iframe><a href="http://a.example/down.do?id=3">下载</a></p>',
    );
    expect(based.attachments?.map(({ target }) => target)).toEqual([
      'http://a.example/b/c.doc',
      'e.doc',
      'http://a.example/b/f.pdf',
      'http://a.example/down.do?id=3',
    ]);
  });

  it('never loses a table of figures or a sentence with amounts, whatever its element is called', async () => {
    const source =
      await readHtml(`<div class="footer"><p><a href="/a">首页</a> <a href="/b">公开</a> <a href="/c">决算</a></p>
      <table><tr><td><a href="/x">某局</a></td><td>12.50</td></tr><tr><td><a href="/y">某委</a></td><td>3.10</td></tr></table></div>
      <nav><p>2022年度收入总计331.61万元。</p></nav><p>正文</p>`);
    expect(squaresOf(tablesOf(source)[0])).toEqual([
      ['某局', '12.50'],
      ['某委', '3.10'],
    ]);
    expect(textsOf(source)).toContain('2022年度收入总计331.61万元。');
  });

  it('that only leads elsewhere is taken for what it says', async () => {
    const source = await readHtml(
      '<ul><li><a href="/a">某局决算</a></li><li><a href="/b">某委决算</a></li></ul>',
    );
    expect(textsOf(source)).toEqual(['某局决算', '某委决算']);
  });
});

describe('lines that portals print', () => {
  it.each([
    '您现在的位置：首页 > 政务公开 > 正文',
    '发布时间：2023-09-15 10:20　信息来源：某市财政局　浏览次数：1234次 字体：【大 中 小】 打印本页',
    '上一篇：2020年度部门决算公开',
    '下一条：没有了',
    '版权所有：某市人民政府',
    '某ICP备05000001号',
    '[打印本页] [关闭窗口]',
  ])('%s', (line) => {
    expect(isPortalLine(line)).toBe(true);
  });

  it.each([
    '时间：2022年12月31日',
    '资金来源：财政拨款',
    '来源：财政拨款',
    '上年结转',
    '下一步打算',
    '上页结余12.50万元',
    '单位：万元',
    '小',
    '打印费12.00万元',
  ])('not %s', (line) => {
    expect(isPortalLine(line)).toBe(false);
  });

  it('are no labels of a table', () => {
    expect(isPortalLine('打印', true)).toBe(false);
  });
});
