/** What pdf.js asks of the way between its two sides. */
export interface Port {
  postMessage(message: unknown): void;
  addEventListener(
    type: string,
    listener: (event: { readonly data: unknown }) => void,
    options?: { readonly signal?: AbortSignal },
  ): void;
  removeEventListener(type: string, listener: (event: { readonly data: unknown }) => void): void;
}

/**
 * A way between the two sides of pdf.js in one thread that hands messages over as they are; pdf.js's own copies every
 * glyph of every page. Messages arrive in their order, never within the call that sends them.
 */
export function openPort(): Port {
  const listeners = new Set<(event: { readonly data: unknown }) => void>();
  const deferred = Promise.resolve();
  return {
    postMessage(message) {
      const data = withOwnChunk(message);
      deferred.then(() => {
        for (const listener of listeners) listener({ data });
      });
    },
    addEventListener(_, listener, options) {
      listeners.add(listener);
      options?.signal?.addEventListener('abort', () => listeners.delete(listener));
    },
    removeEventListener(_, listener) {
      listeners.delete(listener);
    },
  };
}

/** The sender of a stream empties the arrays of a chunk once it is sent: the receiver gets arrays of its own. */
function withOwnChunk(message: unknown): unknown {
  if (!isObject(message) || !isObject(message.chunk) || ArrayBuffer.isView(message.chunk)) return message;
  const entries = Object.entries(message.chunk);
  const chunk = Object.fromEntries(entries.map(([k, v]) => [k, Array.isArray(v) ? v.slice() : v]));
  return { ...message, chunk };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
