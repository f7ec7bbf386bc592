import type { Random } from '../variants/random.ts';
import type { TableSpec } from './draw-table.ts';
import { drawTable } from './draw-table.ts';
import type { Kind, Made } from './kind.ts';
import { margin, pageWith, putCaption, putNotes, textWidth } from './kind.ts';
import { putProse } from './prose.ts';
import { newSheet, putLine } from './sheet.ts';
import type { Wishes } from './stat-table.ts';
import { statTable } from './stat-table.ts';

type Look = Partial<TableSpec>;

function kind(name: string, wishes: (random: Random) => Wishes, tables = 1): Kind {
  return {
    name,
    make: (random) =>
      pageWith(
        random,
        Array.from({ length: tables }, () => statTable(random, wishes(random))),
      ),
  };
}

const open = (look: Look = {}): Look => ({ horizontal: 'none', vertical: 'none', ...look });
const ruled = (random: Random, look: Look = {}): Look => ({
  horizontal: random.pick(['head', 'frame'] as const),
  vertical: 'none',
  ...look,
});

/** Kinds of pages with tables, as US and EU statistical reports set them. */
export const tableKinds: readonly Kind[] = [
  kind('plain', () => ({ look: open() })),
  kind('groups', () => ({ levels: 2, values: 6, look: open({ groupRules: true }) })),
  kind('groups-no-rule', () => ({ levels: 2, values: 4, look: open() })),
  kind('groups-ruled', (r) => ({ levels: 2, values: 6, look: ruled(r, { groupRules: true }) })),
  kind('three-levels', (r) => ({ levels: 3, values: 6, look: ruled(r, { groupRules: true }) })),
  kind('indented', (r) => ({ indent: true, rows: 14, look: r.chance(50) ? open() : ruled(r) })),
  kind('wrapped-labels', (r) => ({ longLabels: true, rows: 10, look: r.chance(50) ? open() : ruled(r) })),
  kind('wrapped-headers', (r) => ({ longHeaders: true, look: r.chance(40) ? open() : ruled(r) })),
  kind('wrapped-groups', (r) => ({
    longHeaders: true,
    levels: 2,
    values: 5,
    look: ruled(r, { groupRules: true }),
  })),
  kind('dollars', (r) => ({ signs: true, unit: 'thousands', look: r.chance(50) ? open() : ruled(r) })),
  kind('leaders', (r) => ({ look: { leaders: true, ...(r.chance(50) ? open() : ruled(r)) } })),
  kind('leaders-groups', (r) => ({
    levels: 2,
    values: 4,
    indent: true,
    look: { leaders: true, ...ruled(r) },
  })),
  kind('marks', (r) => ({ marks: true, rows: 12, look: r.chance(50) ? open() : ruled(r) })),
  kind('sections-left', (r) => ({ sections: 'left', rows: 15, look: r.chance(50) ? open() : ruled(r) })),
  kind('sections-center', (r) => ({ sections: 'center', rows: 12, look: ruled(r) })),
  kind('signed', (r) => ({ unit: 'signed', rows: 10, look: r.chance(50) ? open() : ruled(r) })),
  kind('percent', () => ({ unit: 'percent', look: open() })),
  kind('blanks', (r) => ({ blanks: true, rows: 12, look: r.chance(50) ? open() : ruled(r) })),
  kind('gaps', (r) => ({ gaps: true, rows: 16, look: r.chance(50) ? open() : ruled(r) })),
  kind('short', (r) => ({ rows: 3, values: 1, look: r.chance(50) ? open() : ruled(r) })),
  kind('two-by-four', (r) => ({ rows: 4, values: 1, stubHeader: false, look: ruled(r) })),
  kind('horizontal-all', () => ({ look: { horizontal: 'all', vertical: 'none' } })),
  kind('horizontal-words', () => ({
    words: true,
    longLabels: true,
    look: { horizontal: 'all', vertical: 'none' },
  })),
  kind('zebra', () => ({ look: open({ zebra: true, shadedHeader: true }) })),
  kind('zebra-words', () => ({
    words: true,
    longLabels: true,
    look: open({ zebra: true, shadedHeader: true }),
  })),
  kind('words', (r) => ({ words: true, values: 3, look: ruled(r) })),
  kind('inner-verticals', (r) => ({ levels: 2, values: 4, look: ruled(r, { vertical: 'inner' }) })),
  kind('full-grid', () => ({ levels: 2, values: 5, look: { horizontal: 'all', vertical: 'all' } })),
  kind('years-across', (r) => ({
    years: true,
    levels: 1,
    values: 8,
    look: r.chance(50) ? open() : ruled(r),
  })),
  kind('years-down', () => ({ years: true, rows: 14, look: open() })),
  kind('total-rule', (r) => ({ rows: 9, look: ruled(r, { totalRule: true }) })),
  kind('total-below', (r) => ({ rows: 6, look: ruled(r, { openTotal: true }) })),
  kind('typed', () => ({ look: { family: 'courier', size: 8, horizontal: 'typed', between: 6 } })),
  kind('turned-header', (r) => ({
    turnedHeader: true,
    look: r.chance(50) ? { horizontal: 'all', vertical: 'all' } : ruled(r),
  })),
  kind('stacked', () => ({ rows: 6, look: open() }), 3),
  kind('wide', (r) => ({ values: 10, rows: 20, unit: 'thousands', look: r.chance(50) ? open() : ruled(r) })),
  kind('sentences', (r) => ({ sentences: true, values: 3, rows: 6, look: { ...ruled(r), values: 'first' } })),
  kind('sentences-open', () => ({
    sentences: true,
    values: 2,
    rows: 6,
    look: open({ values: 'first', between: 5 }),
  })),
  kind('sentences-lines', () => ({
    sentences: true,
    values: 2,
    rows: 6,
    look: { horizontal: 'all', values: 'first' },
  })),
  kind('header-left', (r) => ({
    longHeaders: true,
    look: { headerAlign: 'left', ...(r.chance(50) ? open() : ruled(r)) },
  })),
  kind('header-right', (r) => ({ look: { headerAlign: 'right', ...(r.chance(50) ? open() : ruled(r)) } })),
  kind('header-top', (r) => ({ longHeaders: true, look: { headerTop: true, ...ruled(r) } })),
  kind('values-middle', (r) => ({
    longLabels: true,
    look: { values: 'middle', ...(r.chance(50) ? open() : ruled(r)) },
  })),
  kind('airy', (r) => ({
    rows: 8,
    look: { between: r.between(8, 14), ...(r.chance(50) ? open() : ruled(r)) },
  })),
  kind('pieces', (r) => ({
    levels: r.pick([1, 2] as const),
    values: 4,
    look: { horizontal: 'pieces', groupRules: true },
  })),
  kind('dense', (r) => ({
    values: 9,
    rows: 25,
    unit: 'count',
    look: { gutter: 2, size: 7, ...(r.chance(50) ? open() : ruled(r)) },
  })),
  kind('verticals-only', () => ({ look: { horizontal: 'none', vertical: 'inner' } })),
  kind('sections-gaps', (r) => ({
    sections: 'left',
    indent: true,
    rows: 20,
    gaps: true,
    look: r.chance(50) ? open() : ruled(r),
  })),
  { name: 'running-rules', make: runningRules },
  { name: 'beside-open', make: (random) => beside(random, open()) },
  { name: 'in-column', make: inColumn },
  { name: 'landscape', make: landscape },
  { name: 'beside', make: (random) => beside(random, ruled(random)) },
  { name: 'turned-page', make: turnedPage },
];

/** A table in one column of a page of two columns of prose. */
function inColumn(random: Random): Made {
  const sheet = newSheet();
  const style = { family: 'times' as const, size: 9, justified: random.chance(60) };
  const width = (textWidth - 20) / 2;
  const column = random.pick([0, 1]);
  const x = margin + column * (width + 20);
  putProse(sheet, random, [margin + (1 - column) * (width + 20), 60], width, 9, style);
  let y = putProse(sheet, random, [x, 60], width, random.between(1, 3), style) + 10;
  y = putCaption(sheet, random, y, x, width) + 4;
  const look = random.chance(50) ? open() : ruled(random);
  const spec = statTable(random, { values: random.between(1, 4), rows: random.between(4, 10), width, look });
  const { bottom, cells } = drawTable(sheet, spec, x, y);
  y = putNotes(sheet, random, bottom, x) + 6;
  putProse(sheet, random, [x, y], width, 3, style);
  return { sheets: [sheet], tables: [{ page: 1, cells }] };
}

function landscape(random: Random): Made {
  const look = random.chance(50) ? open() : ruled(random, { groupRules: true });
  const spec = statTable(random, { values: 9, levels: 2, rows: 15, width: 680, look });
  return pageWith(random, [spec], newSheet(792, 612));
}

/** Lines under the running head and over the page number, as wide as the tables' own. */
function runningRules(random: Random): Made {
  const wishes: Wishes = { rows: 7, look: ruled(random) };
  const specs = [statTable(random, wishes), statTable(random, wishes)].map((spec) => {
    const wide = spec.columns.reduce((sum, c) => sum + c.width, 0);
    return { ...spec, columns: spec.columns.map((c) => ({ ...c, width: (c.width * textWidth) / wide })) };
  });
  const made = pageWith(random, specs);
  const [sheet] = made.sheets;
  if (sheet) for (const y of [45, 745]) putLine(sheet, margin, y, margin + textWidth, y);
  return made;
}

/** Two tables side by side, with captions of their own. */
function beside(random: Random, look: Look): Made {
  const sheet = newSheet();
  const style = { family: 'times' as const, size: 10 };
  const top = putProse(sheet, random, [margin, 60], textWidth, 2, style) + 10;
  const width = (textWidth - 40) / 2;
  const tables = [0, 1].map((side) => {
    const x = margin + side * (width + 40);
    const y = putCaption(sheet, random, top, x, width);
    const spec = statTable(random, { values: 2, rows: 8, width, look });
    return { page: 1, cells: drawTable(sheet, spec, x, Math.max(y, top + 34)).cells };
  });
  return { sheets: [sheet], tables };
}

/** A landscape table printed on its side on an upright page: the page's /Rotate shows it upright, or not. */
function turnedPage(random: Random): Made {
  const look = random.chance(50) ? open() : ruled(random);
  const made = pageWith(
    random,
    [statTable(random, { values: 8, rows: 12, width: 660, look })],
    newSheet(792, 612),
  );
  const [sheet] = made.sheets;
  if (!sheet) return made;
  // Everything drawn is turned a quarter to the left: x of the sheet runs up the page.
  const content = ['q 0 1 -1 0 612 0 cm', ...sheet.content, 'Q'];
  return { ...made, sheets: [{ width: 612, height: 792, rotate: random.pick([0, 90]), content }] };
}
