/** A paragraph style, as far as text needs it. */
export interface WordStyle {
  /** Level of the built-in headings, 1 the highest; null for other styles. */
  readonly heading: number | null;
  /** Properties it gives to paragraphs, those of what it is based on first. */
  readonly properties: readonly Uint8Array[];
}

interface Style {
  readonly base: number;
  readonly heading: number | null;
  readonly properties: Uint8Array;
}

const noStyle: WordStyle = { heading: null, properties: [] };
const noBase = 0xfff;
const paragraphKind = 1;
/** Styles are based on styles: more steps than this are a circle. */
const mostSteps = 30;

/**
 * The style sheet ([MS-DOC] 2.9.271).
 * @param sheet the structure, cut out of the table stream
 */
export function readStyles(sheet: Uint8Array): (number: number) => WordStyle {
  const view = new DataView(sheet.buffer, sheet.byteOffset, sheet.byteLength);
  const styles: (Style | null)[] = [];
  if (sheet.length >= 6) {
    const headLength = view.getUint16(0, true);
    const count = view.getUint16(2, true);
    const baseLength = view.getUint16(4, true);
    let at = 2 + headLength;
    for (let i = 0; i < count && at + 2 <= sheet.length; i++) {
      const length = view.getUint16(at, true);
      styles.push(readStyle(sheet.subarray(at + 2, at + 2 + length), baseLength));
      at += 2 + length;
    }
  }
  const known = new Map<number, WordStyle>();
  return (number) => {
    const before = known.get(number);
    if (before !== undefined) return before;
    const chain: Style[] = [];
    for (let at = number; chain.length < mostSteps; ) {
      const style = styles[at];
      if (style === null || style === undefined) break;
      chain.push(style);
      at = style.base;
    }
    const style: WordStyle =
      chain.length === 0
        ? noStyle
        : {
            heading: chain.find(({ heading }) => heading !== null)?.heading ?? null,
            properties: chain.reverse().map(({ properties }) => properties),
          };
    known.set(number, style);
    return style;
  };
}

/** [MS-DOC] 2.9.260: a base of fixed length, the name, then the properties of paragraphs. */
function readStyle(bytes: Uint8Array, baseLength: number): Style | null {
  if (bytes.length < Math.max(baseLength, 10)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const number = view.getUint16(0, true) & 0xfff;
  const kind = view.getUint16(2, true) & 0xf;
  const base = view.getUint16(2, true) >> 4;
  if (kind !== paragraphKind) return null;
  const heading = number >= 1 && number <= 9 ? number : null;
  const named = { base: base === noBase ? -1 : base, heading };
  const nameLength = baseLength + 2 <= bytes.length ? view.getUint16(baseLength, true) : 0;
  const at = baseLength + 2 + nameLength * 2 + 2;
  if (at + 4 > bytes.length) return { ...named, properties: new Uint8Array() };
  const length = view.getUint16(at, true);
  return { ...named, properties: bytes.subarray(at + 4, at + 2 + length) };
}
