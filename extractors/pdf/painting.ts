/**
 * Whether pdf.js is loaded with what it paints with: said before it is loaded, on a thread that does nothing else. Reading
 * loads it without.
 */
export const painting = { isWanted: false };
