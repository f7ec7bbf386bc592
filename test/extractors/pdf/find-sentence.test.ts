import { describe, expect, it } from 'vitest';
import { findSentence } from '../../../extractors/pdf/find-sentence.ts';
import { openPdf } from '../../../extractors/pdf/open.ts';
import { makePdf, type PdfPage } from '../../make-pdf.ts';

async function find(page: PdfPage, sentence: string): Promise<readonly (readonly number[])[]> {
  const { document, close } = await openPdf(makePdf([page]), '');
  try {
    const boxes = await findSentence(await document.getPage(1), sentence);
    return boxes.map((box) => box.map(Math.round));
  } finally {
    await close();
  }
}

const texts = [
  { text: '一二。三四', x: 100, y: 200 },
  { text: '五 六。七', x: 50, y: 220 },
];

describe('a sentence on a page', () => {
  it('has a box a line, over the parts that are its own', async () => {
    // Letters of 10 points: 三四 from the fourth on, 五 六。 before 七.
    const [first, second] = await find({ texts }, '三四五六。');
    expect(first).toEqual([130, 191, 150, 202]);
    expect(second?.slice(0, 2)).toEqual([50, 211]);
  });

  it('is found on a turned page as the page is displayed', async () => {
    const [box = []] = await find({ texts, rotate: 90 }, '三四');
    // The page of 595 by 842 points lies on its side: what was 200 from the top is 642 from the left.
    expect(box).toEqual([640, 130, 652, 150]);
  });

  it('is not found where it does not stand', async () => {
    expect(await find({ texts }, '八')).toEqual([]);
    expect(await find({ texts }, '')).toEqual([]);
  });
});
