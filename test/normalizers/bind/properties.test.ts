import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindAll, forms, keyOf, tableOf } from './table-builder.ts';

const labels = [
  '合计',
  '教育支出',
  '一、其他收入',
  '公务接待费',
  '30201',
  '208',
  '栏次',
  '总计',
  '无',
  '—',
  '',
  '1',
  '7',
];
const headers = [
  '项目',
  '科目编码',
  '科目名称',
  '行次',
  '金额',
  '收入',
  '支出',
  '合计',
  '决算数',
  '预算数',
  '小计',
  '基本支出',
  '本年收入',
  '分值',
  '得分',
  '三级指标',
  '其他',
  '',
];

/** A grid of any texts; every figure with a decimal point stands in it once. */
const anyTable = fc
  .record({
    title: fc.constantFrom(null, '基本情况表', ...forms.map(({ title }) => title)),
    header: fc.integer({ min: 0, max: 3 }),
    grid: fc
      .integer({ min: 1, max: 8 })
      .chain((columns) =>
        fc.array(
          fc.array(
            fc.oneof(
              fc.constantFrom(...labels),
              fc.constantFrom(...headers),
              fc.constant('figure'),
              fc.constant('figure'),
            ),
            { minLength: columns, maxLength: columns },
          ),
          { minLength: 1, maxLength: 9 },
        ),
      ),
  })
  .map(({ title, header, grid }) => {
    let figures = 0;
    const headerRows = Math.min(header, grid.length);
    const text = grid
      .map((row, i) =>
        row.map((cell) => (cell !== 'figure' ? cell : i < headerRows ? '其他' : `${++figures}.5`)).join('|'),
      )
      .join('\n');
    return {
      table: tableOf(`${text}\n`, { title, header: headerRows }),
      figures,
      isBlank: text.trim() === '',
    };
  })
  // the builder trims empty lines at the ends of the text
  .filter(({ table, isBlank }) => !isBlank && table.rows >= table.headerRows);

describe('any grid under any title', () => {
  it('gives every figure exactly one field, and no cell two', () => {
    fc.assert(
      fc.property(anyTable, ({ table, figures }) => {
        const { fields, tables } = bindAll([table]);
        // of a table of no known form, what is a label and what a value was settled before
        const isKnown = tables[0]?.form !== table.id;
        const meant = table.cells.filter(
          ({ text, role, row }) =>
            text.endsWith('.5') && row >= table.headerRows && (isKnown || role === 'value'),
        );
        expect(isKnown ? meant.length : figures).toBe(figures);
        const told = fields.flatMap(({ raw }) => (raw.endsWith('.5') ? [raw] : []));
        expect([...told].sort()).toEqual(meant.map(({ text }) => text).sort());
        const places = fields.map(({ row, column }) => `${row}:${column}`);
        expect(new Set(places).size).toBe(places.length);
      }),
      { numRuns: 1500 },
    );
  });

  it('gives a table of no known form a field for every value cell', () => {
    fc.assert(
      fc.property(anyTable, ({ table }) => {
        const { fields, tables } = bindAll([{ ...table, title: null }]);
        if (tables[0]?.form !== table.id) return;
        const values = table.cells.filter(({ role }) => role === 'value');
        expect(fields).toHaveLength(values.length);
      }),
    );
  });

  it('has no two fields of one key', () => {
    fc.assert(
      fc.property(anyTable, ({ table }) => {
        const keys = bindAll([table]).fields.map(
          ({ part, form, rowCode, rowLabel, measure, occurrence }) =>
            `${part}|${form}|${rowCode}|${rowLabel}|${measure}|${occurrence}`,
        );
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});

const codeForms = forms.filter(({ layout, columns }) => layout === 'code-rows' && columns.length > 3);
const rows = [
  ['', '合计'],
  ['205', '教育支出'],
  ['20502', '普通教育'],
  ['2050202', '小学教育'],
  ['208', '社会保障和就业支出'],
  ['20805', '行政事业单位养老支出'],
  ['2080505', '机关事业单位基本养老保险缴费支出'],
] as const;

describe('accounts of codes', () => {
  it('say the same in whatever order columns stand, with line numbers, remarks or without', () => {
    const accounts = fc.constantFrom(...codeForms).chain((form) =>
      fc.record({
        form: fc.constant(form),
        amounts: fc.array(
          fc.array(fc.integer({ min: 0, max: 99_999 }), {
            minLength: form.columns.length,
            maxLength: form.columns.length,
          }),
          { minLength: rows.length, maxLength: rows.length },
        ),
        order: fc.shuffledSubarray(
          Array.from({ length: form.columns.length }, (_, i) => i),
          { minLength: form.columns.length },
        ),
        hasLines: fc.boolean(),
        hasRemarks: fc.boolean(),
        variant: fc.nat(),
      }),
    );
    fc.assert(
      fc.property(accounts, ({ form, amounts, order, hasLines, hasRemarks, variant }) => {
        const amount = (row: number, column: number) => `${(amounts[row]?.[column] ?? 0) / 4}`;
        const headerOf = (column: number) => {
          const definition = form.columns[column];
          const wordings = [definition?.measure ?? '', ...(definition?.variants ?? [])];
          // one wording for all: 小计 beside 合计 names two columns
          return wordings[variant % 2] ?? wordings[0] ?? '';
        };
        const depth = Math.max(...order.map((column) => headerOf(column).split('/').length));
        const head = Array.from({ length: depth }, (_, line) =>
          [
            ...(hasLines ? [line === 0 ? '行次' : '^'] : []),
            line === 0 ? '科目编码' : '^',
            line === 0 ? '科目名称' : '^',
            ...order.map((column) => headerOf(column).split('/')[line] ?? '^'),
            ...(hasRemarks ? [line === 0 ? '备注' : '^'] : []),
          ].join('|'),
        );
        const body = rows.map(([code, label], row) =>
          [
            ...(hasLines ? [`${row + 1}`] : []),
            code,
            label,
            ...order.map((column) => amount(row, column)),
            ...(hasRemarks ? [''] : []),
          ].join('|'),
        );
        const table = tableOf([...head, ...body].join('\n'), { title: form.title, header: depth });
        const told = bindAll([table]).fields.filter(({ measure }) => measure !== '备注');
        const meant = rows.flatMap(([code, label], row) =>
          form.columns.map(
            ({ measure }, column) => `${form.id}|${code}|${label}|${measure}=${amount(row, column)}`,
          ),
        );
        expect(told.map(keyOf).sort()).toEqual(meant.sort());
      }),
      { numRuns: 300 },
    );
  });
});
