import { expect, test } from 'vitest';
import { createResolver } from './resolve-names.ts';

/** A resolver of the system, in which some names never have an answer. */
function start(timeoutMs: number) {
  const hanging = new Set<string>();
  const asked: string[] = [];
  const resolve = createResolver({
    timeoutMs,
    async lookUp(host) {
      asked.push(host);
      if (hanging.has(host)) await new Promise(() => {});
      if (host === 'unknown') throw new Error('ENOTFOUND');
      return `address of ${host}`;
    },
  });
  return { hanging, asked, resolve };
}

test('names that never resolve do not keep one that has had an address from its cluster, and take two threads at most', async () => {
  const { hanging, asked, resolve } = start(10);
  expect(await resolve('good')).toBe('address of good');
  for (const host of ['a', 'b', 'c', 'd']) {
    hanging.add(host);
    void resolve(host);
  }
  expect(await resolve('good')).toBe('address of good');
  expect(asked).toEqual(['good', 'a', 'b']);
});

test('a name that is asked for again and again is looked up once at a time', async () => {
  const { asked, resolve } = start(60_000);
  const answers = await Promise.all([resolve('a'), resolve('a'), resolve('b')]);
  expect(answers).toEqual(['address of a', 'address of a', 'address of b']);
  expect(asked).toEqual(['a', 'b']);
  await resolve('a');
  expect(asked).toEqual(['a', 'b', 'a']);
});

test('a name that does not resolve is asked for again, and gives back its turn', async () => {
  const { asked, resolve } = start(60_000);
  for (let n = 0; n < 3; n += 1) await expect(resolve('unknown')).rejects.toThrow('ENOTFOUND');
  expect(await resolve('a')).toBe('address of a');
  expect(asked).toEqual(['unknown', 'unknown', 'unknown', 'a']);
});
