import type { BBox } from './geometry.ts';
import type { Candidate } from './reading.ts';

/** Closed list: CONTRACT.md, Flags. */
export const flags = [
  'low-confidence',
  'blank-zero',
  'unit-assumed',
  'image-cell',
  'repaired',
  'shifted',
  'duplicate',
  'rounding',
  'sum-mismatch',
  'cross-table-mismatch',
  'narrative-mismatch',
  'ratio-mismatch',
  'code-name-mismatch',
  'unexpected-text',
  'source-error',
] as const;
export type Flag = (typeof flags)[number];

export const methods = ['text', 'ocr', 'narrative', 'derived', 'manual'] as const;
export type Method = (typeof methods)[number];

export const states = ['number', 'text', 'blank', 'missing'] as const;
export type State = (typeof states)[number];

/** One value of a document: a row of fields.csv before it is written. */
export interface Field {
  /** `f1`, `f2`, … inside the document, in the order of fields.csv; checks and evidence refer to it. */
  readonly key: string;
  readonly entity: string;
  /** Four digits, '' if unknown. */
  readonly fiscalYear: string;
  /** `gk01`…`gk09` `jx` `narrative` `t1`…. */
  readonly form: string;
  /** Table id, '' for narrative. */
  readonly tableId: string;
  /** Nth unit of a compiled report whose forms repeat, from 1. */
  readonly part: number;
  readonly row: number | null;
  readonly column: number | null;
  readonly location: string;
  readonly page: number | null;
  readonly bbox: BBox | null;
  readonly rowCode: string;
  readonly rowLabel: string;
  /** 0 total, 1 类, 2 款, 3 项; null where the form has no classification. */
  readonly level: 0 | 1 | 2 | 3 | null;
  readonly measure: string;
  /** 1, 2, … where form, row and measure stand again. */
  readonly occurrence: number;
  readonly phase: '年初预算' | '全年预算' | '决算' | '';
  readonly period: string;
  readonly basis: string;
  readonly raw: string;
  /** Exact decimal as printed, without separators; null unless state is number. */
  readonly value: string | null;
  readonly qualifier: string;
  readonly state: State;
  readonly unit: string;
  /** How sure the reading of the raw text is, 0–1 (1 for text carriers); features for assess. */
  readonly reading: number;
  /** How sure the binding to row, measure and unit is, 0–1. */
  readonly binding: number;
  readonly flags: readonly Flag[];
  readonly method: Method;
  /** For narrative fields and values taken from text: the fact; null elsewhere. */
  readonly factId: string | null;
  /** Where a `derived` or `narrative` table value comes from: one English sentence; '' elsewhere. */
  readonly origin: string;
  /** Set where it was read from a picture (method `ocr`): other ways to read `raw`, the likeliest first. */
  readonly candidates?: readonly Candidate[];
}

/** A field with its calibrated confidence (state `missing` has 0). */
export interface AssessedField extends Field {
  readonly confidence: number;
  readonly accepted: boolean;
}
