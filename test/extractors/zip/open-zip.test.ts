import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { defaultZipLimits, openZip } from '../../../extractors/zip/open-zip.ts';
import { PipelineError } from '../../../schemas/error.ts';

const gbk = (text: string): Uint8Array => {
  // The few hanzi used here, as Chinese Windows writes them.
  const codes: Readonly<Record<string, number[]>> = { 决: [0xbe, 0xf6], 算: [0xcb, 0xe3], 表: [0xb1, 0xed] };
  return Uint8Array.from([...text].flatMap((char) => codes[char] ?? [char.charCodeAt(0)]));
};

/** Puts other bytes of the same length in the place of a member's name, and takes the flag of UTF-8 away. */
function rename(zip: Uint8Array, from: string, to: Uint8Array): Uint8Array {
  const out = Buffer.from(zip);
  for (let at = out.indexOf(from); at >= 0; at = out.indexOf(from, at + to.length)) {
    out.set(to, at);
    const isListed = at >= 46 && out.readUInt32LE(at - 46) === 0x02014b50;
    const flags = isListed ? at - 46 + 8 : at - 30 + 6;
    out.writeUInt16LE(out.readUInt16LE(flags) & ~0x800, flags);
  }
  return out;
}

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof PipelineError && error.hint !== '') return error.code;
    throw error;
  }
  return 'none';
};

const inflateAll = (bytes: Uint8Array, limits = defaultZipLimits): string[] => {
  const zip = openZip(bytes, 'archive', limits);
  return zip.entries.map((entry) => `${entry.name}:${new TextDecoder().decode(zip.inflate(entry))}`);
};

describe('a zip', () => {
  it('gives back what was put into it', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z\u4e00-\u4e20]{1,9}$/u), fc.uint8Array({ maxLength: 3000 })),
        fc.constantFrom(0 as const, 6 as const),
        (files, level) => {
          const zip = openZip(zipSync({ ...files }, { level }), 'office');
          expect(Object.fromEntries(zip.entries.map((entry) => [entry.name, zip.inflate(entry)]))).toEqual({
            ...files,
          });
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is read behind a program that unpacks it, and with a comment', () => {
    const zip = zipSync({ 'a.txt': strToU8('甲') });
    const before = new Uint8Array(1000).fill(77);
    const comment = strToU8('PK comment');
    const bytes = Buffer.concat([before, zip, comment]);
    bytes.writeUInt16LE(comment.length, before.length + zip.length - 2);
    expect(inflateAll(bytes)).toEqual(['a.txt:甲']);
  });

  it.each([
    ['UTF-8 without the flag', strToU8('决算.txt'), '决算.txt'],
    ['GBK', gbk('决算表.x'), '决算表.x'],
    ['code page 437', Uint8Array.from([0x81, 0x62, 0x65, 0x72, 0x2e, 0x74, 0x78, 0xff]), 'über.tx\u00a0'],
  ])('has names in %s', (_, name, text) => {
    const zip = zipSync({ ['n'.repeat(name.length)]: strToU8('x') });
    expect(inflateAll(rename(zip, 'n'.repeat(name.length), name))).toEqual([`${text}:x`]);
  });

  it('is refused where it was cut off or damaged', () => {
    const zip = zipSync({ a: strToU8('一二三四五'.repeat(100)), b: strToU8('六七八') });
    for (const length of [0, 1, 21, 100, zip.length - 1])
      expect(codeOf(() => inflateAll(zip.slice(0, length)))).toBe('archive-damaged');
    const wrong = zip.slice();
    wrong[40] = (wrong[40] ?? 0) ^ 0x55;
    expect(codeOf(() => inflateAll(wrong))).toBe('archive-damaged');
    expect(codeOf(() => openZip(new Uint8Array(100), 'office'))).toBe('office-damaged');
  });

  it('never fails otherwise than by a code, whatever a byte of it says', () => {
    const zip = zipSync({ a: strToU8('一二三四五'.repeat(20)), 'b/': new Uint8Array(), 'b/c': strToU8('x') });
    fc.assert(
      fc.property(fc.nat(zip.length - 1), fc.nat(255), (at, byte) => {
        const changed = zip.slice();
        changed[at] = byte;
        expect(codeOf(() => inflateAll(changed))).toMatch(/^(?:none|archive-\w+|content-limit)$/u);
      }),
      { numRuns: 500 },
    );
  });

  it('that is a bomb is not inflated', () => {
    const bomb = zipSync({ a: new Uint8Array(20 << 20), b: new Uint8Array(20 << 20) });
    expect(codeOf(() => inflateAll(bomb))).toBe('content-limit');
    const limits = { ...defaultZipLimits, ratio: 2000 };
    expect(codeOf(() => inflateAll(bomb, { ...limits, totalBytes: 30 << 20 }))).toBe('content-limit');
    expect(codeOf(() => inflateAll(bomb, { ...limits, entryBytes: 10 << 20 }))).toBe('content-limit');
    expect(codeOf(() => inflateAll(bomb, { ...limits, entries: 1 }))).toBe('content-limit');
    expect(inflateAll(bomb, limits)).toHaveLength(2);
  });

  it('that says a part is small and inflates to much is stopped', () => {
    const bomb = Buffer.from(zipSync({ a: new Uint8Array(40 << 20) }));
    const listed = bomb.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    bomb.writeUInt32LE(100, listed + 24);
    expect(codeOf(() => inflateAll(bomb))).toBe('content-limit');
  });

  it('with a part that asks for a password says so', () => {
    const zip = Buffer.from(zipSync({ a: strToU8('x') }));
    const listed = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    zip.writeUInt16LE(zip.readUInt16LE(listed + 8) | 1, listed + 8);
    expect(codeOf(() => inflateAll(zip))).toBe('archive-encrypted');
    expect(openZip(zip, 'archive').entries[0]?.isEncrypted).toBe(true);
  });
});
