import type { ManifestLine } from '../../schemas/manifest.ts';
import { documentsFile } from '../../schemas/manifest-columns.ts';
import type { Row } from '../../schemas/ports.ts';
import type { TypedRow } from './typed-rows.ts';
import { typedRow } from './typed-rows.ts';

/** A line of the manifest as a row of the table `documents`. */
export function documentRow(line: ManifestLine): TypedRow {
  const { error, ...plain } = line;
  const cells: Readonly<Record<string, string | number | null | undefined>> = {
    ...plain,
    error_code: error?.code,
    error_message: error?.message,
    error_hint: error?.hint,
    error_page: error?.page,
  };
  const row: Row = Object.fromEntries(
    documentsFile.columns.map(({ name }) => [name, String(cells[name] ?? '')]),
  );
  return typedRow(documentsFile, row);
}
