import CFB from 'cfb';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { cell, makeDocx, para, row, run, table } from '../../make-docx.ts';
import { items, outline, readBytes } from './read.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const rels = (inner: string): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;

/** A workbook of two sheets. @param view what stands behind the list of sheets */
function workbook(view: string): Uint8Array {
  const text = (place: string, value: string) => `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const sheet = (name: string) =>
    `<worksheet xmlns="${main}"><sheetData><row r="1">${text('A1', name)}${text('B1', '金额')}</row><row r="2">${text('A2', '合计')}<c r="B2"><v>12.5</v></c></row><row r="3">${text('A3', '草稿')}</row></sheetData><mergeCells count="1"><mergeCell ref="A3:B3"/></mergeCells></worksheet>`;
  const files = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    '_rels/.rels': rels(`<Relationship Id="r" Type="${relations}/officeDocument" Target="xl/workbook.xml"/>`),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><bookViews>${view.includes('activeTab') ? `<workbookView ${view}/>` : '<workbookView/>'}</bookViews><sheets><sheet name="甲" sheetId="1" r:id="r1"/><sheet name="乙" sheetId="2" r:id="r2"/></sheets>${view.startsWith('<') ? view : ''}</workbook>`,
    'xl/_rels/workbook.xml.rels': rels(
      [1, 2]
        .map((n) => `<Relationship Id="r${n}" Type="${relations}/worksheet" Target="worksheets/s${n}.xml"/>`)
        .join(''),
    ),
    'xl/worksheets/s1.xml': sheet('甲项'),
    'xl/worksheets/s2.xml': sheet('乙项'),
  };
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([name, content]) => [name, strToU8(content)])),
  );
}

const object = (id: string, more = 'ProgID="Excel.Sheet.12" DrawAspect="Content"'): string =>
  `<w:r><w:object><v:shape style="width:60pt;height:30pt"><v:imagedata r:id="rId9"/></v:shape><o:OLEObject Type="Embed" ${more} r:id="${id}"/></w:object></w:r>`;
const partsWith = (bytes: Uint8Array, name = 'sheet.xlsx', type = 'package') => ({
  relationships: { rId5: `${type} embeddings/${name}`, rId9: 'image media/a.emf' },
  files: { [`word/embeddings/${name}`]: bytes, 'word/media/a.emf': Uint8Array.from([1]) },
});

describe('a workbook embedded in a DOCX', () => {
  it('is a table where it stands: what its place shows of the sheet that was open', async () => {
    const body = table([row([cell('前')])]) + para(run('见下') + object('rId5')) + table([row([cell('后')])]);
    const read = await items(body, partsWith(workbook('<oleSize ref="A1:B2"/>')));
    expect(read.map((item) => (item.kind === 'text' ? item.text : item.location))).toEqual([
      ...['table 1', '见下', 'table 2', 'table 3'],
    ]);
    const [, , embedded] = read;
    if (embedded?.kind !== 'table') throw new Error('no table');
    expect(outline(embedded)).toEqual(['0,0 1×1 甲项', '0,1 1×1 金额', '1,0 1×1 合计', '1,1 1×1 12.5']);
    expect(embedded.cells[3]?.location).toBe('table 2, row 2');
    const [second] = await items(para(object('rId5')), partsWith(workbook('activeTab="1"')));
    if (second?.kind !== 'text' || second.text !== '') throw new Error('no paragraph');
  });

  it('is the sheet that was open, all of it where nothing says how much', async () => {
    const [, embedded] = await items(para(object('rId5')), partsWith(workbook('activeTab="1"')));
    if (embedded?.kind !== 'table') throw new Error('no table');
    expect(outline(embedded)).toEqual([
      ...['0,0 1×1 乙项', '0,1 1×1 金额', '1,0 1×1 合计', '1,1 1×1 12.5', '2,0 1×2 草稿'],
    ]);
  });

  it('is found in a compound file too', async () => {
    const file = CFB.utils.cfb_new();
    CFB.utils.cfb_add(file, '/Package', workbook('<oleSize ref="A1:A1"/>'));
    const bytes = new Uint8Array(CFB.write(file, { type: 'buffer' }) as Buffer);
    const [, embedded] = await items(para(object('rId5')), partsWith(bytes, 'oleObject1.bin', 'oleObject'));
    expect(embedded).toMatchObject({ kind: 'table', cells: [{ text: '甲项' }] });
  });

  it.each([
    ['cannot be read', workbook('').slice(0, 200), undefined],
    ['is no workbook', strToU8('PK'), undefined],
    ['is shown as an icon', workbook(''), 'ProgID="Excel.Sheet.12" DrawAspect="Icon"'],
  ])('keeps its picture where it %s, and says so', async (_, bytes, more) => {
    const { pages, findings } = await readBytes(makeDocx(para(object('rId5', more)), partsWith(bytes)));
    expect(pages[0]?.content).toMatchObject({ items: [{ text: '\uFFFC' }] });
    expect(findings).toMatchObject([{ code: 'content-left-out', location: 'paragraph 1' }]);
  });

  it('is not missed where the object is a formula', async () => {
    const body = para(object('rId7', 'ProgID="Equation.3" DrawAspect="Content"'));
    expect((await readBytes(makeDocx(body, partsWith(workbook(''))))).findings).toEqual([]);
  });
});
