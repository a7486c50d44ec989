import { expect, test } from 'vitest';
import type { Change } from '../model/change.ts';
import { createSnapshot } from '../model/create-snapshot.ts';
import { createCredential } from '../model/credentials.ts';
import { createPolicy, deletePolicy } from '../model/policies.ts';
import { createProject, deleteProject } from '../model/projects.ts';
import { createResourcePolicy, deleteResourcePolicy } from '../model/resource-policies.ts';
import { created, smallCluster } from '../test-support/small-cluster.ts';
import { decodeChange, encodeChange } from './change-codec.ts';

/** A change of every kind, as the model makes them. */
function everyKind(): Change[] {
  const changes: Change[] = [];
  const { model, clock } = smallCluster(0, (change) => changes.push(change));
  const { UUID } = created(model, { labels: [{ key: 'env', value: 'prod' }] });
  clock.advance(2000);
  const named = { projectName: 'default', name: 'one' };
  createSnapshot(model, { ...named, sourceVolumeUUID: UUID, retentionTime: '7200s' });
  const schedulePolicy = {
    snapshotSchedulePolicy: {
      dailySchedule: { startTime: '2026-01-01T00:00:00Z', daysInCycle: 1 },
    },
    retentionTime: '0s',
  };
  const resourcePolicy = createResourcePolicy(model, {
    ...named,
    resourceUUID: UUID,
    schedulePolicy,
  });
  const policy = createPolicy(model, {
    name: 'limits',
    qoSRateLimitPolicy: {
      policyVisibility: 'Global',
      limitBw: { readBWLimit: 1, writeBWLimit: 2 },
    },
  });
  if (!policy.ok || !resourcePolicy.ok) throw new Error('a policy was refused');
  deletePolicy(model, policy.value);
  deleteResourcePolicy(model, resourcePolicy.value);
  const key = { projectName: 'passing', ID: 'key', type: 'RS256PubKey', payload: '' } as const;
  createProject(model, { name: 'passing' });
  createCredential(model, key);
  deleteProject(model, 'passing');
  return changes;
}

test('a change of every kind comes back as it was, as one line', () => {
  const changes = everyKind();
  expect(new Set(changes.map(({ kind }) => kind)).size).toBe(10);
  for (const change of changes) {
    const line = encodeChange(change);
    expect(line).not.toContain('\n');
    expect(decodeChange(line)).toEqual(change);
  }
});

test('a volume of a journal that knew of no clones is no clone', () => {
  const [change] = everyKind();
  const newer = change === undefined ? '' : encodeChange(change);
  const line = newer.replace('"sourceSnapshotUUID":"","sourceSnapshotName":"",', '');
  expect(line).not.toBe(newer);
  expect(decodeChange(line)).toEqual(change);
});

test.each(['', 'null', '{}', '{"kind":"volume"}', '{"kind":"other"}', '{"kind":'])(
  '%j is no change',
  (line) => expect(decodeChange(line)).toBeUndefined(),
);
