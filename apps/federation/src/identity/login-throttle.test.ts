import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '@asterism/database/database';
import { openDatabase } from '@asterism/database/open-database';
import { createPostgresDatabase } from '@asterism/database/test-support/postgres-databases';
import { MIGRATIONS } from '../migrations.ts';
import { createFailureCountStore } from '../store/failure-count-store.ts';
import type { FailureCounts } from '../store/failure-counts.ts';
import { createLoginThrottle, networkOf, type LoginTry } from './login-throttle.ts';
import { createFailureCounts, createMemoryFailureCounts } from './failure-counts.ts';

const MINUTE = 60_000;

/** Makes counts that start at 0, with a clock of their own. */
type CreateCounts = (now: () => number) => Promise<FailureCounts>;

async function throttleAt(createCounts: CreateCounts) {
  const clock = { at: 0 };
  const throttle = createLoginThrottle(await createCounts(() => clock.at));
  /** The seconds to wait; 0 when the try may be judged. */
  async function waitFor(
    account: string,
    address: string,
    end: (attempt: LoginTry) => Promise<void> = async () => {},
  ): Promise<number> {
    const attempt = await throttle.take(account, address);
    if (!attempt.ok) return attempt.error.waitSeconds;
    await end(attempt.value);
    return 0;
  }
  const fail = (account = 'admin', address = '192.0.2.1') => waitFor(account, address);
  return Object.assign(clock, {
    fail,
    async failTimes(times: number, account?: string, address?: string): Promise<number[]> {
      const waits: number[] = [];
      for (let n = 0; n < times; n += 1) waits.push(await fail(account, address));
      return waits;
    },
    succeed: () => waitFor('admin', '192.0.2.1', (attempt) => attempt.succeed()),
    giveBack: () => waitFor('admin', '192.0.2.1', (attempt) => attempt.giveBack()),
    async isSprayed(account: string, address = '192.0.2.1'): Promise<boolean> {
      const attempt = await throttle.take(account, address);
      return attempt.ok && attempt.value.isSprayed;
    },
    signIn: (account: string, address = '192.0.2.1') =>
      waitFor(account, address, (attempt) => attempt.succeed()),
  });
}

/** Bytes of the heap that are in use, without what is garbage. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
  return process.memoryUsage().heapUsed;
}

const inMemory: CreateCounts = async (now) => createMemoryFailureCounts(now);
const inTable: CreateCounts = async (now) => {
  await server.query('delete from federation.login_failures');
  return createFailureCountStore(server.orm, now);
};

async function openPostgres(databaseUrl: string): Promise<Database> {
  const opened = await openDatabase({ databaseUrl, dataDir: '', skipBackup: true });
  if (!opened.ok) throw new Error(opened.error.message);
  const migrated = await opened.value.migrate(MIGRATIONS);
  if (!migrated.ok) throw new Error(migrated.error.message);
  return opened.value;
}

let serverUrl: string;
let server: Database;
beforeAll(async () => {
  serverUrl = await createPostgresDatabase();
  server = await openPostgres(serverUrl);
});
afterAll(async () => {
  await server.close();
});

describe.each([
  ['in memory', inMemory],
  ['in PostgreSQL', inTable],
])('the login throttle that counts %s', (_where, createCounts) => {
  test('lets ten tries through, and then one each 90 seconds', async () => {
    const throttle = await throttleAt(createCounts);
    expect(await throttle.failTimes(11)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 90]);
    throttle.at = 1.5 * MINUTE - 1;
    expect(await throttle.fail()).toBe(1);
    throttle.at = 1.5 * MINUTE;
    expect(await throttle.fail()).toBe(0);
    expect(await throttle.fail()).toBe(90);
    throttle.at += 15 * MINUTE;
    expect(await throttle.failTimes(10)).not.toContain(90);
  });

  test('lets ten of many tries through that come at once', async () => {
    const throttle = await throttleAt(createCounts);
    const waits = await Promise.all(Array.from({ length: 30 }, () => throttle.fail()));
    expect(waits.filter((seconds) => seconds === 0)).toHaveLength(10);
  });

  test('forgets the tries that led to the right password', async () => {
    const throttle = await throttleAt(createCounts);
    await throttle.failTimes(9);
    await throttle.succeed();
    expect(await throttle.failTimes(10)).toEqual(Array(10).fill(0));
  });

  test('does not count a try that is given back', async () => {
    const throttle = await throttleAt(createCounts);
    for (let count = 0; count < 20; count += 1) expect(await throttle.giveBack()).toBe(0);
    const waits = await throttle.failTimes(11);
    expect(waits.filter((seconds) => seconds > 0)).toHaveLength(1);
  });
});

describe('the login throttle', () => {
  test('leaves every network a try at an account that is guessed at from everywhere', async () => {
    const throttle = await throttleAt(inMemory);
    for (let n = 0; n < 200; n += 1) await throttle.fail('admin', `10.0.${n}.1`);
    expect(await throttle.fail('admin', '198.51.100.7')).toBe(0);
    expect(await throttle.fail('admin', '198.51.100.7')).toBe(90);
    expect(await throttle.fail('admin', '10.0.0.1')).toBe(90);
    throttle.at = 15 * MINUTE;
    expect(await throttle.failTimes(9, 'admin', '198.51.100.8')).toEqual(Array(9).fill(0));
  });

  test('recognizes a network that many names fail from, and not by people who mistype', async () => {
    const throttle = await throttleAt(inMemory);
    for (let n = 0; n < 300; n += 1) {
      await throttle.fail(`person${n}`);
      await throttle.signIn(`person${n}`);
    }
    for (let n = 0; n < 99; n += 1) await throttle.fail(`nobody${n}`);
    expect(await throttle.isSprayed('frank')).toBe(false);
    expect(await throttle.isSprayed('grace')).toBe(true);
    expect(await throttle.isSprayed('person7')).toBe(false);
    expect(await throttle.isSprayed('grace', '192.0.2.2')).toBe(false);
  });

  test.each([
    ['ADMIN', '192.0.2.1'],
    [' admin', '192.0.2.1'],
    ['ａｄｍｉｎ', '192.0.2.1'],
    ['admin', '::ffff:192.0.2.1'],
  ])('takes %s from %s for the same', async (account, address) => {
    const throttle = await throttleAt(inMemory);
    await throttle.failTimes(10);
    expect(await throttle.fail(account, address)).toBeGreaterThan(0);
    expect(await throttle.fail('somebody else', address)).toBe(0);
    expect(await throttle.fail(account, '192.0.2.2')).toBe(0);
  });

  test('is not filled by long names, nor by letters that normalize to many', async () => {
    const throttle = await throttleAt(inMemory);
    const before = heapInUse();
    const long = '\uFDFA'.repeat(500);
    for (let n = 0; n < 2000; n += 1) await throttle.fail(`${n}${long}`);
    expect(heapInUse() - before).toBeLessThan(5_000_000);
    expect(await throttle.fail(`0${long}`)).toBe(0);
  });

  test('remembers who is being guessed at, however many other names are tried', async () => {
    const throttle = await throttleAt(inMemory);
    await throttle.failTimes(10);
    await throttle.failTimes(3, 'viewer');
    for (let n = 0; n < 60_000; n += 1) await throttle.fail(`nobody${n}`);
    expect(await throttle.fail()).toBe(90);
    const waits = await throttle.failTimes(8, 'viewer');
    expect(waits.filter((seconds) => seconds > 0)).toHaveLength(1);
  });
});

describe('counts in PostgreSQL', () => {
  test('are shared by replicas, also when both are asked at once', async () => {
    await server.query('delete from federation.login_failures');
    const replicas = [await openPostgres(serverUrl), await openPostgres(serverUrl)];
    const throttles = replicas.map(({ orm }) => createLoginThrottle(createFailureCountStore(orm)));
    const taken = await Promise.all(
      Array.from({ length: 40 }, async (_, n) => throttles[n % 2]?.take('admin', '192.0.2.1')),
    );
    expect(taken.filter((attempt) => attempt?.ok === true)).toHaveLength(10);
    await Promise.all(replicas.map((replica) => replica.close()));
  });

  test('are kept by a restart', async () => {
    const throttle = await throttleAt(inTable);
    await throttle.failTimes(10);
    const again = createLoginThrottle(createFailureCountStore(server.orm, () => throttle.at));
    expect(await again.take('admin', '192.0.2.1')).toEqual({
      ok: false,
      error: { waitSeconds: 90 },
    });
  });

  test('are those of the process alone while the database fails', async () => {
    const broken = await openPostgres(serverUrl);
    await broken.close();
    const lines: unknown[] = [];
    const log = { warn: (line: unknown) => void lines.push(line) };
    const throttle = createLoginThrottle(
      createFailureCounts(broken, createFailureCountStore(broken.orm), log),
    );
    const taken: boolean[] = [];
    for (let n = 0; n < 11; n += 1) {
      taken.push((await throttle.take('admin', '192.0.2.1')).ok);
    }
    expect(taken).toEqual([...Array<boolean>(10).fill(true), false]);
    expect(lines).toHaveLength(11);
  });

  test('are forgotten once they have drained', async () => {
    const throttle = await throttleAt(inTable);
    await throttle.failTimes(10);
    throttle.at = 16 * MINUTE;
    await throttle.fail('viewer', '192.0.2.7');
    const { rows } = await server.query('select key from federation.login_failures');
    expect(rows).toHaveLength(3);
  });
});

test.each([
  ['2001:db8::1', '2001:db8:0:ff:ffff::9', true],
  ['2001:db8::1', '2001:db8:0:100::1', false],
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::2', true],
  ['fe80::1%eth0', 'fe80::2', true],
  ['192.0.2.1', '192.0.2.2', false],
])('%s and %s are of one network: %s', (one, other, same) => {
  expect(networkOf(one) === networkOf(other)).toBe(same);
});
