import type { Command } from 'commander';
import { z } from 'zod';
import { ask } from '../query/answer.ts';
import { answerAsCsv, answerAsJson, answerAsTable } from '../query/print-answer.ts';
import { openDatabase } from '../query/results-database.ts';
import type { Language } from '../screen/language.ts';
import { queryWords } from '../screen/query-messages.ts';
import { languageOf } from '../screen/screen-language.ts';
import { printPieces } from '../screen/screen-output.ts';

const examples = `
Tables: documents, fields, checks, summary, links. Views: accepted_values, fields_to_review, failed_checks, headline, and
gk01 to gk09 (the rows of each form that are no sum of others, a column a measure).

Examples:
  mingxi query out "show tables"
  mingxi query out "select entity, fiscal_year, expenditure_total from headline order by 3 desc"
  mingxi query out "select row_code, row_label, sum(\\"本年支出/小计\\") from gk05 group by all order by 1" > gk05.csv
  mingxi query out "from failed_checks" --json

A terminal gets a table, a pipe or a file CSV. Needs DuckDB: npm install @duckdb/node-api`;

const queryOptions = z.object({ json: z.boolean().default(false) });

/** Adds `mingxi query`. */
export function addQuery(program: Command): void {
  program
    .command('query')
    .description('ask a folder of results in SQL')
    .argument('<out>', 'a folder of results')
    .argument('<sql>', 'one statement that reads, in quotes')
    .option('--json', 'print JSON Lines: one object a row, decimals as text')
    .option('--lang <language>', 'en or zh (default: en)')
    .addHelpText('after', examples)
    .action(async (out: string, sql: string, options: unknown) => {
      await query(out, sql, queryOptions.parse(options).json, languageOf(options));
    });
}

async function query(out: string, sql: string, json: boolean, language: Language): Promise<void> {
  const database = await openDatabase(out);
  try {
    const answer = await ask(database, sql);
    if (json || !process.stdout.isTTY) {
      await printPieces(json ? answerAsJson(answer) : answerAsCsv(answer));
      return;
    }
    const { text, rows, more } = await answerAsTable(answer);
    await printPieces([text]);
    process.stderr.write(`${queryWords[more ? 'more' : 'rows'][language]({ rows: String(rows) })}\n`);
  } finally {
    database.close();
  }
}
