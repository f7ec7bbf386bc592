import type { PictureReading } from '../../../schemas/reading.ts';

/** What was read in a piece. */
export interface ReadText {
  /** Without the white an engine puts between hanzi; '' where nothing was read. */
  readonly text: string;
  readonly reading: PictureReading;
}

/** How sure a line of text is that nothing confirms. */
export const lineReading: PictureReading = { confidence: 0.9, candidates: [] };

/** How sure a scrap is that is neither a figure nor words. */
export const noReading: PictureReading = { confidence: 0.1, candidates: [] };

/** Characters that are set without spaces between words. */
export const wide = /[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF\u3000-\u303F“”‘’—…]/u;

/** Punctuation as it is set among hanzi. */
const fullWidth: Readonly<Record<string, string>> = {
  ':': '：',
  ';': '；',
  ',': '，',
  '(': '（',
  ')': '）',
  '?': '？',
  '!': '！',
  '<': '（',
  '>': '）',
  '〈': '（',
  '〉': '）',
};

/** Longer texts than this (characters) are lines of sentences, which may end in a comma. */
const longestLabel = 20;
/** What dirt is read as: between hanzi, and at the ends of a label. */
const dirt = /(?<=\p{Script=Han})[.'`·~^|_\\-]{1,2}(?=\p{Script=Han})/gu;
const dirtAtEnds = /^[.,，、'`‘’·~^|_\\-]+(?=\p{Script=Han})|(?<=\p{Script=Han})[.,，、'`‘’·~^|_\\-]+$/gu;

/** White that an engine puts behind the point of a figure; a list number at the beginning of a line keeps its own. */
const splitFigure = /(\d+)\. (?=\d{1,2}(?!\d))/gu;

/** An engine's text without the white it puts between and beside hanzi, punctuation among hanzi as wide as they, no dirt. */
export function tidyText(text: string): string {
  const tidy = text
    .replace(/\s+/gu, ' ')
    .replace(splitFigure, (found, whole: string, at: number) =>
      at === 0 && whole.length <= 2 ? found : `${whole}.`,
    )
    .replace(new RegExp(`(?<=${wide.source}) | (?=${wide.source})`, 'gu'), '')
    .replace(
      /(?<=\p{Script=Han})[:;,()?!<>〈〉]|[:;,()?!<>〈〉](?=\p{Script=Han})/gu,
      (mark) => fullWidth[mark] ?? mark,
    )
    .replace(/(?<=（[^（）()]{0,60})\)/gu, '）')
    .trim();
  return tidy.length <= longestLabel ? tidy.replace(dirt, '').replace(dirtAtEnds, '') : tidy;
}
