import { encodingOfCodePage } from '../text/code-page.ts';

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
): EncodedText & { readonly damaged: () => number } {
  let bytes: number[] = [];
  let key: number | null = null;
  let isPlain = true;
  let done = '';
  let damage = 0;
  const decode = (): void => {
    if (bytes.length === 0) return;
    const run = Uint8Array.from(bytes);
    const text = isPlain ? String.fromCharCode(...bytes) : decodeRun(run, key, ownCodePage());
    damage += text.includes('\uFFFD') ? 1 : 0;
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
    damaged: () => damage,
  };
}

/**
 * A font of the character set ANSI has Western characters, but writers of Chinese documents give it to any text: such bytes
 * are first tried as the document's own code page, and where it names none as Chinese.
 */
function decodeRun(bytes: Uint8Array, codePage: number | null, own: number | null): string {
  if (codePage !== null) return decodeAs(bytes, encodingOfCodePage(codePage), false) ?? '';
  if (own === null && isEverydayChinese(bytes)) return decodeAs(bytes, 'gb18030', false) ?? '';
  return (
    decodeAs(bytes, encodingOfCodePage(own ?? 1252), true) ?? decodeAs(bytes, 'windows-1252', false) ?? ''
  );
}

function decodeAs(bytes: Uint8Array, encoding: string, isStrict: boolean): string | null {
  try {
    return new TextDecoder(encoding, { fatal: isStrict, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
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
