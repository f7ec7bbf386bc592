import { hash } from 'node:crypto';
import type { Check } from '../../schemas/check.ts';
import type { Field } from '../../schemas/field.ts';

/** Separates the parts of a key: a character that stands in no text. */
const separator = '\u001f';
/** Hex digits of an id. */
const idLength = 16;

/** The id of a file's bytes. */
export function documentIdOf(sha256: string): string {
  return sha256.slice(0, idLength);
}

type Identified = Pick<
  Field,
  'key' | 'tableId' | 'rowCode' | 'rowLabel' | 'measure' | 'occurrence' | 'period' | 'basis'
>;

/** Ids of fields by document: every writer asks for them, and fields are never changed in place. */
const identified = new WeakMap<readonly Identified[], Map<string, ReadonlyMap<string, string>>>();

/**
 * The stable field_id of every field, by field key: hash of document_id, table_id, row_code, row_label, measure,
 * occurrence, period, basis. Should two fields agree in all of these, the later ones get a count on top, so that the
 * id stays a key.
 */
export function identifyFields(
  documentId: string,
  fields: readonly Identified[],
): ReadonlyMap<string, string> {
  const byDocument = identified.get(fields) ?? new Map<string, ReadonlyMap<string, string>>();
  identified.set(fields, byDocument);
  const ids = byDocument.get(documentId) ?? openFieldIds(documentId)(fields);
  byDocument.set(documentId, ids);
  return ids;
}

/** Gives the fields of a document their ids, unit after unit in the order of the document: as if all came at once. */
export function openFieldIds(
  documentId: string,
): (fields: readonly Identified[]) => ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return (fields) =>
    new Map(
      fields.map((field) => {
        const parts = [
          documentId,
          field.tableId,
          field.rowCode,
          field.rowLabel,
          field.measure,
          String(field.occurrence),
          field.period,
          field.basis,
        ];
        return [field.key, takeId(parts, taken)];
      }),
    );
}

/** The stable check_id of every check, in the order of the checks: hash of document_id and the check's own id. */
export function identifyChecks(documentId: string, checks: readonly Check[]): readonly string[] {
  const taken = new Set<string>();
  return checks.map((check) => takeId([documentId, check.id], taken));
}

function takeId(parts: readonly string[], taken: Set<string>): string {
  let id = hashOf(parts);
  for (let twin = 2; taken.has(id); twin++) id = hashOf([...parts, String(twin)]);
  taken.add(id);
  return id;
}

function hashOf(parts: readonly string[]): string {
  return hash('sha256', parts.join(separator), 'hex').slice(0, idLength);
}
