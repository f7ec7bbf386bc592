import type { Random } from '../variants/random.ts';
import type { Kind, Made } from './kind.ts';
import { margin, textWidth } from './kind.ts';
import { widthOf } from './metrics.ts';
import { putParagraph, putProse } from './prose.ts';
import type { Sheet } from './sheet.ts';
import { newSheet, putBox, putCurve, putFrame, putLine, putText } from './sheet.ts';
import { longMeasure, measure, rowLabels, sentence } from './vocabulary.ts';

type Draw = (sheet: Sheet, random: Random, y: number) => number;

const body = { family: 'times' as const, size: 10 };

/** Prose, the thing, prose: no page of these holds a table. */
function other(name: string, draw: Draw): Kind {
  return {
    name,
    make: (random): Made => {
      const sheet = newSheet();
      const y = putProse(sheet, random, [margin, 60], textWidth, 1, body) + 12;
      const end = draw(sheet, random, y) + 16;
      if (end < 640) putProse(sheet, random, [margin, end], textWidth, 1, body);
      return { sheets: [sheet], tables: [] };
    },
  };
}

/** Kinds of pages without any table, each of which looks like one to somebody. */
export const otherKinds: readonly Kind[] = [
  { name: 'none-two-columns', make: twoColumns },
  { name: 'none-three-columns', make: threeColumns },
  other('none-boxes', boxes),
  other('none-line-chart', lineChart),
  other('none-bar-chart', barChart),
  other('none-panels', panels),
  other('none-bullets', (s, r, y) => list(s, r, y, () => '•')),
  other('none-numbers', (s, r, y) => list(s, r, y, (i) => `${i + 1}.`)),
  other('none-contents', contents),
  other('none-form', form),
  other('none-equations', equations),
  other('none-code', code),
  other('none-addresses', addresses),
  other('none-references', references),
  other('none-definitions', definitions),
  other('none-headings', headings),
];

function twoColumns(random: Random): Made {
  const sheet = newSheet();
  const style = { ...body, size: random.pick([8, 9, 10]), justified: random.chance(60) };
  const width = (textWidth - 22) / 2;
  for (const x of [margin, margin + width + 22]) putProse(sheet, random, [x, 60], width, 9, style);
  return { sheets: [sheet], tables: [] };
}

function threeColumns(random: Random): Made {
  const sheet = newSheet();
  const style = { ...body, size: 8, justified: random.chance(60) };
  const width = (textWidth - 36) / 3;
  for (let c = 0; c < 3; c++) putProse(sheet, random, [margin + c * (width + 18), 60], width, 9, style);
  return { sheets: [sheet], tables: [] };
}

function boxes(sheet: Sheet, random: Random, y: number): number {
  const width = random.chance(50) ? textWidth : (textWidth - 20) / 2;
  let end = y;
  for (let x = margin; x + width <= margin + textWidth + 1; x += width + 20) {
    const shaded = random.chance(50);
    if (shaded) putBox(sheet, x, y, x + width, y + 190, 0.88);
    const below = putProse(sheet, random, [x + 8, y + 8], width - 16, width > 300 ? 2 : 1, {
      ...body,
      size: 9,
    });
    if (!shaded || random.chance(50)) putFrame(sheet, x, y, x + width, Math.max(below + 6, y + 190));
    end = Math.max(end, below + 6, y + 190);
  }
  return end;
}

/** Axes with their labels; the area they enclose. */
function axes(
  sheet: Sheet,
  random: Random,
  [x0, y0, x1, y1]: readonly [number, number, number, number],
): void {
  const style = { family: 'helvetica' as const, size: 7 };
  const step = random.pick([5, 10, 20, 50, 100]);
  const ticks = random.between(4, 8);
  const grid = random.chance(60);
  for (let t = 0; t <= ticks; t++) {
    const y = y1 - (t / ticks) * (y1 - y0);
    putText(sheet, String(t * step), x0 - 6, y + 2.5, { ...style, align: 'right' });
    if (grid) putLine(sheet, x0, y, x1, y, 0.3);
    if (random.chance(0)) putLine(sheet, x0 - 3, y, x0, y);
  }
  putLine(sheet, x0, y0, x0, y1);
  putLine(sheet, x0, y1, x1, y1);
  const first = random.between(1980, 2000);
  const count = random.between(5, 9);
  for (let i = 0; i < count; i++)
    putText(sheet, String(first + i), x0 + ((i + 0.5) / count) * (x1 - x0), y1 + 11, {
      ...style,
      align: 'center',
    });
  putText(sheet, longMeasure(random), x0, y0 - 8, { ...style, size: 8, bold: true });
  if (random.chance(50))
    putText(sheet, measure(random), x0 - 26, (y0 + y1) / 2, { ...style, turn: 90, align: 'center' });
}

function lineChart(sheet: Sheet, random: Random, y: number): number {
  const [x0, x1] = [margin + 40, margin + random.between(260, 460)];
  axes(sheet, random, [x0, y + 20, x1, y + 190]);
  for (let k = 0; k < random.between(1, 4); k++) {
    const points = Array.from(
      { length: 12 },
      (_, i) => [x0 + (i / 11) * (x1 - x0), y + random.between(40, 180)] as const,
    );
    putCurve(sheet, points);
    putText(sheet, measure(random), x1 - 60, y + random.between(30, 150), { family: 'helvetica', size: 7 });
  }
  return y + 215;
}

function barChart(sheet: Sheet, random: Random, y: number): number {
  if (random.chance(50)) {
    const [x0, x1] = [margin + 40, margin + random.between(260, 460)];
    axes(sheet, random, [x0, y + 20, x1, y + 190]);
    const count = random.between(5, 9);
    for (let i = 0; i < count; i++) {
      const top = y + random.between(40, 160);
      const left = x0 + ((i + 0.2) / count) * (x1 - x0);
      const right = x0 + ((i + 0.8) / count) * (x1 - x0);
      putBox(sheet, left, top, right, y + 190, 0.5);
      putText(sheet, `${random.between(1, 99)}.${random.between(0, 9)}`, (left + right) / 2, top - 2, {
        family: 'helvetica',
        size: 6,
        align: 'center',
      });
    }
    return y + 215;
  }
  // Bars that lie: a label at the left of each, its figure at its end.
  const labels = rowLabels(random, random.between(6, 14));
  const x0 = margin + 120;
  labels.forEach((label, i) => {
    const top = y + i * 14;
    const width = random.between(10, 250);
    putText(sheet, label, x0 - 4, top + 9, { family: 'helvetica', size: 8, align: 'right' });
    putBox(sheet, x0, top + 2, x0 + width, top + 11, 0.5);
    putText(sheet, `${(width / 4).toFixed(1)}`, x0 + width + 3, top + 9, { family: 'helvetica', size: 8 });
  });
  putLine(sheet, x0, y, x0, y + labels.length * 14);
  return y + labels.length * 14 + 4;
}

/** Several charts beside each other and below each other. */
function panels(sheet: Sheet, random: Random, y: number): number {
  for (let r = 0; r < 2; r++)
    for (let c = 0; c < 2; c++) {
      const x = margin + c * 260;
      const top = y + r * 180;
      axes(sheet, random, [x + 36, top + 20, x + 230, top + 140]);
      const points = Array.from(
        { length: 9 },
        (_, i) => [x + 36 + i * 24, top + random.between(30, 130)] as const,
      );
      putCurve(sheet, points);
    }
  return y + 360;
}

function list(sheet: Sheet, random: Random, y: number, bullet: (i: number) => string): number {
  let at = y;
  for (let i = 0; i < random.between(5, 12); i++) {
    putText(sheet, bullet(i), margin + 10, at + 9.6, body);
    at = putParagraph(sheet, sentence(random), [margin + 28, at], textWidth - 40, body) + 3;
  }
  return at;
}

function contents(sheet: Sheet, random: Random, y: number): number {
  const labels = rowLabels(random, 20);
  let page = random.between(1, 5);
  labels.forEach((label, i) => {
    const level = i % 4 === 0 ? 0 : 1;
    const text = `${level === 0 ? `${i / 4 + 1}.` : `${Math.floor(i / 4) + 1}.${i % 4}`}  ${label}`;
    const x = margin + level * 14;
    const base = y + (i + 1) * 14;
    putText(sheet, text, x, base, body);
    const from = x + widthOf(text, body.family, body.size) + 4;
    const dots = Math.floor((margin + textWidth - 20 - from) / widthOf('.', body.family, body.size));
    if (i % 20 !== 7) putText(sheet, '.'.repeat(Math.max(0, dots)), from, base, body);
    putText(sheet, String(page), margin + textWidth, base, { ...body, align: 'right' });
    page += random.between(0, 6);
  });
  return y + labels.length * 14;
}

function form(sheet: Sheet, random: Random, y: number): number {
  const fields = ['Name', 'Address', 'City', 'State', 'Telephone', 'Date of birth', 'Signature', 'Title'];
  fields.forEach((field, i) => {
    const base = y + 14 + i * 22;
    putText(sheet, `${field}:`, margin, base, body);
    putLine(sheet, margin + 90, base + 2, margin + 300, base + 2);
    if (random.chance(50)) {
      putText(sheet, 'Yes', margin + 340, base, body);
      putFrame(sheet, margin + 326, base - 8, margin + 335, base + 1);
    }
  });
  return y + fields.length * 22 + 20;
}

function equations(sheet: Sheet, random: Random, y: number): number {
  let at = y;
  for (let i = 0; i < 5; i++) {
    at = putParagraph(sheet, sentence(random), [margin, at], textWidth, body) + 12;
    putText(sheet, random.pick(['y = a + b x + e', 'p(t) = q(t) / (1 + r)', 'E = m c']), margin + 180, at, {
      ...body,
      italic: true,
    });
    putText(sheet, `(${i + 1})`, margin + textWidth, at, { ...body, align: 'right' });
    at += 12;
  }
  return at;
}

function code(sheet: Sheet, random: Random, y: number): number {
  const lines = [
    'begin',
    '  read  x, 10',
    '  if x > 20 then',
    '    write  x,   15',
    '  end',
    '  y = 3      ; count',
    '  z = 44     ; rate',
    'end',
  ];
  lines.forEach((line, i) => {
    putText(sheet, line, margin + 20, y + (i + 1) * 11, {
      family: 'courier',
      size: random.chance(50) ? 9 : 8,
    });
  });
  return y + lines.length * 11;
}

function addresses(sheet: Sheet, random: Random, y: number): number {
  const blocks = rowLabels(random, 6);
  blocks.forEach((name, i) => {
    const x = margin + (i % 3) * 170;
    const top = y + Math.floor(i / 3) * 64;
    [
      `Office of ${name}`,
      `${random.between(10, 999)} Main Street`,
      `${name}, ${random.between(10000, 99999)}`,
      `Phone ${random.between(200, 999)}-${random.between(1000, 9999)}`,
    ].forEach((line, k) => {
      putText(sheet, line, x, top + (k + 1) * 12, { ...body, size: 9 });
    });
  });
  return y + 130;
}

function references(sheet: Sheet, random: Random, y: number): number {
  let at = y;
  for (let i = 0; i < 9; i++) {
    putText(sheet, `[${i + 1}]`, margin, at + 9.6, body);
    const text = `Author, A., and Other, B. (${random.between(1980, 2012)}), ${sentence(random)} Journal of Studies ${random.between(2, 80)}(${random.between(1, 6)}), ${random.between(10, 400)}–${random.between(401, 800)}.`;
    at = putParagraph(sheet, text, [margin + 24, at], textWidth - 24, body) + 3;
  }
  return at;
}

/** A term at the left, what it means at the right. */
function definitions(sheet: Sheet, random: Random, y: number): number {
  let at = y;
  for (const term of rowLabels(random, 6)) {
    putText(sheet, term, margin, at + 9.6, { ...body, bold: true });
    at =
      putParagraph(
        sheet,
        `${sentence(random)} ${sentence(random)}`,
        [margin + 150, at],
        textWidth - 150,
        body,
      ) + 6;
  }
  return at;
}

function headings(sheet: Sheet, random: Random, y: number): number {
  let at = y;
  for (let i = 0; i < 4; i++) {
    putText(sheet, `${i + 1}`, margin, at + 12, { family: 'helvetica', size: 12, bold: true });
    putText(sheet, longMeasure(random), margin + 30, at + 12, { family: 'helvetica', size: 12, bold: true });
    at = putProse(sheet, random, [margin, at + 20], textWidth, 1, body);
  }
  return at;
}
