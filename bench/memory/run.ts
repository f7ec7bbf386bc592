/**
 * npm run bench:memory -- [--pages 2000]
 *
 * Memory of one worker over many pages, with PDFs of our own: one file of that many pages and shorter ones, which tell
 * what a page of a file costs, and the same pages as files of twenty, which tell what remains of a page after its
 * document is done. The memory is that of the whole process: the main thread and the worker.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { makePdf } from '../../test/make-pdf.ts';
import { measure } from '../measure.ts';
import { pagesOfReport, reportPages } from './report-pages.ts';
import type { Samples } from './slope.ts';
import { residentAt, slopeOf } from './slope.ts';

const { values: options } = parseArgs({ options: { pages: { type: 'string', default: '2000' } } });

/** What a worker may take, in megabytes: the goal. */
const goal = 600;
/** Seconds for one file: memory is asked for here, not speed. */
const timeLimit = 1800;
const megabyte = 1024 * 1024;

const units = Math.max(1, Math.round(Number(options.pages) / pagesOfReport));
const out = mkdtempSync(join(tmpdir(), 'mingxi-memory-'));
try {
  tell();
} finally {
  rmSync(out, { recursive: true, force: true });
}

function tell(): void {
  console.log(
    `== memory of one worker; the goal is ${goal} MB over ${units * pagesOfReport} pages, and flat\n`,
  );
  console.log('| input | pages | peak, MB | outcome |');
  console.log('| --- | --- | --- | --- |');
  const lengths = [
    ...new Set([units / 100, units / 4, units / 2, units].map((n) => Math.max(1, Math.round(n)))),
  ];
  const peaks = lengths.map((length): readonly [number, number] => {
    const pages = length * pagesOfReport;
    const file = join(out, `${pages}.pdf`);
    writeFileSync(file, makePdf(numbers(length).flatMap(reportPages)));
    const { samples, outcome } = extract([file]);
    console.log(`| one file | ${pages} | ${toMegabytes(samples.peak)} | ${outcome} |`);
    return [pages, samples.peak];
  });
  const many = extract(writeReports(), join(out, 'log.jsonl'));
  const total = units * pagesOfReport;
  console.log(
    `| ${units} files of ${pagesOfReport} pages | ${total} | ${toMegabytes(many.samples.peak)} | ${many.outcome} |\n`,
  );
  const done = finishTimes(join(out, 'log.jsonl')).map((time, at): readonly [number, number] => [
    (at + 1) * pagesOfReport,
    residentAt(many.samples, time),
  ]);
  // The first half warms up: code is compiled, the heap takes its size.
  const settled = done.slice(done.length >> 1);
  console.log(`A page more of one file: ${perHundred(slopeOf(peaks))} MB more at the peak, a hundred pages.`);
  console.log(
    `A page more in files of ${pagesOfReport}, second half: ${perHundred(slopeOf(settled))} MB, a hundred pages.`,
  );
}

function writeReports(): string[] {
  const folder = join(out, 'reports');
  mkdirSync(folder);
  return numbers(units).map((unit) => {
    const file = join(folder, `${String(unit).padStart(4, '0')}.pdf`);
    writeFileSync(file, makePdf(reportPages(unit)));
    return file;
  });
}

/** Extracts files with one worker. */
function extract(files: readonly string[], log?: string): { samples: Samples; outcome: string } {
  const result = join(out, 'result');
  rmSync(result, { recursive: true, force: true });
  const samplesFile = join(out, 'samples.json');
  process.env.MINGXI_BENCH_SAMPLES = samplesFile;
  const { status, stderr } = measure([
    process.execPath,
    '--import',
    pathToFileURL(resolve('bench/memory/sample.mjs')).href,
    join('dist', 'pipeline', 'cli.js'),
    'extract',
    ...files,
    '-o',
    result,
    '--format',
    'csv,json',
    '--jobs',
    '1',
    '--time-limit',
    String(timeLimit),
    '--max-size',
    '1000',
    ...(log === undefined ? [] : ['--log', log]),
  ]);
  const samples = JSON.parse(readFileSync(samplesFile, 'utf8')) as Samples;
  const lines = readFileSync(join(result, 'manifest.jsonl'), 'utf8').split('\n').filter(Boolean);
  const faults = new Set(
    lines
      .map((line) => JSON.parse(line) as { status: string; error: { code: string } | null })
      .flatMap(({ status: ended, error }) => (ended === 'ok' ? [] : [error?.code ?? ended])),
  );
  const outcome = status === 0 ? 'ok' : faults.size > 0 ? [...faults].join(', ') : stderr.trim().slice(-200);
  return { samples, outcome };
}

/** When each document was finished, in milliseconds since 1970, in the order of finishing. */
function finishTimes(log: string): number[] {
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { at: string; event: string })
    .filter(({ event }) => event === 'finished')
    .map(({ at }) => Date.parse(at));
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, number) => number);
}

function toMegabytes(bytes: number): number {
  return Math.round(bytes / megabyte);
}

function perHundred(bytesAPage: number): string {
  return ((bytesAPage * 100) / megabyte).toFixed(1);
}
