import type { PictureCorners } from '../picture-place.ts';
import { attributeOf, isOn, readEvents } from '../xml-events.ts';

/** English metric units a point has. */
const emuPerPoint = 12_700;

/** A picture of a drawing, or the words of a text box. */
export interface DrawnItem {
  readonly from: PictureCorners;
  readonly to: PictureCorners | null;
  readonly size: { readonly width: number; readonly height: number } | null;
  /** Relationship of the picture; null where it is none, '' where it is linked and not in the file. */
  readonly picture: string | null;
  /** What a picture of WPS that is a cell's value is called by the cell. */
  readonly name: string;
  /** Lines of a text box. */
  readonly text: string;
}

interface Corner {
  row: number;
  column: number;
  x: number;
  y: number;
}

/** Pictures and text boxes of a drawing, or the pictures that are values of cells in WPS; hidden ones left out. */
export function readDrawing(bytes: Uint8Array, part: string): readonly DrawnItem[] {
  const items: DrawnItem[] = [];
  let from: Corner | null = null;
  let to: Corner | null = null;
  let size: DrawnItem['size'] = null;
  let corner: Corner | null = null;
  let field = '';
  let open: { picture: string | null; name: string; text: string; isHidden: boolean } | null = null;
  let isText = false;
  // What stands within an alternative for older programs is the same again.
  let fallback = 0;
  readEvents(bytes, part, {
    open(name, attributes) {
      if (name === 'Fallback') fallback++;
      if (fallback > 0) return;
      switch (name) {
        case 'twoCellAnchor':
        case 'oneCellAnchor':
        case 'absoluteAnchor':
          [from, to, size] = [null, null, null];
          break;
        case 'from':
          corner = from = { row: 0, column: 0, x: 0, y: 0 };
          break;
        case 'to':
          corner = to = { row: 0, column: 0, x: 0, y: 0 };
          break;
        case 'ext': {
          const [width, height] = [Number(attributes.cx), Number(attributes.cy)];
          if (size === null && width > 0 && height > 0)
            size = { width: width / emuPerPoint, height: height / emuPerPoint };
          break;
        }
        case 'pic':
        case 'sp':
          open = { picture: null, name: '', text: '', isHidden: false };
          break;
        case 'cNvPr':
          if (open) {
            open.name = attributes.name ?? '';
            open.isHidden = isOn(attributes.hidden);
          }
          break;
        case 'blip':
          if (open) open.picture = attributeOf(attributes, 'embed') ?? '';
          break;
        case 't':
          isText = true;
          break;
        case 'br':
          if (open) open.text += '\n';
          break;
        default:
          field = name;
      }
    },
    text(text) {
      if (fallback > 0) return;
      if (isText && open) open.text += text;
      else if (corner !== null) setCorner(corner, field, Number(text));
    },
    close(name) {
      if (name === 'Fallback') fallback--;
      if (fallback > 0) return;
      if (name === 'from' || name === 'to') corner = null;
      else if (name === 't') isText = false;
      else if (name === 'p' && open) open.text += '\n';
      else if ((name === 'pic' || name === 'sp') && open) {
        const { picture, name: called, isHidden } = open;
        const text = open.text.trim();
        if (!isHidden && (picture !== null || text !== ''))
          items.push({
            from: from ?? { row: 0, column: 0, x: 0, y: 0 },
            to,
            size,
            picture,
            name: called,
            text,
          });
        open = null;
      }
      field = '';
    },
  });
  return items;
}

function setCorner(corner: Corner, field: string, value: number): void {
  if (!Number.isFinite(value) || value < 0) return;
  if (field === 'row') corner.row = Math.floor(value);
  else if (field === 'col') corner.column = Math.floor(value);
  else if (field === 'rowOff') corner.y = value / emuPerPoint;
  else if (field === 'colOff') corner.x = value / emuPerPoint;
}
