/**
 * Text as it is printed → text one can compare. Pure; no locale.
 */

/** Kangxi and CJK radicals that PDFs give for plain characters and NFKC leaves alone. */
const radicals: ReadonlyMap<string, string> = new Map(
  (
    '⺁厂 ⺄乙 ⺈刀 ⺊卜 ⺌小 ⺍小 ⺎兀 ⺐尢 ⺒巳 ⺓幺 ⺜日 ⺝月 ⺟母 ⺠民 ⺧牛 ' +
    '⺩王 ⺬示 ⺮竹 ⺶羊 ⺷羊 ⺻聿 ⺼肉 ⺽臼 ⻁虎 ⻄西 ⻅见 ⻆角 ⻇角 ⻉贝 ⻊足 ' +
    '⻋车 ⻌辶 ⻑長 ⻓长 ⻔门 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞食 ⻟食 ⻡首 ' +
    '⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ' +
    '⻲亀 ⻳龟'
  )
    .split(' ')
    .map((pair) => [pair.slice(0, 1), pair.slice(1)]),
);

const zeroWidth = /[\u200B-\u200D\u2060\uFEFF\u00AD]/gu;

/**
 * The same text in one piece. What was put together from pieces V8 keeps as a tree of these, several times as big as the
 * text, until one of its characters is asked for: worth while for texts that are kept by the thousand.
 */
export function inOnePiece(text: string): string {
  return Number.isNaN(text.charCodeAt(0)) ? '' : text;
}

/** All white space removed, wherever it stands (CJK text is broken and justified with spaces), zero-width characters too. */
export function stripSpaces(text: string): string {
  return text.replace(zeroWidth, '').replace(/\s+/gu, '');
}

/**
 * A text without the raised digits that point to notes: `12.50¹` is 12.50, `合计²` is 合计. Those behind a Latin letter stay: m².
 */
export function withoutMarks(text: string): string {
  return text.replace(
    /(?<![A-Za-z\u00b2\u00b3\u00b9\u2070-\u2079])[\u00b2\u00b3\u00b9\u2070\u2074-\u2079]+/gu,
    '',
  );
}

/** Characters that stand in a canonical label as they are, whatever stands beside them: most labels hold no others. */
const isCanonical = /^[\u4E00-\u9FFF\w.%+/、。（）：；-]*$/u;

/**
 * A label as the contract prints it: no white space, full-width （）, half-width letters and digits, radicals mapped,
 * Chinese punctuation kept full-width. Ordinals stay; see label.ts to take them off.
 */
export function canonicalLabel(text: string): string {
  if (isCanonical.test(text)) return text;
  return mapRadicals(stripSpaces(withoutMarks(text)))
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(/[([【〔]/gu, '（')
    .replace(/[)\]】〕]/gu, '）')
    .replace(/:/gu, '：')
    .replace(/;/gu, '；')
    .replace(/,(?!\d)/gu, '，')
    .replace(/"([^"]*)"/gu, '“$1”');
}

/** CJK radicals in a text as the characters that they look like. */
export function mapRadicals(text: string): string {
  return text.replace(/[\u2E80-\u2EFF]/gu, (character) => radicals.get(character) ?? character);
}

/**
 * Columns that a terminal needs for the text: 2 for East Asian wide and full-width characters, 0 for combining marks,
 * 1 else (as `pdftotext -layout` lays out; source: Unicode Annex 11).
 */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character.codePointAt(0) ?? 0);
  return width;
}

/** Columns of one code point: see `displayWidth`. */
export function characterWidth(codePoint: number): 0 | 1 | 2 {
  if (codePoint < 0x300) return 1;
  if (codePoint <= 0x36f || (codePoint >= 0x200b && codePoint <= 0x200f)) return 0;
  const wide =
    (codePoint >= 0x1100 && codePoint <= 0x115f) ||
    (codePoint >= 0x2e80 && codePoint <= 0x303e) ||
    (codePoint >= 0x3041 && codePoint <= 0xa4cf) ||
    (codePoint >= 0xac00 && codePoint <= 0xd7a3) ||
    (codePoint >= 0xf900 && codePoint <= 0xfaff) ||
    (codePoint >= 0xfe30 && codePoint <= 0xfe6f) ||
    (codePoint >= 0xff00 && codePoint <= 0xff60) ||
    (codePoint >= 0xffe0 && codePoint <= 0xffe6) ||
    (codePoint >= 0x20000 && codePoint <= 0x3fffd);
  return wide ? 2 : 1;
}
