import { canonicalLabel } from '../text.ts';
import { makeLexicon } from './lexicon.ts';
import { lookAlikesOf } from './look-alike.ts';
import { digitsOf } from './read-code.ts';

/** Unit lines; each means its unit, so that none is taken for another. */
const units = ['元', '千元', '万元', '百万元', '亿元'];
const unitLines = makeLexicon(
  units.flatMap((unit) =>
    ['单位：', '金额单位：', '计量单位：', '单位：人民币', '金额单位：人民币'].map((lead) => ({
      word: lead + unit,
      meaning: unit,
    })),
  ),
);
/** What stands before the name of a body. */
const nameLabels = makeLexicon(
  [
    '部门',
    '单位',
    '编制单位',
    '编制部门',
    '填报单位',
    '填报部门',
    '公开部门',
    '公开单位',
    '部门名称',
    '单位名称',
    '预算单位',
  ].map((word) => ({ word, meaning: word })),
  { short: true },
);
/** A label before a name is at most so many characters. */
const longestNameLabel = 8;
/** Years that reports are of. */
const firstYear = 1990;
const lastYear = 2049;
/** What OCR makes of 年 or 年度 behind the digits is at most so many characters. */
const longestYearEnd = 3;

/** A caption word put right, and what it says. */
export interface MendedCaption {
  readonly text: string;
  readonly kind: 'mark' | 'unit' | 'name' | 'year';
}

/**
 * A word that stands beside a table: 公开01表, 金额单位：万元, 部门：…, with its own words put right.
 * @returns null for a word that is none of these, or may be two
 */
export function mendCaption(text: string): MendedCaption | null {
  const plain = canonicalLabel(text);
  const mark = mendMark(plain);
  if (mark !== null) return { text: mark, kind: 'mark' };
  const unit = unitLines.nearest(plain);
  if (unit !== null) return { text: unit.word, kind: 'unit' };
  const [label = '', ...rest] = plain.split('：');
  if (rest.length !== 1 || [...label].length > longestNameLabel) return null;
  const bare = label.replace(/（.*$/u, '');
  const found = nameLabels.nearest(bare);
  return found === null
    ? null
    : { text: `${found.word}${label.slice(bare.length)}：${rest.join('')}`, kind: 'name' };
}

/** 公开01表: at most one of its three characters read as another, and letters for digits. */
function mendMark(plain: string): string | null {
  const found = /^(?:附?表)?[（(]?(\p{L})(\p{L})([\dOoDQlIiZzSsBbGgq〇]{1,2})(?:-(\d))?(\p{L})[)）]?$/u.exec(
    plain,
  );
  if (!found) return null;
  const [, first = '', second = '', number = '', part, last = ''] = found;
  const misread = [first === '公', second === '开', last === '表'].filter((isRight) => !isRight).length;
  const isAlike = [
    [first, '公'],
    [second, '开'],
    [last, '表'],
  ].every(([read = '', own = '']) => read === own || lookAlikesOf(read).includes(own));
  const digits = digitsOf(number) || digitsOf(`0${number}`).slice(1);
  if (digits === '' || (misread > 1 && !isAlike)) return null;
  return `公开${digits}${part === undefined ? '' : `-${part}`}表`;
}

/**
 * A year among captions (2021年度) of which 年 was read as something else.
 * @returns null for a word that does not begin with a year, or goes on too long
 */
export function mendYear(text: string): string | null {
  const plain = canonicalLabel(text);
  if (/^(?:19|20)\d\d年度?$/u.test(plain)) return null;
  const year = digitsOf(plain.slice(0, 4));
  const end = plain.slice(4);
  if (!/^\d{4}$/u.test(year) || Number(year) < firstYear || Number(year) > lastYear) return null;
  if (end === '' || [...end].length > longestYearEnd || /[.,，]/u.test(plain)) return null;
  return `${year}年${/度$/u.test(end) ? '度' : ''}`;
}

/** 注： before a sentence on the table over it, whatever was read for 注. */
const misreadNote = /^\p{L}[：:;；](?=(?:\d[.．、])?本(?:表|套报表))/u;

/** A note under a table whose first word was misread; null for any other text. */
export function mendNote(text: string): string | null {
  const plain = canonicalLabel(text);
  return misreadNote.test(plain) && !plain.startsWith('注') ? plain.replace(misreadNote, '注：') : null;
}

/** Signs that stand on both sides of a page number, and what OCR makes of them. */
const pageNumber = /^[-—–－_一]{1,3}[^-—–－_一]{1,3}[-—–－_一]{1,3}$/u;

/** Whether a word at the edge of a page is its number between dashes, however it was read. */
export function isPageNumber(text: string): boolean {
  return pageNumber.test(canonicalLabel(text));
}
