/** Parts a member's source from its archive's: `bundle.zip!/path`. */
export const memberMark = '!/';

/** Characters that print nothing, break a line or turn the direction of what follows: a name must not hide what it is. */
const unprintable = /[\p{Cc}\p{Cs}\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;

/**
 * A member's name as the path that its source shows: `/`-separated, NFC, inside the archive whatever the name says. Drive
 * letters, leading separators and `.` fall away, a `..` is shown as `__`. '' where nothing is left.
 */
export function memberPath(name: string): string {
  return name
    .replaceAll('\\', '/')
    .replaceAll(unprintable, '_')
    .split('/')
    .filter((part) => !/^(?:\.?|[A-Za-z]:)$/u.test(part))
    .map((part) => (/^\.\.+$/u.test(part) ? '_'.repeat(part.length) : part))
    .join('/')
    .normalize('NFC');
}

/** Dot files, the owner files of office programs, and what macOS puts beside every member: at any depth of the path. */
export function isHiddenPath(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.') || part.startsWith('~$') || part === '__MACOSX');
}

/** Gives each path once: a path that was given before gets a number, before its extension. */
export function openNames(): (path: string) => string {
  const given = new Set<string>();
  return (path) => {
    let free = path;
    for (let i = 2; given.has(free); i++) free = path.replace(/(?=\.[^./]*$)|$/u, ` (${i})`);
    given.add(free);
    return free;
  };
}

/** A source, then those of the bundles that it lies in, from the inside out. */
export function enclosingSources(source: string): readonly string[] {
  const marks = [...source.matchAll(/!(?=\/)/gu)].map(({ index }) => index);
  return [source, ...marks.reverse().map((at) => source.slice(0, at))];
}
