import { describe, expect, it } from 'vitest';
import type { Citation } from '../../../pipeline/cite/citation.ts';
import { citationOf } from '../../../pipeline/cite/citation.ts';
import { citeAsBibtex, citeAsJson, dateParts } from '../../../pipeline/cite/citation-records.ts';
import { citeAsText } from '../../../pipeline/cite/citation-text.ts';

function cite(field: Record<string, string>, summary: Record<string, string> = {}): Citation {
  return citationOf({
    field: new Map(Object.entries({ field_id: '0123456789abcdef', state: 'number', ...field })),
    checks: [],
    line: null,
    sha256: 'ab',
    summary: new Map(Object.entries(summary)),
    title: '第一部分单位概况',
    tableTitle: '',
    sentence: '',
    origin: '',
    table: null,
  });
}

describe('a citation', () => {
  it('escapes all that TeX reads as an order and keeps Chinese', () => {
    const bibtex = citeAsBibtex(cite({}, { publisher: '& % _ # { } \\ ~ ^ $ "甲"\n乙' }), 'en');
    expect(bibtex).toContain(
      "author = {{\\& \\% \\_ \\# \\{ \\} \\textbackslash{} \\textasciitilde{} \\textasciicircum{} \\$ ''甲'' 乙}}",
    );
  });

  it('has a title of its own in brackets where the document begins with a heading', () => {
    const citation = cite({ entity: '甲市乙局', fiscal_year: '2022' }, { document_type: 'final-accounts' });
    expect(citeAsText(citation, 'en')).toContain('[2022年度甲市乙局部门决算]');
    expect(cite({}, { title: '决算公开' })).toMatchObject({ title: '决算公开', isTitleSupplied: false });
  });

  it('gives a decrease of a sentence its sign, and other values as they are printed', () => {
    const decrease = { form: 'narrative', raw: '4.7%', value: '-4.7', unit: '%' };
    expect(citeAsText(cite(decrease), 'en')).toContain(': -4.7 %');
    expect(cite({ raw: '1,234.50', value: '1234.50', unit: '万元' }).printed).toBe('1,234.50 万元');
    expect(cite({ raw: '≥90%', value: '90', unit: '%' }).printed).toBe('≥90%');
    expect(citeAsText(cite({ state: 'blank', form: 'gk03' }), 'zh')).toContain('（空白）');
  });

  it('tells a year that is not the report’s', () => {
    expect(citeAsText(cite({ fiscal_year: '2022', period: '2021', row_label: 'a' }), 'en')).toContain(
      'a · 2021',
    );
  });

  it('has no date it does not know', () => {
    const [item] = JSON.parse(citeAsJson(cite({}, { published_on: 'soon' }), 'en'));
    expect(item).not.toHaveProperty('issued');
  });
});

it.each([
  ['2022-08-30', [2022, 8, 30]],
  ['2022/8/3', [2022, 8, 3]],
  ['2022年8月30日', [2022, 8, 30]],
  ['2022-08-30T10:00:00Z', [2022, 8, 30]],
  ['2022年8月', [2022, 8]],
  ['2022', [2022]],
  ['2022-13-01', [2022]],
  ['August', []],
])('reads the date %s', (text, parts) => {
  expect(dateParts(text)).toEqual(parts);
});
