/** Most texts hold nothing of that kind: one look is cheaper than two replacements. */
const unwanted = /[\0\p{Surrogate}]/u;
/** Halves of a character that stand alone. */
const loneSurrogate = /\p{Surrogate}/gu;

/**
 * A text as every table over all documents holds it, whatever the format: without NUL, which databases and readers of CSV
 * refuse, and with U+FFFD for half a character, which is what UTF-8 makes of it.
 */
export function storedText(text: string): string {
  if (!unwanted.test(text)) return text;
  return text.replaceAll('\0', '').replaceAll(loneSurrogate, '\uFFFD');
}
