import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Create } from 'sharp';
import { createRandom } from '../variants/random.ts';
import { pdfOfPictures } from './containers.ts';

/** What must come of a picture that is no upright page of accounts. */
export type Expected =
  /** No amount at all; the document or the page says that there is nothing to be read. */
  | 'nothing'
  /** A typed error. */
  | 'error'
  /** A typed error, or no amount at all. */
  | 'nothing or error'
  /** The same amounts as the upright scan. */
  | 'read';

export interface Odd {
  readonly file: string;
  readonly expected: Expected;
}

/** Pixels of a page at 150 dpi, about. */
const page = { width: 1240, height: 1754 } as const;

/** Writes the odd pictures into a folder. `upright`: a scan of one page, JPEG, that the turned ones are made from. */
export async function writeOdd(folder: string, upright: Buffer): Promise<Odd[]> {
  mkdirSync(folder, { recursive: true });
  const list: Odd[] = [];
  const add = (file: string, bytes: Buffer, expected: Expected): void => {
    writeFileSync(join(folder, file), bytes);
    list.push({ file, expected });
  };
  const cat = await drawCat();
  add('cat.jpg', cat, 'nothing');
  add('cat.pdf', await pdfOfPictures([cat], 150), 'nothing');
  add('blank.png', await sharp(white(page.width, page.height)).png().toBuffer(), 'nothing');
  const paper = await noise(page.width, page.height, 245, 6, 11);
  add('blank-paper.pdf', await pdfOfPictures([paper], 150), 'nothing');
  add(
    'static.png',
    await sharp(await noise(900, 900, 128, 120, 5))
      .png()
      .toBuffer(),
    'nothing',
  );
  add('grid-without-text.png', await drawGrid(), 'nothing');
  add('one-pixel.png', await sharp(white(1, 1)).png().toBuffer(), 'nothing or error');
  add('long-strip.png', await sharp(white(12_000, 3)).png().toBuffer(), 'nothing or error');
  add('huge-20000.png', whiteBits(20_000), 'nothing or error');
  add('bomb-30000.png', whiteBits(30_000), 'nothing or error');
  const tiff = await sharp(upright).greyscale().tiff({ compression: 'lzw' }).toBuffer();
  add('truncated.tif', tiff.subarray(0, Math.floor(tiff.length / 3)), 'error');
  add('truncated.png', (await sharp(upright).png().toBuffer()).subarray(0, 30_000), 'nothing or error');
  add('truncated.jpg', upright.subarray(0, 2000), 'nothing or error');
  add('text.png', Buffer.from('收入决算表\n331.61\n'), 'nothing or error');
  for (const turn of [90, 180, 270])
    add(`turned-${turn}.jpg`, await sharp(upright).rotate(turn).jpeg({ quality: 85 }).toBuffer(), 'read');
  return list;
}

function white(width: number, height: number): { create: Create } {
  return { create: { width, height, channels: 3, background: '#fff' } };
}

/** Grey noise about a level, JPEG. */
async function noise(
  width: number,
  height: number,
  level: number,
  spread: number,
  seed: number,
): Promise<Buffer> {
  const random = createRandom(seed);
  const data = Uint8Array.from({ length: width * height }, () =>
    Math.max(0, Math.min(255, level + random.between(-spread, spread))),
  );
  return sharp(data, { raw: { width, height, channels: 1 } })
    .jpeg({ quality: 75 })
    .toBuffer();
}

/** A cat on a carpet, blurred and grainy as a photo is. */
async function drawCat(): Promise<Buffer> {
  const random = createRandom(3);
  const [width, height] = [1200, 900];
  const fur = Array.from({ length: 900 }, () => {
    const [x, y] = [random.between(350, 850), random.between(250, 820)];
    return `<path d="M${x} ${y} q${random.between(-9, 9)} 12 ${random.between(-14, 14)} ${random.between(16, 34)}" stroke="hsl(${random.between(20, 36)} ${random.between(30, 60)}% ${random.between(25, 60)}%)" stroke-width="3" fill="none"/>`;
  });
  const whiskers = [-1, 1].flatMap((side) =>
    [-14, 0, 14].map(
      (y) =>
        `<line x1="${600 + side * 40}" y1="${420 + y / 3}" x2="${600 + side * 190}" y2="${410 + y}" stroke="#eee" stroke-width="2"/>`,
    ),
  );
  const carpet = Array.from(
    { length: 26 },
    (_, at) =>
      `<rect y="${620 + at * 11}" width="1200" height="6" fill="hsl(${at * 9} 35% ${32 + (at % 5) * 4}%)"/>`,
  );
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="w" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#b9c7d0"/><stop offset="1" stop-color="#5d6a63"/></linearGradient></defs>` +
    `<rect width="1200" height="900" fill="url(#w)"/>${carpet.join('')}` +
    `<ellipse cx="600" cy="640" rx="230" ry="210" fill="#8a6238"/><circle cx="600" cy="380" r="150" fill="#9a6f42"/>` +
    `<path d="M470 310 L480 170 L570 250 Z M730 310 L720 170 L630 250 Z" fill="#8a6238"/>${fur.join('')}` +
    `<circle cx="545" cy="360" r="26" fill="#c8d860"/><circle cx="655" cy="360" r="26" fill="#c8d860"/>` +
    `<ellipse cx="545" cy="360" rx="8" ry="22"/><ellipse cx="655" cy="360" rx="8" ry="22"/><path d="M585 415 h30 l-15 18 Z" fill="#d98a8a"/>${whiskers.join('')}</svg>`;
  const grain = await noise(width, height, 128, 40, 9);
  return sharp(Buffer.from(svg))
    .blur(2.2)
    .composite([{ input: grain, blend: 'soft-light' }])
    .jpeg({ quality: 82 })
    .toBuffer();
}

/** A ruled table without anything in it. */
async function drawGrid(): Promise<Buffer> {
  const lines = [
    ...Array.from({ length: 21 }, (_, at) => `<path d="M120 ${200 + at * 50} H1120"/>`),
    ...Array.from({ length: 6 }, (_, at) => `<path d="M${120 + at * 200} 200 V1200"/>`),
  ];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${page.width}" height="${page.height}"><rect width="100%" height="100%" fill="#fff"/><g stroke="#000" stroke-width="2">${lines.join('')}</g></svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

/** A white PNG of one bit a pixel that says it is `side` pixels wide and high: small as a file, huge in memory. */
function whiteBits(side: number): Buffer {
  const row = Buffer.alloc(1 + Math.ceil(side / 8), 0xff);
  row[0] = 0;
  const rows = Buffer.alloc(row.length * side);
  for (let y = 0; y < side; y++) row.copy(rows, y * row.length);
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
