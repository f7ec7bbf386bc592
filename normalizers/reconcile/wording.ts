import { nameOf } from './field-name.ts';
import type { Ledger } from './ledger.ts';
import type { Outcome, Ratio, Relation, Term, Words } from './relation.ts';

function nameAt(index: number, ledger: Ledger): string {
  const field = ledger.fields[index];
  return field === undefined ? '?' : nameOf(field);
}

function figureAt(index: number, ledger: Ledger): string {
  const field = ledger.fields[index];
  if (field === undefined) return '?';
  return field.state === 'number' ? `${field.value ?? ''}${field.unit === '%' ? '%' : ''}` : '';
}

/** At most this many operands are named one by one. */
const maxNamed = 4;

function namesOf(terms: readonly Term[], ledger: Ledger, and: string): string {
  const shown = terms
    .slice(0, maxNamed)
    .map(({ field, sign }) => (sign < 0 ? '− ' : '') + nameAt(field, ledger));
  return shown.join(and) + (terms.length > maxNamed ? ` … (${terms.length})` : '');
}

/** The identity a value was computed from, one English sentence. */
export function identityInWords(relation: Relation, found: number, ledger: Ledger): string {
  const total = relation.left.some(({ field }) => field === found);
  const name = namesOf(relation.left, ledger, ' + ');
  const parts = namesOf(relation.right, ledger, ' + ');
  if (relation.wording === 'same') return `Equal to ${total ? parts : name} (${relation.id}).`;
  return total
    ? `Sum of its parts ${parts} (${relation.id}).`
    : `What ${name} leaves beside its other parts (${relation.id}).`;
}

/** A relation and what became of it, one sentence in each language. */
export function explainRelation(relation: Relation, outcome: Outcome, ledger: Ledger): Words {
  const name = namesOf(relation.left, ledger, ' + ');
  const other = namesOf(relation.right, ledger, ' + ');
  const actual = outcome.actual?.toFixed() ?? '';
  const expected = outcome.expected?.toFixed() ?? '';
  const said = { en: verdict(outcome).en, zh: verdict(outcome).zh };
  const soft = outcome.status === 'fail' && relation.soft !== undefined ? relation.soft : null;
  const end = {
    en: soft === null ? said.en : `${said.en}; ${soft.en}`,
    zh: soft === null ? said.zh : `${said.zh}；${soft.zh}`,
  };
  if (outcome.status === 'skipped' && outcome.residual === null) {
    return { en: `${name}: ${end.en}.`, zh: `${name}：${end.zh}。` };
  }
  switch (relation.wording) {
    case 'sum':
      return {
        en: `${name}: parts add up to ${expected}, printed ${actual}; ${end.en}.`,
        zh: `${name}：各项之和${expected}，列示${actual}，${end.zh}。`,
      };
    case 'difference':
      return {
        en: `${name}: the stated amounts differ by ${expected}, stated ${actual}; ${end.en}.`,
        zh: `${name}：按所列数计算为${expected}，文中为${actual}，${end.zh}。`,
      };
    case 'at-most':
      return {
        en: `${name} is ${actual}, at most ${expected} of ${other}; ${end.en}.`,
        zh: `${name}为${actual}，应不大于${other}的${expected}，${end.zh}。`,
      };
    default:
      return {
        en: `${name} is ${actual}, ${other} is ${expected}; ${end.en}.`,
        zh: `${name}为${actual}，${other}为${expected}，${end.zh}。`,
      };
  }
}

/** A percentage and what became of it. */
export function explainRatio(ratio: Ratio, outcome: Outcome, ledger: Ledger): Words {
  const name = nameAt(ratio.percent, ledger);
  const stated = figureAt(ratio.percent, ledger);
  const end = verdict(outcome);
  if (outcome.expected === null) {
    return { en: `${name} ${stated}: ${end.en}.`, zh: `${name}${stated}：${end.zh}。` };
  }
  const computed = outcome.expected.round(4).toFixed();
  return {
    en: `${name}: the stated amounts give ${computed}%, stated ${stated}; ${end.en}.`,
    zh: `${name}：按所列数计算为${computed}%，文中为${stated}，${end.zh}。`,
  };
}

function verdict(outcome: Outcome): Words {
  const note = outcome.note;
  switch (outcome.status) {
    case 'pass':
      return { en: 'it holds', zh: '相符' };
    case 'rounding':
      return { en: 'only rounding', zh: '仅尾差' };
    case 'skipped':
      return {
        en: note === null ? 'not checked' : `not checked, ${note.en}`,
        zh: note === null ? '未校验' : `未校验，${note.zh}`,
      };
    case 'fail':
      return {
        en: note === null ? 'a contradiction' : `a contradiction; ${note.en}`,
        zh: note === null ? '不符' : `不符；${note.zh}`,
      };
  }
}
