/** One byte a pixel in rows from the top. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Which pixels are ink: 1 ink, 0 paper. */
export type Ink = Plane;

/**
 * What is darker than a share of its surroundings (Bradley and Roth 2007, Adaptive thresholding using the integral image).
 * @param grey one channel, the light made even
 * @param radius half the side of the square it is compared with, pixels
 * @param share below this share of the mean it is ink, 0–1
 */
export function findInk({ width, height, data }: Plane, radius: number, share: number): Ink {
  const ink = new Uint8Array(width * height);
  const columns = new Uint32Array(width);
  const [addRow, dropRow] = [rowAdder(data, columns, width, 1), rowAdder(data, columns, width, -1)];
  for (let y = 0; y < Math.min(height, radius); y++) addRow(y);
  for (let y = 0; y < height; y++) {
    if (y + radius < height) addRow(y + radius);
    if (y - radius - 1 >= 0) dropRow(y - radius - 1);
    const rows = Math.min(height - 1, y + radius) - Math.max(0, y - radius) + 1;
    let sum = 0;
    for (let x = 0; x < Math.min(width, radius); x++) sum += columns[x] as number;
    for (let x = 0, at = y * width; x < width; x++, at++) {
      if (x + radius < width) sum += columns[x + radius] as number;
      if (x - radius - 1 >= 0) sum -= columns[x - radius - 1] as number;
      const count = (Math.min(width - 1, x + radius) - Math.max(0, x - radius) + 1) * rows;
      if ((data[at] as number) * count < sum * share) ink[at] = 1;
    }
  }
  return { width, height, data: ink };
}

function rowAdder(data: Uint8Array, columns: Uint32Array, width: number, sign: 1 | -1) {
  return (y: number): void => {
    for (let x = 0, at = y * width; x < width; x++, at++)
      columns[x] = (columns[x] as number) + sign * (data[at] as number);
  };
}

/** Rows become columns: what is found along rows is found along columns so. */
export function transpose({ width, height, data }: Plane): Plane {
  const turned = new Uint8Array(width * height);
  const tile = 32;
  for (let y0 = 0; y0 < height; y0 += tile)
    for (let x0 = 0; x0 < width; x0 += tile) {
      const [y1, x1] = [Math.min(height, y0 + tile), Math.min(width, x0 + tile)];
      for (let y = y0; y < y1; y++)
        for (let x = x0, at = y * width + x0; x < x1; x++, at++) turned[x * height + y] = data[at] as number;
    }
  return { width: height, height: width, data: turned };
}
