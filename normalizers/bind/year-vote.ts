import type { BlockKind, Reconstruction } from '../../schemas/document.ts';
import { arabicYears, yearsIn } from '../date.ts';

/** The fiscal year that the document reports. */
export interface ElectedYear {
  /** Four digits, '' where the document names none. */
  readonly fiscalYear: string;
  /** 0–1. */
  readonly confidence: number;
}

/** Votes of a year by where it stands. */
const titleVotes = 6;
const reportTitleVotes = 10;
const headingVotes = 3;
const contentsVotes = 2;
const tableVotes = 3;
const textVotes = 0.5;
const fiscalTextVotes = 1;
const closingVotes = 2;
/** Most that running text and the lines beside tables can give one year (votes). */
const mostOfText = 8;
const mostOfTables = 12;
/** Blocks at the beginning whose titles name the report itself. */
const coverBlocks = 8;
/** Characters of a line that may be a title though it was read as a paragraph. */
const titleLength = 60;

const reportWords = /决算|预算|自评|绩效/u;
/** A title that speaks of the report's making, not of its year. */
const makingOf = /(?:填报|报告|编制|公开|评价)(?:时间|日期)|印发|通知/u;

/**
 * Elects the fiscal year: titles before headings before tables before text; a year of comparison, a date of filing, a document
 * number or an end of a range never counts.
 * @returns '' and 0 where nothing names a year
 */
export function electFiscalYear(reconstruction: Reconstruction): ElectedYear {
  const votes = new Map<string, number>();
  const add = (year: string, count: number): void => {
    votes.set(year, (votes.get(year) ?? 0) + count);
  };
  const text = new Map<string, number>();
  const beside = new Map<string, number>();
  let position = 0;
  for (const block of reconstruction.blocks) {
    if (silent.has(block.kind)) continue;
    const cover = position++ < coverBlocks;
    const years = yearsIn(block.text).filter(({ role }) => role === 'period' || role === 'closing');
    if (years.length === 0) continue;
    const titled =
      block.kind === 'title' || (cover && block.kind === 'paragraph' && block.text.length <= titleLength);
    for (const { year, role, fiscal } of years) {
      if (role === 'closing') raise(text, year, closingVotes);
      else if (titled && !makingOf.test(block.text)) {
        const ofReport = cover || reportWords.test(arabicYears(block.text));
        add(year, ofReport ? reportTitleVotes : titleVotes);
      } else if (block.kind === 'heading') add(year, headingVotes);
      else if (block.kind === 'contents') add(year, contentsVotes);
      else if (block.kind === 'caption') {
        if (!makingOf.test(block.text) && block.tableId === null) raise(beside, year, tableVotes);
      } else if (block.kind === 'paragraph' || block.kind === 'note') {
        raise(text, year, fiscal ? fiscalTextVotes : textVotes);
      }
    }
  }
  for (const table of reconstruction.tables) {
    for (const { year, role } of yearsIn(table.yearText ?? '')) {
      if (role === 'period') raise(beside, year, tableVotes);
    }
    for (const { year, role } of yearsIn(table.title ?? '')) {
      if (role === 'period') raise(beside, year, tableVotes);
    }
  }
  for (const [year, count] of text) add(year, Math.min(mostOfText, count));
  for (const [year, count] of beside) add(year, Math.min(mostOfTables, count));
  return elect(votes);
}

const silent: ReadonlySet<BlockKind> = new Set(['table', 'artifact', 'furniture', 'signature']);

function raise(votes: Map<string, number>, year: string, count: number): void {
  votes.set(year, (votes.get(year) ?? 0) + count);
}

/** Votes from which a year is beyond doubt, and what is believed below. */
const surelyNamed = 10;
const fairlyNamed = 3;

function elect(votes: ReadonlyMap<string, number>): ElectedYear {
  const ranked = [...votes].sort(([a, m], [b, n]) => n - m || (a < b ? 1 : -1));
  const [best, second] = ranked;
  if (best === undefined) return { fiscalYear: '', confidence: 0 };
  const ceiling = best[1] >= surelyNamed ? 0.998 : best[1] >= fairlyNamed ? 0.95 : 0.7;
  const share = best[1] / (best[1] + (second?.[1] ?? 0));
  return {
    fiscalYear: best[0],
    confidence: Math.round(ceiling * (0.5 + share / 2) * 10_000) / 10_000,
  };
}
