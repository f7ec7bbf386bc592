import type { Block, Reconstruction } from '../../schemas/document.ts';
import type { Field } from '../../schemas/field.ts';
import type { FormDefinition } from '../../schemas/form.ts';
import type { BoundTable, DocumentType } from '../../schemas/ports.ts';
import type { Statement } from '../../schemas/statement.ts';
import { canonicalLabel, stripSpaces } from '../text.ts';
import { foldTitle, formOfTitle } from './form-titles.ts';
import { standsUnder } from './named-rows.ts';

/**
 * How a form stands in a document.
 * - `present` a table with a body is bound to it
 * - `lost` its remains stand there (note, title, scattered labels), its cells do not
 * - `absent` the contents announce it, or the rest of the set and the text imply it, and nothing of it stands there
 * - `none` the document does not have it
 */
export type Presence = 'present' | 'lost' | 'absent' | 'none';

/** What presence is judged by. */
export interface PresenceEvidence {
  readonly reconstruction: Reconstruction;
  readonly statements: readonly Statement[];
  readonly tables: readonly BoundTable[];
  readonly fields: readonly Field[];
  readonly announced: readonly string[];
  readonly documentType: DocumentType;
}

/** Scattered labels of one form that make it lost rather than absent: fewer may stand in any table or text. */
const leastRemains = 3;
/** Forms of the set that have to be known before the text alone implies another. */
const leastOfSet = 3;

/** The nine 公开 tables of final accounts: where some stand, the others belong to the document. */
const ofFinalAccounts = /^gk\d+$/u;

/**
 * How each form of the final accounts stands in the document.
 * @returns by form id; forms that are not part of final accounts are `present` or `none`
 */
export function formPresence(
  forms: readonly FormDefinition[],
  evidence: PresenceEvidence,
): ReadonlyMap<string, Presence> {
  const presence = new Map<string, Presence>();
  const present = presentForms(forms, evidence);
  const loose = evidence.reconstruction.blocks.filter(isLoose);
  for (const form of forms) {
    if (present.has(form.id)) presence.set(form.id, 'present');
    else if (evidence.documentType !== 'final-accounts' || !ofFinalAccounts.test(form.id)) {
      presence.set(form.id, 'none');
    } else if (hasRemains(form, forms, loose)) presence.set(form.id, 'lost');
    else presence.set(form.id, evidence.announced.includes(form.id) ? 'absent' : 'none');
  }
  const known = forms.filter(({ id }) => ofFinalAccounts.test(id) && presence.get(id) !== 'none').length;
  if (known < leastOfSet) return presence;
  for (const form of forms) {
    if (presence.get(form.id) !== 'none' || !ofFinalAccounts.test(form.id)) continue;
    if (evidence.documentType === 'final-accounts' && isSpokenOf(form, evidence)) {
      presence.set(form.id, 'absent');
    }
  }
  return presence;
}

/** Ids of the forms that a table with a body is bound to, or stands under the title of without being bound: they are there. */
function presentForms(
  forms: readonly FormDefinition[],
  { tables, fields }: PresenceEvidence,
): ReadonlySet<string> {
  const withBody = new Set(fields.flatMap(({ tableId, state }) => (state === 'missing' ? [] : tableId)));
  return new Set(
    tables
      .filter(({ id }) => withBody.has(id))
      .flatMap(({ form, title }) => [form, ...(title === null ? [] : (formOfTitle(title, forms)?.id ?? []))]),
  );
}

/** Blocks that may be what is left of a table. */
function isLoose({ kind }: Block): boolean {
  return kind === 'fragment' || kind === 'note' || kind === 'title' || kind === 'caption';
}

function hasRemains(
  form: FormDefinition,
  forms: readonly FormDefinition[],
  blocks: readonly Block[],
): boolean {
  const rows = new Set(form.rows.flatMap(({ label, variants }) => [label, ...(variants ?? [])]));
  const seen = new Set<string>();
  for (const block of blocks) {
    const text = canonicalLabel(block.text);
    if (block.kind === 'fragment') {
      const label = foldTitle(text);
      if (rows.has(label)) seen.add(label);
    } else if (block.kind === 'note') {
      if (form.noteSignatures.some((signature) => text.includes(canonicalLabel(signature)))) {
        return true;
      }
    } else if (block.tableId === null && formOfTitle(text, forms)?.id === form.id) return true;
    if (seen.size >= leastRemains) return true;
  }
  return false;
}

/** Whether running text states cells or rows of the form, or says that there is nothing in it. */
function isSpokenOf(form: FormDefinition, evidence: PresenceEvidence): boolean {
  return (
    evidence.statements.some(
      (statement) =>
        form.stated.some(
          (cell) =>
            standsUnder(statement, cell) &&
            statement.facts.some(
              (fact) => fact.measure === cell.measure && cell.items.includes(canonicalLabel(fact.rowLabel)),
            ),
        ) || form.statedRows.some((rows) => standsUnder(statement, rows) && statement.facts.length > 0),
    ) || evidence.reconstruction.blocks.some((block) => saysNothingIn(form, block))
  );
}

/** Whether a sentence of the block says that the form has nothing in it. */
function saysNothingIn(form: FormDefinition, block: Block): boolean {
  if (block.kind !== 'paragraph' && block.kind !== 'note') return false;
  if (form.nothing.length === 0) return false;
  return stripSpaces(block.text)
    .split(/[。；]/u)
    .some((sentence) =>
      form.nothing.some(
        ({ subjects, absence }) =>
          subjects.some((subject) => sentence.includes(stripSpaces(subject))) &&
          absence.some((word) => sentence.includes(word)),
      ),
    );
}
