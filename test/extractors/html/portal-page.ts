/** A page in the manner of portals: navigation in lists and layout tables, what they say around the text, a footer. */
export function portalPage(title: string, body: string, charset = 'utf-8'): string {
  const links = (texts: string): string =>
    texts
      .split(' ')
      .map((text, i) => `<li><a href="/col/${i}.html" target="_blank">${text}</a></li>`)
      .join('\n');
  return `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head>
<meta http-equiv="Content-Type" content="text/html; charset=${charset}" /><title>${title}-某市人民政府</title>
<style type="text/css">.fl{float:left} .hide{display:none} #qr .pop{display:none}</style>
<script>var hits = 12345;</script></head><body>
<div class="top w1200"><span id="weather"></span><a href="/login">登录</a> | <a href="/reg">注册</a></div>
<div class="logo"><a href="/"><img src="/images/logo.png" alt="某市人民政府 2019年度" /></a></div>
<form action="/search" method="post"><input type="text" value="请输入关键字" /><input type="submit" value="搜索" /></form>
<ul id="nav">${links('网站首页 走进某市 新闻中心 政务公开 办事服务 互动交流 2019年度部门决算')}</ul>
<div class="bread-crumb">您现在的位置：<a href="/">首页</a>&nbsp;&gt;&nbsp;<a href="/zwgk">政务公开</a>&nbsp;&gt;&nbsp;正文</div>
<table width="1000" border="0" align="center"><tr>
<td width="220" valign="top"><div class="lm_bt">信息公开目录</div><ul>${links('机构职能 政策文件 财政预决算 2018年度部门预算')}</ul></td>
<td valign="top"><div class="article"><h1>${title}</h1>
<div class="info"><span>发布时间：2023-09-15 10:20</span>　<span>信息来源：某市财政局</span>　<span>浏览次数：1234次</span> 字体：【<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>】 <a href="javascript:window.print()">打印本页</a></div>
<div id="zoom" class="TRS_Editor">${body}
<p><img src="/images/icon_xls.gif" /><a href="./W020230915.xls" appendix="true">附件1：决算公开表.xls</a></p>
<p>附件2：<a href="/module/download/downfile.jsp?classid=0&amp;filename=2023/8a7b.pdf">全文下载</a></p></div>
<p>上一篇：<a href="t1.html">2020年度部门决算公开</a><br />下一篇：没有了</p></div></td></tr></table>
<div class="share">分享到：<a href="#">微信</a> <a href="javascript:;">微博</a></div>
<div class="hide">弹窗 99.99 万元</div>
<div class="foot"><p>版权所有：某市人民政府　主办单位：某市人民政府办公室</p><p>某ICP备05000001号 &nbsp; 网站标识码：4300000001</p>
<p><a href="/map">网站地图</a> | <a href="/about">关于我们</a></p></div></body></html>`;
}
