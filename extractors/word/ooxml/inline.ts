import type { EmbeddedPicture } from '../../../schemas/document.ts';
import { contentOf } from './content.ts';
import type { Fields } from './fields.ts';
import { readDrawing } from './pictures.ts';
import type { Styles } from './styles.ts';
import { symbolsText, symbolText } from './symbols.ts';
import { child, children, isOn, textOf, type XmlNode } from './xml.ts';

/** Where a picture stands in a text. */
const pictureMark = '\uFFFC';

/** What a paragraph holds. */
export interface Inline {
  readonly text: string;
  /** One a picture mark. */
  readonly pictures: readonly EmbeddedPicture[];
  /** Contents of the text boxes anchored in it. */
  readonly boxes: readonly XmlNode[];
}

/** What reading a paragraph needs to know of all around it. */
export interface InlineContext {
  readonly styles: Styles;
  readonly fields: Fields;
  /** The bytes that a relationship points to; null where they lie elsewhere or cannot be read. */
  load(relationship: string): Uint8Array | null;
  /** Called for a mark of a note: the note is read later, the mark is no text. */
  note(kind: 'footnote' | 'endnote', id: string): void;
}

/** Elements of a run that are one character. */
const characters: Readonly<Record<string, string>> = {
  'w:tab': '\t',
  'w:ptab': '\t',
  'w:br': '\n',
  'w:cr': '\n',
  'w:noBreakHyphen': '-',
};
const drawings: ReadonlySet<string> = new Set(['w:drawing', 'w:pict', 'w:object']);

/** The text of a paragraph as it is to be seen, its pictures, and its text boxes. */
export function readInline(paragraph: XmlNode, style: string | undefined, context: InlineContext): Inline {
  const { fields, styles } = context;
  const isHiddenStyle = styles.hides(style);
  const pictures: EmbeddedPicture[] = [];
  const boxes: XmlNode[] = [];
  let text = '';

  const readRun = (run: XmlNode, isWithinHidden: boolean): void => {
    const properties = child(run, 'w:rPr');
    // What styles of paragraph and characters both hide is to be seen: each turns the other round.
    const ofStyles = styles.hides(child(properties, 'w:rStyle')?.attributes['w:val']) !== isHiddenStyle;
    const isHidden = isWithinHidden || (isOn(properties, 'w:vanish') ?? ofStyles);
    const font = child(properties, 'w:rFonts')?.attributes;
    for (const each of contentOf(run)) {
      if (each.name === 'w:fldChar') {
        const shown = fields.mark(each);
        if (!isHidden) text += shown;
      } else if (each.name === 'w:r') readRun(each, isHidden);
      else if (!isHidden && !fields.inCode()) readPiece(each, font?.['w:ascii'] ?? font?.['w:hAnsi'] ?? '');
    }
  };

  const readPiece = (piece: XmlNode, font: string): void => {
    const { name, attributes } = piece;
    if (name === 'w:t') text += symbolsText(font, plainText(piece));
    else if (name === 'w:sym')
      text += symbolText(attributes['w:font'] ?? '', Number.parseInt(attributes['w:char'] ?? '', 16));
    else if (name === 'w:footnoteReference') context.note('footnote', attributes['w:id'] ?? '');
    else if (name === 'w:endnoteReference') context.note('endnote', attributes['w:id'] ?? '');
    else if (drawings.has(name)) {
      const drawn = readDrawing(piece, context.load);
      boxes.push(...drawn.boxes);
      pictures.push(...drawn.pictures);
      text += pictureMark.repeat(drawn.pictures.length);
    } else text += characters[name] ?? '';
  };

  for (const each of contentOf(paragraph))
    if (each.name === 'w:r') readRun(each, false);
    else if (each.name === 'm:oMath' && !fields.inCode()) text += mathText(each);
  fields.endParagraph();
  return { text, pictures, boxes };
}

/** White space at the ends of a text counts only where it is said to; a picture mark in it would stand for no picture. */
function plainText(piece: XmlNode): string {
  const text = textOf(piece)
    .replace(/[\r\n]+/gu, ' ')
    .replaceAll(pictureMark, '');
  return piece.attributes['xml:space'] === 'preserve' ? text : text.replace(/^[ \t]+|[ \t]+$/gu, '');
}

/** The characters of a formula in their order. */
function mathText(node: XmlNode): string {
  return children(node)
    .map((each) => (each.name === 'm:t' || each.name === 'w:t' ? textOf(each) : mathText(each)))
    .join('');
}
