/** What `sample.mjs` writes: the most that was resident, and what was at which time. */
export interface Samples {
  /** Bytes. */
  readonly peak: number;
  /** Milliseconds since 1970, bytes; in the order of time. */
  readonly samples: readonly (readonly [time: number, bytes: number])[];
}

/** Bytes resident at a time: the last sample before it, the first where there is none, NaN without samples. */
export function residentAt({ samples }: Samples, time: number): number {
  const before = samples.findLast(([at]) => at <= time) ?? samples[0];
  return before?.[1] ?? Number.NaN;
}

/** Slope of the line of least squares through points; NaN of fewer than two different x. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [middleX, middleY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const spread = points.reduce((sum, [x]) => sum + (x - middleX) ** 2, 0);
  return points.reduce((sum, [x, y]) => sum + (x - middleX) * (y - middleY), 0) / (spread || Number.NaN);
}
