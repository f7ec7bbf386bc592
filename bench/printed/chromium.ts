import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Where browsers that print stand; MINGXI_CHROMIUM names another. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Chromium rounds page sizes to whole pixels: so far (points) a page's height may be off. */
const pageSlack = 1.5;

/** The browser to print with, null where there is none. */
export function findChromium(): string | null {
  const named = process.env.MINGXI_CHROMIUM;
  return [...(named ? [named] : []), ...places].find((path) => existsSync(path)) ?? null;
}

/** Prints a page to a PDF file; throws with the browser's words where it does not. */
export function printToPdf(chromium: string, html: string, pdf: string): void {
  const run = spawnSync(
    chromium,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-pdf-header-footer',
      '--disable-pdf-tagging',
      `--print-to-pdf=${pdf}`,
      `file://${html}`,
    ],
    { encoding: 'utf8' },
  );
  if (!existsSync(pdf)) throw new Error(`${chromium} printed nothing: ${run.stderr}`);
}

/**
 * Gives pages a /Rotate by an update at the end of the file (ISO 32000-1, 7.5.6): those whose height is the given one.
 * Only for what Chromium writes: page dictionaries in the open, one an object.
 * @param height of the pages to turn, points
 */
export function rotatePages(pdf: string, degrees: 90 | 270, height: number): void {
  const bytes = readFileSync(pdf);
  const text = bytes.toString('latin1');
  let update = '';
  const entries: { id: number; at: number }[] = [];
  for (const found of text.matchAll(/(\d+) 0 obj\s*<<([\s\S]*?)>>\s*endobj/gu)) {
    const [, id = '', body = ''] = found;
    const box = /\/MediaBox \[0 0 [\d.]+ ([\d.]+)\]/u.exec(body);
    if (!/\/Type \/Page\b/u.test(body) || !box || Math.abs(Number(box[1]) - height) > pageSlack) continue;
    entries.push({ id: Number(id), at: bytes.length + update.length });
    update += `${id} 0 obj\n<<${body}\n/Rotate ${degrees}>>\nendobj\n`;
  }
  const trailer = /trailer\s*<<([\s\S]*?)>>\s*startxref\s*(\d+)\s*%%EOF\s*$/u.exec(text);
  if (!trailer || entries.length === 0) throw new Error(`${pdf}: no pages to rotate, or no plain trailer`);
  const xref = bytes.length + update.length;
  update += `xref\n${entries.map(({ id, at }) => `${id} 1\n${String(at).padStart(10, '0')} 00000 n \n`).join('')}`;
  update += `trailer\n<<${(trailer[1] ?? '').replace(/\/Prev \d+/u, '')}\n/Prev ${trailer[2]}>>\nstartxref\n${xref}\n%%EOF\n`;
  writeFileSync(pdf, Buffer.concat([bytes, Buffer.from(update, 'latin1')]));
}
