import { readFileSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { reader as converted } from '../../../extractors/formats/converted.ts';
import { reader as doc } from '../../../extractors/formats/doc.ts';
import { openConverter } from '../../../pipeline/converter/convert.ts';
import { findOffice, hasWriter } from '../../../pipeline/converter/find-office.ts';
import { hasProgram } from '../../optional-programs.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

const isPosix = process.platform !== 'win32';
const limits = { maxBytes: 1e9, maxLineLength: 1e6, maxMilliseconds: 60_000 };
const odt = (text: string): Uint8Array =>
  Buffer.from(
    `<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>${text}</text:p></office:text></office:body></office:document>`,
  );

/** A program that is called like LibreOffice and does what the lines of shell say; `$out` is the file it has to make. */
async function programOf(folder: string, ...lines: readonly string[]): Promise<string> {
  const file = path.join(folder, 'soffice');
  const words = [
    'profile=$(echo "$1" | sed s,-env:UserInstallation=file://,,)',
    'for last; do :; done',
    'out="$(dirname "$last")/converted/document.docx"',
  ];
  await writeFile(file, ['#!/bin/sh', ...words, ...lines, ''].join('\n'));
  await chmod(file, 0o755);
  return file;
}

async function isAlive(pidFile: string): Promise<boolean> {
  const pid = Number(await readFile(pidFile, 'utf8'));
  for (let i = 0; i < 60; i++) {
    try {
      process.kill(pid, 0);
    } catch {
      return false;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return true;
}

describe.runIf(isPosix)('a converter', () => {
  it('is given the document in a profile without macros, links and network, and leaves nothing behind', async () => {
    const folder = await makeTemporaryFolder();
    const seen = path.join(folder, 'seen');
    const program = await programOf(
      folder,
      `cat "$last" "$profile/user/registrymodifications.xcu" > ${seen}`,
      `echo "$last|$HOME|$http_proxy" >> ${seen}`,
      'cp "$last" "$out"',
    );
    const bytes = await openConverter(limits, () => program)(Buffer.from('content'), 'odt');
    expect(Buffer.from(bytes).toString()).toBe('content');
    const text = await readFile(seen, 'utf8');
    expect(text).toMatch(/^content<\?xml/u);
    expect(text).toContain('"DisableMacrosExecution" oor:op="fuse"><value>true<');
    const [place = '', home = '', proxy] = text.trim().split('\n').at(-1)?.split('|') ?? [];
    expect(path.basename(place)).toBe('document.odt');
    expect(path.dirname(place)).toBe(home);
    expect(proxy).toBe('http://127.0.0.1:9');
    await expect(readFile(place)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('that is not there is told with the words how to install it', async () => {
    await expect(openConverter(limits, () => null)(odt('x'), 'odt')).rejects.toMatchObject({
      code: 'converter-missing',
      hint: expect.stringContaining('Install LibreOffice'),
    });
    await expect(converted.read(odt('x'), { name: 'x.fodt', limits })).rejects.toMatchObject({
      code: 'converter-missing',
    });
  });

  it('that has no Writer is told apart from a document it cannot read', async () => {
    const folder = await makeTemporaryFolder();
    const program = await programOf(folder, 'exit 1');
    const convert = openConverter(limits, () => program);
    await expect(convert(odt('x'), 'odt')).rejects.toMatchObject({ code: 'office-damaged' });
    await writeFile(path.join(folder, 'soffice.bin'), '');
    await expect(convert(odt('x'), 'odt')).rejects.toMatchObject({ code: 'converter-missing' });
    await writeFile(path.join(folder, 'libswlo.so'), '');
    expect(hasWriter(program)).toBe(true);
  });

  it('that takes too long is ended with all that it started', async () => {
    const folder = await makeTemporaryFolder();
    const pid = path.join(folder, 'pid');
    const program = await programOf(folder, `sleep 600 & echo $! > ${pid}`, 'sleep 600');
    const convert = openConverter({ maxMilliseconds: 1500 }, () => program);
    await expect(convert(odt('x'), 'odt')).rejects.toMatchObject({ code: 'time-limit' });
    expect(await isAlive(pid)).toBe(false);
  });

  it('is ended when the thread that started it is, and its files are removed', async () => {
    const folder = await makeTemporaryFolder();
    const pid = path.join(folder, 'pid');
    const program = await programOf(folder, `echo "$HOME" > ${pid}.home; echo $$ > ${pid}`, 'exec sleep 600');
    const place = new URL('../../../dist/pipeline/converter/convert.js', import.meta.url);
    const worker = new Worker(
      `import(${JSON.stringify(place.href)}).then(({ openConverter }) => openConverter({ maxMilliseconds: 60000 }, () => ${JSON.stringify(program)})(Buffer.from('x'), 'odt'));`,
      { eval: true },
    );
    while (!(await readFile(pid, 'utf8').catch(() => '')))
      await new Promise((resolve) => setTimeout(resolve, 50));
    await worker.terminate();
    expect(await isAlive(pid)).toBe(false);
    const home = (await readFile(`${pid}.home`, 'utf8')).trim();
    await expect(readFile(path.join(home, 'document.odt'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('converts one document at a time', async () => {
    const folder = await makeTemporaryFolder();
    const lock = path.join(folder, 'lock');
    const program = await programOf(
      folder,
      `mkdir ${lock} || exit 1`,
      'sleep 0.2',
      'cp "$last" "$out"',
      `rmdir ${lock}`,
    );
    const convert = openConverter(limits, () => program);
    const all = await Promise.all(['a', 'b', 'c'].map((text) => convert(Buffer.from(text), 'odt')));
    expect(all.map((bytes) => Buffer.from(bytes).toString())).toEqual(['a', 'b', 'c']);
  });

  it('is found on PATH', async () => {
    const folder = await makeTemporaryFolder();
    await mkdir(path.join(folder, 'soffice'));
    const program = await programOf(await makeTemporaryFolder(), 'exit 0');
    expect(findOffice(`relative:${folder}:${path.dirname(program)}`)).toBe(program);
  });
});

describe('documents that only a converter reads', () => {
  const old = readFileSync(new URL('../../fixtures/word/report.doc', import.meta.url));
  const docxOf = (text: string) => async () => {
    const { zipSync } = await import('fflate');
    return zipSync({
      'word/document.xml': Buffer.from(
        `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`,
      ),
    });
  };

  it('are told by their content', () => {
    expect(converted.sniff(odt('x'), 'x.txt')).toBeGreaterThan(0.5);
    expect(converted.sniff(Buffer.from('\u00ffWPC\u0010', 'latin1'), 'x')).toBeGreaterThan(0.5);
    expect(converted.sniff(Buffer.from('<?xml version="1.0"?><uof:UOF x="">'), 'x')).toBeGreaterThan(0.5);
    expect(converted.sniff(old, 'x.odt')).toBe(0);
  });

  it('keep their own media type', async () => {
    const source = await converted.read(odt('x'), { name: 'x', limits, convert: docxOf('甲') });
    expect(source.mediaType).toBe('application/vnd.oasis.opendocument.text-flat-xml');
    expect(source.pages[0]?.content).toMatchObject({ items: [{ text: '甲' }] });
  });

  it('under a password are not handed on', async () => {
    const { zipSync } = await import('fflate');
    const manifest =
      '<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
    const bytes = zipSync({
      mimetype: [Buffer.from('application/vnd.oasis.opendocument.text'), { level: 0 }],
      'META-INF/manifest.xml': Buffer.from(manifest),
    });
    expect(converted.sniff(bytes, 'x')).toBeGreaterThan(0.5);
    await expect(converted.read(bytes, { name: 'x', limits, convert: docxOf('甲') })).rejects.toMatchObject({
      code: 'office-encrypted',
    });
  });

  it('are those of Word before 97 too', async () => {
    const bytes = Uint8Array.from(old);
    // The version in the head of the text, which is the first sector behind the header here.
    const at = old.indexOf(Buffer.from([0xec, 0xa5]));
    bytes[at] = 0xdc;
    bytes[at + 2] = 0x65;
    const source = await doc.read(bytes, { name: 'x.doc', limits, convert: docxOf('甲') });
    expect(source.pages[0]?.content).toMatchObject({ items: [{ text: '甲' }] });
    await expect(doc.read(bytes, { name: 'x.doc', limits })).rejects.toMatchObject({
      code: 'converter-missing',
    });
  });
});

describe.runIf(await hasProgram('writer'))('LibreOffice', () => {
  it('converts a document', async () => {
    const convert = openConverter(limits);
    const source = await converted.read(odt('部门决算'), { name: 'x.fodt', limits, convert });
    expect(source.pages[0]?.content).toMatchObject({ items: [{ text: '部门决算' }] });
  });
});
