import { stripSpaces } from '../../normalizers/text.ts';
import type { Block } from '../../schemas/document.ts';
import { readCaption } from './captions.ts';
import { type FlowLine, joinLocations } from './flow.ts';
import {
  endsSentence,
  isContentsTitle,
  isHeading,
  isNote,
  isNoteItem,
  isPageNumber,
  isTitleLike,
  ordinalLevel,
} from './line-kinds.ts';
import { cutPersonalData, signatureLabel } from './personal-data.ts';

/** An unfinished line goes on over white space only if it is at least this long (characters): shorter ones stand alone. */
const minUnfinished = 14;
/** A contents entry is at most this long (characters). */
const maxContentsEntry = 60;

interface Draft {
  kind: Block['kind'];
  text: string;
  page: number;
  first: string;
  last: string;
  bbox: Block['bbox'];
  level: number | null;
}

/**
 * Lines of running text between tables → blocks in reading order, each line in exactly one.
 * @param given what some lines already are (a table's title, caption or note), with the table's id
 * @returns the blocks, and how many pieces of personal data were cut out of them
 */
export function buildBlocks(
  lines: readonly FlowLine[],
  given: ReadonlyMap<FlowLine, { readonly kind: Block['kind']; readonly tableId: string }>,
  inContents: ContentsState,
): { readonly blocks: Block[]; readonly cut: number } {
  const blocks: Block[] = [];
  let draft: Draft | null = null;
  let cut = 0;
  const flush = () => {
    if (draft) blocks.push(finish(draft));
    draft = null;
  };
  for (const line of lines) {
    const plain = cutPersonalData(cleanLine(line.text));
    cut += plain.cut;
    const { text } = plain;
    const own = given.get(line);
    if (own) {
      flush();
      blocks.push({ ...finish(newDraft(own.kind, line, text)), tableId: own.tableId });
      continue;
    }
    if (draft !== null && continues(draft, line, text)) {
      extend(draft, line, text);
      continue;
    }
    flush();
    const kind = kindOf(line, text, inContents, blocks.at(-1));
    if (kind === 'signature') {
      const label = signatureLabel(text) ?? '';
      cut += plain.cut > 0 || text === label ? 0 : 1;
      blocks.push(finish(newDraft(kind, line, label)));
    } else if (kind === 'paragraph' || kind === 'title') draft = newDraft(kind, line, text);
    else blocks.push(finish(newDraft(kind, line, text)));
  }
  flush();
  return { blocks, cut };
}

/** Whether the lines that come are the list of contents; one for a document. */
export interface ContentsState {
  open: boolean;
  /** The first entry: where it comes again, the body begins. */
  first: string | null;
  lastPart: number;
}

function kindOf(
  line: FlowLine,
  text: string,
  contents: ContentsState,
  previous: Block | undefined,
): Block['kind'] {
  if (line.artifact) return 'artifact';
  if (isContentsTitle(text)) {
    contents.open = true;
    contents.first = null;
    contents.lastPart = 0;
    return 'contents';
  }
  if (contents.open) {
    if (isEntry(text, contents)) return 'contents';
    contents.open = false;
  }
  if (isPageNumber(text)) return 'furniture';
  if (signatureLabel(text) !== null) return 'signature';
  if (isNote(text) || (previous?.kind === 'note' && isNoteItem(text) && line.text.startsWith('\t')))
    return 'note';
  if (readCaption(text) !== null) return 'caption';
  if (isLooseCell(line)) return isHeading(text) && !line.text.includes('\t') ? 'heading' : 'fragment';
  if (isHeading(text)) return 'heading';
  return isTitleLike(text) && ordinalLevel(text) === null ? 'title' : 'paragraph';
}

/** A cell of a table that is no table any more: a tab stands before or in the line. */
function isLooseCell(line: FlowLine): boolean {
  return line.text.includes('\t');
}

function isEntry(text: string, contents: ContentsState): boolean {
  const plain = stripSpaces(text)
    .replace(/^[-•·]/u, '')
    .replace(/[.…·]{2,}\d*$/u, '')
    .replace(/\d{1,3}$/u, '');
  if ([...plain].length > maxContentsEntry || /[。；]/u.test(plain)) return false;
  const part =
    '一二三四五六七八九十'.indexOf(/^第([一二三四五六七八九十])部分/u.exec(plain)?.[1] ?? '无') + 1;
  if (part > 0) {
    if (part <= contents.lastPart) return false;
    contents.lastPart = part;
  }
  if (contents.first === plain) return false;
  contents.first ??= plain;
  return part > 0 || ordinalLevel(text) !== null || isTitleLike(text);
}

function continues(draft: Draft, line: FlowLine, text: string): boolean {
  if (line.artifact || isLooseCell(line) || isPageNumber(text) || isNote(text)) return false;
  if (ordinalLevel(text) !== null || signatureLabel(text) !== null || readCaption(text) !== null)
    return false;
  if (/^[-•·]\s|^第.{1,3}部分/u.test(text) || isContentsTitle(text)) return false;
  if (draft.kind === 'title') return false;
  if (endsSentence(draft.text)) return false;
  const length = [...draft.text].length;
  if (length < minUnfinished) return false;
  // Over white space a short line that closes no sentence stands for itself, too.
  if (line.apart && isTitleLike(text) && !/[，、]$/u.test(draft.text)) return false;
  // Over white space a line that ends in a whole figure, or a title-like one before it, stands for itself.
  if (line.apart && /\d\s*(?:万元?|亿元?|元|%|％|个|人|次|辆)$/u.test(draft.text)) return false;
  return true;
}

function cleanLine(text: string): string {
  return text
    .replace(/[\s\u3000]+/gu, ' ')
    .trim()
    .replace(/^-\s+/u, '');
}

function newDraft(kind: Block['kind'], line: FlowLine, text: string): Draft {
  const level = kind === 'heading' || kind === 'contents' ? ordinalLevel(text) : kind === 'title' ? 1 : null;
  return { kind, text, page: line.page, first: line.location, last: line.location, bbox: line.bbox, level };
}

function extend(draft: Draft, line: FlowLine, text: string): void {
  const spaced = /[\p{Script=Latin}\d]$/u.test(draft.text) && /^[\p{Script=Latin}\d]/u.test(text);
  draft.text += (spaced ? ' ' : '') + text;
  draft.kind = 'paragraph';
  draft.level = null;
  draft.last = line.location;
  const a = draft.bbox;
  const b = line.bbox;
  if (a && b)
    draft.bbox = [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

function finish(draft: Draft): Block {
  return {
    kind: draft.kind,
    text: draft.text,
    page: draft.page,
    location: joinLocations(draft.first, draft.last),
    bbox: draft.bbox,
    level: draft.level,
    tableId: null,
  };
}
