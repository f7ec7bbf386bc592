import { formatByCode, spellNumber } from '../../text/number-formats.ts';
import { type FileHead, structures } from './file-head.ts';

/** Levels of a list. */
const levelCount = 9;
/** Bytes of a list, of the head of a level, of an override and of an override's level ([MS-DOC] 2.9.147, 2.9.150, 2.9.131, 2.9.132). */
const listLength = 28;
const levelLength = 28;
const overrideLength = 16;
const levelOverrideLength = 8;
/** Lists of a document: Word writes some for each level that was ever tried. */
const mostLists = 20_000;

interface Level {
  readonly start: number;
  readonly format: string;
  /** All figures of its label in digits, whatever the levels above say. */
  readonly isLegal: boolean;
  /** Levels below this one start anew with it. */
  readonly restartsBelow: number;
  /** Characters below 9 stand for the number of that level. */
  readonly text: string;
  readonly isSpaced: boolean;
}

interface List {
  /** Whose numbers it goes on with. */
  readonly id: number;
  readonly levels: readonly Level[];
  /** Levels that its first paragraph starts anew, and at which number. */
  readonly starts: ReadonlyMap<number, number>;
}

/** Asked for each numbered paragraph, in their order. */
export interface ListNumbers {
  /** What stands before a paragraph's text: `（一）`, `1.2 `; '' for none. Bullets are no text. */
  label(list: number, level: number): string;
}

/** The lists of a document ([MS-DOC] 2.9.197, 2.9.196). */
export function readLists(table: Uint8Array, head: FileHead): ListNumbers {
  const lists = overriddenLists(table, head, abstractLists(table, head));
  const counts = new Map<number, (number | null)[]>();
  const begun = new Set<number>();
  return {
    label(number, level) {
      const list = lists[number - 1];
      const own = list?.levels[level];
      if (list === undefined || own === undefined) return '';
      const numbers = counts.get(list.id) ?? Array<number | null>(levelCount).fill(null);
      counts.set(list.id, numbers);
      if (!begun.has(number)) {
        begun.add(number);
        for (const [at, start] of list.starts) numbers[at] = start - 1;
      }
      numbers[level] = (numbers[level] ?? own.start - 1) + 1;
      for (let below = level + 1; below < levelCount; below++)
        if (level < (list.levels[below]?.restartsBelow ?? 0)) numbers[below] = null;
      return spell(list, own, numbers);
    },
  };
}

function spell(list: List, level: Level, numbers: readonly (number | null)[]): string {
  if (level.format === 'bullet') return '';
  const label = [...level.text]
    .map((character) => {
      const at = character.charCodeAt(0);
      if (at >= levelCount) return character;
      const named = list.levels[at];
      const number = numbers[at] ?? named?.start ?? 1;
      return spellNumber(number, level.isLegal ? 'decimal' : (named?.format ?? 'decimal'));
    })
    .join('');
  return label !== '' && level.isSpaced && !/[\s、，。：（）()．]$/u.test(label) ? `${label} ` : label;
}

/** Lists by their identity: their heads, and behind those the levels of all. */
function abstractLists(table: Uint8Array, head: FileHead): Map<number, Level[]> {
  const place = head.place(structures.lists);
  const lists = new Map<number, Level[]>();
  if (place.length < 2) return lists;
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const count = Math.min(view.getUint16(place.from, true), mostLists);
  let at = place.from + 2 + count * listLength;
  for (let i = 0; i < count; i++) {
    const told = place.from + 2 + i * listLength;
    const isSimple = (view.getUint8(told + 26) & 1) !== 0;
    const levels: Level[] = [];
    for (let level = 0; level < (isSimple ? 1 : levelCount); level++) {
      const read = readLevel(table, view, at, level);
      levels.push(read.level);
      at = read.end;
    }
    lists.set(view.getUint32(told, true), levels);
  }
  return lists;
}

function readLevel(
  table: Uint8Array,
  view: DataView,
  at: number,
  number: number,
): { level: Level; end: number } {
  const flags = view.getUint8(at + 5);
  const properties = view.getUint8(at + 24) + view.getUint8(at + 25);
  const textAt = at + levelLength + properties;
  const length = view.getUint16(textAt, true);
  const end = textAt + 2 + length * 2;
  if (end > table.length) throw new RangeError('A level of a list runs out of the stream.');
  const hasRestart = (flags & 0x08) !== 0;
  return {
    level: {
      start: view.getInt32(at, true),
      format: formatByCode.get(view.getUint8(at + 4)) ?? 'decimal',
      isLegal: (flags & 0x04) !== 0,
      restartsBelow: hasRestart ? view.getUint8(at + 26) : number,
      text: new TextDecoder('utf-16le').decode(table.subarray(textAt + 2, end)),
      // A tab or a space stands behind the label.
      isSpaced: view.getUint8(at + 15) < 2,
    },
    end,
  };
}

/** Lists as paragraphs name them: each is a list with, perhaps, some levels of its own. */
function overriddenLists(table: Uint8Array, head: FileHead, abstract: ReadonlyMap<number, Level[]>): List[] {
  const place = head.place(structures.listOverrides);
  if (place.length < 4) return [];
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const count = Math.min(view.getUint32(place.from, true), mostLists);
  let at = place.from + 4 + count * overrideLength;
  return Array.from({ length: count }, (_, i): List => {
    const told = place.from + 4 + i * overrideLength;
    const id = view.getUint32(told, true);
    const levels = [...(abstract.get(id) ?? [])];
    const starts = new Map<number, number>();
    const overrides = view.getUint8(told + 12);
    at += 4;
    for (let j = 0; j < overrides; j++) {
      const flags = view.getUint32(at + 4, true);
      const number = flags & 0xf;
      if ((flags & 0x10) !== 0) starts.set(number, view.getInt32(at, true));
      at += levelOverrideLength;
      if ((flags & 0x20) === 0) continue;
      const read = readLevel(table, view, at, number);
      levels[number] = read.level;
      if ((flags & 0x10) !== 0) starts.set(number, read.level.start);
      at = read.end;
    }
    return { id, levels, starts };
  });
}
