import type { Check } from '../../schemas/check.ts';
import type { Classification, ClassificationKind } from '../../schemas/classification/lookup.ts';
import type { CellIndex, FormRow } from './cells.ts';
import { foldItem, itemKey } from './items.ts';
import type { Ledger } from './ledger.ts';

/**
 * Whether code and name of every code row belong together. `fail` only where the name is another code's name of the
 * same depth: a name that is merely worded otherwise is `skipped`, an unknown code is not checked.
 */
export function checkCodeNames(index: CellIndex, ledger: Ledger, classification: Classification): Check[] {
  const checks: Check[] = [];
  for (const cells of index.values()) {
    const kind = cells.form.classification;
    if (kind === null) continue;
    for (const row of cells.rows) {
      const check = checkRow(row, cells.form.id, cells.part, kind, ledger, classification);
      if (check !== null) checks.push(check);
    }
  }
  return checks;
}

function checkRow(
  row: FormRow,
  form: string,
  part: number,
  kind: ClassificationKind,
  ledger: Ledger,
  classification: Classification,
): Check | null {
  const printed = [...row.cells.values()].flatMap((index) => ledger.fields[index] ?? []);
  const first = printed[0];
  if (row.code === '' || row.label === '' || row.occurrence > 1 || first === undefined) return null;
  if (
    first.location === '' ||
    first.state === 'missing' ||
    (first.method !== 'text' && first.method !== 'ocr')
  )
    return null;
  const verdict = classification.agrees(kind, row.code, row.label);
  if (verdict === 'unknown') return null;
  const names = classification.byCode(kind, row.code).map((entry) => entry.name);
  const expected = [...new Set(names)].join(' / ');
  const base = {
    id: `${form}${part > 1 ? `/${part}` : ''}/code-name/${row.code}`,
    kind: 'code-name' as const,
    forms: [form],
    expected,
    actual: row.label,
    residual: '',
    tolerance: '',
    unit: '',
    fieldKeys: printed.map((field) => field.key),
  };
  if (verdict === 'yes') {
    return {
      ...base,
      status: 'pass',
      explanation: `${form}: code ${row.code} is ${row.label}; it holds.`,
      explanationZh: `${form}：科目编码${row.code}与名称${row.label}相符。`,
    };
  }
  const elsewhere = classification
    .codesOf(kind, row.label, '', null)
    .filter((code) => code !== row.code && code.length === row.code.length);
  const other = elsewhere[0];
  if (other === undefined || names.some((name) => alike(name, row.label))) {
    return {
      ...base,
      status: 'skipped',
      explanation: `${form}: code ${row.code} is called ${expected}, printed ${row.label}; worded otherwise.`,
      explanationZh: `${form}：科目编码${row.code}规范名称为${expected}，列示${row.label}，表述不同。`,
    };
  }
  return {
    ...base,
    status: 'fail',
    explanation: `${form}: code ${row.code} is called ${expected}, printed ${row.label}, which is the name of ${other}.`,
    explanationZh: `${form}：科目编码${row.code}名称应为${expected}，列示${row.label}（${other}的名称）。`,
  };
}

/** Share of the characters of the shorter name that the other one has as well, from which on two names are wordings of one. */
const alikeFrom = 0.8;

function alike(a: string, b: string): boolean {
  if (itemKey(a) === itemKey(b)) return true;
  const [short, long] = [foldItem(a), foldItem(b)].sort((x, y) => x.length - y.length);
  if (short === undefined || long === undefined || short === '') return false;
  const shared = [...short].filter((character) => long.includes(character)).length;
  return shared / short.length >= alikeFrom && long.length - short.length <= 3;
}
