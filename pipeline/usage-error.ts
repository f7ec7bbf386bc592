import { queryProblems } from './screen/query-messages.ts';
import { resultProblems } from './screen/result-messages.ts';
import { tableProblems } from './screen/table-messages.ts';

/** What can be wrong with a command line: keys of the message tables. */
export const usageProblems = [
  'path-missing',
  'glob-empty',
  'input-is-output',
  'out-not-ours',
  'out-not-folder',
  'out-busy',
  'out-unwritable',
  'format-unknown',
  'engine-unknown',
  'option-bad',
  'option-file-unreadable',
  'option-file-bad',
  'metadata-without-key',
  ...resultProblems,
  ...tableProblems,
  ...queryProblems,
  'form-unknown',
] as const;
export type UsageProblem = (typeof usageProblems)[number];

/** The command line or what it points to is wrong: exit status 2, nothing was read. The words stand in messages.ts. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly problem: UsageProblem;
  readonly details: Readonly<Record<string, string>>;

  constructor(problem: UsageProblem, details: Readonly<Record<string, string>>) {
    super(`${problem}: ${JSON.stringify(details)}`);
    this.problem = problem;
    this.details = details;
  }
}
