import { describe, expect, it } from 'vitest';
import { sourceTrust } from '../../../normalizers/bind/source-trust.ts';
import type { Block } from '../../../schemas/document.ts';

const told = { entity: '青山县教育局', fiscalYear: '2022' };
const document = (texts: readonly string[], reading?: number) => ({
  blocks: texts.map(
    (text): Block => ({
      kind: 'title',
      text,
      page: 1,
      location: 'p1',
      bbox: null,
      level: null,
      tableId: null,
      ...(reading === undefined ? {} : { reading }),
    }),
  ),
  tables: [],
  unaccounted: new Map(),
  findings: [],
});

describe('entity and year read from pictures', () => {
  const title = '青山县教育局2022年度部门决算';

  it('are as sure as they are often read', () => {
    const trusts = [1, 2, 3].map((times) => sourceTrust(document(Array(times).fill(title), 0.9), told));
    expect(trusts).toEqual([0.97 * 0.97, 0.99 * 0.99, 1]);
  });

  it('are sure where the document is text, or a part of it', () => {
    expect(sourceTrust(document([title]), told)).toBe(1);
    const mixed = document([title], 0.9);
    expect(sourceTrust({ ...mixed, blocks: [...mixed.blocks, ...document([title]).blocks] }, told)).toBe(1);
  });

  it('a name that is nowhere read as it is told is less sure than one that is', () => {
    expect(sourceTrust(document(['2022年度 2022年度', '2022年', '2022年'], 0.9), told)).toBe(0.9);
  });
});
