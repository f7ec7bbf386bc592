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
  return `${printObject(value, '')}\n`;
}

function printObject(value: object, margin: string): string {
  const inner = margin + indent;
  const lines = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => `${inner}${JSON.stringify(key)}: ${printValue(key, item, inner)}`);
  return `{\n${lines.join(',\n')}\n${margin}}`;
}

function printValue(key: string, value: unknown, margin: string): string {
  if (!isLongList(key, value)) return JSON.stringify(value);
  const inner = margin + indent;
  return `[\n${value.map((item) => inner + printItem(item, inner)).join(',\n')}\n${margin}]`;
}

/** An item that holds a long list itself (a table its cells) is opened, any other is one line. */
function printItem(item: unknown, margin: string): string {
  if (item === null || typeof item !== 'object' || Array.isArray(item)) return JSON.stringify(item);
  const holdsList = Object.entries(item).some(([key, inner]) => key === 'schema' || isLongList(key, inner));
  return holdsList ? printObject(item, margin) : JSON.stringify(item);
}

function isLongList(key: string, value: unknown): value is readonly unknown[] {
  return listKeys.has(key) && Array.isArray(value) && value.some((entry) => typeof entry === 'object');
}
