import type { QueryKey } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRefetchQueue } from './refetch-queue.ts';

const LIST = ['fleet-volumes'];

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const queueInto = () => {
  const refetch = vi.fn<(queryKey: QueryKey) => void>();
  return { refetch, requestRefetch: createRefetchQueue(refetch) };
};

describe('the refetch queue', () => {
  it('refetches each key of a burst once', () => {
    const { refetch, requestRefetch } = queueInto();
    for (let event = 0; event < 50; event += 1) requestRefetch(LIST);
    requestRefetch(['summary']);
    expect(refetch).not.toHaveBeenCalled();
    vi.advanceTimersByTime(300);
    expect(refetch.mock.calls).toEqual([[LIST], [['summary']]]);
  });

  it('refetches at once what changes after a pause, and every change of a short series', () => {
    const { refetch, requestRefetch } = queueInto();
    for (let change = 1; change <= 10; change += 1) {
      requestRefetch(LIST);
      vi.advanceTimersByTime(1);
      expect(refetch).toHaveBeenCalledTimes(change);
      vi.advanceTimersByTime(399);
    }
  });

  it('leaves a refetch its time to be answered before the next', () => {
    const { refetch, requestRefetch } = queueInto();
    requestRefetch(LIST);
    vi.advanceTimersByTime(10);
    requestRefetch(LIST);
    vi.advanceTimersByTime(80);
    expect(refetch).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(20);
    expect(refetch).toHaveBeenCalledTimes(2);
  });

  it('spaces its refetches while events go on, and loses none', () => {
    const { refetch, requestRefetch } = queueInto();
    for (let event = 0; event < 600; event += 1) {
      requestRefetch(LIST);
      vi.advanceTimersByTime(100);
    }
    const spaced = refetch.mock.calls.length;
    // A minute: the burst, and one every 1.5 s.
    expect(spaced).toBeGreaterThan(40);
    expect(spaced).toBeLessThan(55);
    requestRefetch(LIST);
    vi.advanceTimersByTime(2000);
    expect(refetch.mock.calls.length).toBeGreaterThan(spaced);
    requestRefetch(LIST);
    vi.advanceTimersByTime(2000);
    expect(refetch.mock.calls.length).toBeGreaterThan(spaced + 1);
  });
});
