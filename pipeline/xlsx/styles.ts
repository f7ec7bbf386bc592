import { type Doubt, doubtColours } from './doubts.ts';
import { escapeAttribute } from './xml-text.ts';

/** How a cell looks. */
export interface CellStyle {
  readonly font?: Font;
  readonly fill?: Doubt | 'head';
  readonly border?: boolean;
  /** Number format; '' General, '@' text. */
  readonly format?: string;
  readonly align?: 'left' | 'center' | 'right';
  /** A little away from the border it is set at. */
  readonly indent?: boolean;
  readonly wrap?: boolean;
  /** It stays text when somebody edits it. */
  readonly quote?: boolean;
}

type Font = 'plain' | 'bold' | 'title' | 'link' | 'quiet';

/** The styles of one workbook: each way to look has one number, given as it is first asked for. */
export interface StyleBook {
  id(style: CellStyle): number;
  /** Whether another number format may be made: Excel takes some 200 in a workbook. */
  hasRoomFor(format: string): boolean;
  print(): string;
}

/** Formats of our own begin here; smaller numbers are Excel's. */
const firstFormat = 164;
/** Formats that a workbook may make: Excel takes 200 to 250, depending on its language. */
const mostFormats = 150;
const builtIn: ReadonlyMap<string, number> = new Map([
  ['', 0],
  ['@', 49],
]);

const fonts: Readonly<Record<Font, string>> = {
  plain: '<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>',
  bold: '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font>',
  title: '<font><b/><sz val="14"/><name val="Calibri"/><family val="2"/></font>',
  link: '<font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="Calibri"/><family val="2"/></font>',
  quiet: '<font><sz val="11"/><color rgb="FF7F7F7F"/><name val="Calibri"/><family val="2"/></font>',
};
const fontNames = Object.keys(fonts);

/** The first two fills are Excel's own, whatever stands there. */
const fills: ReadonlyMap<string, string> = new Map([
  ['none', '<fill><patternFill patternType="none"/></fill>'],
  ['gray125', '<fill><patternFill patternType="gray125"/></fill>'],
  ['head', solid('E7EEF5')],
  ...Object.entries(doubtColours).map(([name, colour]): [string, string] => [name, solid(colour)]),
]);
const fillNames = [...fills.keys()];

const edge = (side: string) => `<${side} style="thin"><color rgb="FFA6A6A6"/></${side}>`;
const borders =
  '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>' +
  `<border>${['left', 'right', 'top', 'bottom'].map(edge).join('')}<diagonal/></border></borders>`;

export function createStyles(): StyleBook {
  const ids = new Map<string, number>();
  const printed: string[] = [];
  const formats = new Map<string, number>(builtIn);
  const formatId = (format: string): number => {
    const known = formats.get(format);
    if (known !== undefined) return known;
    const id = firstFormat + formats.size - builtIn.size;
    formats.set(format, id);
    return id;
  };
  const hasRoomFor = (format: string) => formats.has(format) || formats.size - builtIn.size < mostFormats;
  const id = (style: CellStyle): number => {
    const { font = 'plain', fill = 'none', border, format = '', align = '', indent, wrap, quote } = style;
    const key = `${font} ${fill} ${border} ${align} ${indent} ${wrap} ${quote} ${format}`;
    const known = ids.get(key);
    if (known !== undefined) return known;
    const alignment =
      `<alignment vertical="center"${align === '' ? '' : ` horizontal="${align}"`}` +
      `${indent ? ' indent="1"' : ''}${wrap ? ' wrapText="1"' : ''}/>`;
    printed.push(
      `<xf numFmtId="${formatId(format)}" fontId="${fontNames.indexOf(font)}" fillId="${fillNames.indexOf(fill)}" ` +
        `borderId="${border ? 1 : 0}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" ` +
        `applyAlignment="1"${quote ? ' quotePrefix="1"' : ''}>${alignment}</xf>`,
    );
    const number = printed.length - 1;
    ids.set(key, number);
    return number;
  };
  // The first one is how cells look that nobody wrote.
  id({});
  return { id, hasRoomFor, print: () => printStyles(formats, printed) };
}

function solid(colour: string): string {
  return `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/><bgColor indexed="64"/></patternFill></fill>`;
}

function printStyles(formats: ReadonlyMap<string, number>, styles: readonly string[]): string {
  const own = [...formats].filter(([, id]) => id >= firstFormat);
  const numFmts = own.map(
    ([format, id]) => `<numFmt numFmtId="${id}" formatCode="${escapeAttribute(format)}"/>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    own.length === 0 ? '' : `<numFmts count="${own.length}">${numFmts.join('')}</numFmts>`,
    `<fonts count="${fontNames.length}">${Object.values(fonts).join('')}</fonts>`,
    `<fills count="${fills.size}">${[...fills.values()].join('')}</fills>`,
    borders,
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    `<cellXfs count="${styles.length}">${styles.join('')}</cellXfs>`,
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
    '</styleSheet>',
  ].join('');
}
