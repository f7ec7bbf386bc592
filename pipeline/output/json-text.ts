/** Arrays under these keys get a line an item: long lists that people compare with diff. */
const listKeys = new Set([
  'pages',
  'tables',
  'cells',
  'statements',
  'checks',
  'provenance',
  'warnings',
  'resources',
  'fields',
]);
const indent = ' ';

/** A list whose items are described only as they are printed. */
export class LazyList<T> {
  constructor(
    readonly items: readonly T[],
    readonly describe: (item: T, index: number) => object,
  ) {}
}

/**
 * JSON that a person can read and diff: one line a key at the top, one line an item in long lists, the rest compact.
 * Keys keep their order. Ends with a line break.
 */
export function printJson(value: object): string {
  return [...printJsonPieces(value)].join('');
}

/** The same in pieces: a document may have many megabytes. */
export function* printJsonPieces(value: object): Generator<string> {
  yield* printObject(value, '');
  yield '\n';
}

function* printObject(value: object, margin: string): Generator<string> {
  const inner = margin + indent;
  let opening = '{\n';
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    yield `${opening}${inner}${JSON.stringify(key)}: `;
    yield* printValue(key, item, inner);
    opening = ',\n';
  }
  yield `${opening === '{\n' ? '{\n\n' : '\n'}${margin}}`;
}

function* printValue(key: string, value: unknown, margin: string): Generator<string> {
  if (!isLongList(key, value)) {
    yield value instanceof LazyList ? '[]' : JSON.stringify(value);
    return;
  }
  const inner = margin + indent;
  let opening = '[\n';
  for (const item of itemsOf(value)) {
    yield opening + inner;
    yield* printItem(item, inner);
    opening = ',\n';
  }
  yield `\n${margin}]`;
}

/** An item that holds a long list itself (a table its cells) is opened, any other is one line. */
function* printItem(item: unknown, margin: string): Generator<string> {
  if (isObject(item) && Object.keys(item).some((key) => key === 'schema' || isLongList(key, item[key])))
    yield* printObject(item, margin);
  else yield JSON.stringify(item);
}

function isObject(item: unknown): item is Readonly<Record<string, unknown>> {
  return item !== null && typeof item === 'object' && !Array.isArray(item);
}

function isLongList(key: string, value: unknown): value is readonly unknown[] | LazyList<unknown> {
  if (value instanceof LazyList) return value.items.length > 0;
  return listKeys.has(key) && Array.isArray(value) && value.some((entry) => typeof entry === 'object');
}

function* itemsOf(list: readonly unknown[] | LazyList<unknown>): Generator<unknown> {
  if (!(list instanceof LazyList)) yield* list;
  else for (const [index, item] of list.items.entries()) yield list.describe(item, index);
}
