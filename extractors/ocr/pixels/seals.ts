import type { Picture } from '../../../schemas/picture.ts';

/** Seals are looked for in blocks of this many points; gaps of worn rings are bridged by a block. */
const blockSize = 3;
/** A pixel is of a colour where that channel is above both others by this much (of 255). */
const leastColour = 40;
/** Of seal ink the other channels are nearly alike: in brown and orange they differ by more than this share. */
const mostTinge = 0.3;
/** Compression and grain blur colours by so many levels. */
const tingeNoise = 12;
/** A block is coloured where so many of its pixels are. */
const colouredShare = 0.08;
/** Seals of offices are 30 to 50 mm wide, of persons 15 to 25 mm, ovals may be flat. Points and ratio of sides. */
const seal = { least: 34, most: 200, flattest: 0.5 } as const;
/** A ring is found under so many directions out of its middle, within this share of its radius. */
const ring = { directions: 72, found: 0.7, inner: 0.8, outer: 1.1 } as const;
/** Outside of the ring, in the corners of its box, there is no more of its colour than this share. */
const mostOutside = 0.12;
/** The square seal of a person: no larger than this (points), so much of its box coloured. */
const square = { most: 80, flattest: 0.75, least: 0.3, full: 0.85 } as const;

/** What compression leaves of lifted ink is a little darker than paper. */
const rest = 1.06;

/** The channel of a colour that its ink is light in: 0 red, 2 blue. */
type Channel = 0 | 2;

/** A seal: ring or square, in pixels. */
interface Seal {
  readonly x: number;
  readonly y: number;
  readonly rx: number;
  readonly ry: number;
  readonly channel: Channel;
}

/**
 * Lifts red and blue seals off a page in place: in their own colour's channel their ink is light and black text under it dark, so
 * what the ink takes away is given back there. Only rings, ovals and small squares of one colour are seals: coloured text and lines
 * elsewhere stay as they are.
 * @param grey of the same picture, changed in place
 * @param picture three channels; with one nothing is done
 * @param scale pixels to the point
 */
export function liftSeals(grey: Picture, picture: Picture, scale: number): void {
  if (picture.channels !== 3) return;
  for (const channel of [0, 2] as const)
    for (const found of findSeals(picture, channel, scale)) liftOne(grey, picture, found);
}

function findSeals(picture: Picture, channel: Channel, scale: number): Seal[] {
  const size = Math.max(2, Math.round(blockSize * scale));
  const [across, down] = [Math.ceil(picture.width / size), Math.ceil(picture.height / size)];
  const blocks = colouredBlocks(picture, channel, size, across, down);
  const seen = new Uint8Array(blocks.length);
  const seals: Seal[] = [];
  for (let start = blocks.indexOf(1); start >= 0; start = blocks.indexOf(1, start + 1)) {
    if (seen[start] === 1) continue;
    const group = flood(blocks, seen, start, across, down);
    const xs = group.map((at) => at % across);
    const ys = group.map((at) => Math.floor(at / across));
    const [x0, x1] = [Math.min(...xs), Math.max(...xs) + 1];
    const [y0, y1] = [Math.min(...ys), Math.max(...ys) + 1];
    const sides = [(x1 - x0) * size, (y1 - y0) * size].sort((a, b) => a - b) as [number, number];
    if (sides[0] < seal.least * scale || sides[1] > seal.most * scale) continue;
    const box = { x: (x0 + x1) / 2, y: (y0 + y1) / 2, rx: (x1 - x0) / 2, ry: (y1 - y0) / 2 };
    const isSquare =
      sides[1] <= square.most * scale &&
      sides[0] >= square.flattest * sides[1] &&
      group.length >= square.least * (x1 - x0) * (y1 - y0) &&
      group.length <= square.full * (x1 - x0) * (y1 - y0);
    if (!isSquare && (sides[0] < seal.flattest * sides[1] || !isRing(group, box, across))) continue;
    const reach = isSquare ? Math.SQRT2 : 1;
    seals.push({
      x: box.x * size,
      y: box.y * size,
      rx: (box.rx * reach + 1) * size,
      ry: (box.ry * reach + 1) * size,
      channel,
    });
  }
  return seals;
}

function colouredBlocks(
  { width, height, data }: Picture,
  channel: Channel,
  size: number,
  across: number,
  down: number,
): Uint8Array {
  const counts = new Uint16Array(across * down);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / size) * across;
    for (let x = 0, at = y * width * 3; x < width; x++, at += 3) {
      const own = data[at + channel] as number;
      const other = Math.max(data[at + 1] as number, data[at + 2 - channel] as number);
      const third = Math.min(data[at + 1] as number, data[at + 2 - channel] as number);
      if (own - other < leastColour || other - third > mostTinge * (own - third)) continue;
      const block = row + Math.floor(x / size);
      counts[block] = (counts[block] as number) + 1;
    }
  }
  const blocks = new Uint8Array(across * down);
  const least = colouredShare * size * size;
  counts.forEach((count, at) => {
    if (count >= least) blocks[at] = 1;
  });
  return blocks;
}

/** Coloured blocks that touch, over a gap of a block. */
function flood(blocks: Uint8Array, seen: Uint8Array, start: number, across: number, down: number): number[] {
  const group = [start];
  seen[start] = 1;
  for (let i = 0; i < group.length; i++) {
    const [x, y] = [(group[i] as number) % across, Math.floor((group[i] as number) / across)];
    for (let v = Math.max(0, y - 2); v <= Math.min(down - 1, y + 2); v++)
      for (let u = Math.max(0, x - 2); u <= Math.min(across - 1, x + 2); u++) {
        const at = v * across + u;
        if (blocks[at] !== 1 || seen[at] === 1) continue;
        seen[at] = 1;
        group.push(at);
      }
  }
  return group;
}

/** Whether what is coloured lies on an oval that fills its box, and within it. */
function isRing(group: readonly number[], { x, y, rx, ry }: Omit<Seal, 'channel'>, across: number): boolean {
  const directions = new Uint8Array(ring.directions);
  let outside = 0;
  for (const at of group) {
    const [dx, dy] = [((at % across) + 0.5 - x) / rx, (Math.floor(at / across) + 0.5 - y) / ry];
    const radius = Math.hypot(dx, dy);
    if (radius > ring.outer) outside++;
    if (radius < ring.inner || radius > ring.outer) continue;
    // A block is seen under more than one direction.
    const turn = (Math.atan2(dy, dx) / (2 * Math.PI) + 1) * ring.directions;
    const spread = ring.directions / (2 * Math.PI) / Math.max(rx, ry);
    for (let i = Math.floor(turn - spread); i <= Math.floor(turn + spread); i++)
      directions[i % ring.directions] = 1;
  }
  const found = directions.reduce((sum, value) => sum + value, 0);
  return found >= ring.found * ring.directions && outside <= mostOutside * group.length;
}

/**
 * Takes the ink of one seal away. With a share a of ink of lightness c over something of lightness t a channel shows
 * t · (1 − a + a · c): two channels of the ink give a, and its own gives t.
 */
function liftOne({ width, height, data: grey }: Picture, { data }: Picture, found: Seal): void {
  const { x, y, rx, ry, channel } = found;
  const [x0, x1] = [Math.max(0, Math.floor(x - rx)), Math.min(width, Math.ceil(x + rx))];
  const [y0, y1] = [Math.max(0, Math.floor(y - ry)), Math.min(height, Math.ceil(y + ry))];
  const [own, other] = inkOf(data, width, [x0, y0, x1, y1], channel);
  for (let v = y0; v < y1; v++)
    for (let u = x0; u < x1; u++) {
      if (((u - x) / rx) ** 2 + ((v - y) / ry) ** 2 > 1) continue;
      const at = (v * width + u) * 3;
      const light = data[at + channel] as number;
      const dark = Math.max(data[at + 1] as number, data[at + 2 - channel] as number);
      const third = Math.min(data[at + 1] as number, data[at + 2 - channel] as number);
      if (light <= dark || dark - third > mostTinge * (light - third) + tingeNoise) continue;
      const ratio = dark / light;
      const share = Math.min(1, (1 - ratio) / Math.max(0.05, 1 - other - ratio * (1 - own)));
      grey[v * width + u] = Math.max(
        grey[v * width + u] as number,
        Math.min(255, (light * rest) / (1 - share * (1 - own))),
      );
    }
}

/** How light full ink of a seal is, 0–1: in its own channel, and in the lighter of the others. */
function inkOf(
  data: Uint8Array,
  width: number,
  [x0, y0, x1, y1]: readonly [number, number, number, number],
  channel: Channel,
): [number, number] {
  const shades: [number, number][] = [];
  for (let y = y0; y < y1; y++)
    for (let x = x0; x < x1; x++) {
      const at = (y * width + x) * 3;
      const light = data[at + channel] as number;
      const dark = Math.max(data[at + 1] as number, data[at + 2 - channel] as number);
      if (light - dark >= leastColour) shades.push([light, dark]);
    }
  // The strongest tenth is ink on bare paper; over text it is weaker.
  shades.sort((a, b) => b[0] - b[1] - (a[0] - a[1]));
  const [light, dark] = shades[Math.floor(shades.length * 0.1)] ?? [255, 0];
  return [light / 255, dark / 255];
}
