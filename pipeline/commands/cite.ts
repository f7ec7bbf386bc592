import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import { defaultLimits } from '../../schemas/config.ts';
import type { Citation } from '../cite/citation.ts';
import { citationOf } from '../cite/citation.ts';
import { citeAsBibtex, citeAsJson } from '../cite/citation-records.ts';
import { citeAsMarkdown, citeAsText } from '../cite/citation-text.ts';
import { pictureOf } from '../cite/value-picture.ts';
import { errorCodeOf } from '../inputs.ts';
import { findField } from '../results/result-lookup.ts';
import type { Language } from '../screen/language.ts';
import { pictureWords } from '../screen/result-messages.ts';
import { languageOf } from '../screen/screen-language.ts';
import { UsageError } from '../usage-error.ts';

const examples = `
Examples:
  mingxi cite out 0123456789abcdef                         a footnote
  mingxi cite out 0123456789abcdef --style bibtex          an entry for a bibliography
  mingxi cite out 0123456789abcdef --picture value.png     the table on its page, the value lit

Who published a report, when, and where it was fetched from come from mingxi extract --metadata: columns publisher,
published_on, source_url, retrieved_at, licence, title. docs/CITING.md tells all keys.

Exit status: 0 cited, 1 the page cannot be painted, 2 the command line, the folder or the id is wrong.`;

const styles: Readonly<Record<string, (citation: Citation, language: Language) => string>> = {
  text: citeAsText,
  markdown: citeAsMarkdown,
  bibtex: citeAsBibtex,
  json: citeAsJson,
};

const citeOptions = z.object({
  style: z.enum(['text', 'markdown', 'bibtex', 'json'], {
    error: '--style knows text, markdown, bibtex and json',
  }),
  picture: z.string().min(1, '--picture wants the name of a file').optional(),
  source: z.string().default(''),
  password: z.string().default(''),
});

/** Adds `mingxi cite`. */
export function addCite(program: Command): void {
  program
    .command('cite')
    .description('print a value with its source, ready for a footnote')
    .argument('<out>', 'a folder of results')
    .argument('<field_id>', 'first column of fields.csv')
    .option('--style <name>', 'text, markdown, bibtex or json (CSL-JSON)', 'text')
    .option('--picture <file>', 'save a PNG of the table on its page, the value lit (PDF)')
    .option('--source <file>', 'the file that was read, for --picture (default: looked for from here)')
    .option('--password <text>', 'user password of an encrypted PDF, for --picture')
    .option('--lang <language>', 'en or zh (default: en)')
    .addHelpText('after', examples)
    .action(async (out: string, fieldId: string, options: unknown) => {
      await cite(out, fieldId, options);
    });
}

async function cite(out: string, fieldId: string, options: unknown): Promise<void> {
  const language = languageOf(options);
  const parsed = citeOptions.safeParse(options);
  if (!parsed.success)
    throw new UsageError('option-bad', { cause: parsed.error.issues[0]?.message ?? 'an option is wrong' });
  const { style, picture, source, password } = parsed.data;
  const found = await findField(out, fieldId);
  if (picture !== undefined) {
    const { png, isLit } = await pictureOf(found, {
      out,
      source,
      password,
      maxMilliseconds: defaultLimits.maxMilliseconds,
    });
    await writeFile(picture, png).catch((error: unknown) => {
      throw new UsageError('file-unwritable', {
        option: '--picture',
        file: picture,
        cause: errorCodeOf(error),
      });
    });
    if (!isLit)
      process.stderr.write(
        `${pictureWords.wholePage[language]({ location: found.field.get('location') ?? '' })}\n`,
      );
  }
  process.stdout.write(styles[style]?.(citationOf(found), language) ?? '');
}
