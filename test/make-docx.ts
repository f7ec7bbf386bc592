import { strToU8, zipSync } from 'fflate';

const namespaces = {
  transitional: {
    w: 'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
    r: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
    wp: 'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing',
    a: 'http://schemas.openxmlformats.org/drawingml/2006/main',
    pic: 'http://schemas.openxmlformats.org/drawingml/2006/picture',
    m: 'http://schemas.openxmlformats.org/officeDocument/2006/math',
  },
  strict: {
    w: 'http://purl.oclc.org/ooxml/wordprocessingml/main',
    r: 'http://purl.oclc.org/ooxml/officeDocument/relationships',
    wp: 'http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing',
    a: 'http://purl.oclc.org/ooxml/drawingml/main',
    pic: 'http://purl.oclc.org/ooxml/drawingml/picture',
    m: 'http://purl.oclc.org/ooxml/officeDocument/math',
  },
};
const shared = {
  mc: 'http://schemas.openxmlformats.org/markup-compatibility/2006',
  wps: 'http://schemas.microsoft.com/office/word/2010/wordprocessingShape',
  v: 'urn:schemas-microsoft-com:vml',
  o: 'urn:schemas-microsoft-com:office:office',
};

/** Parts of a DOCX beside its body. */
export interface DocxParts {
  /** What is within `w:styles`, `w:numbering`, `w:footnotes`, `w:endnotes`. */
  readonly styles?: string;
  readonly numbering?: string;
  readonly footnotes?: string;
  readonly endnotes?: string;
  /** Relationships of the document: id → `image media/a.png`, `!image http://…` for an external one. */
  readonly relationships?: Readonly<Record<string, string>>;
  /** More parts by name, or others than made here; null leaves one out. */
  readonly files?: Readonly<Record<string, Uint8Array | string | null>>;
  readonly isStrict?: boolean;
  /** What the main part's content type says it is. */
  readonly mainType?: string;
  /** Stands before the root element of the document. */
  readonly prolog?: string;
}

/** A DOCX of our own. @param body what is within `w:body` */
export function makeDocx(body: string, parts: DocxParts = {}): Uint8Array {
  const spaces = { ...namespaces[parts.isStrict ? 'strict' : 'transitional'], ...shared };
  const declared = Object.entries(spaces)
    .map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
    .join(' ');
  const root = (name: string, inner: string) => `<w:${name} ${declared}>${inner}</w:${name}>`;
  const optional = (['styles', 'numbering', 'footnotes', 'endnotes'] as const).flatMap((name) => {
    const inner = parts[name];
    return inner === undefined ? [] : [[name, inner] as const];
  });
  const relationships = Object.entries({
    ...Object.fromEntries(optional.map(([name]) => [name, `${name} ${name}.xml`])),
    ...parts.relationships,
  });
  const relationshipOf = ([id, text]: readonly [string, string]): string => {
    const [type = '', target = ''] = text.replace('!', '').split(' ');
    const mode = text.startsWith('!') ? ' TargetMode="External"' : '';
    return `<Relationship Id="${id}" Type="${spaces.r}/${type}" Target="${target}"${mode}/>`;
  };
  const rels = (inner: string) =>
    `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
  const mainType =
    parts.mainType ?? 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  const files: Record<string, Uint8Array | string | null> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${mainType}"/></Types>`,
    '_rels/.rels': rels(relationshipOf(['rId1', 'officeDocument word/document.xml'])),
    'word/_rels/document.xml.rels': rels(relationships.map(relationshipOf).join('')),
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?>${parts.prolog ?? ''}${root('document', root('body', body))}`,
    ...Object.fromEntries(optional.map(([name, inner]) => [`word/${name}.xml`, root(name, inner)])),
    ...parts.files,
  };
  return zipSync(
    Object.fromEntries(
      Object.entries(files).flatMap(([name, content]) =>
        content === null ? [] : [[name, typeof content === 'string' ? strToU8(content) : content]],
      ),
    ),
  );
}

/** A run. */
export const run = (text: string, properties = ''): string =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;

/** A paragraph. @param inner its runs, or a text alone */
export const para = (inner: string, properties = ''): string =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${inner.includes('<') ? inner : run(inner)}</w:p>`;

/** A cell. @param inner its blocks, or a text alone */
export const cell = (inner: string, properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${inner.includes('<') ? inner : para(inner)}</w:tc>`;

export const row = (cells: readonly string[], properties = ''): string =>
  `<w:tr><w:trPr>${properties}</w:trPr>${cells.join('')}</w:tr>`;

/** A table. @param widths of the columns of its grid in twips */
export const table = (rows: readonly string[], widths: readonly number[] = []): string =>
  `<w:tbl><w:tblPr/><w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>${rows.join('')}</w:tbl>`;
