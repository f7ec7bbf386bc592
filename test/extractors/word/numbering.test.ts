import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spellNumber } from '../../../extractors/text/number-formats.ts';
import { para } from '../../make-docx.ts';
import { texts } from './read.ts';

const level = (depth: number, format: string, text: string, more = ''): string =>
  `<w:lvl w:ilvl="${depth}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
const abstract = (id: number, levels: string): string =>
  `<w:abstractNum w:abstractNumId="${id}">${levels}</w:abstractNum>`;
const list = (id: number, abstractId: number, more = ''): string =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${abstractId}"/>${more}</w:num>`;
const numbered = (id: number, depth: number, text = '甲'): string =>
  para(text, `<w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="${id}"/></w:numPr>`);

const chinese = abstract(
  0,
  level(0, 'chineseCountingThousand', '%1、') +
    level(1, 'chineseCounting', '（%2）') +
    level(2, 'decimal', '%3.') +
    level(3, 'decimal', '%1.%4', '<w:isLgl/>'),
);

describe('numbers of lists', () => {
  it('stand before the text as they are shown, each level beginning anew under the next above', async () => {
    const numbering = chinese + list(1, 0);
    const depths = [0, 1, 1, 2, 0, 1, 2, 2, 3];
    expect(await texts(depths.map((depth) => numbered(1, depth)).join(''), { numbering })).toEqual([
      ...['一、甲', '（一）甲', '（二）甲', '1. 甲', '二、甲', '（一）甲', '1. 甲', '2. 甲', '2.1 甲'],
    ]);
  });

  it('go on over lists of one kind, and begin anew where a list says so', async () => {
    const anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>';
    const numbering = chinese + list(1, 0) + list(2, 0) + list(3, 0, anew);
    const body = [1, 2, 3, 3, 1].map((id) => numbered(id, 0)).join('');
    expect(await texts(body, { numbering })).toEqual(['一、甲', '二、甲', '五、甲', '六、甲', '七、甲']);
  });

  it('go on under the next above where the level says that nothing restarts it', async () => {
    const numbering =
      abstract(0, level(0, 'decimal', '%1') + level(1, 'decimal', '%1.%2', '<w:lvlRestart w:val="0"/>')) +
      list(1, 0);
    const body = [0, 1, 0, 1].map((depth) => numbered(1, depth)).join('');
    expect(await texts(body, { numbering })).toEqual(['1 甲', '1.1 甲', '2 甲', '2.2 甲']);
  });

  it('come from styles, at the level that the list gives to the style', async () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>' +
      '<w:style w:type="paragraph" w:styleId="h2"><w:basedOn w:val="h1"/></w:style>' +
      '<w:style w:type="numbering" w:styleId="l"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>';
    const numbering =
      abstract(
        0,
        level(0, 'chineseCounting', '第%1部分', '<w:pStyle w:val="h1"/>') +
          level(1, 'chineseCounting', '%2、', '<w:pStyle w:val="h2"/>'),
      ) +
      abstract(1, '<w:numStyleLink w:val="l"/>') +
      list(1, 0) +
      list(2, 1);
    const body =
      para('概况', '<w:pStyle w:val="h1"/>') +
      para('职责', '<w:pStyle w:val="h2"/>') +
      para('无号', '<w:pStyle w:val="h1"/><w:numPr><w:numId w:val="0"/></w:numPr>') +
      numbered(2, 1, '机构');
    expect(await texts(body, { styles, numbering })).toEqual([
      '第一部分 概况',
      '一、职责',
      '无号',
      '二、机构',
    ]);
  });

  it('stand alone in cells that have nothing else, and bullets are no text', async () => {
    const numbering =
      abstract(0, level(0, 'decimal', '%1', '<w:suff w:val="nothing"/>')) +
      abstract(1, level(0, 'bullet', '\uf0b7')) +
      list(1, 0) +
      list(2, 1);
    expect(await texts(numbered(1, 0, '') + numbered(2, 0, '12.30'), { numbering })).toEqual(['1', '12.30']);
  });

  it('end where lists or styles go round in circles, or are not there', async () => {
    const styles =
      '<w:style w:type="numbering" w:styleId="l"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>';
    const numbering = abstract(0, '<w:numStyleLink w:val="l"/>') + list(1, 0) + list(2, 7);
    expect(await texts(numbered(1, 0) + numbered(2, 0) + numbered(3, 0), { styles, numbering })).toEqual([
      ...['甲', '甲', '甲'],
    ]);
  });

  it.each([
    [
      'chineseCountingThousand',
      [1, 10, 11, 20, 21, 99, 101, 110, 1010],
      '一 十 十一 二十 二十一 九十九 一百零一 一百一十 一千零一十',
    ],
    ['ideographDigital', [1, 10, 21], '一 一〇 二一'],
    ['chineseLegalSimplified', [1, 10, 21], '壹 壹拾 贰拾壹'],
    ['ideographTraditional', [1, 10, 11], '甲 癸 11'],
    ['ideographZodiac', [1, 12], '子 亥'],
    ['decimalFullWidth', [1, 10], '１ １０'],
    ['decimalEnclosedCircle', [1, 20, 21], '① ⑳ 21'],
    ['decimalEnclosedParen', [3], '⑶'],
    ['decimalZero', [3, 12], '03 12'],
    ['upperLetter', [1, 26, 27], 'A Z AA'],
    ['lowerRoman', [4, 9, 1994], 'iv ix mcmxciv'],
    ['unheardOf', [7], '7'],
    ['none', [7], ''],
  ])('are spelled as %s', (format, numbers, spelled) => {
    expect(numbers.map((number) => spellNumber(number, format)).join(' ')).toBe(spelled);
  });

  it('in hanzi are each another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 9999 }), (one, other) => {
        fc.pre(one !== other);
        for (const format of ['chineseCounting', 'chineseLegalSimplified', 'upperRoman', 'ideographDigital'])
          expect(spellNumber(one, format)).not.toBe(spellNumber(other, format));
      }),
    );
  });
});
