import type { SourceDocument, SourcePage } from '../../schemas/document.ts';
import { PipelineError } from '../../schemas/error.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { PictureSource } from '../../schemas/picture.ts';
import type { OcrEngine } from '../../schemas/ports.ts';
import { openPicturePages, readEmbedded } from './declared-pictures.ts';
import { type FigureMemory, openMemory } from './reading/figure-memory.ts';
import { type BegunScan, beginScan, prepareScan, readScan } from './reading/scan-page.ts';
import { readRegions } from './reading/text-page.ts';
import { describeRegions } from './unread.ts';

/**
 * Reads what of a document can only be read from pictures: its regions become words and rulings of their page. What
 * stays unread is told in findings.
 * @param engine null: nothing is recognised
 * @throws PipelineError `ocr-failed`; what is wrong with the first picture where nothing of any page could be had
 */
export async function recognisePages(
  given: SourceDocument,
  engine: OcrEngine | null,
): Promise<SourceDocument> {
  const source = await openPicturePages(given);
  const { pictures, ...rest } = source;
  try {
    const findings: Finding[] = [...source.findings];
    const pages: SourcePage[] = [];
    const memory = openMemory();
    const lost: PipelineError[] = [];
    const begin = engine && pictures ? openLookAhead(source.pages, pictures, engine) : () => null;
    for (const [i, page] of source.pages.entries()) {
      const scan = begin(i);
      const desk = engine && pictures ? { pictures, engine, memory, findings, lost, scan } : null;
      const read = desk
        ? await recognisePage(page, desk)
        : engine
          ? await readEmbedded(page, engine, memory)
          : page;
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

/** Pages that are begun while one is being read: engines have work all the time. Each holds its pixels. */
const pagesAhead = 3;

/** What is known of a scan once it is begun: it, or what is wrong with it. */
type Ahead = Promise<{ readonly scan: BegunScan } | { readonly error: unknown }>;

/**
 * Begins to read the scans among pages, some pages ahead of the one that is asked for, one after the other.
 * @returns the scan on a page, null where it is none; pages are asked for in their order. Never rejects: nobody may be
 *   waiting yet
 */
function openLookAhead(
  pages: readonly SourcePage[],
  pictures: PictureSource,
  engine: OcrEngine,
): (index: number) => Ahead | null {
  const begun = new Map<number, Ahead>();
  let next = 0;
  // Of one page at a time the pixels are at work.
  let prepared: Promise<unknown> = Promise.resolve();
  const begin = (page: SourcePage): Ahead | null => {
    const { content } = page;
    if (content.kind !== 'marks') return null;
    const region = content.regions.find(({ reason }) => reason === 'scan');
    if (!region) return null;
    if (begun.size === 0) void engine.read([]);
    const scan = prepared.then(() => prepareScan(page, content, region, pictures));
    prepared = scan.catch(() => {});
    return scan
      .then((ready) => beginScan(page, ready, pictures, engine))
      .then(
        (ready) => ({ scan: ready }),
        (error: unknown) => ({ error }),
      );
  };
  return (index) => {
    for (; next <= index + pagesAhead && next < pages.length; next++) {
      const page = pages[next];
      const ahead = page ? begin(page) : null;
      if (ahead) begun.set(next, ahead);
    }
    const ahead = begun.get(index) ?? null;
    begun.delete(index);
    return ahead;
  };
}

/** What pages are recognised with. */
interface Desk {
  readonly pictures: PictureSource;
  readonly engine: OcrEngine;
  readonly memory: FigureMemory;
  readonly findings: Finding[];
  /** What was wrong with pages of which nothing could be had. */
  readonly lost: PipelineError[];
  /** The page as it was begun, if it is a scan. */
  readonly scan: Ahead | null;
}

async function recognisePage(
  page: SourcePage,
  { pictures, engine, memory, findings, lost, scan }: Desk,
): Promise<SourcePage> {
  const { content } = page;
  if (content.kind === 'declared') return await readEmbedded(page, engine, memory);
  if (content.kind !== 'marks' || content.regions.length === 0) return page;
  try {
    if (scan === null) return await readRegions(page, content, pictures, engine, memory);
    const ready = await scan;
    if ('error' in ready) throw ready.error;
    return await readScan(page, content, ready.scan, engine, memory);
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
