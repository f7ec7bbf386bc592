import Big from 'big.js';
import type { CellRef } from '../../schemas/form.ts';
import { type CellIndex, formKey } from './cells.ts';
import { type FactIndex, isAmount, type StatedFact } from './facts.ts';
import { foldBasis } from './items.ts';
import { type Ledger, unitFactor } from './ledger.ts';

/** What a share may be a share of. */
export interface Bases {
  /** Indices in the ledger, best first. */
  readonly fields: readonly number[];
  /** Whether the sentence says which one it is. */
  readonly decisive: boolean;
  /** Further stated amounts, to name one that was taken by mistake. */
  readonly others: readonly number[];
}

/** Sums that sentences name as the base of a share, folded (see `foldBasis`), and where the forms print them. */
const namedSums: readonly (readonly [names: readonly string[], cells: readonly CellRef[]])[] = [
  [
    ['支出'],
    [
      { form: 'gk01', row: '本年支出合计', measure: '支出/金额' },
      { form: 'gk03', row: '合计', measure: '本年支出合计' },
    ],
  ],
  [
    ['收入'],
    [
      { form: 'gk01', row: '本年收入合计', measure: '收入/金额' },
      { form: 'gk02', row: '合计', measure: '本年收入合计' },
    ],
  ],
  [
    ['一般公共预算支出'],
    [
      { form: 'gk05', row: '合计', measure: '本年支出/小计' },
      { form: 'gk04', row: '本年支出合计', measure: '支出/一般公共预算财政拨款' },
    ],
  ],
  [['一般公共预算基本支出'], [{ form: 'gk05', row: '合计', measure: '本年支出/基本支出' }]],
  [['一般公共预算项目支出'], [{ form: 'gk05', row: '合计', measure: '本年支出/项目支出' }]],
  [['三公经费'], [{ form: 'gk07', row: '', measure: '决算数/合计' }]],
];

const threePublics = /三公/u;

/** Characters a name must have for another to be a longer form of it: 支出 alone ends half of all names. */
const minKin = 4;

/** How far up a chain of wholes a share may refer (其中 of 其中 of …). */
const maxDepth = 4;

/**
 * What the percentage is a share of: the base that the sentence names (among the wholes the item is a part of, among
 * the figures stated, among the sums of the forms), else the whole it is a part of.
 */
export function findBases(
  stated: StatedFact,
  part: StatedFact,
  facts: FactIndex,
  index: CellIndex,
  ledger: Ledger,
): Bases {
  const wholes = wholesOf(stated, part, facts);
  const elsewhere = sums(index, ledger);
  const name = foldBasis(stated.fact.basis);
  const near = fieldsOf(wholes.filter((whole) => whole !== part));
  if (name === '') {
    const meant = near.length > 0 ? near : spokenOf(stated, part, index, ledger);
    // 财政拨款收入 in a list under 收入总计 is told as a share of the year's income as often as of the list's whole.
    const side = /(收入|支出)$/u.exec(part.fact.rowLabel)?.[1] ?? '';
    const year = meant.length > 0 && side !== '' ? namedCells(side, index, ledger) : [];
    return { fields: [...new Set([...meant, ...year])], decisive: meant.length > 0, others: elsewhere };
  }
  const meant = wholes.filter(
    ({ fact }) =>
      likeness(foldBasis(fact.rowLabel), name) !== 'other' || spellsOut(name, foldBasis(fact.rowLabel)),
  );
  if (meant.length > 0) {
    return { fields: fieldsOf(meant), decisive: true, others: [...near, ...elsewhere] };
  }
  const cells = namedCells(name, index, ledger);
  const { close, far } = namesakes(name, stated, part, facts, ledger);
  const settled = [...cells, ...fieldsOf(close)];
  const fields = [...new Set([...settled, ...(settled.length > 0 ? [] : near), ...fieldsOf(far)])];
  // 基本支出 is another figure in another section: only a named sum or a figure of the same section is surely meant
  const decisive = cells.length > 0 || close.length > 0;
  return { fields, decisive, others: [...near, ...elsewhere] };
}

/** Amounts that carry the name of the base: those of the same section, and those of other sections. */
function namesakes(
  name: string,
  stated: StatedFact,
  part: StatedFact,
  facts: FactIndex,
  ledger: Ledger,
): { readonly close: readonly StatedFact[]; readonly far: readonly StatedFact[] } {
  const close: StatedFact[] = [];
  const far: StatedFact[] = [];
  const section = stated.statement.headings.join('/');
  for (const [basis, amounts] of facts.byBasis) {
    const alike = likeness(basis, name);
    if (alike === 'other' && !spellsOut(name, basis)) continue;
    for (const other of amounts) {
      if (other === part || other.fact.measure !== part.fact.measure) continue;
      if (!canHold(other, part, stated, ledger)) continue;
      if (alike !== 'other' && other.statement.headings.join('/') === section) close.push(other);
      else if (alike !== 'kin') far.push(other);
    }
  }
  const distance = (other: StatedFact) => Math.abs(other.order - stated.order);
  return {
    close: close.sort((a, b) => distance(a) - distance(b) || a.order - b.order),
    far: far.sort((a, b) => a.order - b.order),
  };
}

/** A whole is no smaller than its part, where the share stated is no more than all of it: 支出 alone names many things. */
function canHold(whole: StatedFact, part: StatedFact, share: StatedFact, ledger: Ledger): boolean {
  const [w, p] = [whole, part].map(({ field }) => ledger.amount(field));
  const factor = unitFactor(part.fact.unit, whole.fact.unit);
  if (!w || !p || factor === null || new Big(share.fact.value).gt(100)) return true;
  return p.times(factor).lte(w.plus(ledger.half(whole.field)).plus(ledger.half(part.field).times(factor)));
}

/** The sum that the sentence or its section is about, where the item is a part of it: 三公 of 公务接待费. */
function spokenOf(stated: StatedFact, part: StatedFact, index: CellIndex, ledger: Ledger): number[] {
  if (threePublics.test(part.fact.rowLabel)) return [];
  const words = [stated.statement.quote, ...stated.statement.headings];
  return words.some((word) => threePublics.test(word)) ? namedCells('三公经费', index, ledger) : [];
}

/** Whether an item, folded, is the base named, says more or less than it (基本支出, 一般公共预算财政拨款基本支出), or is another thing. */
function likeness(folded: string, name: string): 'same' | 'kin' | 'other' {
  if (folded === name) return 'same';
  const shorter = Math.min(folded.length, name.length);
  return shorter >= minKin && (folded.endsWith(name) || name.endsWith(folded)) ? 'kin' : 'other';
}

/** Whether a name holds another's characters in their order: 县本级年初预算安排收入 spells out 预算收入. */
function spellsOut(name: string, short: string): boolean {
  if (short.length < minKin) return false;
  let at = 0;
  for (const character of name) if (character === short[at]) at++;
  return at === short.length;
}

/** The wholes that the item is a part of, nearest first; the whole of the subject's other amounts counts as well. */
function wholesOf(stated: StatedFact, part: StatedFact, facts: FactIndex): StatedFact[] {
  const wholes: StatedFact[] = [];
  for (const start of [part, stated]) {
    let id = start.fact.whole;
    for (let depth = 0; id !== null && depth < maxDepth; depth++) {
      const whole = facts.byId.get(id);
      if (whole === undefined) break;
      if (isAmount(whole) && !wholes.includes(whole)) wholes.push(whole);
      id = whole.fact.whole;
    }
  }
  return wholes;
}

function fieldsOf(list: readonly StatedFact[]): number[] {
  return list.map(({ field }) => field);
}

function namedCells(name: string, index: CellIndex, ledger: Ledger): number[] {
  const known = threePublics.test(name) ? '三公经费' : name;
  const sum = namedSums.find(([names]) => names.includes(known));
  return (sum?.[1] ?? []).flatMap((ref) => knownCell(ref, index, ledger));
}

/** All sums of the forms that are known. */
function sums(index: CellIndex, ledger: Ledger): number[] {
  return namedSums.flatMap(([, cells]) => cells).flatMap((ref) => knownCell(ref, index, ledger));
}

function knownCell(ref: CellRef, index: CellIndex, ledger: Ledger): number[] {
  const cell = index.get(formKey(ref.form ?? '', 1))?.cell(ref.row, ref.measure) ?? null;
  if (cell === null || ledger.fields[cell]?.state !== 'number') return [];
  return ledger.amount(cell) === null ? [] : [cell];
}
