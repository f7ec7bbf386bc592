import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import type { EngineQuestion } from '../../../schemas/ocr-protocol.ts';

/** What the server says to the nth question, from 1: status, headers and body; null: it never answers. */
export type Script = (
  question: EngineQuestion,
  nth: number,
) => Promise<{ status?: number; headers?: Record<string, string>; body: string } | null>;

/** A server on this machine that answers as told. */
export async function startEngineServer(script: Script) {
  let questions = 0;
  const server = createServer(async (request, response) => {
    const answer = await script(await readQuestion(request), ++questions);
    if (answer !== null) send(response, answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/read`,
    questions: () => questions,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readQuestion(request: IncomingMessage): Promise<EngineQuestion> {
  const pieces: Uint8Array[] = [];
  for await (const piece of request) pieces.push(piece);
  return JSON.parse(Buffer.concat(pieces).toString('utf8'));
}

function send(
  response: ServerResponse,
  { status = 200, headers = {}, body }: { status?: number; headers?: Record<string, string>; body: string },
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
}

/** An engine that reads the share of ink of a picture: good enough to see that pixels arrive. */
export const readInk: Script = async ({ requests }) => {
  const readings = await Promise.all(
    requests.map(async ({ png_base64, width, height, kind }) => {
      const { data, info } = await sharp(Buffer.from(png_base64, 'base64'))
        .greyscale()
        .toColourspace('b-w')
        .raw()
        .toBuffer({ resolveWithObject: true });
      if (info.width !== width || info.height !== height) throw new Error('another size than it says');
      const dark = data.reduce((count, level) => count + (level < 128 ? 1 : 0), 0);
      if (dark === 0) return { text: '', confidence: 0 };
      return { text: ` ${kind} ${dark}\n`, confidence: 0.5, symbols: [{ text: 'k', x0: 0, x1: width }] };
    }),
  );
  return { body: JSON.stringify({ readings }) };
};
