/** Rows of cells → a table as pages mark it up. */
import type { Arrangement } from './arrangement.ts';

/** A cell to mark up: what it holds is HTML already. */
export interface MarkedCell {
  readonly html: string;
  readonly rowSpan: number;
  readonly columnSpan: number;
  readonly align: 'left' | 'center' | 'right';
}

/** A table of rows; cells that others span are left out. */
export function tableHtml(
  rows: readonly (readonly MarkedCell[])[],
  border: 0 | 1,
  markup: Arrangement['markup'],
): string {
  // Boxes have no spans: a table that needs them is a table.
  const hasSpans = rows.some((row) => row.some(({ rowSpan, columnSpan }) => rowSpan * columnSpan > 1));
  if (markup === 'boxes' && !hasSpans)
    return `<div style="display:table;width:100%">\n${rows
      .map(
        (row) =>
          `<div style="display:table-row">${row
            .map(({ html, align }) => `<div style="display:table-cell;text-align:${align}">${html}</div>`)
            .join('')}</div>`,
      )
      .join('\n')}\n</div>`;
  const isProcessed = markup === 'processor';
  const body = rows
    .map(
      (row) =>
        `<tr${isProcessed ? " style='mso-yfti-irow:0;height:14.25pt'" : ''}>${row.map((cell) => cellHtml(cell, isProcessed)).join('')}</tr>`,
    )
    .join('\n');
  return isProcessed
    ? `<table class=MsoNormalTable border=${border} cellspacing=0 cellpadding=0 width="100%" style='border-collapse:collapse;mso-padding-alt:0cm 5.4pt 0cm 5.4pt'>\n${body}\n<![if !supportMisalignedColumns]><tr height=0>${'<td width=96 style="border:none"></td>'.repeat(widthOf(rows))}</tr><![endif]>\n</table>`
    : `<table border="${border}" cellspacing="0" cellpadding="2" width="100%">\n${body}\n</table>`;
}

function cellHtml({ html, rowSpan, columnSpan, align }: MarkedCell, isProcessed: boolean): string {
  const spans = `${rowSpan > 1 ? ` rowspan="${rowSpan}"` : ''}${columnSpan > 1 ? ` colspan="${columnSpan}"` : ''}`;
  if (!isProcessed) return `<td${spans} align="${align}">${html}</td>`;
  const runs =
    html === ''
      ? '<o:p>&nbsp;</o:p>'
      : html.replace(/^([\d,.-]+)$/u, '<span lang=EN-US>$1<o:p></o:p></span>');
  return `<td${spans} nowrap valign=center style='padding:0cm 5.4pt'>\n<p class=MsoNormal align=${align}><span style='font-size:9.0pt;\nfont-family:宋体'>${runs}</span></p></td>`;
}

function widthOf([first]: readonly (readonly MarkedCell[])[]): number {
  return (first ?? []).reduce((sum, { columnSpan }) => sum + columnSpan, 0);
}
