import type { CodeStyle } from '../printed/spans.ts';

/** How an office lays its tables out in a document, a page of a portal or a workbook. */
export interface Arrangement {
  /**
   * Where title, mark, 部门, year and unit stand: in paragraphs over the table, in merged rows of the table itself, or in a
   * small table without lines before it.
   */
  readonly captions: 'lines' | 'rows' | 'grid';
  readonly codes: CodeStyle;
  /** Whether codes are numbers of the sheet, not texts. */
  readonly numericCodes: boolean;
  /** Whether header cells hold line breaks where their words are parted. */
  readonly brokenHeaders: boolean;
  /** 合计 as 合　计. */
  readonly spacedLabels: boolean;
  /** Long tables as two, as a page break cut them: whole, the second with the header again, or without one. */
  readonly cut: 'whole' | 'headed' | 'bare';
  /**
   * How a page marks its tables up: plainly, as a word processor saves them (a paragraph and runs a cell, its own elements
   * between), or as boxes that a style sheet lays out as a table.
   */
  readonly markup: 'plain' | 'processor' | 'boxes';
  /** Whether a workbook has all on one sheet. */
  readonly oneSheet: boolean;
  /** How amounts that are pictures are set: a font, its size in points, dots an inch, the encoding. */
  readonly type: PictureType;
}

/** How an amount becomes a picture. */
export interface PictureType {
  readonly family: string;
  readonly size: number;
  readonly dpi: number;
  readonly encoding: 'png' | 'jpeg';
}

const captions = ['lines', 'rows', 'grid'] as const;
const cuts = ['whole', 'headed', 'whole', 'bare'] as const;
const markups = ['processor', 'plain', 'boxes'] as const;
const types: readonly PictureType[] = [
  { family: 'WenQuanYi Zen Hei', size: 10.5, dpi: 200, encoding: 'png' },
  { family: 'AR PL UMing CN', size: 10, dpi: 150, encoding: 'png' },
  { family: 'Liberation Sans', size: 9, dpi: 96, encoding: 'jpeg' },
];
const codes = ['joined', 'joined', 'three', 'three-merged'] as const;

/** The nth arrangement: captions and codes turn, so that documents of one bench have all of them. */
export function arrangementOf(index: number): Arrangement {
  return {
    captions: captions[index % captions.length] ?? 'lines',
    codes: codes[index % codes.length] ?? 'joined',
    numericCodes: index % 2 === 1,
    brokenHeaders: index % 2 === 0,
    spacedLabels: index % 5 === 2,
    cut: cuts[index % cuts.length] ?? 'whole',
    markup: markups[Math.floor(index / captions.length) % markups.length] ?? 'plain',
    oneSheet: index % 3 === 2,
    type: types[index % types.length] ?? { family: 'Liberation Sans', size: 10, dpi: 150, encoding: 'png' },
  };
}

/** Two characters that stand for a sum or a side, set apart as publishers like to. */
export function spaced(text: string, { spacedLabels }: Arrangement): string {
  return spacedLabels ? text.replace(/^(合|总|小|收|支|项|栏)\s*(计|入|出|目|次)$/u, '$1\u3000$2') : text;
}
