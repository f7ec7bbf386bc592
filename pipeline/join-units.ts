import type { Reconciled } from '../normalizers/reconcile/reconcile.ts';
import { inOnePiece } from '../normalizers/text.ts';
import type { Check } from '../schemas/check.ts';
import type { AssessedField } from '../schemas/field.ts';
import type { Finding } from '../schemas/finding.ts';
import type { Binding, BoundTable, DocumentResult, UnitResult } from '../schemas/ports.ts';
import type { Statement } from '../schemas/statement.ts';

/** The units of a document put together again: parts counted through, tables and fields in the order of the document. */
export interface JoinedUnits {
  /** What the document as a whole is: as its first unit says. */
  readonly whole: Pick<
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
  readonly statements: readonly Statement[];
  readonly fields: readonly AssessedField[];
  readonly checks: readonly Check[];
  readonly findings: readonly Finding[];
}

/** Puts a document together from its units: what nobody asks for any more is let go with each. */
export interface Joint {
  /** How many were added so far. */
  statements(): number;
  /**
   * Adds the next unit.
   * @param fields of what was reconciled, assessed
   */
  add(binding: Binding, reconciled: Reconciled, fields: readonly AssessedField[]): void;
  /** The document; to be asked for once, when all its units were added, one at least. */
  join(): JoinedUnits;
}

/** Joins what was bound, reconciled and assessed unit by unit. */
export function openJoint(): Joint {
  const units: UnitResult[] = [];
  const tables: BoundTable[] = [];
  const statements: Statement[] = [];
  const fields: AssessedField[] = [];
  const checks: Check[] = [];
  const findings: Finding[] = [];
  let first: JoinedUnits['whole'] | null = null;
  let parts = 0;
  return {
    statements: () => statements.length,
    add(binding, reconciled, assessed) {
      first ??= { ...unitOf(binding), title: binding.title, documentType: binding.documentType };
      const before = parts;
      const seen = new Set<number>();
      const count = (part: number) => {
        seen.add(part + before);
        parts = Math.max(parts, part + before);
        return part + before;
      };
      for (const table of reconciled.tables) tables.push({ ...table, part: count(table.part) });
      for (const statement of binding.statements) statements.push(statement);
      for (const field of assessed) {
        const part = count(field.part);
        fields.push(before === 0 ? field : { ...field, part });
      }
      if (seen.size === 0) count(1);
      // The same check of another unit is another check.
      const unit = before === 0 ? '' : `${before + 1}/`;
      for (const check of reconciled.checks)
        checks.push({
          ...check,
          id: inOnePiece(unit + check.id),
          explanation: inOnePiece(check.explanation),
          explanationZh: inOnePiece(check.explanationZh),
        });
      for (const finding of [...binding.findings, ...reconciled.findings]) findings.push(finding);
      units.push({ ...unitOf(binding), parts: [...seen].sort((a, b) => a - b) });
    },
    join() {
      if (first === null) throw new Error('A document has one unit at least.');
      const isCompiled = units.length > 1;
      return {
        whole: first,
        units: isCompiled ? units : [],
        tables: isCompiled ? tables.sort((a, b) => numberOf(a) - numberOf(b)) : tables,
        statements,
        fields,
        checks,
        findings,
      };
    },
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
