import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reader } from '../../../extractors/formats/text.ts';
import { PipelineError } from '../../../schemas/error.ts';
import { limits } from '../reading.ts';

const read = (bytes: Uint8Array, own = limits) => reader.read(bytes, { name: 'a.txt', limits: own });
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, big = false): Uint8Array => {
  const buffer = Buffer.from(text, 'utf16le');
  return new Uint8Array(big ? buffer.swap16() : buffer);
};
const linesOf = async (bytes: Uint8Array): Promise<string[]> =>
  (await read(bytes)).pages.flatMap((page) =>
    page.content.kind === 'lines' ? page.content.lines.map((line) => line.text) : [],
  );

/** “部门：某局\n本年收入合计 331.61 万元。” in GB 18030, byte by byte. */
const gb = Uint8Array.from([
  0xb2, 0xbf, 0xc3, 0xc5, 0xa3, 0xba, 0xc4, 0xb3, 0xbe, 0xd6, 0x0a, 0xb1, 0xbe, 0xc4, 0xea, 0xca, 0xd5, 0xc8,
  0xeb, 0xba, 0xcf, 0xbc, 0xc6, 0x20, 0x33, 0x33, 0x31, 0x2e, 0x36, 0x31, 0x20, 0xcd, 0xf2, 0xd4, 0xaa, 0xa1,
  0xa3,
]);
const text = '部门：某局\n本年收入合计 331.61 万元。';

describe('encodings', () => {
  it.each([
    ['UTF-8', utf8(text), 'utf-8'],
    ['UTF-8 with a mark', utf8(`\uFEFF${text}`), 'utf-8'],
    ['UTF-16 little-endian with a mark', utf16(`\uFEFF${text}`), 'utf-16le'],
    ['UTF-16 big-endian with a mark', utf16(`\uFEFF${text}`, true), 'utf-16be'],
    ['UTF-16 little-endian without', utf16(text), 'utf-16le'],
    ['UTF-16 big-endian without', utf16(text, true), 'utf-16be'],
    ['GB 18030', gb, 'gb18030'],
    ['ASCII', utf8('total 12\nsum 3'), 'utf-8'],
  ])('%s', async (_, bytes, encoding) => {
    const source = await read(bytes);
    expect(source.encoding).toBe(encoding);
    const expected = encoding === 'utf-8' && bytes[0] === 0x74 ? ['total 12', 'sum 3'] : text.split('\n');
    expect(await linesOf(bytes)).toEqual(expected);
    expect(source.findings).toEqual([]);
  });

  it('keeps a text of which few bytes are damaged and says on which line', async () => {
    const good = utf8(`${'收入决算情况说明。\n'.repeat(20)}本年支出`);
    const bytes = Uint8Array.from([...good, 0xff, ...utf8('合计。')]);
    const source = await read(bytes);
    expect(source.encoding).toBe('utf-8');
    expect(source.findings).toMatchObject([{ code: 'encoding-damaged', location: 'line 21' }]);
    expect((await linesOf(bytes)).at(-1)).toBe('本年支出\uFFFD合计。');
  });

  it('reads back what any of them wrote', async () => {
    const line = fc
      .array(fc.constantFrom(...'收入支出决算合计万元，。（）0123456789.\t一'), {
        minLength: 1,
        maxLength: 12,
      })
      .map((characters) => characters.join(''));
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 3, maxLength: 30 }), async (lines) => {
        fc.pre(/[收入支出决算合计万元]/u.test(lines.join('')));
        for (const bytes of [
          utf8,
          (t: string) => utf16(`\uFEFF${t}`),
          (t: string) => utf16(`\uFEFF${t}`, true),
        ])
          expect(await linesOf(bytes(lines.join('\n')))).toEqual(lines);
      }),
    );
  });
});

describe('lines and pages', () => {
  it.each([
    ['LF', 'a\nb\nc'],
    ['CR LF', 'a\r\nb\r\nc'],
    ['CR', 'a\rb\rc'],
    ['mixed', 'a\r\nb\nc\n'],
  ])('%s', async (_, text) => {
    expect(await linesOf(utf8(text))).toEqual(['a', 'b', 'c']);
  });

  it('counts lines as an editor does and keeps white space inside them', async () => {
    const { pages } = await read(utf8('a\vb\n\t　c \n\nd'));
    expect(pages[0]?.content).toEqual({
      kind: 'lines',
      lines: [
        { text: 'a', number: 1 },
        { text: 'b', number: 1 },
        { text: '\t　c ', number: 2 },
        { text: '', number: 3 },
        { text: 'd', number: 4 },
      ],
    });
  });

  it('breaks pages at form feeds, numbering lines through', async () => {
    const { pages } = await read(utf8('一\n二\n\f三\n\f'));
    expect(pages.map(({ number, content }) => [number, content.kind === 'lines' && content.lines])).toEqual([
      [
        1,
        [
          { text: '一', number: 1 },
          { text: '二', number: 2 },
        ],
      ],
      [2, [{ text: '三', number: 3 }]],
    ]);
  });
});

describe('bad input', () => {
  const code = async (bytes: Uint8Array, own = limits): Promise<string> => {
    try {
      await read(bytes, own);
      return 'read';
    } catch (error) {
      if (!(error instanceof PipelineError)) throw error;
      expect(error.stage).toBe('read');
      expect(error.hint).not.toBe('');
      return error.code;
    }
  };

  it.each([
    ['nothing', new Uint8Array(), 'empty-file'],
    ['white space', utf8(' \n\t\n\u3000'), 'empty-file'],
    ['a PDF', utf8('%PDF-1.7\n收入'), 'binary-content'],
    ['a ZIP', Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0]), 'binary-content'],
    [
      'an old Word file',
      Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0]),
      'binary-content',
    ],
    ['a PNG', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10]), 'binary-content'],
    ['NUL bytes', utf8('收入\0支出\n'), 'binary-content'],
    ['control characters', utf8('收\u0001入\u0002支\u0003出'), 'binary-content'],
    ['Latin-1', Uint8Array.from([...'Résumé à côté'].map((c) => c.charCodeAt(0))), 'encoding-unknown'],
  ])('%s', async (_, bytes, expected) => {
    expect(await code(bytes)).toBe(expected);
  });

  it('says what a renamed file looks like', async () => {
    await expect(read(utf8('%PDF-1.7'))).rejects.toThrow(/a PDF/u);
    expect(reader.sniff(utf8('%PDF-1.7'), 'a.txt')).toBe(0);
    expect(reader.sniff(utf8('收入'), 'a.txt')).toBeGreaterThan(reader.sniff(utf8('收入'), 'a.bin'));
  });

  it('refuses what is too large before decoding it', async () => {
    expect(await code(new Uint8Array(2000).fill(0x61), { ...limits, maxBytes: 1000 })).toBe('file-too-large');
    const own = { ...limits, maxBytes: 100_000_000, maxLineLength: 1000 };
    expect(await code(new Uint8Array(50_000_000).fill(0x61), own)).toBe('line-too-long');
    expect(await code(utf8('字'.repeat(1001)), own)).toBe('line-too-long');
    expect(await code(utf8('字'.repeat(1000)), own)).toBe('read');
  });
});
