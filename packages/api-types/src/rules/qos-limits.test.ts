import { expect, test } from 'vitest';
import { areSameLimits, keptIops, LIMIT_MAX, type QosLimits } from './qos-limits.ts';

const iops = (read: number, write: number, more: Partial<QosLimits> = {}): QosLimits => ({
  policyVisibility: 'Global',
  limitIOPS: { readIOPSLimit: read, writeIOPSLimit: write },
  ...more,
});

test('IOPS go up to the next step, and none stays none', () => {
  expect([0, 1, 256, 257, 400].map(keptIops)).toEqual([0, 256, 256, 512, 512]);
  expect(keptIops(LIMIT_MAX)).toBe(LIMIT_MAX);
});

test('limits are the same when clusters make the same of them', () => {
  expect(areSameLimits(iops(400, 0), iops(512, 0))).toBe(true);
  expect(areSameLimits(iops(400, 0), iops(513, 0))).toBe(false);
  expect(areSameLimits(iops(0, 512), iops(512, 0))).toBe(false);
  expect(areSameLimits(undefined, iops(0, 0))).toBe(false);
  expect(areSameLimits(undefined, undefined)).toBe(true);
});

test('limits differ by their kind, and by whom they are for', () => {
  const bandwidth: QosLimits = {
    policyVisibility: 'Global',
    limitBw: { readBWLimit: 512, writeBWLimit: 512 },
  };
  expect(areSameLimits(iops(512, 512), bandwidth)).toBe(false);
  const forTwo = (projectsNamesScope: string[]) =>
    iops(512, 512, { policyVisibility: 'Scoped', projectsNamesScope });
  expect(areSameLimits(forTwo(['a', 'b']), forTwo(['b', 'a']))).toBe(true);
  expect(areSameLimits(forTwo(['a', 'b']), forTwo(['a']))).toBe(false);
  expect(areSameLimits(forTwo([]), iops(512, 512))).toBe(false);
});
