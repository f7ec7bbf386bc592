import { arabicYears } from './date.ts';
import { canonicalLabel } from './text.ts';

/**
 * Names of public bodies: told from other text by how they are built (region, subject, kind of body), never by a list of bodies.
 */

/** Last words of a body's name. One character where that is enough in the places that are looked at. */
const kindOfBody =
  /(?:[局委办处会院校学园站所队馆社团厅部署室库台府镇乡联协科股]|中心|人大|机关|监狱|工会|法院|基地|公司|街道|公园|集团|医院|电大|林场|农场|牧场|渔场|机场|市场|剧团|书店|公路段|法庭|(?:开发|高新|示范|社|园|新|校|景|管理|保护|合作|试验|工业|产业|保税|风景名胜|港)区|[\u4e00-\u9fff]{2,}村)$/u;

/** A bracket behind the name that belongs to it: （本级）, （机关）, （长沙市水产站）. */
const trailingBracket = /（[^（）]{1,20}）$/u;

/** What no name of a body holds: words of the report, of sentences, of templates. */
const foreign =
  /年度|\d年|决算|预算(?:[数表公说]|编制)|支出|收入|附件|报告|说明|情况|自评|负责|承办|关于|根据|按照|包括|万元|合计|名词|解释|目录|部分|概况|职责|机构设置|隶属|[的是XＸx×某，。；：！？…]|^[我各其该由对在]|本单位|本部门|^全[县市省区]/u;

/** The whole of a name that names no one: 服务中心, 管理局, 县人民政府办公室 is fine, 办公室 is not. */
const onlyGeneric =
  /^(?:(?:综合|服务|管理|事务|工作|人民|监督|执法|行政|业务|办公|委员|领导|小组|本|内设|下属|所属|直属|主管|上级|公开|预算|单位|部门|机关|机构|本级|中心|局|委|会|室|处|所|站|办|科|股|院|部|队|厅|大|支))+$/u;

/** Characters of a name: from 教育局 to the longest names of schools and committees. */
const shortestName = 3;
const longestName = 45;

/** Characters of a person's name at most, and words that end no person's name. */
const longestPerson = 4;
const surelyBody = /(?:[局委办院校厅]|中心|政府|大学|医院|法院|公司|工会|协会|学会|支队|大队|总队)$/u;

const titleLead =
  /^(?:附件|附表|附|第[一二三四五六七八九十]+(?:部分|章|篇)|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[、.．]|公开\d+表|关于|(?:19|20)\d\d(?:年度?|度)?|年度?|[：:、，“”《》（）.\-—*#]|\d{1,2}(?=[^\d年]))/u;

/** Words with which a title goes on behind the name. */
const titleTail =
  /(?:（?(?:19|20)\d\d(?:年|部|单|决|预|）)|(?:部门|单位)?(?:整体支出|整体绩效|财政支出|项目支出|决算|预算(?!编|审|中|管|评|绩)|绩效(?!中心|局|科|处|办|评价中心)|概况|简介|基本情况|基本概况|主要职[责能]|机构设置|职责职能)|(?:区|市|县|省)?级?(?:部门|单位)|财政拨款|一般公共预算|政府性基金|国有资本经营|“?三公”?经费|收入支出|收支|关于|信息公开|总体支出|工作目标|的)/u;

/**
 * The name of a body that is all there is in the text (what stands behind 部门： or on a cover line).
 * @returns the name, canonical (no white space, full-width brackets), or null where the text is no name of a body:
 *   a person, a sentence, a form's word, a kind of body without a name (服务中心)
 */
export function organisationName(text: string): string | null {
  const name = canonicalLabel(text)
    .replace(/^[：:、，*#“”《》]+|[：:、，。；*“”《》]+$/gu, '')
    .replace(/（(?:公章|盖章|章|签章)）/gu, '');
  const length = [...name].length;
  if (length < shortestName || length > longestName) return null;
  if (!/^[\p{Script=Han}\dA-Za-z（）·“”、-]+$/u.test(name) || !/\p{Script=Han}{2}/u.test(name)) {
    return null;
  }
  if (foreign.test(name)) return null;
  const core = withoutLevel(name).replace(trailingBracket, '');
  const region = regionOf(core);
  if (core === region || !kindOfBody.test(core)) return null;
  // 刘爱社 is a person: a name as short as a person's needs a word that only bodies end with
  if (region === '' && [...core].length <= longestPerson && !surelyBody.test(core)) return null;
  if (region === '' && onlyGeneric.test(core.replace(/^[省市县区州盟旗]/u, ''))) return null;
  return name;
}

/**
 * The body that a title or heading names: 2021年度X部门决算, X2021年度部门决算公开, X单位概况, 2022年X整体支出绩效自评报告.
 * @returns null where it names none (部门决算表, 桃江县部门决算: a region is no body)
 */
export function organisationInTitle(text: string): string | null {
  let rest = canonicalLabel(arabicYears(text));
  for (let lead = titleLead.exec(rest); lead; lead = titleLead.exec(rest)) {
    rest = rest.slice(lead[0].length);
  }
  const tail = titleTail.exec(rest);
  if (!tail || tail.index === 0) return null;
  return organisationName(rest.slice(0, tail.index).replace(/[（“《]$/u, ''));
}

/** （本级）, 本级 or （机关） taken off the end: the level of the accounts, not part of the name. */
export function withoutLevel(name: string): string {
  return name.replace(/(?:（(?:本级|机关|本部|机关本级)）|机关本级|本级)$/u, '');
}

const partyOrLine =
  /^(?:中国共产党|中共|中国共产主义青年团|共青团|中国国民党革命委员会|中国民主同盟|九三学社|国家税务总局|中国农工民主党)/u;
const regionStep =
  /^(?:\p{Script=Han}{2,8}?(?:特别行政区|自治区|自治州|自治县|自治旗|林区|特区|地区)|(?:锡林郭勒|兴安|阿拉善)盟|\p{Script=Han}{2,6}?(?:[省州县旗]|市(?![场容民])|区(?![划域]))|[^省市州区县各全本该我]县(?![委政直级人域]))/u;
/** 区 that is no level of government: 开发区, 社区, 园区. */
const quasiRegion =
  /(?:开发|高新|技术|示范|社|园|新城|新港|校|景|灌|库|老|管理|保护|合作|试验|工业|产业|保税|风景名胜|服务)区$|(?:城|都)市$/u;

/** Province, city and county at most. */
const mostSteps = 3;

/**
 * The province, city or county that begins a body's name: 长沙市天心区 of 长沙市天心区…中心.
 * @returns '' where the name begins with none
 */
export function regionOf(name: string): string {
  let rest = name.replace(partyOrLine, '');
  let region = '';
  for (let step = 0; step < mostSteps; step++) {
    const found = regionStep.exec(rest)?.[0];
    if (found === undefined || quasiRegion.test(found)) break;
    region += found;
    rest = rest.slice(found.length);
  }
  return region;
}

/** Whether the name says where the body is: a short form (县财政局, 工伤保险服务中心) does not. */
export function hasRegion(name: string): boolean {
  return regionOf(name) !== '';
}

/**
 * Whether `long` is the complete form of the short form `short`: the same words with a region, or a region and the superior
 * body, before them.
 */
export function completes(long: string, short: string): boolean {
  if (long === short || !long.endsWith(short)) return false;
  const prefix = long.slice(0, long.length - short.length).replace(partyOrLine, '');
  if (prefix === '') return true;
  const region = regionOf(long);
  if (region === '') return false;
  return region.startsWith(prefix) || (prefix.startsWith(region) && kindOfBody.test(prefix));
}
