/** Another entity and another year, consistently everywhere in a document. */
import type { SeedNotes } from './notes.ts';
import type { Random } from './random.ts';

const provinces = ['河南省', '四川省', '江西省', '浙江省', '陕西省', '贵州省', '山东省', '云南省'];
const cities = [
  '临川市',
  '青岩市',
  '南屏市',
  '安河市',
  '东陵市',
  '白水市',
  '云溪口市',
  '金沙市',
  '永定市',
  '长岭市',
];
const counties = [
  '青田坪县',
  '石桥县',
  '平湖县',
  '南漳铺县',
  '大新县',
  '永和县',
  '龙门县',
  '武陵源县',
  '洛川坝县',
];
const districts = ['城东区', '北湖区', '高新区', '雨山区', '江南区', '临港区', '望城坡区'];
const offices = [
  '就业服务中心',
  '劳动保障监察大队',
  '不动产登记中心',
  '城市管理综合服务中心',
  '医疗保障事务中心',
  '退役军人服务中心',
  '公共资源交易中心',
  '农业综合服务中心',
  '文化馆',
  '统计局',
  '档案馆',
  '社会保险事业管理局',
];

/** Replacements to make in the text and in the truth, longest first. */
export interface Naming {
  readonly entity: string;
  readonly aliases: readonly string[];
  apply(text: string): string;
}

/** Draws another name of the kind that the seed's entity has: city, county or district with its office. */
export function drawNaming(notes: SeedNotes, random: Random): Naming {
  const [place = ''] = notes.places;
  const office = random.pick(offices);
  const alias = random.pick(offices.filter((other) => other !== office));
  const city = random.pick(cities);
  const newPlace = place.includes('区')
    ? city + random.pick(districts)
    : place.endsWith('县')
      ? random.pick(counties)
      : city;
  const pairs: [string, string][] = [];
  for (const old of notes.places) {
    if (old === place) pairs.push([old, newPlace]);
    else if (old.endsWith('市')) pairs.push([old, city]);
    else if (old.endsWith('区')) pairs.push([old, newPlace.slice(city.length)]);
    else pairs.push([old, newPlace.slice(0, -1)]);
  }
  if (notes.officeAlias) pairs.push([notes.officeAlias, alias]);
  pairs.push([notes.office, office], ['湖南省', random.pick(provinces)]);
  const apply = (text: string): string => pairs.reduce((out, [from, to]) => out.replaceAll(from, to), text);
  const [first = '', ...rest] = notes.names;
  return { entity: apply(first), aliases: rest.map(apply), apply };
}

/** Four-digit years that stand as years: before 年, 部门, or alone in brackets of a document number. */
const year = /(?<!\d)(20[12]\d)(?=\s{0,2}(?:年|部门)|[〕］\]）)](?!号表))/gu;

/** Moves every year of a text by so many years. */
export function shiftYears(text: string, by: number): string {
  return by === 0 ? text : text.replace(year, (found) => String(Number(found) + by));
}
