import type { Check } from '../../schemas/check.ts';
import type { Content } from './cell-content.ts';
import { cellName, emptyCell, numberCell, textCell, wantsQuote } from './cell-xml.ts';
import type { Note } from './notes.ts';
import { mostNotes } from './notes.ts';
import { longNumberWords } from './reasons.ts';
import type { CellStyle, StyleBook } from './styles.ts';

/** What cells are printed with. */
export interface CellLook {
  readonly styles: StyleBook;
  readonly accused: ReadonlyMap<string, readonly Check[]>;
  /** Notes found so far. */
  readonly notes: Note[];
  readonly unit: string;
}

/** A cell of a sheet, from 0. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** How a content is set: numbers as printed, texts as texts. */
export function contentStyle(content: Content, styles: StyleBook): CellStyle {
  if (content.kind === 'number') {
    const plain = content.format.replace(/".*"$/u, '');
    return {
      format: styles.hasRoomFor(content.format) ? content.format : plain,
      align: 'right',
      indent: true,
    };
  }
  const quote = content.kind === 'text' && wantsQuote(content.text) ? { quote: true } : {};
  return { format: '@', align: 'left', wrap: true, ...quote };
}

/** Puts the reasons for looking at a cell into a note on it. */
export function addNote(
  at: Place,
  reasons: readonly (string | null)[],
  content: Content,
  look: CellLook,
): void {
  const isLong = content.kind === 'text' && content.isLongNumber;
  const text = [...reasons.flatMap((reason) => reason ?? []), ...(isLong ? [longNumberWords] : [])].join(
    '\n',
  );
  if (text !== '' && look.notes.length < mostNotes) look.notes.push({ ...at, text });
}

export function printContent(
  { row, column }: Place,
  content: Content,
  style: CellStyle,
  styles: StyleBook,
): string {
  const name = cellName(row, column);
  if (content.kind === 'number') return numberCell(name, styles.id(style), content.value);
  return content.kind === 'text'
    ? textCell(name, styles.id(style), content.text)
    : emptyCell(name, styles.id(style));
}
