import type { Condition } from './damage.ts';

/** A kind of scan that is measured apart. */
export interface Kind {
  readonly id: string;
  /** Which documents: rounds of `documentMaker`. */
  readonly round: number;
  /** Pixels to the inch. */
  readonly dpi: number;
  readonly condition: Condition;
  /** Documents unless told otherwise. */
  readonly count: number;
  /** Whether pages are pictures as a whole, or text with pictures for the figures of tables. */
  readonly pictures: 'pages' | 'cells';
  readonly about: string;
}

const about = {
  clean: 'straight, white, JPEG 80–92',
  dirty: 'tilt up to 2°, blur, noise, uneven light, red seals, JPEG 40–80',
};

export const kinds: readonly Kind[] = [
  kind('200-clean', 0, 200, 'clean'),
  kind('150-clean', 1, 150, 'clean'),
  kind('300-clean', 2, 300, 'clean'),
  kind('150-dirty', 3, 150, 'dirty'),
  kind('200-dirty', 4, 200, 'dirty'),
  {
    ...kind('200-cells', 5, 200, 'clean'),
    count: 6,
    pictures: 'cells',
    about: 'text, but each figure of a table is a picture',
  },
];

function kind(id: string, round: number, dpi: number, condition: Condition): Kind {
  return { id, round, dpi, condition, count: 12, pictures: 'pages', about: about[condition] };
}
