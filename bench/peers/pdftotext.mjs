// pdftotext over files: `node bench/peers/pdftotext.mjs layout OUT FILE…` prints what the runners of the peers print. It
// takes one file a process, so a process a file is what it costs.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const [mode, out, ...files] = process.argv.slice(2);
const told = spawnSync('pdftotext', ['-v'], { encoding: 'utf8' });
if (told.error) {
  console.log(JSON.stringify({ absent: 'no pdftotext on the PATH' }));
  process.exit(0);
}
const version = /version (\S+)/u.exec(told.stderr)?.[1] ?? 'unknown';
mkdirSync(out, { recursive: true });
const started = performance.now();
let pages = 0;
let failed = 0;
for (const file of files) {
  const target = join(out, `${basename(file, '.pdf')}.txt`);
  if (spawnSync('pdftotext', [`-${mode}`, file, target]).status !== 0) failed++;
  // Every page ends with a form feed.
  else pages += readFileSync(target, 'utf8').split('\f').length - 1;
}
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ version, pages, failed, seconds, megabytes: null }));
