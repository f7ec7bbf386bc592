/**
 * Cells parted by bars (Markdown, drawn boxes) → cells parted by tabs, so that one way reads both.
 */

const bar = /(?<!\\)[|｜│┃║]/gu;
const opens = /^[|｜│┃║]/u;
const closes = /(?<!\\)[|｜│┃║]$/u;
const onlyDrawn = /^[+|｜│┃║\-=:─━═┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋\s]+$/u;
const cornerOrRule = /[+┌└├┬┴┼╔╚╠╦╩╬┏┗┣┳┻╋]|[-=─━═]{3}/u;
/** What a line that only draws becomes: the rule of a table of any width. */
const rule = '---\t---';

/**
 * Texts of lines in order; rows parted by bars come out parted by tabs, every other line as it was. A line without bars
 * at its ends is a row only beside one with as many bars.
 */
export function unbar(lines: readonly string[]): string[] {
  const counts = lines.map((line) => (/[|｜│┃║]/u.test(line) ? (line.match(bar)?.length ?? 0) : 0));
  return lines.map((line, i) => {
    const count = counts[i] ?? 0;
    const text = line.trim();
    const isDrawn = onlyDrawn.test(text) && cornerOrRule.test(text);
    if (isDrawn && (count > 0 || /[+┌└├┬┴┼╔╚╠╦╩╬┏┗┣┳┻╋]/u.test(text))) return rule;
    if (count === 0) return line;
    const isClosed = text.length >= 3 && opens.test(text) && closes.test(text);
    const isBesideRow = counts[i - 1] === count || counts[i + 1] === count;
    return isClosed || isBesideRow ? cellsOf(text).join('\t') : line;
  });
}

function cellsOf(text: string): string[] {
  const cells = text.split(bar);
  if (opens.test(text)) cells.shift();
  if (closes.test(text)) cells.pop();
  return cells.map((cell) => cell.replaceAll('\\|', '|').replaceAll('\t', ' ').trim());
}
