import type { Sentence } from './language.ts';

/** Words of `mingxi diff`. */
export const diffWords = {
  onlyNew: { en: 'only in the new folder', zh: '仅在新文件夹中' },
  onlyOld: { en: 'only in the old folder', zh: '仅在旧文件夹中' },
  document: { en: 'document', zh: '文件' },
  check: { en: 'check', zh: '核对' },
} as const;

/** The line on stderr at the end. */
export const diffTotals: Readonly<Record<'same' | 'differ', Sentence>> = {
  same: {
    en: (d) => `No difference: ${d.documents} documents, ${d.values} values.`,
    zh: (d) => `没有差异：${d.documents} 份文件，${d.values} 个数值。`,
  },
  differ: {
    en: (d) =>
      `${d.documents} documents compared, ${d.removedDocuments} only in the old folder, ${d.addedDocuments} only in the new. Values: ${d.changed} changed, ${d.added} added, ${d.removed} removed, ${d.assessed} judged otherwise, ${d.described} told otherwise. Checks: ${d.checks} differ.`,
    zh: (d) =>
      `比较 ${d.documents} 份文件，仅在旧文件夹 ${d.removedDocuments} 份，仅在新文件夹 ${d.addedDocuments} 份。数值：变更 ${d.changed} 个，新增 ${d.added} 个，消失 ${d.removed} 个，评估变化 ${d.assessed} 个，说明变化 ${d.described} 个。核对：${d.checks} 项不同。`,
  },
};
