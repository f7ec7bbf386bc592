import type { Language } from '../screen/language.ts';
import { flagAdvice } from '../screen/messages.ts';
import type { Citation } from './citation.ts';

const words = {
  published: { en: 'published', zh: '发布于' },
  table: { en: 'table', zh: '表' },
  runningText: { en: 'Running text', zh: '正文' },
  page: { en: 'page', zh: '页' },
  place: { en: 'place', zh: '位置' },
  row: { en: 'row', zh: '行' },
  column: { en: 'column', zh: '列' },
  retrieved: { en: 'retrieved', zh: '获取于' },
  file: { en: 'File', zh: '文件' },
  licence: { en: 'licence', zh: '许可' },
  method: { en: 'Not printed there', zh: '非原处印刷' },
  flags: { en: 'Flags', zh: '标记' },
} as const;

/** What stands for the value where no number does. */
const stateWords: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  blank: { en: '(blank)', zh: '（空白）' },
  missing: { en: '(missing)', zh: '（缺失）' },
};

/** The value as one says it: as printed with its unit, in 元 beside it where that differs. */
export function sayValue(citation: Citation, language: Language): string {
  const read =
    `${citation.qualifier}${citation.value}${citation.value === '' ? '' : ` ${citation.unit}`}`.trim();
  const value =
    (citation.form === 'narrative' ? '' : citation.printed) ||
    read ||
    (stateWords[citation.state]?.[language] ?? `(${citation.state})`);
  const yuan =
    citation.amountCny === '' || citation.unit === '元' ? '' : ` (${groupDigits(citation.amountCny)} 元)`;
  return value + yuan;
}

/** 1234567.5 → 1,234,567.5: for people; no figure of a file is ever printed so. */
function groupDigits(figure: string): string {
  const [whole = '', decimals] = figure.split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/gu, ',');
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

/** Title, in brackets where it was supplied. */
export function sayTitle({ title, isTitleSupplied }: Citation): string {
  return isTitleSupplied ? `[${title}]` : title;
}

/** The item: code, label, measure and the year it speaks of where that is not the report's. */
export function sayItem(citation: Citation): string {
  const { rowCode, rowLabel, columnLabel, period, fiscalYear } = citation;
  const year = period === '' || period === fiscalYear ? '' : period;
  return [rowCode, rowLabel, columnLabel, year].filter((part) => part !== '').join(' · ');
}

/** Where it stands: table, page, row and column by words and by number (from 1, as a person counts). */
export function sayPlace(citation: Citation, language: Language): string {
  const word = (key: keyof typeof words) => words[key][language];
  const line = (key: 'row' | 'column', index: string, label: string) =>
    index === '' ? '' : `${word(key)} ${Number(index) + 1}${label === '' ? '' : ` “${label}”`}`;
  const parts = [
    citation.form === 'narrative' ? word('runningText') : citation.table || citation.form,
    citation.page === '' ? citation.location : `${word('page')} ${citation.page}`,
    line('row', citation.row, citation.printedRow),
    line('column', citation.column, citation.printedColumn),
    citation.sentence === '' ? '' : `“${citation.sentence}”`,
  ];
  return parts.filter((part) => part !== '').join(points[language][0]);
}

/** Flags with what they say; '' for none. */
export function sayFlags(citation: Citation, language: Language): string {
  return citation.flags.map((flag) => `${flag} (${flagAdvice[flag]?.[language] ?? ''})`).join('; ');
}

/** How the value came to be where it does not stand at its place; '' where it was read there. */
export function sayMethod({ method, origin }: Citation): string {
  if (method === 'text' || (method === 'narrative' && origin === '')) return '';
  return `${method}${origin === '' ? '' : `: ${origin.replace(/[.。]+$/u, '')}`}`;
}

/** How the words of a footnote are set. */
interface Dress {
  readonly plain: (text: string) => string;
  readonly title: (text: string, url: string) => string;
  readonly value: (text: string) => string;
  /** The address is told apart from the title. */
  readonly tellsUrl: boolean;
}

const asText: Dress = { plain: (text) => text, title: (text) => text, value: (text) => text, tellsUrl: true };

const asMarkdown: Dress = {
  plain: escapeMarkdown,
  title: (text, url) =>
    url === ''
      ? `*${escapeMarkdown(text)}*`
      : `[*${escapeMarkdown(text)}*](<${url.replace(/[<>\\]/gu, encodeURIComponent)}>)`,
  value: (text) => `**${escapeMarkdown(text)}**`,
  tellsUrl: false,
};

/** A footnote: who, which report, what, where, whence, which bytes, what to mind. Ends with a line break. */
export function citeAsText(citation: Citation, language: Language): string {
  return sayAll(citation, language, asText);
}

/** The same with the title as a link and the value in bold. */
export function citeAsMarkdown(citation: Citation, language: Language): string {
  return sayAll(citation, language, asMarkdown);
}

/** What stands between the parts of a sentence, behind the name of a part, and behind a sentence. */
const points = { en: [', ', ': ', '. '], zh: ['，', '：', '。'] } as const;

function sayAll(citation: Citation, language: Language, dress: Dress): string {
  const [comma, colon, stop] = points[language];
  const named = (key: keyof typeof words, text: string) =>
    text === '' ? '' : dress.plain(`${words[key][language]} ${text}`);
  const list = (...parts: readonly string[]) => parts.filter((part) => part !== '').join(comma);
  const title = dress.title(sayTitle(citation), citation.url);
  const entity = citation.entity === citation.publisher ? '' : citation.entity;
  const sentences = [
    list(
      dress.plain(citation.publisher),
      dress.plain(entity),
      title,
      citation.fiscalYear,
      named('published', citation.publishedOn),
    ),
    `${dress.plain(sayItem(citation))}${colon}${dress.value(sayValue(citation, language))}`,
    dress.plain(sayPlace(citation, language)),
    list(
      dress.tellsUrl ? citation.url : '',
      named('retrieved', citation.retrievedAt),
      named('licence', citation.licence),
    ),
    list(named('file', citation.source), `SHA-256 ${citation.sha256}`),
    named('method', sayMethod(citation)),
    named('flags', sayFlags(citation, language)),
  ];
  const said = sentences.filter((sentence) => sentence !== '');
  return `${said.map((sentence) => sentence.replace(/[.。]+$/u, '')).join(stop)}${stop.trimEnd()}\n`;
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~]/gu, '\\$&').replace(/\s+/gu, ' ');
}
