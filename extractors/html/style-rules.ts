import { attributeOf, type PageElement } from './page-tree.ts';

/** What a rule or a `style` attribute says that is asked for, by property, values in lower case. */
export type Declarations = ReadonlyMap<string, string>;

/** The rules of a page's style sheets. */
export interface StyleRules {
  /** What they say of an element, the strongest last. */
  matching(element: PageElement): readonly Declarations[];
}

/** One step of a selector: `div.sheet#a`. */
interface Compound {
  readonly tag: string;
  readonly id: string;
  readonly classes: readonly string[];
}

interface Rule {
  /** From the element outwards. */
  readonly steps: readonly Compound[];
  /** Whether a step is the child of the next, not any descendant; one fewer than steps. */
  readonly isChild: readonly boolean[];
  readonly declarations: Declarations;
  readonly weight: number;
}

/** Rules that are looked at: pages have hundreds. */
const maxRules = 20_000;
/** Characters of style sheets that are read. */
const maxLength = 4_000_000;
/** Style attributes whose reading is kept. */
const maxKept = 5_000;

const properties =
  /(?:^|[;{\s])(display|visibility|white-space|font-size|list-style(?:-type)?|vertical-align|opacity|position|left|top|text-indent|flex-direction|grid-template-columns|mso-ignore|mso-tab-count|mso-outline-level|mso-hide)\s*:\s*([^;}]*)/giu;

const kept = new Map<string, Declarations>();

/** The declarations of a `style` attribute or a rule's block. */
export function readDeclarations(text: string): Declarations {
  const known = kept.get(text);
  if (known) return known;
  const found = new Map<string, string>();
  const important = new Set<string>();
  for (const [, name = '', value = ''] of text.matchAll(properties)) {
    const property = name.toLowerCase().replace(/^list-style-type$/u, 'list-style');
    const isImportant = /!\s*important/iu.test(value);
    if (important.has(property) && !isImportant) continue;
    if (isImportant) important.add(property);
    found.set(
      property,
      value
        .replace(/!\s*important/iu, '')
        .trim()
        .toLowerCase(),
    );
  }
  // What is kept is the same for every document, whichever came first.
  if (kept.size < maxKept && text.length < 500) kept.set(text, found);
  return found;
}

/** Rules of style sheets whose selectors are plain: elements, classes, ids, one within the other. All others say nothing. */
export function readRules(sheets: readonly string[]): StyleRules {
  const rules = new Map<string, Rule[]>();
  let order = 0;
  for (const sheet of sheets) {
    if (order >= maxRules) break;
    for (const { selectors, block } of blocksOf(sheet.slice(0, maxLength))) {
      const declarations = readDeclarations(block);
      if (declarations.size === 0) continue;
      for (const selector of selectors.split(',')) {
        const parsed = parseSelector(selector.trim());
        const [own] = parsed?.steps ?? [];
        if (!parsed || !own || order >= maxRules) continue;
        const key = own.id ? `#${own.id}` : own.classes[0] ? `.${own.classes[0]}` : own.tag;
        const rule = { ...parsed, declarations, weight: weightOf(parsed.steps) * maxRules + order++ };
        const list = rules.get(key);
        if (list) list.push(rule);
        else rules.set(key, [rule]);
      }
    }
  }
  return { matching: (element) => (rules.size === 0 ? [] : matchRules(rules, element)) };
}

function matchRules(rules: ReadonlyMap<string, readonly Rule[]>, element: PageElement): Declarations[] {
  const keys = [element.tag, '*', `#${attributeOf(element, 'id') ?? ''}`];
  for (const name of classesOf(element)) keys.push(`.${name}`);
  const found = keys.flatMap((key) => (rules.get(key) ?? []).filter((rule) => fits(rule, element)));
  return found.sort((a, b) => a.weight - b.weight).map(({ declarations }) => declarations);
}

export const classesOf = (element: PageElement): string[] =>
  (attributeOf(element, 'class') ?? '').split(/\s+/u).filter((name) => name !== '');

/** Ancestors a selector is looked for in. */
const maxAncestors = 200;

function fits({ steps, isChild }: Rule, element: PageElement): boolean {
  let at: PageElement | null = element;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] as Compound;
    let left = maxAncestors;
    // The nearest ancestor that fits is taken: with plain selectors another would rarely do better.
    while (at !== null && !fitsStep(step, at)) {
      if (i === 0 || isChild[i - 1] || left-- === 0) return false;
      at = at.parent;
    }
    if (at === null) return false;
    at = at.parent;
  }
  return true;
}

function fitsStep({ tag, id, classes }: Compound, element: PageElement): boolean {
  if (tag !== '*' && tag !== element.tag) return false;
  if (id !== '' && attributeOf(element, 'id') !== id) return false;
  if (classes.length === 0) return true;
  const own = classesOf(element);
  return classes.every((name) => own.includes(name));
}

function weightOf(steps: readonly Compound[]): number {
  return steps.reduce(
    (sum, { tag, id, classes }) =>
      sum + (id === '' ? 0 : 10_000) + 100 * classes.length + (tag === '*' ? 0 : 1),
    0,
  );
}

function parseSelector(selector: string): Pick<Rule, 'steps' | 'isChild'> | null {
  const parts = selector.replace(/\s*>\s*/gu, '>').match(/[>\s]+|[^>\s]+/gu);
  if (!parts) return null;
  const steps: Compound[] = [];
  const isChild: boolean[] = [];
  for (const part of parts.reverse()) {
    if (/^[>\s]+$/u.test(part)) {
      isChild.push(part.includes('>'));
      continue;
    }
    const found = /^([a-z][\w-]*|\*)?((?:[.#][\w\u0080-\uFFFF-]+)*)$/iu.exec(part);
    if (!found) return null;
    const names = found[2]?.match(/[.#][^.#]+/gu) ?? [];
    steps.push({
      tag: found[1]?.toLowerCase() ?? '*',
      id: names.find((name) => name.startsWith('#'))?.slice(1) ?? '',
      classes: names.filter((name) => name.startsWith('.')).map((name) => name.slice(1)),
    });
  }
  return steps.length === 0 || isChild.length >= steps.length ? null : { steps, isChild };
}

/** Selectors and blocks of a sheet; of at-rules those for the screen. */
function* blocksOf(sheet: string): Generator<{ readonly selectors: string; readonly block: string }> {
  const text = sheet.replace(/\/\*[\s\S]*?\*\/|<!--|-->/gu, ' ');
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('{', at);
    if (open < 0) return;
    // A closing brace here ends a rule for the screen that was entered.
    const head = text
      .slice(at, open)
      .replace(/^[\s};]*/u, '')
      .replace(/^(?:@(?:import|charset)[^;]*;\s*)+/iu, '');
    if (/^@media\s+(?:screen|all)\s*$/iu.test(head.trim())) {
      at = open + 1;
      continue;
    }
    const close = head.startsWith('@') ? endOf(text, open) : text.indexOf('}', open);
    const end = close < 0 ? text.length : close;
    if (!head.startsWith('@')) yield { selectors: head, block: text.slice(open + 1, end) };
    at = end + 1;
  }
}

/** Where the block that opens here is closed, blocks in it counted. */
function endOf(text: string, open: number): number {
  const braces = /[{}]/gu;
  braces.lastIndex = open;
  let depth = 0;
  for (let found = braces.exec(text); found; found = braces.exec(text)) {
    depth += found[0] === '{' ? 1 : -1;
    if (depth === 0) return found.index;
  }
  return text.length;
}
