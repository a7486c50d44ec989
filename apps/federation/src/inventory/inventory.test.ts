import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FleetEvent } from '@asterism/api-types/fleet-api/fleet-events';
import { uuidOf, volumeOf } from '../test-support/volumes.ts';
import { createInventory } from './inventory.ts';
import { pageOfVolumes } from './page-of-volumes.ts';

const A = 'cluster-a';

function start() {
  const events: FleetEvent[] = [];
  const inventory = createInventory((event) => events.push(event));
  inventory.nameCluster(A, 'a');
  const names = (): string[] => [...inventory.volumesOf(A)].map((volume) => volume.name).sort();
  return { inventory, events, names };
}

describe('a walk over a cluster', () => {
  test('replaces what was known, at its end, and tells what changed', async () => {
    const { inventory, events, names } = start();
    for (const n of [1, 2, 3]) inventory.put(A, volumeOf(n));
    events.length = 0;
    const walk = inventory.walk(A);
    walk.beginPage();
    walk.takePage([volumeOf(1), volumeOf(2, { state: 'Updating' })]);
    walk.beginPage();
    walk.takePage([volumeOf(4)]);
    expect(names()).toEqual(['volume-1', 'volume-2', 'volume-3']);
    expect(inventory.asOf(A)).toBeUndefined();
    await walk.commit();
    expect(names()).toEqual(['volume-1', 'volume-2', 'volume-4']);
    expect(inventory.asOf(A)).toBeInstanceOf(Date);
    expect(events).toEqual([
      {
        type: 'volumes',
        clusterId: A,
        changed: [volumeOf(2, { state: 'Updating', clusterId: A }), volumeOf(4, { clusterId: A })],
        removed: [uuidOf(3)],
        many: false,
      },
    ]);
  });

  test('tells nothing when nothing changed', async () => {
    const { inventory, events } = start();
    for (let turn = 0; turn < 2; turn += 1) {
      const walk = inventory.walk(A);
      walk.beginPage();
      walk.takePage([volumeOf(1)]);
      await walk.commit();
    }
    expect(events).toHaveLength(1);
  });

  test('only says "many" when more changed than fits in an event', async () => {
    const { inventory, events } = start();
    const walk = inventory.walk(A);
    walk.beginPage();
    walk.takePage(Array.from({ length: 51 }, (_, n) => volumeOf(n)));
    await walk.commit();
    expect(events).toEqual([
      { type: 'volumes', clusterId: A, changed: [], removed: [], many: true },
    ]);
  });

  test('does not undo what was heard of single volumes while it ran', async () => {
    const { inventory, names } = start();
    for (const n of [1, 2]) inventory.put(A, volumeOf(n));
    const walk = inventory.walk(A);
    walk.beginPage();
    // The answer to this page is on its way when these things happen.
    inventory.drop(A, uuidOf(1));
    inventory.put(A, volumeOf(2, { state: 'Updating', ETag: '2' }));
    inventory.put(A, volumeOf(3, { state: 'Creating' }));
    walk.takePage([volumeOf(1), volumeOf(2)]);
    await walk.commit();
    expect(names()).toEqual(['volume-2', 'volume-3']);
    expect(inventory.find(uuidOf(2))?.state).toBe('Updating');
    const next = inventory.walk(A);
    next.beginPage();
    next.takePage([volumeOf(2, { ETag: '2' })]);
    await next.commit();
    expect(names()).toEqual(['volume-2']);
    expect(inventory.find(uuidOf(2))?.state).toBe('Available');
  });

  test('brings nothing back when its cluster was forgotten meanwhile', async () => {
    const { inventory, events } = start();
    const walk = inventory.walk(A);
    walk.beginPage();
    walk.takePage([volumeOf(1)]);
    inventory.forget(A);
    await walk.commit();
    inventory.put(A, volumeOf(2));
    expect(inventory.find(uuidOf(1))).toBeUndefined();
    expect(inventory.find(uuidOf(2))).toBeUndefined();
    expect(events).toEqual([]);
  });
});

describe('what is known', () => {
  test('totals follow every change', () => {
    const { inventory } = start();
    inventory.put(A, volumeOf(1, { size: '8192', replicaCount: 3 }));
    inventory.put(A, volumeOf(2, { state: 'Creating' }));
    inventory.put(A, volumeOf(2, { state: 'Available' }));
    inventory.put(A, volumeOf(3));
    inventory.drop(A, uuidOf(3));
    expect(inventory.totals(A)).toEqual({
      volumes: 2,
      volumesByState: { Available: 2 },
      provisioned: 8192n * 3n + 4096n * 2n,
    });
    inventory.forget(A);
    expect(inventory.totals(A)).toEqual({ volumes: 0, volumesByState: {}, provisioned: 0n });
  });

  test('a name leads to its volume, in its project, rather than to a Deleting one', () => {
    const { inventory } = start();
    inventory.put(A, volumeOf(1, { name: 'data', state: 'Deleting' }));
    expect(inventory.findByName('default', 'data')?.UUID).toBe(uuidOf(1));
    inventory.put(A, volumeOf(2, { name: 'data' }));
    expect(inventory.findByName('default', 'data')?.UUID).toBe(uuidOf(2));
    expect(inventory.findByName('other', 'data')).toBeUndefined();
    inventory.put(A, volumeOf(2, { name: 'renamed' }));
    expect(inventory.findByName('default', 'data')?.UUID).toBe(uuidOf(1));
  });
});

describe('paging by UUID', () => {
  test('sees every volume that is there throughout exactly once, whatever comes and goes', async () => {
    const change = fc.record({
      add: fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 4 }),
      drop: fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 40 }),
        fc.array(change, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 7 }),
        async (present, changes, limit) => {
          const { inventory } = start();
          for (const n of present) inventory.put(A, volumeOf(n));
          const throughout = new Set(present.map(uuidOf));
          const seen: string[] = [];
          let offsetUUID = '';
          for (let turn = 0; ; turn += 1) {
            const page = await pageOfVolumes(inventory, { offsetUUID, limit }, () => true);
            if (page.length === 0) break;
            seen.push(...page.map((volume) => volume.UUID));
            offsetUUID = page.at(-1)?.UUID ?? '';
            const { add, drop } = changes[turn] ?? { add: [], drop: [] };
            for (const n of drop) {
              inventory.drop(A, uuidOf(n));
              throughout.delete(uuidOf(n));
            }
            for (const n of add) inventory.put(A, volumeOf(n));
          }
          expect(new Set(seen).size).toBe(seen.length);
          expect(seen).toEqual([...seen].sort());
          for (const uuid of throughout) expect(seen).toContain(uuid);
        },
      ),
      { numRuns: 300 },
    );
  });
});
