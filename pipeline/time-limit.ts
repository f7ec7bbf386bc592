/** A time limit that stands still at times. */
export interface TimeLimit {
  pause(): void;
  resume(): void;
  close(): void;
}

/** @param onEnd called once, when so many milliseconds have run */
export function openTimeLimit(maxMilliseconds: number, onEnd: () => void): TimeLimit {
  let left = maxMilliseconds;
  let begun = 0;
  let timer: NodeJS.Timeout | undefined;
  const pause = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    left -= performance.now() - begun;
  };
  const resume = () => {
    if (timer !== undefined) return;
    begun = performance.now();
    timer = setTimeout(onEnd, Math.max(0, left));
  };
  resume();
  return { pause, resume, close: pause };
}
