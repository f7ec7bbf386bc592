import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recognise } from '../../../extractors/recognise.ts';
import { reconstruct } from '../../../extractors/reconstruct.ts';
import type { DeclaredItem } from '../../../schemas/document.ts';
import { PipelineError } from '../../../schemas/error.ts';
import { itemsOf, readHtml } from './pages.ts';
import { portalPage } from './portal-page.ts';

const table = `<table border="1"><tr><td>项目</td><td>金额</td></tr><tr><td>合计</td><td>331.61</td></tr><tr><td>人员</td><td>331.61</td></tr></table>`;

describe('a page of a portal, put together', () => {
  it('is the document and its tables; what leads through the site is furniture in its place', async () => {
    const page = portalPage('某市统计局2022年度部门决算', `<p>收入决算表</p><p>单位：万元</p>${table}`);
    const { blocks, tables, unaccounted } = reconstruct(recognise(await readHtml(page)));
    expect(tables.map(({ title, unitText, rows }) => [title, unitText, rows])).toEqual([
      ['收入决算表', '单位：万元', 3],
    ]);
    const furniture = blocks.filter(({ kind }) => kind === 'furniture').map(({ text }) => text);
    expect(furniture).toContain('2019年度部门决算');
    const others = blocks.filter(({ kind }) => kind !== 'furniture').map(({ text }) => text);
    expect(others.join('\n')).not.toMatch(/2019|2018|首页|版权/u);
    expect(others[0]).toBe('某市统计局2022年度部门决算');
    expect([...unaccounted.values()].flat()).toEqual([]);
  });

  it('a heading is no line of the title below it', async () => {
    const { tables } = reconstruct(
      recognise(await readHtml(`<h1>某市统计局2022年度部门决算</h1><p>收入决算表</p>${table}`)),
    );
    expect(tables[0]?.title).toBe('收入决算表');
  });
});

describe('any tags whatever', () => {
  const tag = fc
    .tuple(
      fc.constantFrom(
        ...'table tr td th tbody thead tfoot caption div p span b a ul ol li pre br img input select option sup h1 nav iframe svg title style template'.split(
          ' ',
        ),
      ),
      fc.constantFrom(
        '',
        ' rowspan=0',
        ' rowspan=3',
        ' colspan=9',
        ' style="display:table"',
        ' style="display:table-row"',
        ' style="display:table-cell"',
        ' style="display:none"',
        ' style="display:contents"',
        ' style="display:flex"',
        ' href="/y"',
        ' href="x.pdf"',
        ' src=q.png',
        ' role=row',
      ),
    )
    .map(([name, attribute]) => `<${name}${attribute}>`);
  const piece = fc.oneof(
    { weight: 5, arbitrary: tag },
    { weight: 2, arbitrary: tag.map((open) => open.replace(/^<(\w+).*/u, '</$1>')) },
    {
      weight: 3,
      arbitrary: fc.constantFrom('合计', '1,234.50', ' ', '\n', '&nbsp;', '<', '\uE001', '首页 >'),
    },
  );

  /** Cells within their table and not over each other; a picture a mark. */
  function check(items: readonly DeclaredItem[]): void {
    for (const item of items) {
      if (item.kind === 'text') {
        expect(item.text.trim()).not.toBe('');
        if (!item.furniture) expect(item.text.split('\uFFFC').length - 1).toBe(item.pictures?.length ?? 0);
        continue;
      }
      const covered = new Set<number>();
      for (const { row, column, rowSpan, columnSpan, text, pictures, nested } of item.cells) {
        expect(row + rowSpan).toBeLessThanOrEqual(item.rows);
        expect(column + columnSpan).toBeLessThanOrEqual(item.columns);
        for (let r = row; r < row + rowSpan; r++)
          for (let c = column; c < column + columnSpan; c++) {
            expect(covered.has(r * item.columns + c)).toBe(false);
            covered.add(r * item.columns + c);
          }
        expect(text.split('\uFFFC').length - 1).toBe(pictures?.length ?? 0);
        check(nested ?? []);
      }
    }
  }

  it('are read, or refused with a code', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => {
        try {
          const source = await readHtml(pieces.join(''));
          check(itemsOf(source));
          reconstruct(recognise(source));
        } catch (error) {
          if (!(error instanceof PipelineError)) throw error;
        }
      }),
      { numRuns: 300 },
    );
  });
});
