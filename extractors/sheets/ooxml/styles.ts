import { builtinFormat } from '../format/builtin-formats.ts';
import { readEvents, wholeOf } from '../xml-events.ts';

/** The code of the number format of each cell style, by its number. */
export function readFormats(bytes: Uint8Array, part: string): readonly string[] {
  const own = new Map<number, string>();
  const styles: number[] = [];
  let isCellStyles = false;
  readEvents(bytes, part, {
    open(name, attributes) {
      if (name === 'numFmt') {
        const id = wholeOf(attributes.numFmtId);
        // One within a conditional format has its number too, and is no cell's.
        if (id !== null && !own.has(id)) own.set(id, attributes.formatCode ?? 'General');
      } else if (name === 'cellXfs') isCellStyles = true;
      else if (name === 'xf' && isCellStyles) styles.push(wholeOf(attributes.numFmtId) ?? 0);
    },
    close(name) {
      if (name === 'cellXfs') isCellStyles = false;
    },
    text() {},
  });
  return styles.map((id) => own.get(id) || builtinFormat(id));
}
