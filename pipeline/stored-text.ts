/** Halves of a character that stand alone. */
const loneSurrogate = /\p{Surrogate}/gu;

/**
 * A text as every table over all documents holds it, whatever the format: without NUL, which databases and readers of CSV
 * refuse, and with U+FFFD for half a character, which is what UTF-8 makes of it.
 */
export function storedText(text: string): string {
  return text.replaceAll('\0', '').replaceAll(loneSurrogate, '\uFFFD');
}
