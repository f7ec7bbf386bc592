import { strFromU8, unzipSync } from 'fflate';

/** A cell as a spreadsheet program would take it. */
export interface ReadCell {
  readonly type: 'text' | 'number' | 'boolean' | 'empty';
  readonly text: string;
  /** Its number format. */
  readonly format: string;
  /** RGB of its fill, '' for none. */
  readonly fill: string;
  readonly quote: boolean;
}

export interface ReadSheet {
  readonly name: string;
  /** By name (`C5`). */
  readonly cells: ReadonlyMap<string, ReadCell>;
  /** By name of the cell. */
  readonly notes: ReadonlyMap<string, string>;
  readonly merges: readonly string[];
  readonly xml: string;
}

/** Reads a workbook of ours back: no more of the format than we write. */
export function readWorkbook(bytes: Uint8Array): readonly ReadSheet[] {
  const files = new Map(
    Object.entries(unzipSync(bytes)).map(([path, content]) => [path, strFromU8(content)]),
  );
  const part = (path: string) => files.get(path) ?? '';
  const styles = readStyles(part('xl/styles.xml'));
  const shared = all(part('xl/sharedStrings.xml'), /<t[^>]*>(.*?)<\/t>/gsu).map(([, text = '']) => text);
  return all(part('xl/workbook.xml'), /<sheet name="([^"]*)"/gu).map(([, name = ''], index) => {
    const xml = part(`xl/worksheets/sheet${index + 1}.xml`);
    return {
      name: unescapeXml(name),
      xml,
      cells: readCells(xml, styles, shared),
      merges: all(xml, /<mergeCell ref="([^"]*)"/gu).map(([, ref = '']) => ref),
      notes: new Map(
        all(part(`xl/comments${index + 1}.xml`), /<comment ref="(\w+)".*?<t[^>]*>(.*?)<\/t>/gsu).map(
          ([, ref = '', text = '']) => [ref, unescapeText(text)],
        ),
      ),
    };
  });
}

/** The parts of a workbook by path. */
export function partsOf(bytes: Uint8Array): ReadonlyMap<string, string> {
  return new Map(Object.entries(unzipSync(bytes)).map(([path, content]) => [path, strFromU8(content)]));
}

/** A text as a reader of SpreadsheetML takes it. */
export function unescapeText(text: string): string {
  return unescapeXml(text).replace(/_x([0-9A-Fa-f]{4})_/gu, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function unescapeXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

type Style = Pick<ReadCell, 'format' | 'fill' | 'quote'>;

function readStyles(xml: string): readonly Style[] {
  const formats = new Map([
    ['0', ''],
    ['49', '@'],
    ...all(xml, /<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/gu).map(
      ([, id = '', code = '']): [string, string] => [id, unescapeXml(code)],
    ),
  ]);
  const fills = all(xml, /<fill>.*?<\/fill>/gu).map(
    ([fill]) => /fgColor rgb="FF(\w+)"/u.exec(fill)?.[1] ?? '',
  );
  const cellXfs = /<cellXfs.*?<\/cellXfs>/su.exec(xml)?.[0] ?? '';
  return all(cellXfs, /<xf numFmtId="(\d+)" fontId="\d+" fillId="(\d+)"[^>]*>/gu).map(
    ([xf, format = '', fill = '']) => ({
      format: formats.get(format) ?? `unknown ${format}`,
      fill: fills[Number(fill)] ?? '',
      quote: xf.includes('quotePrefix="1"'),
    }),
  );
}

function readCells(
  xml: string,
  styles: readonly Style[],
  shared: readonly string[],
): ReadonlyMap<string, ReadCell> {
  const cells = all(xml, /<c r="(\w+)" s="(\d+)"(?: t="(\w+)")?(?:\/>|>(.*?)<\/c>)/gsu);
  return new Map(
    cells.map(([, name = '', style = '', type, inner = '']): [string, ReadCell] => {
      const own = styles[Number(style)] ?? { format: 'no style', fill: '', quote: false };
      const text = unescapeText(/<t[^>]*>(.*?)<\/t>/su.exec(inner)?.[1] ?? '');
      const number = /<v>(.*?)<\/v>/u.exec(inner)?.[1] ?? '';
      if (inner === '') return [name, { ...own, type: 'empty', text: '' }];
      if (type === 's')
        return [name, { ...own, type: 'text', text: unescapeText(shared[Number(number)] ?? '?') }];
      if (type === 'inlineStr') return [name, { ...own, type: 'text', text }];
      return [name, { ...own, type: type === 'b' ? 'boolean' : 'number', text: number }];
    }),
  );
}

function all(text: string, pattern: RegExp): readonly RegExpMatchArray[] {
  return [...text.matchAll(pattern)];
}
