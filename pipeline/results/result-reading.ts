import { createReadStream } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { ManifestLine } from '../../schemas/manifest.ts';
import { manifestLine, schemaVersion } from '../../schemas/manifest.ts';
import type { DocumentRows } from '../diff/csv-by-document.ts';
import { indexByDocument } from '../diff/csv-by-document.ts';
import { isBeingWritten } from '../result-folder.ts';
import { UsageError } from '../usage-error.ts';
import type { CsvRecord, Wanted } from './csv-stream.ts';
import { streamRecords } from './csv-stream.ts';

const manifestName = 'manifest.jsonl';
const ownFolder = '.mingxi';

/** A folder of results that is whole and that this version understands. */
export interface Results {
  /** As it was named. */
  readonly path: string;
  /** The inputs in their order. */
  manifest(): AsyncGenerator<ManifestLine>;
  /** Rows of a CSV file, one at a time; all where it is not said which are wanted. */
  rows(file: string, wanted?: Wanted): AsyncGenerator<CsvRecord>;
  /** Rows of a CSV file over all documents (fields.csv, checks.csv), those of one document at a time. */
  byDocument(file: string): Promise<DocumentRows>;
}

/**
 * Opens a folder of results for reading.
 * @throws UsageError where it is none, was not finished, is being written, or was written by a newer version
 */
export async function openResults(out: string): Promise<Results> {
  const names = await readdir(out).catch(() => [] as string[]);
  if (!names.includes(manifestName) && !names.includes(ownFolder))
    throw new UsageError('result-none', { path: out, file: manifestName });
  if (await isBeingWritten(out)) throw new UsageError('result-busy', { path: out });
  if (!names.includes(manifestName)) throw new UsageError('result-half', { path: out });
  await checkVersion(out);
  return {
    path: out,
    manifest: () => readManifest(out),
    async *rows(file, wanted = '') {
      yield* streamRecords(await placeOf(out, file), wanted);
    },
    byDocument: async (file) => await indexByDocument(await placeOf(out, file)),
  };
}

async function placeOf(out: string, file: string): Promise<string> {
  const place = path.join(out, file);
  await access(place).catch(() => {
    throw new UsageError('result-missing', { path: out, file });
  });
  return place;
}

/** Of a line of any version only what every version has. */
const versionOfLine = z.object({ schema_version: z.string(), mingxi_version: z.string() });

async function checkVersion(out: string): Promise<void> {
  const [first] = await takeFirst(linesOf(path.join(out, manifestName)));
  // A run over no input leaves an empty manifest.
  if (first === undefined) return;
  const parsed = versionOfLine.safeParse(parseJson(first));
  if (!parsed.success) throw damaged(out, 1);
  const { schema_version: schema, mingxi_version: version } = parsed.data;
  if (majorOf(schema) > majorOf(schemaVersion))
    throw new UsageError('result-newer', { path: out, version, schema, own: schemaVersion });
}

function majorOf(version: string): number {
  return Number.parseInt(version, 10) || 0;
}

async function* readManifest(out: string): AsyncGenerator<ManifestLine> {
  let number = 0;
  for await (const line of linesOf(path.join(out, manifestName))) {
    number++;
    const parsed = manifestLine.safeParse(parseJson(line));
    if (!parsed.success) throw damaged(out, number);
    yield parsed.data;
  }
}

function damaged(out: string, line: number): UsageError {
  return new UsageError('result-damaged', { path: out, file: manifestName, cause: `line ${line}` });
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const input = createReadStream(file, 'utf8');
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }))
      if (line !== '') yield line;
  } finally {
    input.destroy();
  }
}

async function takeFirst<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  for await (const item of items) return [item];
  return [];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
