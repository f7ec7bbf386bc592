import type { Picture } from '../../../schemas/picture.ts';

/** Shares of red, green and blue in lightness, in 256ths (ITU-R BT.601). */
const [redShare, greenShare, blueShare] = [77, 150, 29];

/** A picture in one channel; one that has one channel already is copied, so that the result may be written to. */
export function toGrey({ width, height, channels, data }: Picture): Picture {
  if (channels === 1) return { width, height, channels, data: data.slice() };
  const grey = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < grey.length; at++, from += 3) {
    const red = data[from] as number;
    const green = data[from + 1] as number;
    const blue = data[from + 2] as number;
    grey[at] = (red * redShare + green * greenShare + blue * blueShare + 128) >> 8;
  }
  return { width, height, channels: 1, data: grey };
}
