import { textElement } from './xml-text.ts';

/** Texts that a workbook says once and its cells name by number: a bound, so that memory does not grow with the run. */
const mostStrings = 100_000;
/** Characters of a text that is shared: longer ones come once. */
const longest = 200;
/** New texts after which a column has to show that its texts come again. */
const trial = 2000;
/** How often a text must come again, on average, for its column to be worth looking up. */
const worthwhile = 3;

/** The shared texts of a workbook. */
export interface SharedStrings {
  /** A column's way to look up: the number of a text, null for one that stands in its cell. */
  column(): (text: string) => number | null;
  print(): string;
}

/** Begins without any text; numbers are given as texts first come. */
export function createSharedStrings(): SharedStrings {
  const numbers = new Map<string, number>();
  let uses = 0;
  return {
    column() {
      let [found, added] = [0, 0];
      return (text) => {
        if (text.length > longest || (added > trial && found < added * worthwhile)) return null;
        const known = numbers.get(text);
        if (known === undefined && numbers.size >= mostStrings) return null;
        const number = known ?? numbers.size;
        if (known === undefined) {
          numbers.set(text, number);
          added += 1;
        } else found += 1;
        uses += 1;
        return number;
      };
    },
    print: () =>
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
      '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ' +
      `count="${uses}" uniqueCount="${numbers.size}">` +
      `${[...numbers.keys()].map((text) => `<si>${textElement(text)}</si>`).join('')}</sst>`,
  };
}
