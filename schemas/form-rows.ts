import type { RowDefinition } from './form.ts';

/**
 * The 类 rows on the expenditure side of gk01 and gk04, as the tables print them, with older names.
 * Source: 公开01表, 公开04表 of published accounts 2018–2024; renamed with 政府收支分类科目 2019 and 2020.
 */
export const expenditureClassRows: readonly RowDefinition[] = [
  { label: '一般公共服务支出', variants: ['一般公共服务'] },
  { label: '外交支出', variants: ['外交'] },
  { label: '国防支出', variants: ['国防'] },
  { label: '公共安全支出', variants: ['公共安全'] },
  { label: '教育支出', variants: ['教育'] },
  { label: '科学技术支出', variants: ['科学技术'] },
  { label: '文化旅游体育与传媒支出', variants: ['文化体育与传媒支出', '文化旅游体育与传媒'] },
  { label: '社会保障和就业支出', variants: ['社会保障和就业', '社会保障与就业支出'] },
  { label: '卫生健康支出', variants: ['医疗卫生与计划生育支出', '卫生健康', '医疗卫生支出'] },
  { label: '节能环保支出', variants: ['节能环保'] },
  { label: '城乡社区支出', variants: ['城乡社区', '城乡社区事务支出'] },
  { label: '农林水支出', variants: ['农林水', '农林水事务支出'] },
  { label: '交通运输支出', variants: ['交通运输'] },
  {
    label: '资源勘探工业信息等支出',
    variants: ['资源勘探信息等支出', '资源勘探电力信息等支出', '资源勘探工业信息等'],
  },
  { label: '商业服务业等支出', variants: ['商业服务业等'] },
  { label: '金融支出', variants: ['金融'] },
  { label: '援助其他地区支出', variants: ['援助其他地区'] },
  {
    label: '自然资源海洋气象等支出',
    variants: ['国土海洋气象等支出', '国土资源气象等支出', '自然资源海洋气象等'],
  },
  { label: '住房保障支出', variants: ['住房保障'] },
  { label: '粮油物资储备支出', variants: ['粮油物资储备'] },
  { label: '国有资本经营预算支出', from: 2020 },
  { label: '灾害防治及应急管理支出', variants: ['灾害防治及应急管理'], from: 2019 },
  { label: '其他支出', variants: ['其他'] },
  { label: '债务还本支出', variants: ['债务还本'] },
  { label: '债务付息支出', variants: ['债务付息'] },
  { label: '抗疫特别国债安排的支出', from: 2020 },
].map((row) => ({ ...row, side: '支出' }));

/** The row of the sum in forms whose rows are codes. */
export const sumRow: RowDefinition = { label: '合计', variants: ['总计', '合计数', '本年合计'] };
