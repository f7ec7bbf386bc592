import type { DeclaredItem, EmbeddedPicture } from '../../../schemas/document.ts';
import { pictureMark } from '../../layout/picture-mark.ts';
import { type FlowCounts, openFlow } from '../declared-flow.ts';
import type { ListNumbers } from './lists.ts';
import type { Piece } from './pieces.ts';
import type { ParagraphProperties } from './properties.ts';
import type { DocumentText, TextRun } from './text-runs.ts';

/** What is anchored at a character of the text. */
export interface Anchored {
  readonly at: number;
  /** A note or a text box: where its own text lies; null for a picture. */
  readonly story: { readonly kind: 'note' | 'box'; readonly from: number; readonly to: number } | null;
  readonly pictures: readonly EmbeddedPicture[];
}

/** What all stories of a document are read with. */
export interface StorySource {
  readonly text: DocumentText;
  readonly lists: ListNumbers;
  readonly counts: FlowCounts;
  /** Properties of the paragraph that ends with this character. */
  paragraphAt(piece: Piece, position: number): ParagraphProperties;
  /** A picture that stands in the line; null where there is none. */
  pictureAt(place: number): EmbeddedPicture | null;
}

const code = {
  ...{ picture: 0x01, cellEnd: 0x07, tab: 0x09, line: 0x0b, page: 0x0c, paragraph: 0x0d, column: 0x0e },
  ...{ fieldBegin: 0x13, fieldMiddle: 0x14, fieldEnd: 0x15, hyphen: 0x1e, symbol: 0x28 },
} as const;

/** All characters that are not simply themselves. */
const control = /\p{Cc}/u;

/**
 * A stretch of the text (the document's own, a note's, a text box's) → paragraphs and tables ([MS-DOC] 2.4).
 * @param anchored what stands beside it, in the order of its anchors
 * @param location where it is anchored; null for the text itself
 */
export function readStory(
  source: StorySource,
  from: number,
  to: number,
  anchored: readonly Anchored[],
  location: string | null = null,
): DeclaredItem[] {
  const flow = openFlow(source.counts, location);
  let text = '';
  let pictures: EmbeddedPicture[] = [];
  let next = 0;
  /** Fields that are open, innermost last: whether their result has begun. */
  const fields: boolean[] = [];

  const addAnchored = (end: number): readonly Anchored[] => {
    const here: Anchored[] = [];
    for (let one = anchored[next]; one !== undefined && one.at < end; one = anchored[++next]) {
      here.push(one);
      text += pictureMark.repeat(one.pictures.length);
      pictures.push(...one.pictures);
    }
    return here;
  };

  const endParagraph = (piece: Piece, position: number, ending: number | null): void => {
    const properties = source.paragraphAt(piece, position);
    const depth = ending === code.cellEnd ? Math.max(1, properties.depth) : properties.depth;
    const isRowEnd = properties.isRowEnd && depth > 0;
    const here = addAnchored(position + 1);
    if (!isRowEnd || text.trim() !== '') {
      const { list } = properties;
      const label = list === null || isRowEnd ? '' : source.lists.label(list.number, list.level);
      for (const { story } of here)
        if (story !== null)
          flow.aside(readStory(source, story.from, story.to, [], flow.placeOfNext(depth)), story.kind);
      flow.paragraph({ text: label + text, pictures, heading: properties.heading, depth });
      text = '';
      pictures = [];
    }
    if (isRowEnd) flow.endRow(depth, properties.edges);
    else if (ending === code.cellEnd || (properties.isInnerCellEnd && depth > 1)) flow.endCell(depth);
  };

  const addCharacter = (character: number, run: TextRun, position: number): void => {
    const { properties, piece } = run;
    if (character === code.cellEnd || character === code.paragraph) endParagraph(piece, position, character);
    else if (character === code.page) {
      if (text.trim() !== '') endParagraph(piece, position, null);
    } else if (character === code.fieldBegin) fields.push(false);
    else if (character === code.fieldMiddle) {
      if (fields.length > 0) fields[fields.length - 1] = true;
    } else if (character === code.fieldEnd) fields.pop();
    else if (properties.isLeftOut || fields.includes(false)) return;
    else if (character === code.tab) text += '\t';
    else if (character === code.line || character === code.column) text += '\n';
    else if (character === code.hyphen) text += '-';
    else if (character === code.picture && properties.pictureAt !== null) {
      const picture = source.pictureAt(properties.pictureAt);
      if (picture === null) return;
      text += pictureMark;
      pictures.push(picture);
    }
  };

  const addPlain = (plain: string, { properties }: TextRun): void => {
    if (properties.isLeftOut || fields.includes(false)) return;
    text += properties.symbol === null ? plain : properties.symbol.repeat(plain.length);
  };

  let last: TextRun | null = null;
  for (const run of source.text.runs(from, to)) {
    last = run;
    for (let start = 0; start < run.text.length; ) {
      const found = run.text.slice(start).search(control);
      const end = found < 0 ? run.text.length : start + found;
      if (end > start) addPlain(run.text.slice(start, end), run);
      if (found >= 0) addCharacter(run.text.charCodeAt(end), run, run.from + end);
      start = end + 1;
    }
  }
  if (last !== null && text.trim() !== '') endParagraph(last.piece, last.from + last.text.length - 1, null);
  return flow.finish();
}
