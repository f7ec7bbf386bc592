import { readFile } from 'node:fs/promises';
import { parseNumber } from '../normalizers/number.ts';
import type { Correction } from '../schemas/config.ts';
import type { Field } from '../schemas/field.ts';
import type { Binding } from '../schemas/ports.ts';
import { csvToRecords } from './output/csv-text.ts';
import { openFieldIds } from './output/field-identity.ts';
import { UsageError } from './usage-error.ts';

/**
 * Reads corrections.csv: columns `field_id` and `value`, `unit` if it changes too; others are ignored.
 * @throws UsageError naming the file, the line and what is wrong
 */
export async function readCorrections(file: string): Promise<readonly Correction[]> {
  const records = await csvToRecords(await readOptionFile(file, '--corrections')).catch((error: unknown) => {
    if (error instanceof UsageError) throw error;
    throw new UsageError('option-file-bad', {
      option: '--corrections',
      file,
      cause: error instanceof Error ? error.message : 'not CSV',
    });
  });
  return records.map((record, index) => {
    const bad = (cause: string) =>
      new UsageError('option-file-bad', {
        option: '--corrections',
        file,
        cause: `row ${index + 2}: ${cause}`,
      });
    const fieldId = (record.get('field_id') ?? '').trim();
    if (!/^[0-9a-f]{16}$/u.test(fieldId)) throw bad('field_id is not 16 hex digits');
    const parsed = parseNumber(record.get('value') ?? '');
    if (parsed === null || parsed.qualifier !== '' || parsed.unit !== '') {
      throw bad('value is no plain number; put a unit into the column unit');
    }
    return { fieldId, value: parsed.value, unit: (record.get('unit') ?? '').trim() };
  });
}

/**
 * A text file that an option names.
 * @throws UsageError where it cannot be read
 */
export async function readOptionFile(file: string, option: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(file));
  } catch (error) {
    const cause =
      error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'not UTF-8';
    throw new UsageError('option-file-unreadable', { option, file, cause });
  }
}

/**
 * Puts a person's values in before the accounts are reconciled, so that the checks speak of the corrected figures.
 * `raw` keeps what was read. Corrections of other documents are passed over.
 * @returns corrects what was bound of the document, unit after unit in their order
 */
export function openCorrections(
  documentId: string,
  corrections: readonly Correction[],
): (binding: Binding) => Binding {
  if (corrections.length === 0) return (binding) => binding;
  const byId = new Map(corrections.map((correction) => [correction.fieldId, correction]));
  const identify = openFieldIds(documentId);
  return (binding) => {
    const ids = identify(binding.fields);
    return {
      ...binding,
      fields: binding.fields.map((field) => correct(field, byId.get(ids.get(field.key) ?? ''))),
    };
  };
}

function correct(field: Field, correction: Correction | undefined): Field {
  if (correction === undefined) return field;
  return {
    ...field,
    value: correction.value,
    state: 'number',
    unit: correction.unit === '' ? field.unit : correction.unit,
    qualifier: '',
    method: 'manual',
    reading: 1,
    binding: 1,
    origin: 'Corrected by a person.',
  };
}
