/**
 * The classification of 支出功能分类 and 支出经济分类 codes: what a code is called, in which years, under which parent.
 * The data stand in functional.ts and economic.ts, each line with its years and source.
 */
export interface ClassificationEntry {
  /** 3, 5 or 7 digits (functional), 3 or 5 (economic). */
  readonly code: string;
  /** Canonical label: white space removed, full-width （）. */
  readonly name: string;
  /** First and last year the code carries this name; null = open. */
  readonly from: number | null;
  readonly until: number | null;
}

export type ClassificationKind = 'functional' | 'economic';

export interface Classification {
  /** Entries of a code, newest first; empty for an unknown code, which is no error. */
  byCode(kind: ClassificationKind, code: string): readonly ClassificationEntry[];
  /** Name of a code in a year (any year's name where the year is unknown or not covered), null for an unknown code. */
  nameOf(kind: ClassificationKind, code: string, year: number | null): string | null;
  /**
   * Codes that carry a name, exact after folding (支出 at the end, （类）（款）（项）, spaces, brackets).
   * @param within only codes that begin with this (the parent's code); '' for all
   */
  codesOf(kind: ClassificationKind, name: string, within: string, year: number | null): readonly string[];
  /** Whether the name may stand beside the code in any covered year: `yes`, `no`, or `unknown` for an unknown code. */
  agrees(kind: ClassificationKind, code: string, name: string): 'yes' | 'no' | 'unknown';
}
