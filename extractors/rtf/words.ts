import type { Destination } from './group-state.ts';

/** Control words that open a destination (RTF 1.9.1, appendix): what the text of their group is. */
const destinations: ReadonlyMap<string, Destination> = new Map([
  ['fonttbl', 'fonts'],
  ['stylesheet', 'styles'],
  ['pict', 'picture'],
  ['nesttableprops', 'row'],
  // Drawings: their text box or picture is in a group within; what is drawn for old readers repeats it.
  ...(['shp', 'shpinst', 'do', 'sp', 'sv', 'object', 'field', 'upr'] as const).map(
    (word) => [word, 'holder'] as const,
  ),
  ...(['shppict', 'result', 'fldrslt', 'shpgrp', 'ud'] as const).map((word) => [word, 'text'] as const),
  ...(
    [
      // Head of the file.
      ...['colortbl', 'info', 'filetbl', 'listtable', 'listoverridetable', 'revtbl', 'rsidtbl', 'generator'],
      ...['themedata', 'colorschememapping', 'datastore', 'latentstyles', 'xmlnstbl', 'userprops', 'pgptbl'],
      // Heads and feet of pages, and what stands between text and notes.
      ...['header', 'headerl', 'headerr', 'headerf', 'footer', 'footerl', 'footerr', 'footerf'],
      ...['ftnsep', 'ftnsepc', 'ftncn', 'aftnsep', 'aftnsepc', 'aftncn', 'background'],
      // What is said about the text and is not of it.
      ...[
        'annotation',
        'atnid',
        'atnauthor',
        'atndate',
        'atnicn',
        'atnparent',
        'atrfstart',
        'atrfend',
        'atnref',
      ],
      ...['bkmkstart', 'bkmkend', 'xe', 'rxe', 'tc', 'txe', 'fldinst', 'datafield', 'formfield', 'private'],
      ...['pn', 'pntxta', 'pntxtb', 'pnseclvl', 'listname', 'nonesttables', 'nonshppict', 'shprslt', 'sn'],
      ...['objdata', 'objclass', 'objname', 'objalias', 'objsect', 'picprop', 'blipuid', 'template'],
    ] as const
  ).map((word) => [word, 'skip'] as const),
]);

/** What the group of a control word is; null where the word opens none. */
export function destinationOf(word: string): Destination | null {
  return destinations.get(word) ?? null;
}

/** Control words that are a character. */
const characters: ReadonlyMap<string, string> = new Map([
  ['tab', '\t'],
  ['line', '\n'],
  ['softline', '\n'],
  ['column', '\n'],
  ['emdash', '—'],
  ['endash', '–'],
  ['lquote', '‘'],
  ['rquote', '’'],
  ['ldblquote', '“'],
  ['rdblquote', '”'],
  ['bullet', '•'],
  ['emspace', '\u2003'],
  ['enspace', '\u2002'],
  ['qmspace', '\u2005'],
]);

/** The character that a control word is; null where it is none. */
export function characterOf(word: string): string | null {
  return characters.get(word) ?? null;
}

/** Control symbols that are a character; `\-` (a word may be cut here) and all others are none. */
const symbols: ReadonlyMap<string, string> = new Map([
  ['~', '\u00a0'],
  ['_', '-'],
  ['\\', '\\'],
  ['{', '{'],
  ['}', '}'],
  ['\t', '\t'],
]);

export function characterOfSymbol(symbol: string): string | null {
  return symbols.get(symbol) ?? null;
}
