import { SaxesParser } from 'saxes';
import { PipelineError } from '../../../schemas/error.ts';
import { attributeName, elementName, emptyScope, type Scope, scopeWithin } from './namespaces.ts';

/** An element and what is in it, names with the prefixes of `namespaces`. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlNode | string)[];
}

/** What is told of a part while it is read. */
export interface XmlVisitor {
  /** An element that is read piece by piece begins. */
  open?(name: string): void;
  close?(name: string): void;
  /** An element that is given whole. */
  whole(node: XmlNode): void;
}

/** Elements within each other: Office writes some dozens, and what reads trees calls itself as deep. */
const maxDepth = 400;
/** Elements of one tree, which stand in memory at a time: a row of a table or a list of styles has thousands. */
const maxTreeSize = 2_000_000;
/** Bytes at the beginning in which a declaration stands. */
const declarationLength = 200;
/** Bytes decoded at a time. */
const chunkLength = 1 << 16;

/**
 * Reads an XML part from its beginning to its end. Elements named in `wholes` are given as trees, the outermost of them; all
 * around them is told as it begins and ends, so that a part of any length takes the memory of one of its trees.
 * @param part its name, for messages
 * @throws PipelineError `office-damaged` where it is not well-formed or declares entities, `content-limit` where it is nested
 *   too deep or one tree is too large
 */
export function readXml(
  bytes: Uint8Array,
  part: string,
  wholes: (name: string) => boolean,
  visitor: XmlVisitor,
): void {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  const scopes: Scope[] = [emptyScope];
  const names: string[] = [];
  let tree: (XmlNode & { readonly children: (XmlNode | string)[] })[] = [];
  let treeSize = 0;
  parser.on('error', (error) => {
    throw damaged(
      part,
      `is not well-formed (${error.message.replace(/^[\d:.\s]+/u, '').replace(/\.+$/u, '')})`,
    );
  });
  parser.on('doctype', () => {
    throw damaged(part, 'declares a document type, which no Office program writes');
  });
  parser.on('opentag', (tag) => {
    const scope = scopeWithin(scopes.at(-1) ?? emptyScope, tag.attributes);
    const name = elementName(scope, tag.name);
    scopes.push(scope);
    names.push(name);
    if (names.length > maxDepth) throw tooMuch(part, `nests its elements more than ${maxDepth} deep`);
    if (tree.length === 0 && !wholes(name)) {
      visitor.open?.(name);
      return;
    }
    if (++treeSize > maxTreeSize)
      throw tooMuch(part, 'holds a paragraph or a row of more elements than may be read');
    const node = { name, attributes: attributesOf(scope, tag.attributes), children: [] };
    tree.at(-1)?.children.push(node);
    tree.push(node);
  });
  parser.on('text', (text) => {
    const node = tree.at(-1);
    if (node !== undefined && (node.name.endsWith(':t') || /\S/u.test(text))) node.children.push(text);
  });
  parser.on('cdata', (text) => {
    tree.at(-1)?.children.push(text);
  });
  parser.on('closetag', () => {
    scopes.pop();
    const name = names.pop() ?? '';
    const node = tree.pop();
    if (node === undefined) visitor.close?.(name);
    else if (tree.length === 0) {
      tree = [];
      treeSize = 0;
      visitor.whole(node);
    }
  });
  const decoder = new TextDecoder(encodingOf(bytes));
  for (let at = 0; at < bytes.length; at += chunkLength)
    parser.write(decoder.decode(bytes.subarray(at, at + chunkLength), { stream: true }));
  parser.write(decoder.decode());
  parser.close();
}

/** A part as one tree. */
export function parseXml(bytes: Uint8Array, part: string): XmlNode {
  let root: XmlNode | null = null;
  readXml(bytes, part, () => true, {
    whole(node) {
      root ??= node;
    },
  });
  if (root === null) throw damaged(part, 'is empty');
  return root;
}

/** The first child of a name. */
export function child(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((each): each is XmlNode => typeof each !== 'string' && each.name === name);
}

/** All children that are elements, or those of a name. */
export function children(node: XmlNode | undefined, name?: string): XmlNode[] {
  return (node?.children ?? []).filter(
    (each): each is XmlNode => typeof each !== 'string' && (name === undefined || each.name === name),
  );
}

/** `w:val` of a child; undefined where there is no such child, '' where it has none. */
export function value(node: XmlNode | undefined, name: string): string | undefined {
  const found = child(node, name);
  return found === undefined ? undefined : (found.attributes['w:val'] ?? '');
}

/** A switch: there and not off; undefined where it is not there. */
export function isOn(node: XmlNode | undefined, name: string): boolean | undefined {
  const found = value(node, name);
  return found === undefined ? undefined : !/^(?:0|false|off)$/u.test(found);
}

/** A whole number from 0 to `most`; undefined for anything else. */
export function count(text: string | undefined, most: number): number | undefined {
  if (text === undefined || !/^\s*\+?\d+\s*$/u.test(text)) return undefined;
  return Math.min(Number(text), most);
}

/** Text of an element, and of all within. */
export function textOf(node: XmlNode): string {
  return node.children.map((each) => (typeof each === 'string' ? each : textOf(each))).join('');
}

function attributesOf(scope: Scope, raw: Readonly<Record<string, string>>): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const key in raw) if (!key.startsWith('xmlns')) attributes[attributeName(scope, key)] = raw[key] ?? '';
  return attributes;
}

/** UTF-16 and UTF-8 are told by their bytes; what a declaration says counts where it says GB2312, GBK or GB18030. */
export function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  const declaration = new TextDecoder('latin1').decode(bytes.subarray(0, declarationLength));
  return /^<\?xml[^>]*encoding\s*=\s*["']gb/iu.test(declaration) ? 'gb18030' : 'utf-8';
}

function damaged(part: string, what: string): PipelineError {
  return new PipelineError('office-damaged', 'read', `The part ${part} ${what}.`, {
    hint: 'Open it in an Office program and save it, or fetch it anew.',
  });
}

function tooMuch(part: string, what: string): PipelineError {
  return new PipelineError('content-limit', 'read', `The part ${part} ${what}.`, {
    hint: 'Open it in an Office program and save it; if it is a report of many units, split it.',
  });
}
