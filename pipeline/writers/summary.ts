import { summaryFile } from '../../schemas/columns.ts';
import type { OutputWriter } from '../../schemas/ports.ts';
import type { SummaryRow } from '../../schemas/summary.ts';
import { rowsToCsv, tableToCsv } from '../csv-text.ts';

/** summary.csv: one row a document (or a unit of a compiled report), the columns of `--metadata` behind. */
export const writer: OutputWriter = {
  id: 'summary',
  formats: ['csv'],
  run(context) {
    const file = context.open(summaryFile.path);
    const own = summaryFile.columns.map((column) => column.name);
    let begun = false;
    const begin = async () => {
      if (begun) return;
      begun = true;
      await file.write(tableToCsv([...own, ...context.metadataColumns], [], context.options.bom));
    };
    return {
      async add(record) {
        await begin();
        const metadata = context.metadataColumns.map((name) => record.metadata.get(name) ?? '');
        await file.write(
          rowsToCsv(record.summaries.map((summary) => [...cellsOf(summary, own), ...metadata])),
        );
      },
      async end() {
        await begin();
        await file.close();
      },
    };
  },
};

function cellsOf(summary: SummaryRow, columns: readonly string[]): readonly string[] {
  const cells: Readonly<Record<string, string | number>> = summary;
  return columns.map((name) => String(cells[name] ?? ''));
}
