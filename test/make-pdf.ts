/** A text on a page: left end of its baseline in points from the top left, as a reader sees the page. */
export interface PdfText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size?: number;
  /** Degrees counter-clockwise. */
  readonly turn?: 0 | 90;
  /** Text render mode: 3 is invisible. */
  readonly mode?: number;
}

/** A filled rectangle in points from the top left. */
export interface PdfBox {
  readonly box: readonly [x0: number, y0: number, x1: number, y1: number];
  readonly gray?: number;
}

export interface PdfPage {
  readonly width?: number;
  readonly height?: number;
  readonly rotate?: number;
  readonly texts?: readonly PdfText[];
  readonly boxes?: readonly PdfBox[];
}

/**
 * A PDF of our own: Chinese in a Type 0 font that is not embedded (UniGB-UCS2-H), Latin in Helvetica, boxes as filled
 * rectangles (so browsers and Office draw borders).
 */
export function makePdf(pages: readonly PdfPage[]): Uint8Array {
  const objects: string[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${7 + 2 * i} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 6 0 R /DW 1000 >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>',
  ];
  pages.forEach((page, i) => {
    const content = contentOf(page);
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${page.width ?? 595} ${page.height ?? 842}] /Rotate ${page.rotate ?? 0} ` +
        `/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${8 + 2 * i} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    );
  });
  let file = '%PDF-1.7\n';
  const offsets = objects.map((body, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const xref = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const offset of offsets) file += `${String(offset).padStart(10, '0')} 00000 n \n`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return new TextEncoder().encode(file);
}

/** Lines of a ruled grid as thin boxes, half a point thick. */
export function gridBoxes(xs: readonly number[], ys: readonly number[]): PdfBox[] {
  const [left = 0, right = 0] = [xs[0], xs.at(-1)];
  const [top = 0, bottom = 0] = [ys[0], ys.at(-1)];
  return [
    ...ys.map((y): PdfBox => ({ box: [left, y - 0.25, right, y + 0.25] })),
    ...xs.map((x): PdfBox => ({ box: [x - 0.25, top, x + 0.25, bottom] })),
  ];
}

function contentOf(page: PdfPage): string {
  const height = page.height ?? 842;
  const boxes = (page.boxes ?? []).map(
    ({ box: [x0, y0, x1, y1], gray = 0 }) => `${gray} g ${x0} ${height - y1} ${x1 - x0} ${y1 - y0} re f`,
  );
  const texts = (page.texts ?? []).map(({ text, x, y, size = 10, turn = 0, mode = 0 }) => {
    const isLatin = /^[\x20-\x7e]*$/u.test(text);
    const shown = isLatin ? `(${text.replace(/[\\()]/gu, '\\$&')})` : `<${hexOf(text)}>`;
    const matrix = turn === 90 ? `0 1 -1 0 ${x} ${height - y}` : `1 0 0 1 ${x} ${height - y}`;
    return `BT 0 g ${mode} Tr /${isLatin ? 'F1' : 'F2'} ${size} Tf ${matrix} Tm ${shown} Tj ET`;
  });
  return [...boxes, ...texts].join('\n');
}

function hexOf(text: string): string {
  return [...text].map((c) => (c.codePointAt(0) ?? 0).toString(16).padStart(4, '0')).join('');
}
