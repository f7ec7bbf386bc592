import type { Block, Reconstruction } from '../../schemas/document.ts';
import type { Table } from '../../schemas/table.ts';
import { collectEvidence } from '../bind/entity-evidence.ts';
import { canonicalLabel } from '../text.ts';
import { changeCost, lookAlikeCost, strangeCost } from './look-alike.ts';

/** A name shorter than this (characters) is too much like others. */
const shortest = 5;
/** A name is known once so many of its readings stand in the document. */
const leastTimes = 3;
/** A reading with a character that is no look-alike is a misread one where the name stands so many times as often. */
const timesAsOften = 3;
/** Of the characters of a name so many may be misread at most, one in … */
const mostMisread = 4;
/** Names of a document that are looked for where they were misread: a report names few bodies often. */
const mostNames = 8;

/**
 * Names of bodies that were misread here and there: what the document prints most often is right, character by character. A name
 * that stands as often as another is another body.
 * @returns the same reconstruction where all readings agree
 */
export function agreeOnNames(reconstruction: Reconstruction): Reconstruction {
  const names = agreedNames(reconstruction);
  if (names.length === 0) return reconstruction;
  const mend = (text: string): string => names.reduce((rest, name) => withName(rest, name, names), text);
  return {
    ...reconstruction,
    blocks: reconstruction.blocks.map((block) => mendBlock(block, mend)),
    tables: reconstruction.tables.map((table) => mendTable(table, mend)),
  };
}

function mendBlock(block: Block, mend: (text: string) => string): Block {
  if (block.reading === undefined) return block;
  const text = mend(block.text);
  return text === block.text ? block : { ...block, text, read: block.read ?? block.text };
}

function mendTable(table: Table, mend: (text: string) => string): Table {
  const isRead = table.cells.some(({ candidates }) => candidates !== undefined);
  if (!isRead || table.entityText === null) return table;
  return { ...table, entityText: mend(table.entityText) };
}

/** The names that the document prints most often, each as most of its readings give it; the longest first. */
function agreedNames(reconstruction: Reconstruction): string[] {
  const counts = new Map<string, number>();
  for (const { name } of collectEvidence(reconstruction))
    if ([...name].length >= shortest) counts.set(name, (counts.get(name) ?? 0) + 1);
  const clusters: { readonly name: string; readonly count: number; readonly readings: [string, number][] }[] =
    [];
  for (const [name, count] of [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))) {
    const own = clusters.find((cluster) => {
      const likeness = likenessOf([...name], [...cluster.name]);
      return likeness === 'alike' || (likeness === 'strange' && count * timesAsOften <= cluster.count);
    });
    if (own === undefined) clusters.push({ name, count, readings: [[name, count]] });
    else own.readings.push([name, count]);
  }
  return clusters
    .map(({ readings }) => ({
      name: byMajority(readings),
      times: readings.reduce((sum, [, n]) => sum + n, 0),
    }))
    .filter(({ times }) => times >= leastTimes)
    .sort((a, b) => b.times - a.times)
    .slice(0, mostNames)
    .map(({ name }) => name)
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}

/** Character by character what most readings of a name give. */
function byMajority(readings: readonly (readonly [string, number])[]): string {
  const [first = ''] = readings[0] ?? [];
  return [...first]
    .map((character, i) => {
      const votes = new Map<string, number>();
      for (const [name, count] of readings) {
        const own = [...name][i] ?? '';
        votes.set(own, (votes.get(own) ?? 0) + count);
      }
      const [best] = [...votes].sort(([, m], [, n]) => n - m);
      return best !== undefined && best[1] > (votes.get(character) ?? 0) ? best[0] : character;
    })
    .join('');
}

/**
 * How a reading is like a name: nothing but look-alikes, one strange character beside them, or neither (null), which goes for
 * the name itself too.
 */
function likenessOf(read: readonly string[], name: readonly string[]): 'alike' | 'strange' | null {
  if (read.length !== name.length) return null;
  const costs = read.flatMap((own, i) => (own === name[i] ? [] : [changeCost(own, name[i] ?? '')]));
  if (costs.length === 0 || costs.length * mostMisread > name.length) return null;
  const others = costs.filter((cost) => cost > lookAlikeCost);
  if (others.length === 0) return 'alike';
  return others.length === 1 && others.every((cost) => cost <= strangeCost) ? 'strange' : null;
}

/** The text with a misread occurrence of the name put right; where it stands as it is, or another name does, nothing is. */
function withName(text: string, name: string, names: readonly string[]): string {
  const plain = canonicalLabel(text);
  if (plain.length < name.length || names.some((other) => plain.includes(other))) return text;
  const characters = [...plain];
  const wanted = [...name];
  for (let from = 0; from + wanted.length <= characters.length; from++)
    if (likenessOf(characters.slice(from, from + wanted.length), wanted) !== null)
      return [...characters.slice(0, from), name, ...characters.slice(from + wanted.length)].join('');
  return text;
}
