import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPasswordHasher } from '../identity/password-hash.ts';
import { createUserStore, type UserStore } from '../store/user-store.ts';
import {
  basic,
  bearer,
  signIn,
  startTestFederation,
  type Answer,
  type TestFederation,
} from '../test-support/test-federation.ts';
import { keepLog } from '../test-support/log-lines.ts';

const OLD = 'the-old-password';
const NEW = 'the-new-password';

let federation: TestFederation;
let users: UserStore;
const kept = keepLog();
let passwordHash: string;

beforeAll(async () => {
  federation = await startTestFederation(kept.log);
  users = createUserStore(federation.database.orm);
  passwordHash = await createPasswordHasher().hash(OLD);
});
afterAll(() => federation.close());

/** A new person, signed in twice. */
async function person(name: string): Promise<{ token: string; other: string }> {
  await users.add({ name, roles: ['blue:viewer'], passwordHash });
  const [{ token }, { token: other }] = [
    await signIn(federation.url, name, OLD),
    await signIn(federation.url, name, OLD),
  ];
  return { token, other };
}
const change = (token: string | undefined, oldPassword: unknown, newPassword: unknown) =>
  federation.send(
    'PUT',
    '/api/v2/fleet/password',
    token === undefined ? {} : bearer(token),
    JSON.stringify({ oldPassword, newPassword }),
  );
const statusOf = async (token: string) =>
  (await federation.send('GET', '/api/v2/fleet/whoami', bearer(token))).status;
const login = (name: string, password: string): Promise<Answer> =>
  federation.send('POST', '/api/v2/cflogin', { authorization: basic(name, password) });

describe('a person who changes their password', () => {
  test('signs in with the new one alone, and has no token but the one in the answer', async () => {
    const { token, other } = await person('ada');
    const answer = await change(token, OLD, NEW);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ expiresIn: '28800' });
    expect(await statusOf(token)).toBe(401);
    expect(await statusOf(other)).toBe(401);
    expect(await statusOf(String(answer.json['idToken']))).toBe(200);
    expect((await login('ada', OLD)).status).toBe(401);
    expect((await login('ada', NEW)).status).toBe(200);
    expect(kept.text()).toContain('somebody changed their password');
    for (const secret of [OLD, NEW, token, String(answer.json['idToken'])])
      expect(kept.text()).not.toContain(secret);
  });

  test('changes nothing with a wrong old password, and after some may not even try the right one', async () => {
    const { token, other } = await person('bob');
    const wrong = await change(token, 'a guess', NEW);
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('oldPassword: is not your password');
    let last = wrong;
    for (let tries = 0; tries < 30 && last.status === 400; tries += 1)
      last = await change(token, `guess ${tries}`, NEW);
    expect(last.status).toBe(429);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await change(token, OLD, NEW)).status).toBe(429);
    expect(await statusOf(other)).toBe(200);
  });

  test.each([
    ['too short', 'seven77', 'newPassword: must have 8 characters or more'],
    ['too long', 'x'.repeat(1025), 'newPassword: must have'],
    ['the old one', OLD, 'newPassword: is the old password'],
    ['no text', 12_345_678, 'newPassword'],
  ])('is told what is wrong with a new one that is %s', async (what, password, message) => {
    const { token } = await person(`carol-${what.replaceAll(' ', '-')}`);
    const answer = await change(token, OLD, password);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(message);
    expect(await statusOf(token)).toBe(200);
  });

  test('has to be signed in', async () => {
    expect((await change(undefined, OLD, NEW)).status).toBe(401);
    const { token } = await person('dan');
    await users.disable('dan');
    expect((await change(token, OLD, NEW)).status).toBe(401);
  });

  test('changes it once when they send it twice at the same time', async () => {
    const { token } = await person('erin');
    const answers = await Promise.all([change(token, OLD, NEW), change(token, OLD, 'another-one')]);
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses[0]).toBe(200);
    expect([400, 401]).toContain(statuses[1]);
  });
});
