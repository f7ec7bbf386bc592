import { formatByCode, spellNumber } from '../../text/number-formats.ts';
import type { ParagraphStyle, Styles } from './styles.ts';
import { child, children, count, isOn, value, type XmlNode } from './xml.ts';

/** Levels that a list has. */
const levelCount = 9;
const largestStart = 1_000_000;

interface Level {
  readonly start: number;
  readonly format: string;
  /** `%1.%2`. */
  readonly text: string;
  readonly isSpaced: boolean;
  /** All figures of its label in digits, whatever the levels above say. */
  readonly isLegal: boolean;
  /** The level, from 1, whose next number starts it anew; 0 never. */
  readonly restart: number | undefined;
  readonly isHidden: boolean;
}

interface List {
  /** The list whose numbers it goes on with. */
  readonly abstractId: string;
  readonly levels: ReadonlyMap<number, Level>;
  /** Levels that its first paragraph starts anew, and at which number. */
  readonly overrides: ReadonlyMap<number, number>;
  /** The level of paragraphs in a style. */
  readonly styles: ReadonlyMap<string, number>;
}

/** The numbers of a document's lists, asked in the order of its paragraphs. */
export interface Numbering {
  /**
   * What stands before a paragraph's text: `（一）`, `1.2 `; '' for none. Bullets are no text.
   * @param properties `w:pPr`
   */
  next(properties: XmlNode | undefined, style: ParagraphStyle): string;
}

/** @param root `w:numbering`; undefined for a document without lists */
export function readNumbering(root: XmlNode | undefined, styles: Styles): Numbering {
  const lists = openLists(root, styles);
  const reached = new Map<string, (number | undefined)[]>();
  const begun = new Set<string>();
  return {
    next(properties, style) {
      const own = child(properties, 'w:numPr');
      const id = value(own, 'w:numId') ?? style.numbering;
      if (id === undefined) return '';
      const list = lists.find(id);
      if (list === null) return '';
      const ofStyle = value(own, 'w:numId') === undefined ? lists.levelOf(id, style.ids) : undefined;
      const depth =
        count(value(own, 'w:ilvl'), levelCount - 1) ??
        ofStyle ??
        Math.min(style.numberingLevel ?? 0, levelCount - 1);
      const level = list.levels.get(depth);
      if (level === undefined) return '';
      const numbers = reached.get(list.abstractId) ?? [];
      reached.set(list.abstractId, numbers);
      const override = begun.has(`${id} ${depth}`) ? undefined : list.overrides.get(depth);
      begun.add(`${id} ${depth}`);
      const before = numbers[depth];
      numbers[depth] = override ?? (before === undefined ? level.start : before + 1);
      for (let below = depth + 1; below < levelCount; below++) {
        const restart = list.levels.get(below)?.restart;
        if (restart === undefined || (restart > 0 && depth < restart)) numbers[below] = undefined;
      }
      return level.isHidden ? '' : labelOf(level, list, numbers);
    },
  };
}

function labelOf(level: Level, { levels }: List, numbers: readonly (number | undefined)[]): string {
  if (level.format === 'bullet') return '';
  const label = level.text.replace(/%([1-9])/gu, (_, digit: string) => {
    const depth = Number(digit) - 1;
    const shown = levels.get(depth);
    if (shown === undefined) return '';
    const isPlain = level.isLegal && shown.format !== 'none';
    return spellNumber(numbers[depth] ?? shown.start, isPlain ? 'decimal' : shown.format);
  });
  return level.isSpaced ? spaced(label) : label;
}

/** A label with the gap behind it; a sign of Chinese print has its own white, and what follows stands right behind it. */
function spaced(label: string): string {
  return label === '' || /[\s\u3001\u3002\uff00-\uffef]$/u.test(label) ? label : `${label} `;
}

/**
 * The lists of Word 2003 as those of later versions. Beside a paragraph stands its label as it was shown, which counts.
 * @param root `w:lists`
 */
export function readLists2003(root: XmlNode | undefined, styles: Styles): Numbering {
  const own = (node: XmlNode, name: string): XmlNode => ({ ...node, name });
  const level = (node: XmlNode): XmlNode => {
    const code = count(value(node, 'w:nfc'), 255) ?? 0;
    const format = {
      name: 'w:numFmt',
      attributes: { 'w:val': formatByCode.get(code) ?? 'decimal' },
      children: [],
    };
    return { ...node, children: [...node.children, format] };
  };
  const numbering = readNumbering(
    {
      name: 'w:numbering',
      attributes: {},
      children: children(root).map((node) =>
        node.name === 'w:listDef'
          ? {
              name: 'w:abstractNum',
              attributes: { 'w:abstractNumId': node.attributes['w:listDefId'] ?? '' },
              children: children(node, 'w:lvl').map(level),
            }
          : {
              name: 'w:num',
              attributes: { 'w:numId': node.attributes['w:ilfo'] ?? '' },
              children: children(node).map((each) =>
                each.name === 'w:ilst' ? own(each, 'w:abstractNumId') : each,
              ),
            },
      ),
    },
    styles,
  );
  return {
    next(properties, style) {
      const list = child(properties, 'w:listPr');
      const counted = numbering.next(
        list === undefined
          ? undefined
          : {
              name: 'w:pPr',
              attributes: {},
              children: [
                {
                  ...own(list, 'w:numPr'),
                  children: children(list).map((each) =>
                    each.name === 'w:ilfo' ? own(each, 'w:numId') : each,
                  ),
                },
              ],
            },
        style,
      );
      const shown = child(list, 'wx:t')?.attributes['wx:val'];
      if (shown === undefined) return counted;
      const isSymbol = /^(?:wingdings|symbol)/iu.test(child(list, 'wx:font')?.attributes['wx:val'] ?? '');
      return isSymbol || !/[\p{L}\p{N}]/u.test(shown) ? '' : spaced(shown);
    },
  };
}

interface Lists {
  find(id: string): List | null;
  /** The level that a list gives to the first of these styles it names. */
  levelOf(id: string, styles: readonly string[]): number | undefined;
}

function openLists(root: XmlNode | undefined, styles: Styles): Lists {
  const byId = (name: string, key: string) =>
    new Map(children(root, name).map((node) => [node.attributes[key] ?? '', node] as const));
  const abstracts = byId('w:abstractNum', 'w:abstractNumId');
  const instances = byId('w:num', 'w:numId');
  const made = new Map<string, List | null>();

  /** The list that has the levels: one that only names a style is found through it, if it ends somewhere. */
  const abstractOf = (id: string): readonly [string, XmlNode] | null => {
    const seen = new Set<string>();
    for (let at: string | undefined = id; at !== undefined && !seen.has(at); ) {
      seen.add(at);
      const abstractId: string = value(instances.get(at), 'w:abstractNumId') ?? '';
      const abstract = abstracts.get(abstractId);
      if (abstract === undefined) return null;
      const link = value(abstract, 'w:numStyleLink');
      if (link === undefined) return [abstractId, abstract];
      at = styles.listNumbering(link);
    }
    return null;
  };
  const makeList = (id: string): List | null => {
    const found = abstractOf(id);
    if (found === null) return null;
    const [abstractId, abstract] = found;
    const levels = new Map<number, XmlNode>();
    const overrides = new Map<number, number>();
    const put = (level: XmlNode) => {
      const depth = count(level.attributes['w:ilvl'], levelCount);
      if (depth !== undefined && depth < levelCount) levels.set(depth, level);
    };
    for (const level of children(abstract, 'w:lvl')) put(level);
    for (const override of children(instances.get(id), 'w:lvlOverride')) {
      const depth = count(override.attributes['w:ilvl'], levelCount);
      const start = count(value(override, 'w:startOverride'), largestStart);
      if (depth !== undefined && start !== undefined) overrides.set(depth, start);
      for (const level of children(override, 'w:lvl')) put(level);
    }
    return {
      abstractId,
      levels: new Map([...levels].map(([depth, level]) => [depth, levelFrom(level)])),
      overrides,
      styles: new Map([...levels].map(([depth, level]) => [value(level, 'w:pStyle') ?? '', depth])),
    };
  };
  const find = (id: string): List | null => {
    const known = made.get(id);
    if (known !== undefined) return known;
    const list = makeList(id);
    made.set(id, list);
    return list;
  };
  return {
    find,
    levelOf(id, names) {
      const list = find(id);
      return names.map((name) => list?.styles.get(name)).find((depth) => depth !== undefined);
    },
  };
}

function levelFrom(node: XmlNode): Level {
  // A format of later versions stands beside the one that takes its place.
  const fallback = child(child(node, 'mc:AlternateContent'), 'mc:Fallback');
  const text = child(node, 'w:lvlText');
  return {
    start: count(value(node, 'w:start'), largestStart) ?? 0,
    format: value(node, 'w:numFmt') ?? value(fallback, 'w:numFmt') ?? 'decimal',
    // Characters of private use are signs of symbol fonts.
    text: (text?.attributes['w:val'] ?? '').replace(/[\ue000-\uf8ff]/gu, ''),
    isSpaced: value(node, 'w:suff') !== 'nothing',
    isLegal: isOn(node, 'w:isLgl') ?? false,
    restart: count(value(node, 'w:lvlRestart'), levelCount),
    isHidden: isOn(child(node, 'w:rPr'), 'w:vanish') ?? false,
  };
}
