// LiteParse over files: `node bench/peers/liteparse.mjs MODE OUT FILE…` prints what the runners of the other peers print.
// `text` is its laid-out text, `tables` its blocks with the cells of tables, `pool` the same on four processes. OCR is off:
// it fetches language data from the network, and the pages measured have text.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

/** Processes of the mode `pool`. */
const poolSize = 4;

const [mode, out, ...files] = process.argv.slice(2);
const { LiteParse, version } = await load();
mkdirSync(out, { recursive: true });
const started = performance.now();
const settings = { ocrEnabled: false, quiet: true, maxPages: Number.MAX_SAFE_INTEGER };
const parser = new LiteParse({
  ...settings,
  ...(mode === 'text' ? { outputFormat: 'text' } : { extractBlocks: true }),
  ...(mode === 'pool' ? { poolSize } : {}),
});
let pages = 0;
let failed = 0;
if (mode === 'pool') await Promise.all(files.map(parse));
else for (const file of files) await parse(file);
parser.close();
const seconds = (performance.now() - started) / 1000;
const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ version, pages, failed, seconds, megabytes }));

/** The package, or the end of the run with the reason why it cannot be had. */
async function load() {
  try {
    const require = createRequire(import.meta.url);
    const main = require.resolve('@llamaindex/liteparse');
    const { version } = JSON.parse(readFileSync(join(dirname(main), '..', 'package.json'), 'utf8'));
    return { LiteParse: require(main).LiteParse, version };
  } catch (error) {
    console.log(JSON.stringify({ absent: `${error.message.split('\n')[0]}: npm run bench:install` }));
    process.exit(0);
  }
}

async function parse(file) {
  try {
    const result = await parser.parse(file);
    pages += result.totalPages;
    const name = join(out, basename(file, '.pdf'));
    if (mode === 'text') writeFileSync(`${name}.txt`, result.text);
    else
      writeFileSync(`${name}.json`, JSON.stringify({ pages: result.totalPages, tables: tablesOf(result) }));
  } catch (error) {
    console.error(`${file}: ${error.message}`);
    failed++;
  }
}

function tablesOf({ pages }) {
  return pages.flatMap(({ pageNum, blocks }) =>
    (blocks ?? [])
      .filter(({ kind }) => kind === 'table')
      .map(({ header, rows }) => ({ page: pageNum, cells: cellsOf([header ?? [], ...(rows ?? [])]) })),
  );
}

/** LiteParse's tables have no merged cells: each text is a box of one unit. */
function cellsOf(rows) {
  return rows.flatMap((row, r) => row.map(({ text }, c) => [c, r, c + 1, r + 1, text]));
}
