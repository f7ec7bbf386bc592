import { measure } from '../measure.ts';
import type { Truth } from '../variants/truth.ts';
import { canonical } from './judge.ts';

/** What the native `tesseract` command made of pages. */
export interface NativeFigures {
  readonly pages: number;
  /** Seconds on the clock, one process and one thread at a time. */
  readonly seconds: number;
  /** Printed amounts other than zero, and how many of them stand somewhere in its text: rows and columns are not asked for. */
  readonly amounts: number;
  readonly found: number;
}

/** Name and version of the command, null where there is none. */
export function findTesseract(): string | null {
  const run = measure(['tesseract', '--version']);
  const version = /tesseract (\S+)/u.exec(run.stdout + run.stderr)?.[1];
  return run.status === 0 && version ? version : null;
}

/**
 * Reads whole pages with the native command: Chinese, one process, one thread.
 * @param pages paths of pictures
 * @param truth what is printed on them together
 */
export function readNatively(pages: readonly string[], truth: Truth): NativeFigures {
  process.env.OMP_THREAD_LIMIT = '1';
  let seconds = 0;
  let text = '';
  for (const page of pages) {
    const run = measure(['tesseract', page, '-', '-l', 'chi_sim']);
    seconds += run.wall;
    text += `${run.stdout}\n`;
  }
  const numbers = new Map<string, number>();
  for (const found of text.normalize('NFKC').matchAll(/-?\d[\d,]*(?:\.\d+)?/gu)) {
    const value = canonical(found[0]);
    if (value !== null) numbers.set(value, (numbers.get(value) ?? 0) + 1);
  }
  let [amounts, found] = [0, 0];
  for (const field of truth.fields) {
    const value = field.blank || field.state !== 'printed' ? null : canonical(field.value ?? '');
    if (value === null || value === '0') continue;
    amounts++;
    const left = numbers.get(value) ?? 0;
    if (left > 0) found++;
    numbers.set(value, left - 1);
  }
  return { pages: pages.length, seconds, amounts, found };
}
