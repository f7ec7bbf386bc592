/** White between characters, and full-width forms and dashes of engines' emission as the plain ones. */
export function plainFigure(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s/gu, '')
    .replace(/[—–−]/gu, '-')
    .replace(/。/gu, '.')
    .replace(/[、‚]/gu, ',');
}

/** Whether a text is nothing but a figure as it stands in tables: amount, code, count, share, a lone dash. */
export function isFigureText(text: string): boolean {
  return /^[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?$|^\((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\)$|^-{1,2}$/u.test(
    text,
  );
}

/** Whether a text is an amount as public accounts print it: two decimals, thousands parted or not at all. */
export function isAmount(text: string): boolean {
  return /^-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{2}$/u.test(text);
}
