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

/**
 * JSON that a person can read and diff: one line a key at the top, one line an item in long lists, the rest compact.
 * Keys keep their order. Ends with a line break.
 */
export function printJson(value: object): string {
  // Pieces are put together once: a document may have many megabytes.
  const pieces: string[] = [];
  printObject(value, '', pieces);
  pieces.push('\n');
  return pieces.join('');
}

function printObject(value: object, margin: string, pieces: string[]): void {
  const inner = margin + indent;
  let opening = '{\n';
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    pieces.push(opening, inner, JSON.stringify(key), ': ');
    printValue(key, item, inner, pieces);
    opening = ',\n';
  }
  pieces.push(opening === '{\n' ? '{\n\n' : '\n', margin, '}');
}

function printValue(key: string, value: unknown, margin: string, pieces: string[]): void {
  if (!isLongList(key, value)) {
    pieces.push(JSON.stringify(value));
    return;
  }
  const inner = margin + indent;
  let opening = '[\n';
  for (const item of value) {
    pieces.push(opening, inner);
    printItem(item, inner, pieces);
    opening = ',\n';
  }
  pieces.push('\n', margin, ']');
}

/** An item that holds a long list itself (a table its cells) is opened, any other is one line. */
function printItem(item: unknown, margin: string, pieces: string[]): void {
  if (isObject(item) && Object.keys(item).some((key) => key === 'schema' || isLongList(key, item[key])))
    printObject(item, margin, pieces);
  else pieces.push(JSON.stringify(item));
}

function isObject(item: unknown): item is Readonly<Record<string, unknown>> {
  return item !== null && typeof item === 'object' && !Array.isArray(item);
}

function isLongList(key: string, value: unknown): value is readonly unknown[] {
  return listKeys.has(key) && Array.isArray(value) && value.some((entry) => typeof entry === 'object');
}
