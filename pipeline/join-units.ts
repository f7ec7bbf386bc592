import type { Reconciled } from '../normalizers/reconcile/reconcile.ts';
import type { Check } from '../schemas/check.ts';
import type { Field } from '../schemas/field.ts';
import type { Finding } from '../schemas/finding.ts';
import type { Binding, BoundTable, DocumentResult, UnitResult } from '../schemas/ports.ts';

/** The units of a document put together again: parts counted through, tables and fields in the order of the document. */
export interface JoinedUnits {
  /** What the document as a whole is: as its first unit says. */
  readonly report: Pick<
    DocumentResult,
    | 'title'
    | 'entity'
    | 'entityRaw'
    | 'entityConfidence'
    | 'fiscalYear'
    | 'fiscalYearConfidence'
    | 'region'
    | 'documentType'
  >;
  /** [] for a report of one. */
  readonly units: readonly UnitResult[];
  readonly tables: readonly BoundTable[];
  readonly fields: readonly Field[];
  readonly checks: readonly Check[];
  readonly findings: readonly Finding[];
}

/** Joins what was bound and reconciled unit by unit; `bindings` and `reconciled` in the same order, one at least. */
export function joinUnits(bindings: readonly Binding[], reconciled: readonly Reconciled[]): JoinedUnits {
  const units: UnitResult[] = [];
  const tables: BoundTable[] = [];
  const fields: Field[] = [];
  const checks: Check[] = [];
  let parts = 0;
  for (const [i, own] of reconciled.entries()) {
    const before = parts;
    const seen = new Set<number>();
    const count = (part: number) => {
      seen.add(part + before);
      parts = Math.max(parts, part + before);
      return part + before;
    };
    for (const table of own.tables) tables.push({ ...table, part: count(table.part) });
    for (const field of own.fields) fields.push({ ...field, part: count(field.part) });
    if (seen.size === 0) count(1);
    // The same check of another unit is another check.
    for (const check of own.checks)
      checks.push(before === 0 ? check : { ...check, id: `${before + 1}/${check.id}` });
    const binding = bindings[i];
    if (binding) units.push({ ...unitOf(binding), parts: [...seen].sort((a, b) => a - b) });
  }
  const [first] = bindings;
  if (first === undefined) throw new Error('A document has one unit at least.');
  const findings = bindings.flatMap((binding, i) => [
    ...binding.findings,
    ...(reconciled[i]?.findings ?? []),
  ]);
  return {
    report: { ...unitOf(first), title: first.title, documentType: first.documentType },
    units: bindings.length > 1 ? units : [],
    tables: bindings.length > 1 ? tables.sort((a, b) => numberOf(a) - numberOf(b)) : tables,
    fields,
    checks,
    findings,
  };
}

function unitOf(binding: Binding): Omit<UnitResult, 'parts'> {
  const { entity, entityRaw, entityConfidence, fiscalYear, fiscalYearConfidence, region } = binding;
  return { entity, entityRaw, entityConfidence, fiscalYear, fiscalYearConfidence, region };
}

/** Tables are counted in reading order, rebuilt ones behind: `t12` → 12. */
function numberOf({ id }: BoundTable): number {
  return Number(id.replace(/^t/u, ''));
}
