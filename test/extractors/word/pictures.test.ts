import { describe, expect, it } from 'vitest';
import { cell, makeDocx, para, row, run, table } from '../../make-docx.ts';
import { onlyTable, onlyText, readBytes, texts } from './read.ts';

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);
const emf = Uint8Array.from([1, 0, 0, 0, 9]);
const parts = {
  relationships: {
    rId5: 'image media/image1.png',
    rId6: 'image /word/media/image2.emf',
    rId7: '!image http://127.0.0.1:9/x.png',
    rId8: 'image media/gone.png',
  },
  files: { 'word/media/image1.png': png, 'word/media/image2.emf': emf },
};
const drawing = (inner: string, kind = 'inline'): string =>
  `<w:r><w:drawing><wp:${kind}><wp:extent cx="1270000" cy="254000"/><wp:docPr id="1" name="x"/><a:graphic><a:graphicData>${inner}</a:graphicData></a:graphic></wp:${kind}></w:drawing></w:r>`;
const picture = (blip: string): string => `<pic:pic><pic:blipFill><a:blip ${blip}/></pic:blipFill></pic:pic>`;
const box = (inner: string): string =>
  `<wps:wsp><wps:txbx><w:txbxContent>${inner}</w:txbxContent></wps:txbx></wps:wsp>`;
const vml = (inner: string): string =>
  `<w:r><w:pict><v:shape style="width:60pt;height:1.5in">${inner}</v:shape></w:pict></w:r>`;

describe('pictures of a DOCX', () => {
  it('stand in the text as marks, with their bytes and size', async () => {
    const inline =
      run('图') + drawing(picture('r:embed="rId5"')) + drawing(picture('r:embed="rId6"'), 'anchor');
    expect(await onlyText(para(inline), parts)).toMatchObject({
      text: '图\uFFFC\uFFFC',
      pictures: [
        { bytes: png, width: 100, height: 20 },
        { bytes: emf, width: 100, height: 20 },
      ],
    });
  });

  it('stand in cells, of VML and of embedded objects too', async () => {
    const object =
      '<w:r><w:object><v:shape style="width:60pt;height:30pt"><v:imagedata r:id="rId6"/></v:shape><o:OLEObject r:id="rId9"/></w:object></w:r>';
    const inner = para(run('甲') + vml('<v:imagedata r:id="rId5"/>')) + para(object);
    const { cells } = await onlyTable(table([row([cell(inner)])]), parts);
    expect(cells[0]).toMatchObject({
      text: '甲\uFFFC\n\uFFFC',
      pictures: [
        { bytes: png, width: 60, height: 108 },
        { bytes: emf, width: 60, height: 30 },
      ],
    });
  });

  it('that lie elsewhere are not fetched, nor those that are gone: their marks say so', async () => {
    const inner = drawing(picture('r:link="rId7"')) + drawing(picture('r:embed="rId8"'));
    const { text, pictures } = await onlyText(para(inner), parts);
    expect(text).toBe('\uFFFC\uFFFC');
    expect(pictures?.map(({ bytes }) => bytes.length)).toEqual([0, 0]);
  });

  it('that are damaged cost themselves', async () => {
    const bytes = Buffer.from(makeDocx(para(run('甲') + drawing(picture('r:embed="rId5"'))), parts));
    const listed = bytes.indexOf('word/media/image1.png', bytes.indexOf('PK\x01\x02'));
    bytes.writeUInt32LE(1, listed - 46 + 16);
    const source = await readBytes(bytes);
    expect(source.findings.map(({ code }) => code)).toEqual(['content-left-out']);
    expect(source.pages[0]?.content).toMatchObject({ items: [{ text: '甲\uFFFC' }] });
  });

  it('have as many marks as there are pictures, whatever the text holds', async () => {
    const read = await onlyText(para(run('\uFFFC甲') + drawing(picture('r:embed="rId5"'))), parts);
    expect(read).toMatchObject({ text: '甲\uFFFC', pictures: [{ bytes: png }] });
  });
});

describe('text boxes of a DOCX', () => {
  it('stand behind the paragraph they are anchored in, once', async () => {
    const written = (inner: string) =>
      `<mc:AlternateContent><mc:Choice Requires="wps">${drawing(box(inner), 'anchor')}</mc:Choice><mc:Fallback>${vml(`<v:textbox><w:txbxContent>${inner}</w:txbxContent></v:textbox>`)}</mc:Fallback></mc:AlternateContent>`;
    const body = para(run('前') + written(para('框内') + table([row([cell('1')])])) + run('文')) + para('后');
    expect(await texts(body)).toEqual(['前文', '框内', 'table 1', '后']);
  });

  it('are read of VML alone', async () => {
    const inner = vml(`<v:textbox><w:txbxContent>${para('框内')}</w:txbxContent></v:textbox>`);
    expect(await texts(para(run('前') + inner))).toEqual(['前', '框内']);
  });

  it('are read of the way that is known', async () => {
    const unknown = `<mc:AlternateContent><mc:Choice Requires="cx1">${drawing('<x/>')}</mc:Choice><mc:Fallback>${run('乙')}</mc:Fallback></mc:AlternateContent>`;
    expect(await texts(para(run('甲') + unknown))).toEqual(['甲乙']);
  });

  it('belong to the cell they stand in', async () => {
    const inner = para(run('甲') + drawing(box(para('框内')), 'anchor'));
    const { cells } = await onlyTable(table([row([cell(inner)])]));
    expect(cells[0]).toMatchObject({ text: '甲\n框内', location: 'table 1, row 1' });
  });
});
