import { expect, test } from 'vitest';
import { attachedAs, unattached } from './unattached.ts';

const ATTACHED = [
  { apiEndpoints: ['127.0.0.1:9443', '127.0.0.1:9543'], tlsFingerprint: 'AA' },
  { apiEndpoints: ['127.0.0.1:9444'], tlsFingerprint: 'BB' },
];

test('only simulated clusters that are attached by none of their endpoints are left', () => {
  const simulated = ['9443', '9543', '9445'].map((port) => ({
    name: port,
    apiEndpoint: `127.0.0.1:${port}`,
  }));
  expect(unattached(simulated, ATTACHED).map(({ name }) => name)).toEqual(['9445']);
});

test('an attached cluster is known by its endpoint or by its certificate', () => {
  expect(attachedAs(ATTACHED, '127.0.0.1:9543', '')).toBe(ATTACHED[0]);
  expect(attachedAs(ATTACHED, '10.0.0.1:443', 'BB')).toBe(ATTACHED[1]);
  expect(attachedAs(ATTACHED, '10.0.0.1:443', 'CC')).toBeUndefined();
  expect(
    attachedAs([{ apiEndpoints: [], tlsFingerprint: '' }], '10.0.0.1:443', ''),
  ).toBeUndefined();
});
