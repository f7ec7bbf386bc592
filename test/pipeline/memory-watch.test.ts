import { afterEach, describe, expect, it, vi } from 'vitest';
import { openMemoryWatch, type Run } from '../../pipeline/memory-watch.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** What the process is to take. */
function pretendMemory(bytes: () => number) {
  vi.spyOn(process.memoryUsage, 'rss').mockImplementation(bytes);
}

describe('the watch over the memory', () => {
  it('stops all that run together, and finds the guilty one alone', async () => {
    let used = 0;
    pretendMemory(() => used);
    const watch = openMemoryWatch(100);
    const log: string[] = [];
    const document = (name: string, takes: number) =>
      watch.run(
        (running: Set<Run>) =>
          new Promise<string | null>((resolve) => {
            log.push(`${name} beside ${running.size}`);
            used += takes;
            const end = (done: string | null) => {
              clearTimeout(timer);
              used -= takes;
              running.delete(run);
              resolve(done);
            };
            const timer = setTimeout(() => end(`${name} done`), 600);
            const run: Run = { stop: (together) => end(together ? null : `${name} too large`) };
            running.add(run);
          }),
        () => 'never',
      );
    expect(await Promise.all([document('a', 60), document('b', 150), document('c', 10)])).toEqual([
      'a done',
      'b too large',
      'c done',
    ]);
    expect(log.slice(3)).toEqual(['a beside 0', 'b beside 0', 'c beside 0']);
    watch.close();
  });

  it('lets run what takes little', async () => {
    pretendMemory(() => 50);
    const watch = openMemoryWatch(100);
    expect(
      await watch.run(
        async () => 'done',
        () => 'never',
      ),
    ).toBe('done');
    watch.close();
  });
});
