import type { ErrorRecord } from '../../schemas/finding.ts';
import type { Limits } from '../../schemas/ports.ts';
import type { BundleEntry } from './list-bundle.ts';

/** What the thread is started with. */
export interface InspectorStart {
  readonly limits: Limits;
}

/** A file to look into. */
export interface InspectionTask {
  /** Absolute. */
  readonly path: string;
  readonly source: string;
  /** Its name, or who named it, says that it is an input whatever it holds. */
  readonly isNamed: boolean;
  /** Not null: no list is wanted but the bytes of one document in it. */
  readonly wanted: WantedMember | null;
}

/** How a document in a bundle is known: by the hash of its bytes, or by its source with that of the bundle before it. */
export type WantedMember = { readonly sha256: string } | { readonly source: string };

/** What a file turned out to be. */
export type Inspection =
  /** A document, or something that a reader will say is none. */
  | { readonly kind: 'document' }
  | { readonly kind: 'bundle'; readonly entries: readonly BundleEntry[] }
  | { readonly kind: 'skipped' }
  /** What was wanted of it; null where it does not hold it. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array | null }
  /** A bundle that cannot be read as a whole; `sha256` is '' where its bytes cannot be had. */
  | { readonly kind: 'failed'; readonly sha256: string; readonly error: ErrorRecord };
