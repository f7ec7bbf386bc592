/** A page as a portal shows it, and the ways browsers save it. */

/** What stands around the text on every page of a portal: nothing of it belongs to the disclosure. */
const navigation = ['网站首页', '机构概况', '新闻动态', '政务公开', '政务服务', '互动交流', '专题专栏'];
const related = [
  '2019年度部门预算公开说明',
  '关于做好春节期间值班工作的通知',
  '行政许可事项目录（2018年版）',
];
const places = ['首页', '政务公开', '财政信息', '部门决算'];

/** A body in a portal's frame: lists of links, layout tables nested in each other, scripts, an attachment, a footer. */
export function inPortal(title: string, body: string): string {
  const links = (texts: readonly string[]): string =>
    texts.map((text, at) => `<li><a href="/col/${at}.html">${text}</a></li>`).join('');
  return `<script type="text/javascript">var views = 12345; document.write("浏览 12345 次");</script>
<div class="header"><ul class="nav">${links(navigation)}</ul></div>
<table width="1000" border="0" cellspacing="0" cellpadding="0" align="center"><tr>
<td width="220" valign="top"><table border="0"><tr><td>相关链接</td></tr><tr><td><ul>${links(related)}</ul></td></tr></table></td>
<td valign="top"><table border="0" width="100%"><tr><td>当前位置：${places.map((text) => `<a href="/">${text}</a>`).join(' &gt; ')}</td></tr>
<tr><td><h1>${title}</h1></td></tr>
<tr><td>来源：财务科 &nbsp; 浏览次数：12345 &nbsp; 字体：[<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>]</td></tr>
<tr><td><div id="zoom">
${body}
<p>附件：<a href="/files/report.pdf">${title}.pdf</a></p>
</div></td></tr></table></td></tr></table>
<div class="footer"><p>版权所有 <a href="/">网站地图</a> | <a href="/">联系我们</a></p><p>建议使用1024×768分辨率浏览本站</p></div>`;
}

const boundary = '----=_NextPart_000_0000_01D5';
/** Characters of base64 a line (RFC 2045, 6.8). */
const lineLength = 76;

/** A page saved as one file (RFC 2557): its parts in base64. */
export function toMhtml(html: string): string {
  const encoded = Buffer.from(html, 'utf8').toString('base64');
  const lines = encoded.match(new RegExp(`.{1,${lineLength}}`, 'gu')) ?? [];
  return [
    'From: <Saved by a browser>',
    'Subject: =?utf-8?B?6YOo6Zeo5Yaz566X?=',
    'MIME-Version: 1.0',
    `Content-Type: multipart/related; type="text/html"; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/html; charset="utf-8"',
    'Content-Transfer-Encoding: base64',
    'Content-Location: http://portal.example/art/1.html',
    '',
    ...lines,
    '',
    `--${boundary}--`,
    '',
  ].join('\r\n');
}
