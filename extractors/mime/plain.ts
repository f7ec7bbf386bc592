import type { SourcePage, TextLine } from '../../schemas/document.ts';
import type { Finding } from '../../schemas/finding.ts';
import { decodePage } from '../html/charset.ts';
import type { MimePart } from './parts.ts';

/** The text of a mail as a page of lines. */
export function readPlain(part: MimePart): {
  readonly encoding: string;
  readonly pages: SourcePage[];
  readonly findings: readonly Finding[];
} {
  const { text, encoding } = decodePage(part.bytes(), part.charset);
  const lines = text.split(/\r\n|\r|\n/u).map((line, i): TextLine => ({ text: line, number: i + 1 }));
  const isBlank = lines.every((line) => line.text.trim() === '');
  const page: SourcePage = {
    ...{ number: 1, width: null, height: null, rotation: 0, method: 'text' },
    content: { kind: 'lines', lines },
  };
  return { encoding, pages: isBlank ? [] : [page], findings: [] };
}
