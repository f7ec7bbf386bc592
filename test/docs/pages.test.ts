import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cautionedColumns } from '../../docs/generate/cautions.ts';
import { makePages } from '../../docs/generate/pages.ts';
import { errorAdvice, warningAdvice } from '../../pipeline/screen/code-advice.ts';
import { flagAdvice } from '../../pipeline/screen/messages.ts';
import { checksFile, fieldsFile, linksFile, summaryFile } from '../../schemas/columns.ts';
import { flags } from '../../schemas/field.ts';
import { errorCodes, warningCodes } from '../../schemas/finding.ts';

const pages = await makePages();

/** Examples from the documents may age: a better reading of one changes ids and places, not what a column is. */
const withoutExamples = (text: string) =>
  text.replace(/^(\| `\w+` \| (?:[^|\n]|\\\|)* \| (?:[^|\n]|\\\|)* \|) (?:[^|\n]|\\\|)* \|/gmu, '$1 |');

describe('pages made from the code', () => {
  it.each([...pages])('%s is what `npm run docs` makes', (path, text) => {
    expect(withoutExamples(readFileSync(path, 'utf8'))).toBe(withoutExamples(text));
  });

  it('have every column, with an example of all that the documents can show', () => {
    const codebook = pages.get('docs/CODEBOOK.md') ?? '';
    for (const file of [fieldsFile, checksFile, summaryFile, linksFile])
      for (const column of file.columns) {
        const line = codebook.split('\n').find((row) => row.startsWith(`| \`${column.name}\` |`)) ?? '';
        expect(line.split(' | ')[2], `${file.name}.${column.name}`).not.toBe('');
      }
  });

  it('warn of columns that are there', () => {
    const known = [fieldsFile, checksFile, summaryFile, linksFile].flatMap((file) =>
      file.columns.flatMap((column) => [`${file.name}.${column.name}`, `*.${column.name}`]),
    );
    expect(cautionedColumns.filter((column) => !known.includes(column))).toEqual([]);
  });

  it('say of every code and flag what to do, in both languages', () => {
    expect(Object.keys(errorAdvice)).toEqual([...errorCodes]);
    expect(Object.keys(warningAdvice)).toEqual([...warningCodes]);
    for (const { en, zh } of [...Object.values(errorAdvice), ...Object.values(warningAdvice)]) {
      expect(en.means && en.todo).toMatch(/^[A-Z`][^\u4e00-\u9fff]+\.$/u);
      expect(zh.means && zh.todo).toMatch(/[\u4e00-\u9fff].*。$/u);
    }
    for (const flag of flags) {
      expect(flagAdvice[flag]?.en).toMatch(/[a-z]/u);
      expect(flagAdvice[flag]?.zh).toMatch(/[\u4e00-\u9fff]/u);
    }
  });
});
