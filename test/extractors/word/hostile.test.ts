import CFB from 'cfb';
import fc from 'fast-check';
import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { reader } from '../../../extractors/formats/docx.ts';
import { PipelineError } from '../../../schemas/error.ts';
import { cell, makeDocx, para, row, table } from '../../make-docx.ts';
import { items, readBytes, texts } from './read.ts';

const codeOf = async (bytes: Uint8Array): Promise<string> => {
  try {
    await readBytes(bytes);
    return 'read';
  } catch (error) {
    if (error instanceof PipelineError && error.hint !== '') return error.code;
    throw error;
  }
};
const body = para('甲') + table([row([cell('乙'), cell('丙')])]);

describe('a DOCX that is no good', () => {
  it.each<readonly [string, Uint8Array, string]>([
    ['cut off', makeDocx(body).slice(0, 900), 'office-damaged'],
    ['without a document', makeDocx(body, { files: { 'word/document.xml': null } }), 'office-damaged'],
    ['with a document that breaks off', makeDocx(`${para('甲')}<w:p><w:r>`), 'office-damaged'],
    ['without content', makeDocx(para('')), 'empty-file'],
    [
      'that declares entities',
      makeDocx(para('<w:r><w:t>&x;</w:t></w:r>'), {
        prolog: '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
      }),
      'office-damaged',
    ],
    [
      'that laughs a billion times',
      makeDocx(para('<w:r><w:t>&c;</w:t></w:r>'), {
        prolog: '<!DOCTYPE w [<!ENTITY a "haha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>',
      }),
      'office-damaged',
    ],
    [
      'of tables in tables without end',
      makeDocx('<w:tbl><w:tr><w:tc>'.repeat(10_000) + '</w:tc></w:tr></w:tbl>'.repeat(10_000)),
      'content-limit',
    ],
    [
      'of tags in tags',
      makeDocx('<w:customXml>'.repeat(10_000) + '</w:customXml>'.repeat(10_000)),
      'content-limit',
    ],
    ['that unpacks to a gigabyte', makeDocx(`<w:p>${' '.repeat(30 << 20)}</w:p>`), 'content-limit'],
  ])('%s', async (_, bytes, code) => {
    expect(await codeOf(bytes)).toBe(code);
  });

  it('is read where only its styles, lists or notes are broken, and says so', async () => {
    const files = { 'word/styles.xml': '<w:styles', 'word/numbering.xml': '', 'word/footnotes.xml': '<x/>' };
    const note = '<w:r><w:t>甲</w:t><w:footnoteReference w:id="9"/></w:r>';
    const bytes = makeDocx(para(note), { styles: '', numbering: '', footnotes: '', files });
    const source = await readBytes(bytes);
    expect(source.findings.map(({ code }) => code)).toEqual(['content-left-out', 'content-left-out']);
  });

  it('is read where its numbers are none', async () => {
    const wild =
      para('甲', '<w:numPr><w:ilvl w:val="99"/><w:numId w:val="-1"/></w:numPr><w:outlineLvl w:val="x"/>') +
      table([
        row(
          [cell('乙', '<w:gridSpan w:val="-5"/>'), cell('丙', '<w:gridSpan w:val="1e9"/>')],
          '<w:gridBefore w:val="999999999"/>',
        ),
      ]);
    expect(await texts(wild)).toEqual(['甲', 'table 1']);
  });

  it('is read without what tells the parts apart, and with a part written in UTF-16', async () => {
    const files = { '[Content_Types].xml': null, '_rels/.rels': null };
    expect(await texts(para('甲'), { files })).toEqual(['甲']);
    const xml = `<?xml version="1.0" encoding="UTF-16"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${para('甲')}</w:body></w:document>`;
    const wide = Uint8Array.from(Buffer.from(`\ufeff${xml}`, 'utf16le'));
    expect(await texts('', { files: { 'word/document.xml': wide } })).toEqual(['甲']);
  });

  it('has its macros left alone, and says so', async () => {
    const bytes = makeDocx(para('甲'), {
      mainType: 'application/vnd.ms-word.document.macroEnabled.main+xml',
      relationships: { rId3: 'vbaProject vbaProject.bin' },
    });
    expect(reader.sniff(bytes, 'x')).toBe(1);
    expect((await readBytes(bytes)).findings.map(({ code }) => code)).toEqual(['macros-ignored']);
  });

  it('says where a document embedded in it was not read', async () => {
    const source = await readBytes(makeDocx(`${para('甲')}<w:altChunk r:id="rId9"/>`));
    expect(source.findings).toMatchObject([{ code: 'content-left-out', location: 'paragraph 1' }]);
  });

  it('is told to be under a password', async () => {
    const file = CFB.utils.cfb_new();
    for (const name of ['/EncryptionInfo', '/EncryptedPackage'])
      CFB.utils.cfb_add(file, name, Buffer.alloc(5000));
    const bytes = new Uint8Array(CFB.write(file, { type: 'buffer' }) as Buffer);
    expect(reader.sniff(bytes, 'x.docx')).toBe(0.9);
    expect(await codeOf(bytes)).toBe('office-encrypted');
  });

  it('is told by its content', () => {
    expect(reader.sniff(makeDocx(body), 'x.pdf')).toBe(1);
    const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';
    expect(reader.sniff(makeDocx(body, { mainType: sheet }), 'x.docx')).toBe(0);
    expect(reader.sniff(makeDocx(body).slice(0, 900), 'x')).toBeGreaterThan(0);
    expect(reader.sniff(strToU8('PK is a word'), 'x.docx')).toBeLessThan(0.5);
    expect(reader.sniff(strToU8('<html>'), 'x.docx')).toBe(0);
  });

  it('fails with a code, whatever element is put where', async () => {
    const names = [
      'p',
      'r',
      't',
      'tbl',
      'tr',
      'tc',
      'sdt',
      'sdtContent',
      'ins',
      'del',
      'hyperlink',
      'fldChar',
      'drawing',
      'pPr',
      'txbxContent',
    ];
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom('', '甲'),
        fc
          .tuple(fc.constantFrom(...names), fc.array(tie('tree'), { maxLength: 4 }))
          .map(([name, inner]) => `<w:${name} w:val="1" w:fldCharType="begin">${inner.join('')}</w:${name}>`),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(fc.array(tree, { maxLength: 5 }), async (trees) => {
        await items(para('首') + trees.join('')).then(
          (read) => expect(read[0]).toMatchObject({ text: '首' }),
          (error) => expect(error).toBeInstanceOf(PipelineError),
        );
      }),
      { numRuns: 200 },
    );
  });
});
