import { expect, test } from 'vitest';
import { unattached } from './unattached.ts';

const ATTACHED = [
  { apiEndpoints: ['127.0.0.1:9443', '127.0.0.1:9543'] },
  { apiEndpoints: ['127.0.0.1:9444'] },
];

test('only simulated clusters that are attached by none of their endpoints are left', () => {
  const simulated = ['9443', '9543', '9445'].map((port) => ({
    name: port,
    apiEndpoint: `127.0.0.1:${port}`,
  }));
  expect(unattached(simulated, ATTACHED).map(({ name }) => name)).toEqual(['9445']);
});
