import type Big from 'big.js';
import type { Check } from '../../schemas/check.ts';
import type { Classification } from '../../schemas/classification/lookup.ts';
import { type Field, type Flag, flags as flagOrder } from '../../schemas/field.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { FormDefinition } from '../../schemas/form.ts';
import type { Binding, BoundTable } from '../../schemas/ports.ts';
import { putBlame, type Verdicts } from './blame.ts';
import { cellRelations } from './cell-statements.ts';
import { indexCells } from './cells.ts';
import { checkCodeNames } from './code-names.ts';
import { checkCompleteness } from './completeness.ts';
import { indexFacts } from './facts.ts';
import { spellIdentities } from './identities.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { openLooseParts } from './loose-parts.ts';
import { spellRatios } from './ratios.ts';
import { deriveMissing } from './recovery.ts';
import { type Outcome, type Ratio, type Relation, tryRatio, tryRelation } from './relation.ts';
import { repairReadings } from './repair/repair.ts';
import { matchStatements } from './stated.ts';
import { fillFromSilence, fillFromStatements, statedFigures } from './stated-recovery.ts';
import { statementRelations } from './statement-relations.ts';
import type { TriedRatio, TriedRelation } from './suspicion.ts';
import { explainRatio, explainRelation } from './wording.ts';

/** What the accounts say: fields recovered and flagged, and every reconciliation that was tried. */
export interface Reconciled {
  readonly tables: readonly BoundTable[];
  readonly fields: readonly Field[];
  readonly checks: readonly Check[];
  readonly findings: readonly Finding[];
}

/**
 * Lets the accounts testify: fills missing fields from sentences and identities, then tries every identity of the forms,
 * every statement against its cell and against other statements, every stated percentage, and flags what contradicts.
 * No printed value is changed; among the readings of a picture the accounts choose. A document without known forms and statements gives back its fields and no check.
 */
export function reconcile(
  binding: Binding,
  forms: readonly FormDefinition[],
  classification: Classification,
): Reconciled {
  const ledger = openLedger(binding.fields);
  const index = indexCells(binding.fields, forms);
  const facts = indexFacts(binding.statements, binding.fields);
  const matches = matchStatements(index, facts, binding.fiscalYear, classification);
  const identities = openLooseParts(spellIdentities(index, classification), binding, forms);

  // before anything is computed: what was misread must not be handed on
  repairReadings(ledger, () => ({
    relations: [
      ...identities,
      ...cellRelations(matches, ledger),
      ...statementRelations(facts, matches, ledger, binding.fiscalYear),
    ],
    ratios: spellRatios(facts, index, ledger),
  }));
  fillFromStatements(ledger, matches);
  fillFromSilence(ledger, index, forms, binding.reconstruction);
  const used = deriveMissing(ledger, identities, statedFigures(ledger, matches));

  const relations = tryAll(
    [
      ...identities.filter((relation) => !used.has(relation.id)),
      ...cellRelations(matches, ledger),
      ...statementRelations(facts, matches, ledger, binding.fiscalYear),
    ],
    ledger,
  );
  const ratios = recompute(spellRatios(facts, index, ledger), ledger);
  const verdicts = putBlame(relations, ratios, ledger);
  const codeNames = checkCodeNames(index, ledger, classification);
  const checks = [
    ...relations.map((tried) => relationCheck(tried, verdicts, ledger)),
    ...ratios.map((tried) => ratioCheck(tried, verdicts, ledger)),
    ...codeNames,
    ...checkCompleteness(binding, forms),
  ];
  return {
    tables: binding.tables,
    fields: flagged(ledger.fields, verdicts, codeNames),
    checks: withUniqueIds(checks),
    findings: binding.findings,
  };
}

/** Tries the relations in which at least one figure stands. */
function tryAll(relations: readonly Relation[], ledger: Ledger): TriedRelation[] {
  const tried: TriedRelation[] = [];
  for (const relation of relations) {
    const outcome = tryRelation(relation, ledger);
    if (outcome !== null) tried.push({ relation, outcome });
  }
  return tried;
}

function recompute(ratios: readonly Ratio[], ledger: Ledger): TriedRatio[] {
  const tried: TriedRatio[] = [];
  for (const ratio of ratios) {
    const outcome = tryRatio(ratio, ledger);
    if (outcome !== null) tried.push({ ratio, outcome });
  }
  return tried;
}

function relationCheck({ relation, outcome }: TriedRelation, verdicts: Verdicts, ledger: Ledger): Check {
  const words = explainRelation(relation, outcome, ledger);
  const operands = [...relation.left, ...relation.right].map(({ field }) => field);
  return {
    id: relation.id,
    kind: relation.kind,
    forms: relation.forms,
    ...figures(outcome),
    fieldKeys: keysOf([...(verdicts.accused.get(relation.id) ?? []), ...operands], ledger),
    explanation: words.en,
    explanationZh: words.zh,
  };
}

function ratioCheck({ ratio, outcome }: TriedRatio, verdicts: Verdicts, ledger: Ledger): Check {
  const words = explainRatio(ratio, outcome, ledger);
  const operands = [...ratio.numerator, ...(ratio.denominators[0] ?? [])].map(({ field }) => field);
  return {
    id: ratio.id,
    kind: 'ratio',
    forms: ratio.forms,
    ...figures(outcome),
    fieldKeys: keysOf([...(verdicts.accused.get(ratio.id) ?? []), ratio.percent, ...operands], ledger),
    explanation: words.en,
    explanationZh: words.zh,
  };
}

function figures(
  outcome: Outcome,
): Pick<Check, 'expected' | 'actual' | 'residual' | 'tolerance' | 'unit' | 'status'> {
  const told = outcome.residual !== null;
  const text = (value: Big | null) => (told && value !== null ? value.toFixed() : '');
  const expected = text(outcome.expected);
  const actual = text(outcome.actual);
  return {
    expected,
    // One string for both where they agree, as most do.
    actual: actual === expected ? expected : actual,
    residual: text(outcome.residual),
    tolerance: text(outcome.tolerance),
    unit: outcome.unit,
    status: outcome.status,
  };
}

function keysOf(indices: readonly number[], ledger: Ledger): string[] {
  return [...new Set(indices.flatMap((index) => ledger.fields[index]?.key ?? []))];
}

/** The fields with the flags that the checks earned them, in the order of the closed list. */
function flagged(fields: readonly Field[], verdicts: Verdicts, codeNames: readonly Check[]): Field[] {
  const misnamed = new Set(
    codeNames.filter(({ status }) => status === 'fail').flatMap(({ fieldKeys }) => fieldKeys),
  );
  return fields.map((field, index) => {
    const found = verdicts.flags.get(index);
    const isMisnamed = misnamed.has(field.key);
    if (found === undefined && !isMisnamed) return field;
    const earned = new Set<Flag>([...field.flags, ...(found ?? [])]);
    if (isMisnamed) earned.add('code-name-mismatch');
    if (earned.size === field.flags.length) return field;
    return { ...field, flags: flagOrder.filter((flag) => earned.has(flag)) };
  });
}

function withUniqueIds(checks: readonly Check[]): Check[] {
  const seen = new Map<string, number>();
  return checks.map((check) => {
    const count = (seen.get(check.id) ?? 0) + 1;
    seen.set(check.id, count);
    return count === 1 ? check : { ...check, id: `${check.id}#${count}` };
  });
}
