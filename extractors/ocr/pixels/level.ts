import type { Picture } from '../../../schemas/picture.ts';
import type { Plane } from './threshold.ts';

/** Turns smaller than this (degrees) move no pixel of a page by half its size. */
const leastTurn = 0.015;

/**
 * Turns a picture around its middle, its size kept; what comes from outside is white.
 * @param grey one channel
 * @param degrees clockwise
 */
export function turnBy(grey: Picture, degrees: number): Picture {
  if (Math.abs(degrees) < leastTurn) return grey;
  const { width, height, data } = grey;
  const turned = new Uint8Array(width * height).fill(255);
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const [cx, cy] = [(width - 1) / 2, (height - 1) / 2];
  for (let y = 0; y < height; y++) {
    let fromX = cos * -cx + sin * (y - cy) + cx;
    let fromY = sin * cx + cos * (y - cy) + cy;
    for (let x = 0, at = y * width; x < width; x++, at++, fromX += cos, fromY -= sin) {
      if (fromX < 0 || fromY < 0 || fromX >= width - 1 || fromY >= height - 1) continue;
      const [left, top] = [fromX | 0, fromY | 0];
      const right = ((fromX - left) * 256) | 0;
      const below = ((fromY - top) * 256) | 0;
      const from = top * width + left;
      const upper = (data[from] as number) * (256 - right) + (data[from + 1] as number) * right;
      const lower =
        (data[from + width] as number) * (256 - right) + (data[from + width + 1] as number) * right;
      turned[at] = (upper * (256 - below) + lower * below + 32768) >> 16;
    }
  }
  return { width, height, channels: 1, data: turned };
}
/** A quarter turn clockwise. */
export function quarterTurn({ width, height, data }: Plane): Plane {
  const turned = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0, at = y * width; x < width; x++, at++)
      turned[x * height + (height - 1 - y)] = data[at] as number;
  return { width: height, height: width, data: turned };
}
