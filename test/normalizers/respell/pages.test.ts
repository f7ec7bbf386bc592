import { describe, expect, it } from 'vitest';
import { reconstruct } from '../../../extractors/reconstruct.ts';
import { mendCaption, mendYear } from '../../../normalizers/respell/captions.ts';
import { mendNumbering } from '../../../normalizers/respell/numbering.ts';
import { respellPages } from '../../../normalizers/respell/pages.ts';
import { respell } from '../../../normalizers/respell/respell.ts';
import { classification } from '../../../schemas/classification/lookup.ts';
import type { SourceDocument, Word } from '../../../schemas/document.ts';
import { forms, tableOf } from '../bind/table-builder.ts';

describe('captions', () => {
  it.each([
    ['公开O1表', '公开01表'],
    ['公廾l2表', '公开12表'],
    ['金额单位:万兀', '金额单位：万元'],
    ['单位：方元', '单位：万元'],
    ['邦门:青山县教育局', '部门：青山县教育局'],
  ])('%s is %s', (read, text) => {
    expect(mendCaption(read)?.text).toBe(text);
  });

  it.each([
    // 万元, 千元 and 亿元 are as near: no unit is better than a wrong one
    '金额单位：彐元',
    '基本支出：1.00',
    '开办公司',
    '联系电话：0731',
  ])('%s is none', (text) => {
    expect(mendCaption(text)?.kind ?? 'none').toBe('none');
  });

  it('a unit is never turned into another', () => {
    for (const unit of ['元', '千元', '万元', '百万元', '亿元'])
      expect(mendCaption(`金额单位：${unit}`)?.text).toBe(`金额单位：${unit}`);
  });

  it('a year whose 年 was read as digits', () => {
    expect(['202146', '2O21在', '2021年度', '2021', '20214600', '2021.46', '1021年'].map(mendYear)).toEqual([
      '2021年',
      '2021年',
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});

describe('numbers of columns', () => {
  it('are told by their place', () => {
    const table = tableOf('项目 | 收入 | 支出 | 结余 | 其他\n栏次 | 生 | 2 | 3 | 全\n合计 | 1 | 2 | 3 | 4', {
      header: 2,
    });
    expect([...mendNumbering(table)].map(([{ text }, number]) => [text, number])).toEqual([
      ['生', '1'],
      ['全', '4'],
    ]);
  });
});

/** A page of an account as OCR gives it: text, x and y of each piece. */
function scanned(pieces: readonly (readonly [text: string, x: number, y: number])[]): SourceDocument {
  const size = 10;
  const words = pieces.map(
    ([text, x, y]): Word => ({
      text,
      bbox: [x, y - size, x + size * [...text].length, y],
      size,
      bold: false,
      baseline: y,
      reading: { confidence: 0.9, candidates: [] },
    }),
  );
  const rows = [110, 130, 150, 170, 190];
  const ruling = (at: number, from: number, to: number) => ({ at, from, to, thickness: 1 });
  return {
    mediaType: 'image/png',
    encoding: null,
    findings: [],
    pages: [
      {
        number: 1,
        width: 595,
        height: 842,
        rotation: 0,
        method: 'ocr',
        content: {
          kind: 'marks',
          turn: 0,
          words,
          horizontal: rows.map((at) => ruling(at, 40, 460)),
          vertical: [40, 120, 280, 340, 400, 460].map((at) => ruling(at, 110, 190)),
          areas: [],
          images: [],
          sketches: [],
          regions: [],
          watermarks: [],
          leftOut: [],
          hiddenGlyphs: 0,
          unmappedGlyphs: 0,
        },
      },
    ],
  };
}

describe('a scanned account with misread words', () => {
  const source = scanned([
    ['支出决算袤', 220, 60],
    ['公开O3表', 420, 80],
    ['部门:青山县教育局', 40, 100],
    ['202246', 230, 100],
    ['金额单位:万兀', 390, 100],
    ['科日编码', 45, 125],
    ['科目名称', 150, 125],
    ['本年文出合计', 281, 125],
    ['墓本支出', 345, 125],
    ['项日支出', 405, 125],
    ['合讨', 130, 145],
    ['3.00', 290, 145],
    ['2.00', 350, 145],
    ['1.00', 410, 145],
    ['2O5', 50, 165],
    ['教肓支出', 150, 165],
    ['3.00', 290, 165],
    ['2.00', 350, 165],
    ['1.00', 410, 165],
    ['2050l', 50, 185],
    ['教育萱理事务', 150, 185],
    ['3.00', 290, 185],
    ['2.00', 350, 185],
    ['1.00', 410, 185],
  ]);
  const pages = respellPages(source, forms);
  const { tables } = respell(reconstruct(pages), forms, classification);

  it('has its table with title, mark, unit, name and year', () => {
    expect(tables).toHaveLength(1);
    const [{ title, mark, unitText, entityText, yearText } = tables[0]!] = tables;
    expect([title, mark, unitText, entityText, yearText]).toEqual([
      '支出决算表',
      '公开03表',
      '金额单位：万元',
      '青山县教育局',
      '2022年',
    ]);
  });

  it('and its words as printed, with what was read beside them', () => {
    const texts = (row: number) =>
      tables[0]!.cells.filter((cell) => cell.row === row).map(({ text }) => text);
    expect(texts(0)).toEqual(['科目编码', '科目名称', '本年支出合计', '基本支出', '项目支出']);
    expect(texts(1)).toEqual(['', '合计', '3.00', '2.00', '1.00']);
    expect(texts(2)).toEqual(['205', '教育支出', '3.00', '2.00', '1.00']);
    expect(texts(3)).toEqual(['20501', '教育管理事务', '3.00', '2.00', '1.00']);
    expect(tables[0]!.cells.find(({ text }) => text === '教育支出')?.read).toBe('教肓支出');
  });

  it('what was read stays among the candidates of a word, and a second time nothing changes', () => {
    const content = pages.pages[0]?.content;
    const title = content?.kind === 'marks' ? content.words[0] : undefined;
    expect([title?.text, title?.reading?.candidates[0]?.text]).toEqual(['支出决算表', '支出决算袤']);
    expect(respellPages(pages, forms)).toEqual(pages);
  });

  it('words that were not read from a picture stay as they are', () => {
    const text = {
      ...source,
      pages: source.pages.map((page) => ({
        ...page,
        content:
          page.content.kind === 'marks'
            ? { ...page.content, words: page.content.words.map(({ reading: _, ...word }) => word) }
            : page.content,
      })),
    };
    expect(respellPages(text, forms)).toBe(text);
  });
});
