// npm run bench:install: the peers of the bench, pinned, in folders that git ignores: the Python ones in bench/peers/.venv,
// LiteParse in bench/peers/node_modules. What cannot be had is named and left out; the bench then calls it absent.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const isWindows = process.platform === 'win32';
const venv = join(folder, '.venv');
const venvPython = join(venv, ...(isWindows ? ['Scripts', 'python.exe'] : ['bin', 'python']));

const python = ['python3', 'python'].find((name) => runs(name, '-c', 'import venv'));
if (python === undefined) {
  console.log('No Python 3 with venv here: pdfplumber, camelot, PyMuPDF and tabula will be absent.');
} else if (!runs(python, '-m', 'venv', venv)) {
  console.log('The Python environment could not be made: its peers will be absent.');
} else if (!shows(venvPython, '-m', 'pip', 'install', '--quiet', '-r', join(folder, 'requirements.txt'))) {
  console.log('The Python peers could not be installed: they will be absent.');
}
if (!runs('java', '-version')) console.log('No java on the PATH: tabula will be absent.');
if (!runs('pdftotext', '-v')) console.log('No pdftotext on the PATH (Poppler): it will be absent.');
// npm is a script on Windows, which needs a shell to start it; none of these words comes from outside.
const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
  cwd: folder,
  stdio: 'inherit',
  shell: isWindows,
});
if (npm.status !== 0) console.log('LiteParse could not be installed: it will be absent.');

function runs(program, ...args) {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

function shows(program, ...args) {
  return spawnSync(program, args, { stdio: 'inherit' }).status === 0;
}
