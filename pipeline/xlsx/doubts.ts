import type { Language } from '../screen/messages.ts';

/** Why a cell is coloured, the gravest first; a cell has the colour of the gravest. */
export const doubts = [
  'missing',
  'source-error',
  'mismatch',
  'changed',
  'recovered',
  'doubtful',
  'unconfirmed',
] as const;
export type Doubt = (typeof doubts)[number];

/** Fill of each, as RGB. */
export const doubtColours: Readonly<Record<Doubt, string>> = {
  missing: 'BFBFBF',
  'source-error': 'FF9C9C',
  mismatch: 'FFC78A',
  changed: 'D9C2F0',
  recovered: 'B7D7F2',
  doubtful: 'FFE66D',
  unconfirmed: 'FFF7D6',
};

/** What each says, in one sentence. */
export const doubtWords: Readonly<Record<Doubt, Readonly<Record<Language, string>>>> = {
  missing: {
    zh: '缺失：表式有此格，文件丢失且别处未说明',
    en: 'lost: the form has this cell, the document lost it and nothing states it',
  },
  'source-error': {
    zh: '文件自相矛盾，读取无误：引用请谨慎',
    en: 'the document contradicts itself, the reading is sure: quote with care',
  },
  mismatch: {
    zh: '与合计、他表、文字或比例不符：请判断以何为准',
    en: 'differs from a total, another table, a sentence or a ratio: decide which to trust',
  },
  changed: {
    zh: '读数经改正（账目平衡、移位或人工）：请对照原页',
    en: 'the reading was changed (by the accounts, put back in its cell, or by a person): compare with the page',
  },
  recovered: {
    zh: '表中已丢失，由文字或勾稽关系补出',
    en: 'lost in the table, recovered from a sentence or an identity of the accounts',
  },
  doubtful: { zh: '读数存疑：使用前请核对原文', en: 'the reading is in doubt: look at the source first' },
  unconfirmed: {
    zh: '未经其他数字印证：重要用途请核对',
    en: 'nothing else confirms it: look at it where much depends on it',
  },
};

/** What tells the doubt of a value. */
export interface Doubtable {
  readonly flags: readonly string[];
  readonly method: string;
  readonly state: string;
  readonly accepted: boolean;
}

const mismatches = [
  'sum-mismatch',
  'cross-table-mismatch',
  'narrative-mismatch',
  'ratio-mismatch',
  'code-name-mismatch',
];
const changes = ['repaired', 'shifted'];
const uncertainties = ['low-confidence', 'image-cell', 'unexpected-text'];

/** Why a value wants to be looked at, null where it does not. A unit that was assumed is told once, above the table. */
export function doubtOf({ flags, method, state, accepted }: Doubtable): Doubt | null {
  if (state === 'missing') return 'missing';
  if (accepted && flags.length === 0 && method === 'text') return null;
  if (flags.includes('source-error')) return 'source-error';
  if (flags.some((flag) => mismatches.includes(flag))) return 'mismatch';
  if (method === 'manual' || flags.some((flag) => changes.includes(flag))) return 'changed';
  if (method === 'derived' || method === 'narrative') return 'recovered';
  if (flags.some((flag) => uncertainties.includes(flag))) return 'doubtful';
  return accepted ? null : 'unconfirmed';
}

/** The gravest of some doubts. */
export function gravest(found: readonly (Doubt | null)[]): Doubt | null {
  return doubts.find((doubt) => found.includes(doubt)) ?? null;
}

/** Each in two words. */
export const doubtNames: Readonly<Record<Doubt, Readonly<Record<Language, string>>>> = {
  missing: { zh: '缺失', en: 'lost' },
  'source-error': { zh: '自相矛盾', en: 'contradicts itself' },
  mismatch: { zh: '不符', en: 'differs' },
  changed: { zh: '改读', en: 'changed' },
  recovered: { zh: '补出', en: 'recovered' },
  doubtful: { zh: '存疑', en: 'in doubt' },
  unconfirmed: { zh: '未印证', en: 'unconfirmed' },
};
