import type { Field } from '../../schemas/field.ts';

/** What a field is called in a sentence: `gk03 合计 本年支出合计`, `“基本支出” 决算数 (line 493)`. */
export function nameOf(field: Field): string {
  if (field.form === 'narrative') return `“${field.rowLabel}”${field.measure}（${field.location}）`;
  const row = field.rowLabel || field.rowCode;
  return [field.form, row, field.measure].filter((part) => part !== '').join(' ');
}
