import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { FAILURES_MAX } from '../../store/failure-counts.ts';
import { RIGHTS_CHANNEL, type User } from '../../store/user-store.ts';
import type { ConformanceSubject } from './conformance-subject.ts';

/** What the stores of users and of their tokens promise, on any database. */
export function userPromises(subject: ConformanceSubject): void {
  async function addUser(): Promise<User> {
    const { users } = subject.stores();
    const name = `user-${randomUUID()}`;
    await users.add({ name, passwordHash: 'hash', roles: ['blue:viewer'] });
    const user = await users.get(name);
    if (user === undefined) throw new Error('the user was not added');
    return user;
  }
  const tokenOf = ({ name, credentialId }: User) => ({
    id: randomUUID(),
    subject: name,
    credentialId,
  });
  const inAnHour = () => new Date(Date.now() + 3_600_000);

  describe('the store of users', () => {
    test('gives a name to one user, also when two are added at once', async () => {
      const name = `user-${randomUUID()}`;
      const added = await Promise.all(
        ['one', 'other'].map((passwordHash) =>
          subject.stores().users.add({ name, passwordHash, roles: [] }),
        ),
      );
      expect(added.filter(Boolean)).toHaveLength(1);
      const kept = await subject.stores().users.get(name);
      expect(kept?.passwordHash).toBe(added[0] === true ? 'one' : 'other');
    });

    test('says when there is no such user', async () => {
      const { users } = subject.stores();
      expect(await users.get('nobody')).toBeUndefined();
      expect(await users.enable('nobody', [])).toBe(false);
      expect(await users.disable('nobody')).toBe(false);
      expect(await users.setPassword('nobody', 'hash')).toBe(false);
      expect(await users.remove('nobody')).toBe(false);
    });

    test('lists by name', async () => {
      const added = [await addUser(), await addUser(), await addUser()].map(({ name }) => name);
      const listed = (await subject.stores().users.list()).map(({ name }) => name);
      expect(listed.filter((name) => added.includes(name))).toEqual(added.toSorted());
    });

    test('changes the credential with the password and when a user is disabled, and keeps it otherwise', async () => {
      const { users } = subject.stores();
      const { name, credentialId } = await addUser();
      await users.enable(name, ['blue:admin']);
      const enabled = await users.get(name);
      expect(enabled).toMatchObject({ credentialId, roles: ['blue:admin'], disabled: false });
      await users.setPassword(name, 'another hash');
      const changed = await users.get(name);
      expect(changed?.credentialId).not.toBe(credentialId);
      await users.disable(name);
      const disabled = await users.get(name);
      expect(disabled).toMatchObject({ disabled: true, passwordHash: 'another hash' });
      expect(disabled?.credentialId).not.toBe(changed?.credentialId);
    });
  });

  test('every change of rights and tokens notifies all replicas, by the name of the person', async () => {
    const { tokens, users } = subject.stores();
    const user = await addUser();
    const notified: string[] = [];
    const stop = await subject.database().listen(RIGHTS_CHANNEL, (name) => {
      if (name === user.name) notified.push(name);
    });
    const changes = [
      () => users.enable(user.name, ['green:viewer']),
      () => users.setPassword(user.name, 'another hash'),
      () => users.disable(user.name),
      () => tokens.revoke(tokenOf(user), inAnHour()),
      () => users.remove(user.name),
    ];
    for (const [done, change] of changes.entries()) {
      await change();
      await expect.poll(() => notified.length).toBe(done + 1);
    }
    await stop();
  });

  describe('the store of tokens', () => {
    test('knows whose token it is until it is revoked; another token of the same user stays good', async () => {
      const { tokens } = subject.stores();
      const user = await addUser();
      const [token, other] = [tokenOf(user), tokenOf(user)];
      expect(await tokens.bearerOf(token)).toEqual(user);
      await tokens.revoke(token, inAnHour());
      await tokens.revoke(token, inAnHour());
      expect(await subject.stores().tokens.bearerOf(token)).toBeUndefined();
      expect(await tokens.bearerOf(other)).toEqual(user);
    });

    test('takes no token of a former password, of a disabled user, or of one who is gone', async () => {
      const { tokens, users } = subject.stores();
      const user = await addUser();
      const token = tokenOf(user);
      await users.setPassword(user.name, 'another hash');
      expect(await tokens.bearerOf(token)).toBeUndefined();
      const renewed = tokenOf((await users.get(user.name)) ?? user);
      expect(await tokens.bearerOf(renewed)).toBeDefined();
      await users.disable(user.name);
      const disabled = tokenOf((await users.get(user.name)) ?? user);
      expect(await tokens.bearerOf(disabled)).toBeUndefined();
      await users.remove(user.name);
      expect(await tokens.bearerOf(disabled)).toBeUndefined();
    });

    test('forgets a revoked token when it has expired', async () => {
      const { tokens } = subject.stores();
      const [expired, fresh] = [randomUUID(), randomUUID()];
      const named = (id: string) => ({ id, subject: 'somebody' });
      await tokens.revoke(named(expired), new Date(Date.now() - 3_600_000));
      await tokens.revoke(named(fresh), inAnHour());
      const { rows } = await subject.database().query('select id from federation.revoked_tokens');
      const kept = rows.map(({ id }) => id);
      expect(kept).toContain(fresh);
      expect(kept).not.toContain(expired);
    });
  });

  test('failed sign-ins that replicas count at once all count, up to the most of their counter', async () => {
    const counter = { kind: 'accountInNetwork', key: randomUUID() } as const;
    const add = (failures: number) =>
      subject.stores().failureCounts.update([counter], () => ({
        changes: [failures],
        answer: undefined,
      }));
    const count = () =>
      subject.stores().failureCounts.update([counter], (counts) => ({
        changes: [0],
        answer: counts[0] ?? 0,
      }));
    await Promise.all([add(1), add(1), add(1)]);
    // They drain from the first moment on.
    expect(Math.ceil(await count())).toBe(3);
    await add(100);
    expect(Math.ceil(await count())).toBe(FAILURES_MAX.accountInNetwork);
  });
}
