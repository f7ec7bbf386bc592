import type { SourceDocument, SourcePage, TextLine } from '../schemas/document.ts';
import { pictureMark } from './layout/picture-mark.ts';

/**
 * Tells text from what only looks like it. Of a text dump: picture placeholders with their alternative text (which is
 * never data: it is an engine's guess at the picture) become `picture` lines without text, bookmark marks and
 * Markdown emphasis are taken off the line they stand in.
 */
export function recognise(source: SourceDocument): SourceDocument {
  return { ...source, pages: source.pages.map(recognisePage) };
}

function recognisePage(page: SourcePage): SourcePage {
  if (page.content.kind !== 'lines') return page;
  return { ...page, content: { kind: 'lines', lines: recogniseLines(page.content.lines) } };
}

const placeholder = /\[image:[^\]\n]{0,200}\][^\t]*|!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)/gu;
const bookmark = /\[bookmark:[^\]\n]{0,200}\]/gu;
/** Alternative text runs on over lines until something of the page comes: this many lines at most. */
const maxAlternativeLines = 12;
/** A scrap of alternative text is at most this long (characters). */
const maxScrap = 12;

function recogniseLines(lines: readonly TextLine[]): TextLine[] {
  let alternative = 0;
  return lines.map((line) => {
    const text = cleanMarks(line.text).replace(placeholder, pictureMark);
    const isEmpty = text.replaceAll(pictureMark, '').trim() === '';
    if (text.includes(pictureMark)) {
      alternative = isEmpty ? maxAlternativeLines : 0;
      return isEmpty ? { ...line, text: '', residue: 'picture' } : { ...line, text };
    }
    if (alternative > 0 && !isEmpty && isScrap(text)) {
      alternative--;
      return { ...line, text: '', residue: 'picture' };
    }
    if (!isEmpty) alternative = 0;
    return { ...line, text };
  });
}

/** A scrap of a picture's text as an engine guessed it: short, untabbed, and neither a sentence nor a heading. */
function isScrap(text: string): boolean {
  const plain = text.trim();
  return (
    !text.includes('\t') &&
    [...plain].length <= maxScrap &&
    !/[。；：]|^第.{1,3}部分|^[一二三四五六七八九十]+、|^[（(]/u.test(plain)
  );
}

function cleanMarks(text: string): string {
  return text
    .replace(bookmark, '')
    .replace(/[\uE000-\uF8FF]/gu, '')
    .replaceAll('**', '')
    .replace(/^#{1,6}\s+/u, '');
}
