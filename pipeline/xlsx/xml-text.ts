/** Characters of a cell that a spreadsheet takes at most; ECMA-376 gives none, Excel refuses more. */
const mostCharacters = 32_767;

/** What XML 1.0 cannot hold, or (the carriage return) does not keep; written for a character class. */
const control = '\\u0000-\\u0008\\u000B-\\u001F\\uFFFE\\uFFFF';
/** What must be written otherwise; an underscore only where a reader would take what follows for an escape. */
const special = new RegExp(`[&<>"${control}\\p{Cs}]|_(?=x[0-9A-Fa-f]{4}(?:_|[${control}]))`, 'gu');
/** Most cells hold nothing of that kind: one look is cheaper than a replacement. */
const suspicious = new RegExp(`[&<>"_${control}\\p{Cs}]`, 'u');

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * A text as it stands in a string of SpreadsheetML: characters that XML cannot hold as `_xHHHH_` (ECMA-376 22.9.2.19,
 * ST_Xstring), and a text that only looks so guarded; half a surrogate pair becomes U+FFFD.
 */
export function escapeText(text: string): string {
  return suspicious.test(text) ? text.replace(special, escapeCharacter) : text;
}

function escapeCharacter(character: string): string {
  const entity = entities[character];
  if (entity !== undefined) return entity;
  const code = character.charCodeAt(0);
  if (code >= 0xd800 && code <= 0xdfff) return '\uFFFD';
  return `_x${code.toString(16).toUpperCase().padStart(4, '0')}_`;
}

/** A text as the value of an attribute: what XML cannot hold is left out. */
export function escapeAttribute(text: string): string {
  return plainLine(text).replace(/[&<>"]/gu, (character) => entities[character] ?? '');
}

/** A text without control characters and halves of surrogate pairs, in one line. */
export function plainLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\p{Cs}\uFFFE\uFFFF]/gu, '')
    .trim();
}

/** A string element (`t`) with a text as it is, white space at its ends included. */
export function textElement(text: string): string {
  const whole = cellText(text);
  const space = /^\s|\s$|[\t\n]/u.test(whole) ? ' xml:space="preserve"' : '';
  return `<t${space}>${escapeText(whole)}</t>`;
}

/** A text as long as a cell may be; a longer one says how much of it is cut. */
export function cellText(text: string): string {
  if (text.length <= mostCharacters) return text;
  const room = mostCharacters - 40;
  const kept = text.slice(0, room).replace(/[\uD800-\uDBFF]$/u, '');
  return `${kept} … (+${text.length - kept.length} 字符 characters)`;
}
