import { displayWidth } from '../../normalizers/text.ts';
import type { Block } from '../../schemas/document.ts';
import { readCaption } from './captions.ts';
import { cutLeader } from './claims.ts';
import type { FlowLine } from './flow.ts';
import {
  isHeading,
  isNamedTitle,
  isNote,
  isNoteItem,
  isPageNumber,
  isTitleLike,
  ordinalLevel,
} from './line-kinds.ts';
import { type Draft, extend, finish, goesOn, isOpen, newDraft } from './paragraphs.ts';
import { cutPersonalData, signatureLabel } from './personal-data.ts';
import { findScattered } from './scattered.ts';

/** A line at least this wide (display columns) may be one of a paragraph set in lines. */
const minLineWidth = 38;

/** What some lines are known to be: a table's title, caption or note with its id, contents, furniture. */
export type Given = ReadonlyMap<FlowLine, { readonly kind: Block['kind']; readonly tableId: string | null }>;

/**
 * Lines of running text between tables → blocks in reading order, each line in exactly one.
 * @returns the blocks, and how many pieces of personal data were cut out of them
 */
export function buildBlocks(
  lines: readonly FlowLine[],
  given: Given,
): { readonly blocks: Block[]; readonly cut: number } {
  const blocks: Block[] = [];
  const scattered = findScattered(lines.filter((line) => !given.has(line)));
  const margin = lines.reduce(
    (least, line) => (line.text.includes('\t') ? least : Math.min(least, indentOf(line))),
    Number.POSITIVE_INFINITY,
  );
  let draft: Draft | null = null;
  let cut = 0;
  // Page numbers and running heads within a paragraph part nothing: they stand behind it.
  let within: Block[] = [];
  const flush = (): void => {
    if (draft) blocks.push(finish(draft));
    blocks.push(...within);
    draft = null;
    within = [];
  };
  lines.forEach((line, i) => {
    const own = given.get(line);
    const plain = cutPersonalData(tidy(line.text));
    const text = own?.kind === 'contents' ? cutLeader(line.text).text : plain.text;
    const isIndented = indentOf(line) >= margin + 2;
    if (draft !== null && !own && !scattered.has(line) && goesOn(draft, line, text, isIndented)) {
      cut += plain.cut;
      extend(draft, line, text);
      return;
    }
    if (own?.kind === 'furniture' && draft !== null) {
      cut += plain.cut;
      within.push({ ...finish(newDraft('furniture', line, text)), tableId: own.tableId });
      return;
    }
    flush();
    const kind = own?.kind ?? kindOf(line, text, lines[i + 1], blocks.at(-1), scattered);
    if (kind === 'signature') {
      const label = signatureLabel(plain.text) ?? '';
      cut += Math.max(plain.cut, text === label ? 0 : 1);
      blocks.push(finish(newDraft(kind, line, label)));
      return;
    }
    cut += plain.cut;
    const fresh = newDraft(kind, line, text);
    if (own) blocks.push({ ...finish(fresh), tableId: own.tableId });
    else if (kind === 'paragraph' || kind === 'title' || kind === 'heading') draft = fresh;
    else blocks.push(finish(fresh));
  });
  flush();
  return { blocks, cut };
}

function kindOf(
  line: FlowLine,
  text: string,
  after: FlowLine | undefined,
  previous: Block | undefined,
  scattered: ReadonlySet<FlowLine>,
): Block['kind'] {
  if (line.artifact) return 'artifact';
  if (isPageNumber(text)) return 'furniture';
  if (signatureLabel(text) !== null) return 'signature';
  const isLoose = scattered.has(line);
  if (isNote(text) || (previous?.kind === 'note' && isNoteItem(text) && (isLoose || !line.apart)))
    return 'note';
  const caption = readCaption(text);
  if (caption !== null) {
    // A year alone over words at once below it opens a title.
    const isYear = caption.year !== null && !caption.mark && !caption.unit && !caption.entity;
    const opensTitle = isYear && after !== undefined && !after.apart && isTitleLike(after.text);
    return opensTitle ? 'title' : 'caption';
  }
  if (isLoose) return 'fragment';
  if (isHeading(text)) return 'heading';
  const isFirst =
    previous === undefined || previous.kind === 'title' || /^第.{1,3}部分$/u.test(previous.text);
  const isTitle =
    isTitleLike(text) &&
    ordinalLevel(text) === null &&
    (isNamedTitle(text) || (isFirst && !isWrapped(text, after)));
  return isTitle ? 'title' : 'paragraph';
}

/** The first line of a paragraph that is set in lines: as wide as those, and what follows at once is no title. */
function isWrapped(text: string, after: FlowLine | undefined): boolean {
  if (after === undefined || isTitleLike(after.text)) return false;
  return isOpen(text) || (!after.apart && displayWidth(text) >= minLineWidth);
}

function tidy(text: string): string {
  return text
    .replace(/[\s\u3000\uFFFC]+/gu, ' ')
    .trim()
    .replace(/^- +(?!\d+ -$)/u, '');
}

/** White space before a line's first character (display columns, a full-width space counts two). */
function indentOf(line: FlowLine): number {
  let width = 0;
  for (const character of line.text) {
    if (character === '\u3000') width += 2;
    else if (character === ' ' || character === '\u00a0') width++;
    else break;
  }
  return width;
}
