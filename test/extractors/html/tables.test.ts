import { describe, expect, it } from 'vitest';
import { PipelineError } from '../../../schemas/error.ts';
import { itemsOf, readHtml, squaresOf, tableIn, tablesOf, textsOf } from './pages.ts';

describe('tables', () => {
  it('has real spans, header rows, a caption, and the footer last', async () => {
    const source = await readHtml(`<table><caption>收入决算表</caption>
      <tfoot><tr><td>注</td><td colspan=20>本表反映收入</td></tr></tfoot>
      <thead><tr><th rowspan=2>项目<th colspan=2>收入</tr><tr><th>预算<th>决算</tr></thead>
      <tbody><tr><td>合计<td>1.00<td>2.00</tr><tr><td rowspan=0>其中<td>3.00<td>4.00<tr><td>5.00<td>6.00</tbody></table>`);
    expect(textsOf(source)).toEqual(['收入决算表']);
    const [table] = tablesOf(source);
    expect(table).toMatchObject({ headerRows: 2, location: 'table 1' });
    expect(table?.cells[0]).toMatchObject({ rowSpan: 2, columnSpan: 1, location: 'table 1, row 1' });
    expect(squaresOf(table)).toEqual([
      ['项目', '收入', '收入'],
      ['项目', '预算', '决算'],
      ['合计', '1.00', '2.00'],
      ['其中', '3.00', '4.00'],
      ['其中', '5.00', '6.00'],
      ['注', '本表反映收入', '本表反映收入'],
    ]);
  });

  it('sets lines of a cell apart, and folds those of the file', async () => {
    const [row] =
      await tableIn(`<table><tr><td>一般公共<br>预算</td><td><p>甲</p><p> 乙 </p><div>丙</div></td>
      <td>政府性
         基金 and   so
         on</td><td>&nbsp;&nbsp;其中：&nbsp;</td><td>1,\u200b234.50\uFEFF</td><td><br></td></tr></table>`);
    expect(row).toEqual(['一般公共\n预算', '甲\n乙\n丙', '政府性基金 and so on', '  其中：', '1,234.50', '']);
  });

  it('keeps tables in cells, in their order among what stands beside them', async () => {
    const source = await readHtml(
      '<table><tr><td>侧栏</td><td>以下为决算表<table><tr><td>合计</td><td>1.00</td></tr></table>完</td></tr></table>',
    );
    const [outer] = tablesOf(source);
    expect(outer?.cells.map(({ text }) => text)).toEqual(['侧栏', '以下为决算表\n完']);
    const nested = outer?.cells[1]?.nested ?? [];
    expect(nested.map((item) => (item.kind === 'text' ? item.text : item.location))).toEqual([
      '以下为决算表',
      'table 2',
      '完',
    ]);
  });

  it('reads tables made of styles and of roles, with rows and cells that only browsers suppose', async () => {
    const rows = [
      ['项目', '金额'],
      ['合计', '1.00'],
    ];
    expect(
      await tableIn(`<style>.t{display:table} .t .r{display:table-row} div.r>span{display:table-cell}
        @media print{.t{display:none}}</style>
        <div class=t><div class=r><span>项目</span><span>金额</span></div><div class=r><span>合计</span><span>1.00</span></div></div>`),
    ).toEqual(rows);
    expect(
      await tableIn(`<div style="display:table-row"><p style="display:table-cell">项目</p><p style="display:table-cell">金额</p></div>
        <div style="display:table-row"><p style="display:table-cell">合计</p><p style="display:table-cell">1.00</p></div>`),
    ).toEqual(rows);
    expect(
      await tableIn(`<div role=table><div role=row><b role=columnheader>项目</b><b role=columnheader>金额</b></div>
        <div role=row><b role=cell>合计</b><b role=cell>1.00</b></div></div>`),
    ).toEqual(rows);
    expect(
      await tableIn(
        `<div style="display:grid;grid-template-columns:repeat(2, 1fr)"><i>项目</i><i>金额</i><i>合计</i><i>1.00</i></div>`,
      ),
    ).toEqual(rows);
    const flex = (texts: string[]) =>
      `<li style="display:flex">${texts.map((t) => `<span>${t}</span>`).join('')}</li>`;
    expect(await tableIn(`<ul>${[...rows, ['其中', '0.50']].map(flex).join('\n')}</ul>`)).toEqual([
      ...rows,
      ['其中', '0.50'],
    ]);
  });

  it('does not read what is not shown', async () => {
    const source =
      await readHtml(`<style>.gone{display:none} #x{visibility:hidden} td.faint{opacity:0}</style>
      <p>甲<span class=gone>1</span><span style="font-size:0">2</span><span hidden>3</span></p><p id=x>4<b style="visibility:visible">乙</b></p>
      <template><p>5</p></template><script>document.write(6)</script><noscript>7</noscript><!--[if mso]><p>8</p><![endif]-->
      <![if !mso]><p>丙</p><![endif]><p style="position:absolute;left:-9999px">9</p>
      <table><tr><td class=gone>0</td><td>科目</td><td class=faint>1.00</td></tr><tr style="display:none"><td>2</td></tr></table>`);
    expect(textsOf(source)).toEqual(['甲', '乙', '丙']);
    expect(squaresOf(tablesOf(source)[0])).toEqual([['科目', '']]);
  });

  it('tells of figures that are not shown, and loses none where boxes of no size hold others', async () => {
    const source =
      await readHtml(`<style>.tab{display:none} ul{font-size:0}</style><div class=tab>收入合计 331.61 万元，2022年</div>
      <ul>x<li>支出合计<b>12.50</b></li></ul><p style="font-size:0">1.00<b>2.00</b></p>`);
    expect(textsOf(source)).toEqual(['支出合计12.50']);
    expect(source.findings).toMatchObject([
      { code: 'hidden-content', message: '3 figures that the page does not show were not read.' },
    ]);
  });

  it('keeps marks of footnotes out of figures, and exponents of measures', async () => {
    const [row] =
      await tableIn(`<table><tr><td>1,234.56<sup>1</sup></td><td>工资<sup>[2]</sup></td><td>面积（m<sup>2</sup>）</td>
      <td>1.2×10<sup>4</sup></td><td><sup>8.00</sup></td><td>5.00<a href="#_ftn1"><span>[1]</span></a></td></tr></table>`);
    expect(row).toEqual(['1,234.56', '工资', '面积（m2）', '1.2×10^4', '8.00', '5.00']);
    expect(textsOf(await readHtml('<p>决算<sup>1</sup>数为12.5<sup>2</sup>万元</p>'))).toEqual([
      '决算[1]数为12.5万元',
    ]);
  });

  it('shows what spreadsheets write beside what fits', async () => {
    const rows =
      await tableIn(`<table><tr><td x:num="2080101">2.08E+06</td><td x:num="1234.5">1,234.50</td><td x:num="0.3">###</td></tr>
      <tr><td colspan=3 style='mso-ignore:colspan'>说明</td></tr></table>`);
    expect(rows).toEqual([
      ['2080101', '1,234.50', '0.3'],
      ['说明', '', ''],
    ]);
  });

  it('never makes a figure of one whose characters need a font of the page', async () => {
    const source = await readHtml(
      '<table><tr><td>\uE001合计</td><td>1\uE6033.4</td><td>\uE601\uE602</td></tr></table>',
    );
    expect(squaresOf(tablesOf(source)[0])).toEqual([['合计', '1\uFFFD3.4', '\uFFFD\uFFFD']]);
    expect(source.findings).toMatchObject([{ code: 'text-unusable', location: 'table 1, row 1' }]);
  });

  it('shows the values of form fields', async () => {
    const [row] = await tableIn(`<form><table><tr><td><input value="12.50"><input type=hidden value=9></td>
      <td><select><option>元<option selected>万元</select></td><td><input type=checkbox checked>是<input type=checkbox>否</td><td><textarea>无</textarea></td></tr></table></form>`);
    expect(row).toEqual(['12.50', '万元', '☑是□否', '无']);
  });
});

describe('pages that nobody means', () => {
  it.each([
    ['a million elements within each other', '<div>'.repeat(1_000_000)],
    ['tables within tables', '<table><tr><td>'.repeat(100_000)],
    ['a column for everything', `<table><tr>${'<td colspan=1000>1'.repeat(1000)}</table>`],
  ])('refuses %s', async (_, page) => {
    await expect(readHtml(`${page}合计`)).rejects.toThrow(PipelineError);
    await expect(readHtml(`${page}合计`)).rejects.toMatchObject({ code: 'content-limit' });
  });

  it.each([
    [
      'entities of its own',
      '<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><html><p>合计&b;</html>',
      '合计&b;',
    ],
    ['nothing closed', `${'<p><b><i>甲<table><tr><td>1<ul><li>乙<span>'.repeat(500)}`, '甲'],
    [
      'spans without end',
      '<table>合计<tr><td rowspan=65534 colspan=1000>1<td rowspan=99999 colspan=99999>2',
      '合计',
    ],
  ])('reads one with %s', async (_, page, expected) => {
    const texts = textsOf(await readHtml(page)).join('');
    expect(texts).toContain(expected.slice(0, 1));
    expect(itemsOf(await readHtml(page)).length).toBeGreaterThan(0);
  });
});
