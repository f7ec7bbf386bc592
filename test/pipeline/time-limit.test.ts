import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openTimeLimit } from '../../pipeline/time-limit.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('openTimeLimit', () => {
  it('ends once, when its time has run', () => {
    const onEnd = vi.fn();
    openTimeLimit(100, onEnd);
    vi.advanceTimersByTime(99);
    expect(onEnd).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1000);
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  it('stands still while it is paused, however often it is told', () => {
    const onEnd = vi.fn();
    const limit = openTimeLimit(100, onEnd);
    vi.advanceTimersByTime(60);
    limit.pause();
    limit.pause();
    vi.advanceTimersByTime(1000);
    limit.resume();
    limit.resume();
    vi.advanceTimersByTime(39);
    expect(onEnd).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  it('can be given more, running or paused', () => {
    const onEnd = vi.fn();
    const limit = openTimeLimit(100, onEnd);
    vi.advanceTimersByTime(90);
    limit.extend(50);
    vi.advanceTimersByTime(50);
    limit.pause();
    limit.extend(100);
    vi.advanceTimersByTime(1000);
    limit.resume();
    vi.advanceTimersByTime(109);
    expect(onEnd).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  it('never ends once it is closed', () => {
    const onEnd = vi.fn();
    openTimeLimit(100, onEnd).close();
    vi.advanceTimersByTime(1000);
    expect(onEnd).not.toHaveBeenCalled();
  });
});
