import type {
  DeclaredCell,
  DeclaredContent,
  DeclaredItem,
  DeclaredTable,
  EmbeddedPicture,
  SourceDocument,
  SourcePage,
} from '../../schemas/document.ts';
import { PipelineError } from '../../schemas/error.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { OcrEngine } from '../../schemas/ports.ts';
import type { PictureReading } from '../../schemas/reading.ts';
import { pictureMark } from '../layout/picture-mark.ts';
import { flatten } from '../tables/declared/flatten.ts';
import { textOf } from '../tables/page/grid.ts';
import { readingOf } from '../tables/page/picture-reading.ts';
import type { Frame } from './decode.ts';
import { pictureKind } from './picture-kind.ts';
import { pagesFromFrames, pictureAsPage } from './picture-pages.ts';
import { prepare } from './pixels/prepare.ts';
import { isReadable } from './reading/drawn-table.ts';
import type { FigureMemory } from './reading/figure-memory.ts';
import type { PicturePiece } from './reading/piece-requests.ts';
import { type ReadPiece, wordsOfPiece } from './reading/piece-words.ts';
import { readPieces } from './reading/read-pieces.ts';

/** Points: a picture alone in its paragraph that is at least so wide and high may hold a table; smaller ones a figure or words. */
const leastTable = [150, 60] as const;
/** Points: … and at least so wide and high it is a page of paper. */
const leastPage = [280, 350] as const;
/** Dots to the inch of a picture whose carrier does not say how large it is shown. */
const screenDensity = 96;
const pointsToInch = 72;

/**
 * A document in which pictures stand that are pages or tables of their own (scans pasted into a document): each becomes a page,
 * between what stands before and behind it.
 */
export async function openPicturePages(source: SourceDocument): Promise<SourceDocument> {
  if (!source.pages.some(({ content }) => content.kind === 'declared' && content.items.some(holdsPicture)))
    return source;
  const pages: SourcePage[] = [];
  const frames: (Frame | undefined)[] = [];
  const findings: Finding[] = [];
  for (const page of source.pages) {
    const items = page.content.kind === 'declared' ? flatten(page.content.items) : [];
    let open: DeclaredItem[] = [];
    const flush = (isLast: boolean): void => {
      if (open.length === 0 && !(isLast && items.length === 0)) return;
      pages.push({ ...page, number: pages.length + 1, content: { kind: 'declared', items: open } });
      open = [];
    };
    if (page.content.kind !== 'declared') pages.push({ ...page, number: pages.length + 1 });
    for (const item of items) {
      const lone = await lonePicture(item);
      if (lone === null) {
        open.push(item);
        for (const finding of await describeUndecodable(item, pages.length + 1)) findings.push(finding);
      } else {
        flush(false);
        frames[pages.length] = lone.frame;
        pages.push(
          pictureAsPage(lone.size, pages.length + 1, isAtLeast(lone.size, leastPage) ? 'scan' : 'picture'),
        );
      }
    }
    if (page.content.kind === 'declared') flush(true);
  }
  const told = { ...source, findings: [...source.findings, ...findings] };
  return frames.length === 0 ? told : { ...told, pages, pictures: pagesFromFrames(frames, pages) };
}

/** What is said of pictures in a paragraph that cannot be decoded and may hold more than a figure. */
async function describeUndecodable(item: DeclaredItem, page: number): Promise<Finding[]> {
  if (item.kind !== 'text') return [];
  const findings: Finding[] = [];
  for (const picture of item.pictures ?? []) {
    const { bytes, width, height } = picture;
    // Of one that lies elsewhere, with no size told, nothing says that it is more than an ornament.
    const isSmall =
      width === null || height === null ? bytes.length === 0 : !isAtLeast([width, height], leastTable);
    if (isSmall || (await frameOf(picture)) !== null) continue;
    const why =
      bytes.length === 0
        ? 'is not in the file'
        : pictureKind(bytes) === null
          ? 'is in a format that cannot be decoded (EMF, WMF)'
          : 'is broken or cut off';
    findings.push({
      code: 'picture-unread',
      message: `A picture that may hold a table was not read: it ${why}.`,
      page,
      location: item.location,
    });
  }
  return findings;
}

interface LonePicture {
  readonly frame: Frame;
  readonly size: readonly [number, number];
}

/** The picture of a paragraph in which nothing else stands, large enough for a table; null for any other item. */
async function lonePicture(item: DeclaredItem): Promise<LonePicture | null> {
  if (item.kind !== 'text' || item.pictures?.length !== 1) return null;
  if (item.text.replaceAll(pictureMark, '').trim() !== '') return null;
  const [picture] = item.pictures;
  const frame = picture ? await frameOf(picture) : null;
  if (!picture || frame === null) return null;
  const size = [picture.width ?? atScreen(frame.width), picture.height ?? atScreen(frame.height)] as const;
  return isAtLeast(size, leastTable) ? { frame, size } : null;
}

function isAtLeast(
  [width, height]: readonly [number, number],
  [wide, high]: readonly [number, number],
): boolean {
  return width >= wide && height >= high;
}

function atScreen(pixels: number): number {
  return (pixels / screenDensity) * pointsToInch;
}

/** @returns null for a picture that cannot be decoded: its mark stays */
async function frameOf({ bytes }: EmbeddedPicture): Promise<Frame | null> {
  const kind = pictureKind(bytes);
  if (kind === null) return null;
  // The library that decodes is loaded by who reads a picture.
  const { openFrames } = await import('./decode.ts');
  try {
    return (await openFrames(bytes, kind, 1)).frames[0] ?? null;
  } catch (error) {
    if (error instanceof PipelineError && error.code !== 'ocr-failed') return null;
    throw error;
  }
}

function holdsPicture(item: DeclaredItem): boolean {
  return item.kind === 'text' ? item.pictures !== undefined : item.cells.some(cellHoldsPicture);
}

function cellHoldsPicture({ pictures, nested }: DeclaredCell): boolean {
  return pictures !== undefined || (nested?.some(holdsPicture) ?? false);
}

/** What is read in one picture; pixels to the point. */
interface Shown {
  readonly scale: number;
  readonly pieces: readonly PicturePiece[];
}

/**
 * The pictures in the cells and between the words of a declared page, read: their text takes the place of their marks. A picture in
 * which nothing is read keeps its mark.
 */
export async function readEmbedded(
  page: SourcePage,
  engine: OcrEngine,
  memory: FigureMemory,
): Promise<SourcePage> {
  if (page.content.kind !== 'declared' || !page.content.items.some(holdsPicture)) return page;
  const items = flatten(page.content.items);
  const pictures = items.flatMap(contentsOf).flatMap((content) => content.pictures ?? []);
  const shown = new Map<EmbeddedPicture, Shown>();
  for (const picture of pictures) if (!shown.has(picture)) shown.set(picture, await show(picture));
  const ordered = [...shown.values()];
  const read = await readPieces(
    ordered.flatMap(({ pieces }) => pieces),
    engine,
    memory,
  );
  const texts = new Map<EmbeddedPicture, ReadPicture>();
  let next = 0;
  for (const [picture, { pieces, scale }] of shown) {
    texts.set(picture, textOfPicture(read.slice(next, next + pieces.length), scale));
    next += pieces.length;
  }
  return { ...page, content: { kind: 'declared', items: items.map((item) => withTexts(item, texts)) } };
}

function contentsOf(item: DeclaredItem): readonly DeclaredContent[] {
  return item.kind === 'text' ? [item] : item.cells;
}

async function show(picture: EmbeddedPicture): Promise<Shown> {
  const frame = await frameOf(picture);
  const nothing = { scale: 1, pieces: [] };
  const decoded = frame === null ? null : await decode(frame);
  if (frame === null || decoded === null) return nothing;
  const scale = decoded.width / (picture.width ?? atScreen(decoded.width));
  const prepared = prepare({ ...decoded, scale });
  const height = decoded.height / scale;
  const region = { bbox: [0, 0, decoded.width / scale, height], reason: 'picture' } as const;
  if (prepared.turn !== 0 || !isReadable(region, prepared)) return nothing;
  return { scale, pieces: prepared.pieces.map((piece) => ({ ...piece, picture: prepared.text })) };
}

/** @returns null where it is damaged or has too many pixels: it stays a mark */
async function decode(frame: Frame) {
  return await frame.decode().catch((error: unknown) => {
    if (error instanceof PipelineError && error.code !== 'ocr-failed') return null;
    throw error;
  });
}

interface ReadPicture {
  readonly text: string;
  readonly reading: PictureReading | undefined;
}

function textOfPicture(pieces: readonly ReadPiece[], scale: number): ReadPicture {
  const words = pieces.flatMap((piece) => wordsOfPiece(piece, scale));
  const reading = readingOf(words);
  return { text: textOf(words), reading: reading && { ...reading, inPicture: true } };
}

function withTexts(item: DeclaredItem, texts: ReadonlyMap<EmbeddedPicture, ReadPicture>): DeclaredItem {
  if (item.kind === 'text') return withText(item, texts);
  const cells = item.cells.map((cell) => withText(cell, texts));
  return { ...item, cells } satisfies DeclaredTable;
}

/** The texts of pictures in the places of their marks; as sure as all of them together. */
function withText<T extends DeclaredContent>(
  content: T,
  texts: ReadonlyMap<EmbeddedPicture, ReadPicture>,
): T {
  const { pictures, text } = content;
  if (pictures === undefined) return content;
  const read = pictures.map((picture) => texts.get(picture));
  if (read.every((own) => own === undefined || own.text === '')) return content;
  let at = 0;
  const filled = text.replaceAll(pictureMark, () => read[at++]?.text || pictureMark);
  const readings = read.flatMap((own) => own?.reading ?? []);
  const isAlone = text.trim() === pictureMark;
  return {
    ...content,
    text: filled,
    reading: {
      confidence: readings.reduce((product, { confidence }) => product * confidence, 1),
      candidates: isAlone ? (readings[0]?.candidates ?? []) : [],
      inPicture: true,
    },
  };
}
