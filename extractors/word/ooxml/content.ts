import { child, children, type XmlNode } from './xml.ts';

/** Elements that stand around content and are none: content controls, tags, what was inserted. */
const wrappers: ReadonlySet<string> = new Set([
  ...[
    'w:sdt',
    'w:sdtContent',
    'w:customXml',
    'w:smartTag',
    'w:ins',
    'w:moveTo',
    'w:hyperlink',
    'w:fldSimple',
  ],
  ...['w:dir', 'w:bdo', 'w:ruby', 'w:rubyBase', 'm:oMathPara', 'wx:sect', 'wx:sub-section', 'wx:pBdrGroup'],
  'aml:content',
]);

/** What is not there once changes are accepted, or never is: what stands over hanzi to say how they are read. */
const dropped: ReadonlySet<string> = new Set(['w:del', 'w:moveFrom', 'w:rt', 'w:sdtPr', 'w:sdtEndPr']);

/** Namespaces whose content is read: of two ways to write the same, the first that needs no other. */
const readNamespaces: ReadonlySet<string> = new Set([
  'wps',
  'wpg',
  'wpc',
  'wp14',
  'w14',
  'w15',
  'w16se',
  'a14',
]);

/** The children of an element as they are to be read: wrappers opened, deletions left out, one way of alternatives. */
export function* contentOf(node: XmlNode): Generator<XmlNode> {
  for (const each of children(node)) yield* unwrapped(each);
}

/** An element itself, or what it stands around. */
export function* unwrapped(node: XmlNode): Generator<XmlNode> {
  if (dropped.has(node.name)) return;
  // Word 2003 calls changes and comments annotations; of these only what was inserted is content.
  if (node.name === 'aml:annotation' && node.attributes['w:type'] !== 'Word.Insertion') return;
  if (node.name === 'mc:AlternateContent') {
    const chosen = chooseAlternative(node);
    if (chosen !== undefined) yield* contentOf(chosen);
  } else if (wrappers.has(node.name) || node.name === 'aml:annotation' || node.name.startsWith('st:'))
    yield* contentOf(node);
  else yield node;
}

/** What is read of `mc:AlternateContent`. */
export function chooseAlternative(node: XmlNode): XmlNode | undefined {
  const choice = children(node, 'mc:Choice').find(({ attributes }) =>
    (attributes.Requires ?? '').split(/\s+/u).every((prefix) => readNamespaces.has(prefix)),
  );
  return choice ?? child(node, 'mc:Fallback');
}

/** Whether a paragraph's mark or a row goes once changes are accepted. @param properties `w:rPr`, `w:trPr` */
export function isDeleted(properties: XmlNode | undefined): boolean {
  return children(properties).some(
    ({ name, attributes }) =>
      name === 'w:del' ||
      name === 'w:moveFrom' ||
      (name === 'aml:annotation' && attributes['w:type'] === 'Word.Deletion'),
  );
}
