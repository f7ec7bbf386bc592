import { codePageOfCharset } from '../text/code-page.ts';

/** The tables in the head of the file: fonts and styles, as far as text needs them. */
export interface HeadTables {
  /** A control word within the table of fonts. */
  fontWord(name: string, parameter: number | null): void;
  /** A control word within the table of styles. */
  styleWord(name: string, parameter: number | null): void;
  /** Text within the table of styles: names, each with a semicolon behind it. */
  styleText(text: string): void;
  /** Code page of a font; null where it is the document's own. */
  codePageOf(font: number): number | null;
  /** Level of the headings of a style, 1 the highest; null for running text. */
  headingOf(style: number): number | null;
}

interface Style {
  outline: number | null;
  base: number | null;
  name: string;
}

const lowestHeading = 9;

export function openHeadTables(): HeadTables {
  const codePages = new Map<number, number>();
  const styles = new Map<number, Style>();
  let font = 0;
  let style = 0;
  const styleAt = (id: number): Style => {
    const known = styles.get(id) ?? { outline: null, base: null, name: '' };
    styles.set(id, known);
    return known;
  };
  return {
    fontWord(name, parameter) {
      if (name === 'f' && parameter !== null) font = parameter;
      const codePage =
        name === 'fcharset' ? codePageOfCharset(parameter ?? 0) : name === 'cpg' ? parameter : null;
      if (codePage !== null && !codePages.has(font)) codePages.set(font, codePage);
    },
    styleWord(name, parameter) {
      if (name === 's' && parameter !== null) style = parameter;
      if (name === 'outlinelevel') styleAt(style).outline = parameter;
      if (name === 'sbasedon') styleAt(style).base = parameter;
    },
    styleText(text) {
      styleAt(style).name += text;
      // A style without a number is the default one, 0.
      if (text.includes(';')) style = 0;
    },
    codePageOf: (id) => codePages.get(id) ?? null,
    headingOf(id) {
      let at: number | null = id;
      // A style is based on one of another number; as many steps as there are styles are enough.
      for (let steps = 0; at !== null && steps <= styles.size; steps++) {
        const found: Style | undefined = styles.get(at);
        if (found === undefined) return null;
        const level = found.outline === null ? levelOfName(found.name) : found.outline + 1;
        if (level !== null) return level <= lowestHeading ? level : null;
        at = found.base;
      }
      return null;
    },
  };
}

/** `heading 2`, `标题 2` → 2. */
function levelOfName(name: string): number | null {
  const found = /^(?:heading|标题)\s?([1-9])(?!\d)/iu.exec(name.trim());
  return found ? Number(found[1]) : null;
}
