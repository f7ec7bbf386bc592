/** Measures of figures stated in running text: CONTRACT.md, `narrative`. */
export const factMeasures = ['预算数', '决算数', '完成率', '占比', '增减额', '增减率', '数量'] as const;
export type FactMeasure = (typeof factMeasures)[number];

/** An item that a clause names: 社会保障和就业支出（类）… with the depth it states. */
export interface ItemStep {
  /** White space removed, without （类）（款）（项） and ordinals; full-width brackets. */
  readonly label: string;
  readonly depth: '类' | '款' | '项' | null;
}

/** One figure that a sentence states. */
export interface Fact {
  /** `s12.3`: statement id, dot, 1-based place in it. */
  readonly id: string;
  /** The deepest item named, as worded: CONTRACT.md, `narrative`. */
  readonly rowLabel: string;
  /** All steps named, top first; the last is the deepest. */
  readonly itemPath: readonly ItemStep[];
  readonly measure: FactMeasure;
  /** The figure as printed with its unit: `减少16.24万元`. */
  readonly raw: string;
  /** Exact decimal as printed, without separators; negative for a decrease. */
  readonly value: string;
  /** `万元` `元` `亿元` `%` `人` … as printed (万人 stays 万人); '' where none is printed. */
  readonly unit: string;
  /** `≥` `≤` `>` `<` `约` `余` `以上` …, '' for none. */
  readonly qualifier: string;
  /** For 占比 增减额 增减率 完成率: compared with or share of what, as worded without 的 (`上年` `年初预算` `本年支出合计`); '' if not said. */
  readonly basis: string;
  /** Four-digit year where the clause itself names one other than by 上年; null otherwise. */
  readonly year: string | null;
  /** −1 where the clause speaks of the year before (上年…为2.01万元), 0 otherwise. */
  readonly yearOffset: number;
  /** Which budget stage a 预算数 is: `年初预算` | `全年预算`, '' if it does not say. */
  readonly stage: '年初预算' | '全年预算' | '';
  /** Facts with one subject speak of the same item in the same breath: the amounts a ratio is made of. Unique in the document. */
  readonly subject: string;
  /** Id of the fact that states the whole this one is a part of (其中：…, brackets), null for none. Always a fact of the same measure where one stands. */
  readonly whole: string | null;
}

/** A sentence that states figures. */
export interface Statement {
  /** `s1`, `s2`, … in reading order. */
  readonly id: string;
  /** The sentence, personal data cut. */
  readonly quote: string;
  readonly page: number;
  readonly location: string;
  /** Headings over it, outermost first, ordinals removed: `['2021年度部门决算情况说明', '收入决算情况说明']`. */
  readonly headings: readonly string[];
  readonly facts: readonly Fact[];
  /** How sure its figures are read, 0–1; absent where nothing of it was read from a picture. */
  readonly reading?: number;
}
