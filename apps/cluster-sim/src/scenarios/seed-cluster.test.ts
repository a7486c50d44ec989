import { expect, test } from 'vitest';
import { aclRule, ipAclRule } from '@asterism/api-types/rules/access-lists';
import { labelsRule } from '@asterism/api-types/rules/labels';
import { volumeNameRule } from '@asterism/api-types/rules/volume-name';
import { viewCluster } from '../model/cluster-view.ts';
import { smallCluster } from '../test-support/small-cluster.ts';
import { seedCluster } from './seed-cluster.ts';

test('the same seed gives the same cluster; another seed or position gives another', () => {
  const options = { seed: 7, index: 0, volumes: 300 };
  expect(seedCluster(options)).toEqual(seedCluster(options));
  const others = [seedCluster({ ...options, seed: 8 }), seedCluster({ ...options, index: 1 })];
  const own = new Set(seedCluster(options).volumes.map(({ UUID }) => UUID));
  for (const other of others) {
    expect(other.spec.UUID).not.toBe(seedCluster(options).spec.UUID);
    expect(other.volumes.filter(({ UUID }) => own.has(UUID))).toEqual([]);
  }
});

test('seeded volumes keep the rules that new ones must keep, and are of many kinds', () => {
  const { volumes, spec, projects } = seedCluster({ seed: 7, index: 0, volumes: 3000 });
  const domainOf = new Map(spec.nodes.map((node) => [node.UUID, node.failureDomains?.[0]]));
  const names = new Set(projects.map(({ name }) => name));
  for (const volume of volumes) {
    expect(volumeNameRule(volume.name).allowed).toBe(true);
    expect(aclRule(volume.acl).allowed && ipAclRule(volume.ipAcl).allowed).toBe(true);
    expect(labelsRule(volume.labels).allowed).toBe(true);
    expect(names.has(volume.projectName)).toBe(true);
    expect(volume.used <= volume.size).toBe(true);
    expect(new Set(volume.nodeList.map((n) => domainOf.get(n))).size).toBe(volume.replicaCount);
  }
  const key = ({ projectName, name }: { projectName: string; name: string }) =>
    `${projectName}/${name}`;
  expect(new Set(volumes.map(key)).size).toBe(volumes.length);
  expect(new Set(volumes.map(({ state }) => state))).toEqual(new Set(['Available', 'Failed']));
  const protections = new Set(volumes.map(({ protection }) => protection));
  expect(protections).toEqual(new Set(['FullyProtected', 'Degraded', 'ReadOnly', 'NotAvailable']));
  expect(volumes.some(({ connectedHosts }) => connectedHosts.length > 0)).toBe(true);
});

test.each([0, 1000, 20_000])(
  'a cluster of %i volumes has room left, and its numbers add up',
  (count) => {
    const { model } = smallCluster(count);
    const { statistics, health } = viewCluster(model.spec, model.volumes.tally, []);
    const of = (name: keyof typeof statistics) => BigInt(statistics[name]);
    expect(of('freePhysicalStorage') > 0n).toBe(true);
    expect(of('freePhysicalStorage') + of('physicalUsedStorage')).toBe(
      of('effectivePhysicalStorage'),
    );
    expect(of('physicalUsedStorage') <= of('logicalUsedStorage')).toBe(true);
    expect(of('effectivePhysicalStorage') < of('installedPhysicalStorage')).toBe(true);
    const failed = [...model.volumes.after('')].filter(({ state }) => state === 'Failed').length;
    const { numHealthyVolumes, numDegradedVolumes, numReadOnlyVolumes } = health;
    expect(numHealthyVolumes + numDegradedVolumes + numReadOnlyVolumes).toBe(count - failed);
    expect(health.state).toBe(count === 0 ? 'OK' : 'Error');
  },
);
