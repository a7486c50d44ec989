import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { created, smallCluster } from '../test-support/small-cluster.ts';
import type { ClusterModel } from './cluster-model.ts';
import { deleteVolume } from './delete-volume.ts';
import { listVolumes, type VolumeQuery } from './list-volumes.ts';
import type { VolumeRecord } from './volume-record.ts';

function page(model: ClusterModel, query: VolumeQuery): VolumeRecord[] {
  const outcome = listVolumes(model, query);
  if (!outcome.ok) throw new Error(`refused: ${outcome.error.reason}`);
  return outcome.value;
}

test('paging shows every volume that lives throughout exactly once, whatever comes and goes meanwhile', () => {
  const change = fc.record({ create: fc.boolean(), pick: fc.nat(), wait: fc.boolean() });
  const changes = fc.array(fc.array(change, { maxLength: 4 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(changes, fc.integer({ min: 1, max: 7 }), (rounds, limit) => {
      const { model, clock } = smallCluster(40);
      const throughout = new Set(page(model, {}).map(({ UUID }) => UUID));
      const seen: string[] = [];
      let names = 0;
      for (let offsetUUID = '', round = 0; ; round += 1) {
        const volumes = page(model, { offsetUUID, limit });
        if (volumes.length === 0) break;
        seen.push(...volumes.map(({ UUID }) => UUID));
        offsetUUID = seen.at(-1) ?? '';
        for (const { create, pick, wait } of rounds[round] ?? []) {
          const all = page(model, {});
          const victim = all[pick % all.length];
          if (create) created(model, { name: `new-${(names += 1)}` });
          else if (victim !== undefined && deleteVolume(model, victim, undefined).ok) {
            throughout.delete(victim.UUID);
          }
          if (wait) clock.advance(2000);
        }
      }
      expect(seen).toEqual([...new Set(seen)].toSorted());
      expect(seen).toEqual(expect.arrayContaining([...throughout]));
    }),
    { numRuns: 60 },
  );
});

test('a page has at most 1000 volumes; a higher limit is lowered, one below 1 is refused', () => {
  const { model } = smallCluster(1001);
  expect(page(model, {})).toHaveLength(1000);
  expect(page(model, { limit: 5000 })).toHaveLength(1000);
  expect(page(model, { limit: 3 })).toHaveLength(3);
  for (const limit of [0, -1]) {
    expect(listVolumes(model, { limit })).toMatchObject({ error: { reason: 'limitTooLow' } });
  }
});

test('a list is narrowed by project, name, UUID, failure domain and snapshot', () => {
  const { model } = smallCluster(200);
  const [some] = page(model, { projectName: 'acme' });
  if (some === undefined) throw new Error('no volume in acme');
  expect(page(model, { projectName: 'acme' }).every((v) => v.projectName === 'acme')).toBe(true);
  expect(page(model, { name: some.name }).map((v) => v.UUID)).toEqual([some.UUID]);
  expect(page(model, { UUID: some.UUID.toUpperCase() })).toEqual([some]);
  expect(page(model, { UUID: some.UUID, projectName: 'default' })).toEqual([]);
  expect(page(model, { snapshotUUID: some.UUID })).toEqual([]);
  const inRack = page(model, { failureDomain: 'rack-1' });
  const nodes = new Set(
    model.spec.nodes.filter((n) => n.failureDomains?.includes('rack-1')).map((n) => n.UUID),
  );
  expect(inRack.map((v) => v.UUID)).toEqual(
    page(model, {})
      .filter((v) => v.nodeList.some((n) => nodes.has(n)))
      .map((v) => v.UUID),
  );
  expect(page(model, { failureDomain: 'rack-9' })).toEqual([]);
});
