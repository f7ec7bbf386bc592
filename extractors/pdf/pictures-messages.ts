import type { ErrorRecord } from '../../schemas/finding.ts';
import type { BBox } from '../../schemas/geometry.ts';
import type { PagePicture } from '../../schemas/picture.ts';

/** What the thread that takes pictures out of a PDF is started with. */
export interface PictureThreadData {
  readonly bytes: Uint8Array;
  /** User password, '' for none. */
  readonly password: string;
}

/** A box of a page to be taken; answers come in the order of the tasks. */
export interface PictureTask {
  readonly page: number;
  readonly bbox: BBox;
}

export type PictureReply =
  | { readonly kind: 'taken'; readonly picture: PagePicture }
  | { readonly kind: 'failed'; readonly error: ErrorRecord };
