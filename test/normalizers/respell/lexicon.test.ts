import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeLexicon } from '../../../normalizers/respell/lexicon.ts';
import { lookAlikesOf } from '../../../normalizers/respell/look-alike.ts';
import { headerEntries, nameEntries, titleEntries } from '../../../normalizers/respell/vocabulary.ts';
import { forms } from '../bind/table-builder.ts';

const labels = makeLexicon([...nameEntries('functional'), ...nameEntries('economic')]);
const headers = makeLexicon(headerEntries(forms), { short: true, wideFrom: 6 });
const titles = makeLexicon(titleEntries(forms), { wideFrom: 5 });

describe('misread words are found', () => {
  it.each([
    ['社会保障利就业支出', '社会保障和就业支出'],
    ['机关事业单位墓本养老保险缴费支出', '机关事业单位基本养老保险缴费支出'],
    ['因公出国境)费用', '因公出国（境）费用'],
    ['般公共服务支出', '一般公共服务支出'],
  ])('%s is %s', (read, word) => {
    expect(labels.nearest(read)?.word).toBe(word);
  });

  it('and titles, one character of any kind', () => {
    expect(titles.nearest('收入支出决算总袤')?.meaning).toBe('gk01');
    expect(titles.nearest('一般公共预算财政拔款基本支出决算表')?.meaning).toBe('gk06');
    expect(titles.nearest('改入决算表')?.meaning).toBe('gk02');
  });

  it('and short words of headers by look-alikes', () => {
    expect(headers.nearest('文出')?.word).toBe('支出');
    expect(headers.nearest('年未结转和结余')?.word).toBe('年末结转和结余');
  });
});

describe('what may be something else is left', () => {
  it.each([
    // a budget, another year, a count instead of money, another fund
    [titles, '一般公共预算财政拨款支出预算表'],
    [titles, '一般公共预算财政拨款项目支出决算表'],
    [headers, '上年收入合计'],
    [headers, '公务用车购置数'],
    [labels, '机关事业单位基本养老保险费'],
    [labels, '氷费'],
    // 预算数 and 决算数 are as near
    [headers, '峰算数'],
  ])('%#: %s', (lexicon, text) => {
    expect(lexicon.nearest(text)).toBeNull();
  });
});

const hanzi = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code));

describe.each([
  ['labels', labels, nameEntries('functional')],
  ['headers', headers, headerEntries(forms)],
  ['titles', titles, titleEntries(forms)],
] as const)('%s', (_, lexicon, entries) => {
  const words = entries.map(({ word }) => word).filter((word) => /^\p{Script=Han}{2,}$/u.test(word));

  it('a word stays itself', () => {
    for (const { word } of entries) {
      const found = lexicon.nearest(word);
      expect(found === null ? word : [found.cost, found.word.replace(/[^\p{L}\p{N}]/gu, '')]).toEqual(
        found === null ? word : [0, word.replace(/[^\p{L}\p{N}]/gu, '')],
      );
    }
  });

  it('with one character replaced is put right or left, unless the new character looks like that of another word', () => {
    fc.assert(
      fc.property(fc.constantFrom(...words), fc.nat(), hanzi, (word, at, other) => {
        const characters = [...word];
        const i = at % characters.length;
        const own = characters[i] ?? '';
        characters[i] = other;
        const read = characters.join('');
        const found = lexicon.nearest(read);
        if (found === null || found.word === word || found.word === read) return true;
        const meant = entries.find((entry) => entry.word === word)?.meaning;
        const [become] = [...found.word].filter((character, j) => character !== characters[j]);
        return (
          found.meaning === meant ||
          lexicon.exact(read) !== null ||
          (become !== undefined && lookAlikesOf(other).includes(become) && !lookAlikesOf(other).includes(own))
        );
      }),
      { numRuns: 3000 },
    );
  });

  it('what was put right stays', () => {
    fc.assert(
      fc.property(fc.constantFrom(...words), fc.nat(), hanzi, (word, at, other) => {
        const characters = [...word];
        characters[at % characters.length] = other;
        const once = lexicon.nearest(characters.join(''));
        return once === null || lexicon.nearest(once.word)?.word === once.word;
      }),
      { numRuns: 1000 },
    );
  });
});
