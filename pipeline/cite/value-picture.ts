import type { Picture, PictureRequest } from '../../extractors/pdf/render-page.ts';
import type { BBox } from '../../schemas/geometry.ts';
import type { FoundField } from '../results/result-lookup.ts';
import { UsageError } from '../usage-error.ts';
import { runAside } from './aside.ts';
import { readSourceFile } from './source-file.ts';

/** Where the file is, how it opens, and how long painting may take. */
export interface PictureSettings {
  /** The folder of results. */
  readonly out: string;
  /** The file that was read; '' to look for it. */
  readonly source: string;
  readonly password: string;
  readonly maxMilliseconds: number;
}

/**
 * A picture of the page where a value stands: its table with its cell lit, or its sentence; the whole page where neither
 * is known.
 * @throws UsageError where it stands on no page, or the file is not found or another; PipelineError where the page cannot
 *   be painted
 */
export async function pictureOf(found: FoundField, settings: PictureSettings): Promise<Picture> {
  const of = (column: string) => found.field.get(column) ?? '';
  const type = found.line?.media_type ?? '';
  if (type !== 'application/pdf')
    throw new UsageError('picture-no-page', {
      source: of('source'),
      type: type || '?',
      location: of('location') || of('method'),
    });
  if (of('page') === '') throw new UsageError('picture-no-place', { method: of('method') });
  const bytes = await readSourceFile(
    { source: of('source'), sha256: found.sha256 },
    settings.source,
    settings.out,
  );
  const request = describeRequest(found, Number(of('page')), boxOf(of('bbox')));
  return await runAside(
    { kind: 'picture', bytes, password: settings.password, request },
    settings.maxMilliseconds,
  );
}

function boxOf(text: string): BBox | null {
  const [x0, y0, x1, y1] = text.split(' ').map(Number);
  return x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined
    ? null
    : [x0, y0, x1, y1];
}

/** The part of the table that stands on the page, from its cells. */
function describeRequest({ table, sentence }: FoundField, page: number, lit: BBox | null): PictureRequest {
  const boxes = (table?.cells ?? []).flatMap((cell) => (cell.page === page && cell.bbox ? [cell.bbox] : []));
  const around = boxes.reduce<BBox | null>(
    (all, box) =>
      all === null
        ? box
        : [
            Math.min(all[0], box[0]),
            Math.min(all[1], box[1]),
            Math.max(all[2], box[2]),
            Math.max(all[3], box[3]),
          ],
    null,
  );
  return { page, around, lit, sentence };
}
