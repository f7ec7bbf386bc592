import { z } from 'zod';

/** Bytes. */
export const megabyte = 1024 * 1024;

/** Defaults and bounds of a run. Measured on Node 20, text carriers. */
export const defaultLimits = {
  /** Bytes of one input: a disclosure of 1,000 pages is under 10 MB; more is a dump of something else. */
  maxBytes: 100 * 1024 * 1024,
  /** Characters of one line: the longest paragraph seen has 2,000. */
  maxLineLength: 1_000_000,
  /** Milliseconds for one document: the seeds take well under a second each. */
  maxMilliseconds: 120_000,
} as const;

/** What reads pictures where nobody says. */
export const defaultEngine = 'tesseract';

/** Megabytes of heap for one worker: enough for an input of the byte limit, too little to hurt the machine. */
export const defaultWorkerMegabytes = 2048;

/** More worker threads than this help nowhere and exhaust memory. */
const mostJobs = 256;

/** How many inputs may fail before the exit status says so. */
export type FailureAllowance =
  | { readonly kind: 'count'; readonly value: number }
  | { readonly kind: 'percent'; readonly value: number };

const failureAllowance = z
  .string()
  .regex(/^\d{1,9}%?$/u, '--max-failed wants a number or a percentage: 5 or 2%')
  .transform(
    (text): FailureAllowance =>
      text.endsWith('%')
        ? { kind: 'percent', value: Number(text.slice(0, -1)) }
        : { kind: 'count', value: Number(text) },
  );

/** A whole number on the command line; its message names the option. */
export const wholeNumber = (option: string, least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/u, `${option} wants a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine(
      (value) => value >= least && value <= most,
      `${option} wants a whole number from ${least} to ${most}`,
    );

/** What the help says of `--ocr`. */
export const ocrHelp = `what reads pictures: tesseract, none, or http://… (default: ${defaultEngine})`;

/** Which engine reads pictures: whoever knows the engines says whether there is such a one. */
export const ocrOption = z
  .string()
  .min(1, '--ocr wants tesseract, none, or the address of an engine')
  .default(defaultEngine);

/** What the command line says, as text; unset options are absent. Every message names its option. */
export const extractOptions = z.object({
  output: z.string().min(1, '-o wants the name of a folder').default('out'),
  format: z
    .string()
    .transform((text) => [
      ...new Set(
        text
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== ''),
      ),
    ])
    .refine((formats) => formats.length > 0, '--format wants at least one format, for example csv,json')
    // Which formats are the default depends on how many documents there are.
    .optional(),
  jobs: wholeNumber('--jobs', 1, mostJobs).optional(),
  force: z.boolean().default(false),
  metadata: z.string().min(1, '--metadata wants a CSV file').optional(),
  corrections: z.string().min(1, '--corrections wants a CSV file').optional(),
  maxFailed: failureAllowance.default({ kind: 'count', value: 0 }),
  timeLimit: wholeNumber('--time-limit', 1, 86_400).optional(),
  maxSize: wholeNumber('--max-size', 1, 2048).optional(),
  password: z.string().optional(),
  ocr: ocrOption,
  json: z.boolean().default(false),
  log: z.string().min(1, '--log wants the name of a file').optional(),
  lang: z.enum(['en', 'zh'], { error: '--lang knows en and zh' }).default('en'),
  bom: z.boolean().default(false),
});
export type ExtractOptions = z.output<typeof extractOptions>;

/** A person's correction of one value: a row of corrections.csv. */
export interface Correction {
  readonly fieldId: string;
  /** Exact decimal. */
  readonly value: string;
  /** '' = the unit stays. */
  readonly unit: string;
}
