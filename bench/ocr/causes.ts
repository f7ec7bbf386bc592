import { isDoubted, type Judged } from './judge.ts';

/** What is not right with an amount, in a word or two; null where all is. */
export function causeOf(one: Judged, all: readonly Judged[]): string | null {
  const { truth, value } = one;
  if (truth === value) return null;
  if (truth === null) return spuriousCause(one, all);
  if (value === null) return missingCause(one, all);
  if (value === `-${truth}` || truth === `-${value}`) return 'sign';
  if (digits(value) === digits(truth)) return 'point';
  const inTable = all.filter((other) => other.table === one.table && other.document === one.document);
  if (value.length > 3 && inTable.some((other) => other.truth === value)) return "another cell's value";
  if (value.length === truth.length) return 'digits confused';
  return value.length < truth.length ? 'digits lost' : 'digits added';
}

const digits = (text: string): string => text.replace(/\D/gu, '').replace(/^0+|0+$/gu, '');

function missingCause(one: Judged, all: readonly Judged[]): string {
  const isElsewhere = one.given === null && one.elsewhere !== undefined;
  if (isElsewhere)
    return one.elsewhere?.table === one.table ? 'in another row or column' : 'in a table of no form';
  const ofTable = all.filter((other) => other.table === one.table && other.document === one.document);
  if (ofTable.every(({ given }) => given === null)) return 'table not found';
  if (one.given) return one.given.state === 'missing' ? 'missing, said' : `read as ${one.given.state}`;
  const isStray = ofTable.some(
    (other) => other.truth === null && other.value === one.truth && other.column === one.column,
  );
  if (isStray) return 'row not recognised, value elsewhere';
  const hasRow = ofTable.some((other) => other.given !== null && other.row === one.row);
  return hasRow ? 'column not found' : 'row not found';
}

function spuriousCause(one: Judged, all: readonly Judged[]): string {
  const isStray = all.some(
    (other) =>
      other.table === one.table &&
      other.document === one.document &&
      other.value === null &&
      other.truth === one.value &&
      other.column === one.column,
  );
  return isStray ? 'spurious: value of a row not recognised' : 'spurious';
}

/** All that is not right, by cause: how many, how many of them silent, and examples. */
export function tellCauses(amounts: readonly Judged[], examples: number): string[] {
  const byCause = new Map<string, Judged[]>();
  for (const one of amounts) {
    const cause = causeOf(one, amounts);
    if (cause !== null) byCause.set(cause, [...(byCause.get(cause) ?? []), one]);
  }
  const isSilent = ({ given, value }: Judged): boolean =>
    value !== null && given !== null && !isDoubted(given);
  return [...byCause]
    .sort(([, a], [, b]) => b.length - a.length)
    .flatMap(([cause, list]) => {
      const silent = list.filter(isSilent);
      const shown = [...silent, ...list.filter((one) => !isSilent(one))].slice(0, examples);
      return [
        `${cause}: ${list.length}, of them silent ${silent.length}`,
        ...shown.map((one) => `  ${isSilent(one) ? 'SILENT ' : ''}${tellOne(one)}`),
      ];
    });
}

function tellOne({ document, table, row, column, truth, value, given }: Judged): string {
  const said = given
    ? `raw “${given.raw}” confidence ${given.confidence} ${given.flags.join(';')} ${given.method} label “${given.label}”`
    : '';
  return `${document} ${table} ${row} ${column}: printed ${truth ?? 'nothing'}, given ${value ?? 'nothing'} ${said}`;
}
