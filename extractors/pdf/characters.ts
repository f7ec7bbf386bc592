import { mapRadicals } from '../../normalizers/text.ts';

/** What symbol fonts (Wingdings, Symbol) put before the lines of a list or into boxes to be ticked, by private-use code. */
const symbols: Readonly<Record<string, string>> = {
  '\uF06C': '●',
  '\uF06E': '■',
  '\uF06F': '□',
  '\uF071': '❑',
  '\uF075': '◆',
  '\uF076': '❖',
  '\uF0A7': '▪',
  '\uF0A8': '□',
  '\uF0B7': '•',
  '\uF0D8': '➢',
  '\uF0E0': '→',
  '\uF0FB': '✗',
  '\uF0FC': '✓',
  '\uF0FD': '☒',
  '\uF0FE': '☑',
};

/** Punctuation of vertical text and what it is in horizontal text. */
const vertical: ReadonlyMap<string, string> = new Map(
  '︐， ︑、 ︒。 ︓： ︔； ︕！ ︖？ ︙… ︰‥ ︱— ︵（ ︶） ︷｛ ︸｝ ︹〔 ︺〕 ︻【 ︼】 ︽《 ︾》 ︿〈 ﹀〉 ﹁「 ﹂」 ﹃『 ﹄』'
    .split(' ')
    .map((pair) => [pair.slice(0, 1), pair.slice(1)]),
);

/**
 * A glyph's Unicode text as a reader would type it: ligatures in letters, radicals, compatibility and vertical forms as the plain
 * character, a printed soft hyphen as a hyphen, marks without width as nothing.
 * @param isSymbolFont its font is one of symbols: their private codes are known
 * @returns null where the font gives no character: none at all, a control, private use, half a surrogate pair
 */
export function characterOf(unicode: string, isSymbolFont: boolean): string | null {
  const code = unicode.codePointAt(0);
  if (code === undefined) return null;
  // Most text is plain Latin or plain hanzi.
  if ((code >= 0x20 && code < 0x7f) || (code >= 0x3400 && code <= 0x9fff)) return unicode;
  if (code < 0xa0) return code === 9 || code === 10 || code === 13 ? ' ' : null;
  if (code === 0xad) return '-';
  if (isWidthless(code)) return '';
  if (code >= 0x2e80 && code <= 0x2eff) return mapRadicals(unicode);
  if ((code >= 0x2f00 && code <= 0x2fd5) || (code >= 0xf900 && code <= 0xfb06))
    return unicode.normalize('NFKC');
  if (code >= 0xe000 && code <= 0xf8ff) return isSymbolFont ? (symbols[unicode] ?? null) : null;
  if (code >= 0xfe10 && code <= 0xfe4f) return vertical.get(unicode) ?? unicode;
  const isNone = (code >= 0xd800 && code <= 0xdfff) || code >= 0xf0000 || (code & 0xfffe) === 0xfffe;
  return isNone || code === 0xfffd || code === 0xfffc ? null : unicode;
}

function isWidthless(code: number): boolean {
  return (
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x2064) ||
    code === 0xfeff
  );
}
