import { expect, test } from 'vitest';
import { growthTo, provisionedBytes, storageRatio } from './storage-ratio.ts';

test.each([
  [0n, 100n, '0.0000'],
  [50n, 100n, '0.5000'],
  [100n, 100n, '1.0000'],
  [1n, 3n, '0.3333'],
  [2n, 3n, '0.6667'],
  [12_345n, 1_000n, '12.3450'],
  [2n ** 70n, 2n ** 60n, '1024.0000'],
  [1n, 0n, '0.0000'],
])('%i provisioned of %i is %s', (provisioned, effective, ratio) => {
  expect(storageRatio(provisioned, effective)).toBe(ratio);
});

test('a volume is provisioned once for each replica', () => {
  expect(provisionedBytes({ size: '1099511627776', replicaCount: 3 })).toBe(
    3n * 1_099_511_627_776n,
  );
});

test('a larger volume takes more once for each replica, and one that is not larger takes none', () => {
  const volume = { size: '100', replicaCount: 3 };
  expect(growthTo(volume, 150n)).toBe(150n);
  expect(growthTo(volume, 100n)).toBe(0n);
  expect(growthTo(volume, 40n)).toBe(0n);
});
