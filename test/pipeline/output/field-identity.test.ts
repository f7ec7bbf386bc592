import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { identifyChecks, identifyFields, openFieldIds } from '../../../pipeline/output/field-identity.ts';
import { makeCheck, makeField } from '../result-builder.ts';

const documentId = '0123456789abcdef';

describe('identifyFields', () => {
  it('is the hash that the contract names', () => {
    const key = [documentId, 't1', '2080101', '行政运行', '本年支出合计', '1', '2022', ''].join('\u001f');
    expect(identifyFields(documentId, [makeField()]).get('f1')).toBe(
      createHash('sha256').update(key).digest('hex').slice(0, 16),
    );
  });

  it.each([
    { tableId: 't2' },
    { rowCode: '2080102' },
    { rowLabel: '一般行政管理事务' },
    { measure: '基本支出' },
    { occurrence: 2 },
    { period: '2021' },
    { basis: '上年' },
  ])('changes with %j', (change) => {
    const ids = identifyFields(documentId, [makeField(), makeField({ key: 'f2', ...change })]);
    expect(ids.get('f1')).not.toBe(ids.get('f2'));
  });

  it.each([{ value: '1' }, { confidence: 0.5 }, { row: 9 }, { location: 'p3' }, { unit: '元' }])(
    'does not change with %j',
    (change) => {
      expect(identifyFields(documentId, [makeField(change)])).toEqual(
        identifyFields(documentId, [makeField()]),
      );
    },
  );

  it('stays a key where two fields agree in everything', () => {
    const twins = ['f1', 'f2', 'f3'].map((key) => makeField({ key }));
    const ids = identifyFields(documentId, twins);
    expect(new Set(ids.values()).size).toBe(3);
    expect(ids.get('f1')).toBe(identifyFields(documentId, [makeField()]).get('f1'));
  });
});

describe('openFieldIds', () => {
  it('gives unit after unit the ids that all have at once, twins in other units told apart', () => {
    const twins = ['f1', 'f2', 'f3', 'f4'].map((key) => makeField({ key }));
    const identify = openFieldIds(documentId);
    const ids = [...identify(twins.slice(0, 1)), ...identify(twins.slice(1, 3)), ...identify(twins.slice(3))];
    expect(ids).toEqual([...identifyFields(documentId, twins)]);
  });
});

describe('identifyChecks', () => {
  it('tells documents and checks apart, and is stable', () => {
    const checks = [makeCheck(), makeCheck({ id: 'gk03/hierarchy/208' })];
    const [first, second] = identifyChecks(documentId, checks);
    expect(first).toMatch(/^[0-9a-f]{16}$/u);
    expect(first).not.toBe(second);
    expect(identifyChecks('fedcba9876543210', checks)[0]).not.toBe(first);
    expect(identifyChecks(documentId, [makeCheck({ status: 'fail', residual: '5' })])[0]).toBe(first);
  });
});
