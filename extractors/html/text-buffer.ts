import type { EmbeddedPicture } from '../../schemas/document.ts';
import { pictureMark } from '../layout/picture-mark.ts';
import type { PageElement } from './page-tree.ts';

/** What stood in a stretch of text. */
export interface GatheredText {
  /** Lines parted by `\n`; '' for nothing. */
  readonly text: string;
  readonly pictures: readonly EmbeddedPicture[];
}

/** Gathers runs of text into lines as a browser sets them. */
export interface TextBuffer {
  /** A run of text, its white space counted as `white` says. */
  add(text: string, white: PageElement['white']): void;
  /** A new line. */
  breakLine(): void;
  /** What follows stands apart on the same line. */
  tab(): void;
  picture(picture: EmbeddedPicture): void;
  /** Raised text; in a table a mark of a footnote is no part of the cell. */
  raise(text: string, inTable: boolean): void;
  /** Gives what was gathered, and begins anew. */
  take(): GatheredText;
}

const wide = /[\u2E80-\u303F\u3040-\u30FF\u3400-\u9FFF\uF900-\uFAFF\uFE30-\uFE4F\uFF01-\uFF60]/u;
/** No width, direction marks, soft hyphens. */
const unseen = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/gu;
const controls = /(?!\s)\p{Cc}|[\u2028\u2029]/gu;
/** A mark of a footnote: [1], 1, a, *, ①, 注1. */
const footnoteMark = /^[[(（【〔]?\s*(?:注?\d{1,3}|[a-z]|[*†‡§※#]{1,3}|[①-⑳]|注)\s*[\])）】〕]?$/iu;

/** Characters before a place that are asked about. */
const tailLength = 40;

export function openTextBuffer(): TextBuffer {
  // Pieces are put together once: a text that grows is copied whenever a part of it is asked for.
  let pieces: string[] = [];
  let tail = '\n';
  let pictures: EmbeddedPicture[] = [];
  /** White space that stands only if text follows on the line: a plain space, or one with a line end in it. */
  let pending: '' | ' ' | 'end' = '';
  const append = (piece: string): void => {
    pieces.push(piece);
    tail = piece.length < tailLength ? (tail + piece).slice(-tailLength) : piece.slice(-tailLength);
  };
  const put = (piece: string): void => {
    if (pending !== '' && !/[\n\t]$/u.test(tail)) {
      // A line end between two wide characters is one of the file, not of the text.
      const isFold = pending === 'end' && wide.test(tail.at(-1) ?? '') && wide.test(piece[0] ?? '');
      if (!isFold) append(' ');
    }
    pending = '';
    append(piece);
  };
  const breakLine = (): void => {
    append('\n');
    pending = '';
  };
  return {
    add(run, white) {
      if (white === 'pre') {
        put(run.replace(/\r\n?/gu, '\n'));
        return;
      }
      for (let at = 0; at < run.length; ) {
        const end = runEnd(run, at);
        if (!isSpace(run.charCodeAt(at))) put(at === 0 && end === run.length ? run : run.slice(at, end));
        else if (hasLineEnd(run, at, end)) {
          if (white === 'pre-line') breakLine();
          else pending = 'end';
        } else if (pending === '') pending = ' ';
        at = end;
      }
    },
    breakLine,
    tab() {
      if (!/[\n\t]$/u.test(tail)) append('\t');
      pending = '';
    },
    picture(picture) {
      put(pictureMark);
      pictures.push(picture);
    },
    raise(raised, inTable) {
      const mark = raised.replace(/\s+/gu, ' ').trim();
      if (mark === '') return;
      const before = tail.slice(tail.lastIndexOf('\n') + 1).trimEnd();
      if (/[×xX*·]\s*10$/u.test(before)) put(`^${mark}`);
      else if (before === '' || !footnoteMark.test(mark) || isMeasure(before, mark)) put(mark);
      else if (!inTable && !/[\d.,%％]$/u.test(before)) put(/^\d/u.test(mark) ? `[${mark}]` : mark);
    },
    take() {
      pending = '';
      if (pieces.length === 0) return nothing;
      const taken = { text: finish(pieces.join('')), pictures };
      pieces = [];
      tail = '\n';
      pictures = [];
      return taken;
    },
  };
}

const nothing: GatheredText = { text: '', pictures: [] };

/** What the markup counts as white space: no full-width spaces, none that may not break. */
const isSpace = (code: number): boolean =>
  code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d || code === 0x0c;

/** Where white space, or what is none, ends that begins here. */
function runEnd(text: string, from: number): number {
  const space = isSpace(text.charCodeAt(from));
  let at = from + 1;
  while (at < text.length && isSpace(text.charCodeAt(at)) === space) at++;
  return at;
}

function hasLineEnd(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x0a || code === 0x0d) return true;
  }
  return false;
}

/** m², 米³, km². */
function isMeasure(before: string, mark: string): boolean {
  return /^[23]$/u.test(mark) && /(?:[cdkm]?m|[米寸尺里])$/iu.test(before);
}

/** Lines without what cannot be seen, blank ones at the ends taken off, of several one kept. */
function finish(text: string): string {
  if (text === '') return '';
  const lines = text
    .replace(/\v|\f/gu, '\n')
    .replace(unseen, '')
    .replace(controls, '')
    .replace(/\u00A0/gu, ' ')
    .split('\n')
    .map(trimmedEnd);
  const kept = lines.filter((line, i) => line.trim() !== '' || (i > 0 && (lines[i - 1] ?? '').trim() !== ''));
  while (kept.length > 0 && (kept.at(-1) ?? '').trim() === '') kept.pop();
  return kept.join('\n');
}

/** Without the plain spaces at its end; by hand, as a pattern looks at each of many spaces anew. */
function trimmedEnd(line: string): string {
  let end = line.length;
  while (end > 0 && (line.charCodeAt(end - 1) === 0x20 || line.charCodeAt(end - 1) === 0x0d)) end--;
  return line.slice(0, end);
}

const privateUse = /[\uE000-\uF8FF\u{F0000}-\u{FFFFD}\u{100000}-\u{10FFFD}]/gu;

/**
 * Characters of private use mean nothing without the font of the page: bullets and icons, which go. Where they stand for
 * figures or for all there is, something is lost with them: U+FFFD stays in their place.
 */
export function settlePrivate(text: string): { readonly text: string; readonly lost: boolean } {
  if (!/[\uE000-\uF8FF\uDB80-\uDBFF]/u.test(text)) return { text, lost: false };
  let lost = false;
  const lines = text.split('\n').map((line) => {
    const rest = line.replace(privateUse, '');
    if (rest === line || /[^\d.,%\s()-]/u.test(rest)) return rest;
    lost = true;
    return line.replace(privateUse, '\uFFFD');
  });
  return { text: lines.join('\n'), lost };
}
