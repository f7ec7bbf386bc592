import { readCaption } from './captions.ts';
import { isNote, isPageNumber, isTableTitle } from './line-kinds.ts';
import { signatureLabel } from './personal-data.ts';

/**
 * Whether a line stands beside tables, never in one: captions, notes, page numbers, signatures, and a table's title
 * alone in its line or with captions.
 * @param text the line, its cells parted by tabs
 */
export function standsBeside(text: string): boolean {
  if (readCaption(text) !== null || isPageNumber(text)) return true;
  const cells = text.split('\t').filter((cell) => cell.trim() !== '');
  const first = cells[0] ?? '';
  if (isNote(first) && cells.length === 1) return true;
  if (signatureLabel(first) !== null) return true;
  return isTableTitle(first) && (cells.length === 1 || readCaption(cells.slice(1).join('  ')) !== null);
}
