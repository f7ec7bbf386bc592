import { describe, expect, it } from 'vitest';
import { reader } from '../../../extractors/formats/xlsx.ts';
import { PipelineError } from '../../../schemas/error.ts';
import { makeXlsx, partsOfBook, row, zipParts } from '../../workbook-files.ts';

const context = {
  name: 'x.xlsx',
  limits: { maxBytes: 100_000_000, maxLineLength: 10_000, maxMilliseconds: 10_000 },
};
const one = [{ name: 'S', rows: row(1, ['甲', 1]) }];

async function codeOf(bytes: Uint8Array): Promise<string> {
  try {
    await reader.read(bytes, context);
    return 'read';
  } catch (error) {
    expect(error).toBeInstanceOf(PipelineError);
    return (error as PipelineError).code;
  }
}

const tableOf = async (bytes: Uint8Array) => {
  const content = (await reader.read(bytes, context)).pages[0]?.content;
  const items = content?.kind === 'declared' ? content.items : [];
  return items[0]?.kind === 'table' ? items[0] : null;
};

describe('what would fill the memory', () => {
  it.each([
    ['merged ranges over the whole sheet', 'A1:XFD1048576'],
    ['merged ranges out of the sheet', 'A1:ZZZ9999999'],
  ])('%s are clipped to what is used', async (_, ref) => {
    const merges = `<mergeCells>${`<mergeCell ref="${ref}"/>`.repeat(1000)}</mergeCells>`;
    const table = await tableOf(makeXlsx([{ name: 'S', rows: row(1, ['甲', 1]), behind: merges }]));
    expect(table).toMatchObject({ rows: 1 });
  });

  it('cells far apart make a small table with their own places', async () => {
    const far = '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>';
    const table = await tableOf(makeXlsx([{ name: 'S', rows: row(1, [1]) + far }]));
    expect(table).toMatchObject({ rows: 5, columns: 5 });
    expect(table?.cells.map(({ location }) => location)).toEqual(['S!A1', 'S!XFD1048576']);
  });

  it('a diagonal of cells is given as lines', async () => {
    const rows = Array.from({ length: 4000 }, (_, i) => {
      const letters = String.fromCharCode(
        65 + Math.floor(i / 676) + 0,
        65 + (Math.floor(i / 26) % 26),
        65 + (i % 26),
      );
      return `<row r="${i + 1}"><c r="${letters}${i + 1}"><v>${i}</v></c></row>`;
    });
    const { pages } = await reader.read(makeXlsx([{ name: 'S', rows: rows.join('') }]), context);
    const content = pages[0]?.content;
    expect(content?.kind === 'declared' && content.items.length).toBe(4000);
  });

  it('a million styled cells that hold nothing are nothing', async () => {
    const blanks = `<row r="2">${'<c s="1"/>'.repeat(16_000)}</row>`.repeat(60);
    expect(await tableOf(makeXlsx([{ name: 'S', rows: row(1, ['甲']) + blanks }]))).toMatchObject({
      rows: 1,
      columns: 1,
    });
  });

  it('one long text in very many cells is too much', async () => {
    const cells = '<c t="s"><v>0</v></c>'.repeat(16_000);
    const book = { strings: `<si><t>${'甲'.repeat(30_000)}</t></si>` };
    expect(await codeOf(makeXlsx([{ name: 'S', rows: `<row>${cells}</row>` }], book))).toBe('content-limit');
  });

  it('more cells than can be worked on are too much', async () => {
    const rows = `<row>${'<c><v>1</v></c>'.repeat(16_000)}</row>`.repeat(63);
    expect(await codeOf(makeXlsx([{ name: 'S', rows }]))).toBe('content-limit');
  });

  it('a sheet that inflates to very much is too much', async () => {
    const rows = `<row>${' '.repeat(60_000_000)}</row>`;
    expect(await codeOf(makeXlsx([{ name: 'S', rows }]))).toBe('content-limit');
  });
});

describe('what is broken', () => {
  const parts = partsOfBook(one);
  const sheetPart = 'xl/worksheets/sheet1.xml';
  const changed = (part: string, change: (text: string) => string) =>
    zipParts({ ...parts, [part]: change(String(parts[part])) });

  it.each<[what: string, bytes: Uint8Array, code: string]>([
    [
      'a document type',
      changed(sheetPart, (text) => text.replace('<worksheet', '<!DOCTYPE x [<!ENTITY a "b">]><worksheet')),
      'office-damaged',
    ],
    [
      'a document type without entities',
      changed('xl/workbook.xml', (text) => text.replace('<workbook ', '<!DOCTYPE workbook><workbook ')),
      'office-damaged',
    ],
    ['an entity', changed(sheetPart, (text) => text.replace('甲', '&xxe;')), 'office-damaged'],
    ['a sheet that is cut off', changed(sheetPart, (text) => text.slice(0, -40)), 'office-damaged'],
    ['a file that is cut off', makeXlsx(one).slice(0, -300), 'office-damaged'],
    ['no workbook', zipParts({ 'xl/x.xml': '<x/>' }), 'office-damaged'],
    [
      'a sheet that is not there',
      zipParts(Object.fromEntries(Object.entries(parts).filter(([name]) => name !== sheetPart))),
      'office-damaged',
    ],
    ['nothing in any sheet', makeXlsx([{ name: 'S', rows: '' }]), 'empty-file'],
    [
      'nothing but hidden sheets',
      makeXlsx([{ name: 'S', rows: row(1, ['甲']), state: 'hidden' }]),
      'empty-file',
    ],
  ])('%s is an error with a code', async (_, bytes, code) => {
    expect(await codeOf(bytes)).toBe(code);
  });

  it('cells that refer to what is not there are told', async () => {
    const cells =
      '<c t="s"><v>7</v></c><c t="s"><v>x</v></c><c><v>1e999</v></c><c r="??"><v>1</v></c><c s="99"><v>0.5</v></c>';
    const document = await reader.read(makeXlsx([{ name: 'S', rows: `<row>${cells}</row>` }]), context);
    expect(document.findings).toMatchObject([
      { code: 'page-failed', message: expect.stringMatching(/^4 /u) },
    ]);
    const content = document.pages[0]?.content;
    const [table] = content?.kind === 'declared' ? content.items : [];
    expect(table?.kind === 'table' && table.cells.map(({ text }) => text)).toEqual(['1e999', '1', '0.5']);
  });

  it('names of objects are names like any other', async () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const document = await reader.read(
      makeXlsx(names.map((name) => ({ name, rows: row(1, [name]) }))),
      context,
    );
    expect(
      document.pages.flatMap(({ content }) => (content.kind === 'declared' ? content.items : [])),
    ).toMatchObject(names.map((name) => ({ location: `${name}!A1:A1` })));
    expect(Object.prototype).not.toHaveProperty('cells');
    expect(({} as Record<string, unknown>).A1).toBeUndefined();
  });
});

describe('what is a workbook', () => {
  it('goes by content', () => {
    const text = new TextEncoder().encode('<html><table></table></html>');
    expect(reader.sniff(makeXlsx(one), 'x.doc')).toBe(1);
    expect(reader.sniff(text, 'x.xlsx')).toBe(0);
    expect(reader.sniff(zipParts({ 'word/document.xml': '<w/>' }), 'x.zip')).toBe(0);
    expect(reader.sniff(zipParts({ 'a.txt': '甲' }), 'x.xlsx')).toBe(0);
    expect(reader.sniff(makeXlsx(one).slice(0, -100), 'x.xlsx')).toBe(0.3);
  });
});
