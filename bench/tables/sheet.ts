import type { Family } from './metrics.ts';
import { widthOf } from './metrics.ts';

export interface TextStyle {
  readonly family: Family;
  readonly size: number;
  readonly bold?: boolean;
  readonly italic?: boolean;
  /** Degrees counter-clockwise about the start of the baseline. */
  readonly turn?: 0 | 90 | 270;
  readonly align?: 'left' | 'right' | 'center';
}

/** A page being drawn, in points from the top left. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  /** /Rotate of the page. */
  readonly rotate: number;
  readonly content: string[];
}

const faces: Readonly<Record<Family, readonly [regular: string, bold: string, italic: string]>> = {
  helvetica: ['Helvetica', 'Helvetica-Bold', 'Helvetica-Oblique'],
  times: ['Times-Roman', 'Times-Bold', 'Times-Italic'],
  courier: ['Courier', 'Courier-Bold', 'Courier-Oblique'],
};
const fontNames = Object.values(faces).flat();

/** WinAnsi codes of characters beyond Latin 1. */
const winAnsi: Readonly<Record<string, number>> = {
  '—': 151,
  '–': 150,
  '•': 149,
  '†': 134,
  '’': 146,
  '…': 133,
};

export function newSheet(width = 612, height = 792, rotate = 0): Sheet {
  return { width, height, rotate, content: [] };
}

/** Puts a text on the page: x, y its left end (right end, middle by `align`) on the baseline. */
export function putText(sheet: Sheet, text: string, x: number, y: number, style: TextStyle): void {
  const { family, size, turn = 0, align = 'left' } = style;
  const width = widthOf(text, family, size);
  const back = align === 'right' ? width : align === 'center' ? width / 2 : 0;
  const [dx, dy] = turn === 90 ? [0, back] : turn === 270 ? [0, -back] : [-back, 0];
  const matrix = turn === 90 ? '0 1 -1 0' : turn === 270 ? '0 -1 1 0' : '1 0 0 1';
  const face = faces[family][style.bold ? 1 : style.italic ? 2 : 0];
  sheet.content.push(
    `BT 0 g /F${fontNames.indexOf(face)} ${size} Tf ${matrix} ${n(x + dx)} ${n(sheet.height - y - dy)} Tm (${escaped(text)}) Tj ET`,
  );
}

/** A stroked straight line. */
export function putLine(sheet: Sheet, x0: number, y0: number, x1: number, y1: number, thickness = 0.5): void {
  sheet.content.push(
    `${thickness} w 0 G ${n(x0)} ${n(sheet.height - y0)} m ${n(x1)} ${n(sheet.height - y1)} l S`,
  );
}

/** A filled rectangle in a shade of grey (0 black, 1 white). */
export function putBox(sheet: Sheet, x0: number, y0: number, x1: number, y1: number, gray: number): void {
  sheet.content.push(`${gray} g ${n(x0)} ${n(sheet.height - y1)} ${n(x1 - x0)} ${n(y1 - y0)} re f`);
}

/** A stroked frame. */
export function putFrame(sheet: Sheet, x0: number, y0: number, x1: number, y1: number): void {
  sheet.content.push(`0.5 w 0 G ${n(x0)} ${n(sheet.height - y1)} ${n(x1 - x0)} ${n(y1 - y0)} re S`);
}

/** A stroked line through points. */
export function putCurve(sheet: Sheet, points: readonly (readonly [number, number])[]): void {
  const path = points.map(([x, y], i) => `${n(x)} ${n(sheet.height - y)} ${i === 0 ? 'm' : 'l'}`).join(' ');
  sheet.content.push(`1.2 w 0.4 G ${path} S`);
}

/** Pages → a PDF of the standard fonts, nothing embedded, nothing compressed. */
export function toPdf(sheets: readonly Sheet[]): Uint8Array {
  const fonts = fontNames.map(
    (name) => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`,
  );
  const first = 3 + fonts.length;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${sheets.length} /Kids [${sheets.map((_, i) => `${first + 2 * i} 0 R`).join(' ')}] >>`,
    ...fonts,
  ];
  const resources = `<< /Font << ${fontNames.map((_, i) => `/F${i} ${3 + i} 0 R`).join(' ')} >> >>`;
  sheets.forEach(({ width, height, rotate, content }, i) => {
    const stream = content.join('\n');
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Rotate ${rotate} /Resources ${resources} /Contents ${first + 1 + 2 * i} 0 R >>`,
      `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    );
  });
  let file = '%PDF-1.4\n';
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

function n(points: number): string {
  return String(Math.round(points * 100) / 100);
}

function escaped(text: string): string {
  return [...text]
    .map((c) => {
      const code = winAnsi[c] ?? c.codePointAt(0) ?? 63;
      return code > 126 || code < 32 || /[\\()]/u.test(c) ? `\\${code.toString(8).padStart(3, '0')}` : c;
    })
    .join('');
}
