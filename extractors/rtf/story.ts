import type { EmbeddedPicture } from '../../schemas/document.ts';
import { type DeclaredFlow, type FlowCounts, openFlow } from '../word/declared-flow.ts';

/** A text of its own: that of the document, of a note, of a text box; or the number that a list sets before a paragraph. */
export interface Story {
  readonly kind: 'body' | 'note' | 'box' | 'label';
  readonly flow: DeclaredFlow;
  /** Of the paragraph that is open. */
  text: string;
  pictures: EmbeddedPicture[];
}

/** @param location where what stands beside the text is anchored; null for the text itself */
export function openStory(kind: Story['kind'], counts: FlowCounts, location: string | null): Story {
  return { kind, flow: openFlow(counts, location), text: '', pictures: [] };
}

/** A list's number as it is set before its paragraph: 一、 stands at its text, 1 apart from it. Bullets are no text. */
export function spaceLabel(label: string): string {
  const number = label.trim();
  if (!/[\p{L}\p{N}]/u.test(number)) return '';
  return /[、，。：（）()．]$/u.test(number) ? number : `${number} `;
}
