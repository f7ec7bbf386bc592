/** Binary parts of a file: text is written as Latin-1. */
export type PdfObject = string | { readonly dictionary: string; readonly stream: Uint8Array | string };

export interface PdfFile {
  /** Objects 1, 2, 3 … in their order. */
  readonly objects: readonly PdfObject[];
  /** Number of the catalog. */
  readonly root: number;
  /** More entries of the trailer. */
  readonly trailer?: string;
}

/** Any PDF from its objects, with a right cross-reference table. */
export function writePdf({ objects, root, trailer = '' }: PdfFile): Uint8Array {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const add = (part: string | Uint8Array) => {
    const bytes = typeof part === 'string' ? new Uint8Array(Buffer.from(part, 'latin1')) : part;
    chunks.push(bytes);
    length += bytes.length;
  };
  add('%PDF-1.7\n');
  const offsets = objects.map((object, i) => {
    const at = length;
    add(`${i + 1} 0 obj\n`);
    if (typeof object === 'string') add(object);
    else {
      add(`<< ${object.dictionary} /Length ${object.stream.length} >>\nstream\n`);
      add(object.stream);
      add('\nendstream');
    }
    add('\nendobj\n');
    return at;
  });
  const xref = length;
  add(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`);
  add(offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join(''));
  add(`trailer\n<< /Size ${objects.length + 1} /Root ${root} 0 R ${trailer} >>\nstartxref\n${xref}\n%%EOF\n`);
  return Buffer.concat(chunks);
}

/** One page by hand: what no document of our own would have. */
export interface RawPage {
  readonly content: PdfObject | string;
  /** Entries of /Resources beside the fonts /F1 (Helvetica) and /F2 (Chinese, not embedded). */
  readonly resources?: string;
  /** Entries of /Font beside them. */
  readonly fonts?: string;
  /** Entries of the page, /MediaBox among them where it is not A4. */
  readonly entries?: string;
}

/** The first number that `more` objects of `rawPdf` get. */
export const firstMore = 7;

/**
 * A PDF of pages written by hand.
 * @param more objects from number 7 on, to be pointed at
 * @param catalog more entries of the catalog
 */
export function rawPdf(
  pages: readonly RawPage[],
  more: readonly PdfObject[] = [],
  catalog = '',
  trailer = '',
): Uint8Array {
  const firstPage = firstMore + more.length;
  const kids = pages.map((_, i) => `${firstPage + 2 * i} 0 R`).join(' ');
  const objects: PdfObject[] = [
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    `<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`,
    ...standardFonts,
    ...more,
  ];
  pages.forEach(({ content, resources = '', fonts = '', entries = '/MediaBox [0 0 595 842]' }, i) => {
    objects.push(
      `<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R ${fonts} >> ${resources} >> ` +
        `/Contents ${firstPage + 2 * i + 1} 0 R ${entries} >>`,
      typeof content === 'string' ? { dictionary: '', stream: content } : content,
    );
  });
  return writePdf({ objects, root: 1, trailer });
}

/** Objects 3 to 6: Helvetica, and Chinese in a Type 0 font that is not embedded (UniGB-UCS2-H). */
export const standardFonts: readonly string[] = [
  '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>',
  '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 6 0 R /DW 1000 >>',
  '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>',
];

/** Text as the Chinese font wants it. */
export function hexOf(text: string): string {
  return [...text].map((c) => (c.codePointAt(0) ?? 0).toString(16).padStart(4, '0')).join('');
}

/** Operators that show a text in a line of its own, x and y in points from the bottom left. */
export function showText(text: string, x: number, y: number, size = 10, before = ''): string {
  const isLatin = /^[\x20-\x7e]*$/u.test(text);
  const shown = isLatin ? `(${text.replace(/[\\()]/gu, '\\$&')})` : `<${hexOf(text)}>`;
  return `BT ${before} /${isLatin ? 'F1' : 'F2'} ${size} Tf 1 0 0 1 ${x} ${y} Tm ${shown} Tj ET`;
}
