import { describe, expect, it } from 'vitest';
import { para, run } from '../../make-docx.ts';
import { items, onlyText, texts } from './read.ts';

const instruction = (code: string): string =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${code}</w:instrText></w:r>`;
const separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>';
const end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>';

describe('text of a DOCX', () => {
  it('is put together over runs, with tabs, breaks and hyphens as they are seen', async () => {
    const inner = `${run('一、')}<w:r><w:tab/><w:t>收入</w:t><w:br/><w:t>支出 </w:t><w:noBreakHyphen/><w:softHyphen/></w:r>${run('12.30')}`;
    expect(await texts(para(inner))).toEqual(['一、\t收入\n支出-12.30']);
  });

  it('has its place, and empty paragraphs between', async () => {
    expect(await items(para('甲') + para('') + para('乙'))).toEqual([
      { kind: 'text', text: '甲', location: 'paragraph 1', heading: null },
      { kind: 'text', text: '', location: 'paragraph 2', heading: null },
      { kind: 'text', text: '乙', location: 'paragraph 3', heading: null },
    ]);
  });

  it('is read through links, tags and content controls', async () => {
    const body =
      `<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>${para('甲')}` +
      `${para(`<w:sdt><w:sdtPr/><w:sdtContent>${run('乙')}</w:sdtContent></w:sdt><w:smartTag><w:hyperlink>${run('丙')}</w:hyperlink></w:smartTag>`)}</w:sdtContent></w:sdt>` +
      `<w:customXml>${para(`<w:bookmarkStart w:id="1" w:name="a"/>${run('丁')}<w:bookmarkEnd w:id="1"/>`)}</w:customXml>`;
    expect(await texts(body)).toEqual(['甲', '乙丙', '丁']);
  });

  it('is what stands once changes are accepted', async () => {
    const moved = `<w:moveFrom>${run('旧处')}</w:moveFrom><w:moveTo>${run('新处')}</w:moveTo>`;
    const changed = `${run('支出')}<w:ins>${run('120.50')}</w:ins><w:del><w:r><w:delText>99.00</w:delText></w:r>${run('98.00')}</w:del>${run('万元')}`;
    expect(await texts(para(changed) + para(moved))).toEqual(['支出120.50万元', '新处']);
    expect(await texts(para(changed, '<w:rPr><w:del/></w:rPr>') + para('，增长'))).toEqual([
      '支出120.50万元，增长',
    ]);
    const formerly = '<w:pPrChange><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>';
    expect(await onlyText(para('甲', formerly))).toMatchObject({ heading: null });
  });

  it('has the results of fields and not their codes, over paragraphs too', async () => {
    const nested = `${instruction(' IF ')}${instruction(' PAGE ')}${separate}${run('7')}${end}${separate}${run('合计 8')}${end}`;
    expect(await texts(para(nested))).toEqual(['合计 8']);
    expect(await texts(para(`<w:fldSimple w:instr=" DATE ">${run('2022年')}</w:fldSimple>`))).toEqual([
      '2022年',
    ]);
    const contents =
      para(`${instruction(' TOC ')}${separate}${run('第一部分')}`) +
      para('第二部分') +
      para(`${run('3')}${end}`);
    expect(await texts(contents + para('正文'))).toEqual(['第一部分', '第二部分', '3', '正文']);
    expect(await texts(para(`${run('甲')}${instruction(' X ')}${run('不见')}`) + para('乙'))).toEqual([
      '甲',
      '乙',
    ]);
  });

  it('shows boxes that are ticked and entries that are chosen', async () => {
    const field = (data: string) =>
      `<w:r><w:fldChar w:fldCharType="begin"><w:ffData>${data}</w:ffData></w:fldChar></w:r>${end}`;
    const box = field('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>');
    const list = field(
      '<w:ddList><w:result w:val="1"/><w:listEntry w:val="良"/><w:listEntry w:val="优"/></w:ddList>',
    );
    expect(await texts(para(`${box}${run('是')}${list}`))).toEqual(['☑是优']);
  });

  it('that is hidden is not read', async () => {
    const styles =
      '<w:style w:type="character" w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>' +
      '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="c"/></w:style>' +
      '<w:style w:type="paragraph" w:styleId="c"><w:basedOn w:val="b"/><w:rPr><w:vanish/></w:rPr></w:style>';
    const hidden = run('1', '<w:vanish/>') + run('2', '<w:rStyle w:val="a"/>');
    const shown = run('3', '<w:vanish w:val="0"/><w:rStyle w:val="a"/>') + run('4', '<w:webHidden/>');
    expect(await texts(para(hidden + shown), { styles })).toEqual(['34']);
    const inStyle = run('5') + run('6', '<w:rStyle w:val="a"/>') + run('7', '<w:vanish w:val="false"/>');
    expect(await texts(para(inStyle, '<w:pStyle w:val="b"/>'), { styles })).toEqual(['67']);
  });

  it('has notes at its end and no mark of theirs in it', async () => {
    const footnotes = `<w:footnote w:type="separator" w:id="-1">${para('线')}</w:footnote><w:footnote w:id="2">${para(`<w:r><w:footnoteRef/><w:tab/></w:r>${run('含结转。')}`)}</w:footnote>`;
    const endnotes = `<w:endnote w:id="2">${para('尾注。')}</w:endnote>`;
    const inner = `<w:r><w:t>12.50</w:t><w:endnoteReference w:id="2"/><w:footnoteReference w:id="2"/></w:r>${run('万元')}`;
    expect(await texts(para(inner) + para('后文'), { footnotes, endnotes })).toEqual([
      '12.50万元',
      '后文',
      '含结转。',
      '尾注。',
    ]);
  });

  it('has signs of symbol fonts as what they show', async () => {
    const signs = `<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Symbol" w:char="F0B3"/></w:r>${run('\uf0b1\uf035', '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>')}`;
    expect(await texts(para(`${signs}${run('%')}`))).toEqual(['☑≥±5%']);
  });

  it('has raised numbers as what they are, no digits of the figure before them', async () => {
    const raised = (text: string) => run(text, '<w:vertAlign w:val="superscript"/>');
    expect(
      await texts(
        para(`${run('12.50')}${raised('1')}${run('，m')}${raised('2')}${raised('[3]')}${raised('th')}`),
      ),
    ).toEqual(['12.50¹，m²³th']);
  });

  it('has the base of hanzi with readings over them, and characters of formulas', async () => {
    const ruby = `<w:r><w:ruby><w:rt>${run('jué')}</w:rt><w:rubyBase>${run('决')}</w:rubyBase></w:ruby></w:r>`;
    const formula = '<m:oMathPara><m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath></m:oMathPara>';
    expect(await texts(para(`${ruby}${run('算')}${formula}`))).toEqual(['决算x+1']);
  });

  it('has dots where a tab leads to a page number, as in lists of contents', async () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="toc 2"/></w:style>' +
      '<w:style w:type="paragraph" w:styleId="u"><w:pPr><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8000"/></w:tabs></w:pPr></w:style>';
    const inner = '<w:r><w:t>一、</w:t><w:tab/><w:t>职责</w:t><w:tab/><w:t>3</w:t></w:r>';
    const stops =
      '<w:tabs><w:tab w:val="right" w:pos="9000"/><w:tab w:val="left" w:leader="dot" w:pos="400"/></w:tabs>';
    const kinds = ['<w:pStyle w:val="t"/>', '<w:pStyle w:val="u"/>', stops, ''];
    expect(await texts(kinds.map((kind) => para(inner, kind)).join(''), { styles })).toEqual([
      ...['一、 职责……3', '一、 职责……3', '一、\t职责\t3', '一、\t职责\t3'],
    ]);
  });

  it('keeps white space only where it is said to', async () => {
    expect(
      await texts(para('<w:r><w:t>  甲 </w:t></w:r><w:r><w:t xml:space="preserve"> 乙</w:t></w:r>')),
    ).toEqual(['甲 乙']);
  });

  it('is the same in a strict document', async () => {
    expect(await texts(para('甲') + para('乙', '<w:outlineLvl w:val="1"/>'), { isStrict: true })).toEqual([
      '甲',
      '乙',
    ]);
  });

  it('is told as a heading by its level, its style, or the style it is based on', async () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>' +
      '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 2"/></w:style>' +
      '<w:style w:type="paragraph" w:styleId="3"><w:basedOn w:val="4"/></w:style>' +
      '<w:style w:type="paragraph" w:styleId="4"><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>' +
      '<w:style w:type="paragraph" w:styleId="5"><w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>' +
      '<w:style w:type="paragraph" w:default="1" w:styleId="6"><w:name w:val="Normal"/></w:style>';
    const styled = ['1', '2', '3', '5', '6'].map((id) => para('甲', `<w:pStyle w:val="${id}"/>`)).join('');
    const direct = para('甲', '<w:pStyle w:val="1"/><w:outlineLvl w:val="4"/>') + para('甲');
    const found = await items(styled + direct, { styles });
    expect(found.map((item) => item.kind === 'text' && item.heading)).toEqual([1, 2, 3, null, null, 5, null]);
  });
});
