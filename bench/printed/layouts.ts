import type { CodeStyle } from './spans.ts';

/** Which lines of a table are drawn. */
export type Rules =
  | 'full'
  | 'thick-frame'
  | 'horizontal'
  | 'three-lines'
  | 'dashed'
  | 'dotted'
  | 'colored'
  | 'double'
  | 'vertical'
  | 'none';

/** How a document is laid out on its pages. */
export interface Layout {
  readonly id: string;
  readonly paper: 'A4' | 'A3';
  /** Where the tables stand: among the text, on landscape pages, or on their side on upright pages. */
  readonly place: 'upright' | 'landscape' | 'side-up' | 'side-down' | 'side-rotated-90' | 'side-rotated-270';
  readonly font: string;
  /** Font size of tables, points. */
  readonly size: number;
  readonly rules: Rules;
  readonly shade: 'none' | 'header' | 'zebra' | 'both';
  readonly codes: CodeStyle;
  /** Every table on its own page, or one after the other. */
  readonly flow: 'pages' | 'running';
  /** Whether a header is printed again on the next page. */
  readonly repeatHeader: boolean;
  /** Blank space before each table, millimetres, so that it breaks over pages at another row. */
  readonly push: number;
  /** Width of label columns in font sizes; narrow ones break labels over lines. */
  readonly labelWidth: number;
  /** Width of columns of figures in font sizes; narrow ones break the words of the header. */
  readonly figureWidth: number;
  readonly valign: 'top' | 'middle' | 'bottom';
  readonly figures: 'right' | 'center' | 'left';
  /** Space added between the glyphs of figures, points. */
  readonly spacing: number;
  /** 合计 as 合　计. */
  readonly spacedLabels: boolean;
  /** Height of a row, in font sizes. */
  readonly leading: number;
  /** Mark, 部门, year and unit: on lines of their own, on one line, or as rows of the table without lines. */
  readonly captions: 'stacked' | 'line' | 'right';
  readonly head: boolean;
  readonly foot: '' | 'dash' | 'page';
  readonly seal: boolean;
  readonly watermark: boolean;
}

const plain: Omit<Layout, 'id'> = {
  paper: 'A4',
  place: 'upright',
  font: 'WenQuanYi Zen Hei',
  size: 8,
  rules: 'full',
  shade: 'none',
  codes: 'joined',
  flow: 'pages',
  repeatHeader: true,
  push: 0,
  labelWidth: 16,
  figureWidth: 5.5,
  valign: 'middle',
  figures: 'right',
  spacing: 0,
  spacedLabels: false,
  leading: 1.7,
  captions: 'stacked',
  head: false,
  foot: 'dash',
  seal: false,
  watermark: false,
};

const changes: Readonly<Record<string, Partial<Layout>>> = {
  full: {},
  'thick-frame': { rules: 'thick-frame', shade: 'header', captions: 'line', foot: 'page', head: true },
  horizontal: { rules: 'horizontal', font: 'AR PL UMing CN' },
  'horizontal-zebra': { rules: 'horizontal', shade: 'zebra', figures: 'center', captions: 'line' },
  'three-lines': { rules: 'three-lines', font: 'WenQuanYi Micro Hei', captions: 'right' },
  dashed: { rules: 'dashed', shade: 'both', font: 'AR PL UMing CN', captions: 'line' },
  dotted: { rules: 'dotted', size: 7.5, head: true },
  colored: { rules: 'colored', shade: 'both', spacedLabels: true, captions: 'right' },
  double: { rules: 'double', font: 'AR PL SungtiL GB', seal: true },
  vertical: { rules: 'vertical', captions: 'line' },
  borderless: { rules: 'none' },
  'borderless-zebra': { rules: 'none', shade: 'zebra', font: 'WenQuanYi Micro Hei', figures: 'center' },
  'borderless-wide': { rules: 'none', paper: 'A3', place: 'landscape', captions: 'line', head: true },
  'borderless-wrapped': { rules: 'none', labelWidth: 9, valign: 'middle', leading: 1.5 },
  landscape: { place: 'landscape', captions: 'line', figures: 'center' },
  'landscape-three': { place: 'landscape', codes: 'three', head: true, foot: 'page' },
  'landscape-a3': { place: 'landscape', paper: 'A3', size: 10, codes: 'three-merged', rules: 'thick-frame' },
  'side-up': { place: 'side-up', size: 6.5, leading: 1.4 },
  'side-down': { place: 'side-down', size: 6.5, leading: 1.4, rules: 'horizontal', captions: 'line' },
  'side-borderless': { place: 'side-up', size: 6.5, leading: 1.4, rules: 'none' },
  'rotated-90': { place: 'side-rotated-90', size: 6.5, leading: 1.4, codes: 'three', shade: 'header' },
  'rotated-270': { place: 'side-rotated-270', size: 6.5, leading: 1.4, figures: 'left' },
  three: { codes: 'three', labelWidth: 12 },
  'three-merged': { codes: 'three-merged', rules: 'colored', spacedLabels: true },
  'three-horizontal': { codes: 'three', rules: 'horizontal', labelWidth: 12 },
  'three-borderless': { codes: 'three', rules: 'none', labelWidth: 12 },
  'split-repeated': { flow: 'running', push: 60, leading: 2.4, shade: 'header' },
  'split-once': { flow: 'running', push: 95, repeatHeader: false, leading: 2.4, foot: 'page', head: true },
  'split-horizontal': { flow: 'running', push: 60, rules: 'horizontal', leading: 2.4, repeatHeader: true },
  'split-horizontal-once': {
    flow: 'running',
    push: 80,
    rules: 'horizontal',
    leading: 2.4,
    repeatHeader: false,
  },
  'split-borderless': { flow: 'running', push: 60, rules: 'none', leading: 2.4 },
  'split-borderless-once': { flow: 'running', push: 80, rules: 'none', leading: 2.4, repeatHeader: false },
  'cut-row': { flow: 'running', push: 33, labelWidth: 6, valign: 'middle', leading: 2, repeatHeader: false },
  'cut-row-top': { flow: 'running', push: 47, labelWidth: 6, valign: 'top', leading: 2, repeatHeader: true },
  'wrapped-middle': { labelWidth: 7, valign: 'middle', size: 7.5 },
  'wrapped-top': { labelWidth: 7, valign: 'top', rules: 'horizontal', size: 7.5 },
  'wrapped-bottom': { labelWidth: 7, valign: 'bottom', size: 7.5, font: 'WenQuanYi Micro Hei' },
  'wrapped-bottom-horizontal': { labelWidth: 7, valign: 'bottom', rules: 'horizontal', size: 7.5 },
  'wrapped-three-lines': { labelWidth: 7, valign: 'top', rules: 'three-lines', size: 7.5 },
  'narrow-header': { figureWidth: 3.6, size: 7, labelWidth: 12, font: 'AR PL UMing CN' },
  'narrow-header-horizontal': { figureWidth: 3.6, size: 7, labelWidth: 12, rules: 'horizontal' },
  'narrow-header-borderless': { figureWidth: 4, size: 7, labelWidth: 14, rules: 'none' },
  running: { flow: 'running', size: 7, leading: 1.4 },
  'running-three-lines': { flow: 'running', size: 7, leading: 1.4, rules: 'three-lines' },
  spaced: { spacing: 1, spacedLabels: true, captions: 'line' },
  'spaced-borderless': { spacing: 0.8, spacedLabels: true, rules: 'none' },
  'left-figures': { figures: 'left', head: true },
  'left-figures-horizontal': { figures: 'left', rules: 'horizontal' },
  sealed: { seal: true, watermark: true, head: true, captions: 'right' },
  'watermark-borderless': { rules: 'none', watermark: true, seal: true },
  tight: { leading: 1.25, size: 7.5, rules: 'full', captions: 'line' },
  'tight-borderless': { leading: 1.3, size: 8, rules: 'none', captions: 'line' },
};

/** All layouts, in a fixed order. */
export const layouts: readonly Layout[] = Object.entries(changes).map(([id, change]) => ({
  ...plain,
  ...change,
  id,
}));
