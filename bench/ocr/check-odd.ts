import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Truth } from '../variants/truth.ts';
import { countAmounts } from './figures.ts';
import { judgeAmounts, readRows } from './judge.ts';
import type { Odd } from './odd.ts';

/** Amounts of a turned page that must be right, as a share: it is the same scan, saved once more. */
const enough = 0.95;

/** A line for every odd picture: what came of it, and whether that was to be expected. */
export async function checkOdd(list: readonly Odd[], out: string, truth: Truth): Promise<string[]> {
  const rows = await readRows(join(out, 'fields.csv'));
  const path = join(out, 'manifest.jsonl');
  const manifest = (existsSync(path) ? readFileSync(path, 'utf8') : '').split('\n').filter(Boolean);
  const lines = manifest.map(
    (line) => JSON.parse(line) as { source: string; status: string; error: { code: string } | null },
  );
  return list.map(({ file, expected }) => {
    const line = lines.find(({ source }) => source.endsWith(file));
    const own = rows.get(file) ?? [];
    const values = own.filter(({ value }) => value !== '').length;
    const error = line?.status === 'failed' ? (line.error?.code ?? 'failed') : null;
    const { right, printed } = countAmounts(judgeAmounts(truth, own));
    const isGood =
      line !== undefined &&
      (expected === 'read'
        ? right / printed >= enough
        : expected === 'nothing'
          ? error === null && values === 0
          : expected === 'error'
            ? error !== null
            : values === 0);
    const came = error ?? `${line?.status ?? 'not in the manifest'}, ${values} values`;
    const read = expected === 'read' ? `, ${right} of ${printed} amounts right` : '';
    return `${isGood ? 'as expected' : 'NOT EXPECTED'}: ${file}: ${came}${read} (expected: ${expected})`;
  });
}
