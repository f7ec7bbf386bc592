/** What a unit's values are in the compiled document against what they are alone. */

/** A row of fields.csv, checks.csv or summary.csv by column. */
export type CsvRow = Readonly<Record<string, string>>;

/** What the files of results say of one document. */
export interface Extracted {
  readonly fields: readonly CsvRow[];
  readonly checks: readonly CsvRow[];
  readonly summaries: readonly CsvRow[];
}

export interface Compared {
  /** Values of the unit alone. */
  readonly alone: number;
  /** … that stand in the compiled document under the unit's name. */
  readonly same: number;
  /** … that stand there under another name or part. */
  readonly elsewhere: number;
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  /** Failed checks that the unit alone has not. */
  readonly crossAlarms: readonly string[];
  /** Failed checks of the unit alone that the compiled document lacks. */
  readonly lostAlarms: readonly string[];
}

const keyOf = (field: CsvRow): string =>
  [
    field.form?.replace(/^t\d+$/u, 't'),
    field.row_code,
    field.row_label,
    field.measure,
    field.period,
    field.basis,
    field.value,
    field.unit,
    field.state,
  ].join('|');

const alarmOf = (check: CsvRow): string => [check.kind, check.tables, check.expected, check.actual].join('|');

/** Compares the units' own results with the compiled one's, unit by unit. */
export function compareUnits(
  units: readonly { readonly name: string | null; readonly result: Extracted }[],
  compiled: Extracted,
): Compared {
  const missing: string[] = [];
  const extra: string[] = [];
  let [alone, same, elsewhere] = [0, 0, 0];
  const left = new Map<string, CsvRow[]>();
  for (const field of compiled.fields) add(left, keyOf(field), field);
  const unmatched: { key: string; name: string }[] = [];
  for (const { name: told, result } of units) {
    const name = told ?? result.summaries[0]?.entity ?? '';
    for (const field of result.fields) {
      alone++;
      const key = keyOf(field);
      const found = left.get(key) ?? [];
      const at = found.findIndex((other) => other.entity === name);
      if (at < 0) unmatched.push({ key, name });
      else {
        found.splice(at, 1);
        same++;
      }
    }
  }
  for (const { key, name } of unmatched) {
    const found = left.get(key) ?? [];
    if (found.length > 0) {
      const [other] = found.splice(0, 1);
      elsewhere++;
      missing.push(`${name}: under ${other?.entity}: ${key}`);
    } else missing.push(`${name}: nowhere: ${key}`);
  }
  for (const [key, fields] of left) for (const field of fields) extra.push(`${field.entity}: ${key}`);
  const failed = (result: Extracted) => result.checks.filter(({ status }) => status === 'fail').map(alarmOf);
  const expected = units.flatMap(({ result }) => failed(result));
  const alarms = failed(compiled);
  return {
    alone,
    same,
    elsewhere,
    missing,
    extra,
    crossAlarms: without(alarms, expected),
    lostAlarms: without(expected, alarms),
  };
}

function without(all: readonly string[], taken: readonly string[]): string[] {
  const rest = [...taken];
  return all.filter((item) => {
    const at = rest.indexOf(item);
    if (at < 0) return true;
    rest.splice(at, 1);
    return false;
  });
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
