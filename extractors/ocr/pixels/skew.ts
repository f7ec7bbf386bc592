import type { Ink } from './threshold.ts';

/** Pages that lie farther aslant (degrees) are no scans. */
const maxTilt = 6;
/** Steps of the search, degrees: each looks around the best of the one before. */
const steps = [0.25, 0.05, 0.01] as const;
/** So many points settle the angle to a hundredth of a degree; more cost time only. */
const maxPoints = 60_000;
/** Fewer points say nothing. */
const minPoints = 200;

/**
 * By how many degrees clockwise the page has to be turned so that its lines lie level: the angle under which the lower
 * edges of its ink pile up highest (Postl 1986; edges instead of ink after Bloomberg 1995). 0 where there is hardly any.
 */
export function findTilt(ink: Ink): number {
  const points = lowerEdges(ink);
  if (points.xs.length < minPoints) return 0;
  let best = 0;
  let reach: number = maxTilt;
  const bins = new Uint32Array(ink.height + 2 * ink.width);
  for (const step of steps) {
    const count = Math.round(reach / step);
    const scores = Array.from({ length: 2 * count + 1 }, (_, i) =>
      pile(points, best + (i - count) * step, ink.width, bins),
    );
    // Turns that move nothing by half a pixel pile up alike: the middle of them is meant.
    const most = Math.max(...scores);
    best += ((scores.indexOf(most) + scores.lastIndexOf(most)) / 2 - count) * step;
    reach = step * 2;
  }
  return Math.round(best * 100) / 100;
}

interface Points {
  readonly xs: Float32Array;
  readonly ys: Float32Array;
}

/** Ink with paper under it, thinned evenly to what is needed. */
function lowerEdges({ width, height, data }: Ink): Points {
  const places: number[] = [];
  for (let at = 0; at < (height - 1) * width; at++)
    if ((data[at] as number) > (data[at + width] as number)) places.push(at);
  const stride = Math.max(1, Math.ceil(places.length / maxPoints));
  const count = Math.ceil(places.length / stride);
  const [xs, ys] = [new Float32Array(count), new Float32Array(count)];
  for (let i = 0; i < count; i++) {
    const at = places[i * stride] as number;
    xs[i] = at % width;
    ys[i] = Math.floor(at / width);
  }
  return { xs, ys };
}

/** How unevenly the points fall into rows of a page turned by an angle: sum of the squares of their counts. */
function pile({ xs, ys }: Points, degrees: number, width: number, bins: Uint32Array): number {
  bins.fill(0);
  const slope = Math.tan((degrees * Math.PI) / 180);
  for (let i = 0; i < xs.length; i++) {
    const bin = ((ys[i] as number) + ((xs[i] as number) - width / 2) * slope + width + 0.5) | 0;
    bins[bin] = (bins[bin] as number) + 1;
  }
  let sum = 0;
  for (let i = 0; i < bins.length; i++) sum += (bins[i] as number) ** 2;
  return sum;
}
