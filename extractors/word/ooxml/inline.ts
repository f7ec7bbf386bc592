import type { DeclaredItem, EmbeddedPicture } from '../../../schemas/document.ts';
import { contentOf } from './content.ts';
import type { Fields } from './fields.ts';
import { type PictureStore, readDrawing } from './pictures.ts';
import type { Styles } from './styles.ts';
import { raisedText, symbolsText, symbolText } from './symbols.ts';
import { child, children, isOn, textOf, value, type XmlNode } from './xml.ts';

/** Where a picture stands in a text. */
const pictureMark = '\uFFFC';

/** What a paragraph holds. */
export interface Inline {
  readonly text: string;
  /** One a picture mark. */
  readonly pictures: readonly EmbeddedPicture[];
  /** Contents of the text boxes anchored in it, and of notes that stand in it. */
  readonly boxes: readonly XmlNode[];
  /** What is embedded in it of other programs. */
  readonly objects: readonly EmbeddedObject[];
  /** The notes it refers to: they are read later, the mark is no text. */
  readonly notes: readonly NoteMark[];
}

/** A part of another program's document that is shown in the text. */
export interface EmbeddedObject {
  /** The program that made it: `Excel.Sheet.12`. */
  readonly program: string;
  /** What it shows, with locations of its own; null where it was not read. */
  readonly items: readonly DeclaredItem[] | null;
}

export interface NoteMark {
  readonly kind: 'footnote' | 'endnote';
  readonly id: string;
}

/** What reading a paragraph needs to know of all around it. */
export interface InlineContext {
  readonly styles: Styles;
  readonly fields: Fields;
  readonly store: PictureStore;
  /** What embedded workbooks show, by their relationships. */
  readonly sheets: ReadonlyMap<string, readonly DeclaredItem[]>;
  /** White space at the ends of texts counts, whether they say so or not. */
  readonly keepsSpace: boolean;
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
  const notes: NoteMark[] = [];
  const objects: EmbeddedObject[] = [];
  let text = '';

  const readRun = (run: XmlNode, isWithinHidden: boolean): void => {
    const properties = child(run, 'w:rPr');
    // What styles of paragraph and characters both hide is to be seen: each turns the other round.
    const ofStyles = styles.hides(child(properties, 'w:rStyle')?.attributes['w:val']) !== isHiddenStyle;
    const isHidden = isWithinHidden || (isOn(properties, 'w:vanish') ?? ofStyles);
    const fonts = child(properties, 'w:rFonts')?.attributes;
    const font = fonts?.['w:ascii'] ?? fonts?.['w:hAnsi'] ?? '';
    const isRaised = value(properties, 'w:vertAlign') === 'superscript';
    for (const each of contentOf(run)) {
      if (each.name === 'w:fldChar') {
        const shown = fields.mark(each);
        if (!isHidden) text += shown;
      } else if (each.name === 'w:r') readRun(each, isHidden);
      else if (!isHidden && !fields.inCode()) readPiece(each, font, isRaised);
    }
  };

  const readPiece = (piece: XmlNode, font: string, isRaised: boolean): void => {
    const { name, attributes } = piece;
    if (name === 'w:t') {
      const plain = symbolsText(font, plainText(piece, context.keepsSpace));
      text += isRaised ? raisedText(plain) : plain;
    } else if (name === 'w:sym')
      text += symbolText(attributes['w:font'] ?? '', Number.parseInt(attributes['w:char'] ?? '', 16));
    else if (name === 'w:footnoteReference') notes.push({ kind: 'footnote', id: attributes['w:id'] ?? '' });
    else if (name === 'w:endnoteReference') notes.push({ kind: 'endnote', id: attributes['w:id'] ?? '' });
    else if (name === 'w:object' && takeObject(piece)) return;
    else if (drawings.has(name)) {
      const drawn = readDrawing(piece, context.store);
      for (const box of drawn.boxes) boxes.push(box);
      for (const picture of drawn.pictures) pictures.push(picture);
      text += pictureMark.repeat(drawn.pictures.length);
    } else if (name === 'w:footnote' || name === 'w:endnote') boxes.push(piece);
    else text += characters[name] ?? '';
  };

  /** @returns whether it was read, so that its picture is not needed */
  const takeObject = (piece: XmlNode): boolean => {
    const attributes = child(piece, 'o:OLEObject')?.attributes ?? {};
    // As an icon it is a file attached, and nothing of it is shown.
    const items = attributes.DrawAspect === 'Icon' ? undefined : context.sheets.get(attributes['r:id'] ?? '');
    objects.push({ program: attributes.ProgID ?? '', items: items ?? null });
    return items !== undefined;
  };

  for (const each of contentOf(paragraph))
    if (each.name === 'w:r') readRun(each, false);
    else if (each.name === 'm:oMath' && !fields.inCode()) text += mathText(each);
  fields.endParagraph();
  return { text, pictures, boxes, objects, notes };
}

/** White space at the ends of a text counts only where it is said to; a picture mark in it would stand for no picture. */
function plainText(piece: XmlNode, keepsSpace: boolean): string {
  const text = textOf(piece)
    .replace(/[\r\n]+/gu, ' ')
    .replaceAll(pictureMark, '');
  return keepsSpace || piece.attributes['xml:space'] === 'preserve'
    ? text
    : text.replace(/^[ \t]+|[ \t]+$/gu, '');
}

/** The characters of a formula in their order. */
function mathText(node: XmlNode): string {
  return children(node)
    .map((each) => (each.name === 'm:t' || each.name === 'w:t' ? textOf(each) : mathText(each)))
    .join('');
}
