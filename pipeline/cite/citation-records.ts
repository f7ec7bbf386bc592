import type { Language } from '../screen/language.ts';
import type { Citation } from './citation.ts';
import { sayFlags, sayItem, sayMethod, sayPlace, sayTitle, sayValue } from './citation-text.ts';

/** What TeX reads as an order, and how it is written to be printed. */
const texEscapes: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '&': '\\&',
  '%': '\\%',
  _: '\\_',
  '#': '\\#',
  $: '\\$',
  '"': "''",
};

/** A text inside the braces of a BibTeX field. Chinese stays as it is (UTF-8). */
function escapeTex(text: string): string {
  return text.replace(/[\\{}~^&%_#$"]/gu, (sign) => texEscapes[sign] ?? '').replace(/[\s\p{Cc}]+/gu, ' ');
}

/** An address is printed as it is by \url; only what would end the field or the address is written in its own way. */
function escapeUrl(url: string): string {
  return url.replace(/[\\{}^~"\s]/gu, (sign) => {
    if (sign === '~') return sign;
    return [...new TextEncoder().encode(sign)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join('');
  });
}

/**
 * An entry of BibTeX and biblatex, UTF-8. The key is `mingxi-` and the field_id: the same for the same value, always.
 * `year` is that of publication where it is known, else the fiscal year.
 */
export function citeAsBibtex(citation: Citation, language: Language): string {
  const year = (dateParts(citation.publishedOn)[0] ?? citation.fiscalYear).toString();
  const value = `${sayItem(citation)}: ${sayValue(citation, language)}`;
  const note = [value, sayPlace(citation, language), sayMethod(citation), sayFlags(citation, language)];
  const retrieved = isoDate(dateParts(citation.retrievedAt));
  const fields: readonly (readonly [string, string])[] = [
    // A second pair of braces: it is a body's name, not a person's.
    ['author', citation.publisher === '' ? '' : `{${escapeTex(citation.publisher)}}`],
    ['title', `{${escapeTex(sayTitle(citation))}}`],
    ['year', escapeTex(year)],
    ['date', isoDate(dateParts(citation.publishedOn))],
    ['pages', escapeTex(citation.page)],
    ['url', escapeUrl(citation.url)],
    ['urldate', retrieved],
    ['note', escapeTex(note.filter((part) => part !== '').join('; '))],
    ['annote', escapeTex(`file ${citation.source}, SHA-256 ${citation.sha256}, field ${citation.fieldId}`)],
    ['langid', 'chinese'],
  ];
  const lines = fields.filter(([, text]) => text !== '').map(([name, text]) => `  ${name} = {${text}}`);
  return `@misc{mingxi-${citation.fieldId},\n${lines.join(',\n')}\n}\n`;
}

/** CSL-JSON 1.0.2, a list of one item; what CSL has no word for stands under `custom`, keys as in fields.csv. */
export function citeAsJson(citation: Citation, language: Language): string {
  const issued = dateParts(citation.publishedOn);
  const accessed = dateParts(citation.retrievedAt);
  const fiscalYear = /^\d{4}$/u.test(citation.fiscalYear) ? [Number(citation.fiscalYear)] : [];
  const issuedOrYear = issued.length > 0 ? issued : fiscalYear;
  const item = {
    id: `mingxi-${citation.fieldId}`,
    type: 'report',
    title: sayTitle(citation),
    ...(citation.publisher === ''
      ? {}
      : { author: [{ literal: citation.publisher }], publisher: citation.publisher }),
    ...(issuedOrYear.length > 0 ? { issued: { 'date-parts': [issuedOrYear] } } : {}),
    ...(accessed.length > 0 ? { accessed: { 'date-parts': [accessed] } } : {}),
    ...(citation.url === '' ? {} : { URL: citation.url }),
    ...(citation.page === '' ? {} : { page: citation.page }),
    language: 'zh',
    note: `${sayItem(citation)}: ${sayValue(citation, language)}; ${sayPlace(citation, language)}`,
    custom: {
      field_id: citation.fieldId,
      entity: citation.entity,
      fiscal_year: citation.fiscalYear,
      title_supplied: citation.isTitleSupplied,
      form: citation.form,
      table: citation.table,
      row: citation.row === '' ? null : Number(citation.row),
      col: citation.column === '' ? null : Number(citation.column),
      row_printed: citation.printedRow,
      col_printed: citation.printedColumn,
      location: citation.location,
      sentence: citation.sentence,
      row_code: citation.rowCode,
      row_label: citation.rowLabel,
      measure: citation.columnLabel,
      period: citation.period,
      printed: citation.printed,
      value: citation.value,
      qualifier: citation.qualifier,
      state: citation.state,
      unit: citation.unit,
      amount_cny: citation.amountCny,
      method: citation.method,
      origin: citation.origin,
      confidence: citation.confidence,
      flags: citation.flags,
      source: citation.source,
      sha256: citation.sha256,
      published_on: citation.publishedOn,
      retrieved_at: citation.retrievedAt,
      licence: citation.licence,
    },
  };
  return `${JSON.stringify([item], null, 2)}\n`;
}

/** Year, month and day of a date as people write it (2022-08-30, 2022/8/30, 2022年8月), as far as it goes; [] for none. */
export function dateParts(text: string): readonly number[] {
  const found = /^\s*(\d{4})(?:\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2}))?)?(?!\d)/u.exec(text);
  if (found === null) return [];
  const [year, month, day] = found.slice(1).map((part) => (part === undefined ? null : Number(part)));
  if (year === null || year === undefined) return [];
  if (month === null || month === undefined || month < 1 || month > 12) return [year];
  return day === null || day === undefined || day < 1 || day > 31 ? [year, month] : [year, month, day];
}

function isoDate(parts: readonly number[]): string {
  return parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0')).join('-');
}
