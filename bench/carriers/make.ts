import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Part, takeParts } from '../printed/parts.ts';
import { loadSources, type Source } from '../printed/sources.ts';
import { encode, fitsGb } from '../variants/carrier.ts';
import type { Draft } from '../variants/draft.ts';
import type { Truth } from '../variants/truth.ts';
import { arrangementOf } from './arrangement.ts';
import { convert } from './office.ts';
import { bodyOf, type FigureCell, pageOf } from './page.ts';
import { picturesOf } from './pictured.ts';
import { inPortal, toMhtml } from './portal.ts';
import { typedBodyOf } from './typed.ts';
import { type Carrier, picturedForms, type Way, type WayId, ways } from './ways.ts';
import { toWorkbook } from './workbook.ts';

/** Documents whose amounts become pictures: recognition takes its time. */
const picturedCount = 3;

/** A document and its number, which chooses its arrangement. */
interface Document extends Source {
  readonly index: number;
  readonly parts: readonly Part[];
}

/** The four seeds, then variants of those that have tables. */
function takeDocuments(drafts: readonly Draft[], variantCount: number): Document[] {
  const sources = loadSources(drafts);
  const found = new Map<string, Source>();
  for (let n = 0; n < 2 * variantCount; n++) for (const source of sources(n)) found.set(source.id, source);
  const all = [...found.values()];
  const seeds = all.filter(({ id }) => !id.startsWith('v'));
  const variants = all.filter(({ id }) => id.startsWith('v')).slice(0, variantCount);
  return [...seeds, ...variants].map((source, index) => ({
    ...source,
    index,
    parts: takeParts(source.text),
  }));
}

/**
 * Writes documents in all carriers of all ways: `<way>/<extension>/<id>.<extension>`, their truth in
 * `truth/<way>/<id>/truth.json`, what they were converted from in `origins/`.
 * @param variantCount rewritten variants beside the four seeds
 */
export async function makeCarriers(
  folder: string,
  office: string,
  drafts: readonly Draft[],
  variantCount: number,
  isWanted: (way: Way, carrier: Carrier) => boolean,
): Promise<void> {
  const documents = takeDocuments(drafts, variantCount);
  for (const way of ways) {
    const wanted = way.carriers.filter((carrier) => way.id === 'text' || isWanted(way, carrier));
    if (wanted.length === 0) continue;
    const own =
      way.id === 'pictured' ? documents.filter(({ hasForms }) => hasForms).slice(-picturedCount) : documents;
    rmSync(join(folder, way.id), { recursive: true, force: true });
    rmSync(join(folder, 'truth', way.id), { recursive: true, force: true });
    for (const document of own) writeTruth(join(folder, 'truth', way.id, document.id), document, way.id);
    for (const carrier of wanted) {
      const origins = new Map<string, string>();
      for (const document of own) origins.set(document.id, await originOf(document, way.id, carrier));
      writeCarrier(folder, office, way.id, carrier, own, origins);
    }
  }
}

/** What a document is converted from in a way: the dump, or the page it is laid out on. */
async function originOf(document: Document, way: WayId, { convertFrom }: Carrier): Promise<string> {
  if (way === 'text' || way === 'dump') return document.text;
  if (way === 'typed') return typedBodyOf(document.text);
  const figure: FigureCell =
    way === 'pictured'
      ? await picturesOf(document.parts, picturedForms, arrangementOf(document.index).type)
      : (_, text) => text;
  const arrangement = arrangementOf(document.index);
  const markup = way === 'portal' ? arrangement.markup : 'plain';
  // A sheet is not cut by pages, and LibreOffice makes rows of a page's line breaks.
  const asSheet = convertFrom === 'page-as-sheet' ? ({ cut: 'whole', brokenHeaders: false } as const) : {};
  const body = bodyOf(document.parts, { ...arrangement, markup, ...asSheet }, figure);
  return way === 'portal' ? inPortal(titleOf(document), body) : body;
}

function writeCarrier(
  folder: string,
  office: string,
  way: WayId,
  { extension, convertFrom }: Carrier,
  documents: readonly Document[],
  origins: ReadonlyMap<string, string>,
): void {
  const target = join(folder, way, extension);
  mkdirSync(target, { recursive: true });
  if (convertFrom === null) {
    for (const document of documents)
      writeFileSync(
        join(target, `${document.id}.${extension}`),
        ownCarrier(document, way, extension, origins.get(document.id) ?? ''),
      );
    return;
  }
  const kept = join(folder, 'origins', way);
  mkdirSync(kept, { recursive: true });
  const isPage = convertFrom.startsWith('page');
  const files = documents.map((document) => {
    const file = join(kept, `${document.id}.${isPage ? 'html' : convertFrom === 'text' ? 'txt' : 'csv'}`);
    const origin = origins.get(document.id) ?? '';
    writeFileSync(file, isPage ? pageOf(titleOf(document), origin, 'utf-8') : origin);
    return file;
  });
  convert(office, files, convertFrom, extension, target);
}

/** The bytes of a carrier that needs no office program. */
function ownCarrier(document: Document, way: WayId, extension: string, origin: string): Uint8Array | string {
  if (way === 'text') return origin;
  if (way === 'book')
    return toWorkbook(
      document.parts,
      arrangementOf(document.index),
      extension === 'xls' ? 'biff8' : extension === 'ods' ? 'ods' : 'xlsx',
    );
  const title = titleOf(document);
  if (extension === 'mhtml') return toMhtml(pageOf(title, origin, 'utf-8'));
  const inGb = pageOf(title, origin, 'gb2312');
  return way === 'portal' && fitsGb(inGb) ? encode(inGb, 'gb18030') : pageOf(title, origin, 'utf-8');
}

function writeTruth(folder: string, { id, truth }: Document, way: WayId): void {
  const fields =
    way === 'pictured'
      ? truth.fields.map((field) =>
          picturedForms.includes(field.table) && !field.blank ? { ...field, image: true } : field,
        )
      : truth.fields;
  const own: Truth = { ...truth, id, file: `${id}.txt`, sha256: '', carrier: way, fields };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'truth.json'), `${JSON.stringify(own, null, 1)}\n`);
}

function titleOf({ truth }: Source): string {
  return `${truth.entity}${truth.fiscal_year}年度部门决算`;
}
