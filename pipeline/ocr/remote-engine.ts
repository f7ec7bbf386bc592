import { createHash } from 'node:crypto';
import type { MessagePort } from 'node:worker_threads';
import type { OcrEngine, OcrReading, OcrRequest } from '../../schemas/ports.ts';
import type { KeyedRequest, ReadingReply, ReadingTask } from './ocr-messages.ts';
import { errorOf } from './ocr-messages.ts';

/** Levels of grey between the darkest and the lightest pixel of a picture in which nothing is printed. */
const blankContrast = 16;

/** What stands in a picture without ink. */
const blank: OcrReading = { text: '', confidence: 0, symbols: [] };

/** Somebody waits for readings. */
interface Waiting {
  readonly resolve: (readings: readonly OcrReading[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The engines of a run as a document sees them: they are shared by all documents and live on threads of their own, at
 * the other end of a port. Pictures without ink never reach them.
 */
export function openRemoteEngine(id: string, port: MessagePort): OcrEngine {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  port.on('message', (reply: ReadingReply) => {
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('error' in reply) asked?.reject(errorOf(reply.error));
    else asked?.resolve(reply.readings);
  });
  const ask = (requests: readonly KeyedRequest[]): Promise<readonly OcrReading[]> =>
    new Promise((resolve, reject) => {
      const task: ReadingTask = { id: ++lastId, requests };
      waiting.set(task.id, { resolve, reject });
      port.postMessage(task, transferOf(requests));
    });
  return {
    id,
    async read(requests) {
      // Nobody waits for an answer to that.
      if (requests.length === 0) port.postMessage({ id: ++lastId, requests: [] } satisfies ReadingTask);
      const inked = requests.filter(({ picture }) => !isBlank(picture.data));
      if (inked.length === 0) return requests.map(() => blank);
      const readings = await ask(inked.map(keyedCopy));
      const byRequest = new Map(inked.map((request, at) => [request, readings[at] ?? blank]));
      return requests.map((request) => byRequest.get(request) ?? blank);
    },
    async close() {
      port.close();
    },
  };
}

function isBlank(data: Uint8Array): boolean {
  let [darkest, lightest] = [255, 0];
  for (const level of data) {
    if (level < darkest) darkest = level;
    if (level > lightest) lightest = level;
    if (lightest - darkest >= blankContrast) return false;
  }
  return true;
}

/** The request with a copy of its pixels, which are given away: the caller may need them again. */
function keyedCopy({ kind, picture }: OcrRequest): KeyedRequest {
  const { width, height, channels } = picture;
  const data = Uint8Array.from(picture.data);
  const key = createHash('sha256')
    .update(`${kind} ${width} ${height} ${channels} `)
    .update(data)
    .digest('base64');
  return { key, request: { kind, picture: { width, height, channels, data } } };
}

function transferOf(requests: readonly KeyedRequest[]): ArrayBuffer[] {
  return requests.flatMap(({ request: { picture } }) =>
    picture.data.buffer instanceof ArrayBuffer ? [picture.data.buffer] : [],
  );
}
