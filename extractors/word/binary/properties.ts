import type { RowEdges } from '../edge-grid.ts';
import { openRowDefinition, type RowDefinition } from './row-definition.ts';
import { sprm, sprmsOf } from './sprms.ts';
import type { WordStyle } from './styles.ts';

/** What text depends on of the properties of characters. */
export interface CharacterProperties {
  /** Hidden, or deleted in a tracked change. */
  readonly isLeftOut: boolean;
  /** The character stands for something else: a picture, a note, a symbol. */
  readonly isSpecial: boolean;
  /** Byte in the Data stream where its picture is described; null where it is none. */
  readonly pictureAt: number | null;
  /** Character of a symbol font; null where it is none. */
  readonly symbol: string | null;
}

/** What text depends on of the properties of a paragraph. */
export interface ParagraphProperties {
  /** Tables it stands in. */
  readonly depth: number;
  /** It is no paragraph but the end of a row. */
  readonly isRowEnd: boolean;
  /** It is the last one in a cell of a table that stands in another. */
  readonly isInnerCellEnd: boolean;
  /** Level of a heading, 1 the highest; null for running text. */
  readonly heading: number | null;
  /** The list it is of, from 1, and its level there from 0; null where it is of none. */
  readonly list: { readonly number: number; readonly level: number } | null;
  /** Of the row that it ends. */
  readonly edges: RowEdges | null;
}

const lowestHeading = 9;
/** `ilfo` of paragraphs that a style numbers and that are not, and of numbers of old versions. */
const firstBadList = 0x7ff;

export function readCharacterProperties(groups: readonly Uint8Array[]): CharacterProperties {
  let isHidden = false;
  let isDeleted = false;
  let isSpecial = false;
  let isData = false;
  let pictureAt: number | null = null;
  let symbol: string | null = null;
  for (const group of groups)
    for (const { code, view, at } of sprmsOf(group)) {
      // 0x81 is “not as the style”, which does not hide.
      if (code === sprm.hidden) isHidden = [1, 0x81].includes(view.getUint8(at));
      else if (code === sprm.deleted) isDeleted = view.getUint8(at) !== 0;
      else if (code === sprm.special) isSpecial = view.getUint8(at) !== 0;
      else if (code === sprm.formData || code === sprm.oleObject) isData ||= view.getUint8(at) !== 0;
      else if (code === sprm.pictureAt) {
        pictureAt = view.getUint32(at, true);
        isSpecial = true;
      } else if (code === sprm.symbol) {
        symbol = String.fromCharCode(view.getUint16(at + 2, true));
        isSpecial = true;
      }
    }
  return { isLeftOut: isHidden || isDeleted, isSpecial, pictureAt: isData ? null : pictureAt, symbol };
}

/**
 * @param groups properties of the paragraph, the weakest first, its style's left out
 * @param data the Data stream, where properties lie that are too long for their page
 */
export function readParagraphProperties(
  style: WordStyle,
  groups: readonly Uint8Array[],
  data: Uint8Array,
): ParagraphProperties {
  const state = {
    ...{ inTable: false, depth: null as number | null, isRowEnd: false, isInnerRowEnd: false },
    ...{ isInnerCellEnd: false, outline: null as number | null, list: 0, level: 0 },
  };
  const row = openRowDefinition();
  const apply = (group: Uint8Array, mayLead: boolean): void => {
    for (const property of sprmsOf(group)) {
      const { code, view, at } = property;
      if (code === sprm.inTable) state.inTable = view.getUint8(at) !== 0;
      else if (code === sprm.tableDepth) state.depth = view.getInt32(at, true);
      else if (code === sprm.rowEnd) state.isRowEnd = view.getUint8(at) !== 0;
      else if (code === sprm.innerRowEnd) state.isInnerRowEnd = view.getUint8(at) !== 0;
      else if (code === sprm.innerCellEnd) state.isInnerCellEnd = view.getUint8(at) !== 0;
      else if (code === sprm.outline) state.outline = view.getUint8(at);
      else if (code === sprm.list) state.list = view.getUint16(at, true);
      else if (code === sprm.listLevel) state.level = view.getUint8(at);
      else if (code === sprm.elsewhere || code === sprm.elsewhereOld || code === sprm.rowElsewhere) {
        // What lies elsewhere leads nowhere else.
        if (mayLead) apply(groupAt(data, view.getUint32(at, true)), false);
      } else applyToRow(row, property);
    }
  };
  for (const group of style.properties) apply(group, false);
  for (const group of groups) apply(group, true);
  const { inTable, list, level } = state;
  const outline = state.outline === null ? style.heading : state.outline + 1;
  return {
    depth: Math.max(0, state.depth ?? (inTable ? 1 : 0), inTable ? 1 : 0),
    isRowEnd: state.isRowEnd || state.isInnerRowEnd,
    isInnerCellEnd: state.isInnerCellEnd,
    heading: outline !== null && outline <= lowestHeading ? outline : null,
    list: list > 0 && list < firstBadList && level <= 8 ? { number: list, level } : null,
    edges: state.isRowEnd || state.isInnerRowEnd ? row.edges() : null,
  };
}

/** Codes of tables have 5 in the bits that tell what they are of; only they are handed on. */
function applyToRow(row: RowDefinition, property: Parameters<RowDefinition['apply']>[0]): void {
  if (((property.code >> 10) & 7) === 5) row.apply(property);
}

/** A group of properties in the Data stream, its length before it ([MS-DOC] 2.9.210). */
function groupAt(data: Uint8Array, at: number): Uint8Array {
  if (at + 2 > data.length) return new Uint8Array();
  const length = (data[at] ?? 0) | ((data[at + 1] ?? 0) << 8);
  return data.subarray(at + 2, at + 2 + length);
}
