import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadRegistry } from '../../pipeline/registry.ts';
import { PipelineError } from '../../schemas/error.ts';

const { readers } = await loadRegistry();
const limits = { maxBytes: 1_000_000, maxLineLength: 10_000, maxMilliseconds: 10_000 };
const encoder = new TextEncoder();

/** What must never be taken for something it is not, nor bring a reader down. */
const nasty: readonly (readonly [string, Uint8Array])[] = [
  ['no bytes', new Uint8Array()],
  ['one NUL', new Uint8Array([0])],
  ['NULs', new Uint8Array(1000)],
  ['the beginning of a PDF', encoder.encode('%PDF-1.7\n')],
  ['the beginning of a ZIP', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0])],
  ['half a character', new Uint8Array([0xe4, 0xb8])],
  ['a byte order mark alone', new Uint8Array([0xef, 0xbb, 0xbf])],
  ['a line over the limit', encoder.encode('甲'.repeat(20_000))],
  ['more than the limit', new Uint8Array(1_000_001).fill(65)],
];

describe.each(readers.map((reader) => [reader.id, reader] as const))('reader %s', (_, reader) => {
  it('says what it reads', () => {
    expect(reader.mediaTypes.length).toBeGreaterThan(0);
    expect(reader.extensions.length).toBeGreaterThan(0);
    for (const extension of reader.extensions) expect(extension).toMatch(/^\.[a-z0-9]+$/u);
  });

  it('sniffs any bytes without throwing, from 0 to 1', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), fc.string(), (bytes, name) => {
        const score = reader.sniff(bytes, name);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
    );
  });

  it.each(nasty)('reads %s or refuses it with a code', async (_name, bytes) => {
    try {
      const source = await reader.read(bytes, { name: `x${reader.extensions[0]}`, limits });
      expect(reader.mediaTypes).toContain(source.mediaType);
    } catch (error) {
      expect(error).toBeInstanceOf(PipelineError);
      expect(error).not.toMatchObject({ code: 'internal' });
      expect((error as PipelineError).hint).not.toBe('');
    }
  });

  it('reads any bytes or refuses them with a code', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        try {
          await reader.read(bytes, { name: 'x', limits });
        } catch (error) {
          expect(error).toBeInstanceOf(PipelineError);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('does not hold on to or change what it is given', async () => {
    const bytes = encoder.encode('2022年度部门决算\n');
    const before = bytes.slice();
    await reader.read(bytes, { name: 'x.txt', limits }).catch(() => null);
    expect(bytes).toEqual(before);
  });
});
