/**
 * Labels of the classification made comparable: what a printer, a year or a typist changes is folded away.
 * Own folding, not normalizers/text: schemas import nothing but schemas.
 */

/** Levels that running text puts behind a name: “行政运行（项）”. */
const levelMarks = /\([类款项]\)/gu;
const notLetterOrDigit = /[^\p{L}\p{N}]+/gu;
const tail = '支出';

/** Shortest folded labels, in characters, that one or two misprints still leave recognisable; shorter ones must be exact. */
const LENGTH_FOR_ONE_EDIT = 6;
const LENGTH_FOR_TWO_EDITS = 14;

/**
 * A label without white space, brackets, punctuation, level marks （类）（款）（项） and 支出 at its end; half-width letters and
 * digits. Empty for a label that has nothing else; a lone 支出 stays.
 */
export function foldLabel(label: string): string {
  const bare = label
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(levelMarks, '')
    .replace(notLetterOrDigit, '');
  return bare.endsWith(tail) && bare.length > tail.length ? bare.slice(0, -tail.length) : bare;
}

/**
 * Whether a folded label is the folded name misprinted: cut off at its end, the same characters in another order, or an
 * edit or two apart (how many: by the length of the shorter). False where either is under 6 characters: those must be equal.
 */
export function isMisprint(label: string, name: string): boolean {
  const shorter = Math.min(label.length, name.length);
  if (shorter < LENGTH_FOR_ONE_EDIT) return false;
  if (name.startsWith(label)) return true;
  const allowed = shorter < LENGTH_FOR_TWO_EDITS ? 1 : 2;
  if (Math.abs(label.length - name.length) > allowed) return false;
  return hasSameCharacters(label, name) || editDistance(label, name) <= allowed;
}

function hasSameCharacters(one: string, other: string): boolean {
  return one.length === other.length && [...one].sort().join('') === [...other].sort().join('');
}

/** Levenshtein distance, one row at a time (Wagner & Fischer 1974). */
function editDistance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const change = one[row - 1] === other[column - 1] ? 0 : 1;
      current.push(
        Math.min((above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (above[column - 1] ?? 0) + change),
      );
    }
    above = current;
  }
  return above[other.length] ?? 0;
}
