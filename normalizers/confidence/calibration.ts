import type { Flag, Method } from '../../schemas/field.ts';

/**
 * The confidence model: what each circumstance adds to the chance that a field is wrong (its value, or its row, measure,
 * unit, entity or year). All of it is here, so that a refit touches one file. The numbers are chances from 0 to 1. Those of
 * text were set by judgement before there was enough truth to fit them to; those of `picture` and `ocr` by what scans
 * of our own came to (`npm run bench:ocr`, docs/BENCHMARKS.md). A refit belongs with the bench that measured it.
 */
export interface Calibration {
  /** Chance that a field obtained this way is wrong, before anything speaks for or against it. */
  readonly method: Readonly<Record<Method, number>>;
  /** The same for figures of running text, whose item is named in free words. */
  readonly statement: number;
  /** How much of the doubt remains with 0, 1, 2, 3 or more independent identities that hold. */
  readonly confirmed: readonly number[];
  /** The same for what was read from a picture: it lives by what confirms it. */
  readonly picture: PictureDoubt;
  /** Doubt that a flag adds. Contradictions of the publisher leave the reading as sure as it was but for this. */
  readonly flag: Readonly<Partial<Record<Flag, number>>>;
  /** Doubt that a failing identity adds where the reading itself is not sure, and where it is. */
  readonly failing: { readonly unsure: number; readonly sure: number };
  /** Doubt where nobody knows who reports, or for which year. */
  readonly unknownEntity: number;
  readonly unknownYear: number;
  /** Doubt of an amount whose unit is not known. */
  readonly unknownUnit: number;
}

/**
 * What a figure read from a picture is worth. Engines are sure of what they misread, so that one that nothing confirms is
 * not sure, whatever they say; one that two identities confirm is. Of the words by which it was bound (label, header) an
 * identity tells less: a row under another name adds up as well.
 */
export interface PictureDoubt {
  /** Instead of `statement`. */
  readonly statement: number;
  /** Doubt of what was worked out or taken from a sentence in a document of pictures: the cell may be printed, and unread. */
  readonly filled: number;
  /** How much remains of the doubts of how it was obtained, of its reading, of its binding; as `confirmed`. */
  readonly remains: Readonly<Record<'method' | 'reading' | 'binding', readonly number[]>>;
}

export const calibration: Calibration = {
  method: { text: 0.004, ocr: 0.25, narrative: 0.03, derived: 0.04, manual: 0.001 },
  statement: 0.03,
  confirmed: [1, 0.5, 0.22, 0.18],
  picture: {
    statement: 0.08,
    filled: 0.15,
    remains: {
      method: [1, 0.05, 0.016, 0.012],
      reading: [1, 0.2, 0.06, 0.05],
      binding: [1, 1, 0.4, 0.3],
    },
  },
  flag: {
    'unit-assumed': 0.06,
    shifted: 0.1,
    duplicate: 0.03,
    'image-cell': 0.05,
    repaired: 0.04,
    'unexpected-text': 0.1,
    'code-name-mismatch': 0.05,
  },
  failing: { unsure: 0.3, sure: 0.015 },
  unknownEntity: 0.15,
  unknownYear: 0.15,
  unknownUnit: 0.15,
};

/** The level from which on a field may be taken without eyes. */
export const acceptedLevel = 0.99;

/** The level below which a field is flagged `low-confidence` (CONTRACT.md). */
export const lowLevel = 0.9;

/** Flags that ask for eyes whatever the confidence. */
export const doubtFlags: ReadonlySet<Flag> = new Set<Flag>([
  'low-confidence',
  'unit-assumed',
  'image-cell',
  'repaired',
  'shifted',
  'duplicate',
  'sum-mismatch',
  'cross-table-mismatch',
  'narrative-mismatch',
  'ratio-mismatch',
  'code-name-mismatch',
  'unexpected-text',
  'source-error',
]);
