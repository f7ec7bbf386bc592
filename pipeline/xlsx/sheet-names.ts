import { plainLine } from './xml-text.ts';

/** Characters of a sheet's name that Excel takes (UTF-16). */
const mostCharacters = 31;

/**
 * Names as sheets may have them, one for each wish: without `[]:*?/\`, no `'` at the ends, at most 31 characters,
 * each another whatever the case; never empty.
 */
export function sheetNames(wishes: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return wishes.map((wish) => {
    const name = safeName(wish) || 'sheet';
    let unique = cutName(name, '');
    for (let twin = 2; taken.has(unique.toLowerCase()); twin++) unique = cutName(name, ` (${twin})`);
    taken.add(unique.toLowerCase());
    return unique;
  });
}

function safeName(text: string): string {
  return (
    plainLine(text)
      .replace(/[[\]:*?/\\]+/gu, ' ')
      // A reader would take it for an escaped character.
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/gu, ' ')
      .replace(/ {2,}/gu, ' ')
      .replace(/^['\s]+|['\s]+$/gu, '')
  );
}

/** The name cut so that the ending has room: no half of a pair, no `'` at the end. */
function cutName(name: string, ending: string): string {
  const cut = name
    .slice(0, mostCharacters - ending.length)
    .replace(/[\uD800-\uDBFF]$/u, '')
    .replace(/['\s]+$/u, '');
  return cut + ending;
}

/** A sheet as a reference names it. */
export function quoteSheet(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}
