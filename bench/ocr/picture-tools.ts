import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A page as pixels: rows from the top, 8 bits a channel. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly data: Uint8Array;
}

/** Whether a command can be run. */
export function haveCommand(name: string): boolean {
  return spawnSync(name, ['-v'], { stdio: 'ignore' }).error === undefined;
}

/**
 * Paints the pages of a PDF with poppler's pdftoppm, into files of a folder that are used again when they are there.
 * @returns paths of PPM files, one a page, in the order of pages
 */
export function paintPages(pdf: string, folder: string, dpi: number): string[] {
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true });
    const run = spawnSync('pdftoppm', ['-r', String(dpi), pdf, join(folder, 'p')], { encoding: 'utf8' });
    if (run.status !== 0) {
      rmSync(folder, { recursive: true, force: true });
      throw new Error(`pdftoppm: ${run.stderr}`);
    }
  }
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ppm'))
    .sort()
    .map((name) => join(folder, name));
}

/** Reads a PPM of three channels of 8 bits (P6). */
export function readPpm(path: string): Pixels {
  const bytes = readFileSync(path);
  const header = /^P6\s+(\d+)\s+(\d+)\s+255\s/u.exec(bytes.subarray(0, 64).toString('latin1'));
  if (!header) throw new Error(`${path}: no PPM`);
  const data = bytes.subarray(header[0].length);
  return { width: Number(header[1]), height: Number(header[2]), channels: 3, data };
}
