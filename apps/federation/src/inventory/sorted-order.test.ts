import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortYielding, createSortedOrder } from './sorted-order.ts';

interface Item {
  readonly key: number;
  readonly id: number;
}
const compare = (a: Item, b: Item): number => a.key - b.key || a.id - b.id;

const verdict = (items: readonly Item[], expected: readonly Item[]) => ({
  isSorted: items.every((item, i) => i === 0 || compare(items[i - 1] ?? item, item) < 0),
  isUnique: new Set(items).size === items.length,
  missing: expected.filter((item) => !items.includes(item)),
});

test('sorting in turns sorts as the language does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer(), { maxLength: 9_000, size: 'max' }), async (numbers) => {
      const byNumber = (a: number, b: number): number => a - b;
      expect(await sortYielding(numbers, byNumber)).toEqual(numbers.toSorted(byNumber));
    }),
    { numRuns: 30 },
  );
});

test('sorting a large list lets others have their turn', async () => {
  const items = Array.from({ length: 200_000 }, (_, id) => ({ key: (id * 7919) % 100_003, id }));
  let longest = 0;
  let last = performance.now();
  let turns = 0;
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
    turns += 1;
  }, 1);
  const sorted = await sortYielding(items, compare);
  clearInterval(beat);
  expect(sorted).toHaveLength(items.length);
  expect(turns).toBeGreaterThan(3);
});

test('whatever changes, and whenever it is asked, the order holds the items that are there', async () => {
  const step = fc.record({
    add: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 6 }),
    remove: fc.array(fc.nat(), { maxLength: 4 }),
    asks: fc.boolean(),
    waits: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      let id = 0;
      const present = new Set<Item>();
      const order = createSortedOrder(compare, []);
      const everRemoved = new Set<Item>();
      const answers: Promise<ReturnType<typeof verdict>>[] = [];
      for (const { add, remove, asks, waits } of steps) {
        const all = [...present];
        const removed = new Set(
          remove
            .map((at) => all[at % Math.max(1, all.length)])
            .filter((item) => item !== undefined),
        );
        const added = add.map((key) => ({ key, id: (id += 1) }));
        for (const item of removed) {
          present.delete(item);
          everRemoved.add(item);
        }
        for (const item of added) present.add(item);
        order.change(added, removed);
        if (asks) answers.push(order.items().then((items) => verdict(items, added)));
        if (waits) await Promise.all(answers);
      }
      // Each answer: sorted, nothing twice, and with all that was added just before it, unless that has gone since.
      for (const { isSorted, isUnique, missing } of await Promise.all(answers)) {
        expect([isSorted, isUnique]).toEqual([true, true]);
        expect(missing.filter((item) => !everRemoved.has(item))).toEqual([]);
      }
      expect(await order.items()).toEqual([...present].sort(compare));
    }),
    { numRuns: 300 },
  );
});
