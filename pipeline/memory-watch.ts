/** How often the memory is looked at, milliseconds: a bomb takes seconds to grow. */
const interval = 200;

/** A document at work, and how to end it from outside. */
export interface Run {
  /** @param together it had company: it may be no fault of its own */
  stop(together: boolean): void;
}

export interface MemoryWatch {
  /**
   * Runs tasks beside each other; one that is stopped because all together took too much is run again when all others
   * are done, alone: so the guilty one fails, whoever it ran beside.
   * @param attempt is told how to register; gives null where it was stopped together with others
   */
  run<T>(attempt: (running: Set<Run>) => Promise<T | null>, tooMuch: () => T): Promise<T>;
  close(): void;
}

/**
 * Watches the memory of the process: V8 bounds the heap of each worker, nobody bounds the buffers beside it.
 * @param maxBytes what the documents at work may take together, and one alone
 */
export function openMemoryWatch(maxBytes: number): MemoryWatch {
  const running = new Set<Run>();
  const room = openRoom();
  let before = process.memoryUsage.rss();
  const timer = setInterval(() => {
    if (running.size === 0 || process.memoryUsage.rss() - before < maxBytes) return;
    const runs = [...running];
    for (const run of runs) run.stop(runs.length > 1);
  }, interval);
  timer.unref();
  return {
    async run(attempt, tooMuch) {
      await room.enter();
      const done = await attempt(running).finally(() => room.leave(false));
      if (done !== null) return done;
      await room.enterAlone();
      before = process.memoryUsage.rss();
      return (await attempt(running).finally(() => room.leave(true))) ?? tooMuch();
    },
    close: () => clearInterval(timer),
  };
}

/** Many may be in a room at a time, or one alone: who wants it alone waits until it is empty, and nobody enters before. */
function openRoom() {
  let inside = 0;
  let alone = 0;
  let waiting: (() => void)[] = [];
  const change = () => new Promise<void>((resolve) => waiting.push(resolve));
  return {
    async enter(): Promise<void> {
      while (alone > 0) await change();
      inside++;
    },
    async enterAlone(): Promise<void> {
      alone++;
      while (inside > 0) await change();
      inside++;
    },
    leave(wasAlone: boolean): void {
      inside--;
      if (wasAlone) alone--;
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
  };
}
