import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { printToPdf } from '../printed/chromium.ts';
import { toHtml } from '../printed/html.ts';
import type { Truth } from '../variants/truth.ts';
import { pdfOfPictures, tiffOfPictures } from './containers.ts';
import { chooseDamage, scanPage } from './damage.ts';
import type { ShortDocument } from './documents.ts';
import type { Kind } from './kinds.ts';
import { figuresAsPictures } from './picture-cells.ts';
import { paintPages, readPpm } from './picture-tools.ts';

/** A scan that was made. */
export interface Made {
  readonly id: string;
  readonly file: string;
  readonly kind: string;
  readonly pages: number;
  /** Paths of its pages as single pictures; [] where it is text with pictures in it. */
  readonly pictures: readonly string[];
}

/** Every how many documents a scan is a TIFF of several pages. */
const everyTiff = 6;
const tiffPlace = 4;

/**
 * Prints a document, scans it and writes it with its truth: `in/<id>.<ext>`, `truth/<id>/truth.json`; the printed PDF
 * stays in `printed/in` with a truth of its own, the painted pages in `painted`, and both are used again.
 */
export async function makeScan(
  folder: string,
  chromium: string,
  kind: Kind,
  document: ShortDocument,
  place: number,
): Promise<Made> {
  const printed = join(folder, 'printed');
  const pdf = join(printed, 'in', `${document.id}-${kind.pictures}.pdf`);
  if (!existsSync(pdf)) {
    const html = join(folder, 'html', `${document.id}-${kind.pictures}.html`);
    writeFileSync(html, await htmlOf(document, kind));
    printToPdf(chromium, html, pdf);
  }
  if (kind.pictures === 'pages') writeTruth(printed, pdf, document.truth, kind.id);
  const id = `${document.id}-${kind.id}-${document.font}`;
  const painted = paintPages(
    pdf,
    join(folder, 'painted', `${document.id}-${kind.pictures}-${kind.dpi}`),
    kind.dpi,
  );
  const pictures = kind.pictures === 'pages' ? await scanPages(painted, kind, document) : [];
  const wrapped = await wrap(pictures, kind, document, place);
  const file = join(folder, 'in', `${id}.${wrapped?.extension ?? 'pdf'}`);
  writeFileSync(file, wrapped?.data ?? readFileSync(pdf));
  writeTruth(folder, file, document.truth, kind.id, id);
  const paths = pictures.map((picture, index) => {
    const path = join(folder, 'pages', `${id}-${index + 1}.jpg`);
    writeFileSync(path, picture);
    return path;
  });
  return { id, file, kind: kind.id, pages: painted.length, pictures: paths };
}

async function htmlOf(document: ShortDocument, kind: Kind): Promise<string> {
  const { layout, parts, truth } = document;
  const html = toHtml(parts, layout, truth.entity);
  return kind.pictures === 'pages' ? html : figuresAsPictures(html, layout.font, layout.size, kind.dpi);
}

/** The pages as they come from the scanner: JPEG. */
async function scanPages(painted: readonly string[], kind: Kind, document: ShortDocument): Promise<Buffer[]> {
  const pictures: Buffer[] = [];
  for (const [index, path] of painted.entries()) {
    const hash = createHash('sha256').update(`${document.id} ${kind.id} ${index}`).digest('hex');
    const seed = Number.parseInt(hash.slice(0, 8), 16);
    pictures.push(await scanPage(readPpm(path), chooseDamage(kind.condition, seed), kind.dpi, seed + 1));
  }
  return pictures;
}

/** The file that pages are put online as: one page as JPEG or PNG, several as PDF or TIFF; null without pages. */
async function wrap(
  pictures: readonly Buffer[],
  { dpi }: Kind,
  { isPage }: ShortDocument,
  place: number,
): Promise<{ data: Buffer; extension: string } | null> {
  const [first] = pictures;
  if (!first) return null;
  if (isPage && Math.floor(place / everyTiff) % 2 === 0) return { data: first, extension: 'jpg' };
  if (isPage)
    return { data: await sharp(first).withMetadata({ density: dpi }).png().toBuffer(), extension: 'png' };
  if (place % everyTiff === tiffPlace) return { data: await tiffOfPictures(pictures, dpi), extension: 'tif' };
  return { data: await pdfOfPictures(pictures, dpi), extension: 'pdf' };
}

function writeTruth(folder: string, file: string, truth: Truth, carrier: string, named?: string): void {
  const name = file.split('/').at(-1) ?? '';
  const id = named ?? name.replace(/\.pdf$/u, '');
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
  mkdirSync(join(folder, 'truth', id), { recursive: true });
  const own: Truth = { ...truth, id, file: name, sha256, carrier };
  writeFileSync(join(folder, 'truth', id, 'truth.json'), `${JSON.stringify(own, null, 1)}\n`);
}
