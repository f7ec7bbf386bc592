import Big from 'big.js';
import type { Reconstruction } from '../../schemas/document.ts';
import type { Field } from '../../schemas/field.ts';
import type { FormDefinition, NothingStated } from '../../schemas/form.ts';
import type { CellIndex, FormCells } from './cells.ts';
import { type Ledger, unitFactor } from './ledger.ts';
import { isMissing, type StatedFigure } from './recovery.ts';
import type { StatedMatch } from './stated.ts';

/** How sure a figure of a sentence is the figure of the cell that the form's data says it states. */
const statedBinding = 0.97;
/** How sure 未发生 means 0 in every cell of the form. */
const nothingBinding = 0.97;

/**
 * Fills missing cells from the sentences that state them (method `narrative`, the figure as printed there, the form's unit).
 * Sentences that disagree fill nothing, unless one figure has the majority.
 */
export function fillFromStatements(ledger: Ledger, matches: readonly StatedMatch[]): void {
  const byCell = new Map<number, StatedMatch[]>();
  for (const match of matches) {
    if (match.relation !== 'equal' || match.offYear || !isMissing(match.cell, ledger)) continue;
    const list = byCell.get(match.cell);
    if (list === undefined) byCell.set(match.cell, [match]);
    else list.push(match);
  }
  for (const [cell, list] of byCell) {
    const chosen = majority(list, ledger.fields[cell]?.unit ?? '', ledger);
    if (chosen !== null) put(cell, chosen.match, chosen.value, chosen.unit, ledger);
  }
}

interface Choice {
  readonly match: StatedMatch;
  readonly value: string;
  readonly unit: string;
}

function majority(list: readonly StatedMatch[], unit: string, ledger: Ledger): Choice | null {
  const votes = new Map<string, { choice: Choice; count: number }>();
  let counted = 0;
  for (const match of list) {
    const { fact, field } = match.stated;
    const factor = unit === '' ? new Big(1) : unitFactor(fact.unit, unit);
    if (factor === null) continue;
    counted++;
    // the accounts may have read a picture of the sentence otherwise
    const said = ledger.fields[field]?.value ?? fact.value;
    const amount = new Big(said).times(factor);
    const vote = votes.get(amount.toFixed());
    if (vote !== undefined) {
      vote.count++;
      continue;
    }
    const value = factor.eq(1) ? said : amount.toFixed();
    votes.set(amount.toFixed(), { choice: { match, value, unit: unit || fact.unit }, count: 1 });
  }
  for (const { choice, count } of votes.values()) if (count * 2 > counted) return choice;
  return null;
}

function put(cell: number, match: StatedMatch, value: string, unit: string, ledger: Ledger): void {
  const old = ledger.fields[cell];
  if (old === undefined) return;
  const { fact, statement } = match.stated;
  const found: Field = {
    ...old,
    page: statement.page,
    location: statement.location,
    raw: fact.raw,
    value,
    state: 'number',
    unit,
    method: 'narrative',
    factId: fact.id,
    reading: ledger.fields[match.stated.field]?.reading ?? 1,
    binding: Math.min(old.binding, statedBinding),
    origin: `Stated in the text: ${statement.quote}`,
  };
  ledger.replace(cell, found);
}

/** What sentences say of the cells that are still missing, for values that identities give but for rounding. */
export function statedFigures(
  ledger: Ledger,
  matches: readonly StatedMatch[],
): ReadonlyMap<number, readonly StatedFigure[]> {
  const figures = new Map<number, StatedFigure[]>();
  for (const { cell, stated, offYear } of matches) {
    if (offYear || !isMissing(cell, ledger)) continue;
    const { fact, statement } = stated;
    const figure: StatedFigure = {
      factId: fact.id,
      value: ledger.fields[stated.field]?.value ?? fact.value,
      unit: fact.unit,
      reading: ledger.fields[stated.field]?.reading ?? 1,
      raw: fact.raw,
      location: statement.location,
      page: statement.page,
      quote: statement.quote,
    };
    const list = figures.get(cell);
    if (list === undefined) figures.set(cell, [figure]);
    else list.push(figure);
  }
  return figures;
}

/** A sentence that only says what one would write if there were nothing is no statement. */
const conditional = /若|如果|如无|请说明|填写说明|ＸＸ|XX|××/u;

/**
 * Puts 0 into the missing cells of which the text says that there is nothing in them (未发生政府性基金…收支).
 * Where any of them has a figure of another source that is not 0, all are left alone.
 */
export function fillFromSilence(
  ledger: Ledger,
  index: CellIndex,
  forms: readonly FormDefinition[],
  reconstruction: Reconstruction,
): void {
  const wanted = new Map(forms.filter((form) => form.nothing.length > 0).map((form) => [form.id, form]));
  const sentences = sentencesOf(reconstruction);
  for (const cells of index.values()) {
    const form = wanted.get(cells.form.id);
    if (form === undefined || cells.part > 1) continue;
    for (const rule of form.nothing) {
      const meant = cellsMeant(rule, cells);
      const missing = meant.filter((cell) => isMissing(cell, ledger));
      if (missing.length === 0 || meant.some((cell) => ledger.amount(cell)?.eq(0) === false)) continue;
      const said = sentences.find(({ text }) => says(text, rule));
      if (said === undefined) continue;
      for (const cell of missing) putNothing(cell, said, ledger);
    }
  }
}

function cellsMeant(rule: NothingStated, cells: FormCells): number[] {
  if (rule.cells === undefined) return [...new Set(cells.rows.flatMap((row) => [...row.cells.values()]))];
  return rule.cells.flatMap((ref) => cells.cell(ref.row, ref.measure) ?? []);
}

function putNothing(cell: number, said: Sentence, ledger: Ledger): void {
  const old = ledger.fields[cell];
  if (old === undefined) return;
  ledger.replace(cell, {
    ...old,
    page: said.page,
    location: said.location,
    raw: said.text,
    value: '0',
    state: 'number',
    method: 'narrative',
    binding: Math.min(old.binding, nothingBinding),
    origin: `Stated in the text: ${said.text}`,
  });
}

interface Sentence {
  readonly text: string;
  readonly page: number;
  readonly location: string;
}

function sentencesOf(reconstruction: Reconstruction): Sentence[] {
  const sentences: Sentence[] = [];
  const say = (text: string, page: number, location: string) => {
    for (const part of text.replace(/\s+/gu, '').split(/[。；;！]/u)) {
      if (part !== '' && !conditional.test(part)) sentences.push({ text: part, page, location });
    }
  };
  for (const block of reconstruction.blocks) {
    if (block.kind === 'paragraph' || block.kind === 'note') say(block.text, block.page, block.location);
  }
  for (const table of reconstruction.tables) {
    for (const note of table.notes) say(note, table.pages[0] ?? 1, table.location);
  }
  return sentences;
}

function says(text: string, rule: NothingStated): boolean {
  return (
    rule.subjects.some((subject) => text.includes(subject)) &&
    rule.absence.some((word) => text.includes(word))
  );
}
