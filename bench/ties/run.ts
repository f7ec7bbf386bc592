/**
 * npm run bench:ties -- [--jobs N]
 *
 * Extracts the budgets and accounts of MINGXI_CORPORA/cn-gov (default ../shared/corpora) with the built command and tries
 * in every table, bound to a form or not, all sums that its codes, totals and headers promise; the two halves of
 * 收支总表; the same codes in tables of one total; the collection's own 收支预算总表.csv; and every number that
 * another program finds in the frame of a table. Lists each mismatch with page and figures: it is ours or the file's.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseString } from 'fast-csv';
import { type JsonTable, readAccounts } from './accounts.ts';
import { type Tie, trySums } from './sums.ts';
import { compareTokens } from './tokens.ts';

interface JsonDocument {
  readonly source: string;
  readonly fiscal_year: string;
  readonly tables: readonly JsonTable[];
}

const { values: options } = parseArgs({ options: { jobs: { type: 'string', default: '2' } } });
const folder = join(resolve(process.env.MINGXI_CORPORA ?? '../shared/corpora'), 'cn-gov');
if (!existsSync(folder)) console.log('cn-gov: absent');
else await run();

async function run(): Promise<void> {
  const out = mkdtempSync(join(tmpdir(), 'mingxi-ties-'));
  try {
    const command = ['dist/pipeline/cli.js', 'extract', folder, '-o', out, '--force', '--jobs', options.jobs];
    spawnSync(process.execPath, command);
    const ties: Tie[] = [];
    let [figures, tokens] = [0, 0];
    for (const name of readdirSync(join(out, 'documents')).sort()) {
      const document = JSON.parse(
        readFileSync(join(out, 'documents', name, 'document.json'), 'utf8'),
      ) as JsonDocument;
      const accounts = document.tables.flatMap((table) => readAccounts(table) ?? []);
      const own = trySums(accounts);
      const listed = [...own.filter((tie) => !tie.ties).map(tell), ...(await compareCsv(document))];
      const differences = compareTokens(join(folder, document.source), document.tables);
      figures += accounts.flatMap(({ sides }) =>
        sides.flatMap(({ rows }) => rows.flatMap((row) => [...row.amounts])),
      ).length;
      tokens += differences?.length ?? 0;
      console.log(
        `${document.source}: ${document.tables.length} tables, ${own.filter((tie) => tie.ties).length} of ${own.length} sums tie out` +
          `${differences === null ? ', no pdftotext' : `, ${differences.length} numbers differ from pdftotext's`}`,
      );
      for (const line of [...listed, ...(differences ?? [])]) console.log(`  ${line}`);
      ties.push(...own);
    }
    const kinds = [...new Set(ties.map(({ kind }) => kind))].map((kind) => {
      const own = ties.filter((tie) => tie.kind === kind);
      return `${kind} ${own.filter((tie) => tie.ties).length}/${own.length}`;
    });
    console.log(
      `\n${figures} amounts; sums that tie out: ${kinds.join(', ')}; numbers that differ: ${tokens}`,
    );
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

function tell({ kind, where, page, printed, computed }: Tie): string {
  return `p${page} ${kind} ${where}: ${printed} printed, ${computed} computed`;
}

/** The figures of the office's 收支预算总表.csv of the year against the document's 收支预算总表. */
async function compareCsv({ source, fiscal_year: year, tables }: JsonDocument): Promise<string[]> {
  const file = join(folder, `${source.split('-')[0]}-收支预算总表.csv`);
  const table = tables.find(({ title }) => /(?<!拨款)收支预算总表$/u.test(title ?? '')) ?? tables[0];
  const accounts = table && readAccounts(table);
  if (!existsSync(file) || !accounts) return [];
  const printed = new Map<string, string[]>();
  for (const { columns, rows } of accounts.sides)
    for (const { label, amounts } of rows)
      for (const column of columns) {
        const amount = amounts.get(column);
        const plain = label.replace(/^(?:[一二三四五六七八九十]+、|\d{1,2}[.、．])/u, '');
        if (amount) printed.set(plain, [...(printed.get(plain) ?? []), amount.toFixed()]);
      }
  const missing: string[] = [];
  const parsed = parseString<Record<string, string>, Record<string, string>>(readFileSync(file, 'utf8'), {
    headers: (names) => names.map((name, i) => name || `column${i}`),
  });
  for await (const row of parsed as AsyncIterable<Record<string, string>>) {
    if (!row.column0?.startsWith(year)) continue;
    for (const [name, value] of Object.entries(row)) {
      if (name === 'column0' || value === '') continue;
      const found = printed.get(name) ?? [];
      if (!found.some((amount) => Number(amount) === Number(value)))
        missing.push(`csv ${name}: ${value} there, ${found.join(', ') || 'nothing'} here`);
    }
  }
  return missing;
}
