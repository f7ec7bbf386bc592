import type { Finding } from './finding.ts';
import type { BBox } from './geometry.ts';
import type { PictureSource } from './picture.ts';
import type { PictureReading } from './reading.ts';
import type { Table } from './table.ts';

/** One line of a text carrier as it stands in the file: tabs, runs of spaces and full-width spaces kept. */
export interface TextLine {
  readonly text: string;
  /** 1-based line number in the file, over all pages. */
  readonly number: number;
  /** Set by `recognise`: the line was a picture's placeholder or its alternative text; what stays is the page's. */
  readonly residue?: 'picture';
}

/** A run of glyphs read as one: a Latin word, a number, CJK characters set together. */
export interface Word {
  readonly text: string;
  readonly bbox: BBox;
  /** Font size in points. */
  readonly size: number;
  readonly bold: boolean;
  /** y of the baseline. */
  readonly baseline: number;
  /** Set where it was read from a picture. */
  readonly reading?: PictureReading;
}

/** A straight line of the page: pieces snapped together and joined. */
export interface Ruling {
  /** Its place across: y of a horizontal one, x of a vertical one. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly thickness: number;
}

/**
 * Why a part of a page is not read as text.
 * - `no-characters` its font gives no characters for what it paints
 * - `wrong-characters` its font gives other characters than it paints
 * - `outlines` characters drawn as shapes
 * - `picture` a picture; `scan` one that is (nearly) all there is on the page, with a hidden text layer or without
 */
export type RegionReason = 'no-characters' | 'wrong-characters' | 'outlines' | 'picture' | 'scan';

/** A part of a page that can only be recognised from its picture: what OCR is given, and nothing else reads. */
export interface UnreadRegion {
  /** In the frame of the page's words. */
  readonly bbox: BBox;
  readonly reason: RegionReason;
}

/** What a page with geometry holds, in points, origin top left, turned so that most of its text is upright. */
export interface PageMarks {
  /** Degrees clockwise it was turned for that; boxes are taken back before they are shown. */
  readonly turn: 0 | 90 | 180 | 270;
  /** Degrees clockwise it was then turned around its middle to be level: a scan that lay aslant. */
  readonly tilt?: number;
  /** Visible words in lines from top to bottom, each from left to right. */
  readonly words: readonly Word[];
  readonly horizontal: readonly Ruling[];
  readonly vertical: readonly Ruling[];
  /** Filled rectangles that are no lines, with their colour (`#rrggbb`). */
  readonly areas: readonly { readonly bbox: BBox; readonly color: string }[];
  readonly images: readonly { readonly bbox: BBox }[];
  /** Boxes around what is drawn with slants and bows: curves of charts, slices of pies, maps. */
  readonly sketches: readonly BBox[];
  /** What has to be recognised, top down. A word that stands for such a part is a picture mark. */
  readonly regions: readonly UnreadRegion[];
  /** Watermarks: words over or under the text that belong to no line of it. */
  readonly watermarks: readonly Word[];
  /** Texts that can be read and have no place: aslant, or the rest of a page that is unusable. */
  readonly leftOut: readonly string[];
  /** Glyphs that are not to be seen, or have no usable character: told apart, never read as text. */
  readonly hiddenGlyphs: number;
  readonly unmappedGlyphs: number;
}

/** A picture in the text or in a cell of a carrier that declares its structure: a file of its own, as it lies there. */
export interface EmbeddedPicture {
  /** Encoded: PNG, JPEG, TIFF, BMP … */
  readonly bytes: Uint8Array;
  /** Points it is shown at; null where the carrier does not say. */
  readonly width: number | null;
  readonly height: number | null;
}

/** What stands in a paragraph or a cell of a carrier that declares its structure. */
export interface DeclaredContent {
  /** Lines parted by `\n`, tabs kept; where a picture stands a picture mark (U+FFFC). */
  readonly text: string;
  /** `paragraph 12`, `table 3, row 5`, `Sheet1!C12`. */
  readonly location: string;
  /** One a picture mark, in their order; absent where there is none. */
  readonly pictures?: readonly EmbeddedPicture[];
  /** Set by `recognise` where some of it was read from its pictures. */
  readonly reading?: PictureReading;
}

/** A paragraph as the carrier declares it. */
export interface DeclaredText extends DeclaredContent {
  readonly kind: 'text';
  /** Level of a heading as the carrier has it, 1 the highest; null for running text. */
  readonly heading: number | null;
  /** Set by `recognise`: the text was a picture's placeholder or its alternative text. */
  readonly residue?: 'picture';
  /** It leads through the place where the document was published, and is none of what it says. */
  readonly furniture?: true;
}

/** A cell as the carrier declares it. */
export interface DeclaredCell extends DeclaredContent {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
  /** All the cell holds, in order, where there is a table in it; `text` is what stands outside of such tables. */
  readonly nested?: readonly DeclaredItem[];
}

/** A table with its real spans; whether it is one of data or of layout is not told yet. */
export interface DeclaredTable {
  readonly kind: 'table';
  readonly rows: number;
  readonly columns: number;
  /** Row-major; a position that no cell covers is empty. Cells do not overlap and lie within the table. */
  readonly cells: readonly DeclaredCell[];
  /** Leading rows that the carrier calls header, 0 where it says nothing. */
  readonly headerRows: number;
  /** `table 3`, `Sheet1!A1:F30`. */
  readonly location: string;
}

export type DeclaredItem = DeclaredText | DeclaredTable;

/** What a page holds. A union by carrier: each new kind of carrier adds a member. */
export type PageContent =
  | { readonly kind: 'lines'; readonly lines: readonly TextLine[] }
  | { readonly kind: 'declared'; readonly items: readonly DeclaredItem[] }
  | ({ readonly kind: 'marks' } & PageMarks);

/** One page as the reader gives it. */
export interface SourcePage {
  /** 1-based. A carrier without pages is one page. */
  readonly number: number;
  /** PDF points; null where the carrier has no geometry. */
  readonly width: number | null;
  readonly height: number | null;
  readonly rotation: 0 | 90 | 180 | 270;
  /** How its text came about. */
  readonly method: 'text' | 'ocr';
  readonly content: PageContent;
}

/** A file that the document has a link to; it is not fetched. */
export interface Attachment {
  /** The words of the link. */
  readonly text: string;
  /** Address, or name of the file. */
  readonly target: string;
}

/** What `read` gives: the carrier's own pages, nothing interpreted. */
export interface SourceDocument {
  readonly mediaType: string;
  /** The encoding found (`utf-8`, `gb18030`, …); null where the carrier has none. */
  readonly encoding: string | null;
  readonly pages: readonly SourcePage[];
  readonly findings: readonly Finding[];
  /** Files it has links to, in their order; absent where the carrier has no links. */
  readonly attachments?: readonly Attachment[];
  /** Where pictures for its regions come from; who recognises closes it. Absent where the carrier has no pictures. */
  readonly pictures?: PictureSource;
}

/**
 * What a piece of the document is, in reading order.
 * - `title` a title that belongs to the document or a part of it, or stands over a table
 * - `heading` a numbered or lettered heading of the running text
 * - `paragraph` running text, broken lines put together again
 * - `contents` one entry of the list of contents
 * - `caption` words that belong to a table but stand beside it: 公开NN表, unit line, 部门：…, year
 * - `table` the place of a table (tableId says which)
 * - `note` 注：… under a table, with the table's id where there is one
 * - `fragment` a label or cell of a table whose structure is gone
 * - `artifact` residue of the carrier: image placeholder, bookmark mark, private-use characters
 * - `furniture` page number, running head
 * - `signature` 填表人/联系电话/负责人 lines: personal data, never read further
 */
export type BlockKind =
  | 'title'
  | 'heading'
  | 'paragraph'
  | 'contents'
  | 'caption'
  | 'table'
  | 'note'
  | 'fragment'
  | 'artifact'
  | 'furniture'
  | 'signature';

/** A piece of the document in reading order: the flow every later step reads. */
export interface Block {
  readonly kind: BlockKind;
  /** Clean text: lines joined, NBSP and full-width spaces to plain ones, runs of them collapsed; for a table empty. */
  readonly text: string;
  readonly page: number;
  /** Where a person finds it: `line 12`, `lines 12–15`, `p5`. */
  readonly location: string;
  readonly bbox: BBox | null;
  /** Depth of a heading or title, 1 the highest (第一部分), then 一、 = 2, （一） = 3, 1、 = 4, （1） = 5; null elsewhere. */
  readonly level: number | null;
  /** The table it is (table), belongs to (caption, note), or null. */
  readonly tableId: string | null;
  /** How sure the least sure of its words with digits is, 0–1; absent where nothing of it was read from a picture. */
  readonly reading?: number;
  /** What was read, where `text` has misread words put right. */
  readonly read?: string;
}

/** What `reconstruct` gives: the flow and the tables, carrier-independent from here on. */
export interface Reconstruction {
  readonly blocks: readonly Block[];
  readonly tables: readonly Table[];
  /** Per page number: words that ended in no block and no table. */
  readonly unaccounted: ReadonlyMap<number, readonly string[]>;
  readonly findings: readonly Finding[];
}
