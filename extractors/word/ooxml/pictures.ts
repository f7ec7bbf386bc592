import type { EmbeddedPicture } from '../../../schemas/document.ts';
import { chooseAlternative } from './content.ts';
import { children, textOf, type XmlNode } from './xml.ts';

/** English metric units in a point. */
const emuPerPoint = 12_700;
/** Points of the units that a style of VML may be in. */
const pointsPer: Readonly<Record<string, number>> = {
  pt: 1,
  in: 72,
  cm: 72 / 2.54,
  mm: 72 / 25.4,
  px: 0.75,
  pc: 12,
};

/** What a drawing holds, in its order. */
export interface Drawn {
  readonly pictures: EmbeddedPicture[];
  /** `w:txbxContent` of its text boxes. */
  readonly boxes: XmlNode[];
}

/** Where the bytes of pictures are. */
export interface PictureStore {
  /** The bytes that a relationship, or a name of Word 2003, points to; null where they lie elsewhere or cannot be read. */
  load(reference: string): Uint8Array | null;
  /** Called for a picture that stands in the text itself, in Base64, as Word 2003 writes it. */
  keep(name: string, base64: string): void;
}

/**
 * Pictures and text boxes of `w:drawing`, `w:pict` or `w:object`. A picture that lies elsewhere is not fetched: it has no bytes.
 */
export function readDrawing(node: XmlNode, store: PictureStore): Drawn {
  const drawn: Drawn = { pictures: [], boxes: [] };
  const walk = (at: XmlNode, size: Size): void => {
    for (const each of children(at)) {
      if (each.name === 'w:txbxContent') drawn.boxes.push(each);
      else if (each.name === 'w:binData') store.keep(each.attributes['w:name'] ?? '', textOf(each));
      else if (each.name === 'mc:AlternateContent') {
        const chosen = chooseAlternative(each);
        if (chosen !== undefined) walk(chosen, size);
      } else if (each.name === 'a:blip' || each.name === 'v:imagedata') {
        const { attributes } = each;
        const relationship =
          attributes['r:embed'] ??
          attributes['r:link'] ??
          attributes['r:id'] ??
          attributes['r:pict'] ??
          attributes.src;
        if (relationship !== undefined)
          drawn.pictures.push({ bytes: store.load(relationship) ?? new Uint8Array(), ...size });
      } else if (!isHidden(each)) walk(each, sizeOf(each) ?? size);
    }
  };
  walk(node, { width: null, height: null });
  return drawn;
}

type Size = Pick<EmbeddedPicture, 'width' | 'height'>;

/** The size that an element gives to what is in it. */
function sizeOf(node: XmlNode): Size | null {
  if (node.name === 'wp:inline' || node.name === 'wp:anchor') {
    const extent = children(node, 'wp:extent')[0]?.attributes;
    return sized(points(extent?.cx, emuPerPoint), points(extent?.cy, emuPerPoint));
  }
  // What stands in a group is measured in units of the group.
  if (node.name === 'wpg:wgp') return { width: null, height: null };
  const style = node.attributes.style ?? '';
  if (!node.name.startsWith('v:') || !/(?:^|;)\s*width\s*:/iu.test(style)) return null;
  return sized(styleLength(style, 'width'), styleLength(style, 'height')) ?? { width: null, height: null };
}

function sized(width: number | null, height: number | null): Size | null {
  return width === null || height === null ? null : { width, height };
}

function points(text: string | undefined, unit: number): number | null {
  const length = Number(text);
  return Number.isFinite(length) && length > 0 ? length / unit : null;
}

function styleLength(style: string, name: string): number | null {
  const found = new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([\\d.]+)\\s*(pt|in|cm|mm|px|pc)`, 'iu').exec(style);
  return found === null ? null : points(found[1], 1 / (pointsPer[(found[2] ?? '').toLowerCase()] ?? 1));
}

/** A drawing that its author switched off. */
function isHidden(node: XmlNode): boolean {
  return node.name === 'wp:inline' || node.name === 'wp:anchor'
    ? children(node, 'wp:docPr').some(({ attributes }) => /^(?:1|true)$/u.test(attributes.hidden ?? ''))
    : /(?:^|;)\s*visibility\s*:\s*hidden/iu.test(node.attributes.style ?? '');
}
