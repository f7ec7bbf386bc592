/**
 * An independent look at a variant: reads its bytes again and asks whether every figure of its truth stands in the
 * text, and whether the truth's own accounts balance (but for the one planted contradiction). Knows nothing of how the
 * variant was made.
 */
import type { Truth, TruthField } from './truth.ts';

/** What is wrong with a variant, one sentence each; empty for a good one. */
export function checkVariant(bytes: Uint8Array, truth: Truth): string[] {
  const text = plain(decode(bytes));
  const problems: string[] = [];
  if (!text.includes(plain(truth.entity))) problems.push(`entity ${truth.entity} is not in the text`);
  if (!text.includes(`${truth.fiscal_year}年`)) problems.push(`year ${truth.fiscal_year} is not in the text`);
  if (text.includes('\uE000')) problems.push('a mark was left in the text');
  const figures = new Set(text.match(/\d+(?:\.\d+)?/gu) ?? []);
  for (const field of truth.fields)
    if (field.state === 'printed' && !field.blank && !figures.has(field.value ?? ''))
      problems.push(
        `${field.table} ${field.row_code || field.row_label} ${field.column}: ${field.value} is not in the text`,
      );
  for (const fact of truth.narrative)
    if (!figures.has(fact.value.replace('-', '')))
      problems.push(`${fact.row_label} ${fact.column}: ${fact.value} is not in the text`);
  problems.push(...facesOfFacts(text, truth));
  if (!truth.planted_errors.some((error) => /^gk/u.test(error.kind))) problems.push(...balance(truth));
  return problems;
}

/** Text of the bytes, by its byte order mark or else as UTF-8 where it is valid, as GB18030 where not. */
export function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[ \t\u3000]+/gu, ' ')
    .replace(/(?<=\d),(?=\d{3}(?!\d))/gu, '');

/** Every fact's figure must stand before its unit, and its direction must be worded as its sign says. */
function facesOfFacts(text: string, truth: Truth): string[] {
  const joined = text.replace(/\s+/gu, '');
  return truth.narrative.flatMap((fact) => {
    const digits = fact.value.replace('-', '').replace('.', '\\.');
    const unit = fact.column === '数量' ? '' : fact.unit === '万元' ? '余?万元' : fact.unit;
    if (!new RegExp(`(?<![\\d.])${digits}${unit}`, 'u').test(joined))
      return [`${fact.row_label} ${fact.column}: no ${fact.value}${fact.unit}`];
    if (fact.column !== '增减额' && fact.column !== '增减率') return [];
    if (fact.row_label === '预算调整数') return [];
    const verbs = fact.value.startsWith('-')
      ? '减少|下降|降低|降幅'
      : '增加|增长|上升|增幅|扶贫工作队员生活|缴费';
    const worded = new RegExp(`(?:${verbs})(?:了|为)?${digits}${unit}`, 'u').test(joined);
    return worded || fact.optional
      ? []
      : [`${fact.row_label} ${fact.column}: ${fact.value} has not its verb`];
  });
}

const units = (value: string | null): { whole: bigint; places: number } => {
  const text = value ?? '0';
  const places = text.split('.')[1]?.length ?? 0;
  return { whole: BigInt(text.replace('.', '') || '0'), places };
};

/** Identities over printed cells: sums of codes, rows, sides, and the totals that several forms share. */
function balance(truth: Truth): string[] {
  const given = truth.fields.filter((field) => !field.blank && field.value !== null && field.value !== '');
  const cell = (table: string, row: string, column: string): TruthField | undefined =>
    given.find((f) => f.table === table && (f.row_code || f.row_label) === row && f.column === column);
  const problems: string[] = [];
  const expectSum = (name: string, total: TruthField | undefined, parts: readonly TruthField[]): void => {
    if (!total || parts.length === 0) return;
    const all = [total, ...parts].map((field) => units(field.value));
    const places = Math.max(...all.map((one) => one.places));
    const [sum = 0n, ...rest] = all.map((one) => one.whole * 10n ** BigInt(places - one.places));
    const off = sum - rest.reduce((a, b) => a + b, 0n);
    const allowed = BigInt(1 + rest.filter((one) => one !== 0n).length); // half a unit each, in halves
    if ((off < 0n ? -off : off) * 2n > allowed) problems.push(`${name} is off by ${off}e-${places}`);
  };
  for (const table of ['gk02', 'gk03', 'gk05', 'gk06']) {
    const rows = given.filter(
      (field) => field.table === table && field.row_code !== '' && field.state === 'printed',
    );
    for (const column of new Set(rows.map((field) => field.column))) {
      const inColumn = rows.filter((field) => field.column === column);
      for (const total of inColumn) {
        const digits = total.row_code.length + 2;
        const parts = inColumn.filter(
          (f) => f.row_code.startsWith(total.row_code) && f.row_code.length === digits,
        );
        expectSum(`${table} ${total.row_code} ${column}`, total, parts);
      }
      if (table !== 'gk06')
        expectSum(
          `${table} 合计 ${column}`,
          cell(table, '合计', column),
          inColumn.filter((f) => f.row_code.length === 3),
        );
    }
  }
  const at = (table: string, rows: readonly string[], column: string): TruthField[] =>
    rows.flatMap((row) => cell(table, row, column) ?? []);
  expectSum(
    'gk06 人员经费合计',
    cell('gk06', '人员经费合计', '决算数'),
    at('gk06', ['301', '303'], '决算数'),
  );
  expectSum(
    'gk06 公用经费合计',
    cell('gk06', '公用经费合计', '决算数'),
    at('gk06', ['302', '310'], '决算数'),
  );
  for (const [table, totals] of [
    ['gk03', ['本年支出合计', '基本支出', '项目支出']],
    ['gk05', ['本年支出/小计', '本年支出/基本支出', '本年支出/项目支出']],
  ] as const) {
    const [total, ...parts] = totals;
    for (const row of new Set(given.filter((f) => f.table === table).map((f) => f.row_code || f.row_label)))
      expectSum(
        `${table} ${row}`,
        cell(table, row, total),
        parts.flatMap((part) => cell(table, row, part) ?? []),
      );
  }
  const equal = (name: string, a: TruthField | undefined, b: TruthField | undefined): void => {
    if (a && b && a.amount_cny !== b.amount_cny) problems.push(`${name}: ${a.value} and ${b.value}`);
  };
  equal('gk01 总计', cell('gk01', '总计', '收入/金额'), cell('gk01', '总计', '支出/金额'));
  equal('gk01 = gk02', cell('gk01', '本年收入合计', '收入/金额'), cell('gk02', '合计', '本年收入合计'));
  equal('gk01 = gk03', cell('gk01', '本年支出合计', '支出/金额'), cell('gk03', '合计', '本年支出合计'));
  equal(
    'gk04 = gk05',
    cell('gk04', '本年支出合计', '支出/一般公共预算财政拨款'),
    cell('gk05', '合计', '本年支出/小计'),
  );
  for (const half of ['预算数', '决算数']) {
    const one = (name: string): TruthField[] => at('gk07', [''], `${half}/${name}`);
    const cars = '公务用车购置及运行费';
    expectSum(`gk07 ${half}`, one('合计')[0], [
      ...one('因公出国（境）费'),
      ...one(`${cars}/小计`),
      ...one('公务接待费'),
    ]);
    expectSum(`gk07 ${half} ${cars}`, one(`${cars}/小计`)[0], [
      ...one(`${cars}/公务用车购置费`),
      ...one(`${cars}/公务用车运行费`),
    ]);
  }
  return problems;
}
