import { expect, test } from 'vitest';
import { viewVolume } from '@asterism/cluster-sim/model/volume-view';
import { seedCluster } from '@asterism/cluster-sim/scenarios/seed-cluster';
import { extentOf } from '../cluster-client/extent.ts';
import { excessOf, WALK_LIMITS } from './walk-limits.ts';

test('a cluster may have as many ordinary volumes as the limit says: their text is not too much', () => {
  const { policies, volumes } = seedCluster({ seed: 7, index: 0, volumes: 500 });
  const policiesByUuid = new Map(policies.map((policy) => [policy.UUID, policy]));
  const model = { policies: policiesByUuid, currentOf: <T>(record: T): T => record };
  const { text } = extentOf(volumes.map((one) => viewVolume(model, one)));
  const rows = WALK_LIMITS.volumes;
  const walk = { pages: rows / 1000, rows, milliseconds: 0 };
  expect(excessOf({ ...walk, text: (text / 500) * rows }, WALK_LIMITS)).toBeUndefined();
  expect(excessOf({ ...walk, text: (text / 500) * rows * 1.5 }, WALK_LIMITS)).toContain('text');
});
