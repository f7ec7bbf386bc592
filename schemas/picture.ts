import type { BBox } from './geometry.ts';

/** Pixels in rows from the top, 8 bits a channel, no padding: `data[(y * width + x) * channels + channel]`. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** 1 grey (0 black), 3 red, green, blue. */
  readonly channels: 1 | 3;
  readonly data: Uint8Array;
}

/** What a box of a page looks like. */
export interface PagePicture extends Picture {
  /** Pixels to the point (a 200 dpi scan: 200 / 72). */
  readonly scale: number;
}

/** Where the pixels of a document's pages come from, asked for a box at a time; nothing is held in between. */
export interface PictureSource {
  /**
   * What is seen in a box of a page: taken out at its own resolution where one picture fills the box, else painted.
   * @param page 1-based
   * @param bbox points, on the page as displayed (not turned)
   * @throws PipelineError where it cannot be decoded or has too many pixels
   */
  take(page: number, bbox: BBox): Promise<PagePicture>;
  close(): Promise<void>;
}

/**
 * Pixels of a picture that is taken, at most: A3 at 320 dots to the inch, A4 at 450. Characters of 5 points are then still
 * 30 pixels high, more than is needed to read them, and all copies made on the way fit into what a worker may take.
 * Larger ones are given at a lower resolution.
 */
export const mostTakenPixels = 20_000_000;
