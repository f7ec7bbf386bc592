import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import type { ExtractOptions, FailureAllowance } from '../../schemas/config.ts';
import {
  defaultLimits,
  defaultWorkerMegabytes,
  extractOptions,
  megabyte,
  ocrHelp,
} from '../../schemas/config.ts';
import type { ManifestLine } from '../../schemas/manifest.ts';
import type { Limits } from '../../schemas/ports.ts';
import { openBundles } from '../bundles/open-bundles.ts';
import { readCorrections } from '../corrections.ts';
import { tuneEngine } from '../engine.ts';
import { collectInputs } from '../inputs.ts';
import { wasRead } from '../manifest-lines.ts';
import type { Metadata } from '../metadata.ts';
import { noMetadata, readMetadata } from '../metadata.ts';
import { chooseEngine, mostEngines } from '../ocr/engine-choice.ts';
import type { BatchEvent } from '../process-batch.ts';
import { processBatch } from '../process-batch.ts';
import { loadRegistry } from '../registry.ts';
import { checkResultFolder, openResultFolder } from '../result-folder.ts';
import { noLog, openRunLog } from '../run-log.ts';
import type { Language } from '../screen/messages.ts';
import { describeFault, extractWords } from '../screen/messages.ts';
import { UsageError } from '../usage-error.ts';
import { mingxiVersion } from '../version.ts';
import type { WorkerSettings } from '../worker-messages.ts';
import { hashSettings } from '../worker-messages.ts';
import {
  activeWriters,
  checkAvailable,
  checkFormats,
  defaultFormats,
  mostWorkbookDocuments,
} from '../writer-choice.ts';

const examples = `
Examples:
  mingxi extract seeds -o out                      read a folder, write the results to out/
  mingxi extract report.txt "more/**/*.txt"        files and globs (mingxi expands them itself)
  mingxi extract bundle.zip                        what is in it, each document as bundle.zip!/path
  mingxi extract reports --metadata index.csv      put columns of your own beside each document
  mingxi extract reports --max-failed 2%           exit 0 as long as at most 2% of the inputs fail

Stopped runs: start the same command again. What was finished is not done twice; --force does all anew.

Exit status:
  0  every input was extracted (or no more failed than --max-failed)
  1  some input failed; the rest is written, out/manifest.jsonl says which and why
  2  the command line is wrong; nothing was read`;

/** Adds `mingxi extract`. */
export function addExtract(program: Command): void {
  program
    .command('extract')
    .description('read disclosures, check them, write JSON and CSV')
    .argument('<inputs...>', 'files, folders (read recursively), bundles (zip, rar, 7z) or globs in quotes')
    .option('-o, --output <folder>', 'where the results go (default: out)')
    .option('--format <list>', 'what to write, by commas (default: csv,json, and xlsx up to 1,000 documents)')
    .option('--jobs <n>', 'documents read at a time (default: the number of processors)')
    .option('--force', 'read again what an earlier run has finished')
    .option(
      '--metadata <file>',
      'CSV whose columns go into summary.csv, matched by its column source or sha256',
    )
    .option('--corrections <file>', 'CSV with field_id and value: values a person has corrected')
    .option('--max-failed <n>', 'exit 0 when no more inputs fail: 5 or 2% (default: 0)')
    .option('--time-limit <seconds>', `for one document (default: ${defaultLimits.maxMilliseconds / 1000})`)
    .option('--max-size <megabytes>', `of one input (default: ${defaultLimits.maxBytes / megabyte})`)
    .option('--ocr <engine>', ocrHelp)
    .option('--password <text>', 'user password of encrypted PDFs')
    .option('--bom', 'begin CSV files with a byte order mark, for Excel')
    .option('--json', 'print a summary of the run as one JSON object on stdout')
    .option('--log <file>', 'write a log with times, one JSON object a line')
    .option('--lang <language>', 'language on the screen, en or zh (default: en)')
    .addHelpText('after', examples)
    .action(async (inputs: string[], options: unknown) => {
      process.exitCode = await extract(inputs, parseOptions(options));
    });
}

function parseOptions(options: unknown): ExtractOptions {
  const parsed = extractOptions.safeParse(options);
  if (parsed.success) return parsed.data;
  throw new UsageError('option-bad', { cause: parsed.error.issues[0]?.message ?? 'an option is wrong' });
}

/** @returns the exit status */
async function extract(inputs: readonly string[], options: ExtractOptions): Promise<number> {
  const registry = await loadRegistry();
  checkFormats(registry.writers, options.format ?? []);
  await checkAvailable(activeWriters(registry.writers, options.format ?? []));
  const engine = await chooseEngine(options.ocr);
  const metadata = options.metadata === undefined ? noMetadata : await readMetadata(options.metadata);
  await checkResultFolder(options.output);
  const limits = limitsOf(options);
  const jobs = options.jobs ?? availableParallelism();
  const named = await collectInputs(inputs, options.output, registry.readers);
  const collected = await openBundles(named, limits, jobs);
  const formats = chooseFormats(collected.files.length, options);
  const worker = await describeWork(options, formats, limits);
  const log = options.log === undefined ? noLog : await openRunLog(options.log);
  const opened = await openResultFolder(options.output);
  const stop = () => {
    opened.close().finally(() => process.exit(130));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    log.add({ event: 'start', version: mingxiVersion, files: collected.files.length });
    const settings = {
      worker,
      jobs,
      engine,
      engines: mostEngines(options.jobs),
      heapMegabytes: defaultWorkerMegabytes,
      force: options.force,
      metadata,
      writers: activeWriters(registry.writers, formats),
      allRunFiles: registry.writers.flatMap((writer) => writer.runFiles),
    };
    tuneEngine(settings.jobs);
    const lines = await processBatch(collected, opened.folder, settings, (event) => {
      log.add({ event: event.kind, ...logDetails(event) });
      if (event.kind === 'finished') sayFinished(event, options.lang);
    });
    const status = exitStatus(lines, options.maxFailed);
    const totals = countRun(lines);
    log.add({ event: 'end', status, ...totals });
    sayTotal(totals, metadata, lines, options);
    if (options.json) {
      const summary = { ...totals, out: options.output, exit_status: status, mingxi_version: mingxiVersion };
      process.stdout.write(`${JSON.stringify(summary)}\n`);
    }
    return status;
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    await opened.close();
    await log.close();
  }
}

/** The formats that are asked for, else the default ones; says so where that leaves the workbooks out. */
function chooseFormats(documents: number, { format, lang }: ExtractOptions): readonly string[] {
  const formats = format ?? defaultFormats(documents);
  if (format === undefined && documents > mostWorkbookDocuments) {
    const words = { documents: String(documents), most: String(mostWorkbookDocuments) };
    process.stderr.write(`${extractWords.workbooksLeftOut[lang](words)}\n`);
  }
  return formats;
}

function limitsOf({ maxSize, timeLimit }: ExtractOptions): Limits {
  return {
    ...defaultLimits,
    ...(maxSize === undefined ? {} : { maxBytes: maxSize * megabyte }),
    ...(timeLimit === undefined ? {} : { maxMilliseconds: timeLimit * 1000 }),
  };
}

/** What the workers are told. */
async function describeWork(
  options: ExtractOptions,
  formats: readonly string[],
  limits: Limits,
): Promise<WorkerSettings> {
  const work = {
    formats: [...formats].sort(),
    write: { bom: options.bom },
    limits,
    ocr: options.ocr,
    corrections: options.corrections === undefined ? [] : await readCorrections(options.corrections),
  };
  return hashSettings(work, options.password);
}

/** Figures of a run. */
interface RunTotals {
  readonly inputs: number;
  readonly ok: number;
  readonly partial: number;
  readonly failed: number;
  readonly duplicate: number;
  readonly skipped: number;
  readonly fields: number;
  readonly to_review: number;
  readonly checks_failed: number;
}

function countRun(lines: readonly ManifestLine[]): RunTotals {
  const count = (status: ManifestLine['status']) => lines.filter((line) => line.status === status).length;
  const total = (key: 'fields' | 'to_review' | 'checks_failed') =>
    lines.reduce((sum, line) => sum + line[key], 0);
  return {
    inputs: lines.length,
    ok: count('ok'),
    partial: count('partial'),
    failed: count('failed'),
    duplicate: count('duplicate'),
    skipped: count('skipped'),
    fields: total('fields'),
    to_review: total('to_review'),
    checks_failed: total('checks_failed'),
  };
}

/** 0, or 1 where more inputs failed than allowed; skipped files are no inputs. */
function exitStatus(lines: readonly ManifestLine[], allowed: FailureAllowance): 0 | 1 {
  const failed = lines.filter((line) => line.status === 'failed').length;
  const inputs = lines.filter((line) => line.status !== 'skipped').length;
  const most = allowed.kind === 'count' ? allowed.value : (inputs * allowed.value) / 100;
  return failed <= most ? 0 : 1;
}

function logDetails(event: BatchEvent): Readonly<Record<string, unknown>> {
  if (event.kind === 'started') return { inputs: event.inputs };
  return {
    source: event.line.source,
    status: event.line.status,
    reused: event.reused,
    milliseconds: event.milliseconds,
    error: event.line.error,
    ...(event.stack === null ? {} : { stack: event.stack }),
  };
}

/** One line an input on stderr, whether a terminal or not: nothing to redraw, nothing to garble a log. */
function sayFinished(event: Extract<BatchEvent, { kind: 'finished' }>, language: Language): void {
  const { line } = event;
  const word = event.reused ? extractWords.reused[language] : extractWords.finished[line.status][language];
  const counts = extractWords.counts[language]({
    fields: String(line.fields),
    review: String(line.to_review),
    failed: String(line.checks_failed),
  });
  const fault = line.error === null ? [] : [describeFault(line.error, language)];
  const rest = (wasRead(line) ? [counts, ...fault] : fault).join('. ');
  process.stderr.write(`${word}  ${line.source}${rest === '' ? '' : `: ${rest}`}\n`);
}

function sayTotal(
  totals: RunTotals,
  metadata: Metadata,
  lines: readonly ManifestLine[],
  options: ExtractOptions,
): void {
  if (metadata.rows > 0) {
    const matched = new Set(lines.map((line) => metadata.find(line)).filter((row) => row.size > 0)).size;
    if (matched < metadata.rows) {
      const words = { count: String(metadata.rows - matched), rows: String(metadata.rows) };
      process.stderr.write(`${extractWords.metadataUnmatched[options.lang](words)}\n`);
    }
  }
  const words = {
    read: String(totals.ok + totals.partial),
    failed: String(totals.failed),
    duplicate: String(totals.duplicate),
    skipped: String(totals.skipped),
    fields: String(totals.fields),
    review: String(totals.to_review),
    out: options.output,
  };
  process.stderr.write(`${extractWords.total[options.lang](words)}\n`);
}
