import { parentPort, workerData } from 'node:worker_threads';
import type { OcrEngine, OcrRequest } from '../../schemas/ports.ts';
import { chooseEngine } from './engine-choice.ts';
import type { ReadingReply } from './ocr-messages.ts';
import { recordOf } from './ocr-messages.ts';
import { readPackageFile } from './package-files.ts';

/** What the thread of an engine is given to read. */
export interface EngineTask {
  readonly id: number;
  readonly requests: readonly OcrRequest[];
}

/** One engine on a thread of its own, a task at a time. */
async function answer({ id, requests }: EngineTask, engine: Promise<OcrEngine>): Promise<ReadingReply> {
  try {
    return { id, readings: await (await engine).read(requests) };
  } catch (error) {
    return { id, error: recordOf(error) };
  }
}

async function open(): Promise<OcrEngine> {
  const kind = await chooseEngine(name);
  if (kind === null) throw new Error('No engine is needed where none is asked for.');
  return await kind.open(name, readPackageFile);
}

// What a library promises beside its work and nobody waits for is nobody's failure.
process.on('unhandledRejection', () => {});
const name: string = workerData;
// It opens while the first pictures are made ready for it; where it cannot, whoever asks it is told.
const engine = open();
parentPort?.on('message', (task: EngineTask) => {
  void answer(task, engine).then((reply) => parentPort?.postMessage(reply));
});
