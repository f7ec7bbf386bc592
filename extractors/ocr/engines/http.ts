import sharp from 'sharp';
import { PipelineError } from '../../../schemas/error.ts';
import type { EngineQuestion } from '../../../schemas/ocr-protocol.ts';
import { engineAnswer } from '../../../schemas/ocr-protocol.ts';
import type { OcrEngineKind, OcrReading, OcrRequest } from '../../../schemas/ports.ts';

/** Milliseconds for one answer: a batch of lines takes an engine on a slow processor some seconds. */
const maxMilliseconds = 60_000;

/** Times that it is asked: a service may be starting, or have too much to do for a moment. */
const mostTries = 3;

/** Milliseconds before it is asked again, times the number of tries so far. */
const pause = 500;

/** Bytes of an answer: a hundred times what a batch of lines comes to. */
const mostBytes = 16 * 1024 * 1024;

/** An engine somewhere else that speaks the protocol of docs/OCR.md. Nobody but the host that is named is asked. */
export const engine: OcrEngineKind = {
  id: 'http',
  named: 'http://… or https://…',
  accepts: (name) => addressOf(name) !== null,
  batch: 32,
  // Each waits for an answer most of the time.
  most: 2,
  mostRequests: null,
  maxMilliseconds: mostTries * (maxMilliseconds + mostTries * pause),
  async open(name) {
    const address = addressOf(name);
    if (address === null)
      throw failure('The engine has no usable address.', 'Name it as http://host:port/path.');
    const ended = new AbortController();
    return {
      id: 'http',
      async read(requests) {
        if (requests.length === 0) return [];
        const question: EngineQuestion = { requests: await Promise.all(requests.map(printRequest)) };
        return checkAnswer(await ask(address, JSON.stringify(question), ended.signal), requests);
      },
      async close() {
        ended.abort();
      },
    };
  },
};

/** Null for what is no address, or one with a password in it, which would stand on the command line. */
function addressOf(name: string): URL | null {
  const address = URL.canParse(name) ? new URL(name) : null;
  const isHttp = address?.protocol === 'http:' || address?.protocol === 'https:';
  return isHttp && address.username === '' && address.password === '' ? address : null;
}

async function printRequest({ kind, picture }: OcrRequest): Promise<EngineQuestion['requests'][number]> {
  const { width, height, channels, data } = picture;
  const png = await sharp(data, { raw: { width, height, channels } }).greyscale().png().toBuffer();
  return { kind, width, height, png_base64: png.toString('base64') };
}

/** The text of the answer. What may pass by is tried again; what the engine refuses is not. */
async function ask(address: URL, question: string, ended: AbortSignal): Promise<string> {
  for (let tries = 1; ; tries++) {
    const answer = await askOnce(address, question, ended);
    if ('text' in answer) return answer.text;
    if (!answer.mayPass || ended.aborted || tries === mostTries)
      throw failure(
        `The engine at ${address.host} ${answer.fault}.`,
        'See that it runs and speaks the protocol of docs/OCR.md, or leave --ocr away.',
      );
    await new Promise((resolve) => setTimeout(resolve, pause * tries));
  }
}

type Answer =
  | { readonly text: string }
  | {
      /** `did not answer`. */
      readonly fault: string;
      readonly mayPass: boolean;
    };

async function askOnce(address: URL, question: string, ended: AbortSignal): Promise<Answer> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: question,
      // Elsewhere is another host.
      redirect: 'error',
      signal: AbortSignal.any([ended, AbortSignal.timeout(maxMilliseconds)]),
    });
    if (response.ok) {
      const text = await readWithin(response);
      return text === null ? { fault: 'gave an answer without end', mayPass: false } : { text };
    }
    await response.body?.cancel();
    const mayPass = response.status >= 500 || response.status === 429;
    return { fault: `answered with status ${response.status}`, mayPass };
  } catch (error) {
    // One that is slow is not made faster by asking it again.
    if (error instanceof Error && error.name === 'TimeoutError')
      return { fault: `did not answer within ${maxMilliseconds / 1000} s`, mayPass: false };
    return { fault: 'cannot be reached', mayPass: true };
  }
}

/** Null where there is too much of it. */
async function readWithin(response: Response): Promise<string | null> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.length;
    if (bytes > mostBytes) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** @throws PipelineError where it is no answer to the requests */
function checkAnswer(text: string, requests: readonly OcrRequest[]): readonly OcrReading[] {
  const parsed = engineAnswer.safeParse(parseJson(text));
  const fault = parsed.success
    ? parsed.data.readings.length === requests.length
      ? null
      : `${parsed.data.readings.length} readings for ${requests.length} requests`
    : (parsed.error.issues[0]?.path.join('.') ?? 'no JSON');
  if (fault !== null || !parsed.success)
    throw failure(
      `The engine gave an answer that is none: ${fault === '' ? 'no JSON object' : fault}.`,
      'See that it speaks the protocol of docs/OCR.md.',
    );
  return parsed.data.readings.map(({ text: line, confidence, symbols }) => ({
    text: line.trim(),
    confidence,
    symbols: symbols.toSorted((a, b) => a.x0 - b.x0),
  }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function failure(message: string, hint: string): PipelineError {
  return new PipelineError('ocr-failed', 'recognise', message, { hint });
}
