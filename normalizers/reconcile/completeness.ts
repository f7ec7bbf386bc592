import type { Check } from '../../schemas/check.ts';
import type { FormDefinition } from '../../schemas/form.ts';
import type { Binding } from '../../schemas/ports.ts';

/**
 * Whether the forms that the document's own list of contents announces are there. A self-evaluation needs none; a form
 * whose cells alone are lost is there.
 */
export function checkCompleteness(binding: Binding, forms: readonly FormDefinition[]): Check[] {
  const titles = new Map(forms.map((form) => [form.id, form.title]));
  const there = new Set(binding.tables.filter((table) => !isAbsent(table)).map((table) => table.form));
  return [...new Set(binding.announced)].map((id): Check => {
    const title = titles.get(id) ?? id;
    const found = there.has(id);
    return {
      id: `${id}/completeness`,
      kind: 'completeness',
      forms: [id],
      expected: title,
      actual: found ? title : '',
      residual: '',
      tolerance: '',
      unit: '',
      status: found ? 'pass' : 'fail',
      fieldKeys: [],
      explanation: found
        ? `${title} (${id}) is announced in the contents and there.`
        : `${title} (${id}) is announced in the contents but not in the document.`,
      explanationZh: found ? `目录所列${title}（${id}）已公开。` : `目录列有${title}（${id}），文中没有。`,
    };
  });
}

/** Rebuilt from nothing: no page of the document holds any of it. */
function isAbsent(table: Binding['tables'][number]): boolean {
  return table.rebuilt && table.pages.length === 0;
}
