import type { Layout } from '../printed/layouts.ts';
import { layouts } from '../printed/layouts.ts';
import type { Part } from '../printed/parts.ts';
import { takeParts } from '../printed/parts.ts';
import { loadSources, type Source } from '../printed/sources.ts';
import type { Draft } from '../variants/draft.ts';
import type { PlantedError, Truth, TruthFact } from '../variants/truth.ts';

/** Fonts of this machine that are real Chinese ones, by the word that file names have for them. */
const fonts = [
  ['wqy', 'WenQuanYi Zen Hei'],
  ['uming', 'AR PL UMing CN'],
  ['wqy', 'WenQuanYi Zen Hei'],
  ['sungti', 'AR PL SungtiL GB'],
  ['uming', 'AR PL UMing CN'],
  ['microhei', 'WenQuanYi Micro Hei'],
] as const;

/**
 * How documents are cut short, in turn: which forms (all: none named), whether each on a page of its own, in which
 * layout of bench/printed. All of them have rulings: what scans of final accounts look like.
 */
const cuts: readonly {
  forms: readonly string[];
  flow: Layout['flow'];
  layout: string;
  size: number;
  isPage: boolean;
}[] = [
  { forms: [], flow: 'running', layout: 'full', size: 8.5, isPage: false },
  {
    forms: ['gk01', 'gk03', 'gk04', 'gk05', 'gk07'],
    flow: 'pages',
    layout: 'thick-frame',
    size: 9,
    isPage: false,
  },
  { forms: [], flow: 'running', layout: 'three', size: 8, isPage: false },
  { forms: ['gk02', 'gk05', 'gk06', 'gk07'], flow: 'pages', layout: 'landscape', size: 10, isPage: false },
  { forms: [], flow: 'running', layout: 'running', size: 7.5, isPage: false },
  { forms: ['gk05'], flow: 'running', layout: 'tight', size: 9.5, isPage: true },
];

/** Parts of running text that are kept of the explanation behind the tables: about a page. */
const proseParts = 16;

/** A document to print and scan. */
export interface ShortDocument {
  readonly id: string;
  readonly font: string;
  /** Whether it is one table on one page and nothing else. */
  readonly isPage: boolean;
  readonly layout: Layout;
  readonly parts: readonly Part[];
  readonly truth: Truth;
}

/**
 * Makes documents by number and by place in their kind: the place chooses the cut and, shifted by `round`, the font; the
 * first of a round is a whole seed, the others are rewritten variants, every fourth with an error planted
 * in its tables, where it keeps them all.
 */
export function documentMaker(drafts: readonly Draft[]): (round: number, place: number) => ShortDocument {
  const sources = loadSources(drafts);
  const seeds = sources(0).filter(({ id }) => !id.startsWith('v'));
  const variants = new Map<string, Source>();
  for (let n = 0; n < variantRounds; n++)
    for (const source of sources(n)) if (source.id.startsWith('v')) variants.set(source.id, source);
  const [sound, planted] = [true, false].map((isSound) =>
    [...variants.values()].filter(({ truth }) =>
      isSound ? truth.planted_errors.length === 0 : truth.planted_errors.some(isInForms),
    ),
  );
  return (round, place) => {
    const index = round * roundLength + place;
    const list = (place % 4 === 2 ? planted : sound) ?? [];
    const source = place === 0 ? seeds[round % wholeSeeds] : list[index % list.length];
    if (!source) throw new Error('no documents to print');
    return cutShort(source, index, place, round);
  };
}

/** Whether a contradiction is one of tables alone. */
function isInForms({ kind, involved }: PlantedError): boolean {
  return kind.startsWith('gk') && involved.every(({ table }) => table.startsWith('gk'));
}

/** Rounds of the source of variants that are looked through. */
const variantRounds = 200;
/** Numbers from the first document of a round to that of the next. */
const roundLength = 12;
/** Seeds that have tables: the first of what there is to print. */
const wholeSeeds = 2;

function cutShort(source: Source, index: number, place: number, round: number): ShortDocument {
  const cut = cuts[place % cuts.length];
  const [font, family] = fonts[(place + round) % fonts.length] ?? [];
  if (!cut || !font) throw new Error('no cut or no font');
  const { forms, flow, layout, size, isPage } = cut;
  const base = layouts.find(({ id }) => id === layout);
  if (!base) throw new Error(`no layout ${layout}`);
  const all = takeParts(source.text);
  const isKept = (part: Part): boolean =>
    part.kind === 'table' && part.form !== '' && (forms.length === 0 || forms.includes(part.form));
  const tables = all.filter(isKept);
  const prose = isPage ? [] : proseBehind(all);
  const title: Part = {
    kind: 'title',
    text: `${source.truth.entity}${source.truth.fiscal_year}年度部门决算`,
  };
  return {
    id: `d${String(index).padStart(3, '0')}`,
    font,
    layout: { ...base, font: family, size, flow, seal: false, watermark: false },
    parts: [title, ...tables, ...prose],
    isPage,
    truth: truthOf(source.truth, tables, prose, all),
  };
}

/** The first parts of the explanation that follows the last table of a form. */
function proseBehind(parts: readonly Part[]): Part[] {
  const last = parts.findLastIndex((part) => part.kind === 'table' && part.form !== '');
  return parts
    .slice(last + 1)
    .filter((part) => part.kind === 'heading' || part.kind === 'paragraph')
    .slice(0, proseParts);
}

/**
 * The truth of what was kept: fields of its tables, figures that its text states. Those that the text left out states,
 * too, need not be told: the truth does not say which of the two it means.
 */
function truthOf(truth: Truth, tables: readonly Part[], prose: readonly Part[], all: readonly Part[]): Truth {
  const forms = new Set(tables.map((part) => (part.kind === 'table' ? part.form : '')));
  const text = textOf(prose);
  const leftOut = textOf(all.filter((part) => !prose.includes(part)));
  const isTold = (fact: TruthFact): boolean => tells(text, fact);
  return {
    ...truth,
    missing_tables: truth.missing_tables.filter((form) => forms.has(form)),
    fields: truth.fields.filter(({ table }) => forms.has(table)),
    narrative: truth.narrative
      .filter(isTold)
      .map((fact) => (figureOf(fact).test(leftOut) ? { ...fact, optional: true } : fact)),
    // a figure may be told by other words than those looked for here
    narrative_optional: [
      ...truth.narrative_optional,
      ...truth.narrative.filter((fact) => !isTold(fact)).map(({ value }) => ({ value })),
    ],
    planted_errors: truth.planted_errors.filter(
      (error) => isInForms(error) && error.involved.every(({ table }) => forms.has(table)),
    ),
    rounding: [],
    minor_contradictions: [],
  };
}

/** Whether a paragraph has the figure with its unit, and the item by one of its names. */
function tells(text: string, fact: TruthFact): boolean {
  const figure = figureOf(fact);
  const names = [fact.row_label, ...fact.aliases].map(plain);
  return text
    .split('\n')
    .some((line) => figure.test(line) && names.some((name) => plain(line).includes(name)));
}

function figureOf(fact: TruthFact): RegExp {
  const digits = fact.value.replace('-', '').replace('.', '\\.');
  return new RegExp(`(?<![\\d.])${digits}\\s*余?${fact.unit.replace('万元', '万?元')}`, 'u');
}

/** Running text, a paragraph a line, without separators of thousands. */
function textOf(parts: readonly Part[]): string {
  return parts.map((part) => ('text' in part ? part.text.replace(/(?<=\d),(?=\d{3})/gu, '') : '')).join('\n');
}

function plain(text: string): string {
  return text.replace(/[\s“”"（）()、，类款项]/gu, '');
}
