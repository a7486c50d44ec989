import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { soon } from './soon.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('what is read at once is waited for, and no timer is left behind', async () => {
  let isRead = false;
  await soon(
    Promise.resolve().then(() => {
      isRead = true;
    }),
  );
  expect(isRead).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

test('what takes its time is waited for only for a moment', async () => {
  const done = vi.fn<() => void>();
  void soon(new Promise(() => undefined)).then(done);
  await vi.advanceTimersByTimeAsync(59);
  expect(done).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(done).toHaveBeenCalled();
});
