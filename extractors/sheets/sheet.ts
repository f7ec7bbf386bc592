import type { EmbeddedPicture } from '../../schemas/document.ts';

/** A cell that shows something. */
export interface SheetCell {
  /** From 0, as in the sheet. */
  readonly row: number;
  readonly column: number;
  /** What it shows; a picture mark where a picture stands. */
  readonly text: string;
  readonly pictures?: readonly EmbeddedPicture[];
}

/** Cells from `top`/`left` to `bottom`/`right`, inclusive, from 0. */
export interface CellRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** A picture that lies over the cells. */
export interface FloatingPicture {
  readonly picture: EmbeddedPicture;
  /** The cell that most of it lies over. */
  readonly row: number;
  readonly column: number;
  /** It lies over several rows and several columns: no cell's own. */
  readonly isLarge: boolean;
}

/** The words of a text box that lies over the cells. */
export interface FloatingText {
  readonly text: string;
  /** The cell that it begins in. */
  readonly row: number;
  readonly column: number;
}

/** What a sheet says and does not show, for findings. */
export interface SheetFaults {
  /** Formulas whose result is not stored. */
  readonly uncomputed: number;
  /** Cells whose number format hides what they hold. */
  readonly hiddenByFormat: number;
  /** Cells that point to what is not there: a text or a style out of range. */
  readonly broken: number;
  /** Pictures that are not in the file: linked ones, broken ones. */
  readonly missingPictures: number;
}

/** A sheet as its file has it: nothing taken out, nothing interpreted. */
export interface Sheet {
  readonly kind: 'sheet';
  readonly name: string;
  /** Cells that show something, row-major, no two at one place. */
  readonly cells: readonly SheetCell[];
  readonly merges: readonly CellRange[];
  /** Bands of hidden rows and columns, inclusive. */
  readonly hiddenRows: readonly (readonly [number, number])[];
  readonly hiddenColumns: readonly (readonly [number, number])[];
  /** Rows that are printed at the head of every page; null for none. */
  readonly titleRows: readonly [number, number] | null;
  readonly pictures: readonly FloatingPicture[];
  readonly texts: readonly FloatingText[];
  readonly faults: SheetFaults;
}

/** A sheet that is not to be seen: named, not read. */
export interface HiddenSheet {
  readonly kind: 'hidden';
  readonly name: string;
}

/** The sheets of a workbook in the order of their tabs; those that hold no cells (charts) are left out. */
export type Workbook = readonly (Sheet | HiddenSheet)[];

/** Nothing that is wrong. */
export const noFaults: SheetFaults = { uncomputed: 0, hiddenByFormat: 0, broken: 0, missingPictures: 0 };

/** Rows and columns that a sheet has at most: what lies beyond is no place. */
export const maxRows = 1_048_576;
export const maxColumns = 16_384;
