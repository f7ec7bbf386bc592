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
}

const captions = ['lines', 'rows', 'grid'] as const;
const codes = ['joined', 'joined', 'three', 'three-merged'] as const;

/** The nth arrangement: captions and codes turn, so that documents of one bench have all of them. */
export function arrangementOf(index: number): Arrangement {
  return {
    captions: captions[index % captions.length] ?? 'lines',
    codes: codes[index % codes.length] ?? 'joined',
    numericCodes: index % 2 === 1,
    brokenHeaders: index % 2 === 0,
    spacedLabels: index % 5 === 2,
  };
}

/** Two characters that stand for a sum or a side, set apart as publishers like to. */
export function spaced(text: string, { spacedLabels }: Arrangement): string {
  return spacedLabels ? text.replace(/^(合|总|小|收|支|项|栏)\s*(计|入|出|目|次)$/u, '$1\u3000$2') : text;
}
