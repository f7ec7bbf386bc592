import type { Flag } from './field.ts';
import type { BBox } from './geometry.ts';
import type { Candidate } from './reading.ts';

export type CellRole = 'header' | 'stub' | 'value' | 'note';

/** A cell of a table. Row and column count from 0 in the joined table (its pieces over pages put together). */
export interface Cell {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
  /** Clean text as read; an empty cell is listed with ''. */
  readonly text: string;
  readonly page: number;
  readonly bbox: BBox | null;
  /** `line 493`, `p5`, `Sheet1!C12` … never empty. */
  readonly location: string;
  /** 0–1 how sure the reading of this cell is; 1 where the carrier holds text. */
  readonly confidence: number;
  readonly flags: readonly Flag[];
  readonly role: CellRole;
  /** Set where the cell was read from a picture: other ways to read all of it, the likeliest first. */
  readonly candidates?: readonly Candidate[];
  /** What was read, where `text` is what a misread word was put right to. */
  readonly read?: string;
}

/** What a column is by its place, where its header was misread. */
export interface ToldColumn {
  /** Header path that stands for what was read. */
  readonly path: string;
  /** How sure that is, 0–1. */
  readonly confidence: number;
}

/** What the shape of a table says of it, where its words were misread. */
export interface ToldShape {
  /** Id of its form. */
  readonly form: string;
  /** How sure that is, 0–1. */
  readonly confidence: number;
  /** By column; null where the header's own words hold. */
  readonly columns: readonly (ToldColumn | null)[];
}

/** A table as the carrier lays it out, of whatever form. The one table model of the project. */
export interface Table {
  /** `t1`, `t2`, … in reading order. */
  readonly id: string;
  /** Its title line (收入决算表), white space removed; null where none stands. */
  readonly title: string | null;
  /** The publisher's mark as printed, white space removed (公开01表); null where none. */
  readonly mark: string | null;
  /** The unit line as printed (`金额单位：万元` or `（万元）`), null where none stands near it. */
  readonly unitText: string | null;
  /** What follows 部门：/单位：/填报单位： beside the table, null where none. */
  readonly entityText: string | null;
  /** A year line beside the table (`2021年度`), null where none. */
  readonly yearText: string | null;
  readonly pages: readonly number[];
  /** Leading rows that are header (incl. a 栏次 row). */
  readonly headerRows: number;
  readonly rows: number;
  readonly columns: number;
  /** Row-major; every grid position is covered by exactly one cell (spans included). */
  readonly cells: readonly Cell[];
  /** 注：… under the table, one entry a note line, in order. */
  readonly notes: readonly string[];
  readonly location: string;
  /** Set where the table was read from a picture and its shape says what its words do not. */
  readonly told?: ToldShape;
}
