import type { Scores } from '../score.ts';

/** What is measured of one carrier in one way. */
export interface Measured {
  readonly way: string;
  readonly extension: string;
  readonly documents: number;
  readonly seconds: number;
  /** Seconds of processor time; null where that cannot be known. */
  readonly cpu: number | null;
  /** Most memory the process had, bytes. */
  readonly peak: number;
  /** Its scores, and those of the text dumps of the same documents. */
  readonly scores: Scores;
  readonly text: Scores;
}

const head = [
  'way',
  'carrier',
  'documents',
  'cells right',
  'precision',
  'wrong (silent)',
  'spurious (silent)',
  'blanks filled',
  'lost right (invented)',
  'jx',
  'facts',
  'facts told',
  'located',
  'false alarms',
  'unlike text',
  'documents/s',
  'processor time against text',
  'peak MB',
];
const megabyte = 1024 * 1024;

/** The table, a row a carrier of a way, as Markdown lines. */
export function tellCarriers(measured: readonly Measured[]): string[] {
  const dumps = measured.find(({ way }) => way === 'text');
  const rows = measured.map((each): string[] => {
    const h = each.scores.headline;
    return [
      each.way,
      each.extension,
      `${each.documents}${h.failed > 0 ? ` (${h.failed} failed)` : ''}`,
      percent(h.recall) + (h.image_recall === null ? '' : ` (pictures ${percent(h.image_recall)})`),
      percent(h.precision),
      `${h.wrong} (${h.silent})`,
      `${h.spurious} (${h.silent_spurious})`,
      String(h.filled + h.filled_zero),
      `${percent(h.lost_recall)} (${h.invented})`,
      percent(h.jx_recall),
      percent(h.narrative_recall),
      percent(h.narrative_precision),
      `${h.located} of ${h.planted}`,
      `${h.false_alarm_documents} of ${h.sound_documents}`,
      String(differences(each).length),
      (each.documents / each.seconds).toFixed(1),
      againstText(each, dumps),
      String(Math.round(each.peak / megabyte)),
    ];
  });
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

/** Processor time a document as a multiple of that of the text dumps. */
function againstText(each: Measured, dumps: Measured | undefined): string {
  if (each.cpu === null || !dumps?.cpu) return '–';
  return `× ${(each.cpu / each.documents / (dumps.cpu / dumps.documents)).toFixed(1)}`;
}

/** Details of the scorer that hold for the carrier and not for the text dumps, or the other way round (`-`). */
export function differences({ scores, text }: Measured): string[] {
  const plain = (details: readonly string[]): string[] =>
    details.map((line) => line.replace(/ \(conf .*$/u, ''));
  const own = plain(scores.details);
  const theirs = plain(text.details);
  return [
    ...scores.details.filter((_, at) => !theirs.includes(own[at] ?? '')),
    ...text.details.filter((_, at) => !own.includes(theirs[at] ?? '')).map((line) => `- ${line}`),
  ];
}

function percent(share: number | null): string {
  if (share === null) return '–';
  return share === 1 ? '100 %' : `${(share * 100).toFixed(2)} %`;
}
