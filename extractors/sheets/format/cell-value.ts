import { isDash } from '../../../normalizers/number.ts';
import { isDateSection, printDate } from './format-date.ts';
import { printBySection, printsZero, showsNegative } from './format-number.ts';
import { type FormatSection, parseSections } from './format-sections.ts';
import { printPlain } from './plain-decimal.ts';

/** What a cell shows. */
export interface ShownValue {
  readonly text: string;
  /** The format hides what is in the cell (`;;;`); `text` has it all the same. */
  readonly isHidden: boolean;
}

/** Prints the values of one workbook by the codes of their number formats. */
export interface ValuePrinter {
  /** A number as its format prints it: rounded, scaled, as a percentage, as a date. */
  number(value: number, code: string): ShownValue;
  /** A text as its format prints it: as it is, but for words that the format puts around it. */
  text(value: string, code: string): ShownValue;
}

/**
 * @param is1904 the workbook counts its days from 1904
 */
export function openPrinter(is1904: boolean): ValuePrinter {
  const known = new Map<string, readonly FormatSection[]>();
  const sectionsOf = (code: string): readonly FormatSection[] => {
    const found = known.get(code) ?? parseSections(code);
    known.set(code, found);
    return found;
  };
  return {
    number: (value, code) =>
      code === 'General' || !Number.isFinite(value)
        ? shown(printPlain(value))
        : printNumber(value, sectionsOf(code), is1904),
    text: (value, code) =>
      code === 'General' || code === '@' ? shown(value) : printText(value, sectionsOf(code)),
  };
}

function printNumber(value: number, sections: readonly FormatSection[], is1904: boolean): ShownValue {
  const printed = printChosen(value, sections, is1904);
  const [first] = sections;
  // Accounts show a stored zero as a dash, which elsewhere says that there is nothing: it is printed as other amounts are.
  if (value !== 0 || !isDash(printed.text) || first === undefined) return printed;
  return shown(tidy(printBySection(0, first) ?? '0'));
}

function printChosen(value: number, sections: readonly FormatSection[], is1904: boolean): ShownValue {
  const { section, isOnlyNegative } = chooseSection(value, sections);
  if (section === undefined) return shown(printPlain(value));
  if (isDateSection(section)) {
    const date = printDate(value, section, is1904);
    return shown(date === null ? printPlain(value) : tidy(date));
  }
  const size = printBySection(value, section);
  if (size === null) return printWords(value, section);
  // A negative shown by its colour alone would be read as positive: it keeps its sign.
  const isSigned = value < 0 && !(isOnlyNegative && showsNegative(section)) && !printsZero(value, section);
  return shown(tidy(isSigned ? signed(size) : size));
}

/** A section without a place for digits: a dash for zeros, nothing where zeros are not to be seen, or words. */
function printWords(value: number, section: FormatSection): ShownValue {
  const words = tidy(section.tokens.map((token) => (token.kind === 'literal' ? token.text : '')).join(''));
  if (words !== '' || value === 0) return shown(words);
  return { text: printPlain(value), isHidden: true };
}

function printText(value: string, sections: readonly FormatSection[]): ShownValue {
  const isText = (section: FormatSection): boolean => section.tokens.some(({ kind }) => kind === 'text');
  const section = sections.length === 4 ? sections[3] : sections.find(isText);
  if (section === undefined) return shown(value);
  if (!isText(section)) {
    const words = tidy(section.tokens.map((token) => (token.kind === 'literal' ? token.text : '')).join(''));
    return words === '' ? { text: value, isHidden: true } : shown(words);
  }
  if (section.tokens.length === 1) return shown(value);
  const printed = section.tokens.map((token) => {
    if (token.kind === 'literal') return token.text;
    return token.kind === 'text' ? value : '';
  });
  // The spaces that a format puts around a text are room, not text.
  return shown(/^\s/u.test(value) ? printed.join('').trimEnd() : tidy(printed.join('')));
}

interface Choice {
  readonly section: FormatSection | undefined;
  /** The section is for negative numbers alone. */
  readonly isOnlyNegative: boolean;
}

function chooseSection(value: number, sections: readonly FormatSection[]): Choice {
  const numeric = sections.slice(0, 3);
  const [first, second, third] = numeric;
  if (first?.condition != null || second?.condition != null) {
    const met = numeric.find(({ condition }) => condition !== null && meets(value, condition));
    const section = met ?? numeric.find(({ condition }) => condition === null) ?? first;
    return { section, isOnlyNegative: true };
  }
  if (value < 0 && second !== undefined) return { section: second, isOnlyNegative: true };
  if (value === 0 && third !== undefined) return { section: third, isOnlyNegative: false };
  return { section: first, isOnlyNegative: false };
}

function meets(value: number, { operator, limit }: { operator: string; limit: number }): boolean {
  switch (operator) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
    case '=':
      return value === limit;
    default:
      return value !== limit;
  }
}

/** The sign goes before the first digit's words: `-￥5.00`, never inside. */
function signed(size: string): string {
  return `-${size.trimStart()}`;
}

function tidy(text: string): string {
  return text.replace(/^[ \u00a0]+|[ \u00a0]+$/gu, '');
}

function shown(text: string): ShownValue {
  return { text, isHidden: false };
}
