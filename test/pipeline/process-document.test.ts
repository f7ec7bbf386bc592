import { existsSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ProcessContext } from '../../pipeline/process-document.ts';
import { processDocument } from '../../pipeline/process-document.ts';
import { classification } from '../../schemas/classification/lookup.ts';
import type { SourceDocument } from '../../schemas/document.ts';
import { PipelineError } from '../../schemas/error.ts';
import type { DocumentReader, DocumentResult } from '../../schemas/ports.ts';
import { makeResult } from './result-builder.ts';

const page = (lines: readonly string[]): SourceDocument => ({
  mediaType: 'text/plain',
  encoding: 'utf-8',
  pages: [
    {
      number: 1,
      width: null,
      height: null,
      rotation: 0,
      method: 'text',
      content: { kind: 'lines', lines: lines.map((text, index) => ({ text, number: index + 1 })) },
    },
  ],
  findings: [],
});

function readerThat(read: DocumentReader['read'], score = 1): DocumentReader {
  return { id: 'text', mediaTypes: ['text/plain'], extensions: ['.txt'], sniff: () => score, read };
}

function contextWith(...readers: readonly DocumentReader[]): ProcessContext {
  return {
    ocr: null,
    readers,
    forms: [],
    classification,
    limits: { maxBytes: 1e6, maxLineLength: 1e6, maxMilliseconds: 1e6 },
    password: '',
    corrections: [],
    optionsSha256: 'o'.repeat(64),
  };
}

const { source, sha256 } = makeResult();
const input = { source, sha256, bytes: new Uint8Array([65]) };
const keep = async () => {};

describe('processDocument', () => {
  it('hands a result on and lists it', async () => {
    const written: DocumentResult[] = [];
    const reader = readerThat(async () =>
      page(['2022年度甲市乙局部门决算', '', '本单位2022年度收入总计10万元。']),
    );
    const { line, result, stack } = await processDocument(input, contextWith(reader), async (finished) => {
      written.push(finished);
    });
    expect(line).toMatchObject({ source, sha256, document_id: sha256.slice(0, 16), error: null, pages: 1 });
    expect(written).toEqual([result]);
    expect(stack).toBeNull();
  });

  it.each<[string, Partial<typeof input>, readonly DocumentReader[], object]>([
    [
      'a reader that refuses',
      {},
      [
        readerThat(async () => {
          throw new PipelineError('binary-content', 'read', 'Binary.', { hint: 'Convert it.', page: 3 });
        }),
      ],
      { code: 'binary-content', message: 'Binary.', hint: 'Convert it.', page: 3 },
    ],
    [
      'a bug',
      {},
      [
        readerThat(async () => {
          throw new TypeError('secret of a place is undefined');
        }),
      ],
      { code: 'internal' },
    ],
    ['no bytes', { bytes: new Uint8Array() }, [], { code: 'empty-file' }],
    ['no reader', { source: 'x.bin' }, [readerThat(async () => page([]), 0)], { code: 'unsupported-format' }],
  ])('turns %s into a failed line', async (_, changes, readers, error) => {
    const { line, result } = await processDocument({ ...input, ...changes }, contextWith(...readers), keep);
    expect(line).toMatchObject({ status: 'failed', document: null, error });
    expect(JSON.stringify(line)).not.toContain('secret');
    expect(result).toBeNull();
  });

  it('keeps the stack of a bug for the log', async () => {
    const reader = readerThat(async () => {
      throw new TypeError('oops');
    });
    expect((await processDocument(input, contextWith(reader), keep)).stack).toContain('oops');
  });

  it('fails a document that cannot be written', async () => {
    const { line } = await processDocument(
      input,
      contextWith(readerThat(async () => page(['a']))),
      async () => {
        throw new Error('disk');
      },
    );
    expect(line).toMatchObject({ status: 'failed', error: { code: 'internal' } });
  });

  it.skipIf(!existsSync('/dev/full'))('tells a full disk from a bug', async () => {
    const { line, stack } = await processDocument(
      input,
      contextWith(readerThat(async () => page(['a']))),
      async () => writeFileSync('/dev/full', 'x'),
    );
    expect(line).toMatchObject({
      status: 'failed',
      error: { code: 'output-unwritable', message: expect.stringContaining('ENOSPC') },
    });
    expect(stack).toBeNull();
  });

  it('prefers the surest reader, and of equal ones the one with the extension', async () => {
    const named = (id: string, score: number, extension: string): DocumentReader => ({
      ...readerThat(async () => ({ ...page(['a']), mediaType: id }), score),
      id,
      extensions: [extension],
    });
    const mediaTypeOf = async (...readers: readonly DocumentReader[]) =>
      (await processDocument(input, contextWith(...readers), keep)).line.media_type;
    expect(await mediaTypeOf(named('a', 0.4, '.txt'), named('b', 0.9, '.pdf'))).toBe('b');
    expect(await mediaTypeOf(named('a', 0.5, '.pdf'), named('b', 0.5, '.txt'))).toBe('b');
  });
});
