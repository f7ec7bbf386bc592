import type { OcrReading } from '../../schemas/ports.ts';

/** What was read in a run, by picture: the latest so many readings. */
export interface ReadingCache {
  get(key: string): OcrReading | undefined;
  set(key: string, reading: OcrReading): void;
}

/** @param most readings that are kept; the one longest unused goes first */
export function openReadingCache(most: number): ReadingCache {
  // A Map keeps the order in which keys were put in.
  const readings = new Map<string, OcrReading>();
  return {
    get(key) {
      const reading = readings.get(key);
      if (reading === undefined) return undefined;
      readings.delete(key);
      readings.set(key, reading);
      return reading;
    },
    set(key, reading) {
      readings.delete(key);
      readings.set(key, reading);
      for (const oldest of readings.keys()) {
        if (readings.size <= most) return;
        readings.delete(oldest);
      }
    },
  };
}
