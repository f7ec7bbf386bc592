import { describe, expect, it } from 'vitest';
import { reader } from '../../../extractors/formats/pdf.ts';
import { firstMore, type PdfObject, type RawPage, rawPdf, showText } from '../../pdf-file.ts';

const context = { name: 'a.pdf', limits: { maxBytes: 1e9, maxLineLength: 1e6, maxMilliseconds: 1e6 } };

/** Words of the first page, and how many glyphs were told to be hidden. */
async function seen(page: RawPage, more: readonly PdfObject[] = [], catalog = '') {
  const { pages } = await reader.read(rawPdf([page], more, catalog), context);
  const content = pages[0]?.content;
  if (content?.kind !== 'marks') throw new Error('no page');
  return { words: content.words.map(({ text }) => text), hidden: content.hiddenGlyphs };
}

const plain = showText('plain', 50, 700);
const other = (before: string) => showText('other', 50, 600, 10, before);
const box = '40 590 200 30 re f';
const image: PdfObject = {
  dictionary: '/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8',
  stream: '\x80',
};
const see = { words: ['plain', 'other'], hidden: 0 };
const miss = { words: ['plain'], hidden: 5 };

/** A Type 3 font whose one character is 50 units high in a glyph space of whole points. */
const type3: PdfObject[] = [
  `<< /Type /Font /Subtype /Type3 /FontBBox [0 0 40 50] /FontMatrix [1 0 0 1 0 0] /CharProcs << /A ${firstMore + 1} 0 R >>
   /Encoding << /Differences [65 /A] >> /FirstChar 65 /LastChar 65 /Widths [45] >>`,
  { dictionary: '', stream: '45 0 0 0 40 50 d1 0 0 40 50 re f' },
];

describe('text that is painted and cannot be seen', () => {
  it.each<[string, string, object]>([
    ['plain', other(''), see],
    ['invisible (render mode 3)', other('3 Tr'), miss],
    ['only a clip (render mode 7)', other('7 Tr'), miss],
    ['a clip through which a fill is seen', `q ${other('7 Tr')} 0 0 1 rg 0 0 595 842 re f Q`, see],
    ['a clip before the fill of something else', `q ${other('7 Tr')} Q 0 0 1 rg 0 0 20 20 re f`, miss],
    ['an outline (render mode 1)', other('1 Tr'), see],
    ['an outline in white (render mode 1)', other('1 Tr 1 G'), miss],
    ['white on the paper', other('1 g'), miss],
    ['almost white on the paper', other('0.99 g'), miss],
    ['white in a filled box', `0 0 1 rg ${box} ${other('1 g')}`, see],
    ['in the colour of its box', `0 0 1 rg ${box} ${other('0 0 1 rg')}`, miss],
    ['black in a box that is painted white again', `0 g ${box} 1 g ${box} ${other('0 g')}`, see],
    ['white on white over black', `0 g ${box} 1 g ${box} ${other('1 g')}`, miss],
    ['under a black box', `${other('')} 0 g ${box}`, miss],
    ['under a white box', `${other('')} 1 g ${box}`, miss],
    ['struck through', `${other('')} 0 g 40 603 200 1 re f`, see],
    ['beside a later box', `${other('')} 0 g 80 590 200 30 re f`, see],
    ['under a circle', `${other('')} 0 g 40 600 m 40 640 90 640 90 600 c 90 560 40 560 40 600 c f`, see],
    ['under a box cut to a triangle', `${other('')} q 40 590 m 240 590 l 40 620 l h W n 0 g ${box} Q`, see],
    ['under a frame', `${other('')} 0 g 40 590 200 30 re 41 591 198 28 re f*`, see],
    ['clipped away', `q 0 0 20 20 re W n ${other('')} Q`, miss],
    ['off the page', showText('other', 700, 600), miss],
    ['of no size', showText('other', 50, 600, 0), { words: ['plain'], hidden: 5 }],
    ['too small to read', showText('other', 50, 600, 0.3), miss],
  ])('%s', async (_, content, expected) => {
    expect(await seen({ content: `${plain} 0 g ${content}` })).toEqual(expected);
  });

  it.each<[string, string, object]>([
    ['transparent', `/Clear gs ${other('')}`, miss],
    ['translucent', `/Half gs ${other('')}`, see],
    ['under a translucent box', `${other('')} q /Half gs 0 g ${box} Q`, see],
    ['under a highlighter (multiply)', `${other('')} q /Multiply gs 1 1 0 rg ${box} Q`, see],
    ['under a picture', `${other('')} q 200 0 0 30 40 590 cm /Im Do Q`, miss],
    ['over a picture', `q 200 0 0 30 40 590 cm /Im Do Q ${other('')}`, see],
    ['white over a picture', `q 200 0 0 30 40 590 cm /Im Do Q ${other('1 g')}`, see],
    ['under a stamp with a soft mask', `${other('')} q 200 0 0 30 40 590 cm /Stamp Do Q`, see],
    ['in a form', '/Form Do', see],
    ['in a form outside its box', '/Small Do', miss],
    ['on a layer that is on', `/OC /On BDC ${other('')} EMC`, see],
    ['on a layer that is off', `/OC /Off BDC ${other('')} EMC`, miss],
    ['inside a span on a layer that is off', `/OC /Off BDC /Span << >> BDC ${other('')} EMC EMC`, miss],
    ['behind a layer that is off', `/OC /Off BDC EMC ${other('')}`, see],
  ])('%s', async (_, content, expected) => {
    const at = (n: number) => `${firstMore + n} 0 R`;
    const form = (box: string): PdfObject => ({
      dictionary: `/Type /XObject /Subtype /Form /BBox ${box} /Resources << /Font << /F1 3 0 R >> >>`,
      stream: other(''),
    });
    const more: PdfObject[] = [
      image,
      typeof image === 'string' ? image : { ...image, dictionary: `${image.dictionary} /SMask ${at(0)}` },
      form('[0 0 595 842]'),
      form('[0 0 20 20]'),
      '<< /Type /OCG /Name (on) >>',
      '<< /Type /OCG /Name (off) >>',
    ];
    const resources = [
      '/ExtGState << /Clear << /ca 0 >> /Half << /ca 0.5 >> /Multiply << /BM /Multiply >> >>',
      `/XObject << /Im ${at(0)} /Stamp ${at(1)} /Form ${at(2)} /Small ${at(3)} >>`,
      `/Properties << /On ${at(4)} /Off ${at(5)} >>`,
    ].join(' ');
    const catalog = `/OCProperties << /OCGs [${at(4)} ${at(5)}] /D << /ON [${at(4)}] /OFF [${at(5)}] >> >>`;
    expect(await seen({ content: `${plain} ${content}`, resources }, more, catalog)).toEqual(expected);
  });

  it('measures a Type 3 font by what it draws', async () => {
    const content = `${plain} BT /T3 0.2 Tf 1 0 0 1 50 600 Tm (AA) Tj ET`;
    const page = { content, fonts: `/T3 ${firstMore} 0 R` };
    expect(await seen(page, type3)).toEqual({ words: ['plain', 'AA'], hidden: 0 });
  });

  it('takes no clip of the page over to an annotation', async () => {
    const note: PdfObject[] = [
      `<< /Type /Annot /Subtype /FreeText /Rect [40 590 240 620] /DA (/F1 10 Tf) /AP << /N ${firstMore + 1} 0 R >> >>`,
      {
        dictionary: '/Type /XObject /Subtype /Form /BBox [0 0 200 30] /Resources << /Font << /F1 3 0 R >> >>',
        stream: showText('other', 10, 10),
      },
    ];
    const page = {
      content: `${plain} 0 0 20 20 re W n`,
      entries: `/MediaBox [0 0 595 842] /Annots [${firstMore} 0 R]`,
    };
    expect(await seen(page, note)).toEqual(see);
  });
});
