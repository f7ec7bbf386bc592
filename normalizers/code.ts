/** Digits of a 科目编码 by level: 类 3, 款 5, 项 7 (functional); 类 3, 款 5 (economic). */
const levelOfLength: Readonly<Record<number, 1 | 2 | 3>> = { 3: 1, 5: 2, 7: 3 };

/** The code that a cell holds (white space and full-width digits folded), '' for a cell that holds none. */
export function codeIn(text: string): string {
  const digits = text.normalize('NFKC').replace(/[\s.]+/gu, '');
  return /^\d{3}(?:\d{2}){0,3}$/u.test(digits) ? digits : '';
}

/**
 * A code printed in columns of 类, 款 and 项: 208|01|05 → 2080105; columns that repeat the code above (208|20801|2080105)
 * give the longest.
 * @returns '' where the pieces make no code
 */
export function joinCode(pieces: readonly string[]): string {
  const digits = pieces.map((piece) => piece.normalize('NFKC').replace(/\s+/gu, ''));
  if (digits.some((piece) => !/^\d*$/u.test(piece))) return '';
  let code = '';
  for (const piece of digits) code = code !== '' && piece.startsWith(code) ? piece : code + piece;
  return codeIn(code);
}

/** Code and name that stand in one cell (`2080105 劳动保障监察`); null for a cell that is not both. */
export function splitCodeAndName(text: string): { readonly code: string; readonly name: string } | null {
  const found = /^\s*(\d{3}(?:\d{2}){0,3})[\s\-—]*(?=\p{L})(.+)$/u.exec(text.normalize('NFKC'));
  return found?.[1] !== undefined && found[2] !== undefined ? { code: found[1], name: found[2] } : null;
}

/** Depth in the classification: 0 for a sum row (no code), null for a length that is no level. */
export function levelOf(code: string): 0 | 1 | 2 | 3 | null {
  return code === '' ? 0 : (levelOfLength[code.length] ?? null);
}
