import { deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** Points of an inch. */
const points = 72;

/** A PDF whose pages are JPEG pictures, each as large as its pixels are at the resolution. */
export async function pdfOfPictures(pictures: readonly Buffer[], dpi: number): Promise<Buffer> {
  const objects: Buffer[] = [];
  const add = (...pieces: readonly (string | Buffer)[]): number => {
    objects.push(
      Buffer.concat(
        pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece)),
      ),
    );
    return objects.length;
  };
  add('<</Type/Catalog/Pages 2 0 R>>');
  add(''); // the tree of pages, once they are known
  const pages: number[] = [];
  for (const jpeg of pictures) {
    const { width = 0, height = 0, channels } = await sharp(jpeg).metadata();
    const space = channels === 1 ? '/DeviceGray' : '/DeviceRGB';
    const image = add(
      `<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent 8/ColorSpace${space}/Filter/DCTDecode/Length ${jpeg.length}>>\nstream\n`,
      jpeg,
      '\nendstream',
    );
    const size = [(width * points) / dpi, (height * points) / dpi].map((value) => value.toFixed(2));
    const paint = `q ${size[0]} 0 0 ${size[1]} 0 0 cm /P Do Q`;
    const content = add(`<</Length ${paint.length}>>\nstream\n${paint}\nendstream`);
    pages.push(
      add(
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${size[0]} ${size[1]}]/Resources<</XObject<</P ${image} 0 R>>>>/Contents ${content} 0 R>>`,
      ),
    );
  }
  objects[1] = Buffer.from(
    `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((id) => `${id} 0 R`).join(' ')}]>>`,
  );
  return assemble(objects);
}

function assemble(objects: readonly Buffer[]): Buffer {
  const pieces: Buffer[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const places: number[] = [];
  let at = pieces[0]?.length ?? 0;
  objects.forEach((object, index) => {
    const whole = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    places.push(at);
    pieces.push(whole);
    at += whole.length;
  });
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  pieces.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(pieces);
}

/** Bytes of an entry of a TIFF directory. */
const entryBytes = 12;

/** A TIFF of several grey pages (TIFF 6.0, little-endian, one strip a page, Deflate). */
export async function tiffOfPictures(pictures: readonly Buffer[], dpi: number): Promise<Buffer> {
  const pieces: Buffer[] = [Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0])];
  let at = 8;
  let link = { piece: 0, offset: 4 };
  for (const picture of pictures) {
    const { data, info } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true });
    const strip = even(deflateSync(data));
    const directoryAt = at + strip.length + 8;
    const entries: readonly (readonly [tag: number, type: 3 | 4 | 5, value: number])[] = [
      [256, 4, info.width],
      [257, 4, info.height],
      [258, 3, 8],
      [259, 3, 8], // compression: Deflate
      [262, 3, 1], // black is zero
      [273, 4, at],
      [277, 3, 1],
      [278, 4, info.height],
      [279, 4, strip.length],
      [282, 5, at + strip.length],
      [283, 5, at + strip.length],
      [296, 3, 2], // the resolution is in inches
    ];
    const resolution = Buffer.alloc(8);
    resolution.writeUInt32LE(dpi, 0);
    resolution.writeUInt32LE(1, 4);
    const directory = Buffer.alloc(2 + entries.length * entryBytes + 4);
    directory.writeUInt16LE(entries.length, 0);
    entries.forEach(([tag, type, value], index) => {
      const place = 2 + index * entryBytes;
      directory.writeUInt16LE(tag, place);
      directory.writeUInt16LE(type, place + 2);
      directory.writeUInt32LE(1, place + 4);
      directory.writeUInt32LE(value, place + 8);
    });
    pieces[link.piece]?.writeUInt32LE(directoryAt, link.offset);
    pieces.push(strip, resolution, directory);
    link = { piece: pieces.length - 1, offset: directory.length - 4 };
    at = directoryAt + directory.length;
  }
  return Buffer.concat(pieces);
}

function even(bytes: Buffer): Buffer {
  return bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(1)]);
}
