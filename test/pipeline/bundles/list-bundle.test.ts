import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BundleEntry } from '../../../pipeline/bundles/list-bundle.ts';
import { isBundle, listBundle } from '../../../pipeline/bundles/list-bundle.ts';
import { loadRegistry } from '../../../pipeline/registry.ts';
import { PipelineError } from '../../../schemas/error.ts';
import type { ZipMember } from '../../archive-files.ts';
import { extraField, gbk, oldStoredRar, rawZip, storedRar } from '../../archive-files.ts';

const { readers } = await loadRegistry();
const limits = { maxBytes: 50_000_000, maxLineLength: 10_000, maxMilliseconds: 10_000 };
const text = '2022年度甲市乙局部门决算\n\n2022年度本年收入合计15.75万元。\n';
const encoder = new TextEncoder();

const list = (bytes: Uint8Array, source = 'b.zip') => listBundle({ source, bytes }, readers, limits);

/** `d` document, `s` skipped, else the code of the fault. */
const brief = (entries: readonly BundleEntry[]): string[] =>
  entries.map((entry) => {
    const source = entry.source.replace(/^b\.zip!\//u, '');
    return `${entry.kind === 'failed' ? entry.error.code : entry.kind[0]} ${source}`;
  });

const listZip = async (members: readonly ZipMember[]) => brief(await list(rawZip(members)));

async function codeOf(listing: Promise<unknown>): Promise<string> {
  const error: unknown = await listing.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof PipelineError && error.hint !== '') return error.code;
  throw error;
}

describe('a bundle', () => {
  it('gives each document with its place and hash, and what is none as skipped', async () => {
    const entries = await list(
      rawZip([
        { name: '2022/', bytes: '' },
        { name: '2022/甲.txt', bytes: text },
        { name: '__MACOSX/2022/._甲.txt', bytes: 'x' },
        { name: '2022/~$甲.txt', bytes: 'x' },
        { name: '.DS_Store', bytes: 'x' },
        { name: 'setup.exe', bytes: 'MZ' },
        { name: 'scan', bytes: '%PDF-1.7\n' },
        { name: 'notes', bytes: 'a text of any kind' },
        { name: 'index.csv', bytes: 'source,publisher\n2022/甲.txt,甲市\n' },
      ]),
    );
    expect(brief(entries)).toEqual([
      'd 2022/甲.txt',
      's __MACOSX/2022/._甲.txt',
      's 2022/~$甲.txt',
      's .DS_Store',
      's setup.exe',
      'd scan',
      's notes',
      's index.csv',
    ]);
    expect(entries[0]).toMatchObject({ places: [1], size: encoder.encode(text).length });
  });

  it('lists bundles in bundles, by what they hold and not by their names', async () => {
    const inner = rawZip([{ name: '乙.txt', bytes: text }]);
    const rar = storedRar({ '丙/丁.txt': text });
    const entries = await list(
      rawZip([
        { name: 'a.zip', bytes: inner },
        { name: 'b.dat', bytes: rar },
      ]),
    );
    expect(brief(entries)).toEqual(['d a.zip!/乙.txt', 'd b.dat!/丙/丁.txt']);
    expect(entries.map((entry) => entry.kind === 'document' && entry.places)).toEqual([
      [0, 0],
      [1, 0],
    ]);
  });

  it('lists 7z archives like the others', async () => {
    const sevenZip = new Uint8Array(readFileSync('test/fixtures/archives/lzma1.7z'));
    expect(brief(await list(sevenZip)).sort()).toEqual(['d 乙.txt', 'd 决算/甲.txt', 'd 空.txt']);
    expect(brief(await list(rawZip([{ name: 'a.7z', bytes: sevenZip }])))).toContain('d a.7z!/决算/甲.txt');
  });

  it('goes three archives deep and no deeper', async () => {
    let zip = rawZip([{ name: 'a.txt', bytes: text }]);
    for (let depth = 0; depth < 3; depth++)
      zip = rawZip([
        { name: 'z.zip', bytes: zip },
        { name: 'b.txt', bytes: text },
      ]);
    expect(brief(await list(zip))).toEqual([
      'content-limit z.zip!/z.zip!/z.zip',
      'd z.zip!/z.zip!/b.txt',
      'd z.zip!/b.txt',
      'd b.txt',
    ]);
  });

  it.each([
    ['甲\\乙.txt', '甲/乙.txt'],
    ['C:\\报告\\a.txt', '报告/a.txt'],
    ['/etc/a.txt', 'etc/a.txt'],
    ['../../a.txt', '__/__/a.txt'],
    ['a/../../../b.txt', 'a/__/__/__/b.txt'],
    ['./a//b.txt', 'a/b.txt'],
    ['e\u0301.txt', '\u00e9.txt'],
    ['a\u202etxt.exe\n.txt', 'a_txt.exe_.txt'],
    ['NUL\0.txt', 'NUL_.txt'],
  ])('shows %j as %j', async (name, source) => {
    expect(await listZip([{ name, bytes: text }])).toEqual([`d ${source}`]);
  });

  it('never shows a name that leaves the archive, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('..', '.', '', '/', '\\', 'C:', 'a', '甲', '\0')),
        async (parts) => {
          const [entry] = await list(rawZip([{ name: [...parts, 'x.txt'].join('/'), bytes: text }]));
          const path = entry?.source.slice('b.zip!/'.length) ?? '';
          expect(path.split('/')).not.toContain('..');
          expect(path).not.toMatch(/^\/|\\|\0|^[A-Z]:/u);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('reads names in GBK without the flag of UTF-8, and those that an extra field gives', async () => {
    const unicode = encoder.encode('附件：决算.txt');
    const name = gbk('fu.txt');
    const sum = Buffer.alloc(5);
    sum.writeUInt8(1);
    sum.writeUInt32LE(crc32(name), 1);
    const extra = extraField(0x7075, Buffer.concat([sum, unicode]));
    expect(
      await listZip([
        { name: gbk('二零二二年度部门决算\\决算公开.txt'), bytes: text },
        { name, bytes: text, extra },
      ]),
    ).toEqual(['d 二零二二年度部门决算/决算公开.txt', 'd 附件：决算.txt']);
    const rar = oldStoredRar([[gbk('决算\\甲.txt'), encoder.encode(text)]]);
    expect(brief(await list(rar))).toEqual(['d 决算/甲.txt']);
  });

  it('gives members of one name names of their own', async () => {
    const twice = { name: 'a.b/甲.txt', bytes: text };
    expect(await listZip([twice, twice, { name: 'a.b/甲 (2).txt', bytes: text }])).toEqual([
      'd a.b/甲.txt',
      'd a.b/甲 (2).txt',
      'd a.b/甲 (2) (2).txt',
    ]);
  });

  it('loses one damaged, locked or linked member alone', async () => {
    expect(
      await listZip([
        { name: 'damaged.txt', bytes: text, crc: 1 },
        { name: 'short.txt', bytes: text, size: 5 },
        { name: 'strange.txt', bytes: text, method: 98 },
        { name: 'locked.pdf', bytes: text, flags: 0x801 },
        { name: 'locked.exe', bytes: text, flags: 0x801 },
        { name: 'link.txt', bytes: '/etc/passwd', mode: 0o120777 },
        { name: 'cut.zip', bytes: rawZip([{ name: 'x.txt', bytes: text }]).subarray(0, 40) },
        { name: 'none.zip', bytes: rawZip([{ name: 'x.exe', bytes: 'MZ' }]) },
        { name: 'whole.txt', bytes: text },
      ]),
    ).toEqual([
      'archive-damaged damaged.txt',
      'content-limit short.txt',
      'archive-damaged strange.txt',
      'archive-encrypted locked.pdf',
      's locked.exe',
      's link.txt',
      'archive-damaged cut.zip',
      's none.zip!/x.exe',
      'no-documents none.zip',
      'd whole.txt',
    ]);
  });

  it('of RAR loses a damaged member alone, too', async () => {
    const rar = Buffer.from(storedRar({ 'a.txt': text, 'b.txt': `${text}b`, 'c.txt': `${text}c` }));
    rar.writeUInt8(1, rar.indexOf(`${text}b`) + 3);
    expect(brief(await list(rar))).toEqual(['d a.txt', 'archive-damaged b.txt', 'd c.txt']);
  });

  it('of RAR that is cut off loses what lies behind the cut, and says so', async () => {
    const rar = storedRar({ 'a.txt': text, 'b.txt': `${text}b`, 'c.txt': `${text}c` });
    const whole = await list(rar);
    expect(whole.map(({ kind }) => kind)).toEqual(['document', 'document', 'document']);
    for (let length = rar.length - 1; length > 20; length -= 7) {
      const cut = await list(rar.subarray(0, length)).catch((error: unknown) => {
        expect(error).toBeInstanceOf(PipelineError);
        return [];
      });
      const [documents, faults] = [
        cut.filter(({ kind }) => kind === 'document'),
        cut.filter(({ kind }) => kind === 'failed'),
      ];
      expect(whole).toEqual(expect.arrayContaining([...documents]));
      if (documents.length > 0) expect(faults.length, String(length)).toBeGreaterThan(0);
    }
    const old = oldStoredRar([
      [gbk('a.txt'), encoder.encode(text)],
      [gbk('b.txt'), encoder.encode(text)],
    ]);
    expect(brief(await list(old.subarray(0, old.length - 20)))).toEqual(['d a.txt', 'archive-damaged b.zip']);
  });

  it('without documents, cut off or of a kind that is not opened is refused with a code', async () => {
    expect(await codeOf(list(rawZip([])))).toBe('no-documents');
    expect(await codeOf(list(rawZip([{ name: 'a.exe', bytes: 'MZ' }])))).toBe('no-documents');
    expect(await codeOf(list(rawZip([{ name: 'a.txt', bytes: text }]).subarray(0, 60)))).toBe(
      'archive-damaged',
    );
    expect(await codeOf(list(storedRar({ 'a.txt': text }).subarray(0, 40)))).toBe('archive-damaged');
  });

  it('any bytes behind a signature are refused with a code or listed', async () => {
    const whole = [rawZip([{ name: 'a.txt', bytes: text }]), storedRar({ 'a.txt': text })];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...whole),
        fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 5 }),
        fc.nat(400),
        async (bytes, changes, length) => {
          const broken = new Uint8Array(bytes.subarray(0, length > 300 ? bytes.length : length));
          for (const [at, byte] of changes) if (at >= 8 && at < broken.length) broken[at] = byte;
          if (!isBundle({ source: 'b.zip', bytes: broken }, readers)) return;
          await list(broken).catch((error: unknown) => {
            expect(error).toBeInstanceOf(PipelineError);
          });
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a hostile bundle', () => {
  it('of members that lie over one another is not unpacked', async () => {
    const kernel = { name: 'a.txt', bytes: new Uint8Array(300_000), sameAs: 0 };
    const many = Array.from({ length: 3000 }, (_, i) => ({ ...kernel, name: `${i}.txt` }));
    const [first, ...rest] = many;
    const entries = await listZip([{ name: first!.name, bytes: first!.bytes }, ...rest]);
    expect(entries).toHaveLength(3000);
    expect(new Set(entries.map((entry) => entry.split(' ')[0]))).toEqual(new Set(['archive-damaged']));
  });

  it('with members beyond the limits ends with a code for each', async () => {
    const large = { bytes: new Uint8Array(45_000_000), size: 60_000_000 };
    expect(
      await listZip([
        { name: 'a.txt', ...large },
        { name: 'b.txt', bytes: new Uint8Array(45_000_000) },
        { name: 'c.txt', bytes: text },
      ]),
    ).toEqual(['content-limit a.txt', 'content-limit b.txt', 'd c.txt']);
    const many = Array.from({ length: 10_001 }, (_, i) => ({ name: `${i}.txt`, bytes: '', method: 0 }));
    expect(await codeOf(list(rawZip(many)))).toBe('content-limit');
  });

  it('of bundles that hold bundles ends at the limit of members', async () => {
    let zip = rawZip(Array.from({ length: 200 }, (_, i) => ({ name: `${i}.txt`, bytes: text })));
    for (let depth = 0; depth < 2; depth++) {
      const bytes = zip;
      zip = rawZip(Array.from({ length: 16 }, (_, i) => ({ name: `${i}.zip`, bytes, method: 8 })));
    }
    const entries = await list(zip);
    expect(entries.filter(({ kind }) => kind === 'document').length).toBeLessThan(10_000);
    expect(brief(entries)).toContain('content-limit 15.zip');
  });
});

describe('what is no bundle', () => {
  it.each(['[Content_Types].xml', 'mimetype', 'OFD.xml', 'META-INF/MANIFEST.MF', 'META-INF/container.xml'])(
    'is a zip with %s',
    (name) => {
      const bytes = rawZip([
        { name: 'a.txt', bytes: text },
        { name, bytes: 'x' },
      ]);
      expect(isBundle({ source: 'a.zip', bytes }, readers)).toBe(false);
      expect(isBundle({ source: 'a.docx', bytes: rawZip([{ name: 'a.txt', bytes: text }]) }, readers)).toBe(
        true,
      );
    },
  );

  it('is any other file, whatever its name', () => {
    for (const bytes of [encoder.encode(text), new Uint8Array(), encoder.encode('%PDF-1.7')])
      expect(isBundle({ source: 'a.zip', bytes }, readers)).toBe(false);
  });
});
