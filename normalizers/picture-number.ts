import { isBounded, isRunTogether, type ParsedNumber, parseNumber } from './number.ts';

/** A figure that a text read from a picture may stand for. */
export interface PictureFigure extends ParsedNumber {
  /** What speaks against it: the negative natural logarithm of the chance that it is what stands there. */
  readonly cost: number;
}

/** Letters and signs that are taken for digits, and what taking them so costs. */
const lookalikes: Readonly<Record<string, readonly [digit: string, cost: number]>> = {
  O: ['0', 0.3],
  o: ['0', 0.3],
  D: ['0', 1],
  Q: ['0', 0.7],
  U: ['0', 1.5],
  〇: ['0', 0.3],
  '○': ['0', 0.3],
  l: ['1', 0.3],
  I: ['1', 0.3],
  i: ['1', 0.7],
  '|': ['1', 1],
  '!': ['1', 0.7],
  Z: ['2', 0.5],
  z: ['2', 0.5],
  A: ['4', 1.2],
  S: ['5', 0.4],
  s: ['5', 0.4],
  $: ['5', 0.7],
  b: ['6', 0.7],
  G: ['6', 1],
  T: ['7', 1],
  '?': ['7', 1.5],
  B: ['8', 0.4],
  '&': ['8', 0.8],
  g: ['9', 0.7],
  q: ['9', 0.7],
};

/** What may be left of a cell's border, or a speck of dirt, at the ends of a figure. */
const dirt = /^[|[\](){}'"‘’“”`~.,:;、。·•_*^\\/\s]+|[|[\](){}'"‘’“”`~.,:;、。·•_*^\\/\s-]+$/gu;

/** What costs more than this is no reading any more. */
const most = 3.5;
/** Dirt taken off; a group between separators that has not three digits; a space that is the point; a point that parts thousands. */
const costs = {
  dirt: 0.4,
  oddGroup: 0.8,
  spaceAsPoint: 0.7,
  pointAsComma: 1,
  commaAsPoint: 0.3,
  zeroBefore: 0.7,
};

/**
 * Figures that a text read from a picture may stand for, the likeliest first: letters that look like digits, commas read
 * for points and the other way round, points doubled or become a space, dirt at the ends. Text that is a figure as it
 * stands is that figure and nothing else.
 * @returns [] where nothing of the text speaks for a figure: no digit in it, or words
 */
export function readPictureFigure(text: string): readonly PictureFigure[] {
  const exact = isRunTogether(text) ? null : parseNumber(text);
  if (exact !== null) return [{ ...exact, cost: 0 }];
  const found = new Map<string, PictureFigure>();
  for (const { digits, cost } of cleaned(text)) {
    for (const way of spellings(digits)) {
      const figure = parseNumber(way.text);
      if (figure === null || !isBounded(figure.value.replace(/^-/u, ''))) continue;
      const total = cost + way.cost;
      const known = found.get(figure.value);
      if (total <= most && (known === undefined || known.cost > total))
        found.set(figure.value, { ...figure, cost: total });
    }
  }
  return [...found.values()].sort((a, b) => a.cost - b.cost || (a.value < b.value ? -1 : 1));
}

/** The text in digits, separators and a sign, with and without what may be dirt at its ends. */
function cleaned(text: string): readonly { readonly digits: string; readonly cost: number }[] {
  const plain = text
    .normalize('NFKC')
    .replace(/[，、]/gu, ',')
    .replace(/[。·•]/gu, '.')
    .replace(/\s+/gu, ' ')
    .trim();
  const bare = plain.replace(dirt, '');
  return [
    { text: plain, cost: 0 },
    { text: bare, cost: costs.dirt },
  ].flatMap(({ text: one, cost }) => {
    const folded = fold(one);
    return folded === null ? [] : [{ digits: folded.digits, cost: cost + folded.cost }];
  });
}

/** Null where a character is neither digit, separator nor look-alike, or where the letters are more than the digits. */
function fold(text: string): { readonly digits: string; readonly cost: number } | null {
  let digits = '';
  let cost = 0;
  let seen = 0;
  let guessed = 0;
  for (const character of text) {
    const alike = lookalikes[character];
    if (/\d/u.test(character)) seen++;
    if (alike !== undefined) {
      guessed++;
      digits += alike[0];
      cost += alike[1];
    } else if (/[\d.,: ';-]/u.test(character)) digits += /[:;']/u.test(character) ? '.' : character;
    else return null;
  }
  const isZero = /^0[.,]?0*$/u.test(digits);
  return guessed > seen && !isZero ? null : { digits, cost };
}

/** How separators between digits may be meant: the last one the point, the others thousands; or all of them thousands. */
function spellings(digits: string): readonly { readonly text: string; readonly cost: number }[] {
  const sign = digits.startsWith('-') ? '-' : '';
  const body = digits.slice(sign.length).replace(/-/gu, '');
  const marks = [...body.matchAll(/[., ]+/gu)].map(([mark]) => mark);
  const groups = body.split(/[., ]+/u);
  const first = groups[0] ?? '';
  const last = groups.at(-1) ?? '';
  if (groups.some((group) => group === '') || first === '') return [];
  const zeros = /^0+(?=\d)/u.exec(first)?.[0] ?? '';
  const whole = [first.slice(zeros.length), ...groups.slice(1, -1)];
  const before = zeros === '' ? 0 : costs.zeroBefore;
  const ways: { text: string; cost: number }[] = [];
  const parts = groups.slice(1, -1);
  const odd = parts.filter((group) => group.length !== 3).length * costs.oddGroup;
  const pointed = parts.length > 0 ? marks.slice(0, -1).filter((mark) => mark.includes('.')).length : 0;
  if (groups.length === 1) ways.push({ text: `${sign}${whole[0] ?? ''}`, cost: before });
  else {
    const mark = marks.at(-1) ?? '';
    const asPoint = mark.includes('.') ? 0 : mark.includes(',') ? costs.commaAsPoint : costs.spaceAsPoint;
    const thousands = last.length === 3 && !mark.includes('.') ? 1 : 0;
    ways.push({
      text: `${sign}${whole.join('')}.${last}`,
      cost: before + odd + asPoint + pointed * (costs.oddGroup / 2) + thousands,
    });
    const wrong = marks.filter((one) => !one.includes(',')).length * costs.pointAsComma;
    const uneven = groups.slice(1).filter((group) => group.length !== 3).length * costs.oddGroup;
    ways.push({ text: `${sign}${[...whole, last].join('')}`, cost: before + wrong + uneven });
  }
  return ways;
}
