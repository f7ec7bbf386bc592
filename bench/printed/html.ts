import type { Layout } from './layouts.ts';
import type { DumpedTable, Part, TextPart } from './parts.ts';
import { type PrintedCell, type PrintedTable, spanForm, spanLoose } from './spans.ts';
import { styleOf } from './style.ts';

/** Words of a watermark. */
const watermarkText = '内部资料';
const sealPicture =
  '<svg class="seal" viewBox="0 0 100 100"><circle cx="50" cy="50" r="46" fill="none" stroke="#d22" stroke-width="4"/>' +
  '<path d="M50 30 L56 46 L73 46 L59 56 L64 72 L50 62 L36 72 L41 56 L27 46 L44 46 Z" fill="#d22"/></svg>';

/** A document's parts in a layout → the page that Chromium prints. The same parts and layout give the same text. */
export function toHtml(parts: readonly Part[], layout: Layout, entity: string): string {
  const body = parts.map((part, at) => {
    if (part.kind === 'table') return tableHtml(part, layout);
    if (part.kind === 'picture') {
      return `<div class="picture"><svg viewBox="0 0 160 60"><rect x="1" y="1" width="158" height="58" fill="#eef" stroke="#99c"/></svg></div>${notesHtml(part.notes)}`;
    }
    return textHtml(part, layout, at);
  });
  const head = layout.head ? `@top-center { content: "${entity}部门决算"; font: 8pt "${layout.font}"; }` : '';
  const number = layout.foot === 'dash' ? '"— " counter(page) " —"' : '"第" counter(page) "页"';
  const foot = layout.foot === '' ? '' : `@bottom-center { content: ${number}; font: 9pt "${layout.font}"; }`;
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${entity}</title><style>
${styleOf(layout, head + foot)}</style></head><body>${layout.watermark ? `<div class="watermark">${watermarkText}</div>` : ''}
${body.join('\n')}${layout.seal ? sealPicture : ''}</body></html>\n`;
}

function textHtml(part: TextPart, layout: Layout, at: number): string {
  const text = escapeHtml(part.text)
    .replace(/\*\*(.+?)\*\*/gu, '<b>$1</b>')
    .replaceAll('**', '');
  if (part.kind === 'contents') {
    const page = 2 + Math.floor(at / 4);
    return `<div class="entry"><span>${text}</span><span class="leader">${'.'.repeat(120)}</span><span>${page}</span></div>`;
  }
  if (part.kind === 'title')
    return `<h1 class="${/^第.{1,2}部分/u.test(part.text) && layout.flow === 'pages' ? 'part' : ''}">${text}</h1>`;
  return part.kind === 'heading' ? `<h2>${text}</h2>` : `<p>${text}</p>`;
}

function tableHtml(table: DumpedTable, layout: Layout): string {
  const isForm = table.form !== '';
  const printed = isForm ? spanForm(table.rows, table.form, layout.codes) : spanLoose(table.rows);
  const isWide = isForm && layout.place !== 'upright';
  const inner = `${captionsHtml(table, layout)}${gridHtml(printed, layout, isForm)}${notesHtml(table.notes)}`;
  const classes = ['sheet', isWide ? layout.place.replace(/-rotated.*/u, '') : '', isForm ? 'form' : 'loose'];
  if (isWide && layout.place.startsWith('side'))
    return `<section class="${classes.join(' ')} ${layout.place}"><div>${inner}</div></section>`;
  return `<section class="${classes.join(' ')}">${inner}</section>`;
}

function captionsHtml({ title, mark, unit, entity, year }: DumpedTable, layout: Layout): string {
  const heading = title === '' ? '' : `<div class="name">${escapeHtml(title)}</div>`;
  const [m, u, e, y] = [mark, unit, entity, year].map((text) => `<span>${escapeHtml(text)}</span>`);
  if (layout.captions === 'line') return `${heading}<div class="line">${e}${y}${m}${u}</div>`;
  if (layout.captions === 'right')
    return `<div class="right">${m}</div>${heading}<div class="line">${e}${y}${u}</div>`;
  const line = (text: string | undefined, side: string): string =>
    text === undefined || text === '<span></span>' ? '' : `<div class="${side}">${text}</div>`;
  return `${heading}${line(m, 'right')}<div class="line">${e}${y}${u}</div>`;
}

function notesHtml(notes: readonly string[]): string {
  return notes.map((note) => `<div class="note">${escapeHtml(note)}</div>`).join('');
}

function gridHtml(table: PrintedTable, layout: Layout, isForm: boolean): string {
  const isSplit = table.kinds[1] === 'code';
  const widths: Record<PrintedCell['kind'], number> = {
    header: layout.figureWidth,
    text: layout.figureWidth,
    figure: layout.figureWidth,
    label: layout.labelWidth,
    code: isSplit ? 3 : 5,
    count: 2.6,
  };
  const cols = isForm ? table.kinds.map((kind) => `<col style="width:${widths[kind]}em">`).join('') : '';
  const rowHtml = (row: readonly PrintedCell[], tag: string): string =>
    `<tr>${row
      .map(({ text, rowSpan, columnSpan, kind }) => {
        const spans = `${rowSpan > 1 ? ` rowspan="${rowSpan}"` : ''}${columnSpan > 1 ? ` colspan="${columnSpan}"` : ''}`;
        return `<${tag} class="${kind}"${spans}>${escapeHtml(spaced(text, layout))}</${tag}>`;
      })
      .join('')}</tr>`;
  const head = table.rows.slice(0, table.headerRows).map((row) => rowHtml(row, 'th'));
  const body = table.rows.slice(table.headerRows).map((row) => rowHtml(row, 'td'));
  return `<table><colgroup>${cols}</colgroup><thead>${head.join('')}</thead><tbody>${body.join('\n')}</tbody></table>`;
}

/** Two characters that stand for a sum or a side, set apart as publishers like to. */
function spaced(text: string, layout: Layout): string {
  return layout.spacedLabels
    ? text.replace(/^(合|总|小|收|支|项|栏)\s*(计|入|出|目|次)$/u, '$1\u3000$2')
    : text;
}

function escapeHtml(text: string): string {
  return text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;');
}
