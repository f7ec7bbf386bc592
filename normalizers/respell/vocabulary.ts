import { type ClassificationKind, classificationEntries } from '../../schemas/classification/lookup.ts';
import type { FormDefinition } from '../../schemas/form.ts';
import { type Entry, type Lexicon, makeLexicon } from './lexicon.ts';
import { makePhrases, type Phrases } from './phrases.ts';

/**
 * Header words of the columns that name rows, and words over columns of every form: what the forms do not list.
 * Wordings of one thing stand beside each other.
 */
const commonHeaders: readonly (readonly string[])[] = [
  ['项目', '项目名称'],
  ['科目编码', '科目代码'],
  ['科目名称'],
  ['功能分类科目编码', '支出功能分类科目编码', '功能分类科目代码'],
  ['经济分类科目编码', '支出经济分类科目编码', '经济分类科目代码'],
  ['项目（按功能分类）'],
  ['类'],
  ['款'],
  ['项'],
  ['行次'],
  ['栏次'],
  ['收入'],
  ['支出'],
  ['金额'],
  ['决算数', '本年决算数'],
  ['预算数', '本年预算数'],
  ['年初预算数'],
  ['全年预算数'],
  ['调整预算数'],
  ['人员经费'],
  ['公用经费'],
];

/** Headers and rows of 绩效自评表, which stand in the body of its table. */
const evaluationWords = [
  '年初预算数',
  '全年预算数',
  '全年执行数',
  '执行率',
  '年度资金总额',
  '一级指标',
  '二级指标',
  '三级指标',
  '年度指标值',
  '实际完成值',
  '产出指标',
  '效益指标',
  '满意度指标',
  '数量指标',
  '质量指标',
  '时效指标',
  '成本指标',
  '经济效益指标',
  '社会效益指标',
  '生态效益指标',
  '可持续影响指标',
  '服务对象满意度指标',
  '年度总体目标',
  '偏差原因分析及改进措施',
];

/** The words that a report of final accounts is made of, by the place where they stand. */
export interface Vocabulary {
  readonly titles: Lexicon;
  readonly headers: Lexicon;
  readonly headerWords: readonly Entry[];
  /** Row labels of the forms, and names of the classification. */
  readonly labels: Lexicon;
  /** What headings and sentences of such a report speak of. */
  readonly phrases: Phrases;
}

/** Vocabularies by their forms: forms never change. */
const known = new WeakMap<readonly FormDefinition[], Vocabulary>();

/** The vocabulary of the forms and the classification; made once. */
export function vocabularyOf(forms: readonly FormDefinition[]): Vocabulary {
  const made = known.get(forms) ?? {
    titles: makeLexicon(titleEntries(forms), { wideFrom: 5 }),
    headerWords: headerEntries(forms),
    headers: makeLexicon(headerEntries(forms), { short: true, wideFrom: 6 }),
    labels: makeLexicon([
      ...forms.flatMap(rowEntries),
      ...nameEntries('functional'),
      ...nameEntries('economic'),
      ...evaluationWords.map((word) => ({ word, meaning: word })),
    ]),
    phrases: makePhrases([
      ...[...forms.flatMap(rowEntries), ...nameEntries('functional'), ...nameEntries('economic')].map(
        ({ word }) => word,
      ),
      ...forms.flatMap(spokenWords),
    ]),
  };
  known.set(forms, made);
  return made;
}

/** Titles of the forms: every wording means its form. */
export function titleEntries(forms: readonly FormDefinition[]): Entry[] {
  return forms.flatMap(({ id, title, titleVariants }) =>
    [title, ...titleVariants].map((word) => ({ word, meaning: id })),
  );
}

/** Words that stand in the headers of forms: the parts of their columns' names, and what names the rows. */
export function headerEntries(forms: readonly FormDefinition[]): Entry[] {
  const entries = commonHeaders.flatMap((words) =>
    words.map((word) => ({ word, meaning: words[0] ?? word })),
  );
  const parts = new Set<string>();
  for (const { columns } of forms)
    for (const { measure, variants } of columns)
      for (const path of [measure, ...variants]) for (const part of path.split('/')) parts.add(part);
  return [...entries, ...[...parts].map((word) => ({ word, meaning: word }))];
}

/** Labels of the rows that a form prints itself: every wording means its row. */
export function rowEntries({ rows }: FormDefinition): Entry[] {
  return rows.flatMap(({ label, variants }) =>
    [label, ...(variants ?? [])].map((word) => ({ word, meaning: label })),
  );
}

/** Words of headings and sentences by which a form's cells are stated. */
function spokenWords({
  title,
  titleVariants,
  stated,
  statedRows,
  nothing,
  noteSignatures,
}: FormDefinition): string[] {
  return [
    title,
    ...titleVariants,
    ...stated.flatMap(({ items, within }) => [...items, ...(within ?? [])]),
    ...statedRows.flatMap(({ within }) => within),
    ...nothing.flatMap(({ subjects }) => subjects),
    ...noteSignatures,
  ];
}

/** Names of a classification, those of other years too. */
export function nameEntries(kind: ClassificationKind): Entry[] {
  return classificationEntries(kind).map(({ name }) => ({ word: name, meaning: name }));
}
