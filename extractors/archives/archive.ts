import type { PipelineError } from '../../schemas/error.ts';

/** A member as the archive lists it. */
export interface ArchiveMember {
  /** As stored, decoded: its separators may be `\`, it may climb out, it may be there twice. */
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link';
  /** Bytes, as declared. */
  readonly size: number;
}

/** An opened archive of any kind: nothing is unpacked before it is asked for, and nothing is ever written anywhere. */
export interface OpenArchive {
  /** In the archive's own order. */
  readonly members: readonly ArchiveMember[];
  /** Set where its list breaks off: members behind the last one are not known. */
  readonly broken?: PipelineError;
  /**
   * The bytes of a member, their checksum verified.
   * @param place in `members`
   * @throws PipelineError `archive-encrypted`, `archive-damaged`, `content-limit`
   */
  read(place: number): Promise<Uint8Array>;
}
