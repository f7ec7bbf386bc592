/** A rectangle in PDF points, origin at the top left of the upright page. The only rectangle of the project. */
export type BBox = readonly [x0: number, y0: number, x1: number, y1: number];
