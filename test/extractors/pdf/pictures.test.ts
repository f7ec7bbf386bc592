import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import type { SourceDocument } from '../../../schemas/document.ts';
import type { PagePicture } from '../../../schemas/picture.ts';
import { firstMore, type PdfObject, type RawPage, rawPdf, showText } from '../../pdf-file.ts';

// The built reader: what paints runs on a thread, and threads need built files.
const { reader }: typeof import('../../../extractors/formats/pdf.ts') = await import(
  path.resolve('dist/extractors/formats/pdf.js')
);

const context = { name: 'a.pdf', limits: { maxBytes: 1e9, maxLineLength: 1e6, maxMilliseconds: 1e6 } };
const at = (n: number) => `${firstMore + n} 0 R`;
type Pixels = Pick<PagePicture, 'width' | 'height' | 'channels' | 'data'>;

/** A drawing without symmetry, with fine detail; every value from 0 to 255 stands somewhere. */
const draw = (width: number, height: number, channels: 1 | 3): Pixels => {
  const data = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < channels; c++)
        data[(y * width + x) * channels + c] = (x * 7 + y * 13 * (c + 1) + ((x * y) >> 3)) & 255;
  return { width, height, channels, data };
};
const grey = draw(300, 400, 1);
const rgb = draw(300, 400, 3);

/** A picture as an object of a PDF. */
const imageOf = (picture: Pixels, more = '', data: Uint8Array = deflateSync(picture.data)): PdfObject => ({
  dictionary:
    `/Type /XObject /Subtype /Image /Width ${picture.width} /Height ${picture.height} ` +
    (more.includes('/ImageMask') ? '' : `/ColorSpace /Device${picture.channels === 1 ? 'Gray' : 'RGB'} `) +
    (more.includes('/BitsPerComponent') ? '' : '/BitsPerComponent 8 ') +
    (more.includes('/Filter') ? more : `/Filter /FlateDecode ${more}`),
  stream: data,
});
/** A page of 300 × 400 points that shows the first picture by a matrix. */
const pageOf = (matrix: string, more: Partial<RawPage> = {}): RawPage => ({
  content: `q ${matrix} cm /I0 Do Q`,
  resources: `/XObject << /I0 ${at(0)} /I1 ${at(1)} >>`,
  entries: '/MediaBox [0 0 300 400]',
  ...more,
});
const read = (pages: readonly RawPage[], more: readonly PdfObject[]) =>
  reader.read(rawPdf(pages, more), context);
/** The picture of the nth region of a page. */
const takeRegion = async (source: SourceDocument, number = 1, nth = 0): Promise<PagePicture> => {
  const content = source.pages[number - 1]?.content;
  const region = content?.kind === 'marks' ? content.regions[nth] : undefined;
  if (region === undefined || source.pictures === undefined) throw new Error('nothing to take');
  return source.pictures.take(number, region.bbox);
};
const takeFirst = async (pages: readonly RawPage[], more: readonly PdfObject[]): Promise<PagePicture> => {
  const source = await read(pages, more);
  try {
    return await takeRegion(source);
  } finally {
    await source.pictures?.close();
  }
};
const expectSame = (taken: PagePicture, wanted: Pixels) => {
  expect([taken.width, taken.height, taken.channels]).toEqual([wanted.width, wanted.height, wanted.channels]);
  const wrong = taken.data.reduce((sum, value, i) => sum + (value === wanted.data[i] ? 0 : 1), 0);
  expect(wrong).toBe(0);
};
/** The drawing turned or mirrored, by sharp. */
const changed = async (picture: Pixels, change: (s: Sharp) => Sharp): Promise<Pixels> => {
  const { width, height, channels } = picture;
  const raw = { width, height, channels };
  const { data, info } = await change(sharp(picture.data, { raw }))
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels, data };
};

/** A fax as the one tile of a TIFF holds it; its sides are multiples of 16. */
async function faxTile({ data, width, height }: Pixels): Promise<Buffer> {
  const tiff = await sharp(data, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .tiff({
      bitdepth: 1,
      compression: 'ccittfax4',
      miniswhite: true,
      tile: true,
      tileWidth: width,
      tileHeight: height,
    })
    .toBuffer();
  const directory = tiff.readUInt32LE(4);
  const entries = Array.from({ length: tiff.readUInt16LE(directory) }, (_, i) => directory + 2 + 12 * i);
  const listOf = (tag: number): number[] => {
    const at = entries.find((entry) => tiff.readUInt16LE(entry) === tag) ?? 0;
    const [type, count] = [tiff.readUInt16LE(at + 2), tiff.readUInt32LE(at + 4)];
    const size = type === 3 ? 2 : 4;
    const place = count * size <= 4 ? at + 8 : tiff.readUInt32LE(at + 8);
    return Array.from({ length: count }, (_, i) =>
      size === 2 ? tiff.readUInt16LE(place + 2 * i) : tiff.readUInt32LE(place + 4 * i),
    );
  };
  const [[offset = 0, more], [length = 0]] = [listOf(324), listOf(325)];
  expect(more).toBeUndefined();
  return tiff.subarray(offset, offset + length);
}

/** A JBIG2 stream as PDFs hold it: a page of one region, coded as faxes are (ITU-T T.88, 7.4.6 and 7.4.8). */
function jbig2Of({ width, height }: Pixels, coded: Uint8Array): Buffer {
  const segment = (number: number, type: number, data: Buffer): Buffer => {
    const head = Buffer.alloc(11);
    head.writeUInt32BE(number, 0);
    head[4] = type;
    head[6] = 1;
    head.writeUInt32BE(data.length, 7);
    return Buffer.concat([head, data]);
  };
  const page = Buffer.alloc(19);
  page.writeUInt32BE(width, 0);
  page.writeUInt32BE(height, 4);
  const region = Buffer.alloc(18);
  region.writeUInt32BE(width, 0);
  region.writeUInt32BE(height, 4);
  region[17] = 1;
  return Buffer.concat([segment(0, 48, page), segment(1, 38, Buffer.concat([region, coded]))]);
}

describe('pictures of a PDF', () => {
  it('are not there where a page has no regions', async () => {
    const source = await read([{ content: showText('收入总计', 50, 700) }], []);
    expect(source.pictures).toBeUndefined();
  });

  it('are taken pixel for pixel, grey and in colours', async () => {
    for (const picture of [grey, rgb]) {
      const taken = await takeFirst([pageOf('300 0 0 400 0 0')], [imageOf(picture)]);
      expectSame(taken, picture);
      expect(taken.scale).toBeCloseTo(1, 9);
    }
  });

  it('are taken at their own resolution, whatever size they are shown at', async () => {
    const taken = await takeFirst(
      [pageOf('72 0 0 96 0 0', { entries: '/MediaBox [0 0 72 96]' })],
      [imageOf(rgb)],
    );
    expectSame(taken, rgb);
    expect(taken.scale).toBeCloseTo(300 / 72, 6);
  });

  it.each<[string, string, (s: Sharp) => Sharp]>([
    ['mirrored across', '-300 0 0 400 300 0', (s) => s.flop()],
    ['mirrored down', '300 0 0 -400 0 400', (s) => s.flip()],
    ['on its head', '-300 0 0 -400 300 400', (s) => s.rotate(180)],
  ])('are taken as they are shown: %s', async (_, matrix, change) => {
    expectSame(await takeFirst([pageOf(matrix)], [imageOf(rgb)]), await changed(rgb, change));
  });

  it.each<[string, string, string, number]>([
    ['turned by their matrix', '0 -400 300 0 0 400', '/MediaBox [0 0 300 400]', 90],
    ['turned the other way', '0 400 -300 0 300 0', '/MediaBox [0 0 300 400]', 270],
  ])('are taken as they are shown: %s', async (_, matrix, entries, angle) => {
    const wide = draw(400, 300, 3);
    const taken = await takeFirst([pageOf(matrix, { entries })], [imageOf(wide)]);
    expectSame(taken, await changed(wide, (s) => s.rotate(angle)));
  });

  it.each([90, 180, 270])('are taken as they are shown: on a page turned by %i', async (angle) => {
    const entries = `/MediaBox [0 0 300 400] /Rotate ${angle}`;
    const taken = await takeFirst([pageOf('300 0 0 400 0 0', { entries })], [imageOf(rgb)]);
    expectSame(taken, await changed(rgb, (s) => s.rotate(angle)));
  });

  it('in strips are put together', async () => {
    for (const rows of [[150, 250], Array.from({ length: 50 }, () => 8)]) {
      const ends = rows.map((_, i) => rows.slice(0, i + 1).reduce((sum, n) => sum + n, 0));
      const parts = rows.map((count, i) => {
        const end = ends[i] ?? 0;
        return imageOf({ ...rgb, height: count, data: rgb.data.subarray((end - count) * 900, end * 900) });
      });
      const content = rows.map((n, i) => `q 300 0 0 ${n} 0 ${400 - (ends[i] ?? 0)} cm /I${i} Do Q`).join(' ');
      const resources = `/XObject << ${rows.map((_, i) => `/I${i} ${at(i)}`).join(' ')} >>`;
      expectSame(await takeFirst([pageOf('', { content, resources })], parts), rgb);
    }
  });

  it('are taken with their decode array, mask and colour', async () => {
    const bits = new Uint8Array((304 / 8) * 400);
    const black = new Uint8Array(300 * 400).fill(255);
    // pdf.js leaves out the ink of the very last byte of a mask that it paints.
    for (let y = 0; y < 399; y++)
      for (let x = 0; x < 300; x++) {
        if ((x * 3 + y * 5) % 7 > 2) continue;
        black[y * 300 + x] = 0;
        bits[y * 38 + (x >> 3)] = (bits[y * 38 + (x >> 3)] ?? 0) | (128 >> (x & 7));
      }
    const wanted: Pixels = { width: 300, height: 400, channels: 1, data: black };
    const packed = deflateSync(bits);
    const inverted = imageOf(grey, '/BitsPerComponent 1 /Decode [1 0]', packed);
    expectSame(await takeFirst([pageOf('300 0 0 400 0 0')], [inverted]), wanted);
    const mask = imageOf(grey, '/BitsPerComponent 1 /ImageMask true /Decode [1 0]', packed);
    expectSame(await takeFirst([pageOf('300 0 0 400 0 0')], [mask]), wanted);
    // A white picture seen through a mask of the ink, on paper, is white; a black one is the ink.
    const plain = { ...grey, data: new Uint8Array(300 * 400) };
    const masked = imageOf(plain, `/Mask ${at(1)}`);
    expectSame(await takeFirst([pageOf('300 0 0 400 0 0')], [masked, mask]), wanted);
    const soft = imageOf({ ...grey, data: black.map((value) => 255 - value) });
    expectSame(
      await takeFirst([pageOf('300 0 0 400 0 0')], [imageOf(plain, `/SMask ${at(1)}`), soft]),
      wanted,
    );
  });

  it('are taken without the words that stand on them', async () => {
    const content = `q 300 0 0 400 0 0 cm /I0 Do Q ${showText('page 1', 100, 100, 20)}`;
    expectSame(await takeFirst([pageOf('', { content })], [imageOf(rgb)]), rgb);
  });

  it('are taken with what is painted over them', async () => {
    const content = 'q 300 0 0 400 0 0 cm /I0 Do Q 1 g 100 300 50 40 re f';
    const data = rgb.data.slice();
    for (let y = 60; y < 100; y++) data.fill(255, (y * 300 + 100) * 3, (y * 300 + 150) * 3);
    expectSame(await takeFirst([pageOf('', { content })], [imageOf(rgb)]), { ...rgb, data });
  });

  it('are painted where they stand aslant, shine through or are cut', async () => {
    for (const content of [
      'q 298 20 -20 398 0 0 cm /I0 Do Q',
      'q /G0 gs 300 0 0 400 0 0 cm /I0 Do Q',
      'q 150 0 m 300 200 l 150 400 l 0 200 l h W n 300 0 0 400 0 0 cm /I0 Do Q',
    ]) {
      const resources = `/XObject << /I0 ${at(0)} >> /ExtGState << /G0 << /ca 0.5 >> >>`;
      const source = await read(
        [pageOf('', { content, resources })],
        [imageOf({ ...grey, data: new Uint8Array(300 * 400) })],
      );
      const taken = await source.pictures?.take(1, [0, 0, 300, 400]);
      await source.pictures?.close();
      const { width = 0, height = 0, channels } = taken ?? {};
      expect(channels).toBe(1);
      expect(width / height).toBeCloseTo(300 / 400, 2);
      const [middle, corner] = [taken?.data[(height >> 1) * width + (width >> 1)], taken?.data[0]];
      expect([middle, corner]).toEqual(content.includes('gs') ? [127, 127] : [0, 255]);
    }
  });

  it('are taken out of a table, one by one', async () => {
    const small = draw(80, 24, 1);
    const content =
      [0, 1, 2].map((i) => `60 ${700 + 20 * i} m 360 ${700 + 20 * i} l S`).join(' ') +
      [60, 160, 260, 360].map((x) => ` ${x} 700 m ${x} 740 l S`).join('') +
      showText('合计', 70, 726) +
      showText('教育', 70, 706) +
      ' q 40 0 0 12 170 704 cm /I0 Do Q q 40 0 0 12 270 724 cm /I1 Do Q';
    const resources = `/XObject << /I0 ${at(0)} /I1 ${at(1)} >>`;
    const negative = { ...small, data: small.data.map((value) => 255 - value) };
    const source = await read([{ content, resources }], [imageOf(small), imageOf(negative)]);
    expectSame(await takeRegion(source, 1, 1), small);
    expectSame(await takeRegion(source, 1, 0), negative);
    await source.pictures?.close();
  });

  it('in JPEG are what other decoders make of them', async () => {
    const { width, height } = rgb;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/><circle cx="100" cy="100" r="80" fill="#c00"/></svg>`;
    const jpeg = await sharp(Buffer.from(svg)).jpeg({ quality: 90, chromaSubsampling: '4:4:4' }).toBuffer();
    const taken = await takeFirst([pageOf('300 0 0 400 0 0')], [imageOf(rgb, '/Filter /DCTDecode', jpeg)]);
    const wanted = await sharp(jpeg).raw().toBuffer();
    expect([taken.width, taken.height, taken.channels]).toEqual([width, height, 3]);
    const worst = taken.data.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - (wanted[i] ?? 0))),
      0,
    );
    expect(worst).toBeLessThan(12);
  });

  it('in CCITT and JBIG2 are what was put in', async () => {
    // Lines and dots, as a fax has.
    const ink = (x: number, y: number) => y % 40 < 3 || (x * x + y * 3) % 29 < 6;
    const data = Uint8Array.from({ length: 304 * 400 }, (_, i) =>
      ink(i % 304, Math.floor(i / 304)) ? 0 : 255,
    );
    const wanted: Pixels = { width: 304, height: 400, channels: 1, data };
    const coded = await faxTile(wanted);
    for (const isJbig2 of [false, true]) {
      const filter = isJbig2
        ? '/Filter /JBIG2Decode'
        : '/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 304 /Rows 400 >>';
      const stream = isJbig2 ? jbig2Of(wanted, coded) : coded;
      expectSame(
        await takeFirst(
          [pageOf('304 0 0 400 0 0', { entries: '/MediaBox [0 0 304 400]' })],
          [imageOf(wanted, `/BitsPerComponent 1 ${filter}`, stream)],
        ),
        wanted,
      );
    }
  });

  it('in JPEG 2000 are what was put in, wide ones too', async () => {
    const [width, height] = [2400, 40];
    const data = Uint8Array.from({ length: width * height }, (_, i) => {
      const [x, y] = [i % width, Math.floor(i / width)];
      return (x & 1) === 0 ? (y >> 3) * 8 : 255 - (x >> 4);
    });
    const wanted: Pixels = { width, height, channels: 1, data };
    const jp2 = await readFile('test/fixtures/pictures/wide.jp2');
    const taken = await takeFirst(
      [pageOf('600 0 0 10 0 0', { entries: '/MediaBox [0 0 600 10]' })],
      [imageOf(wanted, '/Filter /JPXDecode', jp2)],
    );
    expectSame(taken, wanted);
  });

  it('that are too fine are given at a lower resolution', async () => {
    const large = {
      width: 7000,
      height: 4000,
      channels: 1,
      data: new Uint8Array(7000 * 4000).fill(200),
    } as const;
    const taken = await takeFirst(
      [pageOf('842 0 0 481 0 0', { entries: '/MediaBox [0 0 842 481]' })],
      [imageOf(large)],
    );
    expect(taken.width * taken.height).toBeLessThan(20_020_000);
    expect(taken.scale).toBeCloseTo(taken.width / 842, 2);
    expect(taken.data.every((value) => value === 200)).toBe(true);
  });

  it('of faxes, whose pixels are not square, are stretched', async () => {
    const fax = draw(204, 98, 1);
    const taken = await takeFirst(
      [pageOf('72 0 0 72 0 0', { entries: '/MediaBox [0 0 72 72]' })],
      [imageOf(fax)],
    );
    expect([taken.width, taken.height]).toEqual([204, 204]);
  });

  it.each([
    ['at 300 dots to the inch', 12, 300],
    ['finer where the text is small', 6, 528],
    ['no finer than 600 to the inch', 3, 600],
  ])('of text are painted %s', async (_, size, dots) => {
    const content = `${showText('1,204.50', 50, 300, size)} q 60 0 0 40 50 50 cm /I0 Do Q`;
    const source = await read([pageOf('', { content })], [imageOf(grey)]);
    const taken = await source.pictures?.take(1, [45, 400 - 300 - size, 45 + 5 * size, 400 - 295]);
    await source.pictures?.close();
    expect((taken?.scale ?? 0) * 72).toBeCloseTo(dots, 3);
    const dark = taken?.data.filter((value) => value < 100).length ?? 0;
    expect(dark / (taken?.data.length ?? 1)).toBeGreaterThan(0.03);
    expect(dark / (taken?.data.length ?? 1)).toBeLessThan(0.5);
  });

  it('that cannot be decoded are told, not blank', async () => {
    const broken = imageOf(grey, '/Filter /DCTDecode', Buffer.from('nonsense'));
    const source = await read([pageOf('300 0 0 400 0 0')], [broken]);
    await expect(takeRegion(source)).rejects.toMatchObject({ code: 'picture-damaged', page: 1 });
    await source.pictures?.close();
  });

  it('that are cut off are told, not grey', async () => {
    const lines = Array.from(
      { length: 20 },
      (_, i) => `<text x="20" y="${20 * i + 18}" font-size="16">12,345.6${i}</text>`,
    );
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="400"><rect width="100%" height="100%" fill="#fff"/>${lines.join('')}</svg>`;
    const jpeg = await sharp(Buffer.from(svg)).jpeg({ quality: 70 }).toBuffer();
    expect(
      (await takeFirst([pageOf('300 0 0 400 0 0')], [imageOf(rgb, '/Filter /DCTDecode', jpeg)])).width,
    ).toBe(300);
    const cut = imageOf(rgb, '/Filter /DCTDecode', jpeg.subarray(0, jpeg.length * 0.6));
    await expect(takeFirst([pageOf('300 0 0 400 0 0')], [cut])).rejects.toMatchObject({
      code: 'picture-damaged',
    });
  });

  it('with too many pixels are refused', async () => {
    const size = { width: 12_000, height: 9000, channels: 1 } as const;
    const bomb = imageOf(
      { ...size, data: new Uint8Array() },
      '/BitsPerComponent 1',
      deflateSync(new Uint8Array(13_500_000)),
    );
    await expect(takeFirst([pageOf('300 0 0 400 0 0')], [bomb])).rejects.toMatchObject({
      code: 'picture-too-large',
      page: 1,
    });
  });

  it('end with their source', async () => {
    const source = await read([pageOf('300 0 0 400 0 0')], [imageOf(grey)]);
    const taken = takeRegion(source);
    await source.pictures?.close();
    await expect(taken).rejects.toMatchObject({ name: 'PipelineError' });
  });
});
