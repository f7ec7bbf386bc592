/** Other wordings and places of what stands over a table: titles, marks, unit lines, headers. */
import type { Line } from './order.ts';
import type { Random } from './random.ts';

/** Titles with other titles of the same table. */
const titles: Readonly<Record<string, readonly string[]>> = {
  收入支出决算总表: ['部门收入支出决算总表', '收支决算总表', '部门收支决算总表', '收入支出决算总表（公开）'],
  部门收入支出决算总表: ['收入支出决算总表', '部门收支决算总表', '收支决算总表'],
  收入决算表: ['部门收入决算表', '收入决算总表', '收入决算表（公开）'],
  支出决算表: ['部门支出决算表', '支出决算总表', '支出决算表（公开）'],
  财政拨款收入支出决算总表: ['财政拨款收支决算总表', '部门财政拨款收入支出决算总表'],
  财政拨款收支决算总表: ['财政拨款收入支出决算总表', '部门财政拨款收支决算总表'],
  一般公共预算财政拨款支出决算表: ['一般公共预算支出决算表', '一般公共预算财政拨款支出决算表（公开）'],
  一般公共预算财政拨款基本支出决算明细表: [
    '一般公共预算财政拨款基本支出决算表',
    '一般公共预算基本支出决算表',
  ],
  一般公共预算财政拨款基本支出决算表: [
    '一般公共预算财政拨款基本支出决算明细表',
    '一般公共预算基本支出决算表',
  ],
  '一般公共预算财政拨款“三公”经费支出决算表': [
    '“三公”经费支出决算表',
    '财政拨款“三公”经费支出决算表',
    '一般公共预算“三公”经费支出决算表',
  ],
  政府性基金预算财政拨款收入支出决算表: ['政府性基金预算收入支出决算表', '政府性基金预算财政拨款收支决算表'],
  政府性基金预算财政拨款收支决算表: ['政府性基金预算财政拨款收入支出决算表', '政府性基金预算收支决算表'],
  国有资本经营预算财政拨款支出决算表: ['国有资本经营预算支出决算表'],
};

/** Rewrites titles that stand alone on a line. */
export function rewordTitles(lines: readonly Line[], random: Random): Line[] {
  return lines.map((line) => {
    const others = titles[line.text.trim()];
    return others ? { ...line, text: random.pick(others) } : line;
  });
}

const headers: readonly (readonly [from: RegExp, to: readonly string[]])[] = [
  [
    /^(?:经济分类|功能分类) ?科目编码$/u,
    ['功能分类科目编码', '支出功能分类科目编码', '科目编码', '科目代码'],
  ],
  [/^科目名称$/u, ['科目名称', '科目（单位）名称', '功能分类科目名称']],
  [/^公务用车 ?购置 ?费$/u, ['公务用车购置费', '公务用车 购置费', '购置费']],
  [/^公务用车 ?运行 ?费$/u, ['公务用车运行费', '公务用车运行维护费', '公务用车 运行费']],
  [/^公务用车购置及运行费$/u, ['公务用车购置及运行费', '公务用车购置及运行维护费', '公务用车购置和运行费']],
  [/^因公出国 \(境\) 费$/u, ['因公出国（境）费', '因公出国(境)费用', '因公出国（境）费用']],
  [/^公务 ?接待费$/u, ['公务接待费', '公务 接待费']],
  [/^项 ?目$/u, ['项目', '项  目', '项    目']],
  [/^行次$/u, ['行次', '行 次']],
  [/^收 ?入$/u, ['收入', '收  入', '收     入']],
  [/^支 ?出$/u, ['支出', '支  出', '支     出']],
];

/** Other words in the header rows of the forms; a table's equal headers are changed alike. */
export function rewordHeaders(lines: readonly Line[], random: Random): Line[] {
  const chosen = new Map<RegExp, string>();
  return lines.map((line) => {
    if (!/\t/u.test(line.text) || /\uE000|\d\.\d|：/u.test(line.text)) return line;
    const text = line.text
      .split('\t')
      .map((cell) => {
        const found = headers.find(([from]) => from.test(cell));
        if (!found) return cell;
        const [from, to] = found;
        const economic = /经济/u.test(cell);
        const word = chosen.get(from) ?? random.pick(to);
        chosen.set(from, word);
        return economic ? '经济分类科目编码' : word;
      })
      .join('\t');
    return { ...line, text };
  });
}

/** Marks (公开01表) in another style, or none. */
export function restyleMarks(lines: readonly Line[], random: Random): Line[] {
  const style = random.pick(['公开 N 表', '公开N表', '公开表N', '附表D', '附件D', '', '表D']);
  return lines.map((line) => ({
    ...line,
    text: line.text.replace(/公开 ?0([1-9]) ?表/gu, (_all, digit: string) =>
      style.replace('N', `0${digit}`).replace('D', digit),
    ),
  }));
}

/** Unit lines in another wording; `万元` is replaced later by the variant's unit. */
export function restyleUnits(lines: readonly Line[], random: Random): Line[] {
  const word = random.pick([
    '单位：万元',
    '金额单位：万元',
    '（单位：万元）',
    '单位:万元',
    '金额单位:万元',
    '单位： 万元',
  ]);
  return lines.map((line) => ({ ...line, text: line.text.replace(/(?:金额)?单位：万元/gu, word) }));
}

const caption = /^(?:部门： ?|公开|附表|附件\d|表\d|\d{4}年度$|（?(?:金额)?单位)/u;

/** The lines between a title and its table (部门, year, mark, unit) in another order, some joined on one line. */
export function moveCaptions(lines: readonly Line[], random: Random): Line[] {
  const out: Line[] = [];
  let run: Line[] = [];
  const flush = (): void => {
    const full = run.filter((line) => line.text.trim() !== '');
    if (full.length >= 2) {
      const mixed = random.shuffle(full);
      const texts = random.chance(50)
        ? [mixed.map((line) => line.text.trim()).join('    ')]
        : mixed.map((line) => line.text);
      out.push({ text: '', source: 0 }, ...texts.map((text) => ({ text, source: mixed[0]?.source ?? 0 })), {
        text: '',
        source: 0,
      });
    } else out.push(...run);
    run = [];
  };
  for (const line of lines) {
    const blank = line.text.trim() === '';
    if (!line.text.includes('\t') && (blank || caption.test(line.text))) run.push(line);
    else {
      flush();
      out.push(line);
    }
  }
  flush();
  return out;
}
