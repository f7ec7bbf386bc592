import type { Amounts } from './accounts.ts';
import type { Draft, Figure } from './draft.ts';
import type { Naming } from './naming.ts';
import type { Plant } from './plant.ts';
import type { FigureStyle } from './print.ts';
import { printFigure, printLinear, yuanText } from './print.ts';
import type { Truth, TruthFact, TruthField, TruthPlace } from './truth.ts';

interface Made {
  readonly id: string;
  readonly sha256: string;
  readonly fiscalYear: string;
  readonly naming: Naming;
  readonly style: FigureStyle;
  readonly amounts: Amounts;
  readonly plant: Plant | null;
}

/** The truth of a variant, in the seeds' form. */
export function writeTruth(draft: Draft, made: Made): Truth {
  const { truth, notes } = draft;
  const { naming, plant } = made;
  const value = (figure: Figure): string => {
    const planted = plant?.printed.get(figure.id);
    const printed = printFigure(figure, made.amounts, made.style);
    if (planted === undefined) return printed;
    return printed.startsWith('-') ? `-${planted}` : planted;
  };
  const unitOf = (unit: string, figure: Figure | null): string =>
    unit === '万元' && figure?.kind !== 'yuan' ? made.style.unit : unit;
  const fields = draft.fields.map(({ field, figure, expression }): TruthField => {
    const unit = unitOf(field.unit, figure);
    const given =
      figure !== null
        ? value(figure)
        : expression === null || field.blank
          ? field.value
          : lostValue(expression, made);
    return {
      ...field,
      row_label: naming.apply(field.row_label),
      value: given,
      unit,
      amount_cny: given === null || given === '' ? '' : yuanText(given, unit),
    };
  });
  const narrative = draft.facts.map(({ fact, figure, expression, base }): TruthFact => {
    const unit = unitOf(fact.unit, figure);
    // a figure that is not marked stays as the seed prints it
    const given =
      figure !== null
        ? value(figure)
        : base === null && expression !== null
          ? lostValue(expression, made)
          : fact.value;
    const kept = figure === null && expression === null;
    const planted =
      plant !== null && figure !== null && plant.placeFigure === figure && plant.place.table === 'narrative';
    return {
      row_label: naming.apply(fact.row_label),
      column: fact.column,
      value: given,
      unit: kept ? fact.unit : unit,
      amount_cny: fact.unit === '%' ? '' : yuanText(given, kept ? fact.unit : unit),
      aliases: wordings(fact.aliases.map(naming.apply)),
      ...(fact.optional ? { optional: true } : {}),
      ...(planted ? { planted: true } : {}),
    };
  });
  const place = (at: TruthPlace): TruthPlace => ({
    ...at,
    row_label: naming.apply(at.row_label),
    ...(at.aliases ? { aliases: at.aliases.map(naming.apply) } : {}),
  });
  return {
    ...truth,
    carrier: `variant ${notes.truth.slice(0, 3)}`,
    seed: notes.truth,
    sha256: made.sha256,
    id: made.id,
    file: `${made.id}.txt`,
    entity: naming.entity,
    entity_aliases: [...naming.aliases],
    fiscal_year: made.fiscalYear,
    missing_tables: plant === null && notes.unannounced.length > 0 ? [] : truth.missing_tables,
    fields,
    narrative,
    narrative_optional: [...optionalValues(draft, value), ...statedAgain(draft, plant, value)],
    planted_errors:
      plant === null
        ? []
        : [
            {
              kind: plant.kind,
              printed: value(plant.placeFigure),
              consistent: printFigure(plant.placeFigure, made.amounts, made.style),
              note: plant.note,
              place: place(plant.place),
              involved: unique(plant.involved.map(place)),
            },
          ],
    rounding: [],
    minor_contradictions: [],
  };
}

/** A lost cell is the figure the text states, or the sum of those it states: rounded first, then added. */
function lostValue(expression: string, { amounts, style }: Made): string {
  const terms = expression.split('+');
  if (terms.length === 1) return expression === '0' ? '0' : printLinear(expression, amounts, style, false);
  const places = style.places;
  const units = terms.reduce(
    (total, term) => total + BigInt(printLinear(term, amounts, style, false).replace('.', '')),
    0n,
  );
  const digits = units.toString().padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** Figures that may be told or not: the seed's list, and what became of those among its figures. */
function optionalValues(draft: Draft, value: (figure: Figure) => string): { value: string }[] {
  const originals = draft.truth.narrative_optional.map((entry) => entry.value);
  const values = new Set(originals);
  for (const figure of draft.figures)
    if (originals.some((original) => original.replace('-', '') === figure.seedText)) {
      if (figure.form !== '' || figure.expression === null) values.add(value(figure));
    }
  return [...values].map((text) => ({ value: text }));
}

/** A figure that the seed states twice and a contradiction changes in one place: the other still says what it said. */
function statedAgain(
  draft: Draft,
  plant: Plant | null,
  value: (figure: Figure) => string,
): { value: string }[] {
  const changed = plant?.placeFigure;
  if (changed?.form !== '') return [];
  return draft.figures
    .filter(
      (figure) =>
        figure !== changed &&
        figure.form === '' &&
        figure.expression === changed.expression &&
        figure.base === changed.base,
    )
    .map((figure) => ({ value: value(figure) }));
}

/** Paraphrases spell out what 收、支 stands for. */
function wordings(names: readonly string[]): string[] {
  return [...new Set(names.flatMap((name) => [name, name.replace('收、支', '收入、支出')]))];
}

function unique(places: readonly TruthPlace[]): TruthPlace[] {
  return [
    ...new Map(places.map((at) => [`${at.table}|${at.row_code}|${at.row_label}|${at.column}`, at])).values(),
  ];
}
