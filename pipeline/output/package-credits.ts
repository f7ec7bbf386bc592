import type { Row } from '../../schemas/ports.ts';

/** Sources named in datapackage.json at most: summary.csv has those of every document. */
const mostSources = 1_000;

/** A source as Data Package 2 has it. */
export interface PackageSource {
  readonly title?: string;
  readonly path?: string;
}

/** A licence as Data Package 2 has it: one of name and path. */
export interface PackageLicence {
  readonly name?: string;
  readonly path?: string;
  readonly title?: string;
}

/** Who published what a run read, and on what terms: gathered from the columns of `--metadata` in summary.csv. */
export interface PackageCredits {
  add(summaries: readonly Row[]): void;
  /** Distinct and sorted; of more than a thousand addresses the publishers alone. */
  sources(): readonly PackageSource[];
  /** The licence that all documents have; [] where they differ, one has none, or it is neither an identifier nor an address. */
  licences(): readonly PackageLicence[];
}

/** Gathers sources (`publisher`, `source_url`) and the licence (`licence`, `license`) of the documents of a run. */
export function openCredits(): PackageCredits {
  const pairs = new Set<string>();
  const publishers = new Set<string>();
  let tooMany = false;
  const licences = new Set<string>();
  return {
    add(summaries) {
      for (const row of summaries) {
        const title = (row.publisher ?? '').trim();
        const path = webAddress((row.source_url ?? '').trim());
        if (title !== '') addBounded(publishers, title);
        if (title !== '' || path !== '')
          tooMany = !addBounded(pairs, JSON.stringify([title, path])) || tooMany;
        // Two are as good as many: they differ.
        if (licences.size < 2) licences.add((row.licence || row.license || '').trim());
      }
    },
    sources() {
      const named = tooMany ? [...publishers].map((title) => [title, ''] as const) : [...pairs].map(readPair);
      return named
        .sort((left, right) => compareText(left.join('\n'), right.join('\n')))
        .map(([title, path]) => ({ ...(title === '' ? {} : { title }), ...(path === '' ? {} : { path }) }));
    },
    licences() {
      const [text = ''] = licences;
      return licences.size === 1 ? licenceOf(text) : [];
    },
  };
}

/** @returns false where it is new and the set is full */
function addBounded(set: Set<string>, text: string): boolean {
  if (set.has(text)) return true;
  if (set.size >= mostSources) return false;
  set.add(text);
  return true;
}

function readPair(text: string): readonly [title: string, path: string] {
  const [title, path] = JSON.parse(text) as [string, string];
  return [title, path];
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** An address of the web as the profile takes it, '' for anything else: a source without an address is still one. */
function webAddress(text: string): string {
  return /^https?:\/\/[^\s/]+\S*$/iu.test(text)
    ? text.replace(/^https?/iu, (scheme) => scheme.toLowerCase())
    : '';
}

/** A licence is an identifier (CC-BY-4.0, also printed CC BY 4.0) or an address; other words cannot be declared. */
function licenceOf(text: string): readonly PackageLicence[] {
  const path = webAddress(text);
  if (path !== '') return [{ path }];
  const name = /^CC[ 0]/iu.test(text) ? text.replace(/\s+/gu, '-') : text;
  if (!/^[-a-zA-Z0-9._]+$/u.test(name)) return [];
  return [name === text ? { name } : { name, title: text }];
}
