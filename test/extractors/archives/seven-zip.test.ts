import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSevenZip } from '../../../extractors/archives/open-seven-zip.ts';
import { decodeLzma, decodeLzma2 } from '../../../extractors/archives/seven-zip/lzma.ts';
import { defaultZipLimits } from '../../../extractors/zip/open-zip.ts';
import { PipelineError } from '../../../schemas/error.ts';

// Made by test/fixtures/archives/make-7z.py.
const fixture = (name: string) => new Uint8Array(readFileSync(`test/fixtures/archives/${name}.7z`));
const report = Buffer.from(
  `2022年度甲市乙局部门决算\n${Array.from({ length: 200 }, (_, i) => `本年收入合计${i}.75万元。\n`).join('')}`,
);
const noise = Buffer.from(
  Array.from({ length: 70_000 }, (_, i) => Number(((BigInt(i) * BigInt(i) * 2654435761n) >> 13n) & 255n)),
);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('a 7z archive', () => {
  it.each(['lzma1', 'lzma2', 'deflate', 'stored'])(
    'packed by %s gives back what was put into it',
    async (name) => {
      const archive = openSevenZip(fixture(name), defaultZipLimits);
      const read = await Promise.all(
        archive.members.map(async ({ name: path, kind, size }, place) => {
          const bytes = kind === 'file' ? await archive.read(place) : new Uint8Array();
          expect(bytes).toHaveLength(size);
          return [path.replace(/\/$/u, ''), kind, sha256(bytes)];
        }),
      );
      const all = [
        ['决算', 'folder', sha256(new Uint8Array())],
        ['决算/甲.txt', 'file', sha256(report)],
        ['空.txt', 'file', sha256(new Uint8Array())],
        ['乙.txt', 'file', sha256(Buffer.concat([report, noise, report]))],
      ];
      expect(read.sort()).toEqual((name.startsWith('lzma') ? all : all.slice(0, 3)).sort());
    },
  );

  it('packed in a way that is not known says which', async () => {
    const archive = openSevenZip(fixture('ppmd'), defaultZipLimits);
    const place = archive.members.findIndex(({ size }) => size > 0);
    await expect(archive.read(place)).rejects.toMatchObject({
      code: 'archive-damaged',
      message: expect.stringContaining('030401'),
    });
  });

  it('that unpacks to more than it may is not unpacked', async () => {
    const archive = openSevenZip(fixture('lzma2'), { ...defaultZipLimits, entryBytes: 50_000 });
    const outcomes = await Promise.all(
      archive.members.map(({ kind }, place) =>
        kind === 'folder'
          ? kind
          : archive.read(place).then(
              () => 'read',
              (error: unknown) => (error instanceof PipelineError ? error.code : error),
            ),
      ),
    );
    expect(outcomes.sort()).toEqual(['content-limit', 'folder', 'read', 'read']);
  });

  it('any byte of which is wrong is refused with a code, or gives what was put into it', async () => {
    const whole = fixture('lzma1');
    const known = new Set([report, Buffer.concat([report, noise, report]), Buffer.alloc(0)].map(sha256));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 3 }),
        fc.option(fc.nat(whole.length)),
        async (changes, length) => {
          const bytes = whole.slice(0, length ?? whole.length);
          for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
          try {
            const archive = openSevenZip(bytes, defaultZipLimits);
            for (const [place, { kind }] of archive.members.entries())
              if (kind === 'file') expect(known).toContain(sha256(await archive.read(place)));
          } catch (error) {
            expect(error).toBeInstanceOf(PipelineError);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('LZMA', () => {
  it('of any bytes ends, and never gives more than was asked for', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(255), fc.nat(5000), (bytes, property, size) => {
        for (const decode of [
          () => decodeLzma(bytes, Uint8Array.of(property), size),
          () => decodeLzma2(bytes, size),
        ]) {
          try {
            expect(decode()).toHaveLength(size);
          } catch (error) {
            expect((error as Error).name).toBe('LzmaFault');
          }
        }
      }),
    );
  });
});
