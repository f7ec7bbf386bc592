import type { FileSpec } from '../../schemas/columns.ts';
import { methods, states } from '../../schemas/field.ts';
import { flagAdvice } from '../screen/messages.ts';
import { cellName, textCell, wantsQuote } from './cell-xml.ts';
import { columnWords } from './column-words.ts';
import { doubtNames, doubtOf, doubts, doubtWords } from './doubts.ts';
import { printRow, sheetEnd, sheetStart } from './sheet-xml.ts';
import type { CellStyle, StyleBook } from './styles.ts';
import type { ZipEntry } from './zip-stream.ts';

const widths = [16, 26, 26, 70, 70];

/** What to beware of before anything else. */
const warnings: readonly (readonly [zh: string, en: string])[] = [
  [
    'level 为级次：0 合计，1 类，2 款，3 项。不同级次切勿相加：类已含款，款已含项',
    'level is the depth in the classification: 0 total, 1 类, 2 款, 3 项. Never sum over levels: a 类 is the sum of its 款',
  ],
  [
    'blank 是空白，不是 0；missing 是文件丢失的单元格',
    'blank is an empty cell, not 0; missing is a cell that the document lost',
  ],
  [
    'amount_cny 以元为单位，可跨文件比较；value 以 unit 为单位',
    'amount_cny is in 元 and can be compared; value is in unit',
  ],
  [
    '编码是文本；超过 15 位有效数字的数值也存为文本，以免被改动',
    'codes are text; so are numbers of more than 15 significant digits, which a spreadsheet would change',
  ],
];

const stateWords: Readonly<Record<(typeof states)[number], readonly [zh: string, en: string]>> = {
  number: ['印出的数值（或补出，见 method）', 'value is what was printed (or recovered: see method)'],
  text: ['文字（满意、优），见 raw', 'words stand there (满意, 优): see raw'],
  blank: ['空白单元格', 'an empty cell'],
  missing: [
    '表式有此格，文件丢失，别处未说明',
    'the form has this cell, the document lost it, and nothing states it',
  ],
};

const methodWords: Readonly<Record<(typeof methods)[number], readonly [zh: string, en: string]>> = {
  text: ['读自表格或语句', 'read from the table or sentence'],
  ocr: ['由图像识别', 'read from a picture'],
  narrative: ['表中丢失，取自正文', 'a lost table cell that a sentence states'],
  derived: ['表中丢失，由勾稽关系得出', 'a lost cell that follows from an identity of the accounts'],
  manual: ['人工更正', 'corrected by a person'],
};

/** Writes the sheet that explains the others: columns, states, methods, flags and colours, in Chinese and English. */
export function writeLegend(entry: ZipEntry, tables: readonly FileSpec[], styles: StyleBook): void {
  let row = 0;
  const write = (texts: readonly string[], style: CellStyle = {}, first: CellStyle = style) => {
    const cells = texts.map((text, column) => {
      const own = { ...(column === 0 ? first : style), ...(wantsQuote(text) ? { quote: true } : {}) };
      return text === '' ? '' : textCell(cellName(row, column), styles.id(own), text);
    });
    entry.write(printRow(row, cells.join('')));
    row += 1;
  };
  const body: CellStyle = { wrap: true };
  const section = (zh: string, en: string) => {
    if (row > 0) row += 1;
    write([`${zh} ${en}`], { font: 'title' });
  };
  entry.write(sheetStart({ frozenRows: 0, widths, isFirst: false }));
  section('注意', 'beware');
  for (const [zh, en] of warnings) write(['', '', '', zh, en], body);
  section('颜色', 'colours');
  for (const doubt of doubts) {
    const name = doubtNames[doubt];
    write([name.zh, name.en, '', doubtWords[doubt].zh, doubtWords[doubt].en], body, {
      fill: doubt,
      border: true,
    });
  }
  section('标记与处理', 'flags and what to do');
  for (const [flag, advice] of Object.entries(flagAdvice)) {
    const doubt = doubtOf({ flags: [flag], method: 'text', state: 'number', accepted: true });
    write([flag, '', '', advice.zh, advice.en], body, doubt === null ? {} : { fill: doubt });
  }
  section('状态', 'state');
  for (const state of states) write([state, '', '', ...stateWords[state]], body);
  section('取得方式', 'method');
  for (const method of methods) write([method, '', '', ...methodWords[method]], body);
  for (const { name: sheet, title, columns } of tables) {
    section(`工作表 ${sheet}`, `sheet: ${title}`);
    write(['工作表 sheet', '列 column', '中文名', '说明', 'description'], { font: 'bold', fill: 'head' });
    for (const { name, description } of columns) {
      const chinese = columnWords[name];
      write([sheet, name, chinese?.name ?? '', chinese?.about ?? '', description], body);
    }
  }
  entry.write(sheetEnd({ filter: '', merges: [], links: [], textNumbers: '', hasNotes: false }));
}
