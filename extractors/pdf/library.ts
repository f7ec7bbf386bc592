import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installSyncInflate } from './inflate.ts';
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

export const { getDocument, InvalidPDFException, OPS, PDFWorker, VerbosityLevel } = await import(
  'pdfjs-dist/legacy/build/pdf.mjs'
);

interface Core {
  readonly WorkerMessageHandler: { initializeFromPort(port: Port): void };
}

const core: Core = await import(
  pathToFileURL(require.resolve('pdfjs-dist/legacy/build/pdf.worker.mjs')).href
);

Object.defineProperty(Array.prototype, 'push', { value: boundedPush(natives.push) });
Object.defineProperty(JSON, 'stringify', { value: natives.stringify });
Object.defineProperty(JSON, 'parse', { value: natives.parse });
installSyncInflate();

/** No list of a PDF that is read is longer; V8 ends the whole program when an array grows beyond 134 million. */
function boundedPush(push: typeof Array.prototype.push): typeof Array.prototype.push {
  const longest = 50_000_000;
  return function (this: unknown[], ...items: unknown[]): number {
    if (this.length > longest) throw new RangeError('A list of the file never ends.');
    if (items.length !== 1) return push.apply(this, items);
    this[this.length] = items[0];
    return this.length;
  };
}

/** A font face that nobody paints with: pdf.js then needs not trace the outline of every glyph to paint it itself. */
const unpaintedFace = {
  value: class {
    readonly loaded = Promise.resolve();
  },
  configurable: true,
  writable: true,
};
if (!('FontFace' in globalThis)) Object.defineProperty(globalThis, 'FontFace', unpaintedFace);

/** The document whose fonts pdf.js sets: none, they are only read. */
export const unpaintedDocument = { fonts: { add() {}, delete() {} } };

/** Lets pdf.js's parsing side answer at the other end of a port. */
export function serveCore(port: Port): void {
  core.WorkerMessageHandler.initializeFromPort(port);
}
