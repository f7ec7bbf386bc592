import type { Check } from '../../schemas/check.ts';
import type { AssessedField } from '../../schemas/field.ts';
import { flagAdvice } from '../screen/messages.ts';
import { doubtOf, doubtWords } from './doubts.ts';

/** Failed checks told in one note: the first says enough, the others stand in the file of checks. */
const mostChecks = 2;

/** Why a number stands as text. */
export const longNumberWords =
  '超过 15 位有效数字：电子表格会改动，故存为文本\nmore than 15 significant digits: a spreadsheet would change the number, so it stands as text';

/** The failed checks that accuse a field, by its key. */
export function accusations(checks: readonly Check[]): ReadonlyMap<string, readonly Check[]> {
  const found = new Map<string, Check[]>();
  for (const check of checks) {
    if (check.status !== 'fail') continue;
    for (const key of check.fieldKeys) {
      const known = found.get(key) ?? [];
      if (known.length < mostChecks) known.push(check);
      found.set(key, known);
    }
  }
  return found;
}

/** What a person has to know of a doubtful value, in Chinese and English; null for one without doubt. */
export function reasonOf(
  field: AssessedField,
  accused: ReadonlyMap<string, readonly Check[]>,
): string | null {
  const doubt = doubtOf(field);
  if (doubt === null) return null;
  const lines = [doubtWords[doubt].zh, doubtWords[doubt].en];
  for (const flag of field.flags) {
    const advice = flagAdvice[flag];
    if (advice !== undefined) lines.push(`[${flag}] ${advice.zh} / ${advice.en}`);
  }
  const contradicted = doubt === 'source-error' || doubt === 'mismatch';
  for (const check of contradicted ? (accused.get(field.key) ?? []) : []) {
    lines.push(check.explanationZh, check.explanation);
  }
  if (field.origin !== '') lines.push(`来源 from: ${field.origin}`);
  if (doubt === 'changed' || field.method === 'narrative') lines.push(`原文 as found: ${field.raw}`);
  lines.push(`置信度 confidence: ${field.confidence.toFixed(4)}`);
  return lines.join('\n');
}
