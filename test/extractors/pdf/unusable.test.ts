import { describe, expect, it } from 'vitest';
import { reader } from '../../../extractors/formats/pdf.ts';
import { recognisePages } from '../../../extractors/ocr/recognise-pages.ts';
import { recognise } from '../../../extractors/recognise.ts';
import { reconstruct } from '../../../extractors/reconstruct.ts';
import { firstMore, hexOf, type PdfObject, type RawPage, rawPdf, showText } from '../../pdf-file.ts';

const context = { name: 'a.pdf', limits: { maxBytes: 1e9, maxLineLength: 1e6, maxMilliseconds: 1e6 } };
const at = (n: number) => `${firstMore + n} 0 R`;

/** A font of two-byte codes whose ToUnicode map gives these texts ('' for none). */
function fontOf(map: ReadonlyMap<number, string>): PdfObject[] {
  const hex = (text: string) => Buffer.from(text, 'utf16le').swap16().toString('hex');
  const lines = [...map]
    .filter(([, text]) => text !== '')
    .map(([code, text]) => `<${code.toString(16).padStart(4, '0')}> <${hex(text)}>`);
  const blocks = Array.from({ length: Math.ceil(lines.length / 100) }, (_, i) => {
    const own = lines.slice(100 * i, 100 * i + 100);
    return `${own.length} beginbfchar\n${own.join('\n')}\nendbfchar`;
  });
  return [
    `<< /Type /Font /Subtype /Type0 /BaseFont /Own /Encoding /Identity-H /DescendantFonts [${at(1)}] /ToUnicode ${at(2)} >>`,
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Own /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 6 0 R /DW 1000 >>',
    {
      dictionary: '',
      stream: `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def
1 begincodespacerange <0000> <ffff> endcodespacerange\n${blocks.join('\n')}\nendcmap end end`,
    },
  ];
}

/** Text in that font, each character by its code. */
function coded(codes: readonly number[], x: number, y: number): string {
  const shown = codes.map((code) => code.toString(16).padStart(4, '0')).join('');
  return `BT /Own 10 Tf 1 0 0 1 ${x} ${y} Tm <${shown}> Tj ET`;
}

async function read(pages: readonly RawPage[], more: readonly PdfObject[] = []) {
  const source = await recognisePages(await reader.read(rawPdf(pages, more), context), null);
  const contents = source.pages.map(({ content }) => {
    if (content.kind !== 'marks') throw new Error('no page');
    return {
      words: content.words.map(({ text }) => text),
      regions: content.regions.map(({ reason }) => reason),
      leftOut: content.leftOut,
      watermarks: content.watermarks.map(({ text }) => text),
    };
  });
  return { ...reconstruct(recognise(source)), contents, findings: source.findings };
}

const own = { fonts: `/Own ${at(0)}` };
const sentence =
  '本部门二〇二〇年度收入总计与支出总计均为一百万元，与上年相比增加十万元，增长百分之十，主要原因是人员经费增加。' +
  '其中一般公共预算财政拨款收入九十万元，其他收入十万元，年末结转和结余为零。';
const page = (text: string, code: (character: string, i: number) => number): string =>
  Array.from({ length: Math.ceil(text.length / 30) }, (_, line) =>
    coded(
      [...text].slice(30 * line, 30 * line + 30).map((c, i) => code(c, 30 * line + i)),
      50,
      700 - 20 * line,
    ),
  ).join('\n');
const codeOf = (character: string) => character.codePointAt(0) ?? 0;
const mapOf = (give: (character: string, i: number) => string) =>
  new Map([...new Set(sentence)].map((character, i) => [codeOf(character), give(character, i)]));

describe('text that a font does not give', () => {
  it('is read where the map is right', async () => {
    const { contents } = await read([{ content: page(sentence, codeOf), ...own }], fontOf(mapOf((c) => c)));
    expect(contents[0]?.words.join('')).toBe(sentence);
    expect(contents[0]?.regions).toEqual([]);
  });

  it.each<[string, (character: string, i: number) => string, string]>([
    ['all are control characters', (_, i) => String.fromCharCode(1 + (i % 30)), 'no-characters'],
    ['all are private use', (_, i) => String.fromCharCode(0xe000 + i), 'no-characters'],
    ['all are the replacement character', () => '\uFFFD', 'wrong-characters'],
    ['all are one hanzi', () => '一', 'wrong-characters'],
    ['all are white space', () => ' ', 'wrong-characters'],
    [
      'they are hanzi of anywhere',
      (_, i) => String.fromCharCode(0x4e00 + ((i * 7919) % 20000)),
      'wrong-characters',
    ],
    ['they are letters of many scripts', (_, i) => String.fromCharCode(0x250 + i * 40), 'wrong-characters'],
    ['they are signs', (_, i) => String.fromCharCode(0x21 + (i % 14)), 'wrong-characters'],
  ])('where %s: a region, and no text', async (_, give, reason) => {
    const content = `${page(sentence, codeOf)} ${showText('1,234.50', 50, 100)}`;
    const { contents, findings, blocks, tables, unaccounted } = await read(
      [{ content, ...own }],
      fontOf(mapOf(give)),
    );
    expect(contents[0]).toMatchObject({ words: [], regions: [reason], leftOut: ['1,234.50'] });
    expect(findings).toMatchObject([{ code: 'text-unusable', page: 1, location: 'p1' }]);
    expect({ blocks, tables }).toEqual({ blocks: [], tables: [] });
    expect([...unaccounted]).toEqual([[1, ['1,234.50']]]);
  });

  it('takes random letters of a standard font for what they are', async () => {
    const lines = Array.from({ length: 40 }, (_, i) =>
      showText(((i + 7) ** 9 % 2 ** 50).toString(36), 50, 800 - 12 * i),
    );
    const { contents } = await read([{ content: lines.join('\n') }]);
    expect(contents[0]).toMatchObject({ regions: [], leftOut: [] });
  });

  it('judges a font by all pages, and reads those before again', async () => {
    const wrong = mapOf((_, i) => String.fromCharCode(0x4e00 + ((i * 7919) % 20000)));
    const few = { content: coded([...sentence].slice(0, 8).map(codeOf), 50, 700), ...own };
    const { contents } = await read([few, { content: page(sentence, codeOf), ...own }], fontOf(wrong));
    expect(contents.map(({ words }) => words)).toEqual([[], []]);
  });

  it('leaves a figure out of which one digit is lost, keeps the hanzi around a lost one', async () => {
    const map = new Map(
      [...'支出合计1234.50'].map((c) => [codeOf(c), c === '4' || c === '出' ? '\uE123' : c]),
    );
    const content = `${coded([...'支出合计'].map(codeOf), 50, 700)} ${coded([...'1234.50'].map(codeOf), 200, 700)} ${showText('sound words beside it and more of them', 50, 600)}`;
    const { contents, findings } = await read([{ content, ...own }], fontOf(map));
    expect(contents[0]?.words.slice(0, 2)).toEqual(['支\uFFFC合计', '\uFFFC']);
    expect(contents[0]?.regions).toEqual(['no-characters', 'no-characters']);
    expect(findings[0]?.message).toMatch(/^Some text of page 1/u);
  });

  it('takes a cell whose figure is lost for unread, not for blank', async () => {
    const map = new Map([...'123'].map((c) => [codeOf(c), c === '2' ? '' : c]));
    const lines = [
      ...[60, 200, 300, 400].map((x) => `${x} 640 0.5 60 re f`),
      ...[640, 660, 680, 700].map((y) => `60 ${y} 340 0.5 re f`),
    ];
    const rows = [
      ['Item', 'Sum', 'Share'],
      ['Bread', '12', '40'],
      ['Wine', '', '60'],
    ].flatMap((row, r) => row.map((text, c) => showText(text, [65, 205, 305][c] ?? 0, 686 - 20 * r)));
    const content = [...lines, ...rows, coded([0x31, 2, 0x33], 205, 646)].join('\n');
    const { tables } = await read([{ content, ...own }], fontOf(map));
    const cell = tables[0]?.cells.find(({ row, column }) => row === 2 && column === 1);
    expect(cell).toMatchObject({ text: '', flags: ['image-cell'] });
    expect(tables[0]?.cells.find(({ row, column }) => row === 1 && column === 1)).toMatchObject({
      text: '12',
      flags: [],
    });
  });

  it('takes the one code that a map lacks for a space where spaces have it', async () => {
    const map = new Map([...'12支出'].map((c) => [codeOf(c), c]));
    const content = coded([codeOf('支'), 3, codeOf('出'), 3, 3, codeOf('1'), codeOf('2')], 50, 700);
    const { contents } = await read([{ content, ...own }], fontOf(map));
    expect(contents[0]).toMatchObject({ words: ['支', '出', '12'], regions: [] });
  });

  it('knows the bullets of symbol fonts', async () => {
    const objects = fontOf(new Map([[1, '\uF0B7']])).map((object) =>
      typeof object === 'string'
        ? object.replaceAll('/BaseFont /Own', '/BaseFont /Wingdings-Regular')
        : object,
    );
    const content = `${coded([1], 50, 700)} ${showText('an item', 70, 700)}`;
    const { contents } = await read([{ content, ...own }], objects);
    expect(contents[0]).toMatchObject({ words: ['•', 'an', 'item'], regions: [] });
  });

  it('reads ligatures, radicals, compatibility forms and soft hyphens as what they show', async () => {
    const shown = ['ﬁ', '⻝', '⾦', '豈', '\u00AD', '\u200B', 'x'];
    const map = new Map(shown.map((c, i) => [0x100 + i, c]));
    const content = shown.map((_, i) => coded([0x100 + i], 50, 700 - 20 * i)).join(' ');
    const { contents } = await read([{ content, ...own }], fontOf(map));
    expect(contents[0]?.words).toEqual(['fi', '食', '金', '豈'.normalize('NFKC'), '-', 'x']);
  });
});

describe('vertical text', () => {
  const vertical: PdfObject =
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-V /DescendantFonts [5 0 R] >>';
  const column = (text: string, x: number) => `BT /V 12 Tf ${x} 700 Td <${hexOf(text)}> Tj ET`;
  const fonts = `/V ${at(0)}`;

  it('reads a page of it from the right, with horizontal punctuation', async () => {
    const content = `${column('支出总计九十万元。', 480)} ${column('收入总计一百万元，', 500)}`;
    const { contents } = await read([{ content, fonts }], [vertical]);
    expect(contents[0]?.words).toEqual(['收入总计一百万元，', '支出总计九十万元。']);
  });

  it('reads a word of it beside others', async () => {
    const content = `${showText('Plain words run on from one line', 50, 600)} ${column('合计', 500)}`;
    const { contents } = await read([{ content, fonts }], [vertical]);
    expect(contents[0]?.words.at(-1)).toBe('合计');
  });
});

describe('pages and parts that are pictures', () => {
  const picture: PdfObject = {
    dictionary:
      '/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8',
    stream: '\x80',
  };
  const resources = `/XObject << /Im ${at(0)} >>`;
  const place = (x0: number, y0: number, x1: number, y1: number) =>
    `q ${x1 - x0} 0 0 ${y1 - y0} ${x0} ${y0} cm /Im Do Q`;
  const prose = Array.from({ length: 10 }, (_, i) =>
    showText('Plain words run on from one line to the next', 50, 300 - 14 * i),
  ).join('\n');

  it.each<[string, string, string[], string | null]>([
    ['a scan', place(0, 0, 595, 842), ['scan'], 'Page 1 is a picture and was not read.'],
    [
      'a scan with a hidden text layer',
      `${place(0, 0, 595, 842)} ${showText('ga rbl ed', 50, 700, 10, '3 Tr')}`,
      ['scan'],
      'Page 1 is a picture and was not read. The text hidden behind it is a guess at it and was not taken.',
    ],
    [
      'a scan over its text layer',
      `${showText('garbled', 50, 700)} ${place(0, 0, 595, 842)}`,
      ['scan'],
      'Page 1 is a picture and was not read. The text hidden behind it is a guess at it and was not taken.',
    ],
    [
      'a scan in strips',
      [0, 200, 400, 600].map((y) => place(0, y, 595, y + 200)).join(' '),
      ['scan'],
      'Page 1 is a picture and was not read.',
    ],
    [
      'a scan with a page number',
      `${place(0, 0, 595, 842)} ${showText('12', 290, 30)}`,
      ['scan'],
      'Page 1 is a picture and was not read.',
    ],
    ['a ground for text', `${place(0, 0, 595, 842)} ${prose}`, [], null],
    ['a picture in text', `${place(50, 400, 300, 600)} ${prose}`, ['picture'], null],
    [
      'a picture and a title',
      `${place(50, 100, 550, 750)} ${showText('Annex', 50, 800)}`,
      ['scan'],
      'Page 1 is a picture and was not read.',
    ],
    [
      'a large picture in text',
      `${place(30, 320, 565, 700)} ${prose}`,
      ['picture'],
      'A large picture on page 1 was not read.',
    ],
    [
      'a small picture alone',
      place(50, 400, 300, 600),
      ['picture'],
      'A large picture on page 1 was not read.',
    ],
    ['an ornament in text', `${place(50, 400, 56, 404)} ${prose}`, [], null],
    ['nothing at all', '', [], null],
  ])('%s', async (_, content, regions, message) => {
    const { contents, findings } = await read([{ content, resources }], [picture]);
    expect(contents[0]?.regions).toEqual(regions);
    expect(findings.map((finding) => finding.message)).toEqual(message === null ? [] : [message]);
  });

  it('characters drawn as shapes', async () => {
    const shape = (i: number) => {
      const [x, y] = [50 + 12 * (i % 20), 700 - 20 * Math.floor(i / 20)];
      return `${x} ${y} m ${x + 8} ${y} ${x + 8} ${y + 10} ${x} ${y + 10} c ${x + 4} ${y + 5} l f`;
    };
    const { contents, findings } = await read([
      { content: Array.from({ length: 60 }, (_, i) => shape(i)).join('\n') },
    ]);
    expect(contents[0]?.regions).toEqual(['outlines']);
    expect(findings).toMatchObject([{ code: 'text-unusable' }]);
  });

  it('a picture in a cell of a table', async () => {
    const lines = [
      ...[60, 200, 300, 400].map((x) => `${x} 640 0.5 60 re f`),
      ...[640, 660, 680, 700].map((y) => `60 ${y} 340 0.5 re f`),
    ];
    const rows = [
      ['Item', 'Sum', 'Share'],
      ['Bread', '12', '40'],
      ['Wine', '', '60'],
    ].flatMap((row, r) => row.map((text, c) => showText(text, [65, 205, 305][c] ?? 0, 686 - 20 * r)));
    const content = [...lines, ...rows, place(210, 643, 250, 657)].join('\n');
    const { tables } = await read([{ content, resources }], [picture]);
    expect(tables[0]?.cells.filter(({ flags }) => flags.length > 0)).toMatchObject([
      { row: 2, column: 1, text: '', flags: ['image-cell'] },
    ]);
  });
});

describe('watermarks', () => {
  it.each<[string, string]>([
    ['level', showText('DRAFT', 80, 650, 60, '0.85 g')],
    ['aslant', 'BT 0.9 g /F1 60 Tf 0.7071 0.7071 -0.7071 0.7071 100 600 Tm (DRAFT) Tj ET'],
    ['in red, translucent', `/Half gs ${showText('DRAFT', 80, 650, 60, '1 0 0 rg')}`],
  ])('are kept out of a table: %s', async (_, mark) => {
    const lines = [
      ...[60, 200, 300, 400].map((x) => `${x} 640 0.5 60 re f`),
      ...[640, 660, 680, 700].map((y) => `60 ${y} 340 0.5 re f`),
    ];
    const rows = [
      ['Item', 'Sum', 'Share'],
      ['Bread', '12', '40'],
      ['Wine', '', ''],
    ];
    const texts = rows.flatMap((row, r) =>
      row.map((text, c) => showText(text, [65, 205, 305][c] ?? 0, 686 - 20 * r)),
    );
    const content = [...lines, ...texts, mark].join('\n');
    const resources = '/ExtGState << /Half << /ca 0.3 >> >>';
    const { tables, contents } = await read([{ content, resources }]);
    expect(tables[0]?.cells.map(({ text }) => text)).toEqual(rows.flat());
    expect(contents[0]?.watermarks).toEqual(['DRAFT']);
  });

  const prose = Array.from({ length: 12 }, (_, i) =>
    showText('Plain words run on from one line to the next', 50, 700 - 14 * i),
  ).join('\n');
  const aslant = (text: string, x: number, y: number, size: number, before = '') =>
    `BT ${before} /F1 ${size} Tf 0.7071 0.7071 -0.7071 0.7071 ${x} ${y} Tm (${text}) Tj ET`;

  it.each<[string, string, string[], string[]]>([
    ['large and aslant', aslant('DRAFT', 100, 500, 60), ['DRAFT'], []],
    ['pale and aslant', aslant('DRAFT', 100, 500, 12, '0.8 g'), ['DRAFT'], []],
    ['pale, level, over the text', showText('DRAFT', 100, 620, 60, '0.85 g'), ['DRAFT'], []],
    [
      'a pattern aslant',
      [100, 250, 400].map((x) => aslant('copy', x, 500, 12)).join(' '),
      ['copy', 'copy', 'copy'],
      [],
    ],
    ['a label aslant is none', aslant('label', 100, 500, 10), [], ['label']],
    ['a pale title beside the text is none', showText('Title', 50, 780, 30, '0.7 g'), [], []],
  ])('%s', async (_, content, watermarks, leftOut) => {
    const { contents, blocks, unaccounted } = await read([{ content: `${prose}\n0 g ${content}` }]);
    expect(contents[0]).toMatchObject({ watermarks, leftOut });
    const kinds = (text: string) => blocks.filter((block) => block.text === text).map(({ kind }) => kind);
    for (const text of watermarks) expect(new Set(kinds(text))).toEqual(new Set(['furniture']));
    expect([...unaccounted.values()].flat()).toEqual(leftOut);
  });
});
