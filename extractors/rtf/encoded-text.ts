import { decodeCodePage, decodeWestern } from '../text/code-page.ts';

/** Gathers the bytes of text that belong together, so that a character of two bytes is one however it is written. */
export interface EncodedText {
  add(byte: number): void;
  /** What was gathered, as text; '' for nothing. */
  take(): string;
}

/**
 * @param codePage of the bytes that come next: of their font, null where it has none of its own
 * @param ownCodePage of the document, null where it names none
 */
export function openEncodedText(
  codePage: () => number | null,
  ownCodePage: () => number | null,
): EncodedText {
  let bytes: number[] = [];
  let key: number | null = null;
  let isPlain = true;
  let done = '';
  const decode = (): void => {
    if (bytes.length === 0) return;
    const run = Uint8Array.from(bytes);
    const text = isPlain ? String.fromCharCode(...bytes) : decodeRun(run, key, ownCodePage());
    done += text;
    bytes = [];
    isPlain = true;
  };
  return {
    add(byte) {
      if (byte >= 0x80) {
        const now = codePage();
        if (!isPlain && now !== key) decode();
        key = now;
        isPlain = false;
      }
      bytes.push(byte);
      // Text without line ends or control words may be as long as the file; a plain run can be cut anywhere.
      if (isPlain && bytes.length >= 4096) decode();
    },
    take() {
      decode();
      const text = done;
      done = '';
      return text;
    },
  };
}

/**
 * A font of the character set ANSI has Western characters, but writers of Chinese documents give it to any text: such bytes
 * are first tried as the document's own code page, where they come in pairs, and where it names none as Chinese.
 */
function decodeRun(bytes: Uint8Array, codePage: number | null, own: number | null): string {
  const certain = codePage ?? (own === null && isEverydayChinese(bytes) ? 936 : null);
  if (certain !== null) return decodeCodePage(bytes, certain) ?? '';
  const isOwn = own !== null && (!pairedCodePages.has(own) || isInPairs(bytes));
  return (isOwn ? decodeCodePage(bytes, own, true) : null) ?? decodeWestern(bytes);
}

const pairedCodePages = new Set([932, 936, 949, 950, 54936]);

/** Whether bytes beyond ASCII stand two and two: what is Western stands alone among letters. */
function isInPairs(bytes: Uint8Array): boolean {
  let run = 0;
  for (const byte of bytes) {
    if (byte >= 0x80) run++;
    else if (run % 2 === 1) return false;
  }
  return run % 2 === 0;
}

/** Whether all bytes beyond ASCII are pairs of GB 2312: its punctuation and the hanzi of its rows. */
function isEverydayChinese(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[++i] ?? 0;
    const isPunctuation = lead >= 0xa1 && lead <= 0xa3;
    const isHanzi = lead >= 0xb0 && lead <= 0xf7;
    if (trail < 0xa1 || !(isPunctuation || isHanzi)) return false;
  }
  return true;
}
