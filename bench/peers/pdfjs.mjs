// pdf.js alone over files: `node bench/peers/pdfjs.mjs text|both OUT FILE…` prints what the runners of the peers print.
// `text` is getTextContent; `both` adds getOperatorList, which a tool needs that wants the lines of tables, too. OUT stays
// empty: pdf.js is the floor that a reader in JavaScript stands on, it finds no tables.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { getDocument, version } from 'pdfjs-dist/legacy/build/pdf.mjs';

const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const [mode, , ...files] = process.argv.slice(2);
const started = performance.now();
let pages = 0;
for (const file of files) {
  const task = getDocument({
    data: new Uint8Array(readFileSync(file)),
    cMapUrl: `${root}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${root}/standard_fonts/`,
    wasmUrl: `${root}/wasm/`,
    isEvalSupported: false,
    disableFontFace: true,
    verbosity: 0,
  });
  const document = await task.promise;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    await page.getTextContent();
    if (mode === 'both') await page.getOperatorList();
    page.cleanup();
    pages++;
  }
  await task.destroy();
}
const seconds = (performance.now() - started) / 1000;
const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ version, pages, failed: 0, seconds, megabytes }));
