import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

/** What the program is called where it is on PATH. */
const names = ['soffice', 'libreoffice'];

/** Where installers put it, by platform; the first that is there is taken. */
const usualPlaces: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    '/usr/lib/libreoffice/program/soffice',
    '/usr/lib64/libreoffice/program/soffice',
    '/opt/libreoffice/program/soffice',
    '/usr/local/bin/soffice',
    '/snap/bin/libreoffice',
  ],
  darwin: [
    '/Applications/LibreOffice.app/Contents/MacOS/soffice',
    '/opt/homebrew/bin/soffice',
    '/usr/local/bin/soffice',
  ],
  win32: [
    'C:\\Program Files\\LibreOffice\\program\\soffice.com',
    'C:\\Program Files (x86)\\LibreOffice\\program\\soffice.com',
  ],
};

/**
 * LibreOffice: on PATH, else where it is usually installed.
 * @returns an absolute path; null where it is not
 */
export function findOffice(searchPath = process.env.PATH ?? ''): string | null {
  const extension = process.platform === 'win32' ? '.com' : '';
  const onPath = searchPath
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder))
    .flatMap((folder) => names.map((name) => path.join(folder, name + extension)));
  return [...onPath, ...(usualPlaces[process.platform] ?? [])].find(isProgram) ?? null;
}

/** Whether the part for text documents is beside the program; true where that cannot be told. */
export function hasWriter(program: string): boolean {
  try {
    const folder = path.dirname(realpathSync(program));
    const isProgramFolder = ['sofficerc', 'soffice.ini', 'soffice.bin'].some((name) =>
      existsSync(path.join(folder, name)),
    );
    return !isProgramFolder || ['libswlo.so', 'swlo.dll'].some((name) => existsSync(path.join(folder, name)));
  } catch {
    return true;
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
