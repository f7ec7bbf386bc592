/**
 * Lines that portals print around what they publish: where one is, when and by whom it was put up, how often it was
 * read, whose site it is. Told by their words alone, and only where nothing else stands with them.
 */

const when = '(?:\\d{2,4}[-/.年]\\d{1,2}[-/.月]\\d{1,2}日?(?:\\s*\\d{1,2}[:：]\\d{2}(?:[:：]\\d{2})?)?)';
const dated = '(?:发布|更新|录入|创建|上传|编辑|修改)(?:时间|日期)';
const source =
  '(?:信息|文章|稿件|内容)?(?:来源|作者|编辑|发布机构|发布单位|发布人|录入者?|审核|责任编辑|责编)';
const read = '(?:浏览|阅读|点击|访问)(?:次数|量|数|人数|率)?';
const tools =
  '字号|字体(?:大小)?|打印(?:本页|此页)?|关闭(?:窗口|本页|页面)?|收藏(?:本站|本页)?|复制链接|分享(?:到|至)?|扫一扫.{0,16}|返回(?:首页|顶部|列表|上一?页)?|视力保护色|首页|更多|语音播报|下载文字';
/** One of these has to stand in the line under a title, and nothing but such pieces. */
const told = new RegExp(`${dated}|${read}\\s*[:：]|${tools}`, 'gu');
const underTitle = new RegExp(
  `${dated}\\s*[:：]?\\s*${when}|${source}\\s*[:：]\\s*[^\\s|:：]{0,24}|${read}\\s*[:：]?\\s*[\\d,]*\\s*次?|${tools}|${when}|微信|微博|QQ空间|默认|[大中小]|[\\s|【】\\[\\]()（）:：·•/+\\-aA]`,
  'gu',
);
const trail =
  /^(?:您?(?:现在)?的?(?:当前)?(?:所在)?位置(?:是)?|(?:您|你)(?:现在|当前)?(?:所)?在)\s*[:：]|^(?:网站)?首页\s*(?:>|›|»|＞|→|\/|-)/u;
const neighbour = /^[【[（(]?\s*(?:上|下|前|后)\s*一\s*(?:篇|条|页|则)\s*[】\])）]?\s*(?:[:：]|$|[没暂无])/u;
const imprint =
  /(?:版权所有|copyright|©|[ICPicp]{3}备(?:案)?|公网安备|网站标识码|技术支持\s*[:：]|(?:主办|承办)单位\s*[:：]|建议使用.{0,30}(?:分辨率|浏览器)|网站地图)/iu;
/** Money and shares: a line with them is never one of the portal. */
const says = /\d\s*(?:万|亿)?元|\d\s*[%％]/u;
/** Longer lines (characters) say something of their own. */
const maxLength = 200;

/**
 * Whether a line is one that the portal prints, and says nothing else.
 * @param inTable it is all there is in a cell: single words are labels there
 */
export function isPortalLine(text: string, inTable = false): boolean {
  const plain = text.replace(/\s+/gu, ' ').trim();
  if (plain === '' || plain.length > maxLength || says.test(plain)) return false;
  if (trail.test(plain) || neighbour.test(plain) || imprint.test(plain)) return true;
  const pieces = plain.match(told)?.length ?? 0;
  return pieces >= (inTable ? 2 : 1) && plain.replace(underTitle, '') === '';
}
