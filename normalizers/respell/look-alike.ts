import { classificationEntries } from '../../schemas/classification/lookup.ts';
import { measured } from './measured-pairs.ts';

/**
 * What it costs to take a character for another. A character that OCR is known to give for the other costs little; one
 * that stands in no name of the classification is hardly right, one that does is more likely what is printed.
 */
const costs = {
  lookAlike: 0.35,
  strange: 0.7,
  /** A character that names of the classification hold: it may well stand there. */
  familiar: 2,
  /** It would turn the meaning round. */
  opposite: 9,
} as const;

/**
 * What it costs that a character of the word was not read, and that one was read which the word does not have: OCR seldom
 * loses or makes a whole character, publishers often word a thing shorter or longer.
 */
const gaps = { lost: 3.5, lostThin: 0.4, extraThin: 0.4, extraStrange: 1.6, extraFamiliar: 3.5 } as const;

/** Characters of a stroke or two: lost in rulings and noise, or read where there is nothing but those. */
const thin = new Set('一二三十丨丶丿卜亅1lI');

/** Characters that look alike in every typeface, whether or not OCR took one for the other when it was measured. */
const alike =
  '未末 土士 己已巳 日曰 人入八 元兀 万方 大太犬 天夫 干千于 王玉主 木本 今令 贝见 市币 折拆 拔拨 侯候 ' +
  '白自目 田由甲申 乌鸟 戊戌成 兔免 没设 治冶 睛晴 清请 坏环 住往 准淮 间问闻 历厉 利和 拨拔 工エ土 口囗 二ニ 八ハ';
/** Of a group, none was ever misread for another by someone who then meant the same. */
const opposites = [
  '收支',
  '入出',
  '预决',
  '初末上本中年',
  '增减',
  '内外',
  '大小',
  '上下',
  '城农',
  '公私',
  '省市县乡国',
  '数费额率量',
  '一二三四五六七八九十',
  '东西南北中',
];

const pairs = new Set<string>();
for (const group of alike.split(' '))
  for (const a of group) for (const b of group) if (a !== b) pairs.add(a + b);
for (const pair of measured.trim().split(/\s+/u)) {
  const [a = '', b = ''] = pair;
  pairs.add(a + b).add(b + a);
}

const partners = new Map<string, string[]>();
for (const pair of pairs) {
  const [a = '', b = ''] = pair;
  const own = partners.get(a);
  if (own === undefined) partners.set(a, [b]);
  else own.push(b);
}

/** Characters that reports are full of beside those of the classification. */
const ofReports =
  '度年月日本上初末部门表说明情况概报告目录附件公开注反映总计小合因为于是的与和及其中各项收支决算预数额金元万';

const oppositeGroups = opposites.map((group) => new Set(group));
let familiar: ReadonlySet<string> | null = null;

/** Whether names of the classification hold the character. */
function isFamiliar(character: string): boolean {
  familiar ??= new Set([
    ...ofReports,
    ...(['functional', 'economic'] as const).flatMap((kind) =>
      classificationEntries(kind).flatMap(({ name }) => [...name]),
    ),
  ]);
  return familiar.has(character);
}

/** What a look-alike costs, and a character that stands in no name of the classification. */
export const { lookAlike: lookAlikeCost, strange: strangeCost } = costs;

/** What it costs that a character of a word was read as another. */
export function changeCost(read: string, word: string): number {
  if (read === word) return 0;
  if (oppositeGroups.some((group) => group.has(read) && group.has(word))) return costs.opposite;
  if (pairs.has(read + word)) return costs.lookAlike;
  return isFamiliar(read) ? costs.familiar : costs.strange;
}

/** The characters that OCR is known to take for this one, and those that it is taken for. */
export function lookAlikesOf(character: string): readonly string[] {
  return partners.get(character) ?? [];
}

/** What it costs that a character of a word was not read. */
export function lostCost(character: string): number {
  return thin.has(character) ? gaps.lostThin : gaps.lost;
}

/** What it costs that a character was read that the word does not have. */
export function extraCost(character: string): number {
  if (thin.has(character)) return gaps.extraThin;
  return isFamiliar(character) ? gaps.extraFamiliar : gaps.extraStrange;
}
