import { manifestLine } from '../../schemas/manifest.ts';
import type { OutputWriter } from '../../schemas/ports.ts';

const path = 'manifest.jsonl';

/** manifest.jsonl: one line an input, in the order of their paths. Every run writes it. */
export const writer: OutputWriter = {
  id: 'manifest',
  formats: [],
  runFiles: [path],
  run(context) {
    const file = context.open(path);
    return {
      add: async (record) => file.write(`${JSON.stringify(manifestLine.parse(record.line))}\n`),
      end: async () => file.close(),
    };
  },
};
