import type { FormDefinition } from '../../../schemas/form.ts';
import type { Table } from '../../../schemas/table.ts';
import { formOfTitle } from '../../bind/form-titles.ts';
import { isTitleOfBudget } from '../../bind/match-form.ts';
import { canonicalLabel } from '../../text.ts';
import { type Fit, fitForm } from './fit-form.ts';
import type { HeaderEnd } from './header-end.ts';
import { likeness } from './likeness.ts';
import type { Matrix } from './matrix.ts';

/** A form that a table has by its shape, and how sure that is. */
export interface Chosen {
  readonly fit: Fit;
  /** Its title says so, as it was read. */
  readonly isNamed: boolean;
  readonly confidence: number;
}

/** What stands around a table. */
export interface Around {
  /** Lines between it and the table before, the nearest first. */
  readonly lines: readonly string[];
  /** Forms that other tables of the document have by their titles. */
  readonly taken: ReadonlySet<string>;
  /** The form of the table before, where this one begins a page behind it and nothing that is a title stands between. */
  readonly goesOn: string | null;
}

/** What speaks for a form, in parts of what a header does that was read in full. */
const weights = { title: 0.8, mark: 0.35, goesOn: 0.9, taken: -0.3 } as const;
/** A line that has less in common with a title says nothing. */
const leastTitle = 0.6;
/** So much must speak for a form without a title that names it, less where no other has its shape; and so much more than for any other. */
const leastEvidence = 0.9;
const leastForOnly = 0.6;
const leastLead = 0.2;
/** A title is not believed where so little of its form's header was read, and so much of another's. */
const contradiction = { own: 0.4, other: 0.8 } as const;
/** How sure a form is (0–1): by its title; by shape and header, of which so much was read; by shape and little of it. */
const trust = { named: 1, header: 0.97, shape: 0.8 } as const;
const clearHeader = 0.8;

/** A line that is a title ends so. */
const endOfTitle = /^[^，。；]{4,40}表$/u;

/** The form of a table by shape, header, what is left of its title, its mark and its neighbours; null where that is not clear. */
export function chooseForm(
  table: Table,
  matrix: Matrix,
  end: HeaderEnd,
  forms: readonly FormDefinition[],
  around: Around,
): Chosen | null {
  const nearest = around.lines.map(canonicalLabel).find((line) => endOfTitle.test(line));
  const titles = [table.title, nearest].flatMap((line) => line ?? []);
  if (titles.some((line) => isTitleOfBudget(canonicalLabel(line)))) return null;
  const fits = forms.flatMap((form) => fitForm(matrix, end, form) ?? []);
  const named = table.title === null ? null : formOfTitle(table.title, forms);
  if (named !== null) {
    const own = fits.find(({ form }) => form === named);
    if (own === undefined) return null;
    const isContradicted =
      saidOf(own) < contradiction.own && fits.some((fit) => saidOf(fit) > contradiction.other);
    return isContradicted ? null : { fit: own, isNamed: true, confidence: trust.named };
  }
  const [best, second] = fits
    .map((fit) => ({ fit, evidence: evidenceFor(fit, table, around) }))
    .sort((a, b) => b.evidence - a.evidence);
  if (best === undefined) return null;
  if (best.evidence < (second === undefined ? leastForOnly : leastEvidence)) return null;
  if (second !== undefined && best.evidence - second.evidence < leastLead) return null;
  const confidence = saidOf(best.fit) >= clearHeader ? trust.header : trust.shape;
  return { fit: best.fit, isNamed: false, confidence };
}

/** Share of its columns' names that was read over them. */
function saidOf({ slots }: Fit): number {
  return slots.reduce((sum, { said }) => sum + said, 0) / Math.max(1, slots.length);
}

function evidenceFor(fit: Fit, table: Table, { lines, taken, goesOn }: Around): number {
  const { form } = fit;
  const texts = table.title === null ? lines : [table.title, ...lines];
  const title = Math.max(0, ...texts.map((text) => titleLikeness(text, form)));
  const digits = /(\d{1,2})(?:-\d)?表/u.exec(table.mark ?? '')?.[1];
  const isMarked = digits !== undefined && Number(digits) === Number(form.id.replace(/\D/gu, ''));
  return (
    saidOf(fit) +
    (title >= leastTitle ? title * weights.title : 0) +
    (isMarked ? weights.mark : 0) +
    (goesOn === form.id ? weights.goesOn : taken.has(form.id) ? weights.taken : 0)
  );
}

/** Characters at the end of a line in which a title is looked for: notes and captions run into it. */
const reach = 120;

/** How much a part of a line that ends as titles do is like a title of the form. */
function titleLikeness(line: string, form: FormDefinition): number {
  const characters = [...canonicalLabel(line)].slice(-reach);
  const ends = characters.flatMap((character, i) => (character === '表' ? [i + 1] : []));
  return Math.max(
    0,
    ...[...new Set([...ends, characters.length])].flatMap((end) =>
      [form.title, ...form.titleVariants].map((title) =>
        likeness(characters.slice(Math.max(0, end - [...title].length), end).join(''), title),
      ),
    ),
  );
}
