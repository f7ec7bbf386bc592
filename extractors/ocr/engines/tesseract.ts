import { gunzipSync } from 'node:zlib';
import { PipelineError } from '../../../schemas/error.ts';
import type {
  OcrEngine,
  OcrEngineKind,
  OcrReading,
  OcrRequest,
  PackageFiles,
} from '../../../schemas/ports.ts';
import { loadTesseract, type TesseractApi, type TesseractCore } from '../tesseract-core.ts';

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
const atStart = ['load_system_dawg 0', 'load_freq_dawg 0', 'load_punc_dawg 0', 'load_number_dawg 0'];

/** LSTM_ONLY: the other engine is not in the data. */
const lstmOnly = 1;

/** Pixels below which tesseract sees no text, and says so on the screen. */
const leastSide = 3;

/** Pixels that no line of text has: more is a mistake, and memory of an engine never shrinks. */
const mostPixels = 16_000_000;

/** What tesseract says it read, as far as it is used: a tree down to characters. */
interface Page {
  readonly blocks?: readonly {
    readonly paragraphs: readonly {
      readonly lines: readonly { readonly words: readonly { readonly symbols: readonly Symbol[] }[] }[];
    }[];
  }[];
}

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
  async open(_name, readFile): Promise<OcrEngine> {
    const core = await start(loadTesseract);
    // Both languages in one memory: whoever reads a page needs both.
    const readers: Readonly<Record<OcrRequest['kind'], TesseractApi>> = {
      line: await start(() => openReader(core, setups.line, readFile)),
      figure: await start(() => openReader(core, setups.figure, readFile)),
    };
    return {
      id: 'tesseract',
      async read(requests) {
        return requests.map((request) =>
          isReadable(request) ? readOne(core, readers[request.kind], request) : nothing,
        );
      },
      // Its memory goes with the last who knows of it.
      async close() {},
    };
  },
};

const nothing: OcrReading = { text: '', confidence: 0, symbols: [] };

function isReadable({ picture: { width, height } }: OcrRequest): boolean {
  return width >= leastSide && height >= leastSide && width * height <= mostPixels;
}

async function start<Part>(part: () => Promise<Part>): Promise<Part> {
  try {
    return await part();
  } catch (cause) {
    throw failure('Tesseract cannot be started.', cause);
  }
}

async function openReader(
  { FS, TessBaseAPI }: TesseractCore,
  { language, variant, parameters }: Setup,
  readFile: PackageFiles,
): Promise<TesseractApi> {
  const packed = await readFile(`@tesseract.js-data/${language}`, `${variant}/${language}.traineddata.gz`);
  const [data, config] = [`${language}.traineddata`, '/config'];
  FS.writeFile(data, gunzipSync(packed));
  FS.writeFile(config, atStart.join('\n'));
  const reader = new TessBaseAPI();
  if (reader.Init(null, language, lstmOnly, config) !== 0) throw new Error(`${language} cannot be read`);
  // The data were copied.
  FS.unlink(data);
  for (const [name, value] of Object.entries(parameters)) reader.SetVariable(name, value);
  return reader;
}

function readOne({ FS }: TesseractCore, reader: TesseractApi, { picture }: OcrRequest): OcrReading {
  try {
    FS.writeFile('/input', greyMap(picture));
    if (reader.SetImageFile(1, 0) === 1) throw new Error('no picture');
    reader.Recognize(null);
    const text = reader.GetUTF8Text().trim();
    const page = JSON.parse(reader.GetJSONText()) as Page;
    const symbols = (page.blocks ?? [])
      .flatMap(({ paragraphs }) => paragraphs)
      .flatMap(({ lines }) => lines)
      .flatMap(({ words }) => words)
      .flatMap((word) => word.symbols)
      .map(({ text: symbol, bbox }) => ({ text: symbol, x0: bbox.x0, x1: bbox.x1 }));
    return { text, confidence: text === '' ? 0 : reader.MeanTextConf() / 100, symbols };
  } catch (cause) {
    throw failure('Tesseract failed at a picture.', cause);
  }
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
