import { describe, expect, it } from 'vitest';
import { reader } from '../../../extractors/formats/pdf.ts';
import { pagesRunOver } from '../../../extractors/layout/running-heads.ts';
import { recognise } from '../../../extractors/recognise.ts';
import { reconstruct } from '../../../extractors/reconstruct.ts';
import type { PdfPage } from '../../make-pdf.ts';
import { gridBoxes, makePdf } from '../../make-pdf.ts';
import { blocksOf } from '../reading.ts';

describe('a text at the edge of pages', () => {
  it.each([
    ['every page', [1, 2, 3, 4], [1, 2, 3, 4]],
    ['every second page', [1, 3, 5, 7], [1, 3, 5, 7]],
    ['all pages but some', [2, 3, 5, 6, 9, 10], [2, 3, 5, 6, 9, 10]],
    ['two pages', [4, 5], []],
    ['pages of one part of many', [2, 30, 31, 32, 60], [30, 31, 32]],
    ['one page of every part', [2, 22, 42, 62, 82], []],
    ['one page, twice', [7, 7, 7], []],
  ])('on %s', (_, pages, run) => {
    expect([...pagesRunOver(pages)]).toEqual(run);
  });
});

const context = { name: 'a.pdf', limits: { maxBytes: 1e9, maxLineLength: 1e6, maxMilliseconds: 1e6 } };
const rows = [
  ['科目名称', '合计', '基本支出'],
  ['教育支出', '1,204.50', '804.25'],
  ['卫生健康支出', '33.10', '33.10'],
];
const xs = [60, 200, 300, 400];

/** A page with a title at its upper edge and a table; with a running head above the title where one is given. */
const formPage = (head: string, title: string): PdfPage => ({
  boxes: gridBoxes(xs, [100, 120, 140, 160]),
  texts: [
    ...(head === '' ? [] : [{ text: head, x: 60, y: 30 }]),
    { text: title, x: 220, y: 60, size: 16 },
    ...rows.flatMap((row, r) => row.map((text, c) => ({ text, x: (xs[c] ?? 0) + 5, y: 114 + 20 * r }))),
  ],
});
const textPage = (number: number): PdfPage => ({
  texts: [{ text: `第${number}页说明本部门主要职责和机构设置情况。`, x: 60, y: 200 }],
});

describe('a compiled report', () => {
  it('keeps the title of a form that stands atop a page in every part, and drops the head of every page', async () => {
    const part = (unit: number): PdfPage[] => [
      formPage('政府信息公开', '支出决算表'),
      ...Array.from({ length: 7 }, (_, page) => textPage(10 * unit + page)),
    ];
    const source = await reader.read(makePdf([1, 2, 3].flatMap(part)), context);
    const { blocks, tables } = reconstruct(recognise(source));
    expect(tables).toHaveLength(3);
    expect(blocks.filter(({ text }) => text === '支出决算表').map(({ kind }) => kind)).toEqual([
      'title',
      'title',
      'title',
    ]);

    const headed = Array.from({ length: 4 }, (_, at) =>
      formPage('政府信息公开', `支出决算表之${'甲乙丙丁'[at]}`),
    );
    const running = reconstruct(recognise(await reader.read(makePdf(headed), context)));
    expect(running.blocks.filter(({ text }) => text === '政府信息公开').map(({ kind }) => kind)).toEqual([
      'furniture',
      'furniture',
      'furniture',
      'furniture',
    ]);
  });

  it('keeps it in text with form feeds, too', async () => {
    const pages = [1, 2, 3].flatMap((unit) => [
      `支出决算表\n本单位支出情况如下所述第${unit}部分。`,
      ...Array.from({ length: 7 }, (_, page) => `第${unit}${page}段说明本部门主要职责和机构设置情况。`),
    ]);
    const titles = (await blocksOf(pages.join('\n\f'))).filter((block) => block.endsWith(' 支出决算表'));
    expect(titles).toEqual(['title 支出决算表', 'title 支出决算表', 'title 支出决算表']);
  });
});
