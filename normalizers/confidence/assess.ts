import type { Check } from '../../schemas/check.ts';
import { type AssessedField, type Field, type Flag, flags as flagOrder } from '../../schemas/field.ts';
import { isMoney } from '../unit.ts';
import { acceptedLevel, calibration, doubtFlags, lowLevel } from './calibration.ts';
import { confirmations, exactConfirmations, hearTestimony, type Testimony } from './features.ts';

/** A reading and a binding at least this sure are taken as such: what contradicts then is the publisher. */
const sure = 0.99;

/** One list for all that have none: most fields. */
const none: readonly Flag[] = [];

/**
 * Gives every field the chance that it is as printed, in row, measure, unit, entity and year together, and says whether it
 * may be taken without eyes. A `missing` field has 0. A publisher's contradiction that was read right stays sure, with its flag.
 */
export function assess(fields: readonly Field[], checks: readonly Check[]): AssessedField[] {
  const heard = hearTestimony(checks);
  const ofPictures = fields.some(({ method }) => method === 'ocr');
  return fields.map((field) => {
    const confidence = confidenceOf(field, heard.get(field.key) ?? { passing: [], failing: [] }, ofPictures);
    const earned = new Set<Flag>(field.flags);
    if (confidence < lowLevel) earned.add('low-confidence');
    const flags = earned.size === 0 ? none : flagOrder.filter((flag) => earned.has(flag));
    const accepted = confidence >= acceptedLevel && !flags.some((flag) => doubtFlags.has(flag));
    return withConfidence(field, flags, confidence, accepted);
  });
}

/** Key by key: behind a spread V8 puts new keys apart, which makes each field half as big again. */
function withConfidence(
  field: Field,
  flags: readonly Flag[],
  confidence: number,
  accepted: boolean,
): AssessedField {
  return {
    key: field.key,
    entity: field.entity,
    fiscalYear: field.fiscalYear,
    form: field.form,
    tableId: field.tableId,
    part: field.part,
    row: field.row,
    column: field.column,
    location: field.location,
    page: field.page,
    bbox: field.bbox,
    rowCode: field.rowCode,
    rowLabel: field.rowLabel,
    level: field.level,
    measure: field.measure,
    occurrence: field.occurrence,
    phase: field.phase,
    period: field.period,
    basis: field.basis,
    raw: field.raw,
    value: field.value,
    qualifier: field.qualifier,
    state: field.state,
    unit: field.unit,
    reading: field.reading,
    binding: field.binding,
    flags,
    method: field.method,
    factId: field.factId,
    origin: field.origin,
    confidence,
    accepted,
  };
}

/** @param ofPictures whether figures of the document were read from pictures */
function confidenceOf(field: Field, testimony: Testimony, ofPictures: boolean): number {
  if (field.state === 'missing') return 0;
  const model = calibration;
  const isPicture = field.method === 'ocr';
  const isAmount = isPicture && field.unit !== '%';
  const count = isAmount ? exactConfirmations(testimony) : confirmations(testimony);
  const remains = remaining(count, isPicture);
  // what the accounts can confirm: how it was obtained, read and bound
  let right = 1 - baseOf(field) * remains.method;
  right *= 1 - (1 - field.reading) * remains.reading;
  right *= 1 - (1 - field.binding) * remains.binding;
  for (const flag of field.flags) right *= 1 - (model.flag[flag] ?? 0);
  if (testimony.failing.length > 0) {
    const certain = field.reading >= sure && field.binding >= sure && field.method === 'text';
    // a digit that two other identities confirm is not the one that this one misses
    const doubt = model.failing.unsure * remains.failing;
    right *= 1 - (certain ? model.failing.sure : doubt);
  }
  // what they cannot: no identity tells whether a cell that was not read is printed, or printed blank
  const isFilled = field.method === 'derived' || (field.method === 'narrative' && field.form !== 'narrative');
  if (ofPictures && isFilled) right *= 1 - model.picture.filled;
  if (field.entity === '') right *= 1 - model.unknownEntity;
  if (field.fiscalYear === '') right *= 1 - model.unknownYear;
  if (field.unit === '' && field.state === 'number' && isAmountForm(field)) right *= 1 - model.unknownUnit;
  return Math.round(Math.min(1, Math.max(0, right)) * 10_000) / 10_000;
}

/** The doubt of how a field was obtained. */
function baseOf({ method, form, reading }: Field): number {
  const { method: doubts, statement, picture } = calibration;
  if (form === 'narrative' && method === 'text') return statement;
  if (form === 'narrative' && method === 'ocr') return picture.statement;
  // a cell that a sentence filled is no surer than the sentence: text is read with 1
  if (method === 'narrative' && reading < 1) return picture.statement;
  return doubts[method];
}

/** How much remains of each doubt with so many independent identities that hold. */
function remaining(
  count: number,
  isPicture: boolean,
): Record<'method' | 'reading' | 'binding' | 'failing', number> {
  const { confirmed, picture } = calibration;
  const of = (shares: readonly number[]): number => shares[Math.min(count, shares.length - 1)] ?? 1;
  const share = of(confirmed);
  if (!isPicture) return { method: share, reading: share, binding: share, failing: 1 };
  const { method, reading, binding } = picture.remains;
  return { method: of(method), reading: of(reading), binding: of(binding), failing: share };
}

/** Forms of final accounts hold nothing but money. */
function isAmountForm(field: Field): boolean {
  return /^gk\d\d$/u.test(field.form) || isMoney(field.unit);
}
