/** Closed list: CONTRACT.md, checks.csv. */
export const checkKinds = [
  'column-sum',
  'row-sum',
  'hierarchy',
  'balance',
  'cross-table',
  'narrative',
  'ratio',
  'difference',
  'code-name',
  'completeness',
] as const;
export type CheckKind = (typeof checkKinds)[number];

export const checkStatuses = ['pass', 'rounding', 'fail', 'skipped'] as const;
export type CheckStatus = (typeof checkStatuses)[number];

/** One reconciliation that was tried: a row of checks.csv. */
export interface Check {
  /** Stable within the document, made of what is checked: `gk03/hierarchy/208/本年支出合计`. */
  readonly id: string;
  readonly kind: CheckKind;
  /** Forms concerned. */
  readonly forms: readonly string[];
  /** Exact decimals as text, or words for code-name and completeness; '' where nothing can be said. */
  readonly expected: string;
  readonly actual: string;
  /** actual − expected, '' where it is no number. */
  readonly residual: string;
  readonly tolerance: string;
  readonly unit: string;
  readonly status: CheckStatus;
  /** Field keys: the accused or the total first. */
  readonly fieldKeys: readonly string[];
  /** One sentence a person understands, English and Chinese. */
  readonly explanation: string;
  readonly explanationZh: string;
}
