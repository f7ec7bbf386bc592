import type {
  DeclaredCell,
  DeclaredItem,
  DeclaredText,
  SourceDocument,
  SourcePage,
  TextLine,
} from '../schemas/document.ts';
import { pictureMark } from './layout/picture-mark.ts';

/**
 * Tells text from what only looks like it. Of a text dump: picture placeholders with their alternative text (which is
 * never data: it is an engine's guess at the picture) become `picture` lines without text, or a mark in the cell or
 * sentence where the picture stood; bookmarks, private-use characters and marks of Markdown or HTML are taken off the
 * line they stand in.
 */
export function recognise(source: SourceDocument): SourceDocument {
  return { ...source, pages: source.pages.map(recognisePage) };
}

function recognisePage(page: SourcePage): SourcePage {
  const { content } = page;
  if (content.kind === 'marks') return page;
  if (content.kind === 'declared')
    return { ...page, content: { kind: 'declared', items: recogniseItems(content.items) } };
  return { ...page, content: { kind: 'lines', lines: recogniseLines(content.lines) } };
}

/** A dump that was pasted into a document brings its residue along: paragraphs and cells are cleaned as lines are. */
function recogniseItems(items: readonly DeclaredItem[]): DeclaredItem[] {
  const cleaned: DeclaredItem[] = [];
  let texts: DeclaredText[] = [];
  const flush = (): void => {
    const single = texts.flatMap((text) => text.text.split('\n').map((line) => ({ ...text, text: line })));
    const lines = recogniseLines(single.map(({ text }, i) => ({ text, number: i + 1 })));
    for (const [i, { text, residue }] of lines.entries()) {
      const source = single[i];
      if (source) cleaned.push({ ...source, text, ...(residue ? { residue } : {}) });
    }
    texts = [];
  };
  for (const item of items) {
    if (item.kind === 'text') texts.push(item);
    else {
      flush();
      cleaned.push({ ...item, cells: item.cells.map(recogniseCell) });
    }
  }
  flush();
  return cleaned;
}

function recogniseCell(cell: DeclaredCell): DeclaredCell {
  const { text, nested } = cell;
  return {
    ...cell,
    text: suspect.test(text)
      ? text
          .split('\n')
          .map((line) => cleanLine(line, []))
          .join('\n')
      : text,
    ...(nested ? { nested: recogniseItems(nested) } : {}),
  };
}

const placeholder =
  /\[(?:image|picture|图片)\s?[:：][^\]\n]{0,200}\]|!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)|<img\b[^>\n]{0,500}>/giu;
const bookmark = /\[bookmark\s?[:：][^\]\n]{0,200}\]|<a (?:name|id)=[^>\n]{0,200}><\/a>/giu;
const privateUse = /[\uE000-\uF8FF\u{F0000}-\u{FFFFD}\u{100000}-\u{10FFFD}]/gu;
const controls = /(?!\s)\p{Cc}/gu;
const breaks = /<br\s?\/?>|&nbsp;/giu;
const tags = /<\/?(?:b|strong|i|em|u|span|font|p|center)>/giu;
const escapes = /\\(?=[*_#+~`>!-])/gu;
const headingMark = /^ {0,3}#{1,6}(?:\s+|(?=\p{Script=Han}))/u;
const listMark = /^\s*[-*+]\s+(?=[^\s\d.*+-])/u;
/** A character that only a line with residue has: one look spares the searches on all other lines. */
const suspect = /[[!<&\\#*+\-\uE000-\uF8FF\u{F0000}-\u{10FFFD}]|(?!\s)\p{Cc}/u;

/** Alternative text runs on over lines until something of the page comes: this many lines at most. */
const maxAlternativeLines = 12;
/** A scrap of alternative text is at most this long (characters): it is guessed from the picture of a cell. */
const maxScrap = 24;
/** Words behind a placeholder with this many hanzi and a sentence's punctuation are the page's own text. */
const minRunningHanzi = 10;
/** A stretch of bold runs over at most this many lines. */
const maxBoldLines = 6;

function recogniseLines(lines: readonly TextLine[]): TextLine[] {
  const bold = findBold(lines);
  let alternative = 0;
  return lines.map((line, i) => {
    const text = suspect.test(line.text) ? cleanLine(line.text, bold.get(i) ?? []) : line.text;
    if (text.includes(pictureMark)) {
      const isEmpty = text.replaceAll(pictureMark, '').trim() === '';
      // Only a placeholder that is a cell has a guess at a cell behind it; one on its own line may have none.
      alternative = isEmpty && line.text.includes('\t') ? maxAlternativeLines : 0;
      return isEmpty ? { ...line, text: '', residue: 'picture' } : { ...line, text };
    }
    if (text.trim() === '') return { ...line, text };
    alternative = alternative > 0 && isScrap(text) ? alternative - 1 : 0;
    return alternative > 0 ? { ...line, text: '', residue: 'picture' } : { ...line, text };
  });
}

function cleanLine(text: string, bold: readonly number[]): string {
  return replacePictures(cutAt(text, bold))
    .replace(bookmark, '')
    .replace(privateUse, '')
    .replace(controls, '')
    .replace(breaks, ' ')
    .replace(tags, '')
    .replace(escapes, '')
    .replace(headingMark, '')
    .replace(listMark, '');
}

/** Placeholders → marks; the alternative text behind them goes with them. */
function replacePictures(text: string): string {
  let clean = '';
  let at = 0;
  for (const found of text.matchAll(placeholder)) {
    if (found.index < at) continue;
    clean += text.slice(at, found.index) + pictureMark;
    at = found.index + found[0].length;
    if (/^\[/u.test(found[0])) at += alternativeLength(clean, text.slice(at));
  }
  return clean + text.slice(at);
}

/**
 * How much behind a placeholder is alternative text: the rest of the cell that begins with it, unless it is running
 * text; inside a sentence only what is glued to it.
 */
function alternativeLength(before: string, after: string): number {
  const end = after.search(/[\t|]|\[(?:image|picture|图片)\s?[:：]/iu);
  const rest = end < 0 ? after : after.slice(0, end);
  const opensCell = /(?:^|[\t|])\s*$/u.test(before.slice(0, -pictureMark.length));
  if (!opensCell) return /^[\w.,%~+=*/\\-]*/u.exec(rest)?.[0].length ?? 0;
  const hanzi = rest.match(/\p{Script=Han}/gu)?.length ?? 0;
  return hanzi >= minRunningHanzi && /[，。；：]/u.test(rest) ? 0 : rest.length;
}

/** A scrap of a picture's text as an engine guessed it: short, untabbed, without a word of hanzi. */
function isScrap(text: string): boolean {
  const plain = text.trim();
  return !text.includes('\t') && plain.length <= maxScrap && !/\p{Script=Han}.?\p{Script=Han}/u.test(plain);
}

/** Where `**` opens and closes a stretch: places by line, ascending. A mark without its partner is text. */
function findBold(lines: readonly TextLine[]): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>();
  const add = (line: number, at: number): void => {
    const known = places.get(line);
    if (known) known.push(at);
    else places.set(line, [at]);
  };
  let open: { line: number; at: number } | null = null;
  lines.forEach((line, i) => {
    if (open && i - open.line >= maxBoldLines) open = null;
    if (!line.text.includes('**')) return;
    for (const { index: at } of line.text.matchAll(/(?<!\*)\*\*(?!\*)/gu)) {
      if (open === null) open = { line: i, at };
      else {
        add(open.line, open.at);
        add(i, at);
        open = null;
      }
    }
  });
  return places;
}

function cutAt(text: string, places: readonly number[]): string {
  let clean = '';
  let from = 0;
  for (const at of places) {
    clean += text.slice(from, at);
    from = at + 2;
  }
  return clean + text.slice(from);
}
