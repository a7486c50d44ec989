import { expect, test } from 'vitest';
import { createSemaphore } from './semaphore.ts';

test('so many have their turn at a time, and the others get theirs in order', async () => {
  const turns = createSemaphore(2);
  const order: string[] = [];
  const take = async (name: string) => {
    const giveBack = await turns.take(undefined);
    order.push(name);
    return giveBack;
  };
  const [first, second] = await Promise.all([take('a'), take('b')]);
  const [third, fourth] = [take('c'), take('d')];
  expect(order).toEqual(['a', 'b']);
  first();
  // Giving back twice gives nobody a turn that is not there.
  first();
  await third;
  expect(order).toEqual(['a', 'b', 'c']);
  second();
  await fourth;
  expect(order).toEqual(['a', 'b', 'c', 'd']);
});

test('a wait that is aborted takes no turn from anybody', async () => {
  const turns = createSemaphore(1);
  const giveBack = await turns.take(undefined);
  const leaving = new AbortController();
  const given = turns.take(leaving.signal);
  const patient = turns.take(undefined);
  leaving.abort();
  await expect(given).rejects.toThrow('aborted');
  giveBack();
  (await patient)();
  await expect(turns.take(leaving.signal)).rejects.toThrow('aborted');
  (await turns.take(undefined))();
});
