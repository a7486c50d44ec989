import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { createLoginThrottle, networkOf, type LoginTry } from './login-throttle.ts';

const MINUTE = 60_000;

function throttleAt() {
  const clock = { at: 0 };
  const throttle = createLoginThrottle(() => clock.at);
  /** The seconds to wait; 0 when the try may be judged. */
  function waitFor(
    account: string,
    address: string,
    end: (attempt: LoginTry) => void = () => {},
  ): number {
    const attempt = throttle.take(account, address);
    if (!attempt.ok) return attempt.error.waitSeconds;
    end(attempt.value);
    return 0;
  }
  return Object.assign(clock, {
    fail: (account = 'admin', address = '192.0.2.1') => waitFor(account, address),
    succeed: () => waitFor('admin', '192.0.2.1', (attempt) => attempt.succeed()),
    giveBack: () => waitFor('admin', '192.0.2.1', (attempt) => attempt.giveBack()),
    isSprayed(account: string, address = '192.0.2.1'): boolean {
      const attempt = throttle.take(account, address);
      return attempt.ok && attempt.value.isSprayed;
    },
    signIn(account: string, address = '192.0.2.1') {
      waitFor(account, address, (attempt) => attempt.succeed());
    },
  });
}

/** Bytes of the heap that are in use, without what is garbage. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
  return process.memoryUsage().heapUsed;
}

describe('the login throttle', () => {
  test('is not filled by long names, nor by letters that normalize to many', () => {
    const throttle = throttleAt();
    const before = heapInUse();
    const long = '\uFDFA'.repeat(500);
    for (let n = 0; n < 2000; n += 1) throttle.fail(`${n}${long}`);
    expect(heapInUse() - before).toBeLessThan(5_000_000);
    expect(throttle.fail(`0${long}`)).toBe(0);
  });

  test('lets ten tries through, and then one each 90 seconds', () => {
    const throttle = throttleAt();
    const waits = Array.from({ length: 11 }, () => throttle.fail());
    expect(waits).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 90]);
    throttle.at = 1.5 * MINUTE - 1;
    expect(throttle.fail()).toBe(1);
    throttle.at = 1.5 * MINUTE;
    expect(throttle.fail()).toBe(0);
    expect(throttle.fail()).toBe(90);
    throttle.at += 15 * MINUTE;
    expect(Array.from({ length: 10 }, () => throttle.fail())).not.toContain(90);
  });

  test('forgets the tries that led to the right password', () => {
    const throttle = throttleAt();
    for (let count = 0; count < 9; count += 1) throttle.fail();
    throttle.succeed();
    expect(Array.from({ length: 10 }, () => throttle.fail())).toEqual(Array(10).fill(0));
  });

  test('does not count a try that is given back', () => {
    const throttle = throttleAt();
    for (let count = 0; count < 20; count += 1) expect(throttle.giveBack()).toBe(0);
    const waits = Array.from({ length: 11 }, () => throttle.fail());
    expect(waits.filter((seconds) => seconds > 0)).toHaveLength(1);
  });

  test('remembers who is being guessed at, however many other names are tried', () => {
    const throttle = throttleAt();
    for (let count = 0; count < 10; count += 1) throttle.fail();
    for (let count = 0; count < 3; count += 1) throttle.fail('viewer');
    for (let n = 0; n < 60_000; n += 1) throttle.fail(`nobody${n}`);
    expect(throttle.fail()).toBe(90);
    const waits = Array.from({ length: 8 }, () => throttle.fail('viewer'));
    expect(waits.filter((seconds) => seconds > 0)).toHaveLength(1);
  });

  test('leaves every network a try at an account that is guessed at from everywhere', () => {
    const throttle = throttleAt();
    for (let n = 0; n < 200; n += 1) throttle.fail('admin', `10.0.${n}.1`);
    expect(throttle.fail('admin', '198.51.100.7')).toBe(0);
    expect(throttle.fail('admin', '198.51.100.7')).toBe(90);
    expect(throttle.fail('admin', '10.0.0.1')).toBe(90);
    throttle.at = 15 * MINUTE;
    const waits = Array.from({ length: 9 }, () => throttle.fail('admin', '198.51.100.8'));
    expect(waits).toEqual(Array(9).fill(0));
  });

  test('recognizes a network that many names fail from, and not by people who mistype', () => {
    const throttle = throttleAt();
    for (let n = 0; n < 300; n += 1) {
      throttle.fail(`person${n}`);
      throttle.signIn(`person${n}`);
    }
    for (let n = 0; n < 99; n += 1) throttle.fail(`nobody${n}`);
    expect(throttle.isSprayed('frank')).toBe(false);
    expect(throttle.isSprayed('grace')).toBe(true);
    expect(throttle.isSprayed('person7')).toBe(false);
    expect(throttle.isSprayed('grace', '192.0.2.2')).toBe(false);
  });

  test.each([
    ['ADMIN', '192.0.2.1'],
    [' admin', '192.0.2.1'],
    ['ａｄｍｉｎ', '192.0.2.1'],
    ['admin', '::ffff:192.0.2.1'],
  ])('takes %s from %s for the same', (account, address) => {
    const throttle = throttleAt();
    for (let count = 0; count < 10; count += 1) throttle.fail();
    expect(throttle.fail(account, address)).toBeGreaterThan(0);
    expect(throttle.fail('somebody else', address)).toBe(0);
    expect(throttle.fail(account, '192.0.2.2')).toBe(0);
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
