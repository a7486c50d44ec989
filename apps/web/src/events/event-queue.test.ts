import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEventQueue } from './event-queue.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const queueInto = () => {
  const apply = vi.fn<(events: readonly number[]) => void>();
  return { apply, queue: createEventQueue(apply) };
};

describe('the event queue', () => {
  it('applies a change at once, and each of a short series', () => {
    const { apply, queue } = queueInto();
    for (let event = 0; event < 10; event += 1) queue.add(event);
    expect(apply.mock.calls.flat()).toEqual(Array.from({ length: 10 }, (_, event) => [event]));
  });

  it('applies what comes all the time ten times a second, in its order, and loses none', () => {
    const { apply, queue } = queueInto();
    for (let event = 0; event < 1500; event += 1) {
      queue.add(event);
      vi.advanceTimersByTime(4);
    }
    // Six seconds.
    expect(apply.mock.calls.length).toBeLessThan(75);
    vi.advanceTimersByTime(100);
    expect(apply.mock.calls.flat(2)).toEqual(Array.from({ length: 1500 }, (_, event) => event));
  });

  it('applies at once again what comes after a pause', () => {
    const { apply, queue } = queueInto();
    for (let event = 0; event < 100; event += 1) queue.add(event);
    vi.advanceTimersByTime(400);
    apply.mockClear();
    queue.add(100);
    expect(apply.mock.calls).toEqual([[[100]]]);
  });

  it('applies what waits when it is stopped, once', () => {
    const { apply, queue } = queueInto();
    for (let event = 0; event < 12; event += 1) queue.add(event);
    queue.stop();
    vi.advanceTimersByTime(1000);
    expect(apply.mock.calls.flat(2)).toEqual(Array.from({ length: 12 }, (_, event) => event));
  });
});
