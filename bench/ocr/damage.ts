import sharp from 'sharp';
import { createRandom, type Random } from '../variants/random.ts';
import type { Pixels } from './picture-tools.ts';
import { drawSeal } from './seal.ts';

/** What is done to a page on its way through printer, stamp and scanner. */
export interface Damage {
  /** Degrees clockwise. */
  readonly tilt: number;
  /** Standard deviation of the blur, pixels; 0 none. */
  readonly blur: number;
  /** Standard deviation of the noise of every pixel, grey levels. */
  readonly gauss: number;
  /** Share of pixels that are black or white by accident. */
  readonly pepper: number;
  /** By how many grey levels the darkest corner is darker than the lightest. */
  readonly shadow: number;
  readonly seals: readonly { x: number; y: number; size: number; turn: number; kind: number }[];
  /** JPEG quality. */
  readonly quality: number;
  readonly isGrey: boolean;
}

/** Kinds of damage: none but the camera's, and all of them. */
export type Condition = 'clean' | 'dirty';

/** The damage of a page: the same for the same seed. */
export function chooseDamage(condition: Condition, seed: number): Damage {
  const random = createRandom(seed);
  if (condition === 'clean')
    return {
      tilt: 0,
      blur: 0,
      gauss: 0,
      pepper: 0,
      shadow: 0,
      seals: [],
      quality: random.between(80, 92),
      isGrey: random.chance(50),
    };
  const tilt = random.between(-200, 200) / 100;
  const isPeppered = random.chance(40);
  return {
    tilt,
    blur: random.between(30, 60) / 100,
    gauss: isPeppered ? random.between(2, 5) : random.between(5, 14),
    pepper: isPeppered ? random.between(5, 60) / 10_000 : 0,
    shadow: random.between(0, 70),
    seals: random.chance(70)
      ? Array.from({ length: random.chance(25) ? 2 : 1 }, () => ({
          x: random.between(20, 80) / 100,
          y: random.between(12, 70) / 100,
          size: random.between(36, 44), // millimetres
          turn: random.between(-30, 30),
          kind: random.below(3),
        }))
      : [],
    quality: random.between(40, 80),
    isGrey: false,
  };
}

/** Millimetres of an inch. */
const inch = 25.4;

/** A page as it comes back from the scanner: JPEG bytes. */
export async function scanPage(page: Pixels, damage: Damage, dpi: number, seed: number): Promise<Buffer> {
  const { width, height } = page;
  let image = sharp(page.data, { raw: { width, height, channels: page.channels } });
  const overlays = damage.seals.map((seal) => {
    const side = Math.round((seal.size / inch) * dpi);
    return {
      input: drawSeal(side, seal.turn, seal.kind),
      left: Math.round(seal.x * width - side / 2),
      top: Math.round(seal.y * height - side / 2),
      blend: 'multiply' as const,
    };
  });
  if (overlays.length > 0)
    image = sharp(
      await image
        .composite(overlays.map(inside(width, height)))
        .png()
        .toBuffer(),
    );
  if (damage.tilt !== 0)
    image = sharp(await image.rotate(damage.tilt, { background: '#fff' }).png().toBuffer());
  if (damage.blur > 0) image = image.blur(damage.blur);
  if (damage.isGrey) image = image.greyscale();
  const { data, info } = await image.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  spoil(data, info.width, info.height, info.channels, damage, createRandom(seed));
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
    .jpeg({ quality: damage.quality })
    .withMetadata({ density: dpi })
    .toBuffer();
}

/** An overlay moved so that it does not leave the page. */
function inside(width: number, height: number) {
  return <T extends { left: number; top: number }>(overlay: T): T => ({
    ...overlay,
    left: Math.max(0, Math.min(overlay.left, width - 1)),
    top: Math.max(0, Math.min(overlay.top, height - 1)),
  });
}

/** Uneven light and noise, in place. */
function spoil(
  data: Uint8Array,
  width: number,
  height: number,
  channels: number,
  damage: Damage,
  random: Random,
): void {
  const { gauss, pepper, shadow } = damage;
  if (gauss === 0 && pepper === 0 && shadow === 0) return;
  const corner = random.below(4);
  const accidents = Math.round(pepper * 1_000_000);
  for (let y = 0; y < height; y++) {
    const down = corner < 2 ? y / height : 1 - y / height;
    for (let x = 0; x < width; x++) {
      const along = corner % 2 === 0 ? x / width : 1 - x / width;
      // darker towards the corner, most of it in the last third: the spine of a book, the shadow of a hand
      const dark = shadow * (0.35 * down + 0.65 * Math.max(0, along * 3 - 2));
      const noise = gauss === 0 ? 0 : normal(random) * gauss;
      const accident = accidents > 0 && random.below(1_000_000) < accidents ? random.below(2) * 255 : null;
      for (let c = 0; c < channels; c++) {
        const at = (y * width + x) * channels + c;
        const level = accident ?? (data[at] ?? 0) * (1 - dark / 255) + noise;
        data[at] = Math.max(0, Math.min(255, Math.round(level)));
      }
    }
  }
}

/** About normal, mean 0, deviation 1: the sum of four even ones. */
function normal(random: Random): number {
  const sum = random.below(65536) + random.below(65536) + random.below(65536) + random.below(65536);
  return (sum / 65536 - 2) * Math.sqrt(3);
}
