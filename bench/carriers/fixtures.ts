import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Part, takeParts } from '../printed/parts.ts';
import { encode } from '../variants/carrier.ts';
import { type Arrangement, arrangementOf } from './arrangement.ts';
import { convert } from './office.ts';
import { bodyOf, pageOf } from './page.ts';
import { picturesOf } from './pictured.ts';
import { inPortal, toMhtml } from './portal.ts';
import { toWorkbook } from './workbook.ts';

/** What the tests' documents hold: two tables of items, one of a few sums, and text about them. */
const forms: readonly string[] = ['gk02', 'gk05', 'gk07'];
const proseParts = 12;
/** The form whose amounts are pictures in `pictured.docx`: few, for recognition takes its time. */
const picturedForm = 'gk07';

/**
 * Writes the tests' carriers of one disclosure, each laid out in its own way: `report.docx`, `.doc`, `.rtf` (LibreOffice),
 * `.xlsx`, `.xls`, `.ods`, `.html` (GB2312, in a portal's page), `.mhtml`, and `pictured.docx`.
 * @param text the dump of a disclosure
 */
export async function writeFixtures(folder: string, office: string, text: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(join(tmpdir(), 'mingxi-carrier-fixtures-'));
  const parts = cutShort(takeParts(text));
  const title = '部门决算';
  const plain = (_: string, figure: string): string => figure;
  const laid = (arrangement: Arrangement): string => bodyOf(parts, arrangement, plain);
  const toOffice = (name: string, extension: string, body: string): void => {
    const page = join(work, `${name}.html`);
    writeFileSync(page, pageOf(title, body, 'utf-8'));
    convert(office, [page], 'page', extension, work);
    renameSync(join(work, `${name}.${extension}`), join(folder, `${name}.${extension}`));
  };
  const ways = [0, 1, 2, 3].map((index): Arrangement => ({ ...arrangementOf(index), markup: 'plain' }));
  const [lines, rows, grid, bare] = ways;
  if (!lines || !rows || !grid || !bare) throw new Error('no arrangements');
  toOffice('report', 'docx', laid(grid));
  toOffice('report', 'doc', laid(rows));
  toOffice('report', 'rtf', laid(lines));
  for (const [extension, bookType, arrangement] of [
    ['xlsx', 'xlsx', rows],
    ['xls', 'biff8', grid],
    ['ods', 'ods', bare],
  ] as const)
    writeFileSync(join(folder, `report.${extension}`), toWorkbook(parts, arrangement, bookType));
  const portal = inPortal(title, laid({ ...rows, markup: 'processor' }));
  writeFileSync(join(folder, 'report.html'), encode(pageOf(title, portal, 'gb2312'), 'gb18030'));
  writeFileSync(join(folder, 'report.mhtml'), toMhtml(pageOf(title, laid(grid), 'utf-8')));
  const figure = await picturesOf(parts, [picturedForm], lines.type);
  const pictured = parts.filter((part) => part.kind !== 'table' || part.form === picturedForm);
  toOffice('pictured', 'docx', bodyOf(pictured, lines, figure));
  rmSync(work, { recursive: true, force: true });
}

/** The title, some tables, and the beginning of the explanation behind them. */
function cutShort(parts: readonly Part[]): Part[] {
  const last = parts.findLastIndex((part) => part.kind === 'table' && part.form !== '');
  const prose = parts.slice(last + 1).filter(({ kind }) => kind === 'heading' || kind === 'paragraph');
  const tables = parts.filter((part) => part.kind === 'table' && forms.includes(part.form));
  return [...parts.slice(0, 1), ...tables, ...prose.slice(0, proseParts)];
}
