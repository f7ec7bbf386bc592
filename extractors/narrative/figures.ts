import { isBounded } from '../../normalizers/number.ts';
import { countUnits, qualifiersBefore } from './lexicon.ts';

/** A number with its unit that stands in a sentence and may be a fact. */
export interface Figure {
  /** Offsets in the flattened sentence, qualifiers included. */
  readonly start: number;
  readonly end: number;
  /** Exact decimal as printed, without separators; a printed minus sign is kept. */
  readonly value: string;
  readonly unit: string;
  /** `bare`: a decimal without unit. */
  readonly kind: 'money' | 'percent' | 'count' | 'bare';
  readonly qualifier: string;
}

const number = /(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?/gu;
const moneyUnit = /(亿|千万|百万|十万|万|千)?元(?:人民币)?元?(\/(?:人次|人|辆|次|批次|台|年|月))?/uy;
const shortMoneyUnit = /(亿|万)(?=[，。；：、（）]|$)/uy;
const percentUnit = /%|‰|个?百分点/uy;
const countUnit = new RegExp(`(万|亿|千)?(${countUnits.join('|')})`, 'uy');
const after = /（含）|余|多|以上|以下|以内|左右|上下|（含）以上/uy;
/** Behind a number these make it a date, an ordinal or a name, not a count. */
const notCounted =
  /^(?:个月|个工作日|个自然日|个小时|分钟|分别|分之|分为|人民|人均|人大|家庭|次性|条例|项目编|类别|米均)/u;
/** Units of what cannot be halved. */
const wholeUnits = /^(?:人|人次|名|批次|辆|家|户|个|台|台（套）|台套)$/u;
/** Characters looked at before a number for its qualifier: the longest has four. */
const qualifierReach = 4;
/** Characters looked at behind a figure to tell a threshold from a figure. */
const thresholdReach = 8;

/**
 * The figures of a flattened sentence, in order. Years, dates, document and list numbers, ordinals, ranges,
 * thresholds (“100万元以上设备”) and numbers inside titles 《…》 are none. Linear in the length of the text.
 */
export function findFigures(text: string): Figure[] {
  const figures: Figure[] = [];
  const titled = titleSpans(text);
  let title = 0;
  number.lastIndex = 0;
  for (let match = number.exec(text); match; match = number.exec(text)) {
    const start = match.index;
    const digits = match[0];
    const end = start + digits.length;
    while (title < titled.length && (titled[title]?.[1] ?? 0) < start) title++;
    const span = titled[title];
    if (span && span[0] < start && start < span[1]) continue;
    const figure = figureAt(text, start, end, digits);
    if (!figure) continue;
    number.lastIndex = Math.max(figure.end, end);
    figures.push(figure);
  }
  return figures.filter((figure, index) => !inRange(text, figure, figures[index - 1], figures[index + 1]));
}

function figureAt(text: string, start: number, end: number, digits: string): Figure | null {
  const before = text[start - 1] ?? '';
  if (/[A-Za-z第〔.\d/]/u.test(before)) return null;
  let from = start;
  if (!isBounded(digits.replaceAll(',', ''))) return null;
  let negative = false;
  if (/[-−△▲﹣]/u.test(before)) {
    if (/[\dA-Za-z）月日年]/u.test(text[start - 2] ?? '')) return null;
    negative = true;
    from = start - 1;
  }
  let position = end;
  let qualifier = '';
  const loose = /[余多来]/u.exec(text[position] ?? '');
  if (loose) {
    qualifier = loose[0] === '来' ? '约' : loose[0];
    position++;
  }
  const unit = unitAt(text, position);
  if (!unit) {
    if (loose || !digits.includes('.') || /^\d+\.\d+\.\d/u.test(text.slice(start, start + 40))) return null;
    if (/^[A-Za-z年月日.、]/u.test(text.slice(end))) return null;
    return { start: from, end, value: signed(digits, negative), unit: '', kind: 'bare', qualifier: '' };
  }
  if (digits.includes('.') && wholeUnits.test(unit.unit))
    return { start: from, end, value: signed(digits, negative), unit: '', kind: 'bare', qualifier: '' };
  position += unit.length;
  const behind = text.slice(position, position + thresholdReach);
  if (/^的?基础上/u.test(behind) || /^[（]含[）][-—~～至]/u.test(behind)) return null;
  if (unit.unit === '分' && behind.startsWith('（含）')) return null;
  after.lastIndex = position;
  const tail = after.exec(text);
  if (tail) {
    let stop = position + tail[0].length;
    let word = tail[0];
    if (word === '（含）') {
      const more = /^(?:以上|以下)/u.exec(text.slice(stop, stop + 2));
      if (!more) return null;
      word = more[0];
      stop += word.length;
    }
    const next = text[stop] ?? '';
    if (next !== '' && !/[，。；：、）！？.]/u.test(next)) return null;
    qualifier ||= word;
    position = stop;
  }
  const lead = text.slice(Math.max(0, from - qualifierReach), from);
  for (const [word, sign] of qualifiersBefore) {
    if (!lead.endsWith(word) || /[节超]约$|[附接]近$/u.test(lead)) continue;
    qualifier ||= sign;
    from -= word.length;
    break;
  }
  return {
    start: from,
    end: position,
    value: signed(digits, negative),
    unit: unit.unit,
    kind: unit.kind,
    qualifier,
  };
}

function unitAt(text: string, at: number): { unit: string; kind: Figure['kind']; length: number } | null {
  moneyUnit.lastIndex = at;
  const money = moneyUnit.exec(text);
  if (money) return { unit: `${money[1] ?? ''}元${money[2] ?? ''}`, kind: 'money', length: money[0].length };
  percentUnit.lastIndex = at;
  const percent = percentUnit.exec(text);
  if (percent) {
    const points = percent[0].endsWith('点');
    return {
      unit: points ? '百分点' : percent[0],
      kind: points ? 'count' : 'percent',
      length: percent[0].length,
    };
  }
  if (notCounted.test(text.slice(at, at + 4))) return null;
  countUnit.lastIndex = at;
  const count = countUnit.exec(text);
  if (count) return { unit: `${count[1] ?? ''}${count[2] ?? ''}`, kind: 'count', length: count[0].length };
  shortMoneyUnit.lastIndex = at;
  const short = shortMoneyUnit.exec(text);
  if (short) return { unit: `${short[1] ?? ''}元`, kind: 'money', length: short[0].length };
  return null;
}

function signed(digits: string, negative: boolean): string {
  const value = digits.replaceAll(',', '');
  return negative && /[1-9]/u.test(value) ? `-${value}` : value;
}

/** Two figures joined by a dash or 至 are the ends of a range: neither is a fact. */
function inRange(
  text: string,
  figure: Figure,
  previous: Figure | undefined,
  next: Figure | undefined,
): boolean {
  const joined = (left: Figure, right: Figure): boolean =>
    right.start - left.end < 3 && /^[-—–~～至到]+$/u.test(text.slice(left.end, right.start));
  return (previous !== undefined && joined(previous, figure)) || (next !== undefined && joined(figure, next));
}

function titleSpans(text: string): [number, number][] {
  const spans: [number, number][] = [];
  let open = text.indexOf('《');
  while (open >= 0) {
    const close = text.indexOf('》', open);
    if (close < 0) break;
    spans.push([open, close]);
    open = text.indexOf('《', close);
  }
  return spans;
}
