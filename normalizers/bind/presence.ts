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
 * - `empty` its title stands there, and under it the words that the table is empty: the publisher printed no figure
 * - `absent` the contents announce it, or the rest of the set and the text imply it, and nothing of it stands there
 * - `none` the document does not have it
 */
export interface Presence {
  readonly how: 'present' | 'lost' | 'empty' | 'absent' | 'none';
  /** Page on which its remains stand, null where there are none. */
  readonly page: number | null;
}

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
    const isPart = evidence.documentType === 'final-accounts' && ofFinalAccounts.test(form.id);
    const remains = present.has(form.id) || !isPart ? null : remainsOf(form, forms, loose);
    if (present.has(form.id)) presence.set(form.id, { how: 'present', page: null });
    else if (remains !== null) presence.set(form.id, remains);
    else {
      const isAbsent = isPart && evidence.announced.includes(form.id);
      presence.set(form.id, { how: isAbsent ? 'absent' : 'none', page: null });
    }
  }
  const known = forms.filter(({ id }) => ofFinalAccounts.test(id) && presence.get(id)?.how !== 'none').length;
  if (known < leastOfSet) return presence;
  for (const form of forms) {
    if (presence.get(form.id)?.how !== 'none' || !ofFinalAccounts.test(form.id)) continue;
    if (evidence.documentType === 'final-accounts' && isSpokenOf(form, evidence)) {
      presence.set(form.id, { how: 'absent', page: null });
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

/** Words under a form's title that say that it holds no figure. */
const emptyTable = /本表(?:无数据|无内容|无相关数据|为空)|(?:空表|表格为空)(?:列示|公开)?[。）)]?$/u;
/** Blocks behind a title in which those words stand: header words set apart, the form's note, the reason. */
const reachOfEmpty = 12;

/** What is left of a form; null for nothing. */
function remainsOf(
  form: FormDefinition,
  forms: readonly FormDefinition[],
  blocks: readonly Block[],
): Presence | null {
  const rows = new Set(form.rows.flatMap(({ label, variants }) => [label, ...(variants ?? [])]));
  const seen = new Set<string>();
  for (const [at, block] of blocks.entries()) {
    const text = canonicalLabel(block.text);
    let isTitle = false;
    if (block.kind === 'fragment') {
      const label = foldTitle(text);
      if (rows.has(label)) seen.add(label);
    } else if (block.kind === 'note') {
      if (form.noteSignatures.some((signature) => text.includes(canonicalLabel(signature)))) {
        return { how: saysEmpty(form, blocks.slice(at), forms) ? 'empty' : 'lost', page: block.page };
      }
    } else isTitle = block.tableId === null && formOfTitle(text, forms)?.id === form.id;
    if (isTitle || seen.size >= leastRemains) {
      return {
        how: isTitle && saysEmpty(form, blocks.slice(at), forms) ? 'empty' : 'lost',
        page: block.page,
      };
    }
  }
  return null;
}

/** Whether the words that the table is empty stand behind the first block, before anything of another form. */
function saysEmpty(
  form: FormDefinition,
  [first, ...after]: readonly Block[],
  forms: readonly FormDefinition[],
): boolean {
  let isInNote = first?.kind === 'note';
  for (const block of after.slice(0, reachOfEmpty)) {
    const text = canonicalLabel(block.text);
    if (block.kind === 'note') {
      const signed = forms.find(({ noteSignatures }) =>
        noteSignatures.some((signature) => text.includes(canonicalLabel(signature))),
      );
      if (signed !== undefined && signed.id !== form.id) return false;
      if (emptyTable.test(stripSpaces(block.text))) return true;
      isInNote = true;
    } else if (isInNote || (block.kind !== 'fragment' && formOfTitle(text, forms) !== null)) return false;
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
