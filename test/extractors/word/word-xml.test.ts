import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { reader as docxReader } from '../../../extractors/formats/docx.ts';
import { reader } from '../../../extractors/formats/word-xml.ts';
import type { DeclaredItem, SourceDocument } from '../../../schemas/document.ts';
import { cell, makeDocx, para, row, run, table } from '../../make-docx.ts';

const limits = { maxBytes: 1e9, maxLineLength: 1e6, maxMilliseconds: 60_000 };
const read = (bytes: Uint8Array): Promise<SourceDocument> => reader.read(bytes, { name: 'x.doc', limits });
const itemsOf = ({ pages: [page] }: SourceDocument): readonly DeclaredItem[] =>
  page?.content.kind === 'declared' ? page.content.items : [];
const textsOf = async (bytes: Uint8Array): Promise<readonly string[]> =>
  itemsOf(await read(bytes)).map((item) => (item.kind === 'text' ? item.text : item.location));

const spaces =
  'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" xmlns:aml="http://schemas.microsoft.com/aml/2001/core" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:st1="urn:schemas-microsoft-com:office:smarttags"';
/** A document of Word 2003. @param heads what stands before its body */
const old = (body: string, heads = '', encoding = 'UTF-8'): Uint8Array =>
  Buffer.from(
    `<?xml version="1.0" encoding="${encoding}"?><?mso-application progid="Word.Document"?><w:wordDocument ${spaces} xml:space="preserve">${heads}<w:body><wx:sect>${body}<w:sectPr><w:hdr>${para('页眉')}</w:hdr></w:sectPr></wx:sect></w:body></w:wordDocument>`,
  );

/** A DOCX as one XML file. */
function flat(docx: Uint8Array): Uint8Array {
  const parts = Object.entries(unzipSync(docx)).map(([name, bytes]) => {
    const isXml = /\.(?:xml|rels)$/u.test(name);
    const type =
      name === 'word/document.xml'
        ? 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
        : '';
    const content = isXml
      ? `<pkg:xmlData>${strFromU8(bytes).replace(/^<\?xml[^>]*\?>/u, '')}</pkg:xmlData>`
      : `<pkg:binaryData>${Buffer.from(bytes).toString('base64')}</pkg:binaryData>`;
    return `<pkg:part pkg:name="/${name}" pkg:contentType="${type}">${content}</pkg:part>`;
  });
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><?mso-application progid="Word.Document"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">${parts.join('')}</pkg:package>`,
  );
}

describe('a document of Word 2003 in XML', () => {
  it('is told by its content', () => {
    expect(reader.sniff(old(para('甲')), 'x.doc')).toBe(1);
    expect(reader.sniff(flat(makeDocx(para('甲'))), 'x.doc')).toBe(1);
    expect(reader.sniff(Buffer.from('<html>wordDocument</html>'), 'x.xml')).toBe(0);
    expect(reader.sniff(makeDocx(para('甲')), 'x.xml')).toBe(0);
  });

  it('is read as later ones are', async () => {
    const tag = `<st1:date><w:r><w:t> 2022年</w:t></w:r></st1:date>`;
    const note = `<w:r><w:footnote>${para('注文')}</w:footnote></w:r>`;
    const body =
      para(`${run('甲')}${tag}${note}`, '<w:pStyle w:val="a1"/>') +
      table([
        row(
          [cell('项目', '<w:vmerge w:val="restart"/>'), cell('金额', '<w:gridSpan w:val="2"/>')],
          '<w:tblHeader/>',
        ),
        row([cell('', '<w:vmerge/>'), cell('1'), cell('2')]),
        row([cell('去')], '<aml:annotation aml:id="1" w:type="Word.Deletion"/>'),
      ]);
    const styles =
      '<w:styles><w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 2"/></w:style></w:styles>';
    const items = itemsOf(await read(old(body, styles)));
    expect(items).toMatchObject([
      { text: '甲 2022年', heading: 2, location: 'paragraph 1' },
      { text: '注文', location: 'paragraph 1' },
      {
        rows: 2,
        columns: 3,
        headerRows: 1,
        cells: [{ rowSpan: 2, text: '项目' }, { columnSpan: 2 }, {}, {}],
      },
    ]);
  });

  it('stands once its changes are accepted, without its comments', async () => {
    const change = (type: string, inner: string) =>
      `<aml:annotation aml:id="1" w:type="Word.${type}"><aml:content>${inner}</aml:content></aml:annotation>`;
    const inner =
      run('甲') +
      change('Insertion', run('乙')) +
      change('Deletion', '<w:r><w:delText>丙</w:delText></w:r>') +
      change('Comment', para('丁'));
    expect(await textsOf(old(para(inner)))).toEqual(['甲乙']);
  });

  it('has the numbers of its lists as they were shown, or else as they are told', async () => {
    const lists =
      '<w:lists><w:listDef w:listDefId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:nfc w:val="37"/><w:lvlText w:val="%1、"/></w:lvl></w:listDef><w:list w:ilfo="1"><w:ilst w:val="0"/></w:list></w:lists>';
    const numbered = (more: string) =>
      para('甲', `<w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/>${more}</w:listPr>`);
    const body =
      numbered('') +
      numbered('<wx:t wx:val="（六）"/>') +
      numbered('<wx:t wx:val="l"/><wx:font wx:val="Wingdings"/>');
    expect(await textsOf(old(body, lists))).toEqual(['一、甲', '（六）甲', '甲']);
  });

  it('has its pictures in the text', async () => {
    const pict = (data: string) =>
      `<w:r><w:pict>${data}<v:shape style="width:10pt;height:20pt"><v:imagedata src="wordml://1.png"/></v:shape></w:pict></w:r>`;
    const inner = pict('<w:binData w:name="wordml://1.png">aGFs\nbG8=</w:binData>') + pict('');
    expect(itemsOf(await read(old(para(inner))))).toMatchObject([
      {
        text: '\uFFFC\uFFFC',
        pictures: [{ bytes: Uint8Array.from(Buffer.from('hallo')), width: 10, height: 20 }, { width: 10 }],
      },
    ]);
  });

  it('is refused where it is broken, has no body or no text, and its macros are told', async () => {
    const whole = old(
      para('甲'),
      '<w:docSuppData><w:binData w:name="editdata.mso">AA==</w:binData></w:docSuppData>',
    );
    expect((await read(whole)).findings).toMatchObject([{ code: 'macros-ignored' }]);
    await expect(read(whole.slice(0, -30))).rejects.toMatchObject({ code: 'office-damaged' });
    await expect(read(Buffer.from(`<w:wordDocument ${spaces}/>`))).rejects.toMatchObject({
      code: 'office-damaged',
    });
    await expect(read(old(para('')))).rejects.toMatchObject({ code: 'empty-file' });
  });
});

describe('a package of Office in one XML file', () => {
  it('is read as the same package in a zip', async () => {
    const blip =
      '<w:r><w:drawing><wp:inline><wp:extent cx="12700" cy="12700"/><a:blip r:embed="rId5"/></wp:inline></w:drawing></w:r>';
    const docx = makeDocx(para(`${run('甲 ')}${blip}`) + table([row([cell('乙')])]), {
      relationships: { rId5: 'image media/a.png' },
      files: { 'word/media/a.png': Uint8Array.from([1, 2, 3]) },
    });
    const inZip = itemsOf(await docxReader.read(docx, { name: 'x', limits }));
    expect(inZip).toHaveLength(2);
    expect(itemsOf(await read(flat(docx)))).toEqual(inZip);
    await expect(read(flat(docx).slice(0, -40))).rejects.toMatchObject({ code: 'office-damaged' });
  });
});
