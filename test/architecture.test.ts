import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** Path from the project's root, `/`-separated → text. */
type Files = ReadonlyMap<string, string>;

const root = process.cwd();
const layers = ['schemas', 'extractors', 'normalizers', 'pipeline', 'bench', 'docs/generate'];
const pure = ['schemas', 'extractors', 'normalizers'];
const plugins = ['extractors/formats', 'extractors/ocr/engines', 'schemas/forms', 'pipeline/writers'];

/** Folders of others, wherever they lie. */
const foreign = new Set(['node_modules', '.venv', '__pycache__']);

function readTree(folder: string, wanted: (path: string) => boolean): [string, string][] {
  let entries: import('node:fs').Dirent[];
  try {
    entries = readdirSync(`${root}/${folder}`, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries
    .filter(({ name }) => !foreign.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry): [string, string][] => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return wanted(`${path}/`) ? readTree(path, wanted) : [];
      return wanted(path) ? [[path, readFileSync(`${root}/${path}`, 'utf8')]] : [];
    });
}

const code: Files = new Map(
  layers.flatMap((layer) => readTree(layer, (path) => path.endsWith('/') || path.endsWith('.ts'))),
);

// ---- the import graph ----

/** What each file imports: project files by path, packages and node modules by name. Type imports count. */
function importGraph(files: Files): Map<string, string[]> {
  return new Map(
    [...files].map(([path, text]) => [
      path,
      ts
        .preProcessFile(text, true, true)
        .importedFiles.map(({ fileName }) =>
          fileName.startsWith('.') ? posix.join(posix.dirname(path), fileName) : fileName,
        ),
    ]),
  );
}

const within = (path: string, folder: string): boolean => path.startsWith(`${folder}/`);
const isBare = (name: string): boolean => !/\.(?:ts|json)$/u.test(name) || name.startsWith('node:');

interface ImportRule {
  readonly rule: string;
  readonly forbids: (from: string, to: string) => boolean;
  /** An import that it must catch. */
  readonly violation: readonly [from: string, importText: string];
}

const readings = ['normalizers/text.ts', 'normalizers/number.ts', 'normalizers/unit.ts'];
const fileSystem = /^(?:node:)?fs(?:\/promises)?$/u;

const importRules: readonly ImportRule[] = [
  {
    rule: 'schemas import nothing but zod and schemas',
    forbids: (from, to) => within(from, 'schemas') && !within(to, 'schemas') && to !== 'zod',
    violation: ['schemas/field.ts', '../normalizers/text.ts'],
  },
  {
    rule: 'extractors know no pipeline and no bench',
    forbids: (from, to) => within(from, 'extractors') && (within(to, 'pipeline') || within(to, 'bench')),
    violation: ['extractors/formats/text.ts', '../../pipeline/registry.ts'],
  },
  {
    rule: 'extractors know no forms',
    forbids: (from, to) => within(from, 'extractors') && within(to, 'schemas/forms'),
    violation: ['extractors/tables/structure.ts', '../../schemas/forms/gk01.ts'],
  },
  {
    rule: 'tables of text carriers know nothing of pages with geometry',
    forbids: (from, to) => within(from, 'extractors/tables/text') && within(to, 'extractors/tables/page'),
    violation: ['extractors/tables/text/text-grid.ts', '../page/grid.ts'],
  },
  {
    rule: 'of normalizers, extractors know text, number and unit only',
    forbids: (from, to) => within(from, 'extractors') && within(to, 'normalizers') && !readings.includes(to),
    violation: ['extractors/reconstruct.ts', '../normalizers/bind/bind.ts'],
  },
  {
    rule: 'normalizers know no extractors, no pipeline, no bench',
    forbids: (from, to) =>
      within(from, 'normalizers') && ['extractors', 'pipeline', 'bench'].some((layer) => within(to, layer)),
    violation: ['normalizers/bind/bind.ts', '../../extractors/reconstruct.ts'],
  },
  {
    rule: 'normalizers import no module of node',
    forbids: (from, to) => within(from, 'normalizers') && to.startsWith('node:'),
    violation: ['normalizers/entity.ts', 'node:path'],
  },
  {
    rule: 'the file system is touched in pipeline, bench and docs only',
    forbids: (from, to) =>
      fileSystem.test(to) && !['pipeline', 'bench', 'docs'].some((folder) => within(from, folder)),
    violation: ['extractors/formats/text.ts', 'node:fs/promises'],
  },
  {
    rule: 'the project imports neither bench nor docs nor test',
    forbids: (from, to) =>
      (!within(from, 'bench') && (within(to, 'bench') || within(to, 'test'))) ||
      (!within(from, 'docs') && within(to, 'docs')),
    violation: ['pipeline/cli.ts', '../bench/variants/run.ts'],
  },
  {
    rule: 'pdf.js is known to extractors/pdf only',
    forbids: (from, to) => to.startsWith('pdfjs-dist') && !within(from, 'extractors/pdf'),
    violation: ['extractors/formats/pdf.ts', 'pdfjs-dist/legacy/build/pdf.mjs'],
  },
  {
    rule: 'OCR and image libraries are known to extractors/ocr only, and to the bench that makes scans',
    forbids: (from, to) =>
      /^(?:tesseract\.js|sharp|@napi-rs\/canvas)/u.test(to) &&
      !within(from, 'extractors/ocr') &&
      !within(from, 'bench/ocr'),
    violation: ['extractors/formats/image.ts', 'sharp'],
  },
  {
    rule: 'a plug-in does not import its sibling',
    forbids: (from, to) =>
      plugins.some((folder) => posix.dirname(from) === folder && posix.dirname(to) === folder && !isBare(to)),
    violation: ['schemas/forms/gk05.ts', './gk04.ts'],
  },
];

function brokenImports(rule: ImportRule, files: Files): string[] {
  return [...importGraph(files)].flatMap(([from, targets]) =>
    targets.filter((to) => rule.forbids(from, to)).map((to) => `${from} → ${to}`),
  );
}

/** One import cycle as a path, or null. */
function findCycle(graph: ReadonlyMap<string, readonly string[]>): string[] | null {
  const state = new Map<string, 'open' | 'done'>();
  const visit = (node: string, trail: readonly string[]): string[] | null => {
    if (state.get(node) === 'open') return [...trail.slice(trail.indexOf(node)), node];
    if (state.get(node) === 'done') return null;
    state.set(node, 'open');
    for (const next of graph.get(node) ?? []) {
      const cycle = graph.has(next) ? visit(next, [...trail, node]) : null;
      if (cycle) return cycle;
    }
    state.set(node, 'done');
    return null;
  };
  for (const node of graph.keys()) {
    const cycle = visit(node, []);
    if (cycle) return cycle;
  }
  return null;
}

describe('imports', () => {
  it('are read from the real files', () => {
    expect(code.size).toBeGreaterThan(20);
    expect(importGraph(code).get('schemas/ports.ts')).toContain('schemas/check.ts');
  });

  it.each(importRules)('$rule', (rule) => {
    expect(brokenImports(rule, code)).toEqual([]);
  });

  it.each(importRules)('would see a violation: $rule', (rule) => {
    const [from, target] = rule.violation;
    expect(brokenImports(rule, new Map([[from, `import { x } from '${target}';`]]))).toHaveLength(1);
    expect(brokenImports(rule, new Map([[from, `import type { X } from '${target}';`]]))).toHaveLength(1);
  });

  it('name files that are there', () => {
    const missing = [...importGraph(code)].flatMap(([from, targets]) =>
      targets.filter((to) => to.endsWith('.ts') && !texts.has(to)).map((to) => `${from} → ${to}`),
    );
    expect(missing).toEqual([]);
  });

  it('form no cycle', () => {
    expect(findCycle(importGraph(code))).toBeNull();
  });

  it('would see a cycle', () => {
    const files = new Map([
      ['schemas/a.ts', `import { b } from './b.ts';`],
      ['schemas/b.ts', `import type { C } from './deep/c.ts';`],
      ['schemas/deep/c.ts', `export { a } from '../a.ts';`],
    ]);
    expect(findCycle(importGraph(files))).toEqual([
      'schemas/a.ts',
      'schemas/b.ts',
      'schemas/deep/c.ts',
      'schemas/a.ts',
    ]);
  });
});

// ---- words that must not stand in files ----

interface WordRule {
  readonly rule: string;
  readonly applies: (path: string) => boolean;
  readonly word: RegExp;
  readonly violations: readonly string[];
}

const isCode = (path: string): boolean => path.endsWith('.ts');
const isPure = (path: string): boolean => pure.some((layer) => within(path, layer));

const wordRules: readonly WordRule[] = [
  {
    rule: 'no check of types or style is switched off',
    applies: isCode,
    word: /@ts-(?:ignore|expect-error|nocheck)|biome-ignore|eslint-disable|\bas any\b/u,
    violations: ['// @ts-ignore', '/* biome-ignore lint: x */', 'x as any'],
  },
  {
    rule: 'pure layers have no clock, no chance, no locale, no process',
    applies: isPure,
    word: /\bDate\.now\b|\bnew Date\(|\bMath\.random\b|\.toLocale|\blocaleCompare\b|\bIntl\.|\bprocess\.|\bperformance\.now\b/u,
    violations: ['Date.now()', 'a.localeCompare(b)', 'new Date()', 'process.env.X', 'x.toLocaleString()'],
  },
  {
    rule: 'money never passes through a binary float',
    applies: (path) => within(path, 'normalizers') || within(path, 'schemas'),
    word: /\bparseFloat\(/u,
    violations: ['parseFloat(text)'],
  },
  {
    rule: 'nothing is exported by default',
    applies: (path) => isCode(path) && path !== 'vitest.config.ts',
    word: /^export default\b/mu,
    violations: ['export default class X {}'],
  },
  {
    rule: 'no path of a machine',
    applies: () => true,
    word: /(?:^|[\s'"`(=:])\/(?:work|home|Users|root|tmp\/[a-z])[/\w]|[A-Z]:\\\\?Users/mu,
    violations: ["'/work/place'", ' /home/somebody', '`/tmp/brief.md`', 'C:\\Users\\x'],
  },
  {
    rule: 'no word about how the work was organised',
    applies: () => true,
    word: /\bsubagents?\b|\bClaude\b|\bAnthropic\b|\bLLMs?\b|\bAI assistant\b|\bthis session\b|\bprevious session\b|\bsessions? of work\b|\bmy brief\b|\bthe brief (?:says|asks)/iu,
    violations: ['as the brief says', 'left by a previous session', 'the subagent'],
  },
];

/** All text files of the project but dependencies, results, disclosures, their truth, and this file. */
const texts: Files = new Map(
  readTree('', (path) => {
    if (/^(?:\.git|dist|out|seeds|test\/truth|test\/fixtures|test\/golden|coverage)\//u.test(path))
      return false;
    if (path === 'test/architecture.test.ts') return false;
    return (
      path.endsWith('/') ||
      /\.(?:ts|mjs|js|py|txt|json|md|ya?ml|html|css|gitignore|gitattributes)$|\/run$/u.test(path)
    );
  }),
);

function brokenWords(rule: WordRule, files: Files): string[] {
  return [...files].flatMap(([path, text]) => {
    const found = rule.applies(path) ? rule.word.exec(text) : null;
    return found ? [`${path}:${text.slice(0, found.index).split('\n').length} ${found[0].trim()}`] : [];
  });
}

describe('words', () => {
  it('are read from the real files', () => {
    expect([...texts.keys()]).toEqual(
      expect.arrayContaining(['README.md', 'package.json', 'schemas/field.ts']),
    );
  });

  it.each(wordRules)('$rule', (rule) => {
    expect(brokenWords(rule, texts)).toEqual([]);
  });

  it.each(wordRules)('would see a violation: $rule', (rule) => {
    for (const text of rule.violations)
      expect(brokenWords(rule, new Map([['normalizers/x.ts', text]])), text).toHaveLength(1);
  });
});

/** Packages that a lock file would fetch from a named host: whoever installs says from which. */
function hostedPackages(lock: string): string[] {
  const { packages = {} } = JSON.parse(lock) as { packages?: Record<string, { resolved?: string }> };
  return Object.entries(packages).flatMap(([name, { resolved }]) =>
    resolved === undefined ? [] : [`${name} ${resolved}`],
  );
}

describe('lock files', () => {
  it.each(['package-lock.json', 'bench/peers/package-lock.json'])('name no host: %s', (file) => {
    expect(hostedPackages(readFileSync(`${root}/${file}`, 'utf8'))).toEqual([]);
  });

  it('would see one', () => {
    const lock = JSON.stringify({
      packages: { 'node_modules/a': { resolved: 'http://mirror.local/a.tgz' } },
    });
    expect(hostedPackages(lock)).toHaveLength(1);
  });
});

// ---- nothing of the seeds in the code ----

interface SeedTexts {
  /** White space removed. */
  readonly texts: readonly string[];
  readonly publishers: readonly string[];
}

/** A run of this many characters that one seed alone holds is a sentence of it, not vocabulary of the domain. */
const sentenceLength = 12;

/** Strings, template pieces and regular expressions of a file. */
function literals(text: string): string[] {
  const source = ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, true);
  const out: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      out.push(node.text);
    else if (ts.isRegularExpressionLiteral(node) || ts.isNumericLiteral(node)) out.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return out;
}

/** Amounts with four or more significant digits; codes, years and counts of lines are none. */
function amountsOf(texts: readonly string[]): Set<string> {
  const found = texts.flatMap(
    (text) => text.match(/(?<![\d.])\d+\.\d+(?![\d.])|(?<![\d.])\d{4,}(?=万?元|人|家)/gu) ?? [],
  );
  return new Set(found.filter((amount) => amount.replace('.', '').replace(/^0+/u, '').length >= 4));
}

/** Parts of a publisher's name that single it out: the whole name, and its place with and without 市 县 区. */
function namesOf(publishers: readonly string[]): Set<string> {
  return new Set(
    publishers.flatMap((name) => {
      const places = name.match(/[\u4e00-\u9fff]{2,3}?[市县区]/gu) ?? [];
      return [name, ...places, ...places.map((place) => place.slice(0, -1))].filter(
        (part) => part.length >= 2,
      );
    }),
  );
}

function seedTraces(files: Files, seeds: SeedTexts, labels: readonly string[]): string[] {
  const amounts = amountsOf(seeds.texts);
  const names = namesOf(seeds.publishers);
  const vocabulary = labels.join('\n');
  return [...files].flatMap(([path, text]) => {
    const traces = [...names].filter((name) => text.includes(name)).map((name) => `${path}: ${name}`);
    for (const literal of literals(text)) {
      for (const figure of literal.match(/\d+(?:\\?\.\d+)?/gu) ?? [])
        if (amounts.has(figure.replace('\\', ''))) traces.push(`${path}: ${figure}`);
      for (const run of literal.replace(/\s/gu, '').match(/[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”]+/gu) ??
        [])
        for (let at = 0; at + sentenceLength <= run.length; at++) {
          const piece = run.slice(at, at + sentenceLength);
          const holders = seeds.texts.filter((seed) => seed.includes(piece)).length;
          if (holders === 1 && !vocabulary.includes(piece)) {
            traces.push(`${path}: ${run}`);
            break;
          }
        }
    }
    return traces;
  });
}

function readSeeds(): SeedTexts {
  const manifest = JSON.parse(readFileSync(`${root}/seeds/manifest.json`, 'utf8')) as {
    documents: { file: string; publisher: string }[];
  };
  return {
    texts: manifest.documents.map(({ file }) =>
      readFileSync(`${root}/seeds/${file}`, 'utf8').replace(/\s/gu, ''),
    ),
    publishers: manifest.documents.map(({ publisher }) => publisher),
  };
}

const isLabelFile = (path: string): boolean =>
  within(path, 'schemas/classification') || within(path, 'schemas/forms');

describe('seeds', () => {
  const seeds = readSeeds();
  const labels = [...code].flatMap(([path, text]) => (isLabelFile(path) ? literals(text) : []));
  const product = new Map([...code].filter(([path]) => !within(path, 'bench') && !isLabelFile(path)));

  it('are read', () => {
    expect(seeds.texts).toHaveLength(4);
    expect(amountsOf(seeds.texts).size).toBeGreaterThan(150);
    expect(namesOf(seeds.publishers).size).toBeGreaterThan(8);
  });

  it('have left no name, amount or sentence in the code', () => {
    expect(seedTraces(product, seeds, labels)).toEqual([]);
  });

  it('would be seen in it', () => {
    const [text = ''] = seeds.texts;
    const [publisher = ''] = seeds.publishers;
    const amount = /\d{3}\.\d{2}/u.exec(text)?.[0] ?? '';
    const sentence = /[\u4e00-\u9fff]{14}/u.exec(text.slice(text.indexOf('贯彻')))?.[0] ?? '';
    const trace = (line: string): string[] => seedTraces(new Map([['pipeline/x.ts', line]]), seeds, labels);
    expect(trace(`const a = '${publisher}';`)).not.toEqual([]);
    expect(trace(`// as in ${publisher.slice(0, 2)}`)).not.toEqual([]);
    expect(trace(`const b = '${amount}';`)).not.toEqual([]);
    expect(trace(`const c = ${amount};`)).not.toEqual([]);
    expect(trace(`const d = /${amount.replace('.', '\\.')}/u;`)).not.toEqual([]);
    expect(trace(`const e = \`${sentence}\${x}\`;`)).not.toEqual([]);
    expect(trace(`const f = '财政拨款收入支出决算总表';`)).toEqual([]);
  });
});
