import { inflateSync } from 'node:zlib';

/** Bytes that one stream of a PDF may inflate to here; a longer one is left to pdf.js, which reads it bit by bit. */
const maxInflated = 1 << 29;

let failures = 0;

/** How many streams could not be inflated as a whole so far: what pdf.js makes of such a one may end anywhere. */
export function inflateFailures(): number {
  return failures;
}

/**
 * Puts a `DecompressionStream` in the place of Node's that inflates in one go. pdf.js gives it whole streams and waits for
 * the whole result; Node's passes each through several threads' queues, which costs more than the inflating. Other
 * formats than `deflate` still get Node's. Bad data fail as before: pdf.js then decodes what there is by itself.
 */
export function installSyncInflate(): void {
  const substitute = new Proxy(globalThis.DecompressionStream, {
    construct: (native, [format]) => (format === 'deflate' ? inflateWhole() : new native(format)),
  });
  Object.defineProperty(globalThis, 'DecompressionStream', {
    value: substitute,
    configurable: true,
    writable: true,
  });
}

/** The two ends as pdf.js uses them: one write, one close, then all that can be read. */
function inflateWhole(): object {
  let written: Uint8Array = new Uint8Array();
  const writer = {
    ready: Promise.resolve(),
    async write(bytes: Uint8Array) {
      written = bytes;
    },
    async close() {},
  };
  return {
    writable: { getWriter: () => writer },
    readable: {
      async *[Symbol.asyncIterator]() {
        try {
          yield inflateSync(written, { maxOutputLength: maxInflated });
        } catch (cause) {
          failures++;
          throw cause;
        }
      },
    },
  };
}
