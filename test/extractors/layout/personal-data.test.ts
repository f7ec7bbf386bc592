import { describe, expect, it } from 'vitest';
import {
  announcesPerson,
  cutPersonalData,
  signatureLabel,
} from '../../../extractors/layout/personal-data.ts';

describe('cut', () => {
  it.each([
    ['电话 13912345678 转 2', '电话 […] 转 2', 1],
    ['139-1234-5678', '[…]', 1],
    ['0731-88888888', '[…]', 1],
    ['（0731）8888888', '[…]', 1],
    ['43010119900101123X', '[…]', 1],
    ['联系人：张三，联系电话：0731-88888888。', '联系人：[…]，联系电话：[…]。', 2],
    ['填表人：张 三  负责人：李四', '填表人：[…]  负责人：[…]', 2],
    ['单位负责人（签章）：王五', '单位负责人（签章）：[…]', 1],
  ])('%s', (text, expected, cut) => {
    expect(cutPersonalData(text)).toEqual({ text: expected, cut });
  });

  it.each([
    '2080101',
    '158123456789.12',
    '13912345678.50',
    '1,391,234.56万元',
    '〔2020〕55 号',
    '负责人：',
    '单位负责人签字：',
    '主要职责：负责工伤保险基金',
    '2021年12月31日',
  ])('leave %s', (text) => {
    expect(cutPersonalData(text)).toEqual({ text, cut: 0 });
  });
});

it.each([
  ['填表人：张三', '填表人：'],
  ['单位负责人签字：', '单位负责人签字：'],
  ['填表人：张三  联系电话：123  填表日期：2021年', '填表人： 联系电话：'],
  ['部门负责人（签字）: 李四', '部门负责人（签字）:'],
  ['主要负责人用车0辆', null],
  ['填报单位：某局', null],
])('signature %s', (text, expected) => {
  expect(signatureLabel(text)).toBe(expected);
});

it('a cell that announces a name', () => {
  expect(['联系人', '填表人：', '联系电话', '单位', '人员经费'].map(announcesPerson)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});
