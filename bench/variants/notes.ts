import type { Rule } from './accounts.ts';

/**
 * What a seed's figures mean: data about the four real disclosures, so that new, consistent amounts can be put in
 * their place.
 *
 * Figures of a line are, in order, the numbers that 万元, 元 or % follows (thresholds as 50万元以上 are none). Each is given an
 * expression: `A-B` an amount, `A:B` a percentage, `.` the seed's own figure, `0` a zero; `!` before it says that
 * the seed's figure does not agree (the seed contradicts itself there, or a line was edited), `@` that it is printed in 元
 * whatever the document's unit.
 */
export interface SeedNotes {
  /** File in seeds/ and id of its truth. */
  readonly file: string;
  readonly truth: string;
  /** Whole names of the entity in the text, longest first; the first is the truth's. */
  readonly names: readonly string[];
  /** Parts of the names that are replaced one by one: place (longest first) and office. */
  readonly places: readonly string[];
  readonly office: string;
  readonly officeAlias?: string;
  readonly rules: readonly Rule[];
  /** Differences that must come out above zero (the text words them so). */
  readonly positive: readonly string[];
  /** Lines edited first, so that the document is sound: line, what stands there, what shall. */
  readonly edits: readonly (readonly [line: number, from: string, to: string])[];
  /** Figures of running text: line → expressions in order, separated by spaces. */
  readonly prose: Readonly<Record<number, string>>;
  /** Figures of tables: whole cells by their text; several expressions are taken in reading order. */
  readonly tables: readonly {
    /** The form it is, for the truth's cells. */
    readonly form: string;
    readonly from: number;
    readonly to: number;
    readonly cells: Readonly<Record<string, string | readonly string[]>>;
  }[];
  /** Lines of each table with its title and notes, for moving whole tables: first and last line. */
  readonly blocks: readonly (readonly [first: number, last: number])[];
  /** Cells of the truth that are lost: by their value. */
  readonly lost: Readonly<Record<string, string>>;
  /** Cells of the truth by `form|code or label|measure`, where value and place do not tell. */
  readonly cells: Readonly<Record<string, string>>;
  /** Changes to the truth that go with the edits. */
  readonly facts: readonly {
    readonly row_label: string;
    readonly column: string;
    readonly value: string;
    /** What an edit makes of a count. */
    readonly now?: string;
    readonly label?: string;
    readonly expression?: string;
  }[];
  /** Figures that the edits add to the text. */
  readonly newFacts: readonly { row_label: string; column: string; expression: string; aliases: string[] }[];
  /** Contents entries and tables that a sound document must not announce. */
  readonly unannounced: readonly string[];
}
