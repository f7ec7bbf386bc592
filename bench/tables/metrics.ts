/** Advance widths of the PDF standard fonts (Adobe Core 14 AFM), thousandths of the font size, from U+0020 to U+007E. */
const helvetica = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
  556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
  500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
  556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
  278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const times = [
  250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500,
  500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333,
  389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469,
  500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389,
  278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];
/** Characters beyond ASCII that the sheets print. */
const others: Readonly<Record<string, number>> = {
  '—': 1000,
  '–': 556,
  '•': 350,
  '†': 556,
  '’': 222,
  '…': 1000,
};

export type Family = 'helvetica' | 'times' | 'courier';

/** Width of a text in points, set in a standard font; bold is taken as wide as regular (its figures are). */
export function widthOf(text: string, family: Family, size: number): number {
  let sum = 0;
  for (const character of text) {
    const at = (character.codePointAt(0) ?? 32) - 32;
    const table = family === 'helvetica' ? helvetica : times;
    sum += family === 'courier' ? 600 : (table[at] ?? others[character] ?? 556);
  }
  return (sum * size) / 1000;
}

/** A text broken at spaces into lines no wider than a width in points. */
export function wrap(text: string, width: number, family: Family, size: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && widthOf(`${line} ${word}`, family, size) <= width)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
