import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { reader } from '../../../extractors/formats/pdf.ts';
import { recognise } from '../../../extractors/recognise.ts';
import { reconstruct } from '../../../extractors/reconstruct.ts';
import { PipelineError } from '../../../schemas/error.ts';
import { gridBoxes, makePdf } from '../../make-pdf.ts';
import { encryptedPdf } from '../../pdf-encryption.ts';
import { firstMore, type PdfObject, rawPdf, showText } from '../../pdf-file.ts';

/** How many mutants are read; a longer hunt: MINGXI_FUZZ=20000 npx vitest run test/extractors/pdf/fuzz.test.ts */
const runs = Number(process.env.MINGXI_FUZZ ?? 150);
/** What reading them may take (milliseconds): beyond, one hangs. */
const patience = Math.max(300_000, runs * 2000);

const context = { name: 'a.pdf', limits: { maxBytes: 1e9, maxLineLength: 1e6, maxMilliseconds: 1e6 } };
const at = (n: number) => `${firstMore + n} 0 R`;
const grid = {
  boxes: gridBoxes([60, 200, 300, 400], [100, 120, 140, 160]),
  texts: [
    { text: '科目名称', x: 65, y: 114 },
    { text: '合计', x: 205, y: 114 },
    { text: '教育支出', x: 65, y: 134 },
    { text: '1,204.50', x: 205, y: 134 },
  ],
};
const stream = (text: string): PdfObject => ({
  dictionary: '/Filter /FlateDecode',
  stream: deflateSync(Buffer.from(text, 'latin1')),
});
const picture: PdfObject = {
  dictionary: '/Type /XObject /Subtype /Image /Width 4 /Height 4 /ColorSpace /DeviceGray /BitsPerComponent 8',
  stream: '0123456789abcdef',
};
const form: PdfObject = {
  dictionary:
    '/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Matrix [1 0 0 1 5 5] /Resources << /Font << /F1 3 0 R >> >>',
  stream: showText('form', 50, 500),
};

/** Small sound PDFs, one for each part of the format that is read. */
const sound: readonly Uint8Array[] = [
  makePdf([grid]),
  makePdf([{ ...grid, rotate: 90 }, grid, grid]),
  rawPdf([{ content: stream(`${showText('packed', 50, 700)} 50 50 200 0.5 re f`) }]),
  rawPdf(
    [{ content: 'q 100 0 0 100 50 50 cm /Im Do Q', resources: `/XObject << /Im ${at(0)} >>` }],
    [picture],
  ),
  rawPdf(
    [{ content: '/Fm Do 0.5 0.5 -0.5 0.5 9 9 cm /Fm Do', resources: `/XObject << /Fm ${at(0)} >>` }],
    [form],
  ),
  rawPdf(
    [
      {
        content: `/OC /Off BDC ${showText('off', 50, 700)} EMC`,
        resources: `/Properties << /Off ${at(0)} >>`,
      },
    ],
    ['<< /Type /OCG /Name (off) >>'],
    `/OCProperties << /OCGs [${at(0)}] /D << /OFF [${at(0)}] >> >>`,
  ),
  rawPdf([
    {
      content: `/G gs ${showText('pale', 50, 700, 50)}`,
      resources: '/ExtGState << /G << /ca 0.2 /BM /Multiply >> >>',
    },
  ]),
  rawPdf(
    [{ content: showText('label', 50, 700), entries: `/MediaBox [0 0 595 842] /Annots [${at(0)}]` }],
    ['<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (12) /DA (/F1 9 Tf) /Rect [100 695 250 712] >>'],
    `/AcroForm << /Fields [${at(0)}] /DR << /Font << /F1 3 0 R >> >> >>`,
  ),
  rawPdf(
    [{ content: 'BT /T3 10 Tf 50 600 Td (AA) Tj ET', fonts: `/T3 ${at(0)}` }],
    [
      `<< /Type /Font /Subtype /Type3 /FontBBox [0 0 40 50] /FontMatrix [0.02 0 0 0.02 0 0] /CharProcs << /A ${at(1)} >> /Encoding << /Differences [65 /A] >> /FirstChar 65 /LastChar 65 /Widths [45] >>`,
      { dictionary: '', stream: '45 0 0 0 40 50 d1 0 0 40 50 re f' },
    ],
  ),
  rawPdf([
    {
      content: '/Sh sh 9 9 m 99 9 99 99 9 99 c b*',
      resources:
        '/Shading << /Sh << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 9 9] /Function << /FunctionType 2 /N 1 /Domain [0 1] >> >> >>',
    },
  ]),
  encryptedPdf('sealed', '', 'boss'),
  rawPdf([
    {
      content: showText('units', 50, 700),
      entries: '/MediaBox [0 0 595 842] /CropBox [10 10 500 800] /UserUnit 2 /Rotate 270',
    },
  ]),
];

interface Change {
  readonly place: number;
  readonly kind: 'byte' | 'cut' | 'double' | 'swap' | 'digit';
  readonly value: number;
}

const change: fc.Arbitrary<Change> = fc.record({
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  kind: fc.constantFrom('byte', 'cut', 'double', 'swap', 'digit'),
  value: fc.nat(255),
});

/** A file with something wrong somewhere: a byte, a piece gone or doubled, two pieces swapped, a number changed. */
function mutate(bytes: Uint8Array, changes: readonly Change[]): Uint8Array {
  let text = Buffer.from(bytes).toString('latin1');
  for (const { place, kind, value } of changes) {
    const from = Math.floor(place * text.length);
    const to = from + (value % 64) + 1;
    const [before, piece, behind] = [text.slice(0, from), text.slice(from, to), text.slice(to)];
    if (kind === 'byte') text = before + String.fromCharCode(value) + text.slice(from + 1);
    else if (kind === 'cut') text = before + behind;
    else if (kind === 'double') text = before + piece + piece + behind;
    else if (kind === 'swap') text = behind.slice(0, 64) + before + piece + behind.slice(64);
    else text = before + text.slice(from).replace(/\d+/u, String(value ** (1 + (value % 5))));
  }
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

async function survives(bytes: Uint8Array): Promise<void> {
  try {
    reconstruct(recognise(await reader.read(bytes, context)));
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
  }
}

describe('PDFs with something wrong somewhere', () => {
  it(
    'are read or refused: nothing else is thrown, nothing hangs',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...sound.keys()),
          fc.array(change, { minLength: 1, maxLength: 6 }),
          async (which, changes) => {
            await survives(mutate(sound[which] ?? new Uint8Array(), changes));
          },
        ),
        { numRuns: runs, seed: 20200824 },
      );
    },
    patience,
  );
});
