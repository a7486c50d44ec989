import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createVault } from './vault.ts';

const vault = createVault({ id: 'm1', bytes: randomBytes(32) });

test('a sealed secret opens at its place, and looks different each time', () => {
  const sealed = [1, 2].map(() => vault.seal('secret-canary', 'service_keys/a'));
  expect(sealed.map((each) => vault.open(each, 'service_keys/a'))).toEqual([
    'secret-canary',
    'secret-canary',
  ]);
  expect(new Set(sealed).size).toBe(2);
  expect(sealed.join()).not.toContain('canary');
});

test('it opens nowhere else: not in another row, not with another key, not when a byte is changed', () => {
  const sealed = vault.seal('secret-canary', 'service_keys/a');
  expect(() => vault.open(sealed, 'service_keys/b')).toThrow(/unable to authenticate/);
  const other = createVault({ id: 'm1', bytes: randomBytes(32) });
  expect(() => other.open(sealed, 'service_keys/a')).toThrow(/unable to authenticate/);
  const renamed = createVault({ id: 'm2', bytes: randomBytes(32) });
  expect(() => renamed.open(sealed, 'service_keys/a')).toThrow(/another master key/);
  const bytes = Buffer.from(sealed.slice('m1.'.length), 'base64');
  for (const at of bytes.keys()) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    expect(() => vault.open(`m1.${changed.toString('base64')}`, 'service_keys/a')).toThrow(
      /unable to authenticate/,
    );
  }
});

test('keys for other purposes are their own', () => {
  expect(vault.derive('one')).toEqual(vault.derive('one'));
  expect(vault.derive('one')).not.toEqual(vault.derive('two'));
});
