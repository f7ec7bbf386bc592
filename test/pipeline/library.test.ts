import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExtractedDocument } from '../../pipeline/library.ts';
import { checksFile, fieldsFile } from '../../schemas/columns.ts';
import { documentFile } from '../../schemas/document-file.ts';
import { manifestLine } from '../../schemas/manifest.ts';
import { summaryRow } from '../../schemas/summary.ts';
import { makePdf } from '../make-pdf.ts';

// The built library: worker threads need built files.
const built = path.resolve('dist/pipeline/library.js');
const library: typeof import('../../pipeline/library.ts') = await import(built);
const { extract, forms, openDocument, PipelineError, readTables } = library;

const run = promisify(execFile);
const seeds = path.resolve('seeds');
/** A project that has installed mingxi. */
let consumer: string;

beforeAll(async () => {
  consumer = await mkdtemp(path.join(tmpdir(), 'mingxi-consumer-'));
  await mkdir(path.join(consumer, 'node_modules/@types'), { recursive: true });
  await symlink(process.cwd(), path.join(consumer, 'node_modules/mingxi'));
  for (const name of ['@types/node', 'undici-types'])
    await symlink(path.resolve('node_modules', name), path.join(consumer, 'node_modules', name));
  await symlink(seeds, path.join(consumer, 'seeds'));
  await writeFile(path.join(consumer, 'package.json'), '{"type":"module"}');
});
afterAll(async () => {
  await rm(consumer, { recursive: true, force: true });
});

async function all(documents: AsyncIterable<ExtractedDocument>): Promise<ExtractedDocument[]> {
  const list: ExtractedDocument[] = [];
  for await (const document of documents) list.push(document);
  return list;
}

describe('extract', () => {
  it('gives what the files would say, in their shapes, whatever the number of jobs', async () => {
    const one = await all(extract(seeds, { jobs: 1 }));
    expect(await all(extract([seeds], { jobs: 3 }))).toEqual(one);
    expect(one.length).toBeGreaterThan(3);
    for (const { manifest, document, fields, checks, summaries } of one) {
      expect(manifestLine.parse(manifest)).toEqual(manifest);
      expect(documentFile.parse(document)).toEqual(document);
      expect(summaries.map((row) => summaryRow.parse(row))).toEqual(summaries);
      expect(fields).toHaveLength(manifest.fields);
      for (const field of fields)
        expect(Object.keys(field)).toEqual(fieldsFile.columns.map((column) => column.name));
      for (const check of checks)
        expect(Object.keys(check)).toEqual(checksFile.columns.map((column) => column.name));
      expect(document?.checks.map((check) => check.check_id)).toEqual(checks.map((check) => check.check_id));
    }
  });

  it('gives an input that cannot be read with its error, and a duplicate without values', async () => {
    const folder = path.join(consumer, 'mixed');
    await mkdir(folder);
    await writeFile(path.join(folder, 'a.txt'), '收入决算表\n');
    await writeFile(path.join(folder, 'b.txt'), '收入决算表\n');
    await writeFile(path.join(folder, 'c.pdf'), '%PDF-1.7 cut off');
    const found = await all(extract(folder));
    expect(found.map(({ manifest }) => [manifest.source, manifest.status, manifest.error?.code])).toEqual([
      ['a.txt', 'ok', undefined],
      ['b.txt', 'duplicate', undefined],
      ['c.pdf', 'failed', 'pdf-damaged'],
    ]);
  });

  it('says in words what is wrong with a path', async () => {
    await expect(all(extract(path.join(consumer, 'nowhere')))).rejects.toThrow(/does not exist/u);
    await expect(all(extract(seeds, { ocr: 'abbyy' }))).rejects.toThrow(TypeError);
    await expect(openDocument(new Uint8Array(1), { ocr: 'abbyy' })).rejects.toThrow(/does not know abbyy/u);
  });

  it('stops when its signal does, and when the caller does', async () => {
    await expect(all(extract(seeds, { signal: AbortSignal.abort(new Error('enough')) }))).rejects.toThrow(
      'enough',
    );
    const controller = new AbortController();
    const reading = all(extract(seeds, { signal: controller.signal, jobs: 1 }));
    controller.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
    for await (const document of extract(seeds)) {
      expect(document.manifest.status).toBe('ok');
      break;
    }
  });
});

describe('openDocument and readTables', () => {
  it('reads bytes and files alike', async () => {
    const [name = ''] = (await readdir(seeds)).filter((each) => each.endsWith('.txt'));
    const file = path.join(seeds, name);
    const fromFile = await openDocument(file);
    expect(await openDocument(await readFile(file), { name })).toEqual(fromFile);
    expect(await readTables(file)).toEqual(fromFile.document.tables);
  });

  it('touches nothing of the thread that calls it, for a PDF neither', async () => {
    const names = Object.getOwnPropertyNames(globalThis);
    const { push } = Array.prototype;
    const { stringify } = JSON;
    const bytes = makePdf([{ texts: [{ text: 'Total 140.80', x: 72, y: 100 }] }]);
    const { document } = await openDocument(bytes, { name: 'a.pdf' });
    expect(document.media_type).toBe('application/pdf');
    expect(Object.getOwnPropertyNames(globalThis)).toEqual(names);
    expect(Array.prototype.push).toBe(push);
    expect(JSON.stringify).toBe(stringify);
  });

  it('throws a typed error with what to do', async () => {
    const error = await openDocument(new Uint8Array(0)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PipelineError);
    expect(error).toMatchObject({ code: 'empty-file', hint: expect.stringMatching(/\w/u) });
    await expect(openDocument(path.join(consumer, 'nowhere.txt'))).rejects.toMatchObject({
      code: 'unreadable-file',
    });
    await expect(openDocument(new Uint8Array(11), { maxBytes: 10 })).rejects.toMatchObject({
      code: 'file-too-large',
    });
  });
});

it('forms gives the registry', async () => {
  expect((await forms()).map((form) => form.id)).toContain('gk04');
});

describe('docs/LIBRARY.md', async () => {
  const examples = (await readdir('docs/examples')).sort();
  const texts = new Map<string, string>();
  for (const name of examples) texts.set(name, await readFile(`docs/examples/${name}`, 'utf8'));

  it('shows the examples as they are', async () => {
    const page = await readFile('docs/LIBRARY.md', 'utf8');
    const shown = [...page.matchAll(/```ts\n(.*?)```/gsu)].map((match) => match[1]);
    expect(shown.sort()).toEqual([...texts.values()].sort());
  });

  it('has types for who installs the package', () => {
    const files = examples.map((name) => path.join(consumer, name));
    for (const [name, text] of texts) ts.sys.writeFile(path.join(consumer, name), text);
    const program = ts.createProgram(files, {
      strict: true,
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      lib: ['lib.es2023.d.ts'],
      types: ['node'],
      typeRoots: [path.join(consumer, 'node_modules/@types')],
      noEmit: true,
      preserveSymlinks: true,
    });
    const problems = ts.getPreEmitDiagnostics(program);
    expect(problems.map((each) => ts.flattenDiagnosticMessageText(each.messageText, '\n'))).toEqual([]);
  });

  it.each(examples)('%s runs', async (name) => {
    const js = ts.transpileModule(texts.get(name) ?? '', {
      compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
    }).outputText;
    const file = path.join(consumer, name.replace(/ts$/u, 'mjs'));
    await writeFile(file, js);
    const { stdout, stderr } = await run(process.execPath, [file], { cwd: consumer });
    expect(stderr).toBe('');
    expect(stdout.length).toBeGreaterThan(50);
  });
});
