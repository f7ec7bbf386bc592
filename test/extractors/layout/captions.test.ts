import { describe, expect, it } from 'vitest';
import { standsBeside } from '../../../extractors/layout/beside.ts';
import { readCaption } from '../../../extractors/layout/captions.ts';

describe('what a caption says', () => {
  it.each([
    ['公开01表', { mark: '公开01表' }],
    ['公开 01 表', { mark: '公开01表' }],
    ['财决公开02表', { mark: '财决公开02表' }],
    ['附表3', { mark: '附表3' }],
    ['金额单位：万元', { unit: '金额单位：万元' }],
    ['单位: 人民币元', { unit: '单位:人民币元' }],
    ['（单位：亿元）', { unit: '（单位：亿元）' }],
    ['(万元)', { unit: '(万元)' }],
    ['部门：某市财政局', { entity: '某市财政局' }],
    ['部门：', {}],
    ['填报单位（盖章）：某局', { entity: '某局' }],
    ['编制单位： 某局\t\t2023年度\t公开07表', { entity: '某局', year: '2023年度', mark: '公开07表' }],
    ['公开部门：某局 2022 年度  金额单位：元', { entity: '某局', year: '2022年度', unit: '金额单位：元' }],
    ['(2020 年度)', { year: '(2020年度)' }],
    ['２０２３年度', { year: '２０２３年度' }],
    ['二〇二三年度', { year: '二〇二三年度' }],
    ['填报时间：2021年7月13日', {}],
  ])('%s', (text, expected) => {
    expect(readCaption(text)).toEqual({ mark: null, unit: null, entity: null, year: null, ...expected });
  });

  it.each([
    '2021年度收、支总计331.61万元。',
    '单位价值50万元以上通用设备0台（套）',
    '一、部门职责',
    '收入支出决算总表',
    '部门职责：负责工伤保险。',
    '主管部门：某局，负责管理。',
    '',
  ])('nothing: %s', (text) => {
    expect(readCaption(text)).toBeNull();
  });
});

it.each([
  ['收入决算表', true],
  ['收入决算表\t\t单位：万元', true],
  ['注：本表反映情况。', true],
  ['填表人：某某\t联系电话：1', true],
  ['第 3 页', true],
  ['项目\t金额', false],
  ['总表\t1.00', false],
  ['合计\t\t', false],
])('beside a table: %s', (text, expected) => {
  expect(standsBeside(text)).toBe(expected);
});
