import { expect, test } from 'vitest';
import { describeLookalike } from './describe-lookalike.ts';

const like = (
  identity: 'same' | 'other' | 'unknown',
  hasAddress: boolean,
  hasCertificate: boolean,
) =>
  describeLookalike(
    { clusterId: 'c-1', name: 'north', identity, hasAddress, hasCertificate, reportedUUID: '' },
    'north',
  );

test('only a cluster with the UUID of the attached one is said to be attached', () => {
  expect(like('same', true, true)).toMatchObject({
    title: 'This cluster is already attached',
    isNew: false,
  });
  expect(like('same', false, true).explanation.seen).toMatch(/another of its addresses/);
});

test.each([
  ['other', true, true, /different UUID/, /detach it/],
  ['other', false, true, /different UUID/, /detach it/],
  ['unknown', true, true, /did not report its UUID/, /key was removed/],
  ['unknown', false, true, /did not report its UUID/, /reinstalled/],
  ['unknown', true, false, /different certificate/, /confirm the new one/],
] as const)(
  'one that is %s (address: %s, certificate: %s) can be attached, and the page says what it may be',
  (identity, hasAddress, hasCertificate, seen, meaning) => {
    const { explanation, isNew, atCluster } = like(identity, hasAddress, hasCertificate);
    expect(isNew).toBe(true);
    expect(explanation.seen).toMatch(seen);
    expect(explanation.meanings.join(' ')).toMatch(meaning);
    expect(atCluster).toBe('Open north');
  },
);
