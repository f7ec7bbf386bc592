import { createRequire } from 'node:module';

/** Tesseract itself, compiled to WebAssembly: what of it is used. */
export interface TesseractCore {
  readonly FS: {
    writeFile(path: string, data: Uint8Array | string): void;
    unlink(path: string): void;
  };
  readonly TessBaseAPI: new () => TesseractApi;
}

/** One language, ready to read. */
export interface TesseractApi {
  /** @returns 0, or -1 where the data are of no use */
  Init(folder: null, language: string, mode: number, configFile: string): number;
  SetVariable(name: string, value: string): boolean;
  /** Takes the picture in the file `/input`. @returns 1 where there is none */
  SetImageFile(orientation: number, angle: number): number;
  Recognize(monitor: null): number;
  GetUTF8Text(): string;
  GetJSONText(): string;
  /** From 0 to 100. */
  MeanTextConf(): number;
}

type CoreFactory = (settings: {
  print(line: string): void;
  printErr(line: string): void;
  TesseractProgress(percent: number): void;
}) => Promise<TesseractCore>;

/** A module that adds vectors of bytes: valid where the processor can. */
const vectorModule = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0],
  ...[10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
);

function hasVectors(): boolean {
  const { WebAssembly } = globalThis as { WebAssembly?: { validate(bytes: Uint8Array): boolean } };
  return WebAssembly?.validate(vectorModule) ?? false;
}

/**
 * Loads the build for this processor: one for vectors, or the one that runs everywhere and takes five times as long. Both
 * read alike; a third one (relaxed vectors) is no faster here and may not.
 */
export async function loadTesseract(): Promise<TesseractCore> {
  // It comes with tesseract.js, whose own worker threads hold one language each and take twice the memory.
  const ofProgram = createRequire(import.meta.url);
  const ofLibrary = createRequire(ofProgram.resolve('tesseract.js/package.json'));
  const build = hasVectors() ? 'tesseract-core-simd-lstm' : 'tesseract-core-lstm';
  const factory = ofLibrary(`tesseract.js-core/${build}`) as CoreFactory;
  const quiet = (): void => {};
  return await factory({ print: quiet, printErr: quiet, TesseractProgress: quiet });
}
