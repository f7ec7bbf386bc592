import { nameSignature } from '../../extractors/text/signature.ts';

/** Bytes of a file that tell what it may be. */
export const headBytes = 512;

/** What documents without a signature begin with: a page, a saved page, a mail. */
const markup =
  /^(?:\u00ef\u00bb\u00bf)?\s*(?:<[!?a-z]|(?:mime-version|from|date|received|return-path|subject)\s*:)/iu;

/**
 * Whether it is worth asking the readers about a file whose name says nothing: any file may be text, and a list of the
 * documents beside it is none of them.
 */
export function mayBeDocument(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, headBytes);
  return nameSignature(head) !== null || markup.test(new TextDecoder('latin1').decode(head));
}
