import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDueList } from './due-list.ts';

test('what has been due for longest comes first, at the time that was set last, whatever was set before', () => {
  const step = fc.record({
    id: fc.integer({ min: 0, max: 12 }).map(String),
    at: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
    now: fc.integer({ min: 0, max: 20 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const list = createDueList();
      const times = new Map<string, number>();
      for (const { id, at, now } of steps) {
        list.set(id, at);
        times.delete(id);
        if (at !== undefined) times.set(id, at);
        expect(list.size).toBe(times.size);
        const earliest = Math.min(...times.values());
        const first = list.first(now);
        expect(first?.at).toBe(earliest <= now ? earliest : undefined);
        expect(times.get(first?.id ?? '')).toBe(first?.at);
      }
    }),
  );
});
