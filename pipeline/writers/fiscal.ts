import type { FileSpec } from '../../schemas/columns.ts';
import { economicView, functionalView } from '../../schemas/fiscal-columns.ts';
import type { DocumentResult, OutputWriter, Row } from '../../schemas/ports.ts';
import { rowsToCsv, tableToCsv } from '../output/csv-text.ts';
import { economicRows, functionalRows } from '../output/fiscal-rows.ts';
import { cellsInOrder } from '../output/result-rows.ts';

const views: readonly {
  readonly spec: FileSpec;
  readonly rows: (result: DocumentResult) => readonly Row[];
}[] = [
  { spec: functionalView, rows: functionalRows },
  { spec: economicView, rows: economicRows },
];

/** fiscal-*.csv: views of fields.csv for tools of fiscal data: rows that may be summed (docs/FISCAL.md). */
export const writer: OutputWriter = {
  id: 'fiscal',
  formats: ['csv'],
  runFiles: views.map(({ spec }) => spec.path),
  *parts(result) {
    for (const { spec, rows } of views)
      yield { path: spec.path, content: [rowsToCsv(rows(result).map((row) => cellsInOrder(spec, row)))] };
  },
  run({ options, open }) {
    const files = views.map(({ spec }) => ({ spec, file: open(spec.path) }));
    const begun = Promise.all(
      files.map(({ spec, file }) =>
        file.write(
          tableToCsv(
            spec.columns.map(({ name }) => name),
            [],
            options.bom,
          ),
        ),
      ),
    );
    return {
      async add(record) {
        await begun;
        for (const { spec, file } of files) await file.write(await record.part(spec.path));
      },
      async end() {
        await begun;
        for (const { file } of files) await file.close();
      },
    };
  },
};
