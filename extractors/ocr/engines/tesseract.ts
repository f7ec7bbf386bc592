import { createRequire } from 'node:module';
import path from 'node:path';
import type { Worker } from 'tesseract.js';
import { PipelineError } from '../../../schemas/error.ts';
import type { OcrEngine, OcrEngineKind, OcrReading, OcrRequest } from '../../../schemas/ports.ts';

/** What reads a kind of request: language, variant of its data, parameters. */
interface Setup {
  readonly language: 'chi_sim' | 'eng';
  /** Folder of the data's package. */
  readonly variant: '4.0.0' | '4.0.0_best_int';
  readonly parameters: Readonly<Record<string, string>>;
}

const common = {
  // A single line of text: better than a raw line (13) or a word (8) with figures and labels alike.
  tessedit_pageseg_mode: '7',
  // Requests are dark on light.
  tessedit_do_invert: '0',
  // Known, or it is guessed at with a message each time.
  user_defined_dpi: '300',
  // It has nothing to say to anybody.
  debug_file: '/dev/null',
  // Nothing is learnt from a picture for the next: the same picture gives the same text whatever was read before.
  classify_enable_learning: '0',
  classify_enable_adaptive_matcher: '0',
};

/** Measured on crops of amounts and labels in three fonts at 150, 200 and 300 dpi: see docs/OCR.md. */
const setups: Readonly<Record<OcrRequest['kind'], Setup>> = {
  line: { language: 'chi_sim', variant: '4.0.0_best_int', parameters: common },
  figure: {
    language: 'eng',
    variant: '4.0.0_best_int',
    parameters: { ...common, tessedit_char_whitelist: '0123456789.,-%+()' },
  },
};

/** Without dictionaries, which can be said only at the start: they change no reading of figures or labels and take memory. */
const atStart = {
  load_system_dawg: '0',
  load_freq_dawg: '0',
  load_punc_dawg: '0',
  load_number_dawg: '0',
};

/** LSTM_ONLY: the other engine is not in the data. */
const lstmOnly = 1;

/** Pixels below which tesseract sees no text, and says so on the screen. */
const leastSide = 3;

/** Pixels that no line of text has: more is a mistake, and memory of an engine never shrinks. */
const mostPixels = 16_000_000;

/** A symbol as tesseract gives it. */
interface Symbol {
  readonly text: string;
  readonly bbox: { readonly x0: number; readonly x1: number };
}

/** Tesseract, compiled to WebAssembly, with the language data of npm packages: nothing is fetched, nothing is written. */
export const engine: OcrEngineKind = {
  id: 'tesseract',
  named: 'tesseract',
  accepts: (name) => name === 'tesseract',
  batch: 8,
  most: 'processors',
  mostRequests: 4000,
  maxMilliseconds: 120_000,
  async open(): Promise<OcrEngine> {
    // One worker a language, started beside each other: whoever reads a page will need both.
    const [line, figure] = await Promise.all([startWorker(setups.line), startWorker(setups.figure)]);
    const workers: Readonly<Record<OcrRequest['kind'], Worker>> = { line, figure };
    return {
      id: 'tesseract',
      async read(requests) {
        const readings: OcrReading[] = [];
        for (const request of requests)
          readings.push(isReadable(request) ? await readOne(workers[request.kind], request) : nothing);
        return readings;
      },
      async close() {
        for (const worker of Object.values(workers)) await worker.terminate();
      },
    };
  },
};

const nothing: OcrReading = { text: '', confidence: 0, symbols: [] };

function isReadable({ picture: { width, height } }: OcrRequest): boolean {
  return width >= leastSide && height >= leastSide && width * height <= mostPixels;
}

async function startWorker({ language, variant, parameters }: Setup): Promise<Worker> {
  try {
    const { default: tesseract } = await import('tesseract.js');
    const { resolve } = createRequire(import.meta.url);
    const options = {
      // A folder, so that nothing is fetched; no cache, which would be a file in the working directory.
      langPath: path.join(path.dirname(resolve(`@tesseract.js-data/${language}/package.json`)), variant),
      cacheMethod: 'none',
      logger: () => {},
      // The promise of what was asked for rejects too.
      errorHandler: () => {},
    };
    const worker = await tesseract.createWorker(language, lstmOnly, options, atStart);
    await worker.setParameters(parameters);
    // The data were copied when it started.
    await worker.FS('unlink', [`${language}.traineddata`]);
    return worker;
  } catch (cause) {
    throw failure('Tesseract cannot be started.', cause);
  }
}

async function readOne(worker: Worker, { picture }: OcrRequest): Promise<OcrReading> {
  const { data } = await worker
    .recognize(greyMap(picture), {}, { text: true, blocks: true })
    .catch((cause: unknown) => {
      throw failure('Tesseract failed at a picture.', cause);
    });
  const text = data.text.trim();
  const symbols = (data.blocks ?? [])
    .flatMap(({ paragraphs }) => paragraphs)
    .flatMap(({ lines }) => lines)
    .flatMap(({ words }) => words)
    .flatMap((word): readonly Symbol[] => word.symbols)
    .map(({ text: symbol, bbox }) => ({ text: symbol, x0: bbox.x0, x1: bbox.x1 }));
  return { text, confidence: text === '' ? 0 : data.confidence / 100, symbols };
}

/** A picture as a file that takes no time to write or read: PGM. Of a coloured one its green channel. */
function greyMap({ width, height, channels, data }: OcrRequest['picture']): Buffer {
  const head = Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1');
  if (channels === 1) return Buffer.concat([head, data]);
  const green = Buffer.alloc(width * height);
  for (let at = 0; at < green.length; at++) green[at] = data[at * 3 + 1] ?? 255;
  return Buffer.concat([head, green]);
}

function failure(message: string, cause: unknown): PipelineError {
  return new PipelineError('ocr-failed', 'recognise', message, {
    hint: 'Run again; if it stays so, install mingxi anew, or leave pictures unread with --ocr none.',
    cause,
  });
}
