/** The prefix each namespace has here, whatever the part calls it: transitional and strict are one. */
const prefixes: Readonly<Record<string, string>> = {
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'w',
  'http://purl.oclc.org/ooxml/wordprocessingml/main': 'w',
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships': 'r',
  'http://purl.oclc.org/ooxml/officeDocument/relationships': 'r',
  'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing': 'wp',
  'http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing': 'wp',
  'http://schemas.openxmlformats.org/drawingml/2006/main': 'a',
  'http://purl.oclc.org/ooxml/drawingml/main': 'a',
  'http://schemas.openxmlformats.org/drawingml/2006/picture': 'pic',
  'http://purl.oclc.org/ooxml/drawingml/picture': 'pic',
  'http://schemas.openxmlformats.org/officeDocument/2006/math': 'm',
  'http://purl.oclc.org/ooxml/officeDocument/math': 'm',
  // Word 2003 wrote the same in one file, with a few other names.
  'http://schemas.microsoft.com/office/word/2003/wordml': 'w',
  'http://schemas.microsoft.com/office/word/2003/auxHint': 'wx',
  'http://schemas.microsoft.com/aml/2001/core': 'aml',
  'urn:schemas-microsoft-com:office:smarttags': 'st',
  'http://schemas.openxmlformats.org/markup-compatibility/2006': 'mc',
  'http://schemas.microsoft.com/office/word/2010/wordprocessingShape': 'wps',
  'http://schemas.microsoft.com/office/word/2010/wordprocessingGroup': 'wpg',
  'urn:schemas-microsoft-com:vml': 'v',
  'urn:schemas-microsoft-com:office:office': 'o',
  'http://schemas.openxmlformats.org/package/2006/relationships': 'rel',
  'http://schemas.openxmlformats.org/package/2006/content-types': 'ct',
};

/** Names of Word 2003 → those of later versions. */
const renamed: Readonly<Record<string, string>> = {
  'w:vmerge': 'w:vMerge',
  'w:hmerge': 'w:hMerge',
  'w:hlink': 'w:hyperlink',
};

/** The prefixes that hold at a place of a part, and the names already put into the words used here. */
export interface Scope {
  readonly declared: ReadonlyMap<string, string>;
  readonly names: Map<string, string>;
}

export const emptyScope: Scope = { declared: new Map(), names: new Map() };

/** The scope within an element with these attributes: the same where it declares nothing. */
export function scopeWithin(scope: Scope, attributes: Readonly<Record<string, string>>): Scope {
  let declared: Map<string, string> | null = null;
  for (const key in attributes) {
    if (!key.startsWith('xmlns')) continue;
    declared ??= new Map(scope.declared);
    declared.set(key.slice('xmlns:'.length), prefixes[attributes[key] ?? ''] ?? 'x');
  }
  return declared === null ? scope : { declared, names: new Map() };
}

/** An element's name with the prefix used here: `w:p`; `x:…` in a namespace that is not read. */
export function elementName(scope: Scope, name: string): string {
  const known = scope.names.get(name);
  if (known !== undefined) return known;
  const colon = name.indexOf(':');
  const prefix = scope.declared.get(colon < 0 ? '' : name.slice(0, colon)) ?? 'x';
  const named = `${prefix}:${name.slice(colon + 1)}`;
  const plain = renamed[named] ?? named;
  scope.names.set(name, plain);
  return plain;
}

/** An attribute's name likewise; without a prefix it stays as it is. */
export function attributeName(scope: Scope, name: string): string {
  return name.includes(':') && !name.startsWith('xml') ? elementName(scope, name) : name;
}
