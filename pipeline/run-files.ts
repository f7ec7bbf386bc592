import { readFile, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { FileSpec } from '../schemas/columns.ts';
import type { ManifestLine } from '../schemas/manifest.ts';
import type { OutputWriter, Row, RunContext, RunRecord, RunTables, WriteOptions } from '../schemas/ports.ts';
import type { SummaryRow } from '../schemas/summary.ts';
import { summaryRow } from '../schemas/summary.ts';
import { openPendingFiles } from './atomic-files.ts';
import { wasRead } from './manifest-lines.ts';
import type { Metadata } from './metadata.ts';
import { figureSketch } from './output/figure-sketch.ts';
import type { Report } from './output/links.ts';
import { linkRows, reportOf } from './output/links.ts';
import { runTables } from './output/run-tables.ts';
import type { ResultFolder } from './result-folder.ts';
import { figuresPart, summaryPart } from './worker-messages.ts';

/** What the files over all documents are made of. */
export interface RunFilesSettings {
  /** The writers that this run asks for. */
  readonly writers: readonly OutputWriter[];
  /** Every file that any writer may leave: those that this run does not write speak of other inputs. */
  readonly allRunFiles: readonly string[];
  readonly options: WriteOptions;
  readonly metadata: Metadata;
}

/** Writes the files over all documents, one document in memory at a time; they take their places when all are whole. */
export async function writeRunFiles(
  manifest: readonly ManifestLine[],
  folder: ResultFolder,
  { writers, allRunFiles, options, metadata }: RunFilesSettings,
): Promise<void> {
  const pending = openPendingFiles(folder.path, folder.scratch);
  const tables = runTables(metadata.columns);
  const context: RunContext = { options, tables, open: pending.open, place: pending.place };
  const runs = writers.flatMap((writer) => writer.run?.(context) ?? []);
  const reports: Report[] = [];
  for (const line of manifest) {
    const { record, forget } = await recordOf(line, folder, metadata, tables);
    for (const run of runs) await run.add(record);
    const sketches = z.array(figureSketch).parse(JSON.parse((await record.part(figuresPart)) || '[]'));
    for (const [i, summary] of record.summaries.entries()) reports.push(reportOf(summary, sketches[i]));
    forget();
  }
  const links = linkRows(reports);
  for (const run of runs) await run.end(links);
  for (const run of runs) await run.describe?.(pending.written);
  await pending.commit();
  for (const name of allRunFiles) if (!pending.names.has(name)) await removeFile(folder, name);
}

/** Removes a file of an earlier run, and the folder it stood in where it was the last one there. */
async function removeFile(folder: ResultFolder, name: string): Promise<void> {
  const parts = name.split('/');
  await rm(path.join(folder.path, ...parts), { force: true });
  if (parts.length > 1) await rmdir(path.join(folder.path, ...parts.slice(0, -1))).catch(() => {});
}

/** An input for the run writers, and how to let go of what they had read of it: it is read again where one asks later. */
async function recordOf(
  line: ManifestLine,
  folder: ResultFolder,
  metadata: Metadata,
  tables: RunTables,
): Promise<{ readonly record: RunRecord; readonly forget: () => void }> {
  // A duplicate has its first's folder but adds nothing: its values are there already.
  const hasResult = wasRead(line);
  const parts = path.join(folder.parts, line.document_id);
  const read = new Map<string, Promise<string>>();
  const part = (name: string): Promise<string> => {
    const text = read.get(name) ?? readFile(path.join(parts, name), 'utf8');
    read.set(name, text);
    return text;
  };
  const record: RunRecord = {
    line,
    summaries: hasResult
      ? summaryRows(readSummaries(await part(summaryPart)), metadata.find(line), tables.summary)
      : [],
    part: async (name) => (hasResult ? await part(name) : ''),
  };
  return { record, forget: () => read.clear() };
}

function readSummaries(text: string): readonly SummaryRow[] {
  return z.array(summaryRow).parse(JSON.parse(text));
}

/** Rows of summary.csv, with the document's own values of the columns of `--metadata`. */
export function summaryRows(
  summaries: readonly SummaryRow[],
  metadata: ReadonlyMap<string, string>,
  file: FileSpec,
): readonly Row[] {
  return summaries.map((own) => {
    const cells: Readonly<Record<string, string | number>> = own;
    return Object.fromEntries(
      file.columns.map(({ name }) => [name, String(cells[name] ?? metadata.get(name) ?? '')]),
    );
  });
}
