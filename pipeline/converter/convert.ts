import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PipelineError } from '../../schemas/error.ts';
import type { Converter, Limits } from '../../schemas/ports.ts';
import { findOffice, hasWriter } from './find-office.ts';
import { profileSettings } from './profile.ts';
import { runLimited } from './run-limited.ts';

/** Milliseconds: a document takes one to ten seconds, its first start in a new profile included. */
const longest = 120_000;
/** Of the time of a document: its conversion is given up before the document is. */
const shareOfTime = 0.75;
/** Bytes of address space: several times what a report of hundreds of pages takes. */
const mostMemory = 4 * 1024 ** 3;
/** Bytes of what it makes. */
const mostOutput = 500_000_000;

const howToInstall =
  'Install LibreOffice with Writer (Debian and Ubuntu: apt install libreoffice-writer; macOS: brew install --cask libreoffice; Windows: winget install TheDocumentFoundation.LibreOffice), or save it as DOCX or PDF.';

/**
 * Converts with LibreOffice where it is installed: one document at a time, in a profile of its own, without macros, links
 * and network, under limits of time and memory; nothing of it stays.
 * @param find where the program is, asked when there is something to convert
 */
export function openConverter(limits: Pick<Limits, 'maxMilliseconds'>, find = findOffice): Converter {
  let last: Promise<unknown> = Promise.resolve();
  return (bytes, extension) => {
    const turn = last.then(() => convert(bytes, extension, limits, find()));
    last = turn.catch(() => null);
    return turn;
  };
}

async function convert(
  bytes: Uint8Array,
  extension: string,
  limits: Pick<Limits, 'maxMilliseconds'>,
  program: string | null,
): Promise<Uint8Array> {
  if (program === null) throw missing('It can only be read through LibreOffice, which was not found.');
  const scratch = await mkdtemp(path.join(tmpdir(), 'mingxi-convert-'));
  try {
    const profile = path.join(scratch, 'profile');
    const input = path.join(scratch, `document.${extension}`);
    const output = path.join(scratch, 'converted');
    await mkdir(path.join(profile, 'user'), { recursive: true });
    await mkdir(output);
    await writeFile(path.join(profile, 'user', 'registrymodifications.xcu'), profileSettings());
    await writeFile(input, bytes);
    const ending = await runLimited(
      [
        program,
        `-env:UserInstallation=${pathToFileURL(profile).href}`,
        ...['--headless', '--norestore', '--nolockcheck', '--nologo', '--nodefault'],
        ...['--convert-to', 'docx', '--outdir', output, input],
      ],
      scratch,
      environmentOf(scratch),
      { milliseconds: Math.min(longest, limits.maxMilliseconds * shareOfTime), bytes: mostMemory },
    );
    return await readOutput(path.join(output, 'document.docx'), ending, program);
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function readOutput(file: string, ending: string, program: string): Promise<Uint8Array> {
  if (ending === 'time')
    throw new PipelineError('time-limit', 'read', 'LibreOffice did not convert it in time.', {
      hint: 'Save it as DOCX or PDF, or raise --time-limit.',
    });
  const size = await stat(file).then(
    (found) => found.size,
    () => null,
  );
  if (size === null && !hasWriter(program))
    throw missing('LibreOffice is here without Writer, which reads text documents.');
  if (size === null)
    throw new PipelineError('office-damaged', 'read', 'LibreOffice could not read it.', {
      hint: 'Fetch it again, or save it as DOCX or PDF in the program that made it.',
    });
  if (size > mostOutput)
    throw new PipelineError('content-limit', 'read', `Converted it has ${size} bytes, too many.`, {
      hint: 'Split it and give the parts.',
    });
  return readFile(file);
}

/** All it is told of this machine: where programs are, and to keep its files in the scratch folder. */
function environmentOf(scratch: string): Record<string, string> {
  const kept = ['PATH', 'SystemRoot', 'LD_LIBRARY_PATH'].flatMap((name): [string, string][] => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  const nowhere = 'http://127.0.0.1:9';
  return {
    ...Object.fromEntries(kept),
    ...{ HOME: scratch, TMPDIR: scratch, TEMP: scratch, TMP: scratch, USERPROFILE: scratch },
    ...{ LANG: 'C.UTF-8', SAL_USE_VCLPLUGIN: 'svp', http_proxy: nowhere, https_proxy: nowhere },
  };
}

function missing(message: string): PipelineError {
  return new PipelineError('converter-missing', 'read', message, { hint: howToInstall });
}
