import { expect, test } from 'vitest';
import { createNetworkSet } from './network-set.ts';

const networks = createNetworkSet(['10.0.0.0/8', '192.0.2.1', 'fd00::/8', '2001:db8::1']);

test.each([
  ['10.1.2.3', true],
  ['::ffff:10.1.2.3', true],
  ['11.0.0.1', false],
  ['192.0.2.1', true],
  ['192.0.2.2', false],
  ['fd12::1', true],
  ['2001:db8::1', true],
  ['2001:db8::2', false],
])('%s is among them: %s', (address, isIn) => {
  expect(networks.has(address)).toBe(isIn);
});
