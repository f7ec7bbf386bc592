import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** Where LibreOffice stands; MINGXI_SOFFICE names another. */
const places = [
  '/usr/bin/soffice',
  '/usr/bin/libreoffice',
  '/usr/local/bin/soffice',
  '/Applications/LibreOffice.app/Contents/MacOS/soffice',
];
/** Milliseconds for one call: a dozen documents of some pages take a tenth of it. */
const timeLimit = 300_000;

/** What LibreOffice calls the carriers it writes, by their extensions. */
const filters: Readonly<Record<string, string>> = {
  docx: 'MS Word 2007 XML',
  doc: 'MS Word 97',
  rtf: 'Rich Text Format',
  xlsx: 'Calc MS Excel 2007 XML',
  xls: 'MS Excel 97',
  ods: 'calc8',
};

/** How LibreOffice is told to read what it converts. */
export type OfficeInput = 'text' | 'text-as-sheet' | 'page' | 'page-as-sheet';

/** Its words for that. A text as a sheet: tabs (9) part cells, UTF-8 (76), cells as they look, nothing made a date. */
const readAs: Readonly<Record<OfficeInput, string>> = {
  text: 'Text (encoded):UTF8,LF,,,',
  'text-as-sheet': 'CSV:9,34,76,1,,0,false,false',
  page: 'HTML (StarWriter)',
  'page-as-sheet': 'calc_HTML_WebQuery',
};

/** The program that converts, null where there is none. */
export function findOffice(): string | null {
  const named = process.env.MINGXI_SOFFICE;
  return [...(named ? [named] : []), ...places].find((path) => existsSync(path)) ?? null;
}

/**
 * Converts files to a carrier, in one call with a profile of its own.
 * @param extension of the files written into `folder`, one for each file, with its stem
 * @throws with the program's words where it writes less than it was asked for
 */
export function convert(
  office: string,
  files: readonly string[],
  input: OfficeInput,
  extension: string,
  folder: string,
): void {
  const filter = filters[extension];
  const asHtml = extension === 'html' ? 'HTML (StarWriter)' : filter;
  if (asHtml === undefined) throw new Error(`no filter for .${extension}`);
  const profile = mkdtempSync(join(tmpdir(), 'mingxi-office-'));
  mkdirSync(folder, { recursive: true });
  try {
    const run = spawnSync(
      office,
      [
        `-env:UserInstallation=file://${profile}`,
        '--headless',
        '--norestore',
        `--infilter=${readAs[input]}`,
        '--convert-to',
        `${extension}:${asHtml}`,
        '--outdir',
        folder,
        ...files,
      ],
      { encoding: 'utf8', timeout: timeLimit },
    );
    for (const file of files) {
      const stem = basename(file).replace(/\.[^.]*$/u, '');
      if (!existsSync(join(folder, `${stem}.${extension}`)))
        throw new Error(`${office} made no ${stem}.${extension}: ${run.stdout}${run.stderr}`);
    }
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}
