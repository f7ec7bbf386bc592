import { guessEncoding } from '../text/encoding.ts';
import { nameSignature } from '../text/signature.ts';

/** Bytes looked at. */
const sampleLength = 65_536;
/** What stands before a page: marks, white space, comments, declarations of XML and document types. */
const prolog = /^(?:[\s\uFEFF]|<!--[\s\S]*?-->|<\?[^>]*>|<!\[[^>]*>|<!doctype\b(?:[^>[]|\[[^\]]*\])*>)*/iu;
/** Elements that a page without a head may begin with. */
const fragment =
  /^<(?:head|body|meta|title|style|link|base|table|div|center|form|script|section|article|main)\b/iu;
/** Tags of a page; those of Markdown's habits (br, b, a, img, sup …) say nothing. */
const structure = /<\/?(?:html|head|body|table|tbody|tr|td|th|div|p|ul|ol|li|h[1-6])\b[^<>]*>/giu;
/** So many such tags are a structure. */
const minTags = 3;

/** How sure it is that bytes are an HTML page, 0 to 1, by their content. */
export function looksLikePage(bytes: Uint8Array, name: string): number {
  if (bytes.length === 0 || nameSignature(bytes) !== null) return 0;
  const text = headOf(bytes);
  if (!/^[\s\uFEFF]*</u.test(text))
    return /\.x?s?html?$/iu.test(name) && countTags(text) >= minTags ? 0.75 : 0;
  const isDeclared = /^[\s\uFEFF]*(?:<!--[\s\S]*?-->\s*|<\?[^>]*>\s*)*<!doctype\s+html\b/iu.test(text);
  const start = text.slice(prolog.exec(text)?.[0].length ?? 0);
  if (isDeclared || /^<html\b/iu.test(start)) return 0.95;
  // Other documents of XML, those of Office among them, have elements of their own names.
  if (!fragment.test(start) || countTags(text) < minTags)
    return /\.x?s?html?$/iu.test(name) && countTags(text) > 0 ? 0.75 : 0;
  return /\.(?:txt|text|md|markdown)$/iu.test(name) ? 0.3 : 0.85;
}

const countTags = (text: string): number => text.match(structure)?.length ?? 0;

function headOf(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, sampleLength);
  const wide = guessEncoding(sample)?.encoding;
  return new TextDecoder(wide?.startsWith('utf-16') ? wide : 'windows-1252')
    .decode(sample)
    .replace(/^ï»¿/u, '');
}
