import type { Block } from '../../schemas/document.ts';
import { completes } from '../entity.ts';
import { isAbbreviation } from './parts.ts';
import type { FormMark, UnitMark } from './unit-marks.ts';

/** So many forms that stand again make another unit where nothing names it; one alone is printed twice. */
const leastForms = 2;

/** A unit as far as it is known. */
interface Unit {
  name: string | null;
  isSure: boolean;
  /** Its forms with their rows. */
  readonly forms: Map<string, Set<string>>;
  readonly contents: Set<string>;
  /** How many of its forms name it, and how many name no one. */
  named: number;
  bare: number;
  /** 第一部分 begins anew in it. */
  restarted: boolean;
}

/** The way through a compiled report, block by block: its units so far, and whose words stand here. */
export interface Walk {
  readonly marks: readonly UnitMark[];
  /** Blocks that are no text of the report: page numbers, residue. */
  readonly furniture: ReadonlySet<number>;
  readonly units: Unit[];
  readonly names: readonly string[];
  readonly isByForm: boolean;
  readonly textsBetween: boolean;
  /** The unit that the part headings count for, and the last part. */
  base: number;
  lastPart: number;
  /** Numbers and words of the parts so far. */
  readonly parts: Set<string>;
  /** Blocks at which a part numbering begins anew. */
  readonly restartedAt: number[];
  /** Entries of lists of contents, and the last part heading. */
  readonly contents: readonly number[];
  lastHeading: number;
  /** Headings and titles that are open and name a unit, outermost first. */
  open: { readonly level: number; readonly unit: number }[];
  /** The unit of the tables that stand here, where one named itself. */
  atTables: number | null;
}

/** The way before its first block. */
export function newWalk(marks: readonly UnitMark[], blocks: readonly Block[]): Walk {
  const names = new Set<string>();
  for (const mark of marks) {
    if (mark?.kind === 'form' && mark.name !== null) names.add(mark.name);
    if (mark?.kind === 'title' && mark.name !== null) names.add(mark.name);
    if (mark?.kind === 'heading' && mark.level === 1 && mark.name !== null) names.add(mark.name);
  }
  const furniture = blocks.flatMap(({ kind }, i) => (kind === 'furniture' || kind === 'artifact' ? [i] : []));
  return {
    marks,
    furniture: new Set(furniture),
    units: [
      {
        name: null,
        isSure: false,
        forms: new Map(),
        contents: new Set(),
        named: 0,
        bare: 0,
        restarted: false,
      },
    ],
    names: [...names],
    isByForm: isByForm(marks),
    textsBetween: textsBetween(marks),
    base: 0,
    lastPart: 0,
    parts: new Set(),
    restartedAt: [],
    contents: blocks.flatMap(({ kind }, i) => (kind === 'contents' ? [i] : [])),
    lastHeading: -1,
    open: [],
    atTables: null,
  };
}

/** Whether every unit's first form stands before any second one: 01 01 01 02 02 02. */
function isByForm(marks: readonly UnitMark[]): boolean {
  const order = marks.flatMap((mark) => (mark?.kind === 'form' ? [mark.form] : []));
  const runs = order.filter((form, i) => form !== order[i - 1]);
  return order.length > runs.length && runs.length === new Set(runs).size && runs.length >= leastForms;
}

function current(walk: Walk): number {
  return walk.open.at(-1)?.unit ?? walk.base;
}

/** The unit (its place in `units`) that the next block belongs to. Blocks are asked for in their order. */
export function ownerOf(index: number, walk: Walk): number {
  const mark = walk.marks[index];
  if (mark?.kind === 'form') return enterForm(mark, index, walk);
  if (mark?.kind === 'table') {
    const known = findUnit(mark.name, walk);
    return known >= 0 ? known : (walk.atTables ?? current(walk));
  }
  if (mark?.kind === 'title') {
    if (mark.name !== null) {
      const unit = unitNamed(mark.name, walk);
      beSure(unit, walk);
      if (unit !== current(walk) || walk.atTables !== null) walk.open = [{ level: 1, unit }];
      walk.atTables = null;
    } else if (mark.isPart && !isSubtitle(index, walk)) {
      walk.open = [];
      walk.atTables = null;
    }
  }
  if (mark?.kind === 'heading') enterHeading(mark, walk, index);
  return walk.atTables ?? current(walk);
}

/** A title right under a heading or title, though a page may end between, is of the same piece. */
function isSubtitle(index: number, walk: Walk): boolean {
  let above = index - 1;
  while (walk.furniture.has(above)) above--;
  const mark = walk.marks[above];
  return mark?.kind === 'heading' || mark?.kind === 'title';
}

function enterHeading(mark: Extract<UnitMark, { kind: 'heading' }>, walk: Walk, index: number): void {
  const { number, level, name } = mark;
  if (level > 1) {
    const named = name === null ? -1 : findUnit(name, walk);
    while ((walk.open.at(-1)?.level ?? 0) >= level) walk.open.pop();
    if (named >= 0 && named !== current(walk)) {
      walk.open.push({ level, unit: named });
      walk.atTables = null;
    } else if (walk.atTables !== null && !walk.textsBetween) walk.atTables = null;
    return;
  }
  const own = walk.open.at(-1)?.unit ?? walk.atTables ?? walk.base;
  // Right behind a cover, the 概况 of a body of another name is that of the body on the cover.
  const isAlias = mark.isProfile && walk.units[own]?.name !== null && !hasContent(walk.units[own]);
  const named = name === null ? null : isAlias && findUnit(name, walk) < 0 ? own : unitNamed(name, walk);
  if (named !== null && !mark.isProfile) beSure(named, walk);
  const isOpen = own !== walk.base || named !== null;
  const hasContents = walk.contents.some((at) => at < index && at > walk.lastHeading);
  const isAgain = hasContents || walk.parts.has(`${number} ${mark.part}`);
  walk.lastHeading = index;
  if (number !== null && number <= walk.lastPart && (isOpen || isAgain)) {
    walk.base = named ?? (isOpen ? own : newUnit(null, walk));
    const entered = walk.units[walk.base];
    if (entered) entered.restarted = true;
    walk.restartedAt.push(index);
    walk.open = [];
  } else walk.open = named === null || named === walk.base ? [] : [{ level: 1, unit: named }];
  walk.lastPart = number ?? walk.lastPart;
  walk.parts.add(`${number} ${mark.part}`);
  walk.atTables = null;
}

/** Whether text stands between the forms: each unit's forms are followed by its own text. */
function textsBetween(marks: readonly UnitMark[]): boolean {
  const isForm = (mark: UnitMark) => mark?.kind === 'form';
  const [first, last] = [marks.findIndex(isForm), marks.findLastIndex(isForm)];
  return marks.slice(first, last).some((mark) => mark?.kind === 'heading' && mark.level > 1);
}

/** The unit of a form: who stands beside it, else who is open here; another one where it stands there already. */
function enterForm(mark: FormMark, index: number, walk: Walk): number {
  let unit = walk.atTables ?? current(walk);
  const { name } = mark;
  const exact = name === null ? -1 : walk.units.findIndex((known) => known.name === name);
  if (exact >= 0) unit = exact;
  else if (name !== null && isWaiting(walk.units[unit])) beNamed(unit, name, walk);
  else if (name !== null) unit = isName(name, walk.units[unit]?.name ?? null) ? unit : unitNamed(name, walk);
  else unit = walk.isByForm ? nthOfForm(mark, walk) : unitOfBare(mark, unit, walk);
  if (repeats(mark, walk.units[unit])) {
    const other = walk.units.findIndex(
      (known) => name !== null && known.name === name && !repeats(mark, known),
    );
    const isOther = name !== null && name !== walk.units[unit]?.name;
    if (other >= 0) unit = other;
    else if (isOther || comesAgain(index, walk, unit)) unit = newUnit(name, walk);
  }
  const own = walk.units[unit];
  if (own) {
    own.name ??= mark.name;
    const rows = own.forms.get(mark.form) ?? new Set<string>();
    for (const row of mark.rows) rows.add(row);
    own.forms.set(mark.form, rows);
    own.contents.add(mark.content);
    if (mark.name === null) own.bare++;
    else own.named++;
    if (mark.name !== null) own.isSure = true;
  }
  if (unit !== current(walk)) walk.atTables = unit;
  else walk.atTables = null;
  return unit;
}

function repeats(mark: FormMark, unit: Unit | undefined): boolean {
  const before = unit?.forms.get(mark.form);
  return before !== undefined && [...mark.rows].some((row) => before.has(row));
}

/** Whether from here on so many forms of a unit stand again, with other figures, that they are another unit's. */
function comesAgain(index: number, walk: Walk, unit: number): boolean {
  const own = walk.units[unit];
  if (!own) return false;
  const again = new Set<string>();
  let isSame = true;
  for (const mark of walk.marks.slice(index)) {
    if (mark?.kind !== 'form' || !repeats(mark, own) || again.has(mark.form)) continue;
    again.add(mark.form);
    if (!own.contents.has(mark.content)) isSame = false;
  }
  return again.size >= leastForms && !isSame;
}

/** Unnamed units whose forms stand form by form: the nth of this form is the nth unit's. */
function nthOfForm(mark: FormMark, walk: Walk): number {
  const free = walk.units.findIndex((unit) => !unit.forms.has(mark.form));
  return free >= 0 ? free : newUnit(null, walk);
}

/** A form that names no one among forms that do is of the unit whose other forms name no one either. */
function unitOfBare(mark: FormMark, open: number, walk: Walk): number {
  const own = walk.units[open];
  if (!own || own.bare > 0 || own.named === 0 || own.forms.has(mark.form)) return open;
  const bare = walk.units.findIndex(
    (unit) => unit.bare > 0 && unit.named === 0 && !unit.forms.has(mark.form),
  );
  return bare >= 0 ? bare : open;
}

/** A unit whose text came first and named no one: the first form behind it says whose it is. */
function isWaiting(unit: Unit | undefined): boolean {
  return unit !== undefined && unit.name === null && unit.forms.size === 0;
}

function beNamed(unit: number, name: string, walk: Walk): void {
  const own = walk.units[unit];
  if (own) own.name = name;
}

function beSure(unit: number, walk: Walk): void {
  const own = walk.units[unit];
  if (own) own.isSure = true;
}

function newUnit(name: string | null, walk: Walk): number {
  walk.units.push({
    name,
    isSure: false,
    forms: new Map(),
    contents: new Set(),
    named: 0,
    bare: 0,
    restarted: false,
  });
  return walk.units.length - 1;
}

/** The unit of a name; the first one takes the first name that stands in the document. */
function unitNamed(name: string, walk: Walk): number {
  const known = findUnit(name, walk);
  if (known >= 0) return known;
  const [first] = walk.units;
  if (first && first.name === null && first.forms.size === 0 && walk.lastPart === 0) {
    first.name = name;
    return 0;
  }
  return newUnit(name, walk);
}

/** The unit that a name means: the very name, else the open unit or another of which it is a shorter or longer form; −1 for none. */
function findUnit(name: string, walk: Walk): number {
  const exact = walk.units.findIndex((unit) => unit.name === name);
  if (exact >= 0) return exact;
  const open = walk.atTables ?? current(walk);
  return isName(name, walk.units[open]?.name ?? null)
    ? open
    : walk.units.findIndex((unit) => isName(name, unit.name));
}

function isName(name: string, of: string | null): boolean {
  if (of === null) return false;
  return (
    name === of ||
    completes(name, of) ||
    completes(of, name) ||
    isAbbreviation(name, of) ||
    isAbbreviation(of, name)
  );
}

function hasContent(unit: Unit | undefined): boolean {
  return unit !== undefined && (unit.forms.size > 0 || unit.restarted);
}
