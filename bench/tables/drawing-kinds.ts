import type { Random } from '../variants/random.ts';
import type { Kind, Made } from './kind.ts';
import { margin, textWidth } from './kind.ts';
import { putParagraph, putProse } from './prose.ts';
import type { Sheet } from './sheet.ts';
import { newSheet, putBox, putCurve, putFrame, putLine, putText } from './sheet.ts';
import { longMeasure, measure, rowLabels, sentence } from './vocabulary.ts';

const body = { family: 'times' as const, size: 10 };
const label = { family: 'helvetica' as const, size: 7 };

function page(name: string, draw: (sheet: Sheet, random: Random, y: number) => number): Kind {
  return {
    name,
    make: (random): Made => {
      const sheet = newSheet();
      const y = putProse(sheet, random, [margin, 60], textWidth, 1, body) + 14;
      const end = draw(sheet, random, y) + 20;
      if (end < 640) putProse(sheet, random, [margin, end], textWidth, 1, body);
      return { sheets: [sheet], tables: [] };
    },
  };
}

/** More pages without any table: drawings with words and figures, and words and figures set in columns for other reasons. */
export const drawingKinds: readonly Kind[] = [
  page('none-pie', pie),
  page('none-boxes-and-arrows', organisation),
  page('none-map', map),
  page('none-stacked-bars', stackedBars),
  page('none-scatter', scatter),
  page('none-panels-row', panelsRow),
  page('none-index', index),
  page('none-key-values', keyValues),
  page('none-provisions', provisions),
  { name: 'none-narrow-columns', make: narrowColumns },
  page('none-names', names),
];

function pie(sheet: Sheet, random: Random, y: number): number {
  const [cx, cy, r] = [margin + 200, y + 90, 70];
  let angle = 0;
  const parts = rowLabels(random, random.between(4, 8));
  parts.forEach((part, i) => {
    const next = i === parts.length - 1 ? 2 * Math.PI : angle + (2 * Math.PI) / parts.length;
    const arc = Array.from({ length: 9 }, (_, k) => angle + ((next - angle) * k) / 8);
    putCurve(sheet, [
      [cx, cy],
      ...arc.map((a) => [cx + r * Math.cos(a), cy + r * Math.sin(a)] as const),
      [cx, cy],
    ]);
    const middle = (angle + next) / 2;
    const [x, at] = [cx + (r + 14) * Math.cos(middle), cy + (r + 14) * Math.sin(middle)];
    const align = Math.cos(middle) < 0 ? 'right' : 'left';
    putText(sheet, part, x, at, { ...label, align });
    putText(sheet, `${random.between(2, 40)}%`, x, at + 8, { ...label, align });
    angle = next;
  });
  return cy + r + 20;
}

function organisation(sheet: Sheet, random: Random, y: number): number {
  const box = (x: number, top: number): void => {
    putFrame(sheet, x, top, x + 110, top + 36);
    putText(sheet, measure(random), x + 55, top + 15, { ...label, size: 8, align: 'center' });
    putText(sheet, `${random.between(1, 400)} staff`, x + 55, top + 27, {
      ...label,
      size: 8,
      align: 'center',
    });
  };
  box(margin + 195, y);
  putLine(sheet, margin + 250, y + 36, margin + 250, y + 56);
  putLine(sheet, margin + 55, y + 56, margin + 445, y + 56);
  for (let row = 0; row < random.between(1, 3); row++)
    for (let i = 0; i < 4; i++) {
      box(margin + i * 130, y + 70 + row * 60);
      putLine(sheet, margin + i * 130 + 55, y + 56 + row * 60, margin + i * 130 + 55, y + 70 + row * 60);
    }
  return y + 260;
}

function map(sheet: Sheet, random: Random, y: number): number {
  putFrame(sheet, margin, y, margin + 420, y + 240);
  for (let k = 0; k < 8; k++)
    putCurve(
      sheet,
      Array.from(
        { length: 7 },
        () => [margin + random.between(10, 410), y + random.between(10, 230)] as const,
      ),
    );
  for (const name of rowLabels(random, 18)) {
    const [x, at] = [margin + random.between(10, 340), y + random.between(15, 225)];
    putText(sheet, name, x, at, label);
    if (random.chance(60)) putText(sheet, String(random.between(1, 99)), x + 10, at + 8, label);
  }
  return y + 250;
}

function stackedBars(sheet: Sheet, random: Random, y: number): number {
  const labels = rowLabels(random, random.between(5, 9));
  labels.forEach((name, i) => {
    const top = y + i * 18;
    putText(sheet, name, margin + 110, top + 9, { ...label, align: 'right' });
    let x = margin + 116;
    for (let k = 0; k < 4; k++) {
      const width = random.between(20, 90);
      putBox(sheet, x, top, x + width, top + 13, 0.4 + 0.15 * k);
      putText(sheet, String(random.between(2, 60)), x + width / 2, top + 9, { ...label, align: 'center' });
      x += width;
    }
  });
  const foot = y + labels.length * 18 + 8;
  for (let t = 0; t <= 5; t++)
    putText(sheet, `${t * 20}%`, margin + 116 + t * 60, foot + 6, { ...label, align: 'center' });
  ['Under 25', '25 to 44', '45 to 64', '65 and over'].forEach((name, k) => {
    putBox(sheet, margin + 116 + k * 80, foot + 14, margin + 122 + k * 80, foot + 20, 0.4 + 0.15 * k);
    putText(sheet, name, margin + 126 + k * 80, foot + 20, label);
  });
  return foot + 30;
}

function scatter(sheet: Sheet, random: Random, y: number): number {
  const [x0, x1, y0, y1] = [margin + 40, margin + 420, y, y + 180];
  putLine(sheet, x0, y0, x0, y1);
  putLine(sheet, x0, y1, x1, y1);
  for (let t = 0; t <= 6; t++) {
    putText(sheet, (t * 0.5).toFixed(1), x0 - 4, y1 - t * 29, { ...label, align: 'right' });
    putText(sheet, String(t * 10), x0 + t * 62, y1 + 10, { ...label, align: 'center' });
  }
  for (const name of rowLabels(random, 25))
    putText(
      sheet,
      name.slice(0, 2).toUpperCase(),
      x0 + random.between(8, 370),
      y0 + random.between(5, 170),
      label,
    );
  putText(sheet, longMeasure(random), (x0 + x1) / 2, y1 + 22, { ...label, align: 'center' });
  return y1 + 26;
}

/** Three small charts beside each other, their axes' labels in rows. */
function panelsRow(sheet: Sheet, random: Random, y: number): number {
  for (let c = 0; c < 3; c++) {
    const x0 = margin + 26 + c * 170;
    const step = random.pick([1, 2, 5, 25, 100]);
    for (let t = 0; t <= 6; t++) {
      putText(sheet, String(t * step), x0 - 4, y + 140 - t * 18, { ...label, align: 'right' });
      if (c !== 1) putLine(sheet, x0, y + 138 - t * 18, x0 + 130, y + 138 - t * 18, 0.3);
    }
    putText(sheet, longMeasure(random), x0 + 60, y + 20, { ...label, align: 'center' });
    for (let i = 0; i < 4; i++)
      putText(sheet, String(2001 + i), x0 + 15 + i * 32, y + 152, { ...label, align: 'center' });
    putCurve(
      sheet,
      Array.from({ length: 8 }, (_, i) => [x0 + i * 18, y + random.between(40, 130)] as const),
    );
  }
  return y + 160;
}

function index(sheet: Sheet, random: Random, y: number): number {
  for (let c = 0; c < 3; c++)
    rowLabels(random, 22).forEach((name, i) => {
      const pages = Array.from({ length: random.between(1, 3) }, () => random.between(1, 300)).sort(
        (a, b) => a - b,
      );
      putText(sheet, `${name}, ${pages.join(', ')}`, margin + c * 170, y + (i + 1) * 11, {
        ...body,
        size: 8,
      });
    });
  return y + 250;
}

function keyValues(sheet: Sheet, random: Random, y: number): number {
  const keys = ['Contact:', 'Telephone:', 'Report number:', 'Date:', 'Prepared by:', 'Period:', 'Keywords:'];
  keys.forEach((key, i) => {
    putText(sheet, key, margin, y + (i + 1) * 14, { ...body, bold: true });
    const value = random.pick([
      longMeasure(random),
      `${random.between(200, 900)}-${random.between(1000, 9999)}`,
      measure(random),
    ]);
    putText(sheet, value, margin + 110, y + (i + 1) * 14, body);
  });
  return y + keys.length * 14;
}

/** Sections of a law: numbers far left, text set in. */
function provisions(sheet: Sheet, random: Random, y: number): number {
  let at = y;
  for (let i = 0; i < 6; i++) {
    putText(sheet, `${random.between(1, 9)}.${i + 1}`, margin, at + 9.6, body);
    at =
      putParagraph(
        sheet,
        `${sentence(random)} ${sentence(random)}`,
        [margin + 40, at],
        textWidth - 40,
        body,
      ) + 5;
    for (const letter of ['(a)', '(b)'].slice(0, random.between(0, 2))) {
      putText(sheet, letter, margin + 44, at + 9.6, body);
      at = putParagraph(sheet, sentence(random), [margin + 70, at], textWidth - 70, body) + 4;
    }
  }
  return at;
}

function narrowColumns(random: Random): Made {
  const sheet = newSheet();
  const style = { ...body, size: 9, justified: true };
  const width = (textWidth - 12) / 2;
  for (const x of [margin, margin + width + 12]) putProse(sheet, random, [x, 60], width, 8, style);
  return { sheets: [sheet], tables: [] };
}

/** Names in three columns: members of a committee. */
function names(sheet: Sheet, random: Random, y: number): number {
  rowLabels(random, 24).forEach((name, i) => {
    putText(sheet, name, margin + (i % 3) * 170, y + (Math.floor(i / 3) + 1) * 12, body);
  });
  return y + 110;
}
