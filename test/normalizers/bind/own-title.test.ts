import { expect, it } from 'vitest';
import { documentContext } from '../../../normalizers/bind/document-context.ts';
import { loadForms } from '../../../pipeline/registry.ts';
import { readText } from '../../extractors/reading.ts';

const forms = await loadForms();
const titleOf = async (...lines: string[]): Promise<string> =>
  documentContext(await readText([...lines, '', '目录', '第一部分 概况'].join('\n')), forms).title;

it('a title that a page says over the document that has one of its own is said once', async () => {
  expect(await titleOf('某市统计局2022年度部门决算', '', '2022年度某市统计局部门决算')).toBe(
    '某市统计局2022年度部门决算',
  );
  expect(await titleOf('某市统计局', '2022年度部门决算')).toBe('某市统计局2022年度部门决算');
});

it('the title of a document that is a table alone says who reports', async () => {
  const text = '安平县统计局2022年度部门决算\n项目\t金额\n合计\t1.00\n人员\t1.00';
  expect(documentContext(await readText(text), forms).entity).toBe('安平县统计局');
});
