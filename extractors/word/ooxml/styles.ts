import { child, children, count, isOn, value, type XmlNode } from './xml.ts';

/** What a style says of a paragraph, those it is based on included. */
export interface ParagraphStyle {
  /** 1 the highest; null for running text. */
  readonly heading: number | null;
  readonly numbering: string | undefined;
  readonly numberingLevel: number | undefined;
  /** Its last tab leads to a page number: an entry of a list of contents. */
  readonly isLed: boolean;
  /** The styles it comes from, itself first. */
  readonly ids: readonly string[];
}

export interface Styles {
  /** @param id undefined for the style of paragraphs that name none */
  paragraph(id: string | undefined): ParagraphStyle;
  /** Whether text in this style of characters or paragraphs is hidden. */
  hides(id: string | undefined): boolean;
  /** The numbering of a style of lists. */
  listNumbering(id: string): string | undefined;
}

/** Headings by the names that Office programs give them, in English and Chinese. */
const headingName = /^(?:heading|标题)\s*([1-9])$/iu;
/** Entries of lists of contents likewise. */
const contentsName = /^(?:(?:toc|目录)\s*[1-9]|table of figures|图表目录)$/iu;
/** Outline levels: 0–8 are headings, 9 is running text. */
const deepestOutline = 9;

/** @param root `w:styles`; undefined for a document without styles */
export function readStyles(root: XmlNode | undefined): Styles {
  const byId = new Map<string, XmlNode>();
  let defaultParagraph: string | undefined;
  for (const style of children(root, 'w:style')) {
    const id = style.attributes['w:styleId'] ?? '';
    if (!byId.has(id)) byId.set(id, style);
    if (
      style.attributes['w:type'] === 'paragraph' &&
      /^(?:1|true|on)$/u.test(style.attributes['w:default'] ?? '')
    )
      defaultParagraph ??= id;
  }
  /** A style and those it is based on; one that is based on itself ends there. */
  const chain = (id: string | undefined): XmlNode[] => {
    const found = new Set<XmlNode>();
    for (let next = id; next !== undefined; ) {
      const style = byId.get(next);
      if (style === undefined || found.has(style)) break;
      found.add(style);
      next = value(style, 'w:basedOn');
    }
    return [...found];
  };
  const paragraphs = new Map<string | undefined, ParagraphStyle>();
  return {
    paragraph(id) {
      const known = paragraphs.get(id);
      if (known !== undefined) return known;
      const made = paragraphStyle(chain(id ?? defaultParagraph));
      paragraphs.set(id, made);
      return made;
    },
    hides(id) {
      const said = chain(id).map((style) => isOn(child(style, 'w:rPr'), 'w:vanish'));
      return said.find((hidden) => hidden !== undefined) ?? false;
    },
    listNumbering(id) {
      return value(child(child(byId.get(id), 'w:pPr'), 'w:numPr'), 'w:numId');
    },
  };
}

function paragraphStyle(styles: readonly XmlNode[]): ParagraphStyle {
  const properties = styles.map((style) => child(style, 'w:pPr'));
  const numbered = properties.map((each) => child(each, 'w:numPr'));
  const first = <T>(all: readonly (T | undefined)[]): T | undefined => all.find((each) => each !== undefined);
  const levels = styles.map((style, i) => {
    const outline = headingOf(value(properties[i], 'w:outlineLvl'));
    if (outline !== undefined) return outline;
    const named = headingName.exec(value(style, 'w:name') ?? '')?.[1];
    return named === undefined ? undefined : Number(named);
  });
  return {
    heading: first(levels) ?? null,
    numbering: first(numbered.map((each) => value(each, 'w:numId'))),
    numberingLevel: first(numbered.map((each) => count(value(each, 'w:ilvl'), deepestOutline))),
    isLed:
      leadsToNumber(properties) || styles.some((style) => contentsName.test(value(style, 'w:name') ?? '')),
    ids: styles.map((style) => style.attributes['w:styleId'] ?? ''),
  };
}

/** Level of a heading by `w:outlineLvl`: null where it says running text, undefined where nothing is said. */
export function headingOf(outline: string | undefined): number | null | undefined {
  const level = count(outline, deepestOutline);
  return level === undefined ? undefined : level === deepestOutline ? null : level + 1;
}

/** Whether the last of these tab stops has dots before it. @param properties `w:pPr` of a paragraph or its styles */
export function leadsToNumber(properties: readonly (XmlNode | undefined)[]): boolean {
  const place = ({ attributes }: XmlNode) => Number(attributes['w:pos'] ?? 0);
  const last = properties
    .flatMap((each) => children(child(each, 'w:tabs'), 'w:tab'))
    .filter(({ attributes }) => attributes['w:val'] !== 'clear')
    .reduce<XmlNode | undefined>(
      (most, stop) => (most === undefined || place(stop) > place(most) ? stop : most),
      undefined,
    );
  return /^(?:dot|middleDot|hyphen)$/u.test(last?.attributes['w:leader'] ?? '');
}
