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
  return fields.map((field) => {
    const confidence = confidenceOf(field, heard.get(field.key) ?? { passing: [], failing: [] });
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

function confidenceOf(field: Field, testimony: Testimony): number {
  if (field.state === 'missing') return 0;
  const model = calibration;
  const isPicture = field.method === 'ocr';
  const isAmount = isPicture && field.unit !== '%';
  const remains = remaining(isAmount ? exactConfirmations(testimony) : confirmations(testimony));
  const printed = field.method === 'text' && field.form === 'narrative';
  const base = printed ? model.statement : model.method[field.method];
  // what the accounts can confirm: how it was obtained, read and bound
  let right = (1 - base * remains) * (1 - (1 - field.reading) * remains);
  right *= 1 - (1 - field.binding) * remains;
  for (const flag of field.flags) right *= 1 - (model.flag[flag] ?? 0);
  if (testimony.failing.length > 0) {
    const certain = field.reading >= sure && field.binding >= sure && field.method === 'text';
    // a digit that two other identities confirm is not the one that this one misses
    const doubt = model.failing.unsure * (isPicture ? remains : 1);
    right *= 1 - (certain ? model.failing.sure : doubt);
  }
  // what they cannot
  if (field.entity === '') right *= 1 - model.unknownEntity;
  if (field.fiscalYear === '') right *= 1 - model.unknownYear;
  if (field.unit === '' && field.state === 'number' && isAmountForm(field)) right *= 1 - model.unknownUnit;
  return Math.round(Math.min(1, Math.max(0, right)) * 10_000) / 10_000;
}

function remaining(count: number): number {
  const { confirmed } = calibration;
  return confirmed[Math.min(count, confirmed.length - 1)] ?? 1;
}

/** Forms of final accounts hold nothing but money. */
function isAmountForm(field: Field): boolean {
  return /^gk\d\d$/u.test(field.form) || isMoney(field.unit);
}
