import { characterOf } from './characters.ts';

/** What a font was seen to give for its codes: enough of it to judge whether the text it gives is what it paints. */
export interface FontSample {
  /** Code in the content stream → text and how often. */
  readonly codes: Map<number, { readonly text: string; count: number }>;
  total: number;
}

/**
 * - `sound` nothing speaks against it
 * - `gaps` codes that its map lacks came through as if they were characters: those are no text
 * - `wrong` what it gives is not what it paints: none of it is text
 */
export type FontVerdict = 'sound' | 'gaps' | 'wrong';

/** Glyphs of a font that are looked at: a map is wrong for all of them or for none. */
const maxSample = 4000;
/** Fewer different codes than this say nothing about a map. */
const minCodes = 8;
/** One text for this share of a font's codes, or white space for that many, is no map. */
const maxSameText = 0.4;
const maxBlank = 0.25;
/** A font with at least this share of codes without a character gives its codes for the rest too. */
const maxUnusable = 0.3;
/** Letters of a script that is neither Latin nor CJK: this share, of that many scripts, is no language. */
const maxExotic = 0.25;
const minExoticScripts = 3;
/** Hanzi of running text and tables: at least this share are among the commonest (measured: 0.65 and more; a map that is off by
 * some codes gives about 0.2, one that leads anywhere less). */
const minHanzi = 60;
const minCommonHanzi = 0.3;
/** Latin letters: mean share that a letter has in European languages (measured: 0.046 and more; evenly spread 0.038). */
const minLetters = 150;
const minLetterFit = 0.042;
/** Of letters that are fewer than this share of the text, or mostly one (XX万元), nothing is said. */
const minLetterShare = 0.4;
const maxOneLetter = 0.25;
/** Punctuation that is rare in text, in place of letters (an offset of a few codes). */
const minPunctuated = 60;
const maxPunctuation = 0.35;

export function emptySample(): FontSample {
  return { codes: new Map(), total: 0 };
}

/** Takes shown glyphs into a font's sample. */
export function addToSample(
  sample: FontSample,
  items: readonly ({ readonly unicode?: string; readonly originalCharCode?: number } | number | null)[],
): void {
  if (sample.total >= maxSample) return;
  for (const item of items) {
    if (item === null || typeof item === 'number') continue;
    const code = item.originalCharCode ?? -1;
    const known = sample.codes.get(code);
    if (known) known.count++;
    else sample.codes.set(code, { text: item.unicode ?? '', count: 1 });
    sample.total++;
  }
}

/**
 * Judges a font's map by what it gave. Few glyphs are given the benefit of the doubt.
 * @param isSubset it holds the file's own choice of characters by codes of its own; the Latin codes of others are letters
 */
export function judgeFont({ codes }: FontSample, isSymbolFont: boolean, isSubset: boolean): FontVerdict {
  if (isSymbolFont || codes.size < minCodes) return 'sound';
  const seen = [...codes].map(([code, { text, count }]) => ({
    code,
    count,
    text: characterOf(text, false),
    isCode: text === String.fromCharCode(code),
  }));
  const usable = seen.filter((glyph): glyph is typeof glyph & { text: string } => glyph.text !== null);
  const lost = seen.filter(({ text, isCode }) => text === null && isCode).length;
  if (isOneText([...codes.values()].map(({ text }) => text))) return 'wrong';
  if (lost > maxUnusable * seen.length && usable.every(({ isCode, text }) => isCode || text.trim() === ''))
    return 'wrong';
  if (isNoLanguage(usable) || isNoChinese(usable)) return 'wrong';
  if ((isSubset || !seen.every(({ isCode }) => isCode)) && isNoLatin(usable)) return 'wrong';
  // Codes of two bytes: a control character that is its own code was never a character.
  return lost > 0 && seen.some(({ code }) => code > 0xff) ? 'gaps' : 'sound';
}

/** In a font that keeps the usual order of glyphs, the first three paint nothing and this is the space. */
const spaceGlyph = 3;

/** Whether all that a font's map lacks is the space: its code then comes through as a control character. */
export function lacksOnlySpace({ codes }: FontSample): boolean {
  return [...codes].every(([code, { text }]) => code === spaceGlyph || characterOf(text, false) !== null);
}

interface Seen {
  readonly text: string;
  readonly count: number;
}

function isOneText(texts: readonly string[]): boolean {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const blank = texts.filter((text) => text.trim() === '').length;
  const most = Math.max(...counts.values());
  return most > maxSameText * texts.length || blank > Math.max(4, maxBlank * texts.length);
}

/** Letters of many scripts in one font. */
function isNoLanguage(seen: readonly Seen[]): boolean {
  const scripts = new Map<number, number>();
  let exotic = 0;
  for (const { text } of seen) {
    const script = scriptOf(text.codePointAt(0) ?? 0);
    if (script < 0) continue;
    exotic++;
    scripts.set(script, (scripts.get(script) ?? 0) + 1);
  }
  return exotic >= minCodes && exotic > maxExotic * seen.length && scripts.size >= minExoticScripts;
}

/** First code points of scripts, ascending, from the first that is neither Latin nor a general sign. */
const scriptStarts = [
  0x250, 0x370, 0x400, 0x530, 0x590, 0x600, 0x700, 0x900, 0xe00, 0xf00, 0x1000, 0x10a0, 0x1100, 0x1200,
  0x13a0, 0x1400, 0x1780, 0x1800, 0x1e00,
];

/** A number for each script that is neither Latin, CJK nor signs; −1 for those. */
function scriptOf(code: number): number {
  if (code < 0x250 || (code >= 0x1e00 && code < 0xa000)) return -1;
  if (code >= 0xa000 && code < 0xac00) return 100;
  if (code >= 0xac00) return code < 0xd7a4 ? 101 : -1;
  return scriptStarts.findLastIndex((start) => code >= start);
}

/** Hanzi of which hardly any is a common one. */
function isNoChinese(seen: readonly Seen[]): boolean {
  let hanzi = 0;
  let common = 0;
  for (const { text, count } of seen)
    if (/^\p{Script=Han}/u.test(text)) {
      hanzi += count;
      if (commonHanzi.has(text)) common += count;
    }
  return hanzi >= minHanzi && common < minCommonHanzi * hanzi;
}

/** Letters that are as frequent as in no European language, or hidden among signs. */
function isNoLatin(seen: readonly Seen[]): boolean {
  let letters = 0;
  let fit = 0;
  let signs = 0;
  let all = 0;
  let most = 0;
  const kinds = new Set<string>();
  for (const { text, count } of seen) {
    const letter = text.normalize('NFD').slice(0, 1).toLowerCase();
    const share = letterShares[letter];
    if (share !== undefined) {
      letters += count;
      most = Math.max(most, count);
      fit += share * count;
    }
    if (text.trim() !== '') all += count;
    if (/^[!"#$&'*+;<=>?@[\\\]^_`{|}~]$/u.test(text)) {
      signs += count;
      kinds.add(text);
    }
  }
  if (all >= minPunctuated && kinds.size >= minCodes && signs > maxPunctuation * all) return true;
  if (letters < Math.max(minLetters, minLetterShare * all) || most > maxOneLetter * letters) return false;
  return fit < minLetterFit * letters;
}

/** Shares of letters, the mean of English, German, French, Italian, Spanish and Finnish texts (rounded). */
const letterShares: Readonly<Record<string, number>> = Object.fromEntries(
  [...'abcdefghijklmnopqrstuvwxyz'].map((letter, i) => [
    letter,
    [
      0.095, 0.013, 0.033, 0.041, 0.132, 0.013, 0.017, 0.025, 0.084, 0.004, 0.015, 0.045, 0.028, 0.078, 0.066,
      0.024, 0.006, 0.062, 0.066, 0.074, 0.041, 0.013, 0.008, 0.002, 0.009, 0.006,
    ][i] ?? 0,
  ]),
);

/** The commonest hanzi of general text and of accounts, simplified and traditional. */
const commonHanzi: ReadonlySet<string> = new Set(
  '的一是了不在有人我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运' +
    '预算支款收财项拨费经费般府补贴障险育卫健康环城乡农林村镇街道办局委单位职机构编人员工资福利购置车辆公务接待培训差旅邮电维护购房租业绩效评价目标完成率元万亿合计余结转减增额占比持平主要原因说明附件表' +
    '這個們來說時會對發後過學現當動還進從實軍長無與關點業將兩間問戰頭體見產制話給門東聲員論義幾認條氣題爾變總電數報結費財務預萬億補貼險衛環鄉農鎮單職構編資購車轉減額' +
    '日本語者年月事場合第部分氏名住所電話番号県市区町村',
);
