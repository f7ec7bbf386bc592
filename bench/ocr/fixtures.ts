import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { printToPdf } from '../printed/chromium.ts';
import { toHtml } from '../printed/html.ts';
import { pdfOfPictures } from './containers.ts';
import { chooseDamage, type Damage, scanPage } from './damage.ts';
import type { ShortDocument } from './documents.ts';
import { figuresAsPictures } from './picture-cells.ts';
import { type Pixels, paintPages, readPpm } from './picture-tools.ts';

/** White left round the ink of a page, millimetres. */
const margin = 6;
/** What the tests' scans show: one table of items, one of a few sums. */
const forms: readonly string[] = ['gk05', 'gk07'];
/** The scan with everything on it: tilt in degrees, a seal over the first table. */
const dirty: Partial<Damage> = { tilt: 1.2, blur: 0.4, gauss: 6, pepper: 0, shadow: 30, quality: 55 };
const seal = { x: 0.62, y: 0.3, size: 38, turn: 12, kind: 0 };

/**
 * Writes the tests' scans: `clean-200.jpg` (gk05), `dirty-150.pdf` (gk05 and gk07, tilt, noise, shadow, a seal),
 * `picture-cells.pdf` (text, the figures of gk07 are pictures), and `truth.json` with the cells of both tables.
 */
export async function writeFixtures(folder: string, chromium: string, source: ShortDocument): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(join(tmpdir(), 'mingxi-scan-fixtures-'));
  const [title, ...rest] = source.parts;
  const print = (name: string, of: readonly string[]): string => {
    const parts = rest.filter((part) => part.kind === 'table' && of.includes(part.form));
    return toHtml(
      title ? [title, ...parts] : parts,
      { ...source.layout, flow: 'running', head: false, foot: '' },
      name,
    );
  };
  const toPdf = (name: string, html: string): string => {
    writeFileSync(join(work, `${name}.html`), html);
    printToPdf(chromium, join(work, `${name}.html`), join(work, `${name}.pdf`));
    return join(work, `${name}.pdf`);
  };
  const paint = async (name: string, of: readonly string[], dpi: number): Promise<Pixels> => {
    const [page] = paintPages(toPdf(name, print(name, of)), join(work, name), dpi);
    if (!page) throw new Error(`${name}: no page`);
    return trim(readPpm(page), dpi);
  };
  const one = await paint('one', ['gk05'], 200);
  writeFileSync(join(folder, 'clean-200.jpg'), await scanPage(one, chooseDamage('clean', 7), 200, 7));
  const two = await paint('two', forms, 150);
  const damage: Damage = { ...chooseDamage('dirty', 1), ...dirty, seals: [seal] };
  writeFileSync(
    join(folder, 'dirty-150.pdf'),
    await pdfOfPictures([await scanPage(two, damage, 150, 1)], 150),
  );
  const { font, size } = source.layout;
  const cells = await figuresAsPictures(print('cells', ['gk07']), font, size, 200);
  const pdf = toPdf('cells', cells);
  writeFileSync(join(folder, 'picture-cells.pdf'), readFileSync(pdf));
  const { entity, fiscal_year, fields } = source.truth;
  const own = fields
    .filter(({ table }) => forms.includes(table))
    .map(({ table, row_code, row_label, column, value, unit, blank }) => ({
      ...{ table, row_code, row_label, column },
      ...{ value, unit, blank },
    }));
  writeFileSync(
    join(folder, 'truth.json'),
    `${JSON.stringify({ entity, fiscal_year, fields: own }, null, 1)}\n`,
  );
  rmSync(work, { recursive: true });
}

/** A page without the white round its ink. */
async function trim(page: Pixels, dpi: number): Promise<Pixels> {
  const { width, height, channels } = page;
  const border = Math.round((margin / 25.4) * dpi);
  const { data, info } = await sharp(page.data, { raw: { width, height, channels } })
    .trim({ background: '#fff', threshold: 20 })
    .extend({ top: border, bottom: border, left: border, right: border, background: '#fff' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: 3, data };
}
