import { summariseDocument } from '../../pipeline/headline.ts';
import { finishedLine } from '../../pipeline/manifest-lines.ts';
import type { DocumentResult, OutputWriter, RunContext } from '../../schemas/ports.ts';

/** Lets a writer write its files over all documents, in memory: name → text. */
export async function runWriter(
  writer: OutputWriter,
  results: readonly DocumentResult[],
  changes: Partial<Pick<RunContext, 'options' | 'metadataColumns'>> & {
    readonly metadata?: (result: DocumentResult) => ReadonlyMap<string, string>;
  } = {},
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  const closed = new Set<string>();
  const run = writer.run?.({
    options: changes.options ?? { bom: false },
    metadataColumns: changes.metadataColumns ?? [],
    open(name) {
      files.set(name, '');
      return {
        async write(text) {
          if (closed.has(name)) throw new Error(`${name} is closed`);
          files.set(name, (files.get(name) ?? '') + text);
        },
        async close() {
          closed.add(name);
        },
      };
    },
  });
  for (const result of results) {
    const parts = (await writer.parts?.(result)) ?? new Map<string, string>();
    await run?.add({
      line: finishedLine(result, 'o'.repeat(64)),
      summaries: summariseDocument(result),
      metadata: changes.metadata?.(result) ?? new Map(),
      part: async (name) => parts.get(name) ?? '',
    });
  }
  await run?.end();
  for (const name of files.keys()) if (!closed.has(name)) throw new Error(`${name} was not closed`);
  return files;
}
