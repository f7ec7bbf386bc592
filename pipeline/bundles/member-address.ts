/** Where a document lies that is no file of its own. */
export interface MemberAddress {
  /** Absolute path of the outermost archive. */
  readonly file: string;
  /** Its place in each archive on the way to it, the outermost first. */
  readonly places: readonly number[];
  /** Of the document. */
  readonly bytes: number;
}
