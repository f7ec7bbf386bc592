import type { PageMarks, SourceDocument, SourcePage } from '../../schemas/document.ts';
import { PipelineError } from '../../schemas/error.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { PictureSource } from '../../schemas/picture.ts';
import type { OcrEngine } from '../../schemas/ports.ts';
import { type FigureMemory, openMemory } from './reading/figure-memory.ts';
import { readScan } from './reading/scan-page.ts';
import { readRegions } from './reading/text-page.ts';
import { describeRegions } from './unread.ts';

/**
 * Reads what of a document can only be read from pictures: its regions become words and rulings of their page. What
 * stays unread is told in findings.
 * @param engine null: nothing is recognised
 * @throws PipelineError `ocr-failed`; what is wrong with the first picture where nothing of any page could be had
 */
export async function recognisePages(
  source: SourceDocument,
  engine: OcrEngine | null,
): Promise<SourceDocument> {
  const { pictures, ...rest } = source;
  try {
    const findings: Finding[] = [...source.findings];
    const pages: SourcePage[] = [];
    const memory = openMemory();
    const lost: PipelineError[] = [];
    for (const page of source.pages) {
      const read =
        engine && pictures ? await recognisePage(page, pictures, engine, memory, findings, lost) : page;
      pages.push(read);
      findings.push(...describeRegions(read));
    }
    const [first] = lost;
    if (first && lost.length === pages.length) throw first;
    findings.sort((a, b) => (a.page ?? 0) - (b.page ?? 0));
    return { ...rest, pages, findings };
  } finally {
    await pictures?.close();
  }
}

async function recognisePage(
  page: SourcePage,
  pictures: PictureSource,
  engine: OcrEngine,
  memory: FigureMemory,
  findings: Finding[],
  lost: PipelineError[],
): Promise<SourcePage> {
  const { content } = page;
  if (content.kind !== 'marks' || content.regions.length === 0) return page;
  try {
    return await (isScan(content) ? readScan : readRegions)(page, content, pictures, engine, memory);
  } catch (error) {
    // A picture that cannot be had costs its page alone; an engine that cannot be used costs the document.
    if (!(error instanceof PipelineError) || error.code === 'ocr-failed') throw error;
    if (content.words.length === 0) lost.push(error);
    findings.push({
      code: 'page-failed',
      message: `The picture of page ${page.number} could not be read: ${error.message.replace(/\.+$/u, '')}.`,
      page: page.number,
      location: `p${page.number}`,
    });
    return page;
  }
}

function isScan({ regions }: PageMarks): boolean {
  return regions.some(({ reason }) => reason === 'scan');
}
