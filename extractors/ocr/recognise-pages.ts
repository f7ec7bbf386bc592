import type { SourceDocument } from '../../schemas/document.ts';
import type { OcrEngine } from '../../schemas/ports.ts';
import { describeRegions } from './unread.ts';

/**
 * Reads what of a document can only be read from pictures: its regions become words and rulings of their page. What
 * stays unread is told in findings.
 * @param engine null: nothing is recognised
 */
export async function recognisePages(
  source: SourceDocument,
  engine: OcrEngine | null,
): Promise<SourceDocument> {
  const { pictures, ...rest } = source;
  try {
    const pages = engine === null || pictures === undefined ? source.pages : source.pages;
    const findings = [...source.findings, ...pages.flatMap(describeRegions)];
    findings.sort((a, b) => (a.page ?? 0) - (b.page ?? 0));
    return { ...rest, pages, findings };
  } finally {
    await pictures?.close();
  }
}
