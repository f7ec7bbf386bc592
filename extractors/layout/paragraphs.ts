import type { Block } from '../../schemas/document.ts';
import { readCaption } from './captions.ts';
import { type FlowLine, joinLocations } from './flow.ts';
import {
  endsSentence,
  isContentsTitle,
  isNote,
  isPageNumber,
  isTableTitle,
  isTitleLike,
  ordinalLevel,
} from './line-kinds.ts';
import { signatureLabel } from './personal-data.ts';

/** An unfinished line goes on only if it is at least this long (characters): shorter ones stand alone. */
const minUnfinished = 14;
/** Characters of a paragraph's end that tell whether it is finished. */
const reach = 200;
/** Lines of a title are together at most this long (characters). */
const maxJoinedTitle = 60;
/** The end of a heading that is wrapped is at most this long (characters). */
const maxHeadingEnd = 12;

/** A block while lines may still be added to it. */
export interface Draft {
  kind: Block['kind'];
  /** Its lines' texts, with what parts them. */
  parts: string[];
  length: number;
  /** The end of its text, enough of it to tell whether it is finished; the whole of a short one. */
  end: string;
  page: number;
  first: string;
  last: string;
  bbox: Block['bbox'];
  level: number | null;
  lines: number;
  /** As sure as the least sure of its lines; undefined where none was read from a picture. */
  reading: number | undefined;
}

/** A block that begins with this line. */
export function newDraft(kind: Block['kind'], line: FlowLine, text: string): Draft {
  const level = kind === 'heading' || kind === 'contents' ? ordinalLevel(text) : kind === 'title' ? 1 : null;
  return {
    kind,
    parts: [text],
    length: text.length,
    end: text.slice(-reach),
    page: line.page,
    first: line.location,
    last: line.location,
    bbox: line.bbox,
    level,
    lines: 1,
    reading: line.reading,
  };
}

/** Adds a line: hanzi join without a space, Latin words and figures with one. A title or a part's heading stays one. */
export function extend(draft: Draft, line: FlowLine, text: string): void {
  const isPart = isBarePart(draft.end);
  const spaced = isPart || (/[\p{Script=Latin}\d]$/u.test(draft.end) && /^[\p{Script=Latin}\d]/u.test(text));
  if (spaced) draft.parts.push(' ');
  draft.parts.push(text);
  draft.length += text.length;
  draft.end = (draft.end + (spaced ? ' ' : '') + text).slice(-reach);
  const isHeadingEnd = draft.kind === 'heading' && (isPart || !endsSentence(text));
  if (draft.kind !== 'title' && !isHeadingEnd) {
    draft.kind = 'paragraph';
    draft.level = null;
  }
  draft.last = line.location;
  draft.lines++;
  if (line.reading !== undefined) draft.reading = Math.min(draft.reading ?? 1, line.reading);
  const a = draft.bbox;
  const b = line.bbox;
  if (a && b)
    draft.bbox = [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

/** The block as it is handed on. */
export function finish(draft: Draft): Block {
  return {
    kind: draft.kind,
    text: draft.parts.join(''),
    page: draft.page,
    location: joinLocations(draft.first, draft.last),
    bbox: draft.bbox,
    level: draft.level,
    tableId: null,
    ...(draft.reading === undefined ? {} : { reading: draft.reading }),
  };
}

/**
 * Whether a line goes on with the block before it.
 * @param isIndented the line begins further right than the lines of its stretch: a new paragraph
 */
export function goesOn(draft: Draft, line: FlowLine, text: string, isIndented: boolean): boolean {
  if (line.artifact || beginsAnew(text)) return false;
  if (draft.kind === 'heading') return headingGoesOn(draft, line, text);
  if (draft.kind === 'title') return titleGoesOn(draft, line, text);
  // Its end alone: a paragraph of many lines is not read again for each of them.
  const before = draft.end;
  if (endsSentence(before)) return false;
  if (isOpen(before) || /[，、,]$/u.test(before)) return true;
  if (draft.length < minUnfinished || (isIndented && draft.lines > 1)) return false;
  // A figure whose unit is the next line's first word.
  if (/\d\s*[万亿]?$/u.test(before) && /^(?:[元%％，。、；]|人次|[个台辆次批]|万元|亿元)/u.test(text))
    return true;
  if (!line.apart && !line.opens) return true;
  // Over white space, or in a paragraph of its own, what stands for itself though its full stop is missing does not go on: before a title, after a
  // whole figure, before words that open a paragraph.
  if (isTitleLike(text)) return false;
  if (/\d\s*(?:万元?|亿元?|元|%|％|个|人|次|辆)$/u.test(before)) return false;
  return !(
    opensParagraph.test(text) && !/(?:[的了为在对与和及由从]|完成|实现|达到|用于|包括)$/u.test(before)
  );
}

const opensParagraph =
  /^(?:\d{4}\s?年|本(?:单位|部门|中心|局|委|办|院|校|所|年度)|我(?:单位|部门|中心|局|委|办|院|校|所)|截[至止]|根据)/u;

/** What begins a block of its own whatever stands above it. */
function beginsAnew(text: string): boolean {
  return (
    isPageNumber(text) ||
    isNote(text) ||
    ordinalLevel(text) !== null ||
    signatureLabel(text) !== null ||
    readCaption(text) !== null ||
    isContentsTitle(text) ||
    /^[•●·■◆]\s?/u.test(text)
  );
}

/** 第二部分 goes on with its name; a heading with what its last word asks for, or the end of its wrapped last word. */
function headingGoesOn(draft: Draft, line: FlowLine, text: string): boolean {
  if (isBarePart(draft.end)) return isTitleLike(text);
  if (isOpen(draft.end) || /[的和与及、，]$/u.test(draft.end)) return true;
  return (
    !line.apart &&
    [...text].length <= maxHeadingEnd &&
    isTitleLike(text) &&
    /(?:情况|说明|表)$/u.test(text) &&
    !/(?:情况|说明|表)$/u.test(draft.end)
  );
}

function titleGoesOn(draft: Draft, line: FlowLine, text: string): boolean {
  const isWhole = isTableTitle(draft.end) || /^附件/u.test(draft.end);
  return (
    (!line.apart || isOpen(draft.end)) &&
    !isWhole &&
    isTitleLike(text) &&
    draft.length + text.length <= maxJoinedTitle
  );
}

function isBarePart(text: string): boolean {
  return /^第.{1,3}部分$/u.test(text);
}

/** Whether a bracket or quotation mark is open at the end of the text. */
export function isOpen(text: string): boolean {
  return (text.match(/[（(“《〔【]/gu)?.length ?? 0) > (text.match(/[）)”》〕】]/gu)?.length ?? 0);
}
