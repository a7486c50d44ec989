import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSortedRecords } from './sorted-records.ts';

test('it walks what was put and not deleted, the newest of each UUID, in order, from after any UUID', () => {
  const step = fc.record({
    put: fc.boolean(),
    UUID: fc.integer({ min: 0, max: 30 }).map(String),
    name: fc.string(),
  });
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 60 }),
      fc.integer({ min: 0, max: 30 }).map(String),
      (steps, from) => {
        const sorted = createSortedRecords<{ UUID: string; name: string }>();
        const expected = new Map<string, { UUID: string; name: string }>();
        for (const { put, UUID, name } of steps) {
          const record = { UUID, name };
          if (put) sorted.put(record);
          else sorted.delete(UUID);
          if (put) expected.set(UUID, record);
          else expected.delete(UUID);
        }
        const all = [...expected.values()].toSorted((a, b) => (a.UUID < b.UUID ? -1 : 1));
        expect([...sorted.after(from)]).toEqual(all.filter(({ UUID }) => UUID > from));
        expect([...sorted.after('')]).toEqual(all);
        expect(sorted.size).toBe(all.length);
      },
    ),
  );
});
