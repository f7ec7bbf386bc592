import { stripSpaces } from '../../normalizers/text.ts';
import { type Caption, readCaption } from './captions.ts';
import type { FlowLine } from './flow.ts';
import {
  endsSentence,
  isHeading,
  isNote,
  isNoteRest,
  isTableTitle,
  isTitleLike,
  ordinalLevel,
  tableTitle,
} from './line-kinds.ts';
import { cutPersonalData, signatureLabel } from './personal-data.ts';

/** What stands beside a table, and the lines it was read from. */
export interface Surroundings {
  readonly title: string | null;
  readonly mark: string | null;
  readonly unitText: string | null;
  readonly entityText: string | null;
  readonly yearText: string | null;
  readonly notes: readonly string[];
  /** Lines above that belong to the table, with what they are. */
  readonly above: ReadonlyMap<FlowLine, 'title' | 'caption'>;
  /** Lines below that do. */
  readonly below: ReadonlySet<FlowLine>;
}

/** A table's title and captions stand within this many lines above it. */
const reachAbove = 10;
/** Notes under a table are at most this many lines. */
const reachBelow = 16;
/** What names of bodies end with. */
const bodyEnd = /(?:[局委办处会院校园站所队馆社团厅部署室台府]|中心|人大|法院|机关|公司)$/u;
/** A line that is only the end of a title broken over white space is at most this long (characters). */
const maxTitleEnd = 4;

/**
 * Title, mark, unit, entity, year and notes of a table from the lines around it.
 * @param before lines between the table (or block) before and this one, in order
 * @param after lines up to the next table
 */
export function readSurroundings(before: readonly FlowLine[], after: readonly FlowLine[]): Surroundings {
  const { title, lowest, ...captions } = readAbove(before);
  const below = new Set<FlowLine>();
  const notes: string[] = [];
  for (const line of after.slice(0, reachBelow)) {
    if (line.artifact) continue;
    const text = line.text.replace(/[\s\u3000]+/gu, ' ').trim();
    const isNext = !line.apart && !(line.opens && endsSentence(notes.at(-1) ?? ''));
    const isRest = notes.length > 0 && (isNoteRest(text) || (isNext && !beginsAnew(text)));
    if (!isNote(text) && !isRest) {
      if (notes.length === 0 && (readCaption(text) || signatureLabel(text) !== null)) continue;
      break;
    }
    notes.push(cutPersonalData(text).text);
    below.add(line);
  }
  return { title, ...captions, unitText: captions.unitText ?? unitOfTitle(lowest), notes, below };
}

function beginsAnew(text: string): boolean {
  return isHeading(text) || isTableTitle(text) || readCaption(text) !== null || signatureLabel(text) !== null;
}

function readAbove(
  before: readonly FlowLine[],
): Omit<Surroundings, 'notes' | 'below'> & { readonly lowest: string } {
  const above = new Map<FlowLine, 'title' | 'caption'>();
  let caption: Caption = { mark: null, unit: null, entity: null, year: null };
  let title: string | null = null;
  let lowest = '';
  /** The line of the title below: its white space tells whether the line above belongs to it. */
  let last: FlowLine | null = null;
  const nearest = before.slice(-reachAbove).reverse();
  const restOfName = endOfName(nearest);
  if (restOfName) above.set(restOfName, 'caption');
  for (const [i, line] of nearest.entries()) {
    if (line.artifact || line === restOfName) continue;
    const parts = readTitleLine(line.text);
    if (parts.caption) caption = fill(caption, parts.caption);
    const whole = title === null ? titleOverLines(parts.title, nearest[i + 1]) : null;
    const up = nearest[i + 1];
    if (whole !== null && up) {
      title = tableTitle(whole);
      lowest = whole;
      if (ordinalLevel(up.text) !== null) break;
      above.set(line, 'title').set(up, 'title');
      last = up;
      continue;
    }
    if (last !== null && above.get(line) === 'title') continue;
    if (parts.title === '' && parts.caption) above.set(line, 'caption');
    else if (title === null && isTableTitle(parts.title)) {
      title = tableTitle(parts.title);
      lowest = parts.title;
      last = line;
      above.set(line, 'title');
    } else if (title !== null && last && goesBefore(parts.title, last, title)) {
      // A title broken over two lines.
      title = tableTitle(stripSpaces(parts.title) + title);
      last = line;
      above.set(line, 'title');
    } else if (title === null && isPlainTitle(parts.title) && !nearest.slice(i + 1).some(isTitleOfTable)) {
      title = tableTitle(parts.title);
      lowest = parts.title;
      last = line;
      // A numbered heading stays one, though it names the table.
      if (ordinalLevel(parts.title) === null) above.set(line, 'title');
      else break;
    } else break;
  }
  const { mark, unit, year } = caption;
  const entity =
    restOfName && caption.entity ? caption.entity + stripSpaces(restOfName.text) : caption.entity;
  return { title, mark, unitText: unit, entityText: entity, yearText: year, above, lowest };
}

/** A title whose last line is too short to be one (“…支出预” over “算表”, “…预算” over “表”), put together; null for none. */
function titleOverLines(end: string, above: FlowLine | undefined): string | null {
  const plain = stripSpaces(end);
  if (!above || above.artifact || [...plain].length > maxTitleEnd || !/^\p{Script=Han}*表$/u.test(plain))
    return null;
  if (isTableTitle(plain) || readCaption(above.text)) return null;
  const whole = stripSpaces(above.text) + plain;
  return isTableTitle(whole) ? whole : null;
}

/** The line right over a table that is only the end of the name in the caption above it: 部门：…委员会办 over 公厅. */
function endOfName(nearest: readonly FlowLine[]): FlowLine | null {
  const [line, ...above] = nearest;
  const end = stripSpaces(line?.text ?? '');
  if (!line || !/^\p{Script=Han}{1,12}$/u.test(end) || isTableTitle(end)) return null;
  for (const other of above.slice(0, 2)) {
    const caption = readCaption(other.text);
    if (!caption) return null;
    if (caption.entity !== null) return bodyEnd.test(caption.entity + end) ? line : null;
  }
  return null;
}

/** A title with captions in the same line (收入决算表　公开02表), or either alone. */
function readTitleLine(text: string): { readonly title: string; readonly caption: Caption | null } {
  const whole = readCaption(text);
  if (whole) return { title: '', caption: whole };
  const cells = text.trim().split(/\t+|\s{2,}|\u3000+/u);
  for (let i = 0; i < cells.length; i++)
    if (isTableTitle(cells[i] ?? '')) {
      const rest = [...cells.slice(0, i), ...cells.slice(i + 1)].join('  ');
      const caption = readCaption(rest);
      if (rest.trim() === '' || caption) return { title: cells[i] ?? '', caption };
    }
  return { title: text.trim(), caption: null };
}

function fill(known: Caption, more: Caption): Caption {
  return {
    mark: known.mark ?? more.mark,
    unit: known.unit ?? more.unit,
    entity: known.entity ?? more.entity,
    year: known.year ?? more.year,
  };
}

/** Whether a line is the beginning of the title whose rest stands below it. */
function goesBefore(line: string, below: FlowLine, title: string): boolean {
  const text = line.replace(/^\s*公开\s*\d{1,2}\s*表\s*[:：]/u, '');
  if (!isTitleLike(text) || ordinalLevel(text) !== null || /表$|^附件|^第.{1,3}部分/u.test(stripSpaces(text)))
    return false;
  // What names the document stands over the title of its first table, and is no line of it.
  if (isDocumentTitle(text) && [...title].length > maxTitleEnd) return false;
  if (!below.apart) return true;
  return (
    [...title].length <= maxTitleEnd ||
    /(?:拨款|预算|经费|收入|支出|基金|资金|绩效|[、及和与的])$/u.test(stripSpaces(text)) ||
    isOpen(text)
  );
}

/** The title of a report: it says which year it is of, and ends in what kind of report it is. */
function isDocumentTitle(text: string): boolean {
  return /\d{4}年度?.{0,12}(?:[决预]算|报告|公开|说明|自评)(?:[（(][^（()）]{0,12}[）)])?$/u.test(
    stripSpaces(text),
  );
}

function isOpen(text: string): boolean {
  return (text.match(/[“（(]/gu)?.length ?? 0) > (text.match(/[”）)]/gu)?.length ?? 0);
}

/** A short line right over a table that names it though it does not end in 表. */
function isPlainTitle(text: string): boolean {
  return (
    isTitleLike(text) &&
    !/^第.{1,3}部分|^附件|^目[录次]$/u.test(stripSpaces(text)) &&
    /(?:情况|明细|统计|汇总|一览|清单|名单|目标|指标|决算|预算)$/u.test(stripSpaces(text))
  );
}

function isTitleOfTable(line: FlowLine): boolean {
  return isTableTitle(line.text);
}

/** The unit that a title carries in brackets: 收入决算表（万元）. */
function unitOfTitle(title: string): string | null {
  return (
    /[（(](?:金额)?(?:单位[：:])?(?:人民币)?[百千]?[万亿]?元[）)](?=$|[（(])/u.exec(
      stripSpaces(title),
    )?.[0] ?? null
  );
}
