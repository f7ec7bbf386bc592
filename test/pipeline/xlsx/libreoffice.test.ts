import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { parseNumber } from '../../../normalizers/number.ts';
import { csvToRecords, unguardFormula } from '../../../pipeline/output/csv-text.ts';
import { runTables } from '../../../pipeline/output/run-tables.ts';
import { writer as csv } from '../../../pipeline/writers/csv.ts';
import { writer as xlsx } from '../../../pipeline/writers/xlsx.ts';
import { fitsDouble } from '../../../pipeline/xlsx/cell-xml.ts';
import type { ColumnSpec } from '../../../schemas/columns.ts';
import { figures } from '../../conformance/hostile-documents.ts';
import { inFolder } from '../../conformance/value-readers.ts';
import { hasProgram } from '../../optional-programs.ts';
import { makeField, makeResult } from '../result-builder.ts';
import { documentFiles, runWriterBytes } from '../run-sink.ts';
import { seedResult } from '../seed-result.ts';

const seedName = 'zhuzhou-injury-insurance-centre-2021-final-accounts.txt';

const hasLibreOffice = await hasProgram('libreoffice');
/** LibreOffice takes seconds to start, more on a busy machine. */
const patience = 120_000;

/** Every sheet as CSV with `,` and `"`, in UTF-8, texts quoted so that numbers can be told from them. */
const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1';

/** What LibreOffice reads in each sheet, by its name. */
function openInLibreOffice(bytes: Uint8Array): Promise<ReadonlyMap<string, string>> {
  return inFolder(async (folder) => {
    const out = path.join(folder, 'out');
    await mkdir(out);
    await writeFile(path.join(folder, 'book.xlsx'), bytes);
    convert(folder, out);
    const sheets = new Map<string, string>();
    for (const name of await readdir(out)) {
      sheets.set(name.replace(/^book-|\.csv$/gu, ''), await readFile(path.join(out, name), 'utf8'));
    }
    return sheets;
  });
}

/** @throws Error with LibreOffice's own words where it writes nothing */
function convert(folder: string, out: string): void {
  const profile = pathToFileURL(path.join(folder, 'profile')).href;
  const { status, stdout, stderr } = spawnSync(
    'soffice',
    [
      `-env:UserInstallation=${profile}`,
      '--headless',
      '--convert-to',
      filter,
      '--outdir',
      out,
      path.join(folder, 'book.xlsx'),
    ],
    // Its files are named by the sheets: without a locale it cannot write a Chinese name.
    { timeout: patience, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } },
  );
  if (readdirSync(out).length === 0)
    throw new Error(`LibreOffice wrote nothing. Exit ${status}: ${stdout}${stderr}`);
}

/** The same value, however many zeros it is printed with and whether with an exponent; LibreOffice says TRUE. */
function comparable({ name, type, exact }: ColumnSpec, text: string): string {
  if (type === 'boolean') return text.toLowerCase();
  const isFigure = exact || type !== 'string' || name === 'expected' || name === 'actual';
  if (!isFigure || text === '' || Number.isNaN(Number(text))) return text;
  return fitsDouble(text) || /e/iu.test(text) ? String(Number(text)) : text;
}

it.skipIf(!hasLibreOffice)(
  'LibreOffice reads in the workbook of a run what stands in the CSV files',
  async () => {
    const texts = [
      '2080101',
      '0205',
      '=1+1',
      '@a',
      '+1',
      '-',
      "'x",
      ' white  space ',
      '_x0041_',
      '007',
      '1e5',
      '甲"乙',
    ];
    const odd = makeResult({
      source: 'odd.txt',
      fields: [
        ...texts.map((text, row) =>
          makeField({ key: `t${row}`, row, rowCode: text, raw: text, rowLabel: text }),
        ),
        ...figures.map((value, row) => makeField({ key: `f${row}`, row, value, raw: value, unit: '元' })),
      ],
    });
    const documents = [odd, await seedResult(seedName)];
    const sheets = await openInLibreOffice((await runWriterBytes(xlsx, documents)).get('mingxi.xlsx')!);
    const files = await runWriterBytes(csv, documents);
    const { fields, checks, summary, links } = runTables([]);
    for (const spec of [fields, checks, summary, links]) {
      const read = await csvToRecords(sheets.get(spec.name) ?? '');
      const expected = await csvToRecords(files.get(spec.path)?.toString('utf8') ?? '');
      for (const column of spec.columns) {
        const ofColumn = (records: typeof read, clean: (text: string) => string) =>
          records.map((record) => comparable(column, clean(record.get(column.name) ?? '')));
        expect(ofColumn(read, String), `${spec.name}.${column.name}`).toEqual(
          ofColumn(expected, unguardFormula),
        );
      }
    }
    // Codes are texts for it, figures numbers.
    expect(sheets.get('fields')).toMatch(/,"2080101",.*,140\.8,/u);
  },
  patience,
);

it.skipIf(!hasLibreOffice)(
  'LibreOffice reads in the workbook of a document what the tables hold',
  async () => {
    const result = await seedResult(seedName);
    const sheets = [...(await openInLibreOffice(documentFiles(xlsx, result).get('tables.xlsx')!))];
    expect(sheets).toHaveLength(result.tables.length + 1);
    for (const [index, table] of result.tables.entries()) {
      const [, text = ''] =
        sheets.find(([name]) => name.startsWith(String(index + 1).padStart(2, '0'))) ?? [];
      // The table begins in the fourth row; a record parser wants a header without names that stand twice.
      const letters = Array.from({ length: table.columns + 6 }, (_, column) => `c${column}`);
      const rows = await csvToRecords(`${letters.join(',')}\n${text}`);
      for (const cell of table.cells) {
        const read = rows[cell.row + 3]?.get(`c${cell.column}`) ?? '';
        const value = result.fields.find(
          (field) => field.tableId === table.id && field.row === cell.row && field.column === cell.column,
        )?.value;
        const expected = value ?? cell.text;
        const figure = value === undefined || value === null ? null : parseNumber(read);
        if (figure !== null && value) expect(Number(figure.value), cell.text).toBe(Number(value));
        else expect(read).toBe(expected);
      }
    }
  },
  patience,
);
