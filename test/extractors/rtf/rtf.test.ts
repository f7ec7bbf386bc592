import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reader } from '../../../extractors/formats/rtf.ts';
import { readRtf } from '../../../extractors/rtf/read-rtf.ts';
import type { DeclaredItem, DeclaredTable, SourceDocument } from '../../../schemas/document.ts';

const latin = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const head =
  '{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fnil\\fcharset134 SimSun;}{\\f1\\fcharset0 Times;}{\\f2\\fcharset136 Ming;}}';
const itemsOf = (body: string): readonly DeclaredItem[] => readRtf(latin(`${head}${body}}`)).items;
const textsOf = (body: string): string[] =>
  itemsOf(body).flatMap((item) => (item.kind === 'text' ? [item.text] : []));
const tableOf = (body: string): DeclaredTable =>
  itemsOf(body).find((item): item is DeclaredTable => item.kind === 'table')!;
/** `row,column rows×columns text` of each cell. */
const cellsOf = (table: DeclaredTable): string[] =>
  table.cells.map((c) => `${c.row},${c.column} ${c.rowSpan}×${c.columnSpan} ${c.text}`);
const limits = { maxBytes: 1e9, maxLineLength: 1e6, maxMilliseconds: 1e6 };
const read = (text: string): Promise<SourceDocument> => reader.read(latin(text), { name: 'x.rtf', limits });

/** A hundred by a hundred grey pixels would do; eight bytes of a PNG's head are enough to be carried. */
const png = '89504e470d0a1a0a';

describe('text of RTF', () => {
  it.each([
    ['double bytes of a Chinese font', "\\f0 \\'b2\\'bf\\'c3\\'c5\\par", ['部门']],
    ['double bytes whose second is written as it is', "\\f0 \\'81@\\'81\\'40\\par", ['丂丂']],
    ['raw bytes', '\\f0 \xb2\xbf\xc3\xc5\\par', ['部门']],
    ['a line end within a character', "\\f0 \\'b2\r\n\\'bf\\par", ['部']],
    ['a group between', "\\f0 \\'b2\\'bf{\\b \\'c3\\'c5}\\par", ['部门']],
    ['the traditional font', "\\f2 \\'b3\\'a1\\par", ['部']],
    ['a Western font in a Chinese file', "\\f1 \\'b2\\'bf\\par", ['部']],
    ['the font of wide characters', "\\loch\\f1\\hich\\af1\\dbch\\af0 \\'b2\\'bf\\par", ['部']],
    [
      'Unicode with a fallback of two bytes',
      "\\uc2\\u-28588\\'b2\\'bf x\\par",
      ['遒 x'.replace('遒', '\u9054')],
    ],
    ['Unicode beyond the first plane', '\\uc1\\u-10174?\\u-8265?\\par', ['\u{20bb7}']],
    ['no fallback', '\\uc0\\u37096\\u38376 1\\par', ['部门1']],
    ['a fallback that ends with its group', '{\\uc2\\u37096 ?}x\\par', ['部x']],
    ['hidden and deleted text', 'a{\\v b}{\\deleted c}\\v d\\v0 e\\par', ['ae']],
    ['symbols', '\\{1\\}\\\\ a\\~b\\-c\\_d\\tab e\\line f\\par', ['{1}\\ a\u00a0bc-d\te\nf']],
    ['quotes and dashes of Windows', "\\f1 x\\'93y\\'94\\'96\\'80\\par", ['x“y”–€']],
    ['a field', '{\\field{\\*\\fldinst HYPERLINK "x"}{\\fldrslt 12.5}}\\par', ['12.5']],
    ['unknown destinations', 'a{\\*\\unknown b{\\b c}}{\\info{\\title d}}e\\par', ['ae']],
    [
      'a text for those who know no Unicode, and the text',
      "a{\\upr{\\'b2}{\\*\\ud{\\u37096 ?}}}b\\par",
      ['a部b'],
    ],
    ['a star within a group', 'a{\\b0\\*\\cs7\\cf0 b}c\\par', ['abc']],
    ['a number of a list', "{\\listtext\\pard\\plain\\f0 \\'d2\\'bb\\'a1\\'a2\\tab}x\\par", ['一、x']],
    ['a number without a point', '{\\pntext 1\\tab}x\\par', ['1 x']],
    ['heads and feet', '{\\header no}{\\footerr no}yes\\par', ['yes']],
    ['blank paragraphs', 'a\\par\\par b\\par', ['a', '', 'b']],
    ['a last paragraph without end', 'a\\par b', ['a', 'b']],
  ])('%s', (_, body, expected) => {
    expect(textsOf(body)).toEqual(expected);
  });

  it('of a file that names no code page is Chinese where it reads as such', () => {
    const read = (body: string) =>
      readRtf(latin(`{\\rtf1\\ansi{\\fonttbl{\\f0 x;}}\\f0 ${body}\\par}`)).items;
    expect(read("\\'b2\\'bf\\'c3\\'c5")).toMatchObject([{ text: '部门' }]);
    expect(read("caf\\'e9 t")).toMatchObject([{ text: 'café t' }]);
  });

  it('has text boxes behind their paragraph and notes at the end, each once', () => {
    expect(
      textsOf(
        'a{\\super\\chftn{\\footnote\\pard {\\super\\chftn} note\\par}}b\\par ' +
          'c{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt\\pard box\\par}}{\\shprslt{\\*\\do{\\dptxbxtext box\\par}}}}\\par d\\par',
      ).map((text) => text.trim()),
    ).toEqual(['ab', 'c', 'box', 'd', 'note']);
  });

  it('has headings by outline level, by style and by the name of a style', () => {
    const styles =
      '{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 x;}{\\s2 heading 2;}{\\s3\\sbasedon2 y;}{\\*\\cs9 z;}}';
    const found = itemsOf(
      `${styles}\\pard\\s1 a\\par\\pard\\s2 b\\par\\pard\\s3 c\\par\\pard\\s1\\outlinelevel9 d\\par\\pard e\\par\\outlinelevel3 f\\par`,
    );
    expect(found.map((item) => item.kind === 'text' && item.heading)).toEqual([1, 2, 2, null, null, 4]);
  });
});

describe('tables of RTF', () => {
  it('have the columns of all edges and real spans', () => {
    const table = tableOf(
      '\\trowd\\trhdr\\trleft0\\clmgf\\cellx1000\\clmrg\\cellx2000\\clvmgf\\cellx3000\\pard\\intbl a\\cell\\cell b\\cell\\row' +
        '\\trowd\\trleft0\\cellx500\\cellx2010\\clvmrg\\cellx3000\\pard\\intbl c\\cell d\\cell\\cell\\row\\pard x\\par',
    );
    expect(cellsOf(table)).toEqual(['0,0 1×2 a', '0,2 2×1 b', '1,0 1×1 c', '1,1 1×1 d']);
    expect(table).toMatchObject({ rows: 2, columns: 3, headerRows: 1, location: 'table 1' });
    expect(table.cells[3]).toMatchObject({ location: 'table 1, row 2' });
  });

  it('stand in cells of tables', () => {
    const table = tableOf(
      '\\trowd\\cellx2000\\cellx4000\\pard\\intbl before\\par' +
        '\\pard\\intbl\\itap2 p\\nestcell q\\nestcell{\\*\\nesttableprops\\trowd\\cellx500\\cellx900\\nestrow}{\\nonesttables\\par}' +
        '\\pard\\intbl after\\cell z\\cell\\row',
    );
    expect(cellsOf(table)).toEqual(['0,0 1×1 before\nafter', '0,1 1×1 z']);
    const inner = table.cells[0]?.nested?.[1] as DeclaredTable;
    expect(cellsOf(inner)).toEqual(['0,0 1×1 p', '0,1 1×1 q']);
    expect(inner.location).toBe('table 2');
  });

  it('without a definition keep their cells', () => {
    expect(cellsOf(tableOf('\\pard\\intbl a\\cell b\\cell\\row c\\cell\\row'))).toEqual([
      '0,0 1×1 a',
      '0,1 1×1 b',
      '1,0 1×1 c',
    ]);
    expect(cellsOf(tableOf('{\\f0 a\\cell b\\cell }'))).toEqual(['0,0 1×1 a', '0,1 1×1 b']);
  });

  it('whose edges run backwards lose no cell', () => {
    const table = tableOf('\\trowd\\cellx900\\cellx300\\cellx300\\pard\\intbl a\\cell b\\cell c\\cell\\row');
    expect(cellsOf(table)).toEqual(['0,0 1×1 a', '0,1 1×1 b', '0,2 1×1 c']);
  });
});

describe('pictures of RTF', () => {
  it('stand in cells, once, as digits or as bytes', () => {
    const group = (data: string) => `{\\pict\\pngblip\\picwgoal1440\\pichgoal288 ${data}}`;
    const table = tableOf(
      `\\trowd\\cellx900\\cellx1800\\pard\\intbl{\\*\\shppict${group(png)}}{\\nonshppict{\\pict\\wmetafile8 00}}\\cell` +
        ` 1${group(`\\bin8 ${String.fromCharCode(...Buffer.from(png, 'hex'))}`)}\\cell\\row`,
    );
    expect(table.cells.map(({ text }) => text)).toEqual(['\uFFFC', '1\uFFFC']);
    for (const cell of table.cells)
      expect(cell.pictures).toEqual([
        { bytes: new Uint8Array(Buffer.from(png, 'hex')), width: 72, height: 14.4 },
      ]);
  });

  it('that float are read from the properties of their shape', () => {
    const [text] = itemsOf(
      `a{\\shp{\\*\\shpinst{\\sp{\\sn pib}{\\sv {\\pict\\jpegblip ffd8ff}}}}{\\shprslt{\\pict\\wmetafile8 00}}}\\par`,
    );
    expect(text).toMatchObject({ text: 'a\uFFFC', pictures: [{ bytes: Uint8Array.of(0xff, 0xd8, 0xff) }] });
  });
});

describe('bad RTF', () => {
  it('cut off is read as far as it goes, and says so', async () => {
    const source = await read('{\\rtf1 {\\b a\\par b');
    expect(source.pages[0]?.content).toMatchObject({ items: [{ text: 'a' }, { text: 'b' }] });
    expect(source.findings).toMatchObject([{ code: 'page-failed' }]);
  });

  it.each([
    ['groups without end', '{'.repeat(100_000)],
    ['millions of paragraphs', '\\par '.repeat(2_100_000)],
    [
      'a hundred thousand cells in a row',
      `\\trowd${'\\cellx9'.repeat(10)}\\intbl${'a\\cell '.repeat(100_000)}\\row`,
    ],
  ])('is refused: %s', async (_, body) => {
    await expect(read(`{\\rtf1 ${body}}`)).rejects.toMatchObject({ code: 'content-limit' });
  });

  it.each([
    ['groups that open and close', `${'{}'.repeat(1_000_000)}x`, 1],
    ['ten thousand nested groups', `${'{'.repeat(10_000)}x${'}'.repeat(10_000)}`, 1],
    ['braces that close too much', '}}}}x\\par junk', 1],
    ['a length that lies', 'x\\par{\\pict\\bin999999999 y', 2],
    ['edges without end', `\\trowd${'\\cellx9'.repeat(200_000)}\\intbl a\\cell\\row`, 1],
    [
      'rows that define cells they have not',
      `\\trowd${'\\cellx9'.repeat(900)}\\intbl${' x\\cell\\row'.repeat(20_000)}`,
      1,
    ],
    ['a word without end', `\\${'a'.repeat(200_000)} x`, 1],
    ['a number without end', `\\f${'1'.repeat(200_000)} x`, 1],
  ])('is read in bounded time: %s', async (_, body, count) => {
    const { pages } = await read(`{\\rtf1 ${body}}`);
    expect(pages[0]?.content).toHaveProperty('items.length', count);
  });

  it('of any pieces is read, never thrown at', () => {
    const piece = fc.constantFrom(
      ...[
        '{',
        '}',
        '\\par ',
        '\\cell ',
        '\\row ',
        '\\nestcell ',
        '\\nestrow ',
        '\\trowd',
        '\\cellx900 ',
        '\\intbl',
      ],
      ...[
        '\\itap3 ',
        '\\itap0 ',
        '\\pard',
        '\\clmrg',
        '\\clvmrg',
        '\\clvmgf',
        '\\pict',
        '\\bin5 ',
        "\\'b2",
        "\\'bf",
      ],
      ...[
        '\\u20013 ',
        '\\uc3 ',
        'x',
        '89',
        '\\*',
        '\\footnote ',
        '\\shptxt ',
        '\\listtext ',
        '\\fonttbl',
        '\\v ',
      ],
      ...[
        '\\stylesheet',
        '\\nesttableprops',
        '\\field',
        '\\fldrslt ',
        '\\shp',
        '\\row',
        '\\cell',
        '\\f0 ',
        '\\dbch',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        for (const item of itemsOf(pieces.join('')))
          if (item.kind === 'table') expect(overlaps(item)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same text however it is cut into lines and groups', () => {
    const word = fc.constantFrom("\\'b2\\'bf", "\\'c3\\'c5", '12.5', ' ', '\\u37096?', '\\tab ', 'a');
    fc.assert(
      fc.property(fc.array(fc.tuple(word, fc.nat(3)), { minLength: 1, maxLength: 30 }), (words) => {
        const plain = words.map(([text]) => text).join('');
        const cut = words
          .map(([text, way]) =>
            way === 0 ? text : way === 1 ? `\r\n${text}` : way === 2 ? `{${text}}` : `${text}{\\b1}`,
          )
          .join('');
        expect(textsOf(`\\f0 x${cut}\\par`)).toEqual(textsOf(`\\f0 x${plain}\\par`));
      }),
    );
  });
});

/** Places that two cells cover, or that lie without the table. */
function overlaps({ rows, columns, cells }: DeclaredTable): string[] {
  const seen = new Set<string>();
  return cells.flatMap((cell) => {
    const bad: string[] = cell.columnSpan < 1 ? ['empty'] : [];
    for (let r = cell.row; r < cell.row + cell.rowSpan; r++)
      for (let c = cell.column; c < cell.column + cell.columnSpan; c++) {
        const key = `${r},${c}`;
        if (seen.has(key) || r >= rows || c >= columns) bad.push(key);
        seen.add(key);
      }
    return bad;
  });
}
