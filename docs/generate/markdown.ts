/** A text as it may stand in a cell of a Markdown table. */
export function cellText(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/gu, ' ').trim();
}

/** Code in a cell, '' for nothing. */
export function code(text: string): string {
  return text === '' ? '' : `\`${text}\``;
}

/** A Markdown table; a cell is made safe. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cellText).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A page from its pieces, an empty line between them. */
export function page(...pieces: readonly string[]): string {
  return `${pieces.join('\n\n')}\n`;
}

/** Stands at the head of every page that `npm run docs` makes. */
export const generatedMark = '<!-- Made by `npm run docs`: change docs/generate/, not this page. -->';
