import type { Random } from '../variants/random.ts';
import type { TableSpec, TruthTable } from './draw-table.ts';
import { drawTable } from './draw-table.ts';
import { widthOf } from './metrics.ts';
import { putParagraph, putProse } from './prose.ts';
import type { Sheet } from './sheet.ts';
import { newSheet, putText } from './sheet.ts';
import { longMeasure, measure } from './vocabulary.ts';

/** A document of one kind: its pages, and the tables that a person sees on them. */
export interface Made {
  readonly sheets: readonly Sheet[];
  readonly tables: readonly TruthTable[];
}

/** A kind of document: the same for the same random numbers. */
export interface Kind {
  readonly name: string;
  readonly make: (random: Random) => Made;
}

/** Left margin, and width of the text, of a letter page (points). */
export const margin = 56;
export const textWidth = 500;

/** A title above a table, and how it is set. */
export function putCaption(sheet: Sheet, random: Random, y: number, x = margin, width = textWidth): number {
  const family = random.pick(['helvetica', 'times'] as const);
  const size = random.pick([9, 10, 11]);
  const text = `Table ${random.between(1, 30)}${random.pick(['. ', '.—', ': '])}${longMeasure(random)} and ${measure(random).toLowerCase()}, ${random.between(1995, 2012)}`;
  if (widthOf(text, family, size * 1.1) > width)
    return putParagraph(sheet, text, [x, y], width, { family, size: size - 1 }) + 2;
  const align = widthOf(text, family, size) < width && random.chance(50) ? 'center' : 'left';
  putText(sheet, text, align === 'center' ? x + width / 2 : x, y + size, { family, size, bold: true, align });
  if (!random.chance(40)) return y + size * 1.6;
  const units = random.pick([
    '[In millions of dollars]',
    '(Thousands of barrels per day)',
    'Numbers in thousands',
  ]);
  putText(sheet, units, x + width / 2, y + size * 2.3, { family, size: size - 1, align: 'center' });
  return y + size * 2.9;
}

/** What stands under a table: footnotes, a source. */
export function putNotes(sheet: Sheet, random: Random, y: number, x = margin): number {
  const family = random.pick(['helvetica', 'times'] as const);
  const lines = random
    .shuffle([
      '1/ Includes revisions of earlier periods.',
      'NOTE: Detail may not add to total because of rounding.',
      'Source: Annual survey of households, various issues.',
      '* Not available for all areas.',
    ])
    .slice(0, random.between(0, 3));
  lines.forEach((line, i) => {
    putText(sheet, line, x, y + 4 + (i + 1) * 9, { family, size: 7 });
  });
  return y + lines.length * 9 + 12;
}

/** A page of prose with tables in it, one below the other. */
export function pageWith(random: Random, specs: readonly TableSpec[], sheet = newSheet()): Made {
  const style = {
    family: random.pick(['helvetica', 'times'] as const),
    size: 10,
    justified: random.chance(50),
  };
  const width = sheet.width - 2 * margin;
  const tables: TruthTable[] = [];
  let y = 60;
  putText(
    sheet,
    random.pick(['Statistical Abstract', 'Annual Report', 'Survey of Current Business']),
    margin,
    40,
    {
      family: 'helvetica',
      size: 8,
    },
  );
  if (random.chance(60)) y = putProse(sheet, random, [margin, y], width, 1, style) + 8;
  for (const spec of specs) {
    y = putCaption(sheet, random, y, margin, width) + random.between(0, 8);
    const wide = spec.columns.reduce((sum, c) => sum + c.width, 0);
    const x = random.chance(50) ? margin + Math.max(0, (width - wide) / 2) : margin;
    const drawn = drawTable(sheet, spec, x, y);
    tables.push({ page: 1, cells: drawn.cells });
    y = putNotes(sheet, random, drawn.bottom, x) + 10;
  }
  if (y < sheet.height - 160 && random.chance(70)) y = putProse(sheet, random, [margin, y], width, 1, style);
  putText(sheet, String(random.between(2, 99)), sheet.width / 2, sheet.height - 30, {
    family: 'times',
    size: 9,
  });
  return { sheets: [sheet], tables };
}
