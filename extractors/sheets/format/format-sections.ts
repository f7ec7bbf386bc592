import type { DigitStyle } from './chinese-digits.ts';

/** A piece of one section of a number format code. */
export type FormatToken =
  | { readonly kind: 'literal'; readonly text: string }
  /** `0` always a digit, `#` only where there is one, `?` a digit or a space. */
  | { readonly kind: 'digit'; readonly sign: '0' | '#' | '?' }
  | { readonly kind: 'point' }
  | { readonly kind: 'comma' }
  | { readonly kind: 'percent'; readonly sign: string }
  | { readonly kind: 'exponent'; readonly plus: boolean }
  | { readonly kind: 'slash' }
  | { readonly kind: 'general' }
  | { readonly kind: 'text' }
  /** A run of one letter of dates and times, lower case: `yyyy`, `mm`; `am/pm` as it is written. */
  | { readonly kind: 'date'; readonly letters: string }
  /** `[h]`, `[mm]`: time that has passed. */
  | { readonly kind: 'elapsed'; readonly letters: string };

export interface FormatSection {
  readonly tokens: readonly FormatToken[];
  /** The values it is for, where it says so itself. */
  readonly condition: { readonly operator: string; readonly limit: number } | null;
  readonly digits: DigitStyle;
  /** `[$-804]`: days and months have Chinese names. */
  readonly isChinese: boolean;
  /** `[$-F800]`: the system's way to write a date, which is not in the file. */
  readonly isSystemDate: boolean;
}

/** A format of 255 characters is the longest that programs write; more is no format. */
const longestCode = 2000;

/** A number format code → its sections, of which there are at least one and at most four. */
export function parseSections(code: string): readonly FormatSection[] {
  const sections: FormatSection[] = [];
  let at = 0;
  const text = code.slice(0, longestCode);
  do {
    const { section, next } = parseSection(text, at);
    sections.push(section);
    at = next;
  } while (at <= text.length && sections.length < 4);
  return sections;
}

interface Brackets {
  condition: FormatSection['condition'];
  digits: DigitStyle;
  isChinese: boolean;
  isSystemDate: boolean;
}

function parseSection(code: string, start: number): { section: FormatSection; next: number } {
  const tokens: FormatToken[] = [];
  const found: Brackets = { condition: null, digits: null, isChinese: false, isSystemDate: false };
  let at = start;
  while (at < code.length && code[at] !== ';') {
    const rest = code.slice(at);
    const general = /^(?:General|G\/通用格式|通用格式|Standard)/iu.exec(rest)?.[0];
    const noon = /^(?:AM\/PM|A\/P|上午\/下午)/iu.exec(rest)?.[0];
    const character = code[at] ?? '';
    if (general !== undefined) {
      tokens.push({ kind: 'general' });
      at += general.length;
    } else if (noon !== undefined) {
      tokens.push({ kind: 'date', letters: noon });
      at += noon.length;
    } else if (character === '"') {
      const end = code.indexOf('"', at + 1);
      const stop = end < 0 ? code.length : end;
      tokens.push({ kind: 'literal', text: code.slice(at + 1, stop) });
      at = stop + 1;
    } else if (character === '\\' || character === '!') {
      const escaped = String.fromCodePoint(code.codePointAt(at + 1) ?? 0x20);
      tokens.push({ kind: 'literal', text: at + 1 < code.length ? escaped : character });
      at += 1 + escaped.length;
    } else if (character === '_' || character === '*') {
      // A space as wide as the next character; the next character repeated until the cell is full.
      if (character === '_') tokens.push({ kind: 'literal', text: ' ' });
      at += 2;
    } else if (character === '[') {
      const end = code.indexOf(']', at);
      const stop = end < 0 ? code.length : end;
      readBrackets(code.slice(at + 1, stop), tokens, found);
      at = stop + 1;
    } else {
      const taken = takeSign(rest, tokens);
      at += taken;
    }
  }
  return { section: { tokens, ...found }, next: at + 1 };
}

function readBrackets(inside: string, tokens: FormatToken[], found: Brackets): void {
  const condition = /^(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?(?:E[+-]?\d+)?)$/iu.exec(inside);
  const style = /^DBNum([1-4])/iu.exec(inside)?.[1];
  if (condition?.[1] !== undefined) found.condition = { operator: condition[1], limit: Number(condition[2]) };
  else if (style !== undefined) found.digits = style === '1' ? 'lower' : style === '2' ? 'upper' : 'wide';
  else if (/^(?:h+|m+|s+)$/iu.test(inside)) tokens.push({ kind: 'elapsed', letters: inside.toLowerCase() });
  else if (inside.startsWith('$')) {
    const dash = inside.lastIndexOf('-');
    const locale = dash < 0 ? '' : inside.slice(dash + 1).toUpperCase();
    const sign = dash < 0 ? inside.slice(1) : inside.slice(1, dash);
    if (sign !== '') tokens.push({ kind: 'literal', text: sign });
    if (/(?:^|0)(?:804|404|C04|1004)$/u.test(locale)) found.isChinese = true;
    if (locale === 'F800') found.isSystemDate = true;
  }
  // What else stands in brackets are colours.
}

/** @returns how many characters of the code it took */
function takeSign(rest: string, tokens: FormatToken[]): number {
  const character = String.fromCodePoint(rest.codePointAt(0) ?? 0x20);
  const dates = /^(?:y+|m+|d+|h+|s+|e+|g+|b+|a{3,4})/iu.exec(rest)?.[0];
  if (/^e[+-]/iu.test(rest)) {
    tokens.push({ kind: 'exponent', plus: rest[1] === '+' });
    return 2;
  }
  if (dates !== undefined) {
    tokens.push({ kind: 'date', letters: dates.toLowerCase() });
    return dates.length;
  }
  if (character === '0' || character === '#' || character === '?')
    tokens.push({ kind: 'digit', sign: character });
  else if (character === '.') tokens.push({ kind: 'point' });
  else if (character === ',') tokens.push({ kind: 'comma' });
  else if (character === '%' || character === '％') tokens.push({ kind: 'percent', sign: character });
  else if (character === '/') tokens.push({ kind: 'slash' });
  else if (character === '@') tokens.push({ kind: 'text' });
  else tokens.push({ kind: 'literal', text: character });
  return character.length;
}
