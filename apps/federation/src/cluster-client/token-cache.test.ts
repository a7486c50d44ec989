import { afterEach, expect, test, vi } from 'vitest';
import { createTokenCache } from './token-cache.ts';

const counting = () => {
  let signed = 0;
  return { sign: async () => `token ${(signed += 1)}` };
};
const alice = { subject: 'alice', roles: ['a:viewer'] };

test('a token is used again for 45 seconds, by the same principal with the same key and roles only', async () => {
  let now = 0;
  const cache = createTokenCache(counting(), () => now);
  expect(await cache.sign('k', alice)).toBe('token 1');
  now = 44_999;
  expect(await cache.sign('k', alice)).toBe('token 1');
  expect(await cache.sign('k2', alice)).toBe('token 2');
  expect(await cache.sign('k', { ...alice, roles: [] })).toBe('token 3');
  expect(await cache.sign('k', { ...alice, subject: 'bob' })).toBe('token 4');
  now = 45_000;
  expect(await cache.sign('k', alice)).toBe('token 5');
});

afterEach(() => vi.useRealTimers());

test.each([
  ['back', -3_600_000],
  ['forward', 3_600_000],
])(
  'a clock that is set an hour %s makes no token last longer, and throws none away',
  async (_way, milliseconds) => {
    vi.useFakeTimers();
    const cache = createTokenCache(counting());
    expect(await cache.sign('k', alice)).toBe('token 1');
    vi.setSystemTime(Date.now() + milliseconds);
    vi.advanceTimersByTime(44_999);
    expect(await cache.sign('k', alice)).toBe('token 1');
    vi.advanceTimersByTime(1);
    expect(await cache.sign('k', alice)).toBe('token 2');
  },
);

test('a failure to sign is not remembered', async () => {
  let fails = true;
  const cache = createTokenCache({
    sign: async () => {
      if (fails) throw new Error('no key yet');
      return 'token';
    },
  });
  await expect(cache.sign('k', alice)).rejects.toThrow('no key yet');
  fails = false;
  expect(await cache.sign('k', alice)).toBe('token');
});
