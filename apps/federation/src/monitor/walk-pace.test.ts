import { expect, test } from 'vitest';
import { MONITOR_TIMINGS } from './monitor-timings.ts';
import { createWalkPace } from './walk-pace.ts';

function start() {
  const clock = { cpu: 1_000 };
  const pace = createWalkPace(MONITOR_TIMINGS, () => clock.cpu);
  const note = (costs: Record<string, number>, isQuiet = false) => {
    for (const [id, cpu] of Object.entries(costs)) pace.note(id, { cpu, isQuiet });
  };
  const waits = (...ids: string[]) => ids.map((id) => pace.waitFor(id) / 1_000);
  return { clock, pace, note, waits };
}

test('clusters whose walks cost little are walked every 30 seconds', () => {
  const { note, waits } = start();
  expect(waits('a')).toEqual([30]);
  note({ a: 1_000, b: 2_000 });
  expect(waits('a', 'b')).toEqual([30, 30]);
});

test('all walks together take a tenth of a core', () => {
  const { note, waits } = start();
  note({ a: 1_000, b: 4_000 });
  expect(waits('a', 'b')).toEqual([50, 50]);
});

test('clusters in which nothing has changed wait longer, so that the others are read sooner', () => {
  const { note, waits } = start();
  note({ a: 3_000 });
  note({ b: 2_000 }, true);
  const [a = 0, b = 0] = waits('a', 'b');
  expect([a, b]).toEqual([40, 80]);
  expect(3 / a + 2 / b).toBeCloseTo(0.1);
});

test('however much they cost, they are never more than 90 seconds apart', () => {
  const { note, waits } = start();
  note({ a: 500, b: 90_000 });
  expect(waits('a', 'b')).toEqual([90, 90]);
});

test('a cluster that is not walked any more costs nothing', () => {
  const { note, pace, waits } = start();
  note({ a: 1_000, b: 6_000 });
  pace.forget('b');
  expect(waits('a')).toEqual([30]);
});

test('what is used while several walks are under way counts once, also when one of them fails', async () => {
  const { clock, pace } = start();
  const ends = [1, 2, 3].map(() => Promise.withResolvers<void>());
  const walks = ends.map(({ promise }) => {
    const measured = pace.measure(() => promise);
    clock.cpu += 6;
    return measured;
  });
  ends[0]?.resolve();
  expect((await walks[0])?.cpu).toBe(6 + 3 + 2);
  ends[1]?.reject(new Error('broken off'));
  await expect(walks[1]).rejects.toThrow('broken off');
  clock.cpu += 10;
  ends[2]?.resolve();
  expect((await walks[2])?.cpu).toBe(2 + 10);
  clock.cpu += 100;
  expect((await pace.measure(async () => {})).cpu).toBe(0);
});
