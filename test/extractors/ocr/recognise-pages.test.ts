import { describe, expect, it } from 'vitest';
import { recognisePages } from '../../../extractors/ocr/recognise-pages.ts';
import type { SourceDocument, SourcePage, Word } from '../../../schemas/document.ts';
import { PipelineError } from '../../../schemas/error.ts';
import type { PictureSource } from '../../../schemas/picture.ts';
import type { OcrEngine } from '../../../schemas/ports.ts';

/** An engine that sees nothing. */
const blind: OcrEngine = {
  id: 'blind',
  read: async (requests) => requests.map(() => ({ text: '', confidence: 0, symbols: [] })),
  close: async () => {},
};
const word: Word = { text: '收入总计', bbox: [10, 10, 50, 20], size: 10, bold: false, baseline: 18 };
const pageOf = (number: number, words: readonly Word[]): SourcePage => ({
  ...{ number, width: 100, height: 100, rotation: 0, method: 'text' },
  content: {
    kind: 'marks',
    ...{ turn: 0, words, horizontal: [], vertical: [], areas: [], sketches: [], images: [] },
    regions: [{ bbox: [0, 30, 100, 100], reason: words.length === 0 ? 'scan' : 'picture' }],
    ...{ watermarks: [], leftOut: [], hiddenGlyphs: 0, unmappedGlyphs: 0 },
  },
});
/** Pages whose pictures cannot be had, but for those given. */
const documentOf = (pages: readonly SourcePage[], sound: readonly number[] = []): SourceDocument => ({
  ...{ mediaType: 'image/tiff', encoding: null, pages, findings: [] },
  pictures: {
    async take(page) {
      if (!sound.includes(page))
        throw new PipelineError('picture-damaged', 'read', 'It is cut off.', {
          hint: 'Fetch it again.',
          page,
        });
      return { width: 100, height: 70, channels: 1, data: new Uint8Array(7000).fill(255), scale: 1 };
    },
    async close() {},
  },
});

describe('pictures that cannot be had', () => {
  it('cost their pages and say so', async () => {
    const source = await recognisePages(documentOf([pageOf(1, []), pageOf(2, [])], [1]), blind);
    expect(source.pages).toHaveLength(2);
    expect(source.findings).toContainEqual({
      code: 'page-failed',
      message: 'The picture of page 2 could not be read: It is cut off.',
      page: 2,
      location: 'p2',
    });
  });

  it('leave the text of their pages', async () => {
    const source = await recognisePages(documentOf([pageOf(1, [word])]), blind);
    expect(source.pages[0]?.content).toMatchObject({ words: [word] });
    expect(source.findings[0]).toMatchObject({ code: 'page-failed', page: 1 });
  });

  it('are the fault of a document that has nothing else', async () => {
    const source = documentOf([pageOf(1, []), pageOf(2, [])]);
    await expect(recognisePages(source, blind)).rejects.toMatchObject({ code: 'picture-damaged', page: 1 });
    // Where nothing is to be recognised nothing is looked at.
    expect((await recognisePages(source, null)).pages).toHaveLength(2);
  });
});

describe('pictures of scans', () => {
  it('are taken one at a time, in the order of their pages', async () => {
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
    const source = documentOf(
      numbers.map((number) => pageOf(number, [])),
      numbers,
    );
    const taken: number[] = [];
    let busy = 0;
    const pictures: PictureSource = {
      async take(page, box) {
        expect(++busy).toBe(1);
        taken.push(page);
        // Of pages with even numbers it takes longer.
        await new Promise((resolve) => setTimeout(resolve, page % 2 === 0 ? 5 : 0));
        busy--;
        return await source.pictures!.take(page, box);
      },
      close: async () => {},
    };
    const read = await recognisePages({ ...source, pictures }, blind);
    expect(taken).toEqual(numbers);
    expect(read.pages.map(({ number }) => number)).toEqual(numbers);
  });
});
