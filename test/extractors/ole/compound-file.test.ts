import CFB from 'cfb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openOle } from '../../../extractors/ole/compound-file.ts';
import { kindOfOle, officeEncrypted, sniffOle } from '../../../extractors/ole/ole-kind.ts';
import { PipelineError } from '../../../schemas/error.ts';

/** A compound file with these streams, as another library writes it. */
function compoundFile(streams: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const file = CFB.utils.cfb_new();
  for (const [path, content] of Object.entries(streams)) CFB.utils.cfb_add(file, `/${path}`, content);
  return new Uint8Array(CFB.write(file, { type: 'buffer' }) as Buffer);
}

const bytesOf = (length: number, seed = 7): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * seed + (i >> 8)) & 0xff);

describe('compound files', () => {
  it('give their streams, long and short, in storages and in the root', () => {
    const streams = {
      WordDocument: bytesOf(70_000),
      '1Table': bytesOf(4096, 5),
      Data: bytesOf(4095, 3),
      'ObjectPool/_1/\u0001Ole': bytesOf(20),
      'ObjectPool/_1/Workbook': bytesOf(9000, 11),
      empty: new Uint8Array(),
    };
    const file = openOle(compoundFile(streams));
    for (const [path, content] of Object.entries(streams)) expect(file.read(path), path).toEqual(content);
    expect(file.read('worddocument')).toEqual(streams.WordDocument);
    expect(file.read('nothing')).toBeNull();
    expect(file.storages).toEqual(expect.arrayContaining(['ObjectPool', 'ObjectPool/_1']));
  });

  it('of more sectors than the header lists', () => {
    const content = bytesOf(7_500_000, 13);
    const read = openOle(compoundFile({ WordDocument: content })).read('WordDocument');
    expect(Buffer.compare(read ?? new Uint8Array(), content)).toBe(0);
  });

  it('whose chains run in a circle are refused, not followed for ever', () => {
    const bytes = compoundFile({ WordDocument: bytesOf(70_000) });
    const view = new DataView(bytes.buffer);
    const table = (view.getUint32(76, true) + 1) * 512;
    for (let i = 0; i < 120; i++) view.setUint32(table + i * 4, i % 2 === 0 ? i + 1 : i - 1, true);
    expect(() => openOle(bytes).read('WordDocument')).toThrow(
      expect.objectContaining({ code: 'office-damaged' }),
    );
  });

  it.each([
    [{ WordDocument: bytesOf(10) }, 'word'],
    [{ Workbook: bytesOf(10) }, 'workbook'],
    [{ Book: bytesOf(10) }, 'workbook'],
    [{ EncryptionInfo: bytesOf(10), EncryptedPackage: bytesOf(5000) }, 'encrypted'],
    [{ 'PowerPoint Document': bytesOf(10) }, 'slides'],
    [{ CONTENTS: bytesOf(10), MatOST: bytesOf(10) }, 'works'],
    [{ CONTENTS: new TextEncoder().encode('CHNKWKS \u0004') }, 'works'],
    [{ CONTENTS: bytesOf(10) }, 'other'],
    [{ MM: bytesOf(14), MN0: bytesOf(678) }, 'works'],
    [{ 'ObjectPool/Workbook': bytesOf(10) }, 'other'],
  ] as const)('are told apart by their streams: %#', (streams, kind) => {
    const bytes = compoundFile(streams);
    expect(sniffOle(bytes)).toBe(kind);
    expect(kindOfOle(openOle(bytes))).toBe(kind);
  });

  it('under a password have an error of their own', () => {
    expect(officeEncrypted()).toMatchObject({ code: 'office-encrypted', stage: 'read' });
  });

  it('with any byte changed are read or refused with a code', () => {
    const good = compoundFile({ WordDocument: bytesOf(6000), Data: bytesOf(900) });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }),
        fc.nat(good.length),
        (changes, length) => {
          const bytes = good.slice(0, length);
          for (const [at, value] of changes) if (at < length) bytes[at] = value;
          expect(() => sniffOle(bytes)).not.toThrow();
          try {
            const file = openOle(bytes);
            for (const { path } of file.streams) file.read(path);
          } catch (error) {
            expect(error).toBeInstanceOf(PipelineError);
          }
        },
      ),
    );
  });
});
