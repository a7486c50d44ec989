import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  addServiceKey,
  inTransaction,
  joiningCluster,
  newAttach,
  type ConformanceSubject,
} from './conformance-subject.ts';

const ownerOf = (tlsFingerprint: string) => ({ tlsFingerprint, apiEndpoint: '192.0.2.1:443' });

/** What the stores of keys promise, on any database. */
export function keyPromises(subject: ConformanceSubject): void {
  describe('the store of service keys', () => {
    test('claims a key for one certificate, also when two ask at once', async () => {
      const { id } = await addServiceKey(subject.stores());
      const claims = await Promise.all(
        ['one', 'other'].map((print) => subject.stores().serviceKeys.claim(id, ownerOf(print))),
      );
      expect(claims.filter(Boolean)).toHaveLength(1);
      const owner = claims[0] === true ? 'one' : 'other';
      const { serviceKeys } = subject.stores();
      expect(await serviceKeys.claim(id, ownerOf(owner))).toBe(true);
      expect((await serviceKeys.get(id))?.tlsFingerprint).toBe(owner);
    });

    test('binds a claimed key to one cluster of its certificate, and unbound it stays claimed', async () => {
      const { serviceKeys } = subject.stores();
      const { id } = await addServiceKey(subject.stores());
      const [cluster, other] = [randomUUID(), randomUUID()];
      const print = randomUUID();
      expect(await serviceKeys.bind(id, print, cluster)).toBe(false);
      await serviceKeys.claim(id, ownerOf(print));
      expect(await serviceKeys.bind(id, 'another certificate', cluster)).toBe(false);
      expect(await serviceKeys.bind(id, print, cluster)).toBe(true);
      expect(await serviceKeys.bind(id, print, cluster)).toBe(true);
      expect(await serviceKeys.bind(id, print, other)).toBe(false);
      expect(await serviceKeys.claimedFor(print)).toEqual([]);

      await serviceKeys.unbind(id, other);
      expect((await serviceKeys.get(id))?.state).toBe('bound');
      await serviceKeys.unbind(id, cluster);
      expect((await serviceKeys.claimedFor(print)).map((key) => key.id)).toEqual([id]);
      expect(await serviceKeys.claim(id, ownerOf('another certificate'))).toBe(false);
    });

    test('retires a key of its own cluster, with the private half gone for good', async () => {
      const { serviceKeys } = subject.stores();
      const { id } = await addServiceKey(subject.stores());
      const [print, cluster] = [randomUUID(), randomUUID()];
      await serviceKeys.claim(id, ownerOf(print));
      await serviceKeys.bind(id, print, cluster);
      await serviceKeys.retire(id, randomUUID());
      expect((await serviceKeys.get(id))?.privateKey).not.toBeNull();
      await serviceKeys.retire(id, cluster);
      expect(await serviceKeys.get(id)).toMatchObject({ state: 'retired', privateKey: null });
      expect(await serviceKeys.claim(id, ownerOf(print))).toBe(false);
      expect(await serviceKeys.bind(id, print, cluster)).toBe(false);
    });

    test('offers the newest keys of a certificate first, three at most', async () => {
      const { serviceKeys } = subject.stores();
      const print = randomUUID();
      const ids: string[] = [];
      for (let count = 0; count < 4; count += 1) {
        const { id } = await addServiceKey(subject.stores());
        await serviceKeys.claim(id, ownerOf(print));
        ids.unshift(id);
      }
      expect((await serviceKeys.claimedFor(print)).map(({ id }) => id)).toEqual(ids.slice(0, 3));
      expect((await serviceKeys.newest())?.id).toBe(ids[0]);
    });

    test('offers the oldest unused key, but none that an earlier attach may have sent a token of', async () => {
      const stores = subject.stores();
      const { serviceKeys, workflows } = stores;
      await subject
        .database()
        .query(`update federation.service_keys set state = 'claimed' where state = 'unused'`);
      const older = await addServiceKey(stores);
      const newer = await addServiceKey(stores);
      expect((await serviceKeys.nextUnused())?.id).toBe(older.id);

      const endAttach = async (keyId: string, stage: string): Promise<void> => {
        const { id } = newAttach();
        await workflows.add(newAttach({ id, keyId }));
        const { run = 0 } = (await workflows.claimRun(id)) ?? {};
        await workflows.change({ id, run }, { stage });
        await workflows.fail({ id, run }, { message: 'no luck', stages: [] });
      };
      await endAttach(older.id, 'verify TLS');
      expect((await serviceKeys.nextUnused())?.id).toBe(older.id);
      await endAttach(older.id, 'authenticate');
      expect((await serviceKeys.nextUnused())?.id).toBe(newer.id);
      expect(await serviceKeys.claim(older.id, ownerOf('anybody'))).toBe(false);
    });

    test('runs what is locked one after the other, and takes it back when it throws', async () => {
      const steps: string[] = [];
      const step = (name: string) =>
        subject.stores().serviceKeys.locked(async (locked) => {
          steps.push(`${name} begins`);
          await locked.newest();
          steps.push(`${name} ends`);
        });
      await Promise.all([step('a'), step('b'), step('c')]);
      const pairs = [0, 2, 4].map((at) => steps.slice(at, at + 2).map((text) => text.slice(0, 1)));
      for (const [begins, ended] of pairs) expect(begins).toBe(ended);

      const id = `cf-${randomUUID()}`;
      const failing = subject.stores().serviceKeys.locked(async (locked) => {
        await locked.add({ id, publicKey: '', privateKey: '' });
        throw new Error('halfway');
      });
      await expect(failing).rejects.toThrow('halfway');
      expect(await subject.stores().serviceKeys.get(id)).toBeUndefined();
    });
  });

  test('the first login key is made once, however many replicas start', async () => {
    let made = 0;
    const lists = await Promise.all(
      [1, 2, 3].map(() =>
        subject.stores().loginKeys.listOrAdd(async () => {
          made += 1;
          return { id: `login-${randomUUID()}`, publicKey: 'public', privateKey: 'sealed' };
        }),
      ),
    );
    expect(made).toBe(1);
    expect(new Set(lists.flat().map(({ id }) => id)).size).toBe(1);
  });

  describe('the store of sealed keys', () => {
    test('lists every key that has a sealed half', async () => {
      const stores = subject.stores();
      const { id } = await addServiceKey(stores);
      const listed = await stores.sealedKeys.list();
      expect(listed).toContainEqual({ kind: 'service key', id, sealed: `sealed ${id}` });
      expect(listed.some(({ kind }) => kind === 'login key')).toBe(true);
    });

    test('forgets keys with the clusters that trust them, and no others', async () => {
      const stores = subject.stores();
      const { clusters, serviceKeys, sealedKeys } = stores;
      const [lost, kept] = [await addServiceKey(stores), await addServiceKey(stores)];
      const attached = await Promise.all(
        [lost, kept].map(async ({ id: keyId }) => {
          const joining = joiningCluster(keyId, { name: keyId });
          await clusters.join(joining);
          return clusters.admit(joining);
        }),
      );
      const isLost = ({ id }: { readonly id: string }) => id === lost.id;
      const forgotten = await sealedKeys.forget((await sealedKeys.list()).filter(isLost));
      expect(forgotten).toEqual([{ name: lost.id, apiEndpoints: ['192.0.2.1:443'] }]);
      expect(await serviceKeys.get(lost.id)).toMatchObject({ state: 'retired', privateKey: null });
      expect(await clusters.get(attached[0]?.id ?? '')).toBeUndefined();
      expect(await clusters.get(attached[1]?.id ?? '')).toBeDefined();
      expect((await sealedKeys.list()).filter(isLost)).toEqual([]);
    });
  });

  test('what a transaction of stores wrote is not there when it throws', async () => {
    const id = `cf-${randomUUID()}`;
    const failing = inTransaction(subject, async ({ serviceKeys }) => {
      await serviceKeys.add({ id, publicKey: '', privateKey: '' });
      throw new Error('halfway');
    });
    await expect(failing).rejects.toThrow('halfway');
    expect(await subject.stores().serviceKeys.get(id)).toBeUndefined();
  });
}
