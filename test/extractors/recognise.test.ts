import { describe, expect, it } from 'vitest';
import { pictureMark } from '../../extractors/layout/picture-mark.ts';
import { recognise } from '../../extractors/recognise.ts';
import type { TextLine } from '../../schemas/document.ts';

function recogniseLines(...texts: string[]): readonly TextLine[] {
  const lines = texts.map((text, i) => ({ text, number: i + 1 }));
  const page = { number: 1, width: null, height: null, rotation: 0, method: 'text' } as const;
  const source = recognise({
    mediaType: 'text/plain',
    encoding: 'utf-8',
    pages: [{ ...page, content: { kind: 'lines', lines } }],
    findings: [],
  });
  const content = source.pages[0]?.content;
  return content?.kind === 'lines' ? content.lines : [];
}

describe('one line', () => {
  it.each([
    ['a placeholder that is a cell', '\t[image: image3.png]31', '', 'picture'],
    ['one among cells', '208\t[image: a.png]318.24\t13.37', `208\t${pictureMark}\t13.37`, undefined],
    ['one between bars', '| 208 | [image: a.png]31 | 13 |', `| 208 | ${pictureMark}| 13 |`, undefined],
    ['a Markdown picture', '![合计 12](media/a.png)', '', 'picture'],
    [
      'one before running text',
      '[image: a.png]本单位没有使用国有资本经营预算安排的支出，故无数据。',
      `${pictureMark}本单位没有使用国有资本经营预算安排的支出，故无数据。`,
      undefined,
    ],
    ['one in a sentence', '收入[image: a.png]31万元', `收入${pictureMark}万元`, undefined],
    ['a bookmark', '[bookmark: _GoBack]二、项目支出', '二、项目支出', undefined],
    ['bold', '收入**合计**为**5**万元', '收入合计为5万元', undefined],
    ['stars that are no marks', '张**，共3人', '张**，共3人', undefined],
    ['a heading mark', '## 收入决算表', '收入决算表', undefined],
    ['a number sign', '#1 机组', '#1 机组', undefined],
    ['a list dash', '- 一、部门职责', '一、部门职责', undefined],
    ['a page number', '- 5 -', '- 5 -', undefined],
    ['a negative', '-5.20\t3', '-5.20\t3', undefined],
    ['a line break in a cell', '功能分类<br>科目编码\t1', '功能分类 科目编码\t1', undefined],
    ['private-use characters', '\uf06c主要职责', '主要职责', undefined],
    ['an escape', '\\*合计\\_数', '*合计_数', undefined],
    ['plain text', '　　收入 10[1]', '　　收入 10[1]', undefined],
  ])('%s', (_, text, expected, residue) => {
    expect(recogniseLines(text)).toEqual([
      residue ? { text: expected, number: 1, residue } : { text: expected, number: 1 },
    ]);
  });
});

describe('alternative text', () => {
  const kept = (...texts: string[]): string[] =>
    recogniseLines(...texts).flatMap((line) => (line.text.trim() === '' ? [] : [line.text.trim()]));

  it('runs over the lines that follow, up to the next cell', () => {
    expect(kept('\t[image: a.png]BT k', '', 'T=iE', '', 'X', '5', '\t科目编码')).toEqual(['科目编码']);
  });

  it('ends where words of the page stand', () => {
    expect(kept('\t[image: a.png]30311', '', '代缴社会保险费', '12')).toEqual(['代缴社会保险费', '12']);
  });

  it('takes no line under a picture that is no cell', () => {
    expect(kept('![](a.png)', '12.5', 'A')).toEqual(['12.5', 'A']);
  });
});

describe('bold over lines', () => {
  it('is taken off where it opens and closes', () => {
    expect(recogniseLines('**2021年度', '某中心', '部门决算**').map((line) => line.text)).toEqual([
      '2021年度',
      '某中心',
      '部门决算',
    ]);
  });

  it('is text where it never closes', () => {
    expect(recogniseLines('**注', ...Array.from({ length: 8 }, () => '行')).at(0)?.text).toBe('**注');
  });
});
