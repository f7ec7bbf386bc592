import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { extensionsOf } from '../../pipeline/reader-choice.ts';
import { loadRegistry } from '../../pipeline/registry.ts';
import { flags, methods, states } from '../../schemas/field.ts';

const english = readFileSync('README.md', 'utf8');
const chinese = readFileSync('README.zh-CN.md', 'utf8');

/** What a reader may copy from a page: commands, options, names of files and formats, words in code, pages linked. */
function namesIn(text: string): readonly string[] {
  const spans = [...text.matchAll(/`([^`\n]+)`/gu)].map((match) => match[1] ?? '');
  const fenced = [...text.matchAll(/```\w*\n(.*?)```/gsu)].map((match) => match[1] ?? '').join('\n');
  const found = [
    ...spans.filter((span) => !/[\u4e00-\u9fff]/u.test(span)),
    ...(text.match(/(?<![\w-])--[a-z][a-z-]*/gu) ?? []),
    ...(fenced.match(/mingxi [a-z]+/gu) ?? []),
    ...(text.match(/[\w*./<>-]+\.(?:csv|jsonl?|md|xlsx|parquet|duckdb|sql)\b/gu) ?? []),
    ...(text.match(/\b(?:BibTeX|CSL-JSON|Markdown|JSON Lines|Parquet|DuckDB|PostgreSQL|BigQuery|XLSX)\b/gu) ??
      []),
  ].filter((name) => !name.startsWith('README'));
  return [...new Set(found)].sort();
}

describe('docs/FORMATS.md', () => {
  it('names every extension that is read', async () => {
    const { readers } = await loadRegistry();
    const formats = readFileSync('docs/FORMATS.md', 'utf8');
    for (const extension of [...extensionsOf(readers), '.zip', '.rar', '.7z'])
      expect(formats, extension).toContain(`\`${extension}\``);
  });
});

describe('README.md and README.zh-CN.md', () => {
  it('name the same commands, options, files and formats', () => {
    // What stands in one page only belongs into the other as well.
    expect(namesIn(chinese)).toEqual(namesIn(english));
    expect(namesIn(english)).toEqual(expect.arrayContaining(['mingxi extract', '--bom', 'out/fields.csv']));
  });

  it('have the same sections and the same lists of words', () => {
    const headings = (text: string) => (text.match(/^#+ /gmu) ?? []).map((mark) => mark.length);
    expect(headings(chinese)).toEqual(headings(english));
    for (const word of [...flags, ...methods, ...states]) {
      expect(english, word).toContain(`\`${word}\``);
      expect(chinese, word).toContain(`\`${word}\``);
    }
  });

  it('link one another, and pages that are there', () => {
    expect(english).toContain('(README.zh-CN.md)');
    expect(chinese).toContain('(README.md)');
    for (const [, target = ''] of `${english}${chinese}`.matchAll(/\]\(([^)#:]+)\)/gu))
      expect(existsSync(target), target).toBe(true);
  });
});
