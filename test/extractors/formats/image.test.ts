import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { reader } from '../../../extractors/formats/image.ts';
import { reader as text } from '../../../extractors/formats/text.ts';
import { chooseReader } from '../../../pipeline/reader-choice.ts';
import type { SourceDocument } from '../../../schemas/document.ts';
import { makeBmp, makeTiff } from '../../picture-files.ts';

const context = { name: 'a', limits: { maxBytes: 1e9, maxLineLength: 1e6, maxMilliseconds: 1e6 } };
const read = (bytes: Uint8Array) => reader.read(bytes, context);
/** The picture of a page as it was read. */
const takeAll = async (source: SourceDocument, number = 1) => {
  const page = source.pages[number - 1];
  const picture = await source.pictures?.take(number, [0, 0, page?.width ?? 0, page?.height ?? 0]);
  if (picture === undefined) throw new Error('no pictures');
  return picture;
};
/** The values of a pixel. */
const pixelOf = (picture: Awaited<ReturnType<typeof takeAll>>, x: number, y: number) => {
  const at = (y * picture.width + x) * picture.channels;
  return [...picture.data.subarray(at, at + picture.channels)];
};

/** A page of 248 × 351 pixels (A4 at 30 dpi): a black quarter top left, a red one bottom right, figures in between. */
const [width, height] = [248, 351];
const drawn = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<rect width="124" height="175" fill="#000"/><rect x="124" y="175" width="124" height="176" fill="#f00"/>` +
    Array.from(
      { length: 30 },
      (_, i) => `<text x="130" y="${12 * i}" font-size="9">1${i},234.5${i}</text>`,
    ).join('') +
    '</svg>',
);
const opaque = () => sharp(drawn).flatten({ background: '#fff' });
const near = (value: readonly number[], wanted: readonly number[]) =>
  expect(Math.max(...value.map((v, i) => Math.abs(v - (wanted[i] ?? 0))))).toBeLessThan(30);

const png = () => opaque().png().toBuffer();
const jpeg = () => opaque().jpeg({ quality: 95 }).toBuffer();
const files: Readonly<Record<string, () => Promise<Buffer>>> = {
  PNG: png,
  'PNG with a palette': () => opaque().png({ palette: true }).toBuffer(),
  'PNG of 16 bits': () => opaque().toColourspace('rgb16').png().toBuffer(),
  'PNG that is transparent': () => sharp(drawn).png().toBuffer(),
  JPEG: jpeg,
  'progressive JPEG': () => opaque().jpeg({ quality: 95, progressive: true }).toBuffer(),
  'JPEG in CMYK': () => opaque().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer(),
  'TIFF in LZW': () => opaque().tiff({ compression: 'lzw' }).toBuffer(),
  'TIFF in JPEG': () => opaque().tiff({ compression: 'jpeg', quality: 95 }).toBuffer(),
  'BigTIFF in tiles': () => opaque().tiff({ compression: 'deflate', tile: true, bigtiff: true }).toBuffer(),
  WebP: () => opaque().webp({ quality: 95 }).toBuffer(),
  GIF: () => opaque().gif().toBuffer(),
};

describe('the reader of pictures', () => {
  it.each(Object.entries(files))('reads %s', async (_, make) => {
    const bytes = await make();
    expect(reader.sniff(bytes, 'x')).toBe(1);
    const source = await read(bytes);
    expect(reader.mediaTypes).toContain(source.mediaType);
    expect(source.pages).toHaveLength(1);
    const picture = await takeAll(source);
    expect([picture.width, picture.height, picture.channels]).toEqual([width, height, 3]);
    near(pixelOf(picture, 60, 80), [0, 0, 0]);
    near(pixelOf(picture, 60, 300), [255, 255, 255]);
    near(pixelOf(picture, 240, 340), [255, 0, 0]);
    await source.pictures?.close();
  });

  it.each([
    ['grey', () => opaque().toColourspace('b-w').png()],
    ['grey of 16 bits', () => opaque().toColourspace('grey16').png()],
    ['grey that is transparent', () => sharp(drawn).toColourspace('b-w').png()],
    [
      'a fax',
      () =>
        opaque()
          .greyscale()
          .threshold(200)
          .toColourspace('b-w')
          .tiff({ bitdepth: 1, compression: 'ccittfax4' }),
    ],
  ])('gives one channel for %s', async (_, make) => {
    const picture = await takeAll(await read(await make().toBuffer()));
    expect(picture.channels).toBe(1);
    expect(picture.data).toHaveLength(width * height);
    expect(pixelOf(picture, 60, 80)).toEqual([0]);
    expect(pixelOf(picture, 60, 300)).toEqual([255]);
  });

  it.each([1, 4, 8, 16, 24, 32] as const)('reads BMP of %i bits', async (bits) => {
    const { data, info } = await opaque().raw().toBuffer({ resolveWithObject: true });
    const isDark = (x: number, y: number) => (data[(y * info.width + x) * 3 + 1] ?? 0) < 128;
    for (const isTopDown of [false, true]) {
      const picture = await takeAll(await read(makeBmp(info.width, info.height, bits, isDark, isTopDown)));
      expect([picture.width, picture.height]).toEqual([width, height]);
      expect(pixelOf(picture, 60, 80)).toEqual([0, 0, 0]);
      expect(pixelOf(picture, 60, 300)).toEqual([255, 255, 255]);
      expect(pixelOf(picture, 240, 340)).toEqual([0, 0, 0]);
    }
  });

  it('makes a page of it that has to be recognised as a whole', async () => {
    const source = await read(await png());
    expect(source.pages[0]).toMatchObject({ number: 1, rotation: 0, method: 'text' });
    expect(source.pages[0]?.content).toMatchObject({
      words: [],
      regions: [{ reason: 'scan', bbox: [0, 0, source.pages[0]?.width, source.pages[0]?.height] }],
    });
  });

  it('turns what a camera held on its side', async () => {
    // 6: the top of what is seen lies at the right of what is stored.
    const stored = await opaque().rotate(270).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const source = await read(stored);
    const picture = await takeAll(source);
    expect([picture.width, picture.height]).toEqual([width, height]);
    near(pixelOf(picture, 60, 80), [0, 0, 0]);
    near(pixelOf(picture, 240, 340), [255, 0, 0]);
    expect((source.pages[0]?.height ?? 0) / (source.pages[0]?.width ?? 1)).toBeCloseTo(height / width, 2);
  });

  it.each([
    ['its density, where that makes paper', 1654, 2339, 200, 595, 842],
    ['A4 for its shape, where it states the density of a screen', 1654, 2339, 72, 595, 841],
    ['A4 on its side', 2339, 1654, 1, 842, 595],
    ['A3, where it says so', 3508, 4961, 300, 842, 1191],
    ['a strip as wide as A4', 1190, 9520, 72, 595, 4760],
    ['a cutting as large as on a screen', 400, 100, 1, 300, 75],
  ])('takes as the size of a page %s', async (_, across, down, density, wide, high) => {
    const blank = sharp({ create: { width: across, height: down, channels: 3, background: '#fff' } });
    const source = await read(await blank.withMetadata({ density }).png().toBuffer());
    expect(source.pages[0]?.width).toBeCloseTo(wide, -0.5);
    expect(source.pages[0]?.height).toBeCloseTo(high, -0.5);
    const box = [0, 0, wide, high] as const;
    expect((await source.pictures?.take(1, [...box]))?.scale).toBeCloseTo(across / wide, 1);
  });

  it('reads the pages of a TIFF, each with its own size, and passes over small copies', async () => {
    const pages = [
      { width: 200, height: 300, ink: 10 },
      { width: 20, height: 30, ink: 0, isCopy: true },
      { width: 300, height: 200, ink: 90 },
      { width: 200, height: 300, ink: 200 },
    ];
    for (const isBig of [false, true]) {
      const source = await read(makeTiff(pages, { isBig }));
      expect(source.mediaType).toBe('image/tiff');
      expect(source.findings).toEqual([]);
      const taken = await Promise.all([1, 2, 3].map((number) => takeAll(source, number)));
      expect(taken.map((t) => [t.width, t.height, t.channels, t.data[0]])).toEqual([
        [200, 300, 1, 10],
        [300, 200, 1, 90],
        [200, 300, 1, 200],
      ]);
    }
  });

  it('stretches a fax whose pixels are not square', async () => {
    const source = await read(makeTiff([{ width: 1728, height: 1145, ink: 40, density: [204, 98] }]));
    const picture = await takeAll(source);
    expect([picture.width, picture.height]).toEqual([1728, 2383]);
    expect([source.pages[0]?.width, source.pages[0]?.height].map((v) => Math.round(v ?? 0))).toEqual([
      610, 841,
    ]);
  });

  it('takes a part of a page', async () => {
    const source = await read(await png());
    const page = source.pages[0];
    const [w, h] = [page?.width ?? 0, page?.height ?? 0];
    const part = await source.pictures?.take(1, [w / 2, h / 2, w + 50, h + 50]);
    expect([part?.width, part?.height]).toEqual([124, 351 - Math.round(351 / 2)]);
    near(pixelOf(part as NonNullable<typeof part>, 120, 160), [255, 0, 0]);
  });

  it('shrinks what has more pixels than reading needs', async () => {
    const large = sharp({ create: { width: 6000, height: 8000, channels: 3, background: '#fff' } });
    const source = await read(await large.toColourspace('b-w').png().toBuffer());
    const picture = await takeAll(source);
    expect(picture.width * picture.height).toBeLessThanOrEqual(20_010_000);
    expect(picture.scale).toBeCloseTo(picture.width / (source.pages[0]?.width ?? 1), 6);
  });

  it('reads the frames of an animation as pages', async () => {
    const raw = { width: 40, height: 90, channels: 3, pageHeight: 30 } as const;
    const frames = Buffer.concat([0, 100, 200].map((value) => Buffer.alloc(40 * 30 * 3, value)));
    for (const bytes of [
      await sharp(frames, { raw }).gif().toBuffer(),
      await sharp(frames, { raw }).webp({ lossless: true }).toBuffer(),
    ]) {
      const source = await read(bytes);
      expect(source.pages).toHaveLength(3);
      const taken = await Promise.all([1, 2, 3].map((number) => takeAll(source, number)));
      expect(taken.map((t) => [t.width, t.height])).toEqual([40, 40, 40].map((w) => [w, 30]));
      for (const [i, value] of [0, 100, 200].entries())
        near(pixelOf(taken[i] as (typeof taken)[number], 20, 15), [value, value, value]);
    }
  });
});

describe('pictures that cannot be read', () => {
  const damaged = { name: 'PipelineError', code: 'picture-damaged' };
  /** Reads a file and takes its picture. */
  const readAll = async (bytes: Uint8Array) => takeAll(await read(bytes));

  it.each(Object.entries(files))('%s cut off is damaged', async (_, make) => {
    const bytes = await make();
    for (const share of [0.02, 0.5, 0.95])
      await expect(
        readAll(bytes.subarray(0, Math.floor(bytes.length * share))),
        `${share}`,
      ).rejects.toMatchObject(damaged);
  });

  it('a bitmap cut off is damaged', async () => {
    const bytes = makeBmp(50, 50, 24, () => true, false);
    await expect(readAll(bytes.subarray(0, 3000))).rejects.toMatchObject(damaged);
    await expect(readAll(bytes.subarray(0, 30))).rejects.toMatchObject(damaged);
  });

  it('a JPEG that lacks nothing but its end mark is whole', async () => {
    const bytes = await jpeg();
    expect(bytes.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
    expect((await readAll(bytes.subarray(0, -2))).data).toEqual((await readAll(bytes)).data);
    expect((await readAll(Buffer.concat([bytes, Buffer.alloc(100, 7)]))).data).toEqual(
      (await readAll(bytes)).data,
    );
  });

  it('a JPEG with a hole in it is damaged', async () => {
    const bytes = Buffer.from(await opaque().resize(1000).jpeg().toBuffer());
    for (let i = 0; i < 2000; i++) bytes[(bytes.length >> 1) + i] = (i * 97) & 255;
    await expect(readAll(bytes)).rejects.toMatchObject(damaged);
  });

  it('a TIFF whose chain of pages is broken gives the pages before and says so', async () => {
    const pages = [10, 20, 30].map((ink) => ({ width: 100, height: 100, ink }));
    const bytes = makeTiff(pages, { nextOfLast: 0xfffffff });
    const source = await read(bytes);
    expect(source.pages).toHaveLength(3);
    expect(source.findings).toMatchObject([{ code: 'page-failed', page: 3 }]);
    expect((await takeAll(source, 3)).data[0]).toBe(30);
    // A chain that leads back to its beginning never ends.
    const loop = await read(makeTiff(pages, { nextOfLast: 8 }));
    expect([loop.pages.length, loop.findings.length]).toEqual([3, 1]);
  });

  it('a TIFF page whose pixels are cut off costs that page alone', async () => {
    const bytes = makeTiff([10, 20].map((ink) => ({ width: 100, height: 100, ink })));
    const source = await read(bytes.subarray(0, bytes.length - 5000));
    expect((await takeAll(source, 1)).data[0]).toBe(10);
    await expect(takeAll(source, 2)).rejects.toMatchObject({ ...damaged, page: 2 });
  });

  it('a TIFF with more pages than one document may have is refused', async () => {
    const page = { width: 8, height: 8, ink: 0 };
    const bytes = makeTiff(Array.from({ length: 10_001 }, () => page));
    await expect(read(bytes)).rejects.toMatchObject({ code: 'page-limit' });
    expect((await read(makeTiff(Array.from({ length: 2000 }, () => page)))).pages).toHaveLength(2000);
  });

  it('pixels are counted before they are decoded', async () => {
    const bytes = await png();
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    view.setUint32(16, 20_000);
    view.setUint32(20, 20_000);
    view.setUint32(29, crc32(bytes.subarray(12, 29)));
    await expect(readAll(bytes)).rejects.toMatchObject({ code: 'picture-too-large' });
    const claim = makeTiff([{ width: 0x7fffffff, height: 0x7fffffff, ink: 0, isEmpty: true }]);
    await expect(readAll(claim)).rejects.toMatchObject({ code: 'picture-too-large' });
    const bmp = makeBmp(10, 10, 24, () => true, false);
    new DataView(bmp.buffer).setInt32(18, 100_000, true);
    new DataView(bmp.buffer).setInt32(22, 100_000, true);
    await expect(readAll(bmp)).rejects.toMatchObject({ code: 'picture-too-large' });
  });

  it('text named as a picture is text', () => {
    const bytes = new TextEncoder().encode('2022年度部门决算\n收入总计 100.00 万元\n');
    expect(chooseReader([reader, text], { source: 'a.png', bytes })).toBe(text);
  });
});
