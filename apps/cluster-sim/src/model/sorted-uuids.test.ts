import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSortedUuids } from './sorted-uuids.ts';

test('it walks what was added and not deleted, in order, from after any UUID', () => {
  const step = fc.record({ add: fc.boolean(), uuid: fc.integer({ min: 0, max: 30 }).map(String) });
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 60 }),
      fc.integer({ min: 0, max: 30 }),
      (steps, from) => {
        const sorted = createSortedUuids();
        const expected = new Set<string>();
        for (const { add, uuid } of steps) {
          if (add) sorted.add(uuid);
          else sorted.delete(uuid);
          if (add) expected.add(uuid);
          else expected.delete(uuid);
        }
        const after = [...expected].filter((uuid) => uuid > String(from)).toSorted();
        expect([...sorted.after(String(from))]).toEqual(after);
        expect([...sorted.after('')]).toEqual([...expected].toSorted());
        expect(sorted.size).toBe(expected.size);
      },
    ),
  );
});
