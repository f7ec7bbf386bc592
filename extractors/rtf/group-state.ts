import type { Story } from './story.ts';

/**
 * What the text of a group is.
 * - `text` text of the document; `holder` none of its own, but groups in it may be (a drawing around its text box)
 * - `skip` nothing of it, nor of the groups in it
 * - `fonts`, `styles` tables of the head; `picture` the digits of a picture; `row` the definition of a row of a nested table
 */
export type Destination = 'text' | 'holder' | 'skip' | 'fonts' | 'styles' | 'picture' | 'row';

/** What holds within a group: groups inherit it and give it back. */
export interface GroupState {
  destination: Destination;
  /** Where its text goes. */
  story: Story;
  // Of characters:
  font: number;
  /** Font of East Asian characters where the text names one apart (`\dbch\af13`); null where not. */
  wideFont: number | null;
  /** `\dbch` was the last to say which characters follow. */
  isWide: boolean;
  isHidden: boolean;
  isDeleted: boolean;
  /** Characters that stand for those who know no Unicode, behind each `\u`. */
  fallback: number;
  // Of paragraphs:
  inTable: boolean;
  tableDepth: number;
  style: number;
  /** 0–8 a level of headings, 9 running text; null: as the style has it. */
  outline: number | null;
}

export function firstState(story: Story): GroupState {
  return {
    ...{ destination: 'text', story, font: -1, wideFont: null, isWide: false },
    ...{ isHidden: false, isDeleted: false, fallback: 1 },
    ...{ inTable: false, tableDepth: 1, style: 0, outline: null },
  };
}

/** Tables that the paragraph stands in. */
export function depthOf({ inTable, tableDepth }: GroupState): number {
  return inTable ? Math.max(1, tableDepth) : 0;
}
