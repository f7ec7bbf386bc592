import type { Block } from '../schemas/document.ts';
import type { Finding } from '../schemas/finding.ts';
import { cutPersonalData } from './layout/personal-data.ts';

/** Words that ended nowhere, by page, and what there is to say about them. */
export interface Accounting {
  /** The blocks that say something. */
  readonly blocks: readonly Block[];
  readonly unaccounted: ReadonlyMap<number, readonly string[]>;
  readonly findings: readonly Finding[];
}

/** Blocks that would be text if there were any in them. */
const wordless: ReadonlySet<Block['kind']> = new Set(['paragraph', 'fragment', 'heading', 'title']);
/** A finding shows at most this many words. */
const maxShown = 12;

/**
 * What became of the words that no table, title, note, paragraph or page furniture holds. Figures that stand alone
 * outside any table (the scale of a chart, a mark without its note) say nothing where they stand: they are listed, not
 * taken for text.
 * @param lost per page, words in a table's frame that none of its cells has
 * @param leftOut per page, texts that have no place in any line
 */
export function accountForWords(
  blocks: readonly Block[],
  lost: ReadonlyMap<number, readonly string[]>,
  leftOut: ReadonlyMap<number, readonly string[]>,
): Accounting {
  const stray = new Map<number, string[]>();
  const kept = blocks.filter((block) => {
    if (!wordless.has(block.kind) || !isOnlyFigures(block.text)) return true;
    stray.set(block.page, [...(stray.get(block.page) ?? []), ...block.text.split(' ')]);
    return false;
  });
  const findings: Finding[] = [];
  const unaccounted = new Map<number, string[]>();
  const pages = new Set([...lost.keys(), ...leftOut.keys(), ...stray.keys()]);
  for (const page of [...pages].sort((a, b) => a - b)) {
    const inTables = (lost.get(page) ?? []).map((word) => cutPersonalData(word).text);
    const outside = [
      ...(leftOut.get(page) ?? []).map((word) => cutPersonalData(word).text),
      ...(stray.get(page) ?? []),
    ];
    unaccounted.set(page, [...inTables, ...outside]);
    const tell = (code: Finding['code'], words: readonly string[], where: string) => {
      const shown = words.slice(0, maxShown).join(' ') + (words.length > maxShown ? ' …' : '');
      const count = words.length === 1 ? '1 word' : `${words.length} words`;
      findings.push({
        code,
        message: `${count} of page ${page} ${where}: ${shown}`,
        page,
        location: `p${page}`,
      });
    };
    if (inTables.length > 0)
      tell('table-text-lost', inTables, 'stood within a table and in none of its cells');
    if (outside.length > 0) tell('unaccounted-text', outside, 'belong to no table and no sentence');
  }
  return { blocks: kept, unaccounted, findings };
}

function isOnlyFigures(text: string): boolean {
  return /\d/u.test(text) && !/\p{L}/u.test(text);
}
