import type { Block, Reconstruction } from '../../schemas/document.ts';
import type { FormDefinition } from '../../schemas/form.ts';
import type { Table } from '../../schemas/table.ts';
import { rowLabel } from '../label.ts';
import { canonicalLabel, stripSpaces } from '../text.ts';
import { nameAt, titledName } from './entity-evidence.ts';
import { formOfTitle } from './form-titles.ts';
import { headerPaths } from './header-path.ts';
import { matchForm } from './match-form.ts';

/** A table of a known form, as far as the units of a compiled report are concerned. */
export interface FormMark {
  readonly kind: 'form';
  readonly form: string;
  /** Its labels: a form of another unit has the same ones again, the rest of a table has not. */
  readonly rows: ReadonlySet<string>;
  /** Labels and figures of the whole table: a table that is printed twice is no other unit's. */
  readonly content: string;
  /** What 部门：… beside it names, null where nothing does. */
  readonly name: string | null;
}

/** What a block says about whose report it is in; null for nothing. */
export type UnitMark =
  | FormMark
  /** A table of no form that names someone. */
  | { readonly kind: 'table'; readonly name: string }
  /** A cover or a title over several tables. */
  | { readonly kind: 'title'; readonly name: string | null; readonly isPart: boolean }
  /** 第N部分 (number N, level 1), or a heading further in. */
  | {
      readonly kind: 'heading';
      readonly name: string | null;
      readonly number: number | null;
      readonly level: number;
      /** Its words without number, name and year: what part of a report it opens. */
      readonly part: string;
      /** It is over what a body is and does, not over its accounts. */
      readonly isProfile: boolean;
    }
  | null;

/** Forms that stand once a unit; of 绩效自评表 one report may have any number. */
const onceAUnit = /^gk\d+$/u;
/** Words of titles that open a part of a report rather than name a table. */
const partTitle = /(?:说明|解释|概况|附件|简介|总结)$/u;
const numerals = '一二三四五六七八九';

/** For every block what it says about the units of a compiled report. */
export function markUnits(
  { blocks, tables }: Reconstruction,
  forms: readonly FormDefinition[],
): readonly UnitMark[] {
  const byId = new Map(tables.map((table) => [table.id, table]));
  return blocks.map((block, index): UnitMark => {
    if (block.kind === 'table') {
      const table = byId.get(block.tableId ?? '');
      return table === undefined ? null : markTable(table, forms);
    }
    if (block.tableId !== null) return null;
    if (block.kind === 'title')
      return {
        kind: 'title',
        name: nameIn(blocks, index),
        isPart: partTitle.test(stripSpaces(block.text)),
      };
    if (block.kind !== 'heading') return null;
    return {
      kind: 'heading',
      name: nameIn(blocks, index),
      number: partNumber(block),
      level: block.level ?? 1,
      part: partWords(block.text, nameIn(blocks, index)),
      isProfile: /概况|职责|职能|基本情况|简介/u.test(block.text),
    };
  });
}

/** Whose accounts a title or heading is over; evaluations are often made in the name of somebody else. */
function nameIn(blocks: readonly Block[], index: number): string | null {
  if (/自评|绩效|评价|批复|通知/u.test(blocks[index]?.text ?? '')) return null;
  return titledName(blocks, index, false)?.name ?? null;
}

/** Whether a form may stand twice: only then it is worth while to look closer. */
export function mayRepeatForms(tables: readonly Table[], forms: readonly FormDefinition[]): boolean {
  const seen = new Set<string>();
  return tables.some((table) => {
    const form = table.title === null ? null : formOfTitle(table.title, forms);
    const keys = [form?.id ?? '', headerPaths(table).join('|')].filter((key) => key !== '');
    const again = keys.some((key) => seen.has(key));
    for (const key of keys) seen.add(key);
    return again;
  });
}

function markTable(table: Table, forms: readonly FormDefinition[]): UnitMark {
  const text = stripSpaces(table.entityText ?? '');
  const name = nameAt(text);
  const form = matchForm(table, headerPaths(table), forms, '', false).form?.id ?? null;
  if (form === null || !onceAUnit.test(form)) return name === null ? null : { kind: 'table', name };
  const body = table.cells.filter((cell) => cell.row >= table.headerRows && cell.text !== '');
  const rows = new Set(
    body.filter((cell) => cell.role === 'stub').map((cell) => rowLabel(canonicalLabel(cell.text))),
  );
  // A form of one row without label is the same row wherever it stands.
  if (rows.size === 0) rows.add('');
  return {
    kind: 'form',
    form,
    rows,
    content: body.map((cell) => stripSpaces(cell.text)).join('|'),
    name: name ?? bodyIn(text),
  };
}

/** Beside a form a name may be as short as 档案馆, which elsewhere may be anything. */
function bodyIn(text: string): string | null {
  return /^[\p{Script=Han}（）]{2,20}[局委办处会院校园站所队馆社团厅室台心]$/u.test(text) ? text : null;
}

function partWords(text: string, name: string | null): string {
  const words = stripSpaces(text)
    .replace(/^第[一二三四五六七八九十]{1,3}部分/u, '')
    .replace(name ?? '', '');
  return words.replace(/(?:19|20)\d\d年?度?|部门|单位|本级|[：:、]/gu, '');
}

/** Whether the first parts of a report are opened more than once, in the same words: an annex with parts of its own has others. */
export function restartsParts(blocks: readonly Block[]): boolean {
  const first = (numeral: string) =>
    blocks.flatMap((block, index) =>
      block.kind === 'heading' && stripSpaces(block.text).startsWith(`第${numeral}部分`)
        ? [partWords(block.text, nameIn(blocks, index))]
        : [],
    );
  return ['一', '二'].every((numeral) => {
    const words = first(numeral);
    return words.length > 1 && new Set(words).size < words.length;
  });
}

/** The number of a heading 第N部分, null for any other. */
function partNumber({ text, level }: Block): number | null {
  if (level !== 1) return null;
  const found = /^第([一二三四五六七八九十]{1,3})部分/u.exec(stripSpaces(text))?.[1];
  if (found === undefined) return null;
  const [tens, ones] = found.includes('十') ? found.split('十') : ['', found];
  const digit = (numeral: string | undefined) => numerals.indexOf(numeral ?? '') + 1;
  if (!found.includes('十')) return digit(ones);
  return (tens === '' ? 1 : digit(tens)) * 10 + (ones === '' ? 0 : digit(ones));
}
