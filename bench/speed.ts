/**
 * npm run bench:speed -- [--rounds 5] [--budget 120] [--only NAME,…]
 *
 * Pages a second of the whole way, from the start of the program to its end, as ratios within this run: mingxi with one
 * worker and with four, pdf.js alone, and the programs of bench/peers, one after the other on the same files, round after
 * round in turning order. A program stays out of further rounds once it has used its budget of seconds. Start-up, what
 * the same command takes over one page, is in the first ratios and told apart. Seconds of the processor stand beside
 * those of the clock, which other work on the machine disturbs.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { haveCorpora, pdfsOf } from './collections.ts';
import { median } from './measure.ts';
import type { Contender, Outcome } from './peers/roster.ts';
import { compete, liteparse, mingxi, pdfjsBoth, pdfjsText, pdfplumber, peers } from './peers/roster.ts';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    budget: { type: 'string', default: '120' },
    only: { type: 'string', default: '' },
  },
});

const collections = ['cn-gov', 'icdar2013-eu', 'covid-it'];
const [one, four] = [mingxi(1), mingxi(4)];
/** All ratios are to this one. */
const base = pdfjsBoth;
const always = [base, pdfjsText, one, four];

interface Goal {
  readonly ours: Contender;
  readonly peer: Contender;
  readonly atLeast: number;
}
const goals: readonly Goal[] = [
  { ours: one, peer: pdfjsBoth, atLeast: 1.3 },
  { ours: four, peer: liteparse, atLeast: 1.5 },
  { ours: four, peer: pdfplumber, atLeast: 20 },
];

type Ran = Extract<Outcome, { kind: 'ran' }>;

/** One round of one contender: over all files, and over the one page that tells its start-up. */
interface Round {
  readonly all: Ran;
  readonly start: Ran;
}

const out = mkdtempSync(join(tmpdir(), 'mingxi-speed-'));
try {
  if (haveCorpora()) race(collections.flatMap(pdfsOf));
} finally {
  rmSync(out, { recursive: true, force: true });
}

function race(files: readonly string[]): void {
  const wanted = options.only.split(',').filter(Boolean);
  const named = peers.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const contenders = [...always, ...named];
  const small = smallest(files);
  const rounds = new Map<Contender, (Round | null)[]>(contenders.map((each) => [each, []]));
  const missing = new Map<Contender, string>();
  const spent = new Map<Contender, number>();
  for (let number = 0; number < Number(options.rounds); number++) {
    // Turning the order lets nobody always run after the same neighbour.
    for (const contender of turned(contenders, number)) {
      if (missing.has(contender) || (spent.get(contender) ?? 0) > Number(options.budget)) {
        rounds.get(contender)?.push(null);
        continue;
      }
      // Told as it goes, for a whole run takes long; the table comes at the end.
      console.error(`round ${number + 1}: ${contender.name} ${contender.setting}`);
      const start = run(contender, [small]);
      const all = start.kind === 'ran' ? run(contender, files) : start;
      if (start.kind === 'ran' && all.kind === 'ran') {
        rounds.get(contender)?.push({ all, start });
        spent.set(contender, (spent.get(contender) ?? 0) + all.wall);
      } else {
        rounds.get(contender)?.push(null);
        missing.set(contender, all.kind === 'ran' ? '' : `${all.kind}: ${all.reason}`);
      }
    }
  }
  tell(contenders, rounds, missing, files.length);
}

function run(contender: Contender, files: readonly string[]): Outcome {
  const folder = join(out, 'run');
  rmSync(folder, { recursive: true, force: true });
  return compete(contender, folder, files);
}

function tell(
  contenders: readonly Contender[],
  rounds: ReadonlyMap<Contender, readonly (Round | null)[]>,
  missing: ReadonlyMap<Contender, string>,
  files: number,
): void {
  const ratio = (a: Contender, b: Contender, rate: (round: Round) => number | null): string => {
    const pairs = (rounds.get(a) ?? []).flatMap((mine, at) => {
      const other = rounds.get(b)?.[at];
      const [left, right] = [mine && rate(mine), other && rate(other)];
      return left && right ? [left / right] : [];
    });
    return pairs.length === 0 ? '–' : significant(median(pairs));
  };
  const pages = rounds.get(base)?.find((round) => round !== null)?.all.pages;
  console.log(`== speed: ${pages} pages in ${files} files, ${options.rounds} rounds in turn, medians`);
  console.log(`Pages a second, as a ratio to ${base.name} ${base.setting} in the same round.\n`);
  console.log(
    '| program | clock | processor | clock without start-up | start-up, share of the run | rounds |',
  );
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const contender of contenders) {
    const label = `${contender.name} ${contender.setting}`;
    const ran = (rounds.get(contender) ?? []).filter((round) => round !== null);
    const [first] = ran;
    if (first === undefined) {
      console.log(`| ${label} | ${missing.get(contender) ?? 'not run'} | | | | 0 |`);
      continue;
    }
    const share = median(ran.map(({ all, start }) => start.wall / all.wall));
    const notes = [
      first.all.pages === pages ? '' : `read ${first.all.pages} pages`,
      first.all.failed === 0 ? '' : `${first.all.failed} files failed`,
    ].filter(Boolean);
    const cells = [
      `${label}, ${first.all.version}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`,
      ratio(contender, base, onClock),
      ratio(contender, base, onProcessor),
      ratio(contender, base, withoutStart),
      `${Math.round(share * 100)} %`,
      `${ran.length}`,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
  console.log('');
  for (const { ours, peer, atLeast } of goals) {
    const pair = `${ours.name} ${ours.setting} to ${peer.name} ${peer.setting}`;
    console.log(
      `${pair}: ${ratio(ours, peer, onClock)} on the clock, ${ratio(ours, peer, onProcessor)} a processor second; ` +
        `the goal is ${atLeast}`,
    );
  }
  const cores = availableParallelism();
  if (cores < 4) console.log(`Only ${cores} processors here: four workers cannot show what they can do.`);
}

function onClock({ all }: Round): number {
  return all.pages / all.wall;
}

function onProcessor({ all }: Round): number | null {
  return all.cpu === null || all.cpu === 0 ? null : all.pages / all.cpu;
}

function withoutStart({ all, start }: Round): number | null {
  const seconds = all.wall - start.wall;
  return seconds > 0 ? (all.pages - start.pages) / seconds : null;
}

/** The file that takes least to read: what a run over it costs is mostly start-up. */
function smallest(files: readonly string[]): string {
  const size = (file: string): number => statSync(file).size;
  return files.reduce((least, file) => (size(file) < size(least) ? file : least), files[0] ?? '');
}

function turned<T>(items: readonly T[], by: number): T[] {
  const at = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}

/** Two significant digits below 10, whole numbers above: more would be noise. */
function significant(value: number): string {
  return value >= 10 ? value.toFixed(0) : value >= 0.1 ? value.toFixed(2) : value.toPrecision(2);
}
