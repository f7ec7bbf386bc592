import type { AssessedField } from '../../schemas/field.ts';
import { cellContent, textContent } from './cell-content.ts';
import { wantsQuote } from './cell-xml.ts';
import { doubtOf } from './doubts.ts';
import type { CellLook } from './printed-content.ts';
import { addNote, contentStyle, printContent } from './printed-content.ts';
import { reasonOf } from './reasons.ts';
import { mostRows, printRow } from './sheet-xml.ts';
import type { CellStyle } from './styles.ts';
import type { ZipEntry } from './zip-stream.ts';

/** Notes of the table, then the values that stand in no cell of the grid; the last row written. */
export function writeLinesBelow(
  entry: ZipEntry,
  from: number,
  lines: readonly string[],
  outside: readonly AssessedField[],
  look: CellLook,
): number {
  const { styles } = look;
  const last = Math.min(from + lines.length + outside.length + 2, mostRows - 1);
  let row = from;
  const write = (texts: readonly string[], style: CellStyle, after = '') => {
    if (row >= mostRows) return;
    const cells = texts.map((text, column) =>
      printContent(
        { row, column },
        textContent(text),
        { ...style, ...(wantsQuote(text) ? { quote: true } : {}) },
        styles,
      ),
    );
    entry.write(printRow(row, cells.join('') + after));
    row += 1;
  };
  for (const line of lines) write([line], {});
  if (outside.length === 0) return last;
  write(['表中无格的数值 values that have no cell in the table'], { font: 'bold' });
  for (const field of outside) {
    const content = cellContent('', [field], field.unit);
    const doubt = doubtOf(field);
    const at = { row, column: 0 };
    const style = { ...contentStyle(content, styles), ...(doubt === null ? {} : { fill: doubt }) };
    addNote(at, [reasonOf(field, look.accused)], content, look);
    const item = [field.rowCode, field.rowLabel].filter((text) => text !== '').join(' ');
    const words = `${item} · ${field.measure}${field.unit === '' ? '' : `（${field.unit}）`}`;
    const label = printContent({ row, column: 1 }, textContent(words), {}, styles);
    write([], {}, printContent(at, content, style, styles) + label);
  }
  return last;
}
