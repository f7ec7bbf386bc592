import { type Classification, classificationEntries } from '../../../schemas/classification/lookup.ts';
import type { FormDefinition } from '../../../schemas/form.ts';
import { stripSpaces } from '../../text.ts';
import { kindOf } from '../code-name.ts';
import { partLabel } from '../printed-label.ts';
import { digitsOf, hasCodeLength } from '../read-code.ts';
import { fillPlaces, type OrderedRow } from './fill-places.ts';
import type { HeaderEnd } from './header-end.ts';
import { likeness } from './likeness.ts';
import { type Matrix, ownText } from './matrix.ts';
import { alike, leastLead, leastRead, nearly, other, ownCell, type Told, trust } from './told-rows.ts';

/** Digits of a code with none above it. */
const leastDigits = 3;

/** Tells rows whose code was not read by an order of codes, and by names that fit between the codes around them. */
export function orderCodes(
  matrix: Matrix,
  end: HeaderEnd,
  columns: { readonly code: number; readonly name: number; readonly figures: readonly number[] },
  order: readonly string[],
  classification: Classification,
  told: Told,
): void {
  tellSum(matrix, end, columns.code, told);
  const places = new Map(order.map((code, place) => [code, place]));
  const namesOf = order.map((code) => classification.byCode(kindOf(code), code).map(({ name }) => name));
  const placeOfName = (text: string): number | null => {
    const { words } = partLabel(text);
    const found = namesOf.flatMap((names, place) => (names.includes(words) ? [place] : []));
    return found.length === 1 ? (found[0] ?? null) : null;
  };
  const rows: (OrderedRow & { readonly row: number; readonly isKnown: boolean })[] = [];
  for (let row = end.body; row < matrix.rows; row++) {
    const code = digitsOf(ownText(matrix, row, columns.code));
    const isKnown =
      hasCodeLength(code) &&
      classification.byCode(kindOf(code), code).length > 0 &&
      (matrix.at(row, columns.code)?.confidence ?? 0) > trust.alone;
    const name = ownText(matrix, row, columns.name);
    const isFilled =
      isKnown ||
      /\p{Script=Han}{2}/u.test(name) ||
      columns.figures.some((column) => /\d[.．]\d/u.test(ownText(matrix, row, column)));
    const place = isKnown ? (places.get(code) ?? null) : placeOfName(name);
    if (isFilled) rows.push({ row, at: rows.length, place, isKnown });
  }
  const standing = new Set(
    rows.flatMap(({ row, isKnown }) => (isKnown ? [digitsOf(ownText(matrix, row, columns.code))] : [])),
  );
  const tell = (row: number, code: string): void => {
    const [codeCell, nameCell] = [ownCell(matrix, row, columns.code), ownCell(matrix, row, columns.name)];
    if (codeCell === null || nameCell === null) return;
    const names = classification.byCode(kindOf(code), code).map(({ name }) => name);
    const { words } = partLabel(nameCell.text);
    const own = Math.max(0, ...names.map((name) => likeness(words, name)));
    const read = digitsOf(codeCell.text);
    const isCodeAlike = likeness(read, code) >= other;
    // a code that the classification does not know may be the publisher's own, where the one above it stands
    const isOwn = hasCodeLength(read) && (own < nearly || standing.has(read.slice(0, -2)));
    if (isOwn && !isCodeAlike) return;
    const confidence = own >= alike || isCodeAlike ? trust.alike : trust.alone;
    told.set(codeCell, { text: code, confidence });
    const [name = ''] = names.sort((a, b) => likeness(words, b) - likeness(words, a));
    if (own < 1) told.set(nameCell, { text: name, confidence });
  };
  const codeOf = new Map<number, string>();
  const isOrdered = rows.filter(({ place }) => place !== null).length >= leastRead;
  for (const [i, filled] of fillPlaces(rows).entries()) {
    const place = filled ?? (rows[i]?.isKnown === false && isInOrder(rows, i) ? rows[i]?.place : null);
    const code = isOrdered ? order[place ?? -1] : undefined;
    const row = rows[i];
    if (row?.isKnown === true) codeOf.set(i, digitsOf(ownText(matrix, row.row, columns.code)));
    else if (code !== undefined) codeOf.set(i, code);
    if (row !== undefined && code !== undefined && !row.isKnown) tell(row.row, code);
  }
  for (const [i, { row }] of rows.entries()) {
    if (codeOf.has(i)) continue;
    const around = [...codeOf].sort(([a], [b]) => a - b);
    const above = around.findLast(([at]) => at < i)?.[1] ?? '';
    const below = around.find(([at]) => at > i)?.[1] ?? '9';
    const code = codeByName(ownText(matrix, row, columns.name), above, below, new Set(codeOf.values()));
    if (code === null) continue;
    codeOf.set(i, code);
    tell(row, code);
  }
}

/**
 * The one code that a name is nearly that of, among those that can stand between two: below a code that stands in the table.
 * @param above code of the nearest row above whose code is known, '' for none; so `below`, '9' for none
 */
function codeByName(
  text: string,
  above: string,
  below: string,
  standing: ReadonlySet<string>,
): string | null {
  const { words } = partLabel(text);
  if (above === '' || words === '') return null;
  const fitting = classificationEntries(kindOf(above)).filter(
    ({ code }) =>
      code > above && code < below && (code.length === leastDigits || standing.has(code.slice(0, -2))),
  );
  const byCode = new Map<string, number>();
  for (const { code, name } of fitting)
    byCode.set(code, Math.max(byCode.get(code) ?? 0, likeness(words, name)));
  const [best, second] = [...byCode].sort(([, a], [, b]) => b - a);
  if (best === undefined || best[1] < nearly) return null;
  return best[1] - (second?.[1] ?? 0) < leastLead ? null : best[0];
}

/** How much of 合计 must have been read in the first label of the body, hanzi only. */
const leastOfSum = 0.5;

/** The sum row that forms of codes begin with, where something was read into its label or a character misread. */
function tellSum(matrix: Matrix, end: HeaderEnd, column: number, told: Told): void {
  for (let row = end.body; row < matrix.rows; row++) {
    const cells = [column, column + 1].flatMap((at) => ownCell(matrix, row, at) ?? []);
    const cell = cells.find(({ text }) => text.trim() !== '');
    if (cell === undefined) continue;
    const hanzi = cell.text.replace(/[^\p{Script=Han}]/gu, '');
    const like = Math.max(likeness(hanzi, '合计'), likeness(hanzi, '总计'));
    const isRight = like === 1 && hanzi === stripSpaces(cell.text);
    if (like >= leastOfSum && !isRight) told.set(cell, { text: '合计', confidence: trust.alike });
    return;
  }
}

/** Whether a row that its name tells stands between rows whose codes were read as the order has it. */
function isInOrder(rows: readonly (OrderedRow & { readonly isKnown: boolean })[], at: number): boolean {
  const place = rows[at]?.place ?? null;
  const known = (own: readonly (OrderedRow & { readonly isKnown: boolean })[]) =>
    own.flatMap((row) => (row.isKnown && row.place !== null ? [row.place] : []));
  if (place === null) return false;
  return (
    (known(rows.slice(0, at)).at(-1) ?? -1) < place && place < (known(rows.slice(at + 1))[0] ?? place + 1)
  );
}

/** Codes in the order in which a form prints them. */
export function codesOfForm({ rows }: FormDefinition): string[] {
  return rows.flatMap(({ code }) => code ?? []);
}
