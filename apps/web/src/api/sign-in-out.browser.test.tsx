import { expect, test, vi } from 'vitest';
import { queryClient } from './query-client.ts';
import { signOut } from './sign-in-out.ts';

test('what was read stays until the page goes after a sign-out, and is then forgotten', async () => {
  vi.stubGlobal('fetch', async () => Response.json({}));
  queryClient.setQueryData(['volumes'], ['db-1']);
  await signOut('#signed-out');
  expect(queryClient.getQueryData(['volumes'])).toEqual(['db-1']);
  dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
  expect(queryClient.getQueryData(['volumes'])).toBeUndefined();
});
