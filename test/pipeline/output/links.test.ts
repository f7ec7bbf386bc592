import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FigureSketch } from '../../../pipeline/output/figure-sketch.ts';
import { linkRows, reportOf } from '../../../pipeline/output/links.ts';
import { mayBeSameBody } from '../../../pipeline/output/same-report.ts';

interface Told {
  readonly id: string;
  readonly entity?: string;
  readonly year?: string;
  readonly kind?: string;
  readonly published?: string;
  readonly income?: string;
  readonly sketch?: FigureSketch;
}

/** Figures of a report: what they say, and amounts of its own. */
const figuresOf = (seed: number, count = 40): FigureSketch =>
  Array.from({ length: count }, (_, i) => [`key${String(i).padStart(2, '0')}`, String((i + 1) * 100 + seed)]);

/** The same with so many amounts changed. */
const misread = (sketch: FigureSketch, count: number): FigureSketch =>
  sketch.map(([key, amount], i) => [key, i < count ? `${amount}9` : amount]);

const links = (...reports: readonly Told[]): string[] =>
  linkRows(
    reports.map(
      ({
        id,
        entity = '临江市教育局',
        year = '2022',
        kind = 'final-accounts',
        published = '',
        income = '',
        sketch = [],
      }) =>
        reportOf(
          {
            document_id: id,
            source: `${id}.x`,
            report_id: `${entity}|${year}|${kind}`,
            entity,
            fiscal_year: year,
            document_type: kind,
            published_on: published,
            income_total: income,
          },
          sketch,
        ),
    ),
  ).map((row) => `${row.kind} ${row.from_document_id} ${row.to_document_id}`);

const a = figuresOf(1);

describe('links', () => {
  it('join documents of one entity, year and kind', () => {
    expect(links({ id: 'a' }, { id: 'b' })).toEqual(['same-report b a']);
    expect(links({ id: 'a', sketch: a }, { id: 'b', sketch: misread(a, 20) })).toEqual(['same-report b a']);
    expect(links({ id: 'a' }, { id: 'b', year: '2019' })).toEqual([]);
    expect(links({ id: 'a', year: '2021' }, { id: 'b' })).toEqual(['year-on-year b a']);
    expect(links({ id: 'b' }, { id: 'a', year: '2021' })).toEqual(['year-on-year b a']);
    expect(links({ id: 'a' }, { id: 'b', kind: 'budget' })).toEqual([]);
    expect(links({ id: 'a', entity: '' }, { id: 'b', entity: '' })).toEqual([]);
  });

  it('say which corrects which where figures differ and dates tell', () => {
    const old = { id: 'a', income: '100', published: '2023-08-01', sketch: a };
    const next = { id: 'b', income: '110', published: '2023-09-01', sketch: misread(a, 3) };
    expect(links(old, next)).toEqual(['correction-of b a']);
    expect(links(next, old)).toEqual(['correction-of b a']);
    expect(links(old, { ...next, published: '' })).toEqual(['same-report b a']);
    expect(links(old, { ...next, income: '100' })).toEqual(['same-report b a']);
    expect(links(old, { ...next, entity: '教育局', kind: 'other' })).toEqual(['correction-of b a']);
  });

  it.each([
    ['the place left out', { entity: '教育局' }],
    ['a place of more steps', { entity: '东山省临江市教育局' }],
    ['the entity unknown', { entity: '' }],
    ['the year unknown', { year: '' }],
    ['the kind not told', { kind: 'other' }],
    ['all of it', { entity: '', year: '', kind: 'other' }],
  ])('join carriers of the same figures with %s', (_, told) => {
    const [one, other] = [
      { id: 'a', sketch: a },
      { id: 'b', sketch: misread(a, 3).slice(4), ...told },
    ];
    expect(links(one, other)).toEqual(['same-report b a']);
    expect(links({ ...other, id: 'a' }, { ...one, id: 'b' })).toEqual(['same-report b a']);
  });

  it.each([
    ['another body', { entity: '临江市体育局' }],
    ['the body alone, not its department', { entity: '临江市教育局（本级）' }],
    ['another year', { year: '2019' }],
    ['a budget', { kind: 'budget' }],
    ['other figures', { kind: 'other', sketch: figuresOf(2) }],
    ['too many other figures', { kind: 'other', sketch: misread(a, 6) }],
    ['too few figures', { kind: 'other', sketch: a.slice(0, 7) }],
    [
      'one amount over and over',
      { kind: 'other', sketch: a.map(([key]) => [key, '100'] as [string, string]) },
    ],
  ])('keep apart what has the same figures and is %s', (_, told) => {
    expect(links({ id: 'a', sketch: a }, { id: 'b', sketch: a, ...told })).toEqual([]);
  });

  it('keep apart two bodies of one short name, by their figures', () => {
    expect(
      links({ id: 'a', entity: '财政局', sketch: a }, { id: 'b', entity: '财政局', sketch: figuresOf(2) }),
    ).toEqual([]);
  });

  it('keep apart self-evaluations of one body and year, unless their figures agree', () => {
    const kind = 'self-evaluation';
    const [one, other] = [figuresOf(1, 6), figuresOf(2, 6)];
    expect(links({ id: 'a', kind, sketch: one }, { id: 'b', kind, sketch: other })).toEqual([]);
    expect(links({ id: 'a', kind, sketch: one }, { id: 'b', kind, sketch: misread(one, 1) })).toEqual([
      'same-report b a',
    ]);
  });

  it('keep two units without amounts apart', () => {
    expect(links({ id: 'a', entity: '甲市乙局' }, { id: 'b', entity: '甲市己局' })).toEqual([]);
  });

  it('lead to the first of all carriers, and from it to the year before', () => {
    expect(
      links(
        { id: 'a', year: '2021' },
        { id: 'b', sketch: a },
        { id: 'c', entity: '', sketch: a },
        { id: 'd', kind: 'other', sketch: misread(a, 1) },
        { id: 'e', sketch: misread(a, 2) },
      ),
    ).toEqual(['year-on-year b a', 'same-report c b', 'same-report d b', 'same-report e b']);
  });

  it('have a key, never join a document with itself, and join only what may be one', () => {
    const told = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      entity: fc.constantFrom('', '临江市教育局', '教育局', '临江市体育局'),
      year: fc.constantFrom('', '2021', '2022'),
      kind: fc.constantFrom('final-accounts', 'other', 'self-evaluation'),
      income: fc.constantFrom('', '1', '2'),
      published: fc.constantFrom('', '2023-01-01', '2023-02-02'),
      sketch: fc.constantFrom([], a, misread(a, 2), figuresOf(2)),
    });
    fc.assert(
      fc.property(fc.array(told, { maxLength: 8 }), (reports) => {
        const found = links(...reports);
        for (const link of found) {
          const [, from, to] = link.split(' ');
          expect(from).not.toBe(to);
        }
        expect(links(...reports)).toEqual(found);
      }),
    );
    fc.assert(
      fc.property(fc.array(told, { maxLength: 8 }), (reports) => {
        const rows = linkRows(
          reports.map(({ id, entity, year, kind, sketch }) =>
            reportOf(
              {
                document_id: id,
                report_id: `${entity}|${year}|${kind}`,
                entity,
                fiscal_year: year,
                document_type: kind,
              },
              sketch,
            ),
          ),
        );
        const keys = rows.map((row) =>
          [row.kind, row.from_document_id, row.to_document_id, row.report_id].join(' '),
        );
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});

describe('names of one body', () => {
  it.each([
    ['甲市乙局', '甲市 乙局', true],
    ['甲市第一中学', '甲市第二中学', false],
    ['甲市人民医院', '甲市入民医院', true],
    ['乙局', '己局', false],
    ['临江市教育局', '东山市教育局', false],
    ['东山省临江市教育局', '临江市教育局', true],
    ['临江市教育局', '教育局', true],
    ['临江市教育局机关', '临江市教育局', false],
    ['甲市乙局（本级）', '甲市乙局本级', true],
  ])('%s, %s: %s', (left, right, expected) => {
    expect(mayBeSameBody(left, right)).toBe(expected);
    expect(mayBeSameBody(right, left)).toBe(expected);
  });
});
