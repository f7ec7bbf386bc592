#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { PipelineError } from '../schemas/error.ts';
import { addCite } from './commands/cite.ts';
import { addDiff } from './commands/diff.ts';
import { addExplain } from './commands/explain.ts';
import { addExtract } from './commands/extract.ts';
import { addForms } from './commands/forms.ts';
import { addQuery } from './commands/query.ts';
import { addTables } from './commands/tables.ts';
import { commandLineText, commandLineWords } from './screen/command-line-words.ts';
import { describeFault, describeUsageError } from './screen/messages.ts';
import { languageOnCommandLine } from './screen/screen-language.ts';
import { UsageError } from './usage-error.ts';
import { mingxiVersion } from './version.ts';
import { writeFault } from './write-fault.ts';

const usageStatus = 2;
const failureStatus = 1;

const help = `
Begin with:
  mingxi extract seeds -o out       read the documents in seeds/, write out/
  mingxi forms                      what is known, and what each form checks
  mingxi extract --help             all options, examples, exit status

Results: out/fields.csv holds every value, out/checks.csv every check, out/manifest.jsonl what became of each input.`;

// A reader of our messages that goes away (`| head`) must not end a run.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

const language = languageOnCommandLine(process.argv);

const program = new Command('mingxi')
  .description('Published reports in, clean checked data out: the accounts testify.')
  .version(mingxiVersion)
  .showSuggestionAfterError()
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(commandLineText(text, language)) })
  .addHelpText('after', help);
for (const add of [addExtract, addExplain, addCite, addDiff, addQuery, addTables, addForms]) add(program);
for (const command of program.commands) command.exitOverride().showSuggestionAfterError();

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = tellError(error);
}

/** Says what went wrong and gives the exit status. */
function tellError(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    // Commander has said what is wrong; without a command it has shown the help.
    if (error.code !== 'commander.help') process.stderr.write(`${commandLineWords.seeHelp[language]}\n`);
    return usageStatus;
  }
  if (error instanceof UsageError) {
    process.stderr.write(`mingxi: ${describeUsageError(error, language)}\n`);
    return usageStatus;
  }
  const fault = error instanceof PipelineError ? error : writeFault(error);
  if (fault !== null) {
    process.stderr.write(`mingxi: ${describeFault(fault, language)}\n`);
    return failureStatus;
  }
  // To who compares, 1 says that there are differences.
  const status = program.args[0] === 'diff' ? usageStatus : failureStatus;
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`mingxi: ${commandLineWords.broken[language]}\n${reason}\n`);
  return status;
}
