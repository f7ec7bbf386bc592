// pdf.js alone over the same files: `node bench/peers/pdfjs.mjs text|both FILE…` prints pages, milliseconds, megabytes.
// `text` is getTextContent; `both` adds getOperatorList, which a tool needs that wants the lines of tables, too.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const [mode, ...files] = process.argv.slice(2);
const started = performance.now();
let pages = 0;
for (const file of files) {
  const task = getDocument({
    data: new Uint8Array(await readFile(file)),
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
const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ pages, milliseconds: Math.round(performance.now() - started), megabytes }));
