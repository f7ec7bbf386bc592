import type { Reconstruction } from '../../schemas/document.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { FormDefinition } from '../../schemas/form.ts';
import type { DocumentType } from '../../schemas/ports.ts';
import { arabicYears } from '../date.ts';
import { organisationInTitle } from '../entity.ts';
import { stripSpaces } from '../text.ts';
import { moneyUnitIn } from '../unit.ts';
import { type ElectedEntity, electEntity } from './entity-vote.ts';
import { announcedForms, formOfTitle } from './form-titles.ts';
import { electFiscalYear } from './year-vote.ts';

/** What the document as a whole says, before any table is bound. */
export interface DocumentContext extends ElectedEntity {
  /** The document's own title, lines of a cover joined; '' where it has none. */
  readonly title: string;
  readonly fiscalYear: string;
  readonly fiscalYearConfidence: number;
  readonly documentType: DocumentType;
  /** Ids of the forms that the list of contents announces, in its order. */
  readonly announced: readonly string[];
  /** 单元格空白表示数据为零 stands in the document. */
  readonly blankMeansZero: boolean;
  /** The money unit that most unit lines print, '' where none stands anywhere. */
  readonly documentUnit: string;
  readonly findings: readonly Finding[];
}

/**
 * Reads title, entity, year, kind, announced forms, the note on blanks and the usual unit of a document.
 * Nothing found is said by '' and confidence 0, and by a finding for entity and year.
 */
export function documentContext(
  reconstruction: Reconstruction,
  forms: readonly FormDefinition[],
): DocumentContext {
  const elected = electEntity(reconstruction);
  const { fiscalYear, confidence } = electFiscalYear(reconstruction);
  const findings: Finding[] = [];
  if (elected.entity === '') {
    findings.push(finding('entity-unknown', 'Nothing in the document names the unit that reports.'));
  }
  if (fiscalYear === '') {
    findings.push(finding('year-unknown', 'Nothing in the document names the year it reports.'));
  }
  return {
    ...elected,
    title: titleOf(reconstruction),
    fiscalYear,
    fiscalYearConfidence: confidence,
    documentType: documentTypeOf(reconstruction, forms),
    announced: announcedForms(reconstruction.blocks, forms),
    blankMeansZero: blankMeansZeroIn(reconstruction),
    documentUnit: usualUnit(reconstruction),
    findings,
  };
}

function finding(code: Finding['code'], message: string): Finding {
  return { code, message, page: null, location: '' };
}

/** Characters of a line that may be a title, and blocks at the beginning that may hold the document's own. */
const titleLength = 60;
const coverBlocks = 8;
const titleLines = 5;
const titleWords = /决算|预算|自评|绩效|报告|公开/u;
const partHeading = /^第[一二三四五六七八九十]+(?:部分|章|篇)$/u;
const listHeading = /^(?:目录|附件[：:]?\d*|附表[：:]?\d*)$/u;

/** The title on the cover; its lines joined, 附件 and 目录 left out. */
function titleOf(reconstruction: Reconstruction): string {
  const lines: string[] = [];
  const cover = reconstruction.blocks
    .filter(({ kind }) => !['artifact', 'furniture', 'caption', 'signature'].includes(kind))
    .slice(0, coverBlocks);
  for (const block of cover) {
    const plain = stripSpaces(block.text);
    if (listHeading.test(plain) || partHeading.test(plain)) {
      if (lines.length > 0) break;
      continue;
    }
    const fits = block.kind === 'title' || (block.kind === 'paragraph' && !/[。；]$/u.test(plain));
    if (!fits || block.tableId !== null || plain.length > titleLength || lines.length === titleLines) {
      break;
    }
    // A page says its title over the document that has one of its own.
    if (!lines.some((line) => saysAgain(line, plain))) lines.push(plain);
  }
  if (lines.some((line) => titleWords.test(line))) return lines.join('');
  const named = cover.find(({ text }) => organisationInTitle(text) !== null);
  return lines.join('') || (named ? stripSpaces(named.text) : '');
}

/** A title: shorter ones are lines of a cover. */
const wholeTitle = 12;

/** Whether a title says what another says, in the same characters in any order. */
function saysAgain(title: string, other: string): boolean {
  const characters = new Set(title);
  return other.length >= wholeTitle && [...other].every((character) => characters.has(character));
}

/** Evidence that decides between kinds of document (points). */
const ownTitlePoints = 8;
const titlePoints = 2;
const headingPoints = 1;
const formPoints = 2;
const finalWords = /决算(?!编制|工作|局|中心)/u;
const budgetWords =
  /(?:部门|单位|财政|收支)?预算(?:公开|编制说明|草案|信息|报表|总表|$)|年度?(?:[区市县省]级)?(?:部门|单位)预算/u;
const evaluationWords = /自评|绩效(?:评价|目标)|绩效报告/u;
/** Least points for a kind to be claimed at all. */
const leastPoints = 2;

/**
 * Which kind of report it is. Its own title decides where it says so; else titles, headings and forms that stand in it. A
 * self-evaluation attached to final accounts makes no self-evaluation of them.
 */
function documentTypeOf(reconstruction: Reconstruction, forms: readonly FormDefinition[]): DocumentType {
  const points = { 'final-accounts': 0, budget: 0, 'self-evaluation': 0 };
  const judge = (text: string, weight: number): void => {
    if (finalWords.test(text)) points['final-accounts'] += weight;
    else if (evaluationWords.test(text)) points['self-evaluation'] += weight;
    else if (budgetWords.test(text)) points.budget += weight;
  };
  judge(arabicYears(titleOf(reconstruction)), ownTitlePoints);
  for (const block of reconstruction.blocks) {
    if (block.text.length > titleLength) continue;
    const text = arabicYears(block.text);
    if (block.kind === 'title') judge(text, titlePoints);
    else if (block.kind === 'heading' || block.kind === 'contents') judge(text, headingPoints);
  }
  for (const table of reconstruction.tables) {
    const form = table.title === null ? null : formOfTitle(table.title, forms);
    // an evaluation's own table is attached to final accounts too: it says nothing
    if (form !== null && form.layout !== 'indicators') points['final-accounts'] += formPoints;
    else if (form === null && table.title !== null) judge(table.title, headingPoints);
  }
  const ranked = Object.entries(points).sort(([, a], [, b]) => b - a);
  const best = ranked[0];
  if (best === undefined || best[1] < leastPoints) return 'other';
  return best[0] as keyof typeof points;
}

const blankNote =
  /(?:空白|空格|空单元格|空栏|留空|空项|未填(?:列|写)?)[^。；;，,]{0,16}?(不)?(?:表示|代表|视为|视同|均?即?为|均?是|指|意为)[^。；;，,]{0,10}?(?:零|(?<![\d.])0(?![\d.,%]))/gu;

/** Whether a sentence says that blank cells mean zero (and none says that they do not). */
export function saysBlankMeansZero(text: string): boolean {
  const plain = text.normalize('NFKC').replace(/\s+/gu, '');
  for (const found of plain.matchAll(blankNote)) {
    if (found[1] === undefined && !/不(?:等于|为|是|代表|表示)/u.test(found[0])) return true;
  }
  return false;
}

function blankMeansZeroIn(reconstruction: Reconstruction): boolean {
  return (
    reconstruction.blocks.some(({ text }) => saysBlankMeansZero(text)) ||
    reconstruction.tables.some(({ notes }) => notes.some(saysBlankMeansZero))
  );
}

/** The unit of most unit lines; the first printed where two stand equally often. */
function usualUnit(reconstruction: Reconstruction): string {
  const counts = new Map<string, number>();
  const count = (text: string): void => {
    const unit = moneyUnitIn(text);
    if (unit !== '') counts.set(unit, (counts.get(unit) ?? 0) + 1);
  };
  for (const table of reconstruction.tables) count(table.unitText ?? '');
  for (const block of reconstruction.blocks) {
    if (block.kind === 'caption' && block.tableId === null) count(block.text);
  }
  let usual = '';
  for (const [unit, times] of counts) if (times > (counts.get(usual) ?? 0)) usual = unit;
  return usual;
}
