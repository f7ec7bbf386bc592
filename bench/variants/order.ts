/** Other orders of what a document lists: rows of codes, items of lists, numbered items, sections, whole tables. */
import type { Random } from './random.ts';

export interface Line {
  readonly text: string;
  /** Line in the seed; 0 for a line that was added. */
  readonly source: number;
}

const numerals = '一二三四五六七八九十';
const sectionHead = /^\s*([一二三四五六七八九十]{1,3})、/u;
const itemHead = /^\s*(\d{1,2})、(?=.*（类）)/u;

/** 1–99 as 一, 十一, 二十…. */
export function chineseNumeral(n: number): string {
  const tens = Math.floor(n / 10);
  const ones = n % 10 === 0 ? '' : (numerals[(n % 10) - 1] ?? '');
  return tens === 0 ? ones : `${tens === 1 ? '' : numerals[tens - 1]}十${ones}`;
}

/** Moves whole tables, each with its title, captions and notes; what stands around them stays. */
export function reorderTables(
  lines: readonly Line[],
  blocks: readonly (readonly [number, number])[],
  random: Random,
): Line[] {
  return permute(
    lines,
    blocks.map(
      ([first, last]) =>
        (line) =>
          line.source >= first && line.source <= last,
    ),
    random,
  );
}

/** Shuffles classes (208, 210), then what stands under each, in tables of codes within a range of seed lines. */
export function reorderCodes(lines: readonly Line[], from: number, to: number, random: Random): Line[] {
  const inside = lines.filter((line) => line.source >= from && line.source <= to && codeOf(line) !== '');
  if (inside.length === 0) return [...lines];
  const sorted = shuffleTree(inside, 3, random);
  let next = 0;
  const wanted = new Set(inside);
  return lines.map((line) => (wanted.has(line) ? (sorted[next++] ?? line) : line));
}

const codeOf = (line: Line): string => /^(\d{3}|\d{5}|\d{7})\t/u.exec(line.text)?.[1] ?? '';

function shuffleTree(rows: readonly Line[], digits: number, random: Random): Line[] {
  const groups: Line[][] = [];
  for (const row of rows)
    if (codeOf(row).length === digits || groups.length === 0) groups.push([row]);
    else groups.at(-1)?.push(row);
  return random
    .shuffle(groups)
    .flatMap(([head, ...rest]) =>
      head ? [head, ...(digits < 7 ? shuffleTree(rest, digits + 2, random) : rest)] : [],
    );
}

/** Shuffles the numbered items (1、…（类）…（项）。 and what follows each) and numbers them anew. */
export function reorderItems(lines: readonly Line[], random: Random): Line[] {
  const groups: Line[][] = [];
  let open = false;
  let first = -1;
  let end = lines.length;
  lines.forEach((line, index) => {
    if (itemHead.test(line.text)) {
      if (first < 0) first = index;
      open = true;
      groups.push([]);
    } else if (open && sectionHead.test(line.text)) {
      open = false;
      end = index;
    }
    if (open) groups.at(-1)?.push(line);
  });
  if (groups.length < 2) return [...lines];
  const body = random
    .shuffle(groups)
    .flatMap((group, place) =>
      group.map((line) => ({ ...line, text: line.text.replace(itemHead, `${place + 1}、`) })),
    );
  return [...lines.slice(0, first), ...body, ...lines.slice(end)];
}

/** Shuffles the sections 一、 二、 … of the running text between two headings and numbers them anew. */
export function reorderSections(lines: readonly Line[], from: number, to: number, random: Random): Line[] {
  const start = lines.findIndex((line) => line.source === from);
  const stop = lines.findIndex((line) => line.source === to);
  if (start < 0 || stop < start) return [...lines];
  const groups: Line[][] = [];
  for (const line of lines.slice(start, stop + 1))
    if (sectionHead.test(line.text)) groups.push([line]);
    else groups.at(-1)?.push(line);
  const body = random.shuffle(groups).flatMap((group, place) =>
    group.map((line) => ({
      ...line,
      text: line.text.replace(sectionHead, `${chineseNumeral(place + 1)}、`),
    })),
  );
  return [...lines.slice(0, start), ...body, ...lines.slice(stop + 1)];
}

/** Shuffles the items of a list “其中：A…；B…；C…。” within a sentence whose items all state a figure. */
export function reorderList(text: string, random: Random): string {
  return text.replace(
    /(其中：|以下方面：)([^。：]*?；[^。：]*)(?=。)/gu,
    (all, head: string, list: string) => {
      const items = list.split('；');
      return items.every((item) => item.includes('\uE000')) ? head + random.shuffle(items).join('；') : all;
    },
  );
}

function permute(
  lines: readonly Line[],
  members: readonly ((line: Line) => boolean)[],
  random: Random,
): Line[] {
  const blocks = members.map((member) => lines.filter(member)).filter((block) => block.length > 0);
  const first = blocks[0]?.[0];
  if (first === undefined) return [...lines];
  const moved = new Set(blocks.flat());
  const out: Line[] = [];
  for (const line of lines)
    if (line === first)
      out.push(...random.shuffle(blocks).flatMap((block) => [...block, { text: '', source: 0 }]));
    else if (!moved.has(line)) out.push(line);
  return out;
}
