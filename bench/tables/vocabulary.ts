import type { Random } from '../variants/random.ts';

const items = (
  'Total receipts|Individual income taxes|Corporation income taxes|Highway construction|Motor fuel|Wheat|Soybeans|' +
  'Cattle and calves|Natural gas|Distillate fuel oil|Residential|Commercial|Industrial|Transportation|Private nonfarm|' +
  'State and local government|Federal government|Under 25 years|25 to 34 years|65 years and over|High school graduates|' +
  'Some college, no degree|Manufacturing|Durable goods|Nondurable goods|Wholesale trade|Retail trade|Mining and logging|' +
  'Construction|Financial activities|Education and health services|Leisure and hospitality|Alabama|Alaska|Arizona|' +
  'Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|' +
  'Louisiana|Maine|Maryland|Michigan|Minnesota|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|' +
  'North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Rhode Island|South Carolina|Tennessee|Texas|Utah|Vermont|Virginia|' +
  'Austria|Belgium|Denmark|Finland|France|Germany|Greece|Hungary|Ireland|Italy|Latvia|Lithuania|Malta|Netherlands|' +
  'Poland|Portugal|Slovakia|Slovenia|Spain|Sweden|Czech Republic|United Kingdom'
).split('|');
const longItems = (
  'Expenditures for research and development performed by universities and colleges|' +
  'Payments to individuals under programs that are administered by the States|' +
  'Vehicles with a gross weight of more than ten thousand pounds in combination|' +
  'Persons who worked at home or in the open without a fixed place of employment|' +
  'Interest received on tax and loan accounts and on deposits with other banks'
).split('|');
const measures = (
  'Number|Percent|Amount|Change|Estimate|Revenue|Outlays|Acres|Yield|Production|Price|Value|Male|Female|Both|Rate|Share|' +
  'Exports|Imports|Stocks|Cases|Deaths|Mean|Median|Budget|Actual|Total'
).split('|');
const longMeasures = (
  'Average weekly earnings|Percent of all employees|Gross domestic product|Change from previous year|Number of households|' +
  'Margin of error|Median household income|Rate per 100,000 population|Vehicle miles traveled|Net farm income'
).split('|');
const groups = (
  'Civilian labor force|Fiscal year|Public schools|Private schools|All areas|Rural|Urban|Men and women|Production and use|' +
  'Old series|New series|Metropolitan areas|Budget authority'
).split('|');
const sections = (
  'Household composition|Region of residence|By fuel type|Educational attainment|Crop year beginning June|' +
  'Occupation of longest job|Source of funds|Member States|Candidate countries'
).split('|');
const subjects =
  'The committee|The survey|Each agency|The new programme|This report|The estimate|The average household|A Member State|The department'.split(
    '|',
  );
const verbs =
  'has reviewed|describes|was based on|does not include|should consider|reported|continued to examine|will publish|compares'.split(
    '|',
  );
const objects = (
  'the changes in the regional economy during the last decade|all applications received before the end of the period|' +
  'the methods used for the collection of data from local offices|the effect of prices on the demand for energy|' +
  'information about the quality of drinking water in small communities|the results of earlier studies in this field|' +
  'measures that improve the safety of roads and bridges|a sample of farms and households selected at random'
).split('|');

/** Distinct labels of rows. */
export function rowLabels(random: Random, count: number): string[] {
  return random.shuffle(items).slice(0, count);
}

export const longLabel = (random: Random): string => random.pick(longItems);
export const measure = (random: Random): string => random.pick(measures);
export const longMeasure = (random: Random): string => random.pick(longMeasures);
export const group = (random: Random): string => random.pick(groups);
export const section = (random: Random): string => random.pick(sections);

/** A sentence of prose; now and then it holds a figure, as reports do. */
export function sentence(random: Random): string {
  const tail = random.chance(25)
    ? `, or ${random.between(2, 97)}.${random.between(0, 9)} percent`
    : random.chance(20)
      ? ` in ${random.between(1990, 2012)}`
      : '';
  return `${random.pick(subjects)} ${random.pick(verbs)} ${random.pick(objects)}${tail}.`;
}

/** How the figures of a column look. */
export type Form = 'count' | 'thousands' | 'decimal' | 'percent' | 'signed' | 'year';

/** A figure as printed. */
export function figure(random: Random, form: Form): string {
  if (form === 'count') return String(random.between(0, 999));
  if (form === 'thousands') return random.between(1000, 9_999_999).toLocaleString('en-US');
  if (form === 'decimal') return `${random.between(0, 199)}.${random.between(0, 9)}`;
  if (form === 'percent') return `${random.between(0, 99)}.${random.between(0, 9)}%`;
  if (form === 'year') return String(random.between(1985, 2012));
  const plain = `${random.between(0, 49)}.${random.between(0, 9)}`;
  return random.pick([plain, plain, `-${plain}`, `(${plain})`]);
}

export const forms: readonly Form[] = ['count', 'thousands', 'decimal', 'percent', 'signed'];
