import { functional } from '../../schemas/classification/functional.ts';
import type { PdfPage, PdfText } from '../../test/make-pdf.ts';
import { gridBoxes } from '../../test/make-pdf.ts';

/** Pages of one unit's report: a cover, two forms of four pages each, eleven pages of sentences. */
export const pagesOfReport = 20;

const year = 2023;
const pagesOfForm = 4;
/** Lines of a table, of text, that fill a page of A4. */
const rowsOfPage = 34;
const sentencesOfPage = 12;

/** Left edges of the columns and the right edge of the last, in points. */
const columns = [50, 120, 280, 370, 460, 550];
const rowHeight = 20;
const tableTop = 100;

interface Row {
  readonly code: string;
  readonly name: string;
  /** In hundredths of 万元. */
  readonly basic: number;
  readonly project: number;
}

/** 项 codes with their names of the year, in order. */
const items: readonly (readonly [code: string, name: string])[] = functional
  .flatMap((block) => block.trim().split('\n'))
  .map((line) => line.split('|'))
  .flatMap(([code = '', name = '', from = '', until = '']) =>
    code.length === 7 && Number(from || year) <= year && Number(until || year) >= year
      ? [[code, name] as const]
      : [],
  );

/**
 * The report of a unit as pages of a PDF: the same pages for the same number, other names and amounts for another, so
 * that nothing can be kept from one to the next. The sums of its forms are right.
 */
export function reportPages(unit: number): PdfPage[] {
  const rows = rowsOf(unit);
  const name = `云岭市第${unit + 1}事务中心`;
  const cover = page([`${name}${year}年度部门决算`, `二〇二三年度`]);
  const forms = [
    ['支出决算表', '公开03表', '本年支出合计'],
    ['一般公共预算财政拨款支出决算表', '公开05表', '小计'],
  ].flatMap(([title = '', number = '', total = '']) => formPages(title, number, total, name, rows));
  const sentences = rows
    .filter(({ code }) => code.length === 7)
    .map(
      (row) =>
        `${row.name}（项）${year}年度支出决算为${money(row.basic + row.project)}万元，其中基本支出${money(row.basic)}万元。`,
    );
  const text = Array.from({ length: pagesOfReport - 1 - 2 * pagesOfForm }, (_, number) =>
    page(
      Array.from(
        { length: sentencesOfPage },
        (_line, line) => sentences[(number * sentencesOfPage + line) % sentences.length] ?? '',
      ),
    ),
  );
  return [cover, ...forms, ...text];
}

/** Rows of a form: items of some classes with the sums of their 款 and 类, as many as fill its pages. */
function rowsOf(unit: number): Row[] {
  const rows: Row[] = [];
  const most = pagesOfForm * rowsOfPage - 1;
  const add = (code: string, name: string, basic: number, project: number): void => {
    for (const length of [3, 5]) {
      const at = rows.findIndex((row) => row.code === code.slice(0, length));
      const old = rows[at];
      if (old === undefined)
        rows.push({
          code: code.slice(0, length),
          name: `${name}等${length === 3 ? '类' : '款'}`,
          basic,
          project,
        });
      else rows[at] = { ...old, basic: old.basic + basic, project: old.project + project };
    }
    rows.push({ code, name, basic, project });
  };
  // Three rows are the most that one item adds.
  for (let i = 0; rows.length + 3 <= most; i++) {
    const [code, name] = items[(unit * 37 + i) % items.length] ?? ['', ''];
    // Steps without a common divisor with the range: amounts differ from row to row and from unit to unit.
    add(
      code,
      name,
      ((unit * 7919 + i * 104729) % 899_981) + 100,
      ((unit * 15485863 + i * 1299709) % 799_979) + 100,
    );
  }
  return rows;
}

function formPages(
  title: string,
  number: string,
  total: string,
  unit: string,
  rows: readonly Row[],
): PdfPage[] {
  const classes = rows.filter(({ code }) => code.length === 3);
  const sum = (key: 'basic' | 'project') => classes.reduce((all, row) => all + row[key], 0);
  const lines = [{ code: '', name: '合计', basic: sum('basic'), project: sum('project') }, ...rows].map(
    (row) => [row.code, row.name, money(row.basic + row.project), money(row.basic), money(row.project)],
  );
  const head = ['科目编码', '科目名称', total, '基本支出', '项目支出'];
  return Array.from({ length: Math.ceil(lines.length / rowsOfPage) }, (_, at) => {
    const part = lines.slice(at * rowsOfPage, (at + 1) * rowsOfPage);
    const texts = [head, ...part].flatMap((cells, row) =>
      cells.map(
        (text, column): PdfText => ({
          text,
          x: (columns[column] ?? 0) + 3,
          y: tableTop + row * rowHeight + 14,
          size: 9,
        }),
      ),
    );
    const caption: PdfText[] =
      at > 0
        ? []
        : [
            { text: title, x: 200, y: 50, size: 16 },
            { text: number, x: 480, y: 70 },
            { text: `部门：${unit}`, x: 50, y: 90 },
            { text: '单位：万元', x: 480, y: 90 },
          ];
    const ys = Array.from({ length: part.length + 2 }, (_line, row) => tableTop + row * rowHeight);
    return { texts: [...caption, ...texts.filter(({ text }) => text !== '')], boxes: gridBoxes(columns, ys) };
  });
}

function page(lines: readonly string[]): PdfPage {
  return { texts: lines.map((text, at) => ({ text, x: 60, y: 80 + at * 40 })) };
}

function money(hundredths: number): string {
  return (hundredths / 100).toFixed(2);
}
