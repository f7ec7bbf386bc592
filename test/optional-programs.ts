import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Programs and packages that some tests need and a machine with only Node has not. */
const probes: Readonly<Record<string, () => Promise<boolean> | boolean>> = {
  duckdb: () =>
    import('@duckdb/node-api').then(
      () => true,
      () => false,
    ),
  libreoffice: () => runs('soffice', '--version'),
  writer: () => convertsText(),
  pandas: () => runs('python3', '-c', 'import pandas'),
  postgresql: () => postgresFolder() !== null && runs('psql', '--version'),
};

/** Names that `MINGXI_REQUIRE` lists: what is not there fails instead of being skipped. */
const required = (process.env.MINGXI_REQUIRE ?? '').split(',').map((name) => name.trim());

/**
 * Whether an optional program is there. Where it is not, says that tests are skipped for want of it.
 * @throws Error where it is not and `MINGXI_REQUIRE` names it
 */
export async function hasProgram(name: keyof typeof probes): Promise<boolean> {
  const there = (await probes[name]?.()) ?? false;
  if (there) return true;
  if (required.includes(String(name))) throw new Error(`MINGXI_REQUIRE names ${name}, which is not here.`);
  process.stderr.write(`Skipped: what needs ${name}, which is not installed here.\n`);
  return false;
}

function runs(program: string, ...words: readonly string[]): boolean {
  return spawnSync(program, words, { stdio: 'ignore' }).status === 0;
}

/** Whether LibreOffice is there with Writer: Calc alone opens no text document. */
function convertsText(): boolean {
  const folder = mkdtempSync(path.join(tmpdir(), 'writer-'));
  try {
    const text = path.join(folder, 'x.txt');
    writeFileSync(text, 'x');
    const profile = `-env:UserInstallation=${pathToFileURL(path.join(folder, 'profile')).href}`;
    runs('soffice', profile, '--headless', '--convert-to', 'docx', '--outdir', folder, text);
    return existsSync(path.join(folder, 'x.docx'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The folder of PostgreSQL's own programs, which Debian keeps out of PATH; null where there is none. */
export function postgresFolder(): string | null {
  const found = spawnSync('sh', ['-c', 'ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1'], {
    encoding: 'utf8',
  }).stdout.trim();
  if (found !== '') return found;
  const onPath = spawnSync('sh', ['-c', 'dirname "$(command -v initdb)"'], {
    encoding: 'utf8',
  }).stdout.trim();
  return onPath === '' || onPath === '.' ? null : onPath;
}
