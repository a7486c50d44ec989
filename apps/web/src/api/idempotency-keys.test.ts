import { expect, test } from 'vitest';
import { createIdempotencyKeys } from './idempotency-keys.ts';

test('the same content keeps its key until it is done', () => {
  const keys = createIdempotencyKeys();
  const key = keys.keyFor({ name: 'a' });
  expect(key).toMatch(/^[0-9a-f]{32}$/);
  expect(keys.keyFor({ name: 'a' })).toBe(key);
  keys.forget();
  expect(keys.keyFor({ name: 'a' })).not.toBe(key);
});

test('another content has another key, and so has the first one after it', () => {
  const keys = createIdempotencyKeys();
  const key = keys.keyFor({ name: 'a' });
  expect(keys.keyFor({ name: 'b' })).not.toBe(key);
  expect(keys.keyFor({ name: 'a' })).not.toBe(key);
});

test('no content is a content', () => {
  const keys = createIdempotencyKeys();
  expect(keys.keyFor(undefined)).toBe(keys.keyFor(undefined));
});
