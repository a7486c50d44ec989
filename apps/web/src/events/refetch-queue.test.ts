import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRefetchQueue } from './refetch-queue.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the refetch queue', () => {
  it('refetches each key of a burst once', () => {
    const refetch = vi.fn<(queryKey: readonly string[]) => void>();
    const requestRefetch = createRefetchQueue(refetch);
    for (let event = 0; event < 50; event += 1) requestRefetch(['fleet-volumes']);
    requestRefetch(['summary']);
    expect(refetch).not.toHaveBeenCalled();
    vi.advanceTimersByTime(300);
    expect(refetch.mock.calls).toEqual([[['fleet-volumes']], [['summary']]]);
  });

  it('spaces its refetches while events go on, and loses none', () => {
    const refetch = vi.fn<(queryKey: readonly string[]) => void>();
    const requestRefetch = createRefetchQueue(refetch);
    for (let event = 0; event < 100; event += 1) {
      requestRefetch(['fleet-volumes']);
      vi.advanceTimersByTime(100);
    }
    vi.advanceTimersByTime(2000);
    expect(refetch.mock.calls.length).toBeGreaterThan(5);
    expect(refetch.mock.calls.length).toBeLessThan(10);
  });
});
