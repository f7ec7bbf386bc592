import { readFileSync } from 'node:fs';
import CFB from 'cfb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reader as docReader } from '../../../extractors/formats/doc.ts';
import { reader as rtfReader } from '../../../extractors/formats/rtf.ts';
import type { DeclaredItem } from '../../../schemas/document.ts';
import { PipelineError } from '../../../schemas/error.ts';
import type { DocumentReader } from '../../../schemas/ports.ts';

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/word/${name}`, import.meta.url)));
const report = fixture('report.doc');
const limits = { maxBytes: 1e9, maxLineLength: 1e6, maxMilliseconds: 1e6 };

async function itemsOf(
  bytes: Uint8Array,
  reader: DocumentReader = docReader,
): Promise<readonly DeclaredItem[]> {
  const { pages } = await reader.read(bytes, { name: 'x.doc', limits });
  const content = pages[0]?.content;
  return content?.kind === 'declared' ? content.items : [];
}

/** What items say, a line each. */
function print(items: readonly DeclaredItem[]): string[] {
  return items.flatMap((item) =>
    item.kind === 'text'
      ? [`${item.location}: ${item.text}${item.heading ? ` (h${item.heading})` : ''}`]
      : [
          `${item.location} ${item.rows}×${item.columns}`,
          ...item.cells.flatMap((c) => [
            `  ${c.row},${c.column} ${c.rowSpan}×${c.columnSpan} ${c.text}`,
            ...print(c.nested ?? []).map((line) => `    ${line}`),
          ]),
        ],
  );
}

const printed = [
  'paragraph 1: 第一部分 概况 (h1)',
  'paragraph 2: 一、部门职责',
  'paragraph 3: （1）甲',
  'paragraph 4: （2）乙',
  'paragraph 5: 二、机构设置',
  'paragraph 6: 正文收入12.50万元，见链接。\t后\n行',
  'paragraph 7: 框外',
  'paragraph 7: 框内',
  'paragraph 8: 浮图\uFFFC',
  'paragraph 9: ',
  'table 1 4×3',
  '  0,0 1×2 项目',
  '  0,2 1×1 金额',
  '  1,0 2×1 类',
  '  1,1 1×1 款',
  '  1,2 1×1 1,234.50',
  '  2,1 1×1 项',
  '  2,2 1×1 \uFFFC',
  '  3,0 1×2 合计',
  '  3,2 1×1 上\n下',
  '    table 1, row 4: 上',
  '    table 2 1×2',
  '      0,0 1×1 内一',
  '      0,1 1×1 内二',
  '    table 1, row 4: 下',
  'paragraph 10: 注：尾。',
  'paragraph 6: 脚注文字',
];

/** The streams of a compound file, changed, as a compound file. */
function withStreams(bytes: Uint8Array, change: (streams: Map<string, Uint8Array>) => void): Uint8Array {
  const file = CFB.read(Buffer.from(bytes), { type: 'buffer' });
  const streams = new Map(
    file.FileIndex.flatMap(({ name, type, content }): [string, Uint8Array][] =>
      type === 2 ? [[name, Uint8Array.from(content)]] : [],
    ),
  );
  change(streams);
  const made = CFB.utils.cfb_new();
  for (const [name, content] of streams) CFB.utils.cfb_add(made, `/${name}`, content);
  return new Uint8Array(CFB.write(made, { type: 'buffer' }) as Buffer);
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

/** Where the head says that the piece table lies ([MS-DOC] 2.5.6, entry 33). */
const piecesAt = 154 + 33 * 8;

/** The text in pieces of so many characters: as Word leaves it when it saves fast. */
function inPieces(bytes: Uint8Array, length: number): Uint8Array {
  return withStreams(bytes, (streams) => {
    const text = streams.get('WordDocument')!;
    const table = streams.get('1Table') ?? streams.get('0Table')!;
    const name = streams.has('1Table') ? '1Table' : '0Table';
    const head = viewOf(text);
    const clx = table.subarray(
      head.getUint32(piecesAt, true),
      head.getUint32(piecesAt, true) + head.getUint32(piecesAt + 4, true),
    );
    const old = viewOf(clx);
    expect([old.getUint8(0), old.getUint32(1, true)]).toEqual([2, 16]);
    const [end, start] = [old.getUint32(9, true), old.getUint32(15, true)];
    const count = Math.ceil(end / length);
    const made = new Uint8Array(5 + (count + 1) * 4 + count * 8);
    const view = viewOf(made);
    view.setUint8(0, 2);
    view.setUint32(1, made.length - 5, true);
    for (let i = 0; i <= count; i++) view.setUint32(5 + i * 4, Math.min(i * length, end), true);
    for (let i = 0; i < count; i++)
      view.setUint32(5 + (count + 1) * 4 + i * 8 + 2, start + i * length * 2, true);
    head.setUint32(piecesAt, table.length, true);
    head.setUint32(piecesAt + 4, made.length, true);
    streams.set(name, joined(table, made));
  });
}

describe('Word 97–2003 documents', () => {
  it('give paragraphs, numbers of lists, notes, text boxes, tables with spans and tables in cells', async () => {
    expect(print(await itemsOf(report))).toEqual(printed);
  });

  it('and the same document as RTF give the same', async () => {
    expect(print(await itemsOf(fixture('report.rtf'), rtfReader))).toEqual(printed);
  });

  it('say which rows are header, and hold pictures in cells and beside the text', async () => {
    const items = await itemsOf(report);
    const table = items.find((item) => item.kind === 'table');
    expect(table).toMatchObject({ headerRows: 1 });
    const pictures = items.flatMap((item) =>
      item.kind === 'text' ? (item.pictures ?? []) : item.cells.flatMap((cell) => cell.pictures ?? []),
    );
    expect(pictures).toHaveLength(2);
    for (const { bytes, width, height } of pictures) {
      expect([...bytes.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
      expect(width).toBeCloseTo(72, 0);
      expect(height).toBeCloseTo(14.4, 0);
    }
  });

  it.each([1, 3, 7, 50])('saved fast, in pieces of %i characters, are read the same', async (length) => {
    expect(print(await itemsOf(inPieces(report, length)))).toEqual(printed);
  });

  it('with pieces of a byte a character are read as Windows-1252', async () => {
    const narrow = withStreams(report, (streams) => {
      const text = streams.get('WordDocument')!;
      const head = viewOf(text);
      const table = streams.get('1Table')!;
      const clx = viewOf(table.subarray(head.getUint32(piecesAt, true)));
      // “1.5” and the end of its paragraph, behind all else.
      const place = text.length;
      clx.setUint32(9, 6, true);
      clx.setUint32(15, ((place * 2) | 0x40000000) >>> 0, true);
      head.setUint32(76, 6, true);
      streams.set('WordDocument', joined(text, Uint8Array.of(0x93, 0x31, 0x2e, 0x35, 0x94, 0x0d)));
    });
    expect(print(await itemsOf(narrow))[0]).toBe('paragraph 1: “1.5”');
  });
});

describe('bad Word documents', () => {
  const withHead = (change: (head: DataView) => void): Uint8Array =>
    withStreams(report, (streams) => change(viewOf(streams.get('WordDocument')!)));

  it.each([
    [
      'under a password',
      (head: DataView) => head.setUint16(10, head.getUint16(10, true) | 0x100, true),
      'office-encrypted',
    ],
    ['without a head', (head: DataView) => head.setUint32(0, 0, true), 'office-damaged'],
    ['without pieces', (head: DataView) => head.setUint32(piecesAt + 4, 0, true), 'office-damaged'],
    [
      'whose text ends far out',
      (head: DataView) => head.setUint32(piecesAt, 0x7fffffff, true),
      'office-damaged',
    ],
  ] as const)('are refused with a code: %s', async (_, change, code) => {
    await expect(itemsOf(withHead(change))).rejects.toMatchObject({ code });
  });

  it('whose lists, notes or drawings are broken keep their text', async () => {
    const broken = withHead((head) => {
      for (const number of [2, 3, 40, 50, 56, 73, 74]) head.setUint32(154 + number * 8, 0x7ffffff0, true);
    });
    const lines = print(await itemsOf(broken));
    expect(lines).toEqual(expect.arrayContaining(['paragraph 2: 部门职责', '  1,2 1×1 1,234.50']));
  });

  it('whose notes tell of more text than there is lose what stands beside the text, not time, and say so', async () => {
    const count = 50_000;
    const bytes = withStreams(report, (streams) => {
      const head = viewOf(streams.get('WordDocument')!);
      const end = head.getUint32(76, true);
      const marks = new Uint32Array(count + 1).fill(1);
      const texts = Uint32Array.from({ length: count + 2 }, (_, i) => (i % 2 === 0 ? 0 : end));
      const table = streams.get('1Table')!;
      const made = [
        joined(new Uint8Array(marks.buffer), new Uint8Array(count * 2)),
        new Uint8Array(texts.buffer),
      ];
      let at = table.length;
      for (const [i, structure] of made.entries()) {
        head.setUint32(154 + (2 + i) * 8, at, true);
        head.setUint32(154 + (2 + i) * 8 + 4, structure.length, true);
        at += structure.length;
      }
      streams.set('1Table', joined(table, ...made));
    });
    const { pages, findings } = await docReader.read(bytes, { name: 'x.doc', limits });
    expect(pages[0]?.content).toHaveProperty('kind', 'declared');
    expect(print(await itemsOf(bytes))).toHaveLength(printed.length - 2);
    expect(findings).toMatchObject([{ code: 'content-left-out' }]);
  });

  it.each([
    ['Word 6', 0xa5dc, 101],
    ['Word 95 for East Asia', 0xa699, 104],
  ])('of %s go to the converter', async (_, identity, version) => {
    const old = withHead((head) => {
      head.setUint16(0, identity, true);
      head.setUint16(2, version, true);
    });
    await expect(itemsOf(old)).rejects.toMatchObject({ code: 'converter-missing' });
  });

  it('with any bytes changed are read or refused with a code, in bounded time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(report.length - 1), fc.nat(255)), { minLength: 1, maxLength: 30 }),
        async (changes) => {
          const bytes = report.slice();
          for (const [at, value] of changes) bytes[at] = value;
          try {
            await itemsOf(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(PipelineError);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
