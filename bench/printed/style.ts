import type { Layout, Rules } from './layouts.ts';

const borders: Readonly<Record<Rules, string>> = {
  full: 'th, td { border: 0.5pt solid #000; }',
  'thick-frame':
    'table { border: 2pt solid #000; } th, td { border: 0.5pt solid #000; } thead { border-bottom: 1.5pt solid #000; }',
  horizontal: 'tr { border-top: 0.5pt solid #000; border-bottom: 0.5pt solid #000; }',
  'three-lines':
    'table { border-top: 1.5pt solid #000; border-bottom: 1.5pt solid #000; } thead { border-bottom: 0.75pt solid #000; }',
  dashed: 'th, td { border: 0.5pt dashed #000; }',
  dotted: 'th, td { border: 1pt dotted #555; }',
  colored: 'th, td { border: 0.5pt solid #4472c4; } table { border: 1pt solid #c00; }',
  double: 'th, td { border: 0.5pt solid #000; } table { border: 2.5pt double #000; }',
  vertical:
    'th, td { border-left: 0.5pt solid #000; border-right: 0.5pt solid #000; } table { border: 1pt solid #000; } thead { border-bottom: 0.75pt solid #000; }',
  none: '',
};

/** Width and height of an upright page, millimetres. */
const papers = { A4: [210, 297], A3: [297, 420] } as const;
/** Margins of all pages, millimetres: sides, top and bottom. */
const sideMargin = 18;
const topMargin = 20;

/** How much higher (millimetres) pages with tables on their side are than others, so that they can be told in the PDF. */
const turnedExtra = 2;

/** Height in points of the pages that hold a table on its side. */
export function turnedHeight(layout: Layout): number {
  return ((papers[layout.paper][1] + turnedExtra) * 72) / 25.4;
}

/** The style sheet of a layout. `boxes`: running head and page number, for every kind of page. */
export function styleOf(layout: Layout, boxes: string): string {
  const [width, height] = papers[layout.paper];
  const frameWidth = width - 2 * sideMargin;
  const frameHeight = height - 2 * topMargin;
  const lines = layout.leading * layout.size;
  return `
@page { size: ${width}mm ${height}mm; margin: ${topMargin}mm ${sideMargin}mm; ${boxes} }
@page wide { size: ${height}mm ${width}mm; ${boxes} }
@page side { size: ${width}mm ${height + turnedExtra}mm; ${boxes} }
body { font-family: "${layout.font}"; font-size: 12pt; margin: 0; }
p { text-indent: 2em; line-height: 1.7; margin: 0 0 3pt; text-align: justify; }
h1 { font-size: 16pt; text-align: center; font-weight: normal; } h1.part { break-before: page; }
h2 { font-size: 12.5pt; font-weight: normal; margin: 4pt 0; text-indent: 2em; }
.entry { display: flex; line-height: 1.6; } .leader { flex: 1; overflow: hidden; white-space: nowrap; }
.sheet { ${layout.flow === 'pages' ? 'break-before: page; break-after: page;' : ''} font-size: ${layout.size}pt; padding-top: ${layout.push}mm; }
.landscape { page: wide; break-before: page; break-after: page; padding-top: 0; }
.side-up, .side-down, .side { page: side; break-before: page; break-after: page; position: relative; padding: 0;
  height: ${frameHeight - 1}mm; width: ${frameWidth}mm; }
.side > div, .side-up > div, .side-down > div { position: absolute; width: ${frameHeight - 2}mm; transform-origin: 0 0; }
.side-up > div, .side-rotated-90 > div { left: 0; top: ${frameHeight - 2}mm; transform: rotate(-90deg); }
.side-down > div, .side-rotated-270 > div { left: ${frameWidth}mm; top: 0; transform: rotate(90deg); }
.name { font-size: ${layout.size + 5}pt; text-align: center; margin: 2pt 0 4pt; break-after: avoid; }
.line { display: flex; justify-content: space-between; margin: 2pt 0; break-after: avoid; } .right { text-align: right; break-after: avoid; }
.note { margin-top: 3pt; line-height: 1.4; }
table { border-collapse: collapse; width: 100%; }
.form table { table-layout: fixed; } .loose { font-size: 8pt; }
thead { display: ${layout.repeatHeader ? 'table-header-group' : 'table-row-group'}; }
th, td { font-weight: normal; padding: 1pt 2pt; vertical-align: ${layout.valign}; line-height: 1.25; overflow-wrap: anywhere; }
.form td { height: ${lines}pt; } .loose td { padding: 3pt; }
th { text-align: center; vertical-align: middle; } td.label { text-align: left; } td.code { text-align: left; } td.count { text-align: center; }
.form td.figure { text-align: ${layout.figures}; letter-spacing: ${layout.spacing}pt; white-space: nowrap; } .loose td { text-align: center; }
td.label[colspan], td.code[colspan] { text-align: center; }
${borders[layout.rules]}
${layout.rules === 'none' ? 'th, td { padding-left: 4pt; padding-right: 4pt; }' : ''}
${layout.shade === 'header' || layout.shade === 'both' ? 'th { background: #d9e2f3; }' : ''}
${layout.shade === 'zebra' || layout.shade === 'both' ? 'tbody tr:nth-child(even) { background: #f2f2f2; }' : ''}
${['none', 'three-lines', 'vertical', 'horizontal'].includes(layout.rules) ? '.loose th, .loose td { border: 0.5pt solid #000; }' : ''}
.picture svg { width: 100%; } .seal { width: 38mm; float: right; margin-top: -20mm; }
.watermark { position: fixed; top: 40%; left: 15%; font-size: 70pt; color: #e4e4e4; transform: rotate(-35deg); z-index: -1; }
`;
}
