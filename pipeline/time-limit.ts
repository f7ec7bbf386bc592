/** A time limit that stands still at times. */
export interface TimeLimit {
  pause(): void;
  resume(): void;
  /** Gives it more. */
  extend(milliseconds: number): void;
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
  const extend = (milliseconds: number) => {
    const isRunning = timer !== undefined;
    pause();
    left += milliseconds;
    if (isRunning) resume();
  };
  resume();
  return { pause, resume, extend, close: pause };
}
