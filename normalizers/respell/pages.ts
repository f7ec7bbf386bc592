import type { SourceDocument, SourcePage, Word } from '../../schemas/document.ts';
import type { FormDefinition } from '../../schemas/form.ts';
import { isPageNumber, mendCaption, mendNote, mendYear } from './captions.ts';
import { mendTitle } from './titles.ts';
import { type Vocabulary, vocabularyOf } from './vocabulary.ts';

/** How sure a caption or title is that was put right (0–1), and what speaks against what was read (as a candidate's cost). */
const mended = { confidence: 0.99, cost: 4 } as const;
/** Words of a line stand on baselines that differ by at most this share of the type size. */
const sameLine = 0.6;
/** Page numbers stand in this share of a page's height at its top and bottom. */
const edge = 0.1;

/**
 * Puts the words right by which tables are told from their surroundings, titles and captions, where they were read from
 * pictures: before tables and blocks are made of the words. What was read stays among the candidates of a word.
 * @returns the same pages where nothing was read from pictures
 */
export function respellPages(source: SourceDocument, forms: readonly FormDefinition[]): SourceDocument {
  if (!source.pages.some(isPictured)) return source;
  const vocabulary = vocabularyOf(forms);
  return {
    ...source,
    pages: source.pages.map((page) => (isPictured(page) ? respellPage(page, vocabulary, forms) : page)),
  };
}

function isPictured({ content }: SourcePage): boolean {
  return content.kind === 'marks' && content.words.some(({ reading }) => reading !== undefined);
}

function respellPage(page: SourcePage, vocabulary: Vocabulary, forms: readonly FormDefinition[]): SourcePage {
  const { content } = page;
  if (content.kind !== 'marks') return page;
  const words = linesOf(content.words).flatMap((line) => {
    const captions = line.map((word) => (word.reading === undefined ? null : mendCaption(word.text)));
    const isCaption = captions.some((caption) => caption !== null);
    return line.map((word, i): Word => {
      if (word.reading === undefined) return word;
      if (line.length === 1 && isAtEdge(word, page) && isPageNumber(word.text))
        return withText(word, `- ${page.number} -`);
      const text =
        captions[i]?.text ??
        (isCaption
          ? mendYear(word.text)
          : (mendNote(word.text) ?? mendTitle(word.text, vocabulary.titles, forms)));
      return text === null || text === undefined ? word : withText(word, text);
    });
  });
  return { ...page, content: { ...content, words } };
}

/** Whether a word stands where page numbers do. */
function isAtEdge({ bbox }: Word, { height }: SourcePage): boolean {
  return height !== null && (bbox[1] > height * (1 - edge) || bbox[3] < height * edge);
}

/** Words in lines, as they come. */
function linesOf(words: readonly Word[]): Word[][] {
  const lines: Word[][] = [];
  for (const word of words) {
    const line = lines.at(-1);
    const last = line?.at(-1);
    const isNext =
      last !== undefined &&
      Math.abs(last.baseline - word.baseline) <= sameLine * Math.max(last.size, word.size) &&
      word.bbox[0] >= last.bbox[0];
    if (isNext && line !== undefined) line.push(word);
    else lines.push([word]);
  }
  return lines;
}

function withText(word: Word, text: string): Word {
  if (word.reading === undefined || sameWords(text, word.text)) return word;
  const { candidates } = word.reading;
  return {
    ...word,
    text,
    reading: {
      confidence: Math.min(mended.confidence, 1),
      candidates: [{ text: word.text, cost: mended.cost }, ...candidates],
    },
  };
}

/** Whether two texts differ in nothing but the width of their signs and white space. */
function sameWords(a: string, b: string): boolean {
  return a.normalize('NFKC') === b.normalize('NFKC').replace(/\s+/gu, '');
}
