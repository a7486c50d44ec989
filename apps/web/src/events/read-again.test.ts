import { volume, type Volume } from '@asterism/api-types/cluster-api/volume';
import type { FleetEvent } from '@asterism/api-types/fleet-api/fleet-events';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { applyEvent } from './apply-event.ts';
import { readAgain } from './read-again.ts';

const before: Volume = volume.parse({
  UUID: '7f0c1a52-0000-4000-8000-000000000001',
  name: 'db',
  state: 'Creating',
});
const after: Volume = { ...before, state: 'Available' };
const OWN = ['volume', before.UUID];

/** A server that answers when it is told to, in the order of the questions. */
function slowServer() {
  const questions: ((answer: Volume) => void)[] = [];
  return {
    asked: () => questions.length,
    answer: (at: number, one: Volume) => questions[at]?.(one),
    options: {
      queryKey: OWN,
      queryFn: () => new Promise<Volume>((resolve) => void questions.push(resolve)),
      staleTime: 30_000,
      retry: false,
    },
  };
}

const changed: FleetEvent = {
  type: 'volumes',
  clusterId: after.clusterId,
  changed: [after],
  removed: [],
  many: false,
};

test('an event that comes while the first answer about a volume is on its way, before its page shows it, is not lost', async () => {
  const cache = new QueryClient();
  const { options, answer, asked } = slowServer();
  cache.setQueryData(OWN, before, { updatedAt: 0 });
  const prefetched = cache.prefetchQuery(options);
  applyEvent(changed, cache, () => undefined);
  answer(0, before);
  await prefetched;
  const page = new QueryObserver(cache, options);
  const leave = page.subscribe(() => undefined);
  await expect.poll(asked).toBe(2);
  answer(1, after);
  await expect.poll(() => page.getCurrentResult().data?.state).toBe('Available');
  leave();
});

test('what is asked for the first time when an event comes is asked once more when it is answered, however many events came', async () => {
  const cache = new QueryClient();
  const { options, answer, asked } = slowServer();
  const page = new QueryObserver(cache, options);
  const leave = page.subscribe(() => undefined);
  expect(asked()).toBe(1);
  for (let event = 0; event < 3; event += 1) readAgain(cache, ['volume']);
  answer(0, before);
  await expect.poll(asked).toBe(2);
  answer(1, after);
  await expect.poll(() => page.getCurrentResult().data?.state).toBe('Available');
  expect(asked()).toBe(2);
  leave();
});

test('what is shown and read again when an event comes is canceled, and asked anew at once', async () => {
  const cache = new QueryClient();
  const { options, answer, asked } = slowServer();
  cache.setQueryData(OWN, before, { updatedAt: 0 });
  const page = new QueryObserver(cache, options);
  const leave = page.subscribe(() => undefined);
  expect(asked()).toBe(1);
  readAgain(cache, OWN);
  expect(asked()).toBe(2);
  answer(0, before);
  answer(1, after);
  await expect.poll(() => page.getCurrentResult().data?.state).toBe('Available');
  expect(asked()).toBe(2);
  leave();
});
