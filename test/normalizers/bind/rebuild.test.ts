import { describe, expect, it } from 'vitest';
import { narrate } from '../../../extractors/narrative/narrate.ts';
import { bind } from '../../../normalizers/bind/bind.ts';
import { reconcile } from '../../../normalizers/reconcile/reconcile.ts';
import { loadForms } from '../../../pipeline/registry.ts';
import { classification } from '../../../schemas/classification/lookup.ts';
import { readText } from '../../extractors/reading.ts';

const forms = await loadForms();

async function extract(...below: string[]) {
  const reconstruction = await readText(
    [
      '云岭市民政局2022年度部门决算',
      '目录',
      '一、支出决算表',
      '二、政府性基金预算财政拨款收入支出决算表',
      '三、国有资本经营预算财政拨款支出决算表',
      '第二部分 2022年度部门决算表',
      '支出决算表',
      '公开03表',
      '部门：云岭市民政局\t单位：万元',
      '科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出',
      '\t合计\t31.61\t29.38\t2.23',
      '208\t社会保障和就业支出\t31.61\t29.38\t2.23',
      '2080201\t行政运行\t31.61\t29.38\t2.23',
      '',
      ...below,
      '',
      '第三部分 2022年度部门决算情况说明',
      '八、政府性基金预算财政拨款支出决算情况说明',
      '本单位2022年度没有政府性基金预算财政拨款收入，也没有使用政府性基金预算财政拨款安排的支出。',
    ].join('\n'),
  );
  const binding = bind(reconstruction, narrate(reconstruction), forms, classification);
  const { fields, checks } = reconcile(binding, forms, classification);
  const ofFund = fields.filter(({ form }) => form === 'gk08');
  const states = [...new Set(ofFund.map(({ state, value }) => `${state} ${value ?? ''}`.trim()))];
  const complete = checks.find(({ id }) => id.startsWith('gk08/completeness'))?.status;
  return { states, complete };
}

describe('a form without a body', () => {
  it('is printed empty where the words under its title say so', async () => {
    const { states, complete } = await extract(
      '政府性基金预算财政拨款收入支出决算表',
      '公开08表',
      '注：本表反映部门本年度政府性基金预算财政拨款收入、支出及结转和结余情况。',
      '说明：云岭市民政局没有政府性基金预算财政拨款收入和支出，故本表无数据。',
    );
    expect([states, complete]).toEqual([['blank'], 'pass']);
  });

  it('is lost where nothing says so: the text tells what is in it', async () => {
    const { states, complete } = await extract(
      '政府性基金预算财政拨款收入支出决算表',
      '公开08表',
      '注：本表反映部门本年度政府性基金预算财政拨款收入、支出及结转和结余情况。',
    );
    expect(states).toContain('number 0');
    expect(complete).toBe('pass');
  });

  it('is not empty for the words under another’s title', async () => {
    const { states } = await extract(
      '政府性基金预算财政拨款收入支出决算表',
      '国有资本经营预算财政拨款支出决算表',
      '说明：云岭市民政局没有国有资本经营预算财政拨款支出，故本表无数据。',
    );
    expect(states).toContain('number 0');
  });

  it('is not there where only the contents name it', async () => {
    expect((await extract()).complete).toBe('fail');
  });
});
