import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { createLoginThrottle, networkOf } from './login-throttle.ts';

const MINUTE = 60_000;

function throttleAt(): {
  at: number;
  fail(account?: string, address?: string): number;
  reset(): void;
  giveBack(): void;
} {
  const clock = { at: 0 };
  const throttle = createLoginThrottle(() => clock.at);
  return Object.assign(clock, {
    fail: (account = 'admin', address = '192.0.2.1') => throttle.take(account, address).waitSeconds,
    reset: () => throttle.succeed('admin', '192.0.2.1'),
    giveBack: () => throttle.giveBack('admin', '192.0.2.1'),
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
    throttle.reset();
    expect(Array.from({ length: 10 }, () => throttle.fail())).toEqual(Array(10).fill(0));
  });

  test('does not count a try that is given back, and gives back no more than was taken', () => {
    const throttle = throttleAt();
    for (let count = 0; count < 20; count += 1) {
      expect(throttle.fail()).toBe(0);
      throttle.giveBack();
    }
    throttle.giveBack();
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
