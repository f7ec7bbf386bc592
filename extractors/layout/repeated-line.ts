import { stripSpaces } from '../../normalizers/text.ts';

/**
 * A line over the rest of a table that stood over its beginning too, or only says that it goes on: 续表, 收入决算表（续）.
 * @param above the lines over its beginning
 */
export function isRepeatedLine(line: string, above: readonly string[]): boolean {
  const text = stripSpaces(line);
  if (
    /^[（(]?(?:接|续)?(?:上|前)?(?:页|表)?续?表?[\d一二三四五六七八九十]{0,2}[）)]?$/u.test(text) &&
    /续/u.test(text)
  )
    return true;
  const plain = text.replace(/[（(]?续表?[\d一二三四五六七八九十]{0,2}[）)]?$/u, '');
  return above.some((other) => {
    const before = stripSpaces(other);
    return before === text || (plain !== text && plain !== '' && before.endsWith(plain));
  });
}
