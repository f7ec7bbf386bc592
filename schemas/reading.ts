/** Another way to read what was read from a picture. */
export interface Candidate {
  readonly text: string;
  /** What speaks against it: the negative natural logarithm of the chance that it is what stands there. */
  readonly cost: number;
}

/** What was read from a picture: text of a carrier has none of this. */
export interface PictureReading {
  /** Chance that the text is what stands there, 0–1. */
  readonly confidence: number;
  /** Other readings of the same picture, the likeliest first; [] where all that was tried agrees. */
  readonly candidates: readonly Candidate[];
  /** Set where the text stands in a picture on a page that has text of its own. */
  readonly inPicture?: true;
}
