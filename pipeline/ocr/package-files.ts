import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PackageFiles } from '../../schemas/ports.ts';

/** Reads files of the packages that mingxi is installed with. */
export const readPackageFile: PackageFiles = async (packageName, path) => {
  const { resolve } = createRequire(import.meta.url);
  return await readFile(join(dirname(resolve(`${packageName}/package.json`)), path));
};
