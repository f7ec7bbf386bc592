import { strToU8, zipSync } from 'fflate';

/** A sheet of a workbook made by hand. */
export interface MadeSheet {
  readonly name: string;
  readonly state?: 'hidden' | 'veryHidden';
  /** Rows: `<row r="1"><c r="A1">…</c></row>`. */
  readonly rows: string;
  /** What stands before and behind the rows: `<cols>…</cols>`, `<mergeCells>…</mergeCells>`. */
  readonly before?: string;
  readonly behind?: string;
  /** Relationships of the sheet. */
  readonly links?: string;
}

/** What a workbook made by hand has beside its sheets. */
export interface MadeBook {
  readonly strings?: string;
  /** Codes of number formats: style 1 has the first, style 2 the second … */
  readonly formats?: readonly string[];
  readonly names?: string;
  readonly is1904?: boolean;
  readonly links?: string;
  readonly parts?: Readonly<Record<string, Uint8Array | string>>;
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relationships = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** `<Relationship …/>` of one of the usual types. */
export function link(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
}

/** A part of relationships. */
export function linksPart(links: string): string {
  return `${declaration}<Relationships xmlns="${relationships}">${links}</Relationships>`;
}

/** The parts of a workbook as Excel lays them out, from the XML of its rows. */
export function partsOfBook(
  sheets: readonly MadeSheet[],
  book: MadeBook = {},
): Record<string, Uint8Array | string> {
  const { strings, formats = [], names = '', is1904 = false, links = '', parts = {} } = book;
  const quoted = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const made: Record<string, Uint8Array | string> = {
    '[Content_Types].xml': `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    '_rels/.rels': linksPart(link('rId1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr${is1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(
        ({ name, state }, i) =>
          `<sheet name="${quoted(name)}" sheetId="${i + 1}"${state ? ` state="${state}"` : ''} r:id="rId${i + 1}"/>`,
      )
      .join('')}</sheets><definedNames>${names}</definedNames></workbook>`,
    'xl/_rels/workbook.xml.rels': linksPart(
      sheets.map((_, i) => link(`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`)).join('') +
        link('rId901', 'styles', 'styles.xml') +
        (strings === undefined ? '' : link('rId902', 'sharedStrings', 'sharedStrings.xml')) +
        links,
    ),
    'xl/styles.xml': `${declaration}<styleSheet xmlns="${main}"><numFmts>${formats
      .map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${quoted(code)}"/>`)
      .join('')}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats
      .map((_, i) => `<xf numFmtId="${164 + i}"/>`)
      .join('')}</cellXfs></styleSheet>`,
  };
  if (strings !== undefined)
    made['xl/sharedStrings.xml'] = `${declaration}<sst xmlns="${main}">${strings}</sst>`;
  sheets.forEach((sheet, i) => {
    made[`xl/worksheets/sheet${i + 1}.xml`] =
      `${declaration}<worksheet xmlns="${main}" xmlns:r="${office}"><dimension ref="A1"/>${sheet.before ?? ''}<sheetData>${sheet.rows}</sheetData>${sheet.behind ?? ''}</worksheet>`;
    if (sheet.links !== undefined)
      made[`xl/worksheets/_rels/sheet${i + 1}.xml.rels`] = linksPart(sheet.links);
  });
  return { ...made, ...parts };
}

/** A package of parts. */
export function zipParts(parts: Readonly<Record<string, Uint8Array | string>>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]),
    ),
  );
}

/** A workbook (xlsx) from the XML of its rows. */
export function makeXlsx(sheets: readonly MadeSheet[], book: MadeBook = {}): Uint8Array {
  return zipParts(partsOfBook(sheets, book));
}

/** A row of inline texts and numbers: `null` leaves a cell out, `{ f }` is XML of its own. */
export function row(
  number: number,
  cells: readonly (string | number | null | { readonly xml: string; readonly attributes?: string })[],
  attributes = '',
): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  return `<row r="${number}" ${attributes}>${cells
    .map((cell, i) => {
      const place = `r="${letters[i]}${number}"`;
      if (cell === null) return '';
      if (typeof cell === 'number') return `<c ${place}><v>${cell}</v></c>`;
      if (typeof cell === 'string') return `<c ${place} t="inlineStr"><is><t>${cell}</t></is></c>`;
      return `<c ${place} ${cell.attributes ?? ''}>${cell.xml}</c>`;
    })
    .join('')}</row>`;
}
