import { isDoubted, type Judged } from './judge.ts';

/** What is counted of a set of amounts. */
export interface Figures {
  /** Amounts that are printed. */
  readonly printed: number;
  /** Of them: given at all, read right as they stand, right after reconciliation. */
  readonly found: number;
  readonly rightRead: number;
  readonly right: number;
  /** Given otherwise than printed, and of those: without flag, at a confidence of 0.9 or more. */
  readonly wrong: number;
  readonly silent: number;
  /** Not given in its place, but read, and given with doubt under another name. */
  readonly lostElsewhere: number;
  /** Neither, and nothing says that something is missing there. */
  readonly lostUnsaid: number;
  /** Right, or given otherwise or elsewhere or not at all and said to be doubtful: of all that is printed. */
  readonly rightOrSaid: number;
  /** Given where nothing is printed, and of those without flag, zeros left aside: a blank cell may mean one. */
  readonly spurious: number;
  readonly spuriousSilent: number;
  /** May be taken without eyes, and of those not as printed. */
  readonly accepted: number;
  readonly acceptedWrong: number;
}

/** Counts judged amounts. */
export function countAmounts(amounts: readonly Judged[]): Figures {
  const count = (of: (one: Judged) => boolean): number => amounts.filter(of).length;
  const isSaid = ({ given }: Judged): boolean =>
    given !== null && (given.state === 'missing' || isDoubted(given));
  const isWrong = (one: Judged): boolean =>
    one.truth !== null && one.value !== null && one.value !== one.truth;
  const isSpurious = (one: Judged): boolean => one.truth === null && one.value !== null;
  const isLost = (one: Judged): boolean => one.truth !== null && one.value === null && !isSaid(one);
  const isUnsaid = (one: Judged): boolean => isLost(one) && one.elsewhere === undefined;
  const isSilent = ({ given }: Judged): boolean => given !== null && !isDoubted(given);
  return {
    printed: count(({ truth }) => truth !== null),
    found: count(({ truth, value }) => truth !== null && value !== null),
    rightRead: count(({ truth, read }) => truth !== null && read === truth),
    right: count(({ truth, value }) => truth !== null && value === truth),
    wrong: count(isWrong),
    silent: count((one) => isWrong(one) && isSilent(one)),
    lostElsewhere: count((one) => isLost(one) && !isUnsaid(one)),
    lostUnsaid: count(isUnsaid),
    rightOrSaid: count((one) => one.truth !== null && !isUnsaid(one) && !(isWrong(one) && isSilent(one))),
    spurious: count(isSpurious),
    spuriousSilent: count((one) => isSpurious(one) && isSilent(one) && one.value !== '0'),
    accepted: count(({ value, given }) => value !== null && given?.accepted === true),
    acceptedWrong: count(
      ({ truth, value, given }) => given?.accepted === true && value !== null && value !== truth,
    ),
  };
}

/** Upper ends of the bins of the table of confidences. */
const binEnds = [0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.01];

/** For each range of confidences that occurs: how many amounts, what was said on average, what was right. */
export function tellConfidence(amounts: readonly Judged[]): string[] {
  const given = amounts.filter(({ value }) => value !== null);
  return binEnds.flatMap((end, at) => {
    const from = binEnds[at - 1] ?? 0;
    const inBin = given.filter(({ given: row }) => row && row.confidence >= from && row.confidence < end);
    if (inBin.length === 0) return [];
    const said = inBin.reduce((sum, { given: row }) => sum + (row?.confidence ?? 0), 0) / inBin.length;
    const right = inBin.filter(({ truth, value }) => truth === value).length / inBin.length;
    const range = `${from.toFixed(3)}–${Math.min(end, 1).toFixed(3)}`;
    return [`${range}  ${String(inBin.length).padStart(6)}  said ${percent(said)}  was ${percent(right)}`];
  });
}

/** A share as per cents with two places; - for none. */
export function percent(share: number): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(2)} %` : '-';
}

/** The head of the table of figures. */
export const figureHead = [
  'amounts',
  'found',
  'right as read',
  'right after',
  'right or flagged, of found',
  'wrong',
  'silent',
  'under another name',
  'lost unsaid',
  'right or said, of all',
  'spurious (silent)',
  'accepted (wrong)',
] as const;

/** A row of it. */
export function tellFigures(figures: Figures): string[] {
  const { printed, found, silent } = figures;
  return [
    String(printed),
    percent(found / printed),
    percent(figures.rightRead / printed),
    percent(figures.right / printed),
    percent((found - silent) / found),
    String(figures.wrong),
    `${silent} = ${percent(silent / printed)}`,
    String(figures.lostElsewhere),
    String(figures.lostUnsaid),
    percent(figures.rightOrSaid / printed),
    `${figures.spurious} (${figures.spuriousSilent})`,
    `${percent(figures.accepted / printed)} (${figures.acceptedWrong})`,
  ];
}
