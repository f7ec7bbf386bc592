import { stripSpaces } from '../../normalizers/text.ts';
import { readCaption } from './captions.ts';
import type { FlowLine } from './flow.ts';
import { isNote, isNoteItem, isTableTitle, isTitleLike, ordinalLevel } from './line-kinds.ts';

/** What stands beside a table, and the lines it was read from. */
export interface Surroundings {
  readonly title: string | null;
  readonly mark: string | null;
  readonly unitText: string | null;
  readonly entityText: string | null;
  readonly yearText: string | null;
  readonly notes: readonly string[];
  /** Lines above that belong to the table, with what they are. */
  readonly above: ReadonlyMap<FlowLine, 'title' | 'caption'>;
  /** Lines below that do. */
  readonly below: ReadonlySet<FlowLine>;
}

/** A table's title and captions stand within this many lines above it. */
const reachAbove = 8;
/** Notes under a table are at most this many lines. */
const reachBelow = 12;

/**
 * Title, mark, unit, entity, year and notes of a table from the lines around it.
 * @param before lines between the table (or block) before and this one, in order
 * @param after lines up to the next table
 */
export function readSurroundings(before: readonly FlowLine[], after: readonly FlowLine[]): Surroundings {
  const above = new Map<FlowLine, 'title' | 'caption'>();
  let mark: string | null = null;
  let unitText: string | null = null;
  let entityText: string | null = null;
  let yearText: string | null = null;
  let title: string | null = null;
  for (const line of before.slice(-reachAbove).reverse()) {
    if (line.artifact) continue;
    const caption = readCaption(line.text);
    if (caption) {
      mark ??= caption.mark;
      unitText ??= caption.unit;
      entityText ??= caption.entity;
      yearText ??= caption.year;
      above.set(line, 'caption');
    } else if (title === null && isTableTitle(line.text)) {
      title = stripSpaces(line.text);
      above.set(line, 'title');
    } else if (title !== null && !line.apart && isTitleLike(line.text) && ordinalLevel(line.text) === null) {
      // A title broken over two lines.
      title = stripSpaces(line.text) + title;
      above.set(line, 'title');
    } else break;
  }
  const below = new Set<FlowLine>();
  const notes: string[] = [];
  for (const line of after.slice(0, reachBelow)) {
    if (line.artifact) continue;
    const text = line.text.trim();
    const goesOn = notes.length > 0 && (!line.apart || isNoteItem(text));
    if (!isNote(text) && !goesOn) {
      if (notes.length === 0 && readCaption(text)) continue;
      break;
    }
    notes.push(text.replace(/[\s\u3000]+/gu, ' '));
    below.add(line);
  }
  unitText ??=
    title === null
      ? null
      : (/[（(](?:单位[：:])?(?:人民币)?[百千]?[万亿]?元[）)]$/u.exec(title)?.[0] ?? null);
  return { title, mark, unitText, entityText, yearText, notes, above, below };
}
