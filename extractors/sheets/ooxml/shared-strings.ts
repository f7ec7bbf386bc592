import { readEvents, type XmlEvents } from '../xml-events.ts';

/** Collects the text of an element of rich text (`si`, `is`): its runs, without what says how they are read aloud. */
export interface RichText extends XmlEvents {
  take(): string;
}

export function openRichText(): RichText {
  let text = '';
  let isText = false;
  let phonetic = 0;
  return {
    open(name) {
      if (name === 'rPh') phonetic++;
      isText = name === 't' && phonetic === 0;
    },
    close(name) {
      if (name === 'rPh') phonetic--;
      isText = false;
    },
    text(piece) {
      if (isText) text += piece;
    },
    take() {
      const taken = unescapeText(text);
      text = '';
      isText = false;
      phonetic = 0;
      return taken;
    },
  };
}

/** The texts that cells share, by their numbers. */
export function readSharedStrings(bytes: Uint8Array, part: string): readonly string[] {
  const texts: string[] = [];
  const rich = openRichText();
  readEvents(bytes, part, {
    open: rich.open,
    text: rich.text,
    close(name) {
      rich.close(name);
      if (name === 'si') texts.push(rich.take());
    },
  });
  return texts;
}

/** Characters that XML cannot hold stand as `_x000D_`; lines end in `\n`. */
export function unescapeText(text: string): string {
  const plain = text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/gu, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;
  return plain.includes('\r') ? plain.replace(/\r\n?/gu, '\n') : plain;
}
