import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installSyncInflate } from './inflate.ts';
import { painting } from './painting.ts';
import type { Port } from './port.ts';

/**
 * pdf.js as it is used here. Loading the build for Node 20 replaces functions of the language by slower ones of its own
 * (`Array.prototype.push` alone took a tenth of the time of a page) to make up for faults that no PDF meets; they are put
 * back. What it adds stays.
 */
const natives = { push: Array.prototype.push, stringify: JSON.stringify, parse: JSON.parse };

const require = createRequire(import.meta.url);

/** The package's folder: character maps, standard fonts and decoders are read from it, offline. */
export const packageFolder = dirname(require.resolve('pdfjs-dist/package.json'));

export const { getDocument, InvalidPDFException, OPS, PDFWorker, VerbosityLevel } = await (painting.isWanted
  ? loadPdfjs()
  : withoutCanvas(loadPdfjs));

interface Core {
  readonly WorkerMessageHandler: { initializeFromPort(port: Port): void };
}

const core: Core = await import(
  pathToFileURL(require.resolve('pdfjs-dist/legacy/build/pdf.worker.mjs')).href
);

replace(Array.prototype, 'push', boundedPush(natives.push));
replace(JSON, 'stringify', natives.stringify);
replace(JSON, 'parse', natives.parse);
installSyncInflate();

function loadPdfjs() {
  return import('pdfjs-dist/legacy/build/pdf.mjs');
}

/**
 * Loads pdf.js without what it would paint with: who reads does not paint, and that native library takes longer to load than pdf.js.
 * pdf.js asks Node for a `require` to load it with, and wants to find three of its classes.
 */
async function withoutCanvas<T>(load: () => Promise<T>): Promise<T> {
  for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) {
    if (!(name in globalThis)) replace(globalThis, name, class {});
  }
  const { getBuiltinModule } = process;
  const emptyRequire = { createRequire: () => () => ({}) };
  replace(process, 'getBuiltinModule', (id: string) =>
    id === 'module' ? emptyRequire : getBuiltinModule(id),
  );
  try {
    return await load();
  } finally {
    replace(process, 'getBuiltinModule', getBuiltinModule);
  }
}

function replace(owner: object, name: string, value: unknown): void {
  Object.defineProperty(owner, name, { value, configurable: true, writable: true });
}

/** No list of a PDF that is read is longer; V8 ends the whole program when an array grows beyond 134 million. */
function boundedPush(push: typeof Array.prototype.push): typeof Array.prototype.push {
  const longest = 50_000_000;
  return function (this: unknown[], ...items: unknown[]): number {
    if (this.length > longest) throw new RangeError('A list of the file never ends.');
    return push.apply(this, items);
  };
}

/** A font face that nobody paints with: pdf.js then needs not trace the outline of every glyph to paint it itself. */
class UnpaintedFace {
  readonly loaded = Promise.resolve();
}
if (!('FontFace' in globalThis)) replace(globalThis, 'FontFace', UnpaintedFace);

/** The document whose fonts pdf.js sets: none, they are only read. */
export const unpaintedDocument = { fonts: { add() {}, delete() {} } };

/** Lets pdf.js's parsing side answer at the other end of a port. */
export function serveCore(port: Port): void {
  core.WorkerMessageHandler.initializeFromPort(port);
}
