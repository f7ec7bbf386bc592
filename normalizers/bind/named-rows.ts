import type { Classification, ClassificationKind } from '../../schemas/classification/lookup.ts';
import type { FormDefinition } from '../../schemas/form.ts';
import type { Fact, ItemStep, Statement } from '../../schemas/statement.ts';
import { stripSpaces } from '../text.ts';

/** A row of a form that has no fixed list of rows. */
export interface NamedRow {
  /** 科目编码, '' where none is known. */
  readonly code: string;
  readonly label: string;
  readonly level: 0 | 1 | 2 | 3 | null;
}

/** Digits of a code by the depth that the text states. */
const lengthOfDepth = { 类: 3, 款: 5, 项: 7 } as const;
const levelOfLength: Readonly<Record<number, 1 | 2 | 3>> = { 3: 1, 5: 2, 7: 3 };
const levelOfDepth = { 类: 1, 款: 2, 项: 3 } as const;

/** Whether the headings over a statement are those that the condition asks for. */
export function standsUnder(
  statement: Statement,
  condition: { readonly within?: readonly string[]; readonly notWithin?: readonly string[] },
): boolean {
  const headings = statement.headings.map(stripSpaces);
  const holds = (words: readonly string[]): boolean =>
    words.some((word) => headings.some((heading) => heading.includes(stripSpaces(word))));
  if (condition.within !== undefined && !holds(condition.within)) return false;
  return condition.notWithin === undefined || !holds(condition.notWithin);
}

/**
 * The rows of a code form that running text names under the form's own headings, their parents included, in the order of codes;
 * items that the classification does not know keep the words of the text and stand at the end.
 * @param year fiscal year, null if unknown: decides between old and new names of a code
 * @returns [] for nothing named, or for a form without a classification
 */
export function namedRows(
  form: FormDefinition,
  statements: readonly Statement[],
  classification: Classification,
  year: number | null,
): NamedRow[] {
  const kind = form.classification;
  if (kind === null) return [];
  const facts = new Map(statements.flatMap(({ facts }) => facts.map((fact) => [fact.id, fact])));
  const codes = new Map<string, string>();
  const unknown = new Map<string, NamedRow>();
  for (const stated of form.statedRows) {
    for (const statement of statements) {
      if (!standsUnder(statement, stated)) continue;
      for (const fact of statement.facts) {
        if (fact.measure !== stated.factMeasure || fact.yearOffset !== 0) continue;
        const code = codeOfFact(fact, facts, kind, classification, year);
        const deepest = fact.itemPath.at(-1);
        if (code !== null) codes.set(code, deepest?.label ?? fact.rowLabel);
        else if (deepest !== undefined && deepest.depth !== null) {
          const level = levelOfDepth[deepest.depth];
          unknown.set(deepest.label, { code: '', label: deepest.label, level });
        }
      }
    }
  }
  for (const code of [...codes.keys()]) {
    for (let length = 3; length < code.length; length += 2) {
      const parent = code.slice(0, length);
      if (!codes.has(parent)) codes.set(parent, classification.nameOf(kind, parent, year) ?? '');
    }
  }
  const known = [...codes]
    .map(([code, worded]) => ({
      code,
      label: classification.nameOf(kind, code, year) ?? worded,
      level: levelOfLength[code.length] ?? null,
    }))
    .filter(({ label }) => label !== '')
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  return [...known, ...unknown.values()];
}

/**
 * The 科目编码 of the item that a fact names, found step by step below its parent.
 * @returns null where the names do not lead to exactly one code
 */
export function codeOfFact(
  fact: Fact,
  facts: ReadonlyMap<string, Fact>,
  kind: ClassificationKind,
  classification: Classification,
  year: number | null,
): string | null {
  const first = fact.itemPath[0];
  const whole = fact.whole === null ? undefined : facts.get(fact.whole);
  // 其中：行政运行（项）… names its 类 in the whole it is a part of
  const above =
    whole !== undefined && whole !== fact && first !== undefined && first.depth !== '类'
      ? codeOfPath(whole.itemPath, '', kind, classification, year)
      : null;
  return (
    codeOfPath(fact.itemPath, above ?? '', kind, classification, year) ??
    (above === null ? null : codeOfPath(fact.itemPath, '', kind, classification, year))
  );
}

function codeOfPath(
  path: readonly ItemStep[],
  above: string,
  kind: ClassificationKind,
  classification: Classification,
  year: number | null,
): string | null {
  let within = above;
  let code: string | null = null;
  for (const step of path) {
    const found = codeOfStep(step, within, kind, classification, year);
    code = found;
    if (found !== null) within = found;
  }
  return code;
}

function codeOfStep(
  step: ItemStep,
  within: string,
  kind: ClassificationKind,
  classification: Classification,
  year: number | null,
): string | null {
  const codes = classification
    .codesOf(kind, step.label, within, year)
    .filter((code) => code.length > within.length || code === within);
  if (step.depth !== null) {
    const length = lengthOfDepth[step.depth];
    return only(codes.filter((code) => code.length === length));
  }
  // no depth said: the nearest level below that knows the name, if it is the only one there
  const nearest = Math.min(...codes.map((code) => code.length));
  return only(codes.filter((code) => code.length === nearest));
}

function only(codes: readonly string[]): string | null {
  const [first, ...rest] = [...new Set(codes)];
  return first !== undefined && rest.length === 0 ? first : null;
}
