import { quoteSheet } from './sheet-names.ts';
import { escapeAttribute, escapeText } from './xml-text.ts';

/** A sheet as the other parts of its workbook speak of it. */
export interface SheetEntry {
  readonly name: string;
  readonly hasNotes: boolean;
  /** Cells with a filter (`$A$1:$D$20`), '' for none. */
  readonly filter: string;
  /** Rows that every printed page begins with (`$1:$5`), '' for none. */
  readonly printTitles: string;
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const officeTypes = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const officeRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006';

/** The path of the nth sheet, from 1. */
export function sheetPath(number: number): string {
  return `xl/worksheets/sheet${number}.xml`;
}

/**
 * What every workbook begins with: the kinds of its parts, where it starts, what it is called. By path.
 * @param notes for each sheet whether it has any
 */
export function firstParts(
  title: string,
  notes: readonly boolean[],
  hasSharedStrings: boolean,
): ReadonlyMap<string, string> {
  const overrides: [string, string][] = [
    ['/xl/workbook.xml', `${officeTypes}.sheet.main+xml`],
    ['/xl/styles.xml', `${officeTypes}.styles+xml`],
    ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
    ['/docProps/app.xml', 'application/vnd.openxmlformats-officedocument.extended-properties+xml'],
  ];
  if (hasSharedStrings) overrides.push(['/xl/sharedStrings.xml', `${officeTypes}.sharedStrings+xml`]);
  notes.forEach((hasNotes, index) => {
    overrides.push([`/${sheetPath(index + 1)}`, `${officeTypes}.worksheet+xml`]);
    if (hasNotes) overrides.push([`/xl/comments${index + 1}.xml`, `${officeTypes}.comments+xml`]);
  });
  const types = overrides.map(([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`);
  return new Map([
    [
      '[Content_Types].xml',
      `${declaration}<Types xmlns="${packageRelations}/content-types">` +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        '<Default Extension="xml" ContentType="application/xml"/>' +
        '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>' +
        `${types.join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      printRelations([
        [`${officeRelations}/officeDocument`, 'xl/workbook.xml'],
        [`${packageRelations}/relationships/metadata/core-properties`, 'docProps/core.xml'],
        [`${officeRelations}/extended-properties`, 'docProps/app.xml'],
      ]),
    ],
    [
      'docProps/core.xml',
      `${declaration}<cp:coreProperties xmlns:cp="${packageRelations}/metadata/core-properties" ` +
        `xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escapeText(title)}</dc:title>` +
        '<dc:creator>mingxi</dc:creator></cp:coreProperties>',
    ],
    [
      'docProps/app.xml',
      `${declaration}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">` +
        '<Application>mingxi</Application></Properties>',
    ],
  ]);
}

/** What every workbook ends with: its sheets and the names it defines. By path; the styles are not among it. */
export function lastParts(
  sheets: readonly SheetEntry[],
  hasSharedStrings: boolean,
): ReadonlyMap<string, string> {
  const shared: [string, string][] = hasSharedStrings
    ? [[`${officeRelations}/sharedStrings`, 'sharedStrings.xml']]
    : [];
  const list = sheets.map(
    ({ name }, index) =>
      `<sheet name="${escapeAttribute(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const names = sheets.flatMap(({ name, filter, printTitles }, index) => [
    ...(filter === '' ? [] : [definedName('_FilterDatabase', index, name, filter, ' hidden="1"')]),
    ...(printTitles === '' ? [] : [definedName('Print_Titles', index, name, printTitles, '')]),
  ]);
  return new Map([
    [
      'xl/workbook.xml',
      `${declaration}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ` +
        `xmlns:r="${officeRelations}"><bookViews><workbookView activeTab="0" tabRatio="850"/></bookViews>` +
        `<sheets>${list.join('')}</sheets>` +
        `${names.length === 0 ? '' : `<definedNames>${names.join('')}</definedNames>`}</workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      printRelations([
        ...sheets.map((_, index): [string, string] => [
          `${officeRelations}/worksheet`,
          `worksheets/sheet${index + 1}.xml`,
        ]),
        [`${officeRelations}/styles`, 'styles.xml'],
        ...shared,
      ]),
    ],
  ]);
}

/** The relations of a sheet with notes: `rId1` is what `legacyDrawing` names. */
export function noteRelations(number: number): string {
  return printRelations([
    [`${officeRelations}/vmlDrawing`, `../drawings/vmlDrawing${number}.vml`],
    [`${officeRelations}/comments`, `../comments${number}.xml`],
  ]);
}

function definedName(name: string, sheet: number, title: string, cells: string, more: string): string {
  const place = escapeText(`${quoteSheet(title)}!${cells}`);
  return `<definedName name="_xlnm.${name}" localSheetId="${sheet}"${more}>${place}</definedName>`;
}

function printRelations(relations: readonly (readonly [type: string, target: string])[]): string {
  const list = relations.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`,
  );
  return `${declaration}<Relationships xmlns="${packageRelations}/relationships">${list.join('')}</Relationships>`;
}
