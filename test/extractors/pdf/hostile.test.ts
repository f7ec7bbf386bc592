import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { reader } from '../../../extractors/formats/pdf.ts';
import { recognise } from '../../../extractors/recognise.ts';
import { reconstruct } from '../../../extractors/reconstruct.ts';
import { encryptedPdf } from '../../pdf-encryption.ts';
import {
  firstMore,
  type PdfObject,
  type RawPage,
  rawPdf,
  showText,
  standardFonts,
  writePdf,
} from '../../pdf-file.ts';

const context = { name: 'a.pdf', limits: { maxBytes: 1e9, maxLineLength: 1e6, maxMilliseconds: 1e6 } };
const at = (n: number) => `${firstMore + n} 0 R`;
const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const text = showText('sound', 50, 700);
const sound: RawPage = { content: text };
const a4 = '/MediaBox [0 0 595 842]';

/** Words by page, and what was found wrong: by code, or by page and message. */
async function outcomeOf(bytes: Uint8Array, password = '') {
  try {
    const source = await reader.read(bytes, { ...context, password });
    reconstruct(recognise(source));
    return {
      words: source.pages.map(({ content }) =>
        content.kind === 'marks' ? content.words.map((word) => word.text).join(' ') : '',
      ),
      wrong: source.findings.map(({ page, message }) => `${page}: ${message}`),
    };
  } catch (error) {
    return { error: (error as { code?: string }).code ?? String(error) };
  }
}

const fine = (...words: string[]) => ({ words, wrong: [] });

describe('encrypted PDFs', () => {
  it.each<[string, string, string, string, object]>([
    ['open by their user password', 'secret', 'boss', 'secret', fine('sealed')],
    ['open by their owner password', 'secret', 'boss', 'boss', fine('sealed')],
    ['open where only an owner password is set', '', 'boss', '', fine('sealed')],
    ['do not open without it', 'secret', 'boss', '', { error: 'pdf-encrypted' }],
    ['do not open by a wrong one', 'secret', 'boss', 'guess', { error: 'pdf-encrypted' }],
  ])('%s', async (_, user, owner, given, expected) => {
    expect(await outcomeOf(encryptedPdf('sealed', user, owner), given)).toEqual(expected);
  });
});

describe('files that are no sound PDF', () => {
  const three = rawPdf([sound, sound, sound]);
  const whole = latin1(three);
  const xref = whole.lastIndexOf('xref\n0');

  it.each<[string, () => Uint8Array, object]>([
    ['the header alone', () => Buffer.from('%PDF-1.7\n'), { error: 'pdf-damaged' }],
    [
      'garbage behind the header',
      () => Buffer.from(`%PDF-1.7\n${'x'.repeat(9999)}`),
      { error: 'pdf-damaged' },
    ],
    ['cut off early', () => three.slice(0, 20), { error: 'pdf-damaged' }],
    ['cut off in the middle', () => three.slice(0, three.length / 2), { error: 'pdf-damaged' }],
    [
      'with bytes changed before the cross-reference table',
      () => Buffer.from(whole.replace(/startxref\n\d+/u, 'startxref\n99'), 'latin1'),
      fine('sound', 'sound', 'sound'),
    ],
    [
      'with junk before and behind',
      () => Buffer.concat([Buffer.from('junk\n'.repeat(100)), three, Buffer.from('x'.repeat(9999))]),
      fine('sound', 'sound', 'sound'),
    ],
    [
      'with a table that points to itself',
      () => Buffer.from(whole.replace('/Root 1 0 R', `/Root 1 0 R /Prev ${xref}`), 'latin1'),
      fine('sound', 'sound', 'sound'),
    ],
    [
      'with a table said to be of two thousand million entries',
      () => Buffer.from(whole.replace(/xref\n0 \d+/u, 'xref\n0 2000000000'), 'latin1'),
      fine('sound', 'sound', 'sound'),
    ],
    ['of no pages', () => tree('<< /Type /Pages /Count 0 /Kids [] >>'), { error: 'pdf-damaged' }],
    [
      'whose page tree holds itself',
      () => tree('<< /Type /Pages /Count 1 /Kids [2 0 R] >>'),
      { error: 'pdf-damaged' },
    ],
    ['of too many pages', () => rawPdf(Array.from({ length: 10_001 }, () => sound)), { error: 'page-limit' }],
  ])('%s', async (_, make, expected) => {
    expect(await outcomeOf(make())).toEqual(expected);
  });

  it.each<[string, PdfObject | string, string]>([
    ['is no page', '(no page)', 'Page 2 could not be read: '],
    [
      'has a content that cannot be decoded',
      { dictionary: '/Filter /FlateDecode', stream: 'no such thing' },
      'Page 2 could not be read completely: nothing came out of its content',
    ],
    [
      'has half of its content',
      {
        dictionary: '/Filter /FlateDecode',
        stream: deflateSync(Buffer.from(randomText())).subarray(0, 30_000),
      },
      'Page 2 could not be read completely: a part of it is damaged',
    ],
  ])('a page that %s costs that page alone', async (_, broken, message) => {
    const isPage = typeof broken === 'string';
    const bytes = isPage
      ? Buffer.from(latin1(three).replace(/(\n9 0 obj\n)<<[\s\S]*?>>(?=\nendobj)/u, `$1${broken}`), 'latin1')
      : rawPdf([sound, { content: broken }, sound]);
    const outcome = await outcomeOf(bytes);
    expect(outcome).toMatchObject({ wrong: [expect.stringContaining(`2: ${message}`)] });
    const words = 'words' in outcome ? outcome.words : [];
    expect([words?.[0], words?.at(-1)]).toEqual(['sound', 'sound']);
  });

  it('a content that is not there is noticed', async () => {
    const pages = [sound, { content: text, entries: `${a4} /Contents 999 0 R` }];
    expect(await outcomeOf(rawPdf(pages))).toMatchObject({ wrong: [expect.stringContaining('2: Page 2')] });
  });
});

describe('pages that are odd', () => {
  it.each<[string, RawPage, string]>([
    [
      '14,400 points wide',
      { content: showText('sound', 50, 700, 60), entries: '/MediaBox [0 0 14400 14400]' },
      'sound',
    ],
    ['in units of ten points', { content: text, entries: `${a4} /UserUnit 10` }, 'sound'],
    ['with a box of nothing', { content: text, entries: '/MediaBox [0 0 0 0]' }, 'sound'],
    ['with a box upside down', { content: text, entries: '/MediaBox [595 842 0 0]' }, 'sound'],
    ['with a box of two numbers', { content: text, entries: '/MediaBox [0 0]' }, 'sound'],
    ['with a box of names', { content: text, entries: '/MediaBox [/a /b /c /d]' }, 'sound'],
    ['with a box without end', { content: text, entries: '/MediaBox [0 0 1e38 1e38]' }, ''],
    [
      'with a font that is not there',
      { content: `${text} BT /No 9 Tf 50 600 Td (lost) Tj ET` },
      'sound lost',
    ],
    [
      'with matrices that are no numbers',
      { content: `${text} nan nan nan nan 0 0 cm ${text} 1e400 0 m 5 5 l S` },
      'sound',
    ],
    [
      'with matrices beyond measure',
      { content: `${text} q 1e38 0 0 1e38 0 0 cm 1e38 0 0 1e38 0 0 cm ${text} 0 0 9 9 re f Q` },
      'sound',
    ],
    ['with letters a thousand miles high', { content: `${text} ${showText('huge', 50, 600, 1e9)}` }, 'sound'],
    ['with more restores than saves', { content: `Q Q Q ${text} Q` }, 'sound'],
    ['with arrays never closed', { content: `${text} ${'['.repeat(20_000)}` }, 'sound'],
  ])('%s', async (_, page, words) => {
    const outcome = await outcomeOf(rawPdf([page]));
    expect(
      'words' in outcome
        ? outcome.words?.[0]
            ?.split(' ')
            .filter((w) => words.includes(w))
            .join(' ')
        : outcome,
    ).toBe(words);
  });

  it.each<[string, (n: number) => string, number]>([
    ['itself', () => '/Fm Do', 1],
    ['each other', (n) => `/Fm Do ${n}`, 2],
  ])('with forms that hold %s', async (_, content, count) => {
    const forms = Array.from(
      { length: count },
      (_unused, n): PdfObject => ({
        dictionary: `/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> /XObject << /Fm ${at((n + 1) % count)} >> >>`,
        stream: `${showText('form', 50, 500)} ${content(n)}`,
      }),
    );
    const page = { content: `${text} /Fm Do`, resources: `/XObject << /Fm ${at(0)} >>` };
    const outcome = await outcomeOf(rawPdf([page], forms));
    expect('words' in outcome ? outcome.words?.[0] : outcome).toMatch(/^sound form/u);
  });

  it('with thirty million times nothing', async () => {
    const stream = deflateSync(Buffer.alloc(30_000_000, 32));
    const outcome = await outcomeOf(
      rawPdf([{ content: { dictionary: '/Filter /FlateDecode', stream } }, sound]),
    );
    expect(outcome).toMatchObject({ words: ['', 'sound'], wrong: [expect.stringContaining('1: Page 1')] });
  });

  it('scripts, attachments and actions are not looked at', async () => {
    const more: PdfObject[] = [
      { dictionary: '/Type /EmbeddedFile', stream: 'attached words' },
      `<< /Type /Filespec /F (../../evil.exe) /EF << /F ${at(0)} >> >>`,
    ];
    const catalog = `/OpenAction << /S /JavaScript /JS (while\\(true\\){}) >> /Names << /EmbeddedFiles << /Names [(evil) ${at(1)}] >> >>`;
    expect(await outcomeOf(rawPdf([sound], more, catalog))).toEqual(fine('sound'));
  });
});

describe('fields of a form', () => {
  const field = (entries: string): PdfObject =>
    `<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (1,234.50) /DA (/F1 10 Tf 0 g) /Rect [100 695 250 712] ${entries} >>`;
  const painted: PdfObject = {
    dictionary: '/Type /XObject /Subtype /Form /BBox [0 0 150 17] /Resources << /Font << /F1 3 0 R >> >>',
    stream: showText('painted', 2, 5),
  };

  it.each<[string, string, string]>([
    ['with an appearance show that', `/F 4 /AP << /N ${at(1)} >>`, 'sound painted'],
    ['without one show their value', '/F 4', 'sound 1,234.50'],
    ['that are hidden show nothing', '/F 2', 'sound'],
    ['that are passwords show nothing', '/F 4 /Ff 8192', 'sound'],
  ])('%s', async (_, entries, words) => {
    const page = { content: text, entries: `${a4} /Annots [${at(0)}]` };
    const catalog = `/AcroForm << /Fields [${at(0)}] /DA (/F1 10 Tf 0 g) /DR << /Font << /F1 3 0 R >> >> >>`;
    expect(await outcomeOf(rawPdf([page], [field(entries), painted], catalog))).toEqual(fine(words));
  });

  it('comments are no text of the page', async () => {
    const note = '<< /Type /Annot /Subtype /Text /Contents (a comment) /Rect [100 695 120 712] >>';
    const page = { content: text, entries: `${a4} /Annots [${at(0)}]` };
    expect(await outcomeOf(rawPdf([page], [note]))).toEqual(fine('sound'));
  });
});

/** A file whose pages are this object. */
function tree(pages: string): Uint8Array {
  return writePdf({ objects: ['<< /Type /Catalog /Pages 2 0 R >>', pages, ...standardFonts], root: 1 });
}

/** Words that do not compress to nothing. */
function randomText(): string {
  let seed = 1;
  const next = () => {
    seed = (seed * 16807) % 2147483647;
    return seed;
  };
  return Array.from({ length: 5000 }, (_, i) => showText(next().toString(36), 50, 800 - 0.1 * i, 4)).join(
    '\n',
  );
}
