import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Truth } from '../variants/truth.ts';
import { percent } from './figures.ts';
import type { Made } from './make.ts';
import { findTesseract, readNatively } from './native.ts';
import { extractScans } from './ours.ts';

const megabyte = 1024 * 1024;

/**
 * Seconds a page and memory an engine, beside the native `tesseract` command on the same pages in the same run: of each
 * kind of whole pages the first documents.
 * @param count documents of a kind
 * @param jobs engines at a time
 */
export function tellBeside(folder: string, scans: readonly Made[], count: number, jobs: string): string[] {
  const version = findTesseract();
  const lines = [
    '',
    `| kind | pages | mingxi, ${jobs} engines: s a page | processor s a page | tesseract ${version ?? '(none here)'}, one process: s a page | ratio | amounts in its text | MB an engine |`,
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
  ];
  for (const kind of new Set(scans.filter(({ pictures }) => pictures.length > 0).map((scan) => scan.kind))) {
    const own = scans.filter((scan) => scan.kind === kind).slice(0, count);
    const files = own.map(({ file }) => file);
    const out = join(folder, 'out-beside');
    const pages = own.reduce((sum, scan) => sum + scan.pages, 0);
    const ours = extractScans(files, out, jobs);
    // the same files without reading the pictures: what is not the engines'
    const without = extractScans(files, out, jobs, ['--ocr', 'none']);
    const native =
      version === null ? [] : own.map((scan) => readNatively(scan.pictures, truthOf(folder, scan)));
    const sum = (of: (one: (typeof native)[number]) => number): number =>
      native.reduce((total, one) => total + of(one), 0);
    const [mine, theirs] = [ours.wall / pages, sum(({ seconds }) => seconds) / sum((one) => one.pages)];
    const memory = (ours.peak - without.peak) / Number(jobs) / megabyte;
    const cells = [
      ...[kind, String(pages), mine.toFixed(2), (ours.cpu / pages).toFixed(2)],
      ...(version === null ? ['-', '-', '-'] : [theirs.toFixed(2), (mine / theirs).toFixed(2)]),
      ...(version === null ? [] : [percent(sum(({ found }) => found) / sum(({ amounts }) => amounts))]),
      `${memory.toFixed(0)} (peak of the process ${(ours.peak / megabyte).toFixed(0)}, without reading ${(without.peak / megabyte).toFixed(0)})`,
    ];
    lines.push(`| ${cells.join(' | ')} |`);
  }
  return lines;
}

function truthOf(folder: string, { id }: Made): Truth {
  return JSON.parse(readFileSync(join(folder, 'truth', id, 'truth.json'), 'utf8')) as Truth;
}
