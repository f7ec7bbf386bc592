import type { Check } from './check.ts';
import type { FileSpec } from './columns.ts';
import type { Attachment, Reconstruction, SourceDocument, UnreadRegion } from './document.ts';
import type { AssessedField, Field } from './field.ts';
import type { Finding } from './finding.ts';
import type { ManifestLine } from './manifest.ts';
import type { Picture } from './picture.ts';
import type { Statement } from './statement.ts';
import type { Table } from './table.ts';

/** What a reader is given beside the bytes. */
export interface ReadContext {
  /** File name, for messages and as a weak hint of the format. */
  readonly name: string;
  readonly limits: Limits;
  /** User password of an encrypted file. */
  readonly password?: string;
  /** Absent where no other program may be started. */
  readonly convert?: Converter;
}

/**
 * Converts a text document to DOCX by a program that is installed.
 * @param extension of its format, without the dot: `odt`
 * @throws PipelineError `converter-missing`, `office-damaged` where the program cannot read it, `time-limit`, `content-limit`
 */
export type Converter = (bytes: Uint8Array, extension: string) => Promise<Uint8Array>;

/** Bounds that keep one hostile input from hurting the rest. */
export interface Limits {
  /** Bytes of an input. */
  readonly maxBytes: number;
  /** Characters of one line of a text carrier. */
  readonly maxLineLength: number;
  /** Milliseconds for one document. */
  readonly maxMilliseconds: number;
}

/** A format reader: one file in extractors/formats. */
export interface DocumentReader {
  /** `text`. */
  readonly id: string;
  /** What it reads, the first is the one the manifest shows. */
  readonly mediaTypes: readonly string[];
  /** Lower case, with the dot: only used to skip files in folders and to break ties. */
  readonly extensions: readonly string[];
  /** 0 (not mine) to 1 (certainly mine), by content. Never throws. */
  sniff(bytes: Uint8Array, name: string): number;
  /** @throws PipelineError with a code of the closed list when the bytes cannot be read. */
  read(bytes: Uint8Array, context: ReadContext): Promise<SourceDocument>;
}

/** A piece of a page for an engine to read. */
export interface OcrRequest {
  /** Grey, dark on light, upright; one line of text with a margin of paper around it, no rulings. */
  readonly picture: Picture;
  /** `line` text of any kind; `figure` nothing but a figure: digits, point, comma, sign, percent. */
  readonly kind: 'line' | 'figure';
}

/** What an engine read. */
export interface OcrReading {
  /** '' where it saw nothing. */
  readonly text: string;
  /** The engine's own opinion, 0–1; not to be believed. */
  readonly confidence: number;
  /** Where the characters stand, left to right, as far as the engine says so; x in pixels of the request's picture. */
  readonly symbols: readonly { readonly text: string; readonly x0: number; readonly x1: number }[];
}

/** Reads text in pictures: one file in extractors/ocr/engines. Deterministic: the same picture gives the same text. */
export interface OcrEngine {
  /** `tesseract`. */
  readonly id: string;
  /**
   * @param requests [] where some will come soon: what takes time to start may do so
   * @returns one reading a request, in their order
   * @throws PipelineError `ocr-failed` when the engine cannot be used at all
   */
  read(requests: readonly OcrRequest[]): Promise<readonly OcrReading[]>;
  close(): Promise<void>;
}

/** A kind of engine: one file in extractors/ocr/engines, exporting `engine`. It is opened on a thread of its own. */
export interface OcrEngineKind {
  /** `tesseract`. */
  readonly id: string;
  /** How `--ocr` names it, for messages: `tesseract`, `http://…`. */
  readonly named: string;
  /** Whether it is what `--ocr` names. */
  accepts(name: string): boolean;
  /** Requests it is best given at a time. */
  readonly batch: number;
  /** Engines at a time that are of use: `processors` one each, or so many. */
  readonly most: 'processors' | number;
  /** Requests after which one is closed and opened anew, for what it has grown by then; null: never. */
  readonly mostRequests: number | null;
  /** Milliseconds after which a batch, the opening included, is given up and its engine replaced. */
  readonly maxMilliseconds: number;
  /**
   * @param name what `--ocr` says
   * @param readFile what the engine gets data of installed packages from
   * @throws PipelineError `ocr-failed`
   */
  open(name: string, readFile: PackageFiles): Promise<OcrEngine>;
}

/** Gives a file of an installed package: its name and the path inside it. Rejects where there is no such file. */
export type PackageFiles = (packageName: string, path: string) => Promise<Uint8Array>;

/** Everything known of a document once it is assessed: what writers write. */
export interface DocumentResult {
  readonly documentId: string;
  readonly source: string;
  readonly sha256: string;
  readonly mediaType: string;
  readonly title: string;
  readonly entity: string;
  /** The entity as it is first printed. */
  readonly entityRaw: string;
  readonly entityConfidence: number;
  readonly fiscalYear: string;
  readonly fiscalYearConfidence: number;
  /** Province, city or county the entity's name gives, '' if none. */
  readonly region: string;
  readonly documentType: DocumentType;
  /** The units of a compiled report, the document's own first; [] for a report of one. */
  readonly units: readonly UnitResult[];
  readonly pages: readonly PageResult[];
  readonly tables: readonly BoundTable[];
  readonly statements: readonly Statement[];
  readonly fields: readonly AssessedField[];
  readonly checks: readonly Check[];
  readonly findings: readonly Finding[];
  /** Files it has links to. */
  readonly attachments: readonly Attachment[];
}

/** A unit of a compiled report: who it is, and which parts of the tables and fields are its own. */
export interface UnitResult {
  readonly entity: string;
  readonly entityRaw: string;
  readonly entityConfidence: number;
  readonly fiscalYear: string;
  readonly fiscalYearConfidence: number;
  readonly region: string;
  readonly parts: readonly number[];
}

export interface PageResult {
  readonly number: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly rotation: number;
  readonly method: string;
  readonly unaccounted: readonly string[];
  /** Parts that were not read and have to be recognised from their picture; boxes on the page as displayed. */
  readonly regions: readonly UnreadRegion[];
  /** Characters that are there and cannot be seen. */
  readonly hidden: number;
}

/** 部门决算, 部门预算, 绩效自评 (alone), or neither. */
export type DocumentType = 'final-accounts' | 'budget' | 'self-evaluation' | 'other';

/** A table with the form it was bound to. */
export interface BoundTable extends Table {
  /** `gk01` … `jx`, or its own id (`t3`). */
  readonly form: string;
  /** The unit its amounts are in (`万元`), '' if unknown. */
  readonly unit: string;
  readonly entity: string;
  /** Nth unit of a compiled report, from 1. */
  readonly part: number;
  /** The carrier had lost it; it was rebuilt from the form, its cells hold no text of their own. */
  readonly rebuilt: boolean;
}

/** What `bind` gives and `reconcile` completes. */
export interface Binding {
  readonly title: string;
  readonly entity: string;
  readonly entityRaw: string;
  readonly entityConfidence: number;
  readonly fiscalYear: string;
  readonly fiscalYearConfidence: number;
  readonly region: string;
  readonly documentType: DocumentType;
  readonly tables: readonly BoundTable[];
  /** All fields, `missing` ones of rebuilt forms included; narrative facts as fields of form `narrative`. */
  readonly fields: readonly Field[];
  readonly statements: readonly Statement[];
  readonly reconstruction: Reconstruction;
  /** Forms the list of contents announces (ids), in its order. */
  readonly announced: readonly string[];
  /** 单元格空白表示数据为零 stands in the document. */
  readonly blankMeansZero: boolean;
  readonly findings: readonly Finding[];
}

/** How the files of a run are to be written: the same for all its documents. */
export interface WriteOptions {
  /** CSV files begin with a byte order mark. */
  readonly bom: boolean;
}

/** A file of one document: made piece by piece, so that a large one is never in memory whole. */
export interface OutputFile {
  /** `/`-separated, inside the folder of the document or of its parts. */
  readonly path: string;
  /** Pieces of text in UTF-8, or bytes, in order. */
  readonly content: Iterable<string | Uint8Array>;
}

/** A writer of one kind of result: one file in pipeline/writers, exporting `writer`. Deterministic: no clock, no paths. */
export interface OutputWriter {
  readonly id: string;
  /** The names in `--format` that ask for it; empty = written by every run. */
  readonly formats: readonly string[];
  /** All that `run` may open: what an earlier run left there and this one does not write is removed. */
  readonly runFiles: readonly string[];
  /**
   * Whether what the writer needs is there; asked before anything is read.
   * @throws UsageError that says what to install
   */
  available?(): Promise<void>;
  /** Files of one document. */
  document?(result: DocumentResult, options: WriteOptions): Iterable<OutputFile>;
  /**
   * What one document adds to files over all documents. Made beside the document and kept, so that the run files can be
   * put together without holding every document in memory. Parts of one name are the same whoever makes them.
   */
  parts?(result: DocumentResult): Iterable<OutputFile>;
  /** Files over all documents: `add` is called once an input in manifest order, then `end`, then `describe`. */
  run?(context: RunContext): RunWriter;
}

/** What a run writer may use. */
export interface RunContext {
  readonly options: WriteOptions;
  /** The tables over all documents and their columns, those of `--metadata` included. */
  readonly tables: RunTables;
  /** Opens a file in the folder of results, streamed; it appears whole when the run ends. */
  open(path: string): RunFile;
  /**
   * Absolute path at which a library of its own may write such a file; nothing is there. It must be whole when `end`
   * is done, and appears with the others.
   */
  place(path: string): string;
}

/** The four tables over all documents. */
export interface RunTables {
  readonly fields: FileSpec;
  readonly checks: FileSpec;
  /** Its own columns, then those of `--metadata`. */
  readonly summary: FileSpec;
  readonly links: FileSpec;
}

export interface RunFile {
  write(piece: string | Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** A row of a table over all documents: text by column name, '' where empty. */
export type Row = Readonly<Record<string, string>>;

/** One input as the run writers see it. */
export interface RunRecord {
  readonly line: ManifestLine;
  /** Rows of summary.csv, the columns of `--metadata` included: none for an input without result. */
  readonly summaries: readonly Row[];
  /**
   * The text `parts` gave under that name; '' for an input without result. It may be asked for until `end` is done, and
   * is not held in between: later it is read again.
   */
  part(name: string): Promise<string>;
}

/** A file of a run as it lies in its place. */
export interface WrittenFile {
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

export interface RunWriter {
  add(record: RunRecord): Promise<void>;
  /** @param links rows of links.csv, known once all inputs are */
  end(links: readonly Row[]): Promise<void>;
  /**
   * Called when every writer is done, for a file about the other files.
   * @param files those that were opened and closed so far, by path
   */
  describe?(files: ReadonlyMap<string, WrittenFile>): Promise<void>;
}
