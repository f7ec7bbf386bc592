import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Truth } from '../variants/truth.ts';
import { tellCauses } from './causes.ts';
import { type FactFigures, judgeFacts } from './facts.ts';
import { countAmounts, figureHead, tellConfidence, tellFigures } from './figures.ts';
import { type Judged, judgeAmounts, readRows } from './judge.ts';

/** What is said of the results in a folder. */
export interface Scored {
  readonly amounts: ReadonlyMap<string, readonly Judged[]>;
  readonly facts: ReadonlyMap<string, FactFigures>;
  /** Documents whose truth is there and whose results are not. */
  readonly absent: readonly string[];
}

/**
 * Judges a results folder by the truth files of another, by the carrier (kind) that the truth names. Documents that are
 * not in the results are left out where `isPart`, else count as not read.
 */
export async function scoreScans(truthFolder: string, out: string, isPart: boolean): Promise<Scored> {
  const rows = await readRows(join(out, 'fields.csv'));
  const listed = existsSync(join(out, 'manifest.jsonl'))
    ? readFileSync(join(out, 'manifest.jsonl'), 'utf8')
    : '';
  const amounts = new Map<string, Judged[]>();
  const facts = new Map<string, FactFigures>();
  const absent: string[] = [];
  for (const id of readdirSync(truthFolder).sort()) {
    const truth = JSON.parse(readFileSync(join(truthFolder, id, 'truth.json'), 'utf8')) as Truth;
    const own = rows.get(truth.file);
    if (!own) absent.push(id);
    if (!own && isPart && !listed.includes(`/${truth.file}"`) && !listed.includes(`"${truth.file}"`))
      continue;
    amounts.set(truth.carrier, [...(amounts.get(truth.carrier) ?? []), ...judgeAmounts(truth, own ?? [])]);
    const told = judgeFacts(truth, own ?? []);
    const sum = facts.get(truth.carrier) ?? { stated: 0, right: 0, untrue: 0, untrueSilent: 0 };
    facts.set(truth.carrier, {
      stated: sum.stated + told.stated,
      right: sum.right + told.right,
      untrue: sum.untrue + told.untrue,
      untrueSilent: sum.untrueSilent + told.untrueSilent,
    });
  }
  return { amounts, facts, absent };
}

/** The table of figures, a row a kind, as Markdown lines. */
export function tellScores({ amounts, facts }: Scored): string[] {
  const head = ['kind', ...figureHead, 'stated figures right', 'untrue (silent)'];
  const rows = [...amounts].map(([kind, list]) => {
    const told = facts.get(kind);
    return [
      kind,
      ...tellFigures(countAmounts(list)),
      `${told?.right ?? 0} of ${told?.stated ?? 0}`,
      `${told?.untrue ?? 0} (${told?.untrueSilent ?? 0})`,
    ];
  });
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

/** What is not right, by kind and cause, and the table of confidences. */
export function tellDetails({ amounts }: Scored, examples: number): string[] {
  return [...amounts].flatMap(([kind, list]) => [
    '',
    `== ${kind}`,
    ...tellConfidence(list).map((line) => `  ${line}`),
    ...tellCauses(list, examples),
  ]);
}
