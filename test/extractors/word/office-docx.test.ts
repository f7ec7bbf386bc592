import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DeclaredItem } from '../../../schemas/document.ts';
import { outline, readBytes } from './read.ts';

/** What items say, a line each. */
function print(items: readonly DeclaredItem[]): string[] {
  return items.flatMap((item) =>
    item.kind === 'text'
      ? [`${item.location}: ${item.text}${item.heading === null ? '' : ` (h${item.heading})`}`]
      : [
          `${item.location} ${item.rows}×${item.columns}`,
          ...outline(item),
          ...item.cells.flatMap(({ nested }) => print(nested ?? [])),
        ],
  );
}

describe('a DOCX of LibreOffice', () => {
  it('is read as it is seen', async () => {
    const bytes = readFileSync(new URL('../../fixtures/word/report.docx', import.meta.url));
    const content = (await readBytes(bytes)).pages[0]?.content;
    const items = content?.kind === 'declared' ? content.items : [];
    expect(print(items)).toEqual([
      'paragraph 1: 第一部分 概况 (h1)',
      'paragraph 2: 一、部门职责',
      'paragraph 3: （1）甲',
      'paragraph 4: （2）乙',
      'paragraph 5: 二、机构设置',
      'paragraph 6: 正文收入12.50万元，见链接。\t后\n行',
      'paragraph 7: 框外',
      'paragraph 7: 框内',
      'paragraph 8: \uFFFC浮图',
      'paragraph 9: ',
      'table 1 4×3',
      '0,0 1×2 项目',
      '0,2 1×1 金额',
      '1,0 2×1 类',
      '1,1 1×1 款',
      '1,2 1×1 1,234.50',
      '2,1 1×1 项',
      '2,2 1×1 \uFFFC',
      '3,0 1×2 合计',
      '3,2 1×1 上\n下',
      'table 1, row 4: 上',
      'table 2 1×2',
      '0,0 1×1 内一',
      '0,1 1×1 内二',
      'table 1, row 4: 下',
      'paragraph 10: 注：尾。',
      'paragraph 6: 脚注文字',
    ]);
    const pictures = items.flatMap((item) => (item.kind === 'text' ? (item.pictures ?? []) : []));
    expect(pictures).toMatchObject([{ width: 72 }]);
  });
});
