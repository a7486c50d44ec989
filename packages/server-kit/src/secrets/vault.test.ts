import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createVault, deriveKey } from './vault.ts';

const first = { id: 'm1', key: randomBytes(32) };
const vault = createVault([first]);
const opened = (sealed: string, place = 'service_keys/a') => vault.open(sealed, place);

test('a sealed secret opens at its place, and looks different each time', () => {
  const sealed = [1, 2].map(() => vault.seal('secret-canary', 'service_keys/a'));
  expect(sealed.map((each) => opened(each))).toEqual(['secret-canary', 'secret-canary']);
  expect(new Set(sealed).size).toBe(2);
  expect(sealed.join()).not.toContain('canary');
});

test('a sealed secret does not open in another row, with another key, or when a byte was changed', () => {
  const sealed = vault.seal('secret-canary', 'service_keys/a');
  expect(opened(sealed, 'service_keys/b')).toBeUndefined();
  for (const id of ['m1', 'm2']) {
    const other = createVault([{ id, key: randomBytes(32) }]);
    expect(other.open(sealed, 'service_keys/a')).toBeUndefined();
  }
  const bytes = Buffer.from(sealed.slice('m1.'.length), 'base64');
  for (const at of bytes.keys()) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    expect(opened(`m1.${changed.toString('base64')}`)).toBeUndefined();
  }
  expect(['', 'm1.', 'm1.AAAA', 'm1'].map((text) => opened(text))).toEqual(
    Array.from({ length: 4 }),
  );
});

test('a vault seals with its first key and opens with any of its keys', () => {
  const next = { id: 'm2', key: randomBytes(32) };
  const unnamed = { id: '', key: randomBytes(32) };
  const both = createVault([first, next, unnamed]);
  expect(opened(both.seal('secret', 'service_keys/a'))).toBe('secret');
  for (const key of [next, unnamed]) {
    const sealed = createVault([key]).seal('secret', 'service_keys/a');
    expect(both.open(sealed, 'service_keys/a')).toBe('secret');
    expect(opened(sealed)).toBeUndefined();
  }
});

test('each purpose has its own key, which is always the same', () => {
  const secret = randomBytes(32);
  expect(deriveKey(secret, 'one')).toEqual(deriveKey(secret, 'one'));
  expect(deriveKey(secret, 'one')).not.toEqual(deriveKey(secret, 'two'));
  expect(deriveKey(secret, 'one')).toHaveLength(32);
});
