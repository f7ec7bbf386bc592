/** Reports of several units in one document, the ways they are published, and what belongs to which unit. */
import type { UnitReport } from './units.ts';
import { bodyOf } from './units.ts';

/** A piece of a compiled document; `unit` is whose it is (its place among the units), null for the document's own words. */
interface Piece {
  readonly unit: number | null;
  readonly lines: readonly string[];
}

/** A document of several units, and each unit's pieces as a document of its own. */
export interface Compiled {
  readonly arrangement: Arrangement;
  readonly text: string;
  /** In the order in which the units begin. `name` is '' where nothing in the document names the unit, null where its text alone does. */
  readonly units: readonly { readonly name: string | null; readonly text: string }[];
}

export const arrangements = [
  'reports',
  'cover',
  'tables',
  'sections',
  'headings',
  'bare',
  'by-form',
  'nameless',
  'unannounced',
] as const;
/**
 * - `reports` whole reports, one behind the other
 * - `cover` the same behind a cover and contents of the department
 * - `tables` the tables of each unit under 部门： lines, then the text of the first, which is the department
 * - `sections` a part for each unit's tables, named by its heading, then a part for each unit's text
 * - `headings` the same, but no 部门： line at any table
 * - `bare` whole reports without 部门： lines, told apart by their covers alone
 * - `by-form` the first form of every unit, then the second …
 * - `nameless` whole reports whose covers and tables name no one: only their text does
 * - `unannounced` tables of every unit one behind the other, nothing but the forms that stand again tells the units
 */
export type Arrangement = (typeof arrangements)[number];

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

export function compile(arrangement: Arrangement, reports: readonly UnitReport[]): Compiled {
  const pieces = piecesOf(arrangement, reports);
  const text = (own: readonly Piece[]) => `${own.flatMap(({ lines }) => lines).join('\n')}\n`;
  const [first] = reports;
  const whole = text(pieces);
  return {
    arrangement,
    text: whole,
    units: reports.map(({ entity }, unit) => ({
      // A document that gives short forms only has no better name.
      name:
        arrangement === 'nameless'
          ? null
          : arrangement === 'unannounced' && unit > 0
            ? ''
            : whole.includes(entity)
              ? entity
              : shortName(entity, whole),
      // What the document says of all holds for each: the cover, with the unit's own name on it.
      text: text([
        ...(arrangement === 'nameless'
          ? []
          : [{ unit: null, lines: [`${entity}${first?.fiscalYear}年度部门决算`, ''] }]),
        ...pieces.filter((piece) => piece.unit === unit),
      ]),
    })),
  };
}

/** The longest end of a name that stands behind 部门： in the text, null for none. */
function shortName(entity: string, text: string): string | null {
  for (let from = 1; from < entity.length - 2; from++)
    if (new RegExp(`(?:部门|单位)(?:名称)?：\\s*${entity.slice(from)}`, 'u').test(text))
      return entity.slice(from);
  return null;
}

function piecesOf(arrangement: Arrangement, reports: readonly UnitReport[]): Piece[] {
  const [first] = reports;
  const year = first?.fiscalYear ?? '';
  const whole = (report: UnitReport, unit: number, lines = report.lines): Piece => ({
    unit,
    lines: [`${report.entity}${year}年度部门决算`, '', ...lines, ''],
  });
  const department: Piece = { unit: null, lines: [`${first?.entity}${year}年度部门决算`, ''] };
  let part = 0;
  const heading = (title: string): string => `第${numerals[part++]}部分 ${title}`;
  const open = (unit: number | null, title: string, lines: readonly string[]): Piece => ({
    unit,
    lines: ['', heading(title), '', ...lines],
  });
  const bare = (lines: readonly string[]): string[] => lines.flatMap(withoutEntityLine);
  switch (arrangement) {
    case 'reports':
      return reports.map((report, unit) => whole(report, unit));
    case 'cover':
      return [
        {
          unit: null,
          lines: [
            `${first?.entity}及所属单位`,
            `${year}年度部门决算公开汇编`,
            '',
            '目录',
            ...reports.map(({ entity }, i) => `${numerals[i]}、${entity}${year}年度部门决算`),
            '',
          ],
        },
        ...reports.map((report, unit) => whole(report, unit)),
      ];
    case 'tables':
      return [
        department,
        open(0, '部门概况', first ? bodyOf(first, 1) : []),
        ...reports.map((report, unit) =>
          unit === 0
            ? open(0, `${year}年度部门决算表`, bodyOf(report, 2))
            : { unit, lines: ['', ...bodyOf(report, 2)] },
        ),
        open(0, `${year}年度部门决算情况说明`, first ? bodyOf(first, 3) : []),
        open(0, '名词解释', first ? bodyOf(first, 4).slice(1) : []),
      ];
    case 'sections':
    case 'headings': {
      const dress = arrangement === 'headings' ? bare : (lines: readonly string[]) => [...lines];
      return [
        department,
        open(0, '部门概况', first ? bodyOf(first, 1) : []),
        ...reports.map((report, unit) =>
          open(unit, `${report.entity}${year}年度部门决算表`, dress(bodyOf(report, 2))),
        ),
        ...reports.map((report, unit) =>
          open(unit, `${report.entity}${year}年度部门决算情况说明`, bodyOf(report, 3)),
        ),
      ];
    }
    case 'bare':
      return reports.map((report, unit) => whole(report, unit, bare(report.lines)));
    case 'nameless':
      return reports.map((report, unit) => ({
        unit,
        lines: [
          `${year}年度部门决算`,
          '',
          ...bare(report.lines).map((line) =>
            line.length < 40 && !/[。，；\t|]/u.test(line) ? line.replaceAll(report.entity, '') : line,
          ),
        ],
      }));
    case 'unannounced':
      return [
        department,
        open(null, `${year}年度部门决算表`, []),
        ...reports.map((report, unit): Piece => ({ unit, lines: ['', ...bare(bodyOf(report, 2))] })),
        open(0, `${year}年度部门决算情况说明`, first ? bodyOf(first, 3) : []),
      ];
    case 'by-form': {
      const chunks = reports.map((report) => byTable(bodyOf(report, 2)));
      const most = Math.max(0, ...chunks.map(({ length }) => length));
      return [
        department,
        open(null, `${year}年度部门决算表`, []),
        ...Array.from({ length: most }, (_, i) =>
          chunks.flatMap((own, unit): Piece[] => (own[i] ? [{ unit, lines: own[i] }] : [])),
        ).flat(),
        open(0, `${year}年度部门决算情况说明`, first ? bodyOf(first, 3) : []),
      ];
    }
  }
}

/** 部门：X taken out of a caption; a line that says nothing else goes. */
function withoutEntityLine(line: string): string[] {
  const found = /(?:部门|单位)(?:名称)?：\s*[\u4e00-\u9fff（）]{3,}/u.exec(line);
  if (!found || line.length > 120) return [line];
  const rest = line.replace(found[0], '').trim();
  return rest === '' ? [] : [rest];
}

/** Lines of several tables → the lines of each: a table's title opens it. */
function byTable(lines: readonly string[]): string[][] {
  const chunks: string[][] = [];
  let seen = false;
  for (const line of lines) {
    const isTitle = /^[\s#*]*[\u4e00-\u9fff“”]{4,30}表[\s*]*$/u.test(line);
    if (isTitle || chunks.length === 0) {
      if (seen || chunks.length === 0) chunks.push([]);
      seen = false;
    }
    if (line.includes('\t') || line.startsWith('|') || / {3}\S+ {3}/u.test(line)) seen = true;
    chunks.at(-1)?.push(line);
  }
  return chunks;
}
