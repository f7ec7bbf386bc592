import { z } from 'zod';
import { UsageError } from '../usage-error.ts';
import type { Language } from './messages.ts';

const languageOption = z.object({ lang: z.enum(['en', 'zh']).default('en') });

/**
 * The language that `--lang` asks for, English if it is not given.
 * @throws UsageError for any other
 */
export function languageOf(options: unknown): Language {
  const parsed = languageOption.safeParse(options);
  if (!parsed.success) throw new UsageError('option-bad', { cause: '--lang knows en and zh' });
  return parsed.data.lang;
}

/** The language of messages before the options are read: what stands on the command line, else English. */
export function languageOnCommandLine(words: readonly string[]): Language {
  const place = words.lastIndexOf('--lang');
  return words.includes('--lang=zh') || (place >= 0 && words[place + 1] === 'zh') ? 'zh' : 'en';
}
