/**
 * What a form is, as data. One file a form in forms/, exporting `form`; the registry finds them. Binding, checks and
 * recovery know no form by name: all they know of gk05 stands in gk05.ts.
 *
 * Labels here are canonical: white space removed, full-width （）, no ordinal (一、 （一） 1. 其中：).
 */

/** How the rows and columns of a form are laid out. */
export type FormLayout =
  /** 收入 | 支出 side by side: each side has label, 行次, measures (gk01, gk04). */
  | 'two-sided'
  /** 科目编码 | 科目名称 | measures, one row a code, a 合计 row (gk02, gk03, gk05, gk08, gk09). */
  | 'code-rows'
  /** Blocks of 科目编码 | 科目名称 | 决算数 side by side (gk06). */
  | 'code-blocks'
  /** One row of measures under a header tree (gk07). */
  | 'single-row'
  /** 绩效自评表: money rows, halves, indicator rows; measures as printed. */
  | 'indicators';

/** A value column. `measure` is the contract's name; its last part is its leaf. */
export interface ColumnDefinition {
  readonly measure: string;
  /** Header paths that mean this column, parts joined by `/`, canonical; tried exactly, then by leaf in context. */
  readonly variants: readonly string[];
  /** `two-sided`: which side it stands on. */
  readonly side?: '收入' | '支出';
  /** A form may print without it (国有资本 column before 2020): absent is not lost. */
  readonly optional?: boolean;
}

/** A row that the form prints whether it has figures or not. */
export interface RowDefinition {
  /** Canonical row_label as fields.csv shows it when the form has to be rebuilt. */
  readonly label: string;
  /** Other wordings, older names. */
  readonly variants?: readonly string[];
  /** `code-blocks`: its 科目编码. */
  readonly code?: string;
  /** `two-sided`: its side. */
  readonly side?: '收入' | '支出';
  /** Years that print it, inclusive; absent = all. */
  readonly from?: number;
  readonly until?: number;
  /** A blank summary row (栏次) or one that templates often leave out: never listed `missing`. */
  readonly optional?: boolean;
}

/** A cell, or all cells of a row or column, of a form. */
export interface CellRef {
  /** Absent = the form that owns the identity. */
  readonly form?: string;
  /**
   * Canonical label, or `{ code }`; `合计` for the sum row of code rows; '' for the one row of gk07. A label that the
   * form prints more than once in the same column (gk04's 一般公共预算财政拨款: income, and 其中 of 年初财政拨款结转和结余)
   * says which: `{ label, occurrence }`, counted from 1 top down; a plain label is the first.
   */
  readonly row: string | { readonly code: string } | { readonly label: string; readonly occurrence: number };
  readonly measure: string;
}

/** An identity the accounts must keep. Data: the engine knows the kinds, never the instances. */
export type Identity =
  /** Within every row: `total` = Σ `parts` − Σ `minus` (年末 = 年初 + 收入 − 支出). Parts that the table does not print count as nothing. */
  | {
      readonly kind: 'row-sum';
      readonly id: string;
      readonly total: string;
      readonly parts: readonly string[];
      readonly minus?: readonly string[];
    }
  /** code rows / blocks: for every code, value = Σ of its direct children that stand in the table (a code without children there is a leaf); and `totalRow` (if given) = Σ of the top codes. For each of `measures`. */
  | {
      readonly kind: 'hierarchy';
      readonly id: string;
      readonly totalRow?: string;
      readonly measures: readonly string[];
    }
  /** A named row is the sum of named rows (or of codes, as 人员经费合计 = 301 + 303), for each of `measures`. `rest`: parts not named that also belong to it make it `skipped`, never `fail`. */
  | {
      readonly kind: 'column-sum';
      readonly id: string;
      readonly measures: readonly string[];
      readonly total: CellRef['row'];
      /** `'class-rows'`: all functional-class rows of the side (一、一般公共服务支出 …). */
      readonly parts: readonly CellRef['row'][] | 'class-rows';
    }
  /** Both sides of an account are one figure: `left` = `right`. */
  | { readonly kind: 'balance'; readonly id: string; readonly left: CellRef; readonly right: CellRef }
  /** A cell equals (or is at most) a cell or a sum of cells of another form. */
  | {
      readonly kind: 'cross-table';
      readonly id: string;
      readonly relation: 'equal' | 'at-most';
      readonly left: readonly CellRef[];
      readonly right: readonly CellRef[];
    }
  /** Row by row the same figures as another form: every row key (code, or 类 label ↔ class row) that both print. */
  | {
      readonly kind: 'cross-rows';
      readonly id: string;
      readonly relation: 'equal' | 'at-most';
      readonly measure: string;
      readonly other: { readonly form: string; readonly measure: string };
      /** `codes`: by 科目编码. `classes`: 3-digit codes here ↔ class rows (by canonical name) there. */
      readonly by: 'codes' | 'classes';
    };

/** A cell that running text states: for checks (`narrative`) and for recovering lost cells. */
export interface StatedCell {
  readonly cell: CellRef;
  /** Canonical item labels a fact may carry; compared after folding synonyms. */
  readonly items: readonly string[];
  readonly measure: '预算数' | '决算数';
  /** Some heading over the statement must contain one of these (white space removed); absent = anywhere. */
  readonly within?: readonly string[];
  /** No heading over it may contain one of these. */
  readonly notWithin?: readonly string[];
  /** `equal` (default), or `at-most`: the stated figure is at most the cell. */
  readonly relation?: 'equal' | 'at-most';
}

/** Code rows that running text states one by one (gk05: “社会保障和就业支出（类）…（款）行政运行（项）…支出决算为”). */
export interface StatedRows {
  /** The measure of the cell that the fact states. */
  readonly measure: string;
  readonly factMeasure: '预算数' | '决算数';
  readonly within: readonly string[];
  readonly notWithin?: readonly string[];
}

/** Words by which the text says that a form has nothing in it: all its cells, or those listed, are 0. */
export interface NothingStated {
  /** A sentence must contain one of these (white space removed) … */
  readonly subjects: readonly string[];
  /** … and one of these verbs of absence: 未发生 没有 无 …. */
  readonly absence: readonly string[];
  /** Only these cells of the form are meant (no 政府性基金: its row of the account); absent = all. */
  readonly cells?: readonly CellRef[];
}

export interface FormDefinition {
  /** `gk01` … : the name in fields.csv. */
  readonly id: string;
  /** Canonical title. */
  readonly title: string;
  /** Other titles it stands under, canonical, exact after removing 部门/本/年度 words. */
  readonly titleVariants: readonly string[];
  readonly layout: FormLayout;
  readonly columns: readonly ColumnDefinition[];
  readonly rows: readonly RowDefinition[];
  /** Rows beyond `rows` may appear (code rows): how a row is keyed. */
  readonly rowKey: 'code' | 'label' | 'none';
  /** The classification its codes come from; null for none. */
  readonly classification: 'functional' | 'economic' | null;
  /** Sentence by which its 注 names it (“本表反映部门本年度的总收支”), canonical fragments: evidence for a form whose cells are lost. */
  readonly noteSignatures: readonly string[];
  /** Unit the template prints. */
  readonly unit: string;
  readonly identities: readonly Identity[];
  readonly stated: readonly StatedCell[];
  readonly statedRows: readonly StatedRows[];
  readonly nothing: readonly NothingStated[];
  /** What it is for and where its layout comes from (财政部 文件 or template). */
  readonly source: string;
}
