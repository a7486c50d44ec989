import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReadAgain } from './read-again.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('asking again', () => {
  it('asks once for each key of a burst', () => {
    const ask = vi.fn<(queryKey: readonly string[]) => void>();
    const readAgain = createReadAgain(ask);
    for (let event = 0; event < 50; event += 1) readAgain(['fleet-volumes']);
    readAgain(['summary']);
    expect(ask).not.toHaveBeenCalled();
    vi.advanceTimersByTime(300);
    expect(ask.mock.calls).toEqual([[['fleet-volumes']], [['summary']]]);
  });

  it('is patient while events go on, and loses none', () => {
    const ask = vi.fn<(queryKey: readonly string[]) => void>();
    const readAgain = createReadAgain(ask);
    for (let event = 0; event < 100; event += 1) {
      readAgain(['fleet-volumes']);
      vi.advanceTimersByTime(100);
    }
    vi.advanceTimersByTime(2000);
    expect(ask.mock.calls.length).toBeGreaterThan(5);
    expect(ask.mock.calls.length).toBeLessThan(10);
  });
});
