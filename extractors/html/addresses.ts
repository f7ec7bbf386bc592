import type { Attachment } from '../../schemas/document.ts';
import { cutPersonalData } from '../layout/personal-data.ts';
import { attributeOf, type PageElement } from './page-tree.ts';

/** Ends of names of files that portals attach to a page. */
const fileEnds =
  /\.(?:pdf|docx?|docm|wps|wpt|rtf|xlsx?|xlsm|et|ett|ods|odt|csv|pptx?|dps|ofd|zip|rar|7z|tar|gz|tgz|txt|xml|json)$/iu;
/** Scripts that hand out a file whose name or number is in the query. */
const handsOut =
  /(?:down(?:load|file)?s?|attach(?:ment)?s?|getfile|fileview|annex)[\w-]*(?:\.(?:jsp|do|aspx?|php|ashx|action|html?|shtml))?$|\/(?:download|downfile|attach(?:ment)?)\//iu;
/** A query that names a file. */
const namesFile = /[?&;](?:file|filename|name|title|path|url|attach(?:ment)?|f)[\w-]*=[^&]*/giu;
const maxLength = 2_000;

/** An address as it is written, made whole by that of its page where that is known. */
export function resolveAddress(written: string, base: string): string {
  const address = written.trim().replace(/[\t\n\r]/gu, '');
  if (base === '' || address === '' || address.startsWith('#')) return address;
  try {
    return new URL(address, base).href;
  } catch {
    return address;
  }
}

/** Whether an address is one of a file for download, not of another page. */
export function isFileAddress(address: string): boolean {
  if (/^(?:javascript|mailto|tel|data|about):/iu.test(address)) return false;
  const [path = '', query = ''] = address.replace(/#.*$/su, '').split(/\?(.*)/su);
  if (fileEnds.test(unescaped(path))) return true;
  for (const [pair] of `?${query}`.matchAll(namesFile)) if (fileEnds.test(unescaped(pair))) return true;
  return query !== '' && handsOut.test(path.replace(/\/$/u, ''));
}

/** A link or an embedded file → what `attachments` lists; null where it leads to no file. */
export function attachmentOf(element: PageElement, label: string, base: string): Attachment | null {
  const written =
    attributeOf(element, 'href') ?? attributeOf(element, 'src') ?? attributeOf(element, 'data') ?? '';
  const address = resolveAddress(written, base);
  if (address === '' || address.length > maxLength || address.startsWith('#')) return null;
  const isFile = isFileAddress(address) || (element.tag === 'a' && attributeOf(element, 'download') !== null);
  if (!isFile || /^(?:javascript|mailto|tel|data|about):/iu.test(address)) return null;
  // What a page saved from a disk names of it is nobody's business.
  const target = /^(?:file:|[a-z]:[\\/])/iu.test(address) ? (address.split(/[\\/]/u).at(-1) ?? '') : address;
  const name = unescaped(
    target
      .replace(/[?#].*$/su, '')
      .split('/')
      .at(-1) ?? '',
  );
  const text = label.replace(/\s+/gu, ' ').trim() || attributeOf(element, 'title')?.trim() || name;
  return { text: cutPersonalData(text).text, target };
}

/** `%E8%A1%A8.xls` → `表.xls`; what is no escape of UTF-8 stays. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether an element is a link that leaves the page, for another one. */
export function isOtherPage(element: PageElement): boolean {
  if (element.tag !== 'a') return false;
  const address = (attributeOf(element, 'href') ?? '').trim();
  return (
    address !== '' && !/#[^/]+$/u.test(address) && !/^mailto:/iu.test(address) && !isFileAddress(address)
  );
}
