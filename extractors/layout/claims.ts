import { stripSpaces } from '../../normalizers/text.ts';
import type { FlowLine } from './flow.ts';
import { endsSentence, isContentsTitle, isPageNumber, isTitleLike, ordinalLevel } from './line-kinds.ts';
import { pagesRunOver } from './running-heads.ts';

/** Lines that are known, before tables are looked for, to be neither table nor text. */
export type Claims = ReadonlyMap<FlowLine, 'contents' | 'furniture'>;
type Claiming = Map<FlowLine, 'contents' | 'furniture'>;

/** A contents entry is at most this long (characters). */
const maxEntry = 60;
/** Dots from which on they lead to a page number; … counts three. */
const minLeader = 3;
/** Entries with ordinals after which one without is no entry. */
const minOrdered = 3;

/** Lists of contents, page numbers and running heads among the lines. */
export function findClaims(flow: readonly FlowLine[]): Claims {
  const claims: Claiming = new Map();
  claimFurniture(flow, claims);
  claimContents(flow, claims);
  return claims;
}

function claimFurniture(flow: readonly FlowLine[], claims: Claiming): void {
  const edges = new Map<string, FlowLine[]>();
  flow.forEach((line, i) => {
    if (isPageNumber(line.text)) claims.set(line, 'furniture');
    const isFirst = flow[i - 1]?.page !== line.page;
    const isLast = flow[i + 1]?.page !== line.page;
    if ((!isFirst && !isLast) || line.artifact) return;
    // A bare number at the foot of a page, in a carrier that has pages.
    if (isLast && i < flow.length - 1 && /^\d{1,4}$/u.test(line.text.trim())) claims.set(line, 'furniture');
    if (line.text.includes('\t') || !isTitleLike(line.text)) return;
    const words = stripSpaces(line.text).replace(/\d+/gu, '#');
    const same = edges.get(words);
    if (same) same.push(line);
    else edges.set(words, [line]);
  });
  for (const lines of edges.values()) {
    const run = pagesRunOver(lines.map((line) => line.page));
    for (const line of lines) if (run.has(line.page)) claims.set(line, 'furniture');
  }
}

function claimContents(flow: readonly FlowLine[], claims: Claiming): void {
  let list: ContentsList | null = null;
  for (const line of flow) {
    if (line.artifact || claims.has(line)) continue;
    if (isContentsTitle(line.text)) {
      list = { first: null, lastPart: 0, ordered: 0 };
      claims.set(line, 'contents');
      continue;
    }
    const entry = readEntry(line.text);
    // Leader dots make an entry even where no title opens the list.
    if (entry?.hasLeader) list ??= { first: null, lastPart: 0, ordered: 0 };
    if (list === null) continue;
    if (entry !== null && isNextEntry(list, entry)) claims.set(line, 'contents');
    else list = null;
  }
}

interface ContentsList {
  /** The first entry: where it comes again, the body begins. */
  first: string | null;
  lastPart: number;
  ordered: number;
}

interface Entry {
  readonly text: string;
  readonly hasLeader: boolean;
}

/** Takes the entry into the list; false where the body begins with it. */
function isNextEntry(list: ContentsList, { text, hasLeader }: Entry): boolean {
  const entry = stripSpaces(text);
  const part = partNumber(entry);
  const isOrdered = part > 0 || ordinalLevel(text) !== null;
  if (!hasLeader) {
    if (entry === list.first || (part > 0 && part <= list.lastPart)) return false;
    if (!isOrdered && (!isTitleLike(text) || list.ordered >= minOrdered)) return false;
  }
  list.first ??= entry;
  if (part > 0) list.lastPart = part;
  if (isOrdered) list.ordered++;
  return true;
}

/** A line as an entry; null for one that is a sentence, or a row of a table. */
function readEntry(line: string): Entry | null {
  const cells = line.split('\t').filter((cell) => cell.trim() !== '');
  if (cells.length > 2 || (cells.length === 2 && !/^\s*[-—]?\s?\d{1,4}\s?[-—]?\s*$/u.test(cells[1] ?? '')))
    return null;
  const entry = cutLeader(line);
  return [...entry.text].length > maxEntry || endsSentence(entry.text) ? null : entry;
}

/**
 * An entry without list mark, leader dots and page number; whether it had leader dots before a page number.
 * Looks at the end of the text alone, whatever its length.
 */
export function cutLeader(line: string): Entry {
  const text = line
    .replace(/[\s\u3000]+/gu, ' ')
    .trim()
    .replace(/^[-•·] /u, '');
  let end = text.length;
  while (end > 0 && text.length - end < 8 && /[\d\s()（）—-]/u.test(text[end - 1] ?? '')) end--;
  const hasNumber = /\d/u.test(text.slice(end));
  let dots = 0;
  let from = end;
  while (from > 0 && /[\s.．…·⋯]/u.test(text[from - 1] ?? '')) {
    from--;
    const mark = text[from] ?? '';
    if (mark !== ' ') dots += mark === '…' || mark === '⋯' ? minLeader : 1;
  }
  if (dots >= minLeader) return { text: text.slice(0, from), hasLeader: hasNumber };
  // A page number right behind the words, as where a tab was.
  const bare = /^(.*[\p{Script=Han}”）)]) ?[(（]?\d{1,3}[)）]?$/u.exec(text);
  return { text: bare?.[1] ?? text, hasLeader: false };
}

function partNumber(entry: string): number {
  const numeral = /^第([一二三四五六七八九十])部分/u.exec(entry)?.[1];
  return numeral === undefined ? 0 : '一二三四五六七八九十'.indexOf(numeral) + 1;
}
