import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { AttachedCluster } from '../../store/attached-cluster.ts';
import type { JoiningCluster } from '../../store/cluster-store.ts';
import { addServiceKey, joiningCluster, type ConformanceSubject } from './conformance-subject.ts';

/** What the store of clusters promises, on any database. */
export function clusterPromises(subject: ConformanceSubject): void {
  const newJoining = async (facts: Partial<JoiningCluster> = {}): Promise<JoiningCluster> =>
    joiningCluster((await addServiceKey(subject.stores())).id, facts);

  async function attach(facts: Partial<JoiningCluster> = {}): Promise<AttachedCluster> {
    const { clusters } = subject.stores();
    const joining = await newJoining(facts);
    await clusters.join(joining);
    const attached = await clusters.admit(joining);
    if (attached === undefined) throw new Error('not attached');
    return attached;
  }

  describe('the store of clusters', () => {
    test('shows a cluster from the end of its attach on, not before', async () => {
      const { clusters } = subject.stores();
      const joining = await newJoining();
      expect(await clusters.join(joining)).toBe(true);
      expect(await clusters.get(joining.id)).toBeUndefined();
      expect(await clusters.isJoining(joining.id)).toBe(true);
      expect(await clusters.update(joining.id, { name: 'too early' })).toBeUndefined();
      expect((await clusters.list()).map(({ id }) => id)).not.toContain(joining.id);

      const attached = await clusters.admit(joining);
      expect(attached).toMatchObject({ id: joining.id, keyId: joining.keyId, name: joining.name });
      expect(await clusters.admit(joining)).toEqual(attached);
      expect(await clusters.get(joining.id)).toEqual(attached);
      expect(await clusters.isJoining(joining.id)).toBe(false);
    });

    test('gives a cluster, and a key, to one attach; that one may repeat itself', async () => {
      const { clusters } = subject.stores();
      const joining = await newJoining();
      expect(await clusters.join(joining)).toBe(true);
      expect(await clusters.join(joining)).toBe(true);
      const other = await newJoining({ id: joining.id });
      expect(await clusters.join(other)).toBe(false);
      const later = { ...joining, workflowId: randomUUID() };
      expect(await clusters.join(later)).toBe(false);
      expect(await clusters.dropJoining(later)).toBe(false);
      expect(await clusters.join(joiningCluster(joining.keyId))).toBe(false);
      expect(await clusters.admit(other)).toBeUndefined();
      expect(await clusters.dropJoining(other)).toBe(false);
      expect(await clusters.isJoining(joining.id)).toBe(true);
    });

    test('of two attaches of one cluster that join at once lets one in', async () => {
      const one = await newJoining();
      const other = await newJoining({ id: one.id });
      const joined = await Promise.all(
        [one, other].map((joining) => subject.stores().clusters.join(joining)),
      );
      expect(joined.filter(Boolean)).toHaveLength(1);
    });

    test('takes back a cluster that joins, but not one that is attached', async () => {
      const { clusters } = subject.stores();
      const joining = await newJoining();
      await clusters.join(joining);
      expect(await clusters.dropJoining(joining)).toBe(true);
      expect(await clusters.dropJoining(joining)).toBe(false);
      await clusters.join(joining);
      await clusters.admit(joining);
      expect(await clusters.dropJoining(joining)).toBe(false);
      expect(await clusters.get(joining.id)).toBeDefined();
    });

    test('lists by name, and then by UUID', async () => {
      const [a = '', b = ''] = [randomUUID(), randomUUID()].sort();
      const prefix = randomUUID();
      await attach({ id: b, name: `${prefix} one` });
      await attach({ name: `${prefix} two` });
      await attach({ id: a, name: `${prefix} one` });
      const listed = (await subject.stores().clusters.list()).filter(({ name }) =>
        name.startsWith(prefix),
      );
      expect(listed.map(({ name }) => name.slice(prefix.length + 1))).toEqual([
        'one',
        'one',
        'two',
      ]);
      expect(listed.slice(0, 2).map(({ id }) => id)).toEqual([a, b]);
    });

    test('changes the facts that are given, and clears a fingerprint that is given as undefined', async () => {
      const { clusters } = subject.stores();
      const { id } = await attach({ name: 'before' });
      await clusters.update(id, { presentedFingerprint: 'another', status: 'Unauthorized' });
      expect(await clusters.update(id, { name: 'after' })).toMatchObject({
        name: 'after',
        presentedFingerprint: 'another',
        status: 'Unauthorized',
      });
      const cleared = await clusters.update(id, { presentedFingerprint: undefined });
      expect(cleared?.presentedFingerprint).toBeUndefined();
      expect(await clusters.update(randomUUID(), { name: 'nobody' })).toBeUndefined();
    });

    test('trusts a certificate only by the cluster as it still is', async () => {
      const { clusters } = subject.stores();
      const read = await attach();
      await clusters.update(read.id, { presentedFingerprint: 'yet another' });
      expect(await clusters.pin(read, 'new')).toBeUndefined();

      await clusters.update(read.id, { presentedFingerprint: 'new' });
      const pinned = await clusters.pin(read, 'new');
      expect(pinned?.tlsFingerprint).toBe('new');
      expect(pinned?.presentedFingerprint).toBeUndefined();
      expect(await clusters.pin(read, 'newer')).toBeUndefined();
    });

    test('does not remove a cluster that was attached anew with another key', async () => {
      const { clusters } = subject.stores();
      const cluster = await attach();
      const other = await addServiceKey(subject.stores());
      await clusters.remove({ id: cluster.id, keyId: other.id });
      expect(await clusters.get(cluster.id)).toBeDefined();
      await clusters.remove(cluster);
      expect(await clusters.get(cluster.id)).toBeUndefined();
    });
  });
}
