import type { Picture, PictureRequest } from '../../extractors/pdf/render-page.ts';
import type { ErrorRecord } from '../../schemas/finding.ts';

/** Work for a thread of its own, apart from any run. */
export interface AsideTask {
  readonly kind: 'picture';
  readonly bytes: Uint8Array;
  /** User password of an encrypted file, '' for none. */
  readonly password: string;
  readonly request: PictureRequest;
}

/** What comes of each kind of work. */
export interface AsideResults {
  readonly picture: Picture;
}

/** What the thread answers. */
export type AsideReply =
  | { readonly kind: 'done'; readonly result: AsideResults[AsideTask['kind']] }
  | { readonly kind: 'failed'; readonly error: ErrorRecord };
