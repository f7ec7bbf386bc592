/** A text dump of a disclosure → the parts it is printed from: headings, paragraphs, contents, tables with what stands beside them. */

export interface TextPart {
  readonly kind: 'title' | 'heading' | 'paragraph' | 'contents';
  readonly text: string;
}

/** A part of a document to print. */
export type Part =
  | TextPart
  /** A table that the publisher inserted as a picture. */
  | { readonly kind: 'picture'; readonly notes: readonly string[] }
  | ({ readonly kind: 'table' } & DumpedTable);

/** A table as the dump has it: rows of equally many texts, merged squares empty. */
export interface DumpedTable {
  /** `gk01` … `gk09`, or '' for a table of no known form. */
  readonly form: string;
  readonly title: string;
  readonly mark: string;
  readonly unit: string;
  readonly entity: string;
  readonly year: string;
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly string[];
}

/** Which form a title is of; the first that fits. */
const formTitles: readonly (readonly [form: string, title: RegExp])[] = [
  ['gk07', /三公.*表/u],
  ['gk08', /政府性基金.*表/u],
  ['gk09', /国有资本.*表/u],
  ['gk06', /基本支出决算/u],
  ['gk04', /财政拨款收(?:入支出|支)决算/u],
  ['gk05', /一般公共预算(?:财政拨款)?支出决算/u],
  ['gk01', /收(?:入支出|支)决算(?:总)?表/u],
  ['gk02', /收入决算(?:总)?表/u],
  ['gk03', /支出决算(?:总)?表/u],
];
/** Lines over a table that belong to it: mark, unit, 部门, year. */
const captionWords = /公开 ?\d{2} ?表|公开表\d|附[表件]\d|^表\d$|单位[:：]|^部门[:：]|^\d{4}年度$/u;
/** A line under a table that belongs to it. */
const noteWords = /^(?:注[:：]|备注[:：]|[2-9][.．]\s?本套|[（(]若|因本单位|　　[2-9][.．])/u;
/** A line that ends without a stop goes on in the next one when it is at least this long (characters). */
const brokenLine = 20;
const ordinal =
  /^\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[.．、]|第.{1,2}部分)/u;

/** The parts of a dump in their order. Tables are runs of lines with tabs; a scattered export's are pictures. */
export function takeParts(text: string): Part[] {
  const lines = text
    .replace(/\r/gu, '')
    .replace(/\[bookmark:[^\]]*\]/gu, '')
    .split('\n');
  const isScattered = lines.some((line) => line.includes('[image:'));
  return isScattered ? partsOf(withPictures(lines)) : partsOf(lines);
}

/** What stands for a picture among the lines. */
const pictureLine = '\uE010';

/** A scattered export: the loose cells go, each note keeps a picture above it. */
function withPictures(lines: readonly string[]): string[] {
  const kept: string[] = [];
  let inNotes = false;
  for (const line of lines) {
    if (!/\t|\[image:/u.test(line)) {
      kept.push(line);
      if (line.trim() !== '') inNotes = false;
      continue;
    }
    const cell = line.trim();
    if (/^注[:：]/u.test(cell)) {
      if (kept.includes(cell)) continue;
      kept.push(pictureLine, cell);
      inNotes = true;
    } else if (inNotes && /^[2-9][.．]/u.test(cell) && kept.at(-1) !== cell) kept.push(`　　${cell}`);
  }
  return kept;
}

function partsOf(lines: readonly string[]): Part[] {
  const parts: Part[] = [];
  let loose: string[] = [];
  const flush = (): void => {
    parts.push(...prose(loose));
    loose = [];
  };
  for (let i = 0; i < lines.length; ) {
    const line = lines[i] ?? '';
    if (line === pictureLine) {
      flush();
      const notes = takeNotes(lines, i + 1);
      parts.push({ kind: 'picture', notes: notes.texts });
      i = notes.next;
    } else if (isRow(line)) {
      const run = takeRows(lines, i);
      const notes = takeNotes(lines, run.next);
      const above = takeAbove(loose);
      flush();
      parts.push({ kind: 'table', ...above, rows: run.rows, notes: notes.texts });
      i = notes.next;
    } else {
      loose.push(...line.split('\t').filter((text) => text.trim() !== '' || !line.includes('\t')));
      i++;
    }
  }
  flush();
  return parts;
}

const isRow = (line: string): boolean => line.includes('\t') && !/^\s*部门[:：]/u.test(line);

/** The rows of a table from a line on; a blank line or two between rows of one length is a page break of the dump. */
function takeRows(lines: readonly string[], from: number): { rows: string[][]; next: number } {
  const rows: string[][] = [];
  let next = from;
  for (let i = from; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (line.trim() === '' && !line.includes('\t')) {
      if (i - next >= 3) break;
      continue;
    }
    const cells = line.split('\t').map((cell) => cell.trim());
    if (!isRow(line) || (rows[0] && cells.length !== rows[0].length)) break;
    const [only, ...others] = cells.flatMap((cell, column) => (cell === '' ? [] : [column]));
    const above = rows.at(-1);
    const goesOn = only !== undefined && others.length === 0 && i - next > 0 && above?.[only] && only > 1;
    if (goesOn) above[only] += cells[only] ?? '';
    else rows.push(cells);
    next = i + 1;
  }
  return { rows, next };
}

function takeNotes(lines: readonly string[], from: number): { texts: string[]; next: number } {
  const texts: string[] = [];
  let next = from;
  for (let i = from; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (line.trim() === '') continue;
    if (!noteWords.test(line)) break;
    texts.push(line.trim());
    next = i + 1;
  }
  return { texts, next };
}

/** Title and captions over a table, taken off the end of the lines before it. */
function takeAbove(loose: string[]): Omit<DumpedTable, 'rows' | 'notes'> {
  const captions: string[] = [];
  let title = '';
  while (loose.length > 0) {
    const line = (loose.at(-1) ?? '').trim();
    if (line !== '' && !captionWords.test(line) && !/^[（(]2?0?\d{2,4} ?年度[）)]$/u.test(line)) {
      if (/表(?:（公开）)?$/u.test(line) || /填报/u.test(line)) {
        if (!/填报/u.test(line)) title = line;
        else {
          captions.unshift(line);
          loose.pop();
          continue;
        }
        loose.pop();
      }
      break;
    }
    if (line !== '') captions.unshift(line);
    loose.pop();
  }
  const all = captions.join('    ');
  const form = formTitles.find(([, words]) => words.test(title))?.[0] ?? '';
  return {
    form,
    title,
    mark: /公开 ?\d{2} ?表|公开表\d|附[表件]\d|(?<=^| )表\d/u.exec(all)?.[0] ?? '',
    unit: /[（(]?(?:金额)?单位[:：] ?[^\s）)]*元[）)]?/u.exec(all)?.[0] ?? '',
    entity: /(?:部门|填报单位)(?:（盖章）)?[:：] ?[^\s]*/u.exec(all)?.[0] ?? '',
    year: /(?<= |^)[（(]?\d{4} ?年度[）)]?(?= |$)/u.exec(all)?.[0] ?? '',
  };
}

/** Lines of running text → paragraphs put together again, headings, and the list of contents. */
function prose(lines: readonly string[]): Part[] {
  const parts: TextPart[] = [];
  let inContents = false;
  let joined = '';
  const add = (text: string): void => {
    if (text === '') return;
    if (/^目\s*录$/u.test(text)) inContents = true;
    else if (inContents && /^第一部分/u.test(text) && parts.some((p) => p.text.startsWith('第一部分')))
      inContents = false;
    else if (inContents) {
      parts.push({ kind: 'contents', text: text.replace(/^- /u, '') });
      return;
    }
    const plain = text.replaceAll('**', '');
    const isTitle =
      /^第.{1,2}部分|^目\s*录$/u.test(plain) ||
      (plain.length <= 14 && !/[。；，]$/u.test(plain) && !ordinal.test(plain));
    const isHeading = ordinal.test(plain) && plain.length <= 40 && !/[。；，：]$|万元|\d人/u.test(plain);
    parts.push({ kind: isTitle ? 'title' : isHeading ? 'heading' : 'paragraph', text });
  };
  for (const line of lines) {
    const text = line.trim();
    if (text === '') continue;
    if (joined !== '' && goesOn(joined, text)) joined += text;
    else {
      add(joined);
      joined = text;
    }
    if (inContents) {
      add(joined);
      joined = '';
    }
  }
  add(joined);
  return parts;
}

/** Whether a line was broken by the dump's page: long, without a stop, and the next begins nothing new. */
function goesOn(line: string, next: string): boolean {
  return (
    line.length >= brokenLine &&
    (line.includes('，') || !ordinal.test(line) || /[的和、]$/u.test(line)) &&
    !/[。；：！？…”）.\d万元%:;]$/u.test(line) &&
    !/报告$|自评$|概况$|说明$|名称|表$/u.test(line) &&
    !ordinal.test(next) &&
    !/^(?:注|目标|附件|填)/u.test(next)
  );
}
