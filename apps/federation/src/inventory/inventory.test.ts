import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { volumeBefore, type FleetEvent } from '@asterism/api-types/fleet-api/fleet-events';
import { uuidOf, volumeOf } from '../test-support/volumes.ts';
import { createInventory, type UuidConflict } from './inventory.ts';
import { pageOfVolumes } from '../operations/volumes/list-volumes.ts';

const A = 'cluster-a';
const B = 'cluster-b';
const EVERY = { common: () => true, own: () => true };
const QUESTION = { sort: 'name', order: 'asc', offset: 0, limit: 9 } as const;

function start() {
  const events: FleetEvent[] = [];
  const intrusions: UuidConflict[] = [];
  const inventory = createInventory(
    (event) => events.push(event),
    (conflict) => intrusions.push(conflict),
  );
  inventory.nameCluster(A, 'a', new Date(1_000));
  const names = (): string[] => [...inventory.volumesOf(A)].map((volume) => volume.name).sort();
  /** A walk over a cluster that lists these volumes. */
  async function walk(clusterId: string, volumes: readonly Volume[]): Promise<void> {
    const walking = inventory.walk(clusterId);
    walking.beginPage();
    walking.takePage(volumes);
    await walking.commit();
  }
  return { inventory, events, intrusions, names, walk };
}

describe('a walk over a cluster', () => {
  test('replaces what was known, at its end, and publishes what changed', async () => {
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
    // On a slow machine it takes several turns, each with an event.
    const published = events.flatMap((event) => (event.type === 'volumes' ? [event] : []));
    expect(published.flatMap(({ changed }) => changed)).toEqual([
      volumeOf(2, { state: 'Updating', clusterId: A }),
      volumeOf(4, { clusterId: A }),
    ]);
    expect(published.flatMap(({ removed }) => removed)).toEqual([uuidOf(3)]);
    expect(Object.assign({}, ...published.map(({ before }) => before))).toEqual({
      [uuidOf(2)]: volumeBefore.parse({ ...volumeOf(2), isFoundAlike: true }),
      [uuidOf(3)]: volumeBefore.parse({ ...volumeOf(3), isFoundAlike: false }),
      [uuidOf(4)]: null,
    });
    expect(published.filter(({ clusterId, many }) => clusterId !== A || many)).toEqual([]);
  });

  test('publishes nothing when nothing changed', async () => {
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

  test('does not undo what was read of single volumes while it ran', async () => {
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
      volumesByProtection: { FullyProtected: 2 },
      failedByProtection: {},
      provisioned: 8192n * 3n + 4096n * 2n,
    });
    inventory.forget(A);
    expect(inventory.totals(A)).toEqual({
      volumes: 0,
      volumesByState: {},
      volumesByProtection: {},
      failedByProtection: {},
      provisioned: 0n,
    });
  });

  test('of the volumes in motion as many are named as are wanted, as their cluster writes them', () => {
    const { inventory } = start();
    const [upper, resting] = [{ UUID: uuidOf(0xa).toUpperCase() }, { state: 'Available' } as const];
    inventory.put(A, volumeOf(0xa, { ...upper, state: 'Creating' }));
    inventory.put(A, volumeOf(2, { state: 'Deleting' }));
    inventory.put(A, volumeOf(3, resting));
    expect(inventory.transitional(A, 9).sort()).toEqual([uuidOf(2), upper.UUID]);
    expect(inventory.transitional(A, 1)).toHaveLength(1);
    inventory.put(A, volumeOf(2, resting));
    expect(inventory.transitional(A, 9)).toEqual([upper.UUID]);
    expect(inventory.transitional(B, 9)).toEqual([]);
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

describe('a cluster that lists a volume of another', () => {
  const uuid = uuidOf(1);

  test('does not get it, by a walk or alone, and is reported once', async () => {
    const { inventory, intrusions, walk } = start();
    inventory.nameCluster(B, 'b', new Date(2_000));
    await walk(A, [volumeOf(1)]);
    for (let turn = 0; turn < 2; turn += 1) {
      await walk(B, [volumeOf(1, { name: 'shadow', size: '8192' }), volumeOf(2)]);
      inventory.put(B, volumeOf(1, { name: 'shadow' }));
      inventory.put(B, volumeOf(1, { name: 'shadow', UUID: uuid.toUpperCase() }));
    }
    expect(inventory.find(uuid)).toMatchObject({ name: 'volume-1', clusterId: A });
    expect(inventory.findByName('default', 'shadow')).toBeUndefined();
    expect(inventory.totals(B)).toMatchObject({ volumes: 1, provisioned: 8192n });
    const all = await pageOfVolumes(inventory, { offsetUUID: '', limit: 9 }, EVERY);
    expect(all.map((volume) => volume.UUID)).toEqual([uuid, uuidOf(2)]);
    expect(intrusions).toEqual([{ clusterId: B, uuids: [uuid] }]);
    expect([...inventory.conflicting(B)]).toEqual([uuid]);
    expect([...inventory.conflicting(A)]).toEqual([]);
  });

  test('is no longer reported when it stops, and does no harm when it says that the volume is gone', async () => {
    const { inventory, walk } = start();
    inventory.nameCluster(B, 'b', new Date(2_000));
    await walk(A, [volumeOf(1)]);
    await walk(B, [volumeOf(1)]);
    inventory.drop(B, uuid);
    expect(inventory.find(uuid)?.clusterId).toBe(A);
    await walk(B, []);
    expect([...inventory.conflicting(B)]).toEqual([]);
  });

  test('gets it once the other has it no more', async () => {
    const { inventory, walk } = start();
    inventory.nameCluster(B, 'b', new Date(2_000));
    await walk(A, [volumeOf(1)]);
    await walk(B, [volumeOf(1)]);
    inventory.drop(A, uuid);
    await walk(B, [volumeOf(1)]);
    expect(inventory.find(uuid)?.clusterId).toBe(B);
    inventory.forget(B);
    await walk(A, [volumeOf(1)]);
    expect(inventory.find(uuid)?.clusterId).toBe(A);
  });

  test('has it after a start, whoever answered first, when it was attached first', async () => {
    const { inventory, events, intrusions, walk } = start();
    inventory.nameCluster(B, 'b', new Date(500));
    await walk(A, [volumeOf(1, { name: 'shadow' })]);
    events.length = 0;
    await walk(B, [volumeOf(1)]);
    expect(inventory.find(uuid)).toMatchObject({ name: 'volume-1', clusterId: B });
    expect(
      events.map((event) => event.type === 'volumes' && [event.clusterId, event.removed]),
    ).toEqual([
      [A, [uuid]],
      [B, []],
    ]);
    await walk(A, [volumeOf(1, { name: 'shadow' })]);
    expect(inventory.find(uuid)?.clusterId).toBe(B);
    expect(intrusions).toEqual([{ clusterId: A, uuids: [uuid] }]);
  });

  test('does not get one that came up later, although it was attached first', async () => {
    const { inventory, walk } = start();
    inventory.nameCluster(B, 'b', new Date(2_000));
    await walk(A, []);
    await walk(B, [volumeOf(1)]);
    await walk(A, [volumeOf(1)]);
    expect(inventory.find(uuid)?.clusterId).toBe(B);
    expect([...inventory.conflicting(A)]).toEqual([uuid]);
  });

  test('gets no name either: it leads to the cluster that was attached first, however often that changes', async () => {
    const { inventory, walk } = start();
    inventory.nameCluster(B, 'b', new Date(2_000));
    await walk(B, [volumeOf(2, { name: 'data' })]);
    for (const ETag of ['1', '2', '3']) {
      await walk(A, [volumeOf(1, { name: 'data', ETag })]);
      expect(inventory.findByName('default', 'data')?.UUID).toBe(uuid);
    }
  });
});

describe('what no volume has any more', () => {
  test.each(['project', 'cluster'] as const)(
    'is forgotten: the values of %s that a cluster makes up without end cost nothing',
    async (dimension) => {
      const { inventory, walk } = start();
      for (let turn = 0; turn < 50; turn += 1) {
        inventory.nameCluster(`made-up-${turn}`, 'x');
        await walk(
          `made-up-${turn}`,
          [0, 1, 2, 3].map((n) => volumeOf(n, { projectName: `made-up-${turn}-${n}` })),
        );
        inventory.put(`made-up-${turn}`, volumeOf(0, { projectName: `again-${turn}` }));
        inventory.forget(`made-up-${turn}`);
      }
      expect(inventory.ask(QUESTION, undefined).facets[dimension]).toEqual({});
    },
  );

  test('is forgotten too when its cluster is, in the middle of a walk', async () => {
    const { inventory } = start();
    const walking = inventory.walk(A);
    walking.beginPage();
    walking.takePage(Array.from({ length: 60_000 }, (_, n) => volumeOf(n)));
    const committed = walking.commit();
    inventory.forget(A);
    await committed;
    expect(inventory.ask(QUESTION, undefined).facets.project).toEqual({});
    expect(inventory.ask(QUESTION, undefined).total).toBe(0);
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
            const page = await pageOfVolumes(inventory, { offsetUUID, limit }, EVERY);
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

describe('since when something is wrong with a volume', () => {
  test('is at least since the first read, and exact for what was seen to happen; it ends when the volume is well', async () => {
    const { inventory, walk } = start();
    await walk(A, [volumeOf(1, { protectionState: 'ReadOnly' }), volumeOf(2)]);
    expect(inventory.trouble(A, uuidOf(1))).toMatchObject({ trouble: 'ReadOnly', isAtLeast: true });
    expect(inventory.trouble(A, uuidOf(2))).toBeUndefined();

    const first = inventory.trouble(A, uuidOf(1))?.since;
    const degraded = volumeOf(2, { protectionState: 'Degraded' });
    await walk(A, [volumeOf(1, { protectionState: 'ReadOnly', ETag: '2' }), degraded]);
    expect(inventory.trouble(A, uuidOf(1))?.since).toBe(first);
    expect(inventory.trouble(A, uuidOf(2))).toMatchObject({
      trouble: 'Degraded',
      isAtLeast: false,
    });

    await walk(A, [volumeOf(1)]);
    expect(inventory.trouble(A, uuidOf(1))).toBeUndefined();
    expect(inventory.trouble(A, uuidOf(2))).toBeUndefined();
  });
});
