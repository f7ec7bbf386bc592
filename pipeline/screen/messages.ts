import type { ErrorRecord } from '../../schemas/finding.ts';
import type { UsageError, UsageProblem } from '../usage-error.ts';
import { errorAdvice } from './code-advice.ts';
import { commandLineText } from './command-line-words.ts';
import type { Details, Language, Sentence } from './language.ts';
import { queryUsage } from './query-messages.ts';
import { resultUsage } from './result-messages.ts';
import { tableUsage } from './table-messages.ts';

export type { Language } from './language.ts';

const usage: Readonly<Record<UsageProblem, Sentence>> = {
  ...resultUsage,
  ...tableUsage,
  ...queryUsage,
  'path-missing': {
    en: (d) =>
      `${d.path} does not exist. Name a file, a folder or a glob in quotes, such as "reports/**/*.txt".`,
    zh: (d) => `${d.path} 不存在。请给出文件、文件夹或加引号的通配符，例如 "reports/**/*.txt"。`,
  },
  'glob-empty': {
    en: (d) => `${d.path} matches no file. Check the pattern; ** stands for folders of any depth.`,
    zh: (d) => `${d.path} 没有匹配到任何文件。请检查通配符；** 代表任意层文件夹。`,
  },
  'input-is-output': {
    en: (d) =>
      `${d.path} lies in the folder of results. Name the documents themselves, or another folder with -o.`,
    zh: (d) => `${d.path} 位于结果文件夹内。请给出原始文件，或用 -o 指定另一个文件夹。`,
  },
  'out-not-ours': {
    en: (d) => `${d.path} holds files that are not results of mingxi. Name an empty or a new folder with -o.`,
    zh: (d) => `${d.path} 中有不是 mingxi 结果的文件。请用 -o 指定空文件夹或新文件夹。`,
  },
  'out-not-folder': {
    en: (d) => `${d.path} is no folder. Name another one with -o.`,
    zh: (d) => `${d.path} 不是文件夹。请用 -o 另行指定。`,
  },
  'out-busy': {
    en: (d) =>
      `Another run is writing ${d.path}. Wait until it ends, or name another folder with -o. If none runs, delete ${d.path}/.mingxi/lock.`,
    zh: (d) =>
      `另一个运行正在写入 ${d.path}。请等它结束，或用 -o 指定另一个文件夹；若没有运行，请删除 ${d.path}/.mingxi/lock。`,
  },
  'out-unwritable': {
    en: (d) =>
      `${d.path} cannot be written (${d.cause}). Check its permissions, or name another folder with -o.`,
    zh: (d) => `无法写入 ${d.path}（${d.cause}）。请检查权限，或用 -o 指定另一个文件夹。`,
  },
  'format-unknown': {
    en: (d) => `--format does not know ${d.format}. It knows: ${d.known}.`,
    zh: (d) => `--format 不认识 ${d.format}。可用：${d.known}。`,
  },
  'engine-unknown': {
    en: (d) => `--ocr does not know ${d.name}. It knows: ${d.known}.`,
    zh: (d) => `--ocr 不认识 ${d.name}。可用：${d.known}。`,
  },
  'option-bad': {
    en: (d) => `${d.cause}. See its --help.`,
    zh: (d) => `选项有误：${commandLineText(d.cause ?? '', 'zh')}。参见该命令的 --help。`,
  },
  'option-file-unreadable': {
    en: (d) => `${d.option}: ${d.file} cannot be read (${d.cause}). Name a CSV file in UTF-8.`,
    zh: (d) => `${d.option}：无法读取 ${d.file}（${d.cause}）。请给出 UTF-8 编码的 CSV 文件。`,
  },
  'option-file-bad': {
    en: (d) => `${d.option}: ${d.file}: ${d.cause}. Correct the file and run again.`,
    zh: (d) => `${d.option}：${d.file}：${d.cause}。请改正后重新运行。`,
  },
  'metadata-without-key': {
    en: (d) =>
      `--metadata: ${d.file} has neither a column source nor a column sha256. Add one, so that rows find their documents.`,
    zh: (d) => `--metadata：${d.file} 既没有 source 列也没有 sha256 列。请补上其一，以便与文件对应。`,
  },
  'form-unknown': {
    en: (d) => `There is no form ${d.id}. Known are: ${d.known}.`,
    zh: (d) => `没有表式 ${d.id}。已知：${d.known}。`,
  },
};

/** One sentence that says what is wrong with the command line and what to do. */
export function describeUsageError(error: UsageError, language: Language): string {
  return usage[error.problem][language](error.details);
}

/** Words of the extract command on the screen. */
export const extractWords = {
  finished: {
    ok: { en: 'ok', zh: '完成' },
    partial: { en: 'partial', zh: '部分' },
    failed: { en: 'FAILED', zh: '失败' },
    duplicate: { en: 'duplicate', zh: '重复' },
    skipped: { en: 'skipped', zh: '跳过' },
  },
  reused: { en: 'done before', zh: '此前已完成' },
  counts: {
    en: (d: Details) => `${d.fields} values, ${d.review} to look at, ${d.failed} of the checks failed`,
    zh: (d: Details) => `${d.fields} 个数值，${d.review} 个待看，${d.failed} 项核对不符`,
  },
  total: {
    en: (d: Details) =>
      `${d.read} read, ${d.failed} failed, ${d.duplicate} duplicates, ${d.skipped} skipped; ${d.fields} values, ${d.review} to look at. Results: ${d.out}`,
    zh: (d: Details) =>
      `读取 ${d.read} 份，失败 ${d.failed} 份，重复 ${d.duplicate} 份，跳过 ${d.skipped} 份；共 ${d.fields} 个数值，${d.review} 个待看。结果：${d.out}`,
  },
  workbooksLeftOut: {
    en: (d: Details) =>
      `${d.documents} documents: workbooks (XLSX) are left out, for there are more than ${d.most}. Ask for them with --format csv,json,xlsx.`,
    zh: (d: Details) =>
      `共 ${d.documents} 份文件，超过 ${d.most} 份，不生成 Excel 工作簿（XLSX）。如需要，请用 --format csv,json,xlsx。`,
  },
  metadataUnmatched: {
    en: (d: Details) => `--metadata: ${d.count} of ${d.rows} rows belong to no input.`,
    zh: (d: Details) => `--metadata：${d.rows} 行中有 ${d.count} 行没有对应的文件。`,
  },
} as const;

/** Why an input failed and what to do, for the screen. */
export function describeFault(
  error: Pick<ErrorRecord, 'code' | 'message' | 'hint'>,
  language: Language,
): string {
  if (language === 'en') return `${error.message} ${error.hint}`;
  const { means, todo } = errorAdvice[error.code].zh;
  return means + todo;
}

/** Words of `mingxi explain` and `mingxi cite`. */
export const explainWords = {
  value: { en: 'value', zh: '数值' },
  item: { en: 'item', zh: '项目' },
  report: { en: 'report', zh: '报告' },
  source: { en: 'source', zh: '来源' },
  read: { en: 'read as', zh: '原文' },
  sentence: { en: 'sentence', zh: '原句' },
  origin: { en: 'comes from', zh: '得自' },
  confidence: { en: 'confidence', zh: '置信度' },
  flags: { en: 'flags', zh: '标记' },
  speaksFor: { en: 'What speaks for it', zh: '佐证' },
  speaksAgainst: { en: 'What speaks against it', zh: '反证' },
  notTried: { en: 'What could not be tried', zh: '无法核对' },
  nothing: { en: 'nothing', zh: '无' },
  table: { en: 'table', zh: '表' },
  row: { en: 'row', zh: '行' },
  column: { en: 'column', zh: '列' },
} as const;

/** What each flag says and what to do about it: as the README has it. */
export const flagAdvice: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'low-confidence': { en: 'look at the source before using the value', zh: '使用前请核对原文' },
  'blank-zero': {
    en: 'an empty cell taken as 0, because the document says so',
    zh: '文件注明空白为零，故取 0',
  },
  'unit-assumed': {
    en: 'no unit stands at the table: check the order of magnitude',
    zh: '表旁无单位：请核对数量级',
  },
  'image-cell': { en: 'the cell is a picture: compare with the page', zh: '单元格是图片：请对照原页' },
  repaired: {
    en: 'changed because the accounts only balance so: compare raw with the page',
    zh: '为使账目平衡而改读：请对照原页',
  },
  shifted: { en: 'stood in a neighbouring cell: compare with the page', zh: '原在相邻单元格：请对照原页' },
  duplicate: {
    en: 'stands in the document again: choose by occurrence',
    zh: '文件中重复出现：请按 occurrence 选用',
  },
  rounding: { en: 'off by no more than rounding: nothing to do', zh: '仅为四舍五入之差：无需处理' },
  'sum-mismatch': {
    en: 'a total is not the sum of its parts: decide which to trust',
    zh: '合计不等于各项之和：请判断以何为准',
  },
  'cross-table-mismatch': {
    en: 'two tables differ: decide which to trust',
    zh: '两表不一致：请判断以何为准',
  },
  'narrative-mismatch': {
    en: 'text and table, or two sentences, differ: decide which to trust',
    zh: '文字与表或两处文字不一致：请判断以何为准',
  },
  'ratio-mismatch': {
    en: 'the percentage does not follow from the amounts: recompute it',
    zh: '百分比与金额不符：请重新计算',
  },
  'code-name-mismatch': {
    en: 'code and name do not belong together: check which is meant',
    zh: '编码与名称不符：请核对',
  },
  'unexpected-text': {
    en: 'something the form does not foresee: look at raw',
    zh: '出现表式之外的内容：请看 raw',
  },
  'source-error': { en: 'the document contradicts itself: quote with care', zh: '文件自相矛盾：引用请谨慎' },
};
