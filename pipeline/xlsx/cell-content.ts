import { decimalPlaces, parseNumber } from '../../normalizers/number.ts';
import type { AssessedField } from '../../schemas/field.ts';
import { decimalFormat, fitsDouble, isPlainDecimal } from './cell-xml.ts';

/** What a cell of a table shows. */
export type Content =
  | { readonly kind: 'empty' }
  | { readonly kind: 'text'; readonly text: string; readonly isLongNumber: boolean }
  | { readonly kind: 'number'; readonly value: string; readonly format: string };

const empty: Content = { kind: 'empty' };

/** A text as it stands, nothing for ''. */
export function textContent(text: string): Content {
  return text === '' ? empty : { kind: 'text', text, isLongNumber: false };
}

/**
 * What stands in a value cell: its value where it is one plain number that a spreadsheet holds unchanged, with the decimals,
 * separators and unit it is printed with; else its text.
 * @param printed the text of the cell
 * @param fields the fields that were read in it
 * @param tableUnit what figures without a unit of their own are in
 */
export function cellContent(printed: string, fields: readonly AssessedField[], tableUnit: string): Content {
  const [field, another] = fields;
  if (field === undefined) return textContent(printed);
  if (another !== undefined) {
    return textContent(printed || fields.map((each) => each.value ?? each.raw).join(' / '));
  }
  if (field.state === 'missing' || field.state === 'blank') return textContent(printed);
  if (field.state === 'text' || field.value === null) return textContent(printed || field.raw);
  return numberContent(field, field.value, printed, tableUnit);
}

function numberContent(field: AssessedField, value: string, printed: string, tableUnit: string): Content {
  if (field.qualifier !== '') return textContent(printed || field.raw);
  if (!fitsDouble(value)) return { kind: 'text', text: printed || value, isLongNumber: true };
  // A code that was read as a number would lose its zeros.
  if (!isPlainDecimal(value)) return textContent(printed || field.raw || value);
  const suffix = unitBehind(field, value, tableUnit);
  const isGrouped = /\d[,，、]\d{3}/u.test(field.raw);
  const format = decimalFormat(decimalPlaces(value), isGrouped);
  return { kind: 'number', value, format: suffix === '' ? format : `${format}"${suffix}"` };
}

/** The unit that is shown behind a figure: as it is printed there; of a recovered one where the table has another. */
function unitBehind(field: AssessedField, value: string, tableUnit: string): string {
  if (field.method === 'narrative' || field.method === 'derived') {
    return field.unit === tableUnit ? '' : field.unit.replaceAll('"', '');
  }
  const parsed = parseNumber(field.raw);
  return parsed !== null && parsed.value === value ? parsed.unit : '';
}
