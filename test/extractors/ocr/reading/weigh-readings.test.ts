import { describe, expect, it } from 'vitest';
import type { SetFigure } from '../../../../extractors/ocr/reading/set-figure.ts';
import { weighReadings } from '../../../../extractors/ocr/reading/weigh-readings.ts';

const setAs = (text: string): SetFigure => ({ text, glyphs: [], misfit: 1, unexplained: 0 });

describe('the readings of a figure', () => {
  it('are sure where engine and type agree, and leave no candidate', () => {
    const read = weighReadings({ asFigure: '1,234.50', set: setAs('1,234.50') });
    expect(read?.text).toBe('1,234.50');
    expect(read?.reading.confidence).toBeGreaterThan(0.98);
    expect(read?.reading.candidates).toEqual([]);
  });

  it('are in doubt where they differ by a digit: the other stays as a candidate', () => {
    const read = weighReadings({
      asFigure: '831.61',
      larger: '831.61',
      set: setAs('331.61'),
    });
    expect(read?.text).toBe('331.61');
    expect(read?.reading.candidates.map((candidate) => candidate.text)).toEqual(['831.61']);
  });

  it('are not sure without the type', () => {
    expect(weighReadings({ asFigure: '47.06', set: null })?.reading.confidence).toBeLessThan(0.95);
  });

  it('prefer the reading with a point where one has lost it', () => {
    expect(
      weighReadings({ asFigure: '22215', larger: '22215', asLine: '', set: setAs('222.15') })?.text,
    ).toBe('222.15');
  });
});
