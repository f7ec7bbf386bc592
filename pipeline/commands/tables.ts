import type { Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { defaultLimits, megabyte, ocrHelp, ocrOption, wholeNumber } from '../../schemas/config.ts';
import { PipelineError } from '../../schemas/error.ts';
import { readMemberPath } from '../bundles/read-member.ts';
import { errorCodeOf } from '../inputs.ts';
import { openDocument } from '../library.ts';
import { chooseEngine } from '../ocr/engine-choice.ts';
import type { PrintedTable } from '../output/printed-tables.ts';
import {
  nameTable,
  tablesToCsv,
  tablesToHtml,
  tablesToJson,
  tablesToMarkdown,
} from '../output/printed-tables.ts';
import type { Language } from '../screen/language.ts';
import { printPieces } from '../screen/screen-output.ts';
import { tableWords } from '../screen/table-messages.ts';
import { UsageError } from '../usage-error.ts';

const examples = `
Examples:
  mingxi tables report.pdf --list                    what tables there are
  mingxi tables report.pdf --table t3 > t3.csv       one of them
  mingxi tables report.pdf --pages 2-4 --html        those that stand on these pages, merged cells kept
  curl -s https://example.org/a.pdf | mingxi tables - --json

Cells are as printed: nothing is checked against other tables and no form is needed; for values with units and
confidence use mingxi extract. Of several tables each CSV stands under a line with # and its name, an empty line
between them; a single one has neither.

Exit status: 0 read (a warning on stderr tells what was left out), 1 the file cannot be read, 2 the command line is wrong.`;

/** Adds `mingxi tables`. */
export function addTables(program: Command): void {
  program
    .command('tables')
    .description('print the tables of one file: CSV, JSON, Markdown or HTML')
    .argument('<file>', 'a document, one in a bundle (bundle.zip!/path), or - for standard input')
    .option('--table <ids>', 'only these, by commas: t3 or t1,t4 (default: all)')
    .option('--pages <list>', 'only tables that stand on these pages: 3, 2-4 or 2-4,9')
    .option('--list', 'only the names of the tables, one a line')
    .option('--csv', 'as CSV (the default)')
    .option('--json', 'as JSON: cells with row, column, spans, page, box and role')
    .option('--markdown', 'as Markdown')
    .option('--html', 'as an HTML page, merged cells kept')
    .option('--bom', 'begin the CSV with a byte order mark, for Excel')
    .option('--ocr <engine>', ocrHelp)
    .option('--password <text>', 'user password of an encrypted PDF')
    .option('--time-limit <seconds>', `for the document (default: ${defaultLimits.maxMilliseconds / 1000})`)
    .option('--max-size <megabytes>', `of the document (default: ${defaultLimits.maxBytes / megabyte})`)
    .option('--lang <language>', 'language on the screen, en or zh (default: en)')
    .addHelpText('after', examples)
    .action(async (file: string, options: unknown) => {
      await printTables(file, parseOptions(options));
    });
}

const shapes = ['csv', 'json', 'markdown', 'html', 'list'] as const;
const flag = z.boolean().default(false);
const tablesOptions = z
  .object({
    table: z
      .string()
      .regex(/^\s*t?\d{1,6}(?:\s*,\s*t?\d{1,6})*\s*$/u, '--table wants ids by commas: t3 or t1,t4')
      .transform((text) => text.split(',').map((part) => `t${Number(part.trim().replace(/^t/u, ''))}`))
      .optional(),
    pages: z
      .string()
      .regex(
        /^\s*\d{1,6}(?:-\d{1,6})?(?:\s*,\s*\d{1,6}(?:-\d{1,6})?)*\s*$/u,
        '--pages wants pages: 3, 2-4 or 2-4,9',
      )
      .transform((text) => text.split(',').map(parseRange))
      .optional(),
    csv: flag,
    json: flag,
    markdown: flag,
    html: flag,
    list: flag,
    bom: flag,
    ocr: ocrOption,
    password: z.string().default(''),
    timeLimit: wholeNumber('--time-limit', 1, 86_400).optional(),
    maxSize: wholeNumber('--max-size', 1, 2048).optional(),
    lang: z.enum(['en', 'zh'], { error: '--lang knows en and zh' }).default('en'),
  })
  .refine(
    (options) => shapes.filter((shape) => options[shape]).length <= 1,
    `only one of ${shapes.map((shape) => `--${shape}`).join(', ')} at a time`,
  );
type TablesOptions = z.output<typeof tablesOptions>;
type PageRange = readonly [first: number, last: number];

function parseRange(text: string): PageRange {
  const [first = 0, last = first] = text.trim().split('-').map(Number);
  return [first, last];
}

function parseOptions(options: unknown): TablesOptions {
  const parsed = tablesOptions.safeParse(options);
  if (parsed.success) return parsed.data;
  throw new UsageError('option-bad', { cause: parsed.error.issues[0]?.message ?? 'an option is wrong' });
}

async function printTables(file: string, options: TablesOptions): Promise<void> {
  // An engine that is not known is the command line's fault, not the document's.
  await chooseEngine(options.ocr);
  const maxBytes = options.maxSize === undefined ? defaultLimits.maxBytes : options.maxSize * megabyte;
  const bytes = await readWithin(file, maxBytes);
  const name = file === '-' ? 'stdin' : path.basename(file);
  const { document } = await openDocument(bytes, {
    name,
    maxBytes,
    ocr: options.ocr,
    ...(options.password === '' ? {} : { password: options.password }),
    ...(options.timeLimit === undefined ? {} : { maxMilliseconds: options.timeLimit * 1000 }),
  });
  sayWarnings(document.warnings, options.lang);
  // A table that was rebuilt from its form has no cells of its own to print.
  const all = document.tables.filter((table) => !table.rebuilt);
  const tables = selectTables(all, options, name);
  const pageWord = tableWords.page[options.lang];
  if (tables.length === 0) process.stderr.write(`${tableWords.none[options.lang]({ name })}\n`);
  if (options.list)
    await printPieces(
      tables.map((table) => `${nameTable(table, pageWord)} · ${table.rows} × ${table.columns}\n`),
    );
  else if (options.json) await printPieces(tablesToJson(tables));
  else if (options.markdown) await printPieces(tablesToMarkdown(tables, pageWord));
  else if (options.html) await printPieces(tablesToHtml(tables, pageWord, name));
  else if (tables.length > 0) await printPieces(tablesToCsv(tables, pageWord, options.bom));
}

function selectTables(
  tables: readonly PrintedTable[],
  { table: ids, pages }: TablesOptions,
  name: string,
): readonly PrintedTable[] {
  const unknown = ids?.find((id) => !tables.some((table) => table.id === id));
  if (unknown !== undefined)
    throw new UsageError('table-unknown', {
      id: unknown,
      name,
      known: tables.map(({ id }) => id).join(', ') || '–',
    });
  return tables.filter(
    (table) =>
      (ids === undefined || ids.includes(table.id)) &&
      (pages === undefined ||
        pages.some(([first, last]) => table.pages.some((page) => first <= page && page <= last))),
  );
}

/** Warnings that tell of something that was not read; the others are about values, which are not printed here. */
const readingFaults = new Set(['page-failed', 'text-unusable', 'picture-unread', 'table-text-lost']);

function sayWarnings(
  warnings: readonly { readonly code: string; readonly message: string }[],
  language: Language,
): void {
  for (const { code, message } of warnings)
    if (readingFaults.has(code)) process.stderr.write(`${tableWords.leftOut[language]({ message })}\n`);
}

/**
 * The bytes of a file, of a document in a bundle (`bundle.zip!/path`), or of standard input.
 * @throws UsageError where there is no such file; PipelineError `file-too-large`, `unreadable-file`
 */
async function readWithin(file: string, maxBytes: number): Promise<Uint8Array> {
  if (file === '-') return await readInput(maxBytes);
  const found: Stats | null = await stat(file).catch(() => null);
  const member = found === null ? await readMemberPath(file) : null;
  if (member !== null) return member;
  if (found === null || found.isDirectory()) throw new UsageError('file-missing', { path: file });
  if (found.size > maxBytes) throw tooLarge(maxBytes);
  return await readFile(file).catch((cause: unknown) => {
    throw new PipelineError('unreadable-file', 'read', `The file cannot be read (${errorCodeOf(cause)}).`, {
      hint: 'Check that you may read it.',
      cause,
    });
  });
}

async function readInput(maxBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of process.stdin) {
    const bytes: Uint8Array = piece;
    length += bytes.length;
    if (length > maxBytes) throw tooLarge(maxBytes);
    pieces.push(bytes);
  }
  return Buffer.concat(pieces);
}

function tooLarge(maxBytes: number): PipelineError {
  const megabytes = Math.floor(maxBytes / megabyte);
  return new PipelineError('file-too-large', 'read', `The document has more than ${megabytes} MB.`, {
    hint: 'Split it, or raise --max-size.',
  });
}
